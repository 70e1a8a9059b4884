"""Production: the servers of one group of tenants, and the shared ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import DiskKind
from wardround.engine.abreast import alone
from wardround.engine.application_search import Application, ApplicationSearch, Batch
from wardround.engine.application_tier import more_workers_of, window_shares, worker_floor
from wardround.engine.basis import Basis
from wardround.engine.cautious_database import chosen_database
from wardround.engine.database_tier import DatabaseContent, DatabaseNeeds
from wardround.engine.disks import system_disk
from wardround.engine.findings import Alternative, RoleSizing
from wardround.engine.needs import database_connections
from wardround.engine.neighbours import neighbours, servers_of
from wardround.engine.network_questions import Search, predicting
from wardround.engine.offered_sizes import Offer
from wardround.engine.one_server import LEAST_HTTP_WORKERS, Share, one_server, shared_data_disk
from wardround.engine.performance import Layout, Load, Prediction, predict
from wardround.engine.queueing import Numbers, stretch
from wardround.engine.role_sizing import built, chosen, pinned_offer
from wardround.engine.search import Winner
from wardround.engine.settings import OdooServer, odoo_settings, postgres_settings
from wardround.engine.tenant_groups import TenantGroup

OUT_OF_REACH = "the work alone takes most of the target even on the fastest size, so tune it or move the target"
TEMPORARY = (
    "temporary: one server for all roles; a step on the way and no state to stay in, since every fault stops everything"
)


@dataclass(frozen=True, slots=True)
class GroupSizing:
    """The servers of one group of tenants.

    `layout` is what they give to the performance model; `down` is what that says of the design hour and the heaviest
    others with the nodes lost.
    """

    basis: Basis
    group: TenantGroup
    roles: tuple[RoleSizing, ...]
    layout: Layout
    content: DatabaseContent
    database: DatabaseNeeds
    down: Prediction
    jobs_per_node: int
    max_connections: int
    floor: int
    floor_monthly_usd: Decimal
    caution_monthly_usd: Decimal
    """What planning the database for a percentile costs above planning it for the likely demand."""
    up: Prediction | None
    """All hours with all nodes up; None where nobody asked for them."""


def group_sizing(basis: Basis, group: TenantGroup, *, measured: bool) -> GroupSizing:
    """Return the servers of a group of tenants in production.

    Parameters
    ----------
    measured : whether measurements of this client stand behind the service demands, which lifts the vendor floor.
    """
    return alone(sizing_of_group(basis, group, measured=measured, in_full=False))


def sizing_of_group(basis: Basis, group: TenantGroup, *, measured: bool, in_full: bool) -> Search[GroupSizing]:
    """Return the same as `group_sizing`, stopping at each question to the queueing network.

    Parameters
    ----------
    in_full : whether all hours with all nodes up are wanted, too.
    """
    database_of = pinned_offer(basis, "production", "postgresql", basis.offer)
    database = chosen_database(basis, group, database_of)
    content, needs, won = database.content, database.needs, database.won
    floor = worker_floor(basis, measured=measured)
    search = ApplicationSearch(basis)
    taken = yield from search.taking(floor)
    without = (yield from search.price(0)) if floor else taken.monthly_usd
    jobs = taken.batch.jobs_per_node if taken.batch else taken.jobs_per_node
    volumes = needs.volumes[won.place]
    layout = Layout(
        application=servers_of(taken.of, taken.won.place, taken.won.nodes),
        workers_per_node=taken.workers_per_node,
        database=servers_of(database_of, won.place, won.nodes),
        batch=servers_of(taken.batch.of, taken.batch.won.place, taken.batch.won.nodes) if taken.batch else None,
        idle_work=basis.fact_number("os_reserve_cpu"),
        data_iops=float(volumes.data.choice.iops * volumes.data.choice.count),
        log_iops=float(volumes.wal.choice.iops * volumes.wal.choice.count),
    )
    fewer = replace(layout, application=layout.application.without(basis.lost))
    # With nodes lost only the hours that nothing outweighs can be the worst; the design hour comes first.
    hours = basis.load.hours([basis.design_row, *basis.heavy_rows])
    beside = neighbours(basis, fewer, taken, won, database_of)
    down, p95_s, up = yield from _predicted(basis, hours, fewer, beside.layouts, layout if in_full else None)
    if (more := more_workers(taken, down)) > layout.workers_per_node:
        up = None
        taken = replace(taken, workers_per_node=more)
        layout, fewer = (replace(each, workers_per_node=more) for each in (layout, fewer))
        down = predict(hours, basis.demand.services, fewer)
    if in_full and up is None:
        up = predict(basis.load, basis.demand.services, layout)
    caution = max(taken.monthly_usd - without, Decimal("0.00"))
    connections = max_connections(basis, content, layout, jobs)
    roles = [
        _application_role(basis, taken, content, group, floor, caution, down),
        *([_batch_role(basis, taken.batch)] if taken.batch else []),
        built(
            basis,
            "production",
            "database",
            "postgresql",
            database_of,
            won,
            disks=needs.disks(won.place),
            settings=postgres_settings(basis, won.size.memory_gib, won.size.vcpus, connections, content.database_gib),
            carries=("pooler",),
        ),
    ]
    roles[0], roles[-1] = beside.answering(roles[0], database.told(roles[-1]), p95_s)
    careful = database.caution_monthly_usd
    if basis.load.replica_reports.any():
        roles.append(
            replace(
                roles[-1],
                role="read_replica",
                settings=(),
                marks=("read replica: serves the reports that may read a copy, as large as the primary",),
                carries=(),
            )
        )
        careful *= 2  # the copy is as large
    return GroupSizing(
        basis, group, tuple(roles), layout, content, needs, down, jobs, connections, floor, caution, careful, up
    )


def _predicted(
    basis: Basis, hours: Load, fewer: Layout, others: Sequence[Layout], whole: Layout | None
) -> Search[tuple[Prediction, Numbers, Prediction | None]]:
    """Return how hours go with the nodes lost, what users wait on other layouts, and all hours with all nodes up.

    That wait is the p95 of all interactive operations of the first hour together, infinite where the layout is
    saturated. [s]

    Parameters
    ----------
    whole : the layout with all nodes up; None where nobody asks for it.
    """
    lost, beside = len(hours.people), len(others)
    first, place = basis.load.alike() if whole is not None else ([], np.zeros(0, dtype=np.intp))
    load = Load.joined([hours, hours.hours([0] * beside), basis.load.hours(first)])
    layouts = [*[fewer] * lost, *others, *([whole] * len(first) if whole is not None else [])]
    told = yield from predicting(load, basis.demand.services, layouts)
    down, on_others = told.hours(np.arange(lost)), told.hours(np.arange(lost, lost + beside))
    p95_s = np.where(on_others.saturated, np.inf, on_others.interactive_p95_s())
    return down, p95_s, told.hours(lost + beside + place) if whole is not None else None


def more_workers(taken: Application, down: Prediction) -> int:
    """Return the workers of a server: those planned, or as many more as the network wants for the targets.

    The size was chosen because it meets them with as many workers as it may run.
    """
    late = (down.p95_response_s > taken.needs.carried.targets_s * (1 + 1e-6)) & taken.needs.basis.in_use
    if not taken.won.enough or not (late.any() or down.saturated.any()):
        return taken.workers_per_node
    return more_workers_of(taken.needs, taken.won, taken.workers_per_node)


def max_connections(basis: Basis, content: DatabaseContent, layout: Layout, jobs: int) -> int:
    """Return the server connections to allow: those that memory was sized for, or more where the layout uses more."""
    servers = layout.batch.nodes if layout.batch else layout.application.nodes
    processes = layout.workers_per_node * layout.application.nodes + jobs * servers
    used = database_connections(
        processes, basis.policy("database_connections_per_worker"), basis.policy("connection_reserve")
    )
    return max(content.connections, used)


def _application_role(
    basis: Basis,
    taken: Application,
    content: DatabaseContent,
    group: TenantGroup,
    floor: int,
    caution: Decimal,
    down: Prediction,
) -> RoleSizing:
    marks = []
    if caution:
        marks.append(
            f"floor: {floor} workers by the vendor's rule; the model's own answer would cost "
            f"{caution / taken.monthly_usd:.0%} less"
        )
    marks.extend(_late_marks(basis, taken, down))
    carries = () if taken.batch else ("batch",)
    if carries:
        marks.extend(late_jobs(basis, taken.of, taken.won))
        marks.append("jobs run here too: too few for servers of their own")
    step = _temporary_step(basis, content, group, taken)
    if step:
        marks.append(f"{TEMPORARY}; {step.sku} would do")
    role = built(
        basis,
        "production",
        "application",
        "application",
        taken.of,
        taken.won,
        disks=(system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib")).choice,),
        settings=odoo_settings(
            basis,
            OdooServer(
                taken.workers_per_node,
                taken.jobs_per_node,
                taken.won.size.memory_gib,
                taken.needs.taken_gib(taken.won.nodes),
            ),
        ),
        marks=tuple(marks),
        carries=carries,
    )
    return replace(role, alternatives=(*role.alternatives, *((step,) if step else ())))


def _late_marks(basis: Basis, taken: Application, down: Prediction) -> Iterator[str]:
    """Yield what is said of classes that miss their target in the design hour with nodes lost."""
    late = late_in_design_hour(basis, down)
    beyond = taken.needs.carried.targets_s > basis.targets_s
    for found, words in (
        (late & beyond, OUT_OF_REACH),
        (late & ~beyond, "the servers found are too small for it"),
    ):
        names = [row.name for row, missed in zip(basis.classes, found, strict=True) if missed]
        if names and words is OUT_OF_REACH:
            yield f"out of reach of hardware: {', '.join(names)}; {words}"
        elif names:
            yield f"target missed: {', '.join(names)}; {words}"


def late_in_design_hour(basis: Basis, down: Prediction) -> NDArray[np.bool_]:
    """Return which classes that arrive in the design hour miss their target in it with nodes lost."""
    arriving = basis.load.requests_per_s[basis.design_row] > 0
    met = np.isfinite(down.p95_response_s[0]) & (down.p95_response_s[0] <= basis.targets_s * (1 + 1e-9))
    return np.asarray(arriving & (~met | bool(down.saturated[0])))


def late_jobs(basis: Basis, of: Offer, won: Winner) -> tuple[str, ...]:
    """Return a mark for the jobs that do not fit their window with the workers they are given; none where all do."""
    seconds = float(
        stretch(basis.policy("small_tier_util_cap_share"), of.single_speed[won.place], of.full_speed[won.place])
    )
    late = [
        f"{job.name} ({share:.0%} of its window, {ceil(share * job.parallel - 1e-9)} workers at once instead of "
        f"{job.parallel} would do)"
        for job, share in window_shares(basis, seconds)
        if share > 1.0 and (not basis.tenant or job.tenant in ("", basis.tenant))
    ]
    return (f"jobs overrun their window: {'; '.join(late)}",) if late else ()


def _batch_role(basis: Basis, batch: Batch) -> RoleSizing:
    server = OdooServer(
        LEAST_HTTP_WORKERS,
        batch.jobs_per_node,
        batch.won.size.memory_gib,
        basis.agents_gib["application"],
        for_jobs_only=True,
    )
    return built(
        basis,
        "production",
        "application",
        "batch",
        batch.of,
        batch.won,
        disks=(system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib")).choice,),
        settings=odoo_settings(basis, server),
        marks=late_jobs(basis, batch.of, batch.won),
    )


def _temporary_step(
    basis: Basis, content: DatabaseContent, group: TenantGroup, taken: Application
) -> Alternative | None:
    """Return one server for everything, for a small deployment that asks for no availability of its own."""
    people = basis.most_people
    if people > basis.policy("consolidated_users") or basis.facts.text("ha_scope") != "none":
        return None
    workers = taken.workers_per_node * taken.won.nodes
    needs = one_server(basis, basis.offer, Share(1.0, 1.0), workers=workers, working_set_gib=content.working_set_gib)
    data = shared_data_disk(
        basis, group.database_gib, group.filestore_gib, content.work.data_iops, (DiskKind.PREMIUM_SSD,)
    )
    system = system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib"))
    disks = system.monthly_micro_usd + data.monthly_micro_usd
    won = chosen(basis, "production", "everything", basis.offer, (1,), needs.checks, side_costs=disks)
    if not won.enough:
        return None
    return Alternative(won.size.sku, 1, won.monthly_usd, "smaller", TEMPORARY)
