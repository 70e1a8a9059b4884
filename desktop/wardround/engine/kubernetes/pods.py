"""From the servers of a role to its pods: the same processes, processor time and memory, cut into equal pieces."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import ArrayLike

from wardround.engine.basis import Basis
from wardround.engine.figure import formula
from wardround.engine.findings import RoleSizing
from wardround.engine.needs import MIB_PER_GIB, process_sizes
from wardround.engine.network.erlang import all_busy
from wardround.engine.queueing import Numbers
from wardround.engine.small_tiers import Plain

LEAST_POD_VCPUS = 0.25
LEAST_POD_GIB = 0.25
NEXT_CUT_SHARE = 0.8
"""How much smaller the pods of the next way to cut a server are at least."""
HTTP, JOBS = "workers", "max_cron_threads"
"""Settings of an Odoo server that say how many processes it runs."""


@formula(
    "1 + chance that all vCPUs are busy / (vCPUs x (1 - use))",
    unit="x",
    source="Erlang C for the vCPUs of a node (sizing models, section 4)",
)
def stretched(vcpus: ArrayLike, use: ArrayLike) -> Numbers:
    """Return the time on a node's processors with waiting, against the work alone; infinite where it is full.

    Parameters
    ----------
    use : CPU use of the node. [share]
    """
    cores, load = np.broadcast_arrays(np.asarray(vcpus, dtype=float), np.asarray(use, dtype=float))
    with np.errstate(divide="ignore"):
        waits = all_busy(cores, load) / (cores * np.maximum(1.0 - load, 0.0))
    return np.asarray(1.0 + waits)


@formula(
    "(busy + spare x root of the pieces) / pieces, rounded up",
    unit="processes",
    source="square-root staffing (Halfin and Whitt 1981, general knowledge, unverified): each piece needs spare of its "
    "own",
)
def processes_per_pod(processes: int, pieces: int, busy_share: float) -> int:
    """Return the processes of each pod when those of a server are cut into pieces and waits are to stay as short."""
    busy = processes * busy_share
    return ceil((busy + (processes - busy) * sqrt(pieces)) / pieces - 1e-9)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the pods of a role ask for.

    Parameters
    ----------
    count : pods that must run with the nodes lost that may be lost.
    replicas : pods that run with all nodes up.
    processes, jobs : Odoo processes of one pod, and how many of them run jobs.
    vcpus : of one pod, on the cores of `series`. [vCPU]
    series : series of cores that `vcpus` counts; '' where any core will do.
    use : CPU use of a node in the busiest hour if its pods fill it to the last vCPU. [share]
    most_stretched : how far waiting may stretch the work, on cores no slower than those of `series`; 0 where nobody
        waits for the answer. [x]
    """

    role: str
    count: int
    replicas: int
    processes: int
    jobs: int
    vcpus: float
    memory_gib: float
    series: str = ""
    use: float = 0.0
    most_stretched: float = 0.0


def odoo_pods(basis: Basis, role: RoleSizing, lost: int) -> tuple[Asked, ...]:
    """Return the ways to cut the Odoo servers of a role into pods, the largest pods first.

    Parameters
    ----------
    lost : nodes of the role that may be down.
    """
    row, busy = basis.knowledge.design_policies["aks_workers_per_pod"], basis.fact_number("max_sustained_utilisation")
    processes, _ = odoo_processes(role)
    cuts = cuts_of(processes, row.value, row.low, busy) if role.role == "application" else ((1, processes),)
    return tuple(_cut(basis, role, lost, pieces, each) for pieces, each in cuts)


def cuts_of(processes: int, most: float, least: float, busy_share: float) -> tuple[tuple[int, int], ...]:
    """Return into how many pods the processes of a server may be cut, and how many each then has.

    Each way has pods that are clearly smaller than those of the one before; in between nothing changes much.
    """
    found: dict[int, int] = {}
    for pieces in range(1, processes + 1):
        each = processes_per_pod(processes, pieces, busy_share) if pieces > 1 else processes
        if each < least and found:
            break
        if each <= most and each <= min(found, default=each / NEXT_CUT_SHARE) * NEXT_CUT_SHARE:
            found[each] = pieces
    return tuple((pieces, each) for each, pieces in found.items()) or ((1, processes),)


def _cut(basis: Basis, role: RoleSizing, lost: int, pieces: int, each: int) -> Asked:
    needs = {need.name: need for need in role.needs}
    up = max(role.nodes - lost, 1)
    processes, jobs = odoo_processes(role)
    cap = basis.policy("application_util_cap_share" if "response" in needs else "small_tier_util_cap_share")
    cpu, response = needs["cpu"], needs.get("response")
    used = cap * cpu.needed / cpu.given if cpu.given else cap
    fixed = process_sizes(basis.knowledge).fixed / MIB_PER_GIB
    held = needs["memory"].needed - basis.agents_gib["application"] - fixed
    return Asked(
        role=role.role,
        count=pieces * up,
        replicas=pieces * role.nodes,
        processes=each,
        jobs=ceil(jobs / pieces),
        vcpus=cpu.needed / (pieces * up),
        memory_gib=held / processes * each + fixed,
        series=role.series,
        use=cap,
        most_stretched=float(stretched(role.vcpus, used)) / min(response.needed, 1.0) if response else 0.0,
    )


def odoo_processes(role: RoleSizing) -> tuple[int, int]:
    """Return the processes of one Odoo server, HTTP and jobs together, and how many of them run jobs."""
    found = {setting.name: int(setting.value) for setting in role.settings if setting.name in (HTTP, JOBS)}
    return max(sum(found.values()), 1), found.get(JOBS, 0)


def plain_pods(basis: Basis, plain: Plain, role: RoleSizing) -> Asked:
    """Return the pods of a role that is sized by vCPUs and memory alone, one for each of its servers."""
    up = max(role.nodes - plain.lost, 1)
    least = 0.0 if plain.role == "ingress" else plain.least_vcpus - basis.fact_number("os_reserve_cpu")
    agents = basis.agents_gib["ingress" if plain.role == "ingress" else "other"]
    return Asked(
        role=plain.role,
        count=up,
        replicas=role.nodes,
        processes=0,
        jobs=0,
        vcpus=max(plain.vcpus / up, least, LEAST_POD_VCPUS),
        memory_gib=max(plain.memory_gib - agents, LEAST_POD_GIB),
    )
