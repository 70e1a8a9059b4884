"""What the controls in force cost: CPU, memory and log volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from types import MappingProxyType

from wardround.engine.figure import Figure, Input, formula
from wardround.knowledge import Control, Knowledge

MIB_PER_GIB = 1024

CAUSES_OF_TIER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "application": ("all_vms", "app", "app+db", "replicated_vms"),
        "database": ("all_vms", "db", "app+db", "replicated_vms"),
        "ingress": ("all_vms", "ingress"),
        "other": ("all_vms",),
    }
)
"""The kinds of overhead that each tier carries all day. Scan and backup windows lie outside the busy hours: they cost
memory only."""

MEMORY_CAUSES_OF_TIER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "application": ("all_vms", "app", "app+db", "replicated_vms", "scan_window_all_vms"),
        "database": ("all_vms", "db", "app+db", "replicated_vms", "scan_window_all_vms", "backup_window_db"),
        "ingress": ("all_vms", "ingress", "scan_window_all_vms"),
        "other": ("all_vms", "scan_window_all_vms"),
    }
)


@dataclass(frozen=True, slots=True)
class Overheads:
    """What the controls in force add to each tier.

    `cpu_factor` multiplies CPU demand, `memory_gib` is added to each server [GiB], log volumes are GiB a day.
    """

    cpu_factor: Mapping[str, float]
    memory_gib: Mapping[str, float]
    log_gib_per_server_day: float
    log_gib_per_environment_day: float
    behind: Mapping[str, tuple[Input, ...]]
    """The controls that slow a tier down, for its figure."""

    def figure(self, tier: str) -> Figure:
        """Return the CPU factor of a tier with the controls behind it."""
        label = f"Compliance overhead on the {tier}"
        return cpu_factor.explain(f"demand.overhead.{tier}", label, self.behind[tier], self.cpu_factor[tier])


@formula(
    "product over causes of (1 + sum of the overheads inside the cause)",
    unit="x",
    source="sizing models, section 14: summed inside a cause, multiplied across causes (judgement)",
)
def cpu_factor(shares_by_cause: Sequence[Sequence[float]]) -> float:
    """Return what controls multiply CPU demand by; 1 where none costs CPU.

    Parameters
    ----------
    shares_by_cause : for each cause the overheads of its controls. [share of CPU]
    """
    return prod(1.0 + sum(shares) for shares in shares_by_cause)


def overheads(in_force: frozenset[str], knowledge: Knowledge) -> Overheads:
    """Return what the controls in force add. Ids that the catalogue does not have are ignored."""
    controls = [control for key, control in sorted(knowledge.controls.items()) if key in in_force]
    factors, memory, behind = {}, {}, {}
    for tier, causes in CAUSES_OF_TIER.items():
        by_cause = [[c.cpu_overhead_share for c in controls if c.overhead_tier == cause] for cause in causes]
        factors[tier] = cpu_factor(by_cause)
        behind[tier] = tuple(
            _input(control) for control in controls if control.overhead_tier in causes and control.cpu_overhead_share
        )
        memory[tier] = (
            sum(c.ram_overhead_mib for c in controls if c.overhead_tier in MEMORY_CAUSES_OF_TIER[tier]) / MIB_PER_GIB
        )
    return Overheads(
        MappingProxyType(factors),
        MappingProxyType(memory),
        sum(c.log_gib_per_day for c in controls if c.log_scope == "per_vm"),
        sum(c.log_gib_per_day for c in controls if c.log_scope == "per_environment"),
        MappingProxyType(behind),
    )


def _input(control: Control) -> Input:
    name = f"{control.control_id} {control.requirement}"
    return Input(name, control.cpu_overhead_share, "share of CPU", control.source)
