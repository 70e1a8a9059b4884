"""What each control adds to the design: processor time, memory, logs, and the lines of the bill behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from wardround.engine.findings import Cost, DataSizes, RequiredControl, RoleSizing
from wardround.engine.findings.controls import ControlEffect
from wardround.engine.overheads import CAUSES_OF_TIER, MEMORY_CAUSES_OF_TIER, MIB_PER_GIB
from wardround.knowledge import Control, Knowledge

CENT = Decimal("0.01")
OWN_LINES: Mapping[str, tuple[str, ...]] = {
    "CT-NET-03": ("Web application firewall",),
    "CT-NET-06": ("Private endpoints",),
    "CT-EDR-01": ("Endpoint detection on all servers", "Threat detection on cluster nodes"),
    "CT-ENC-07": ("Key Vault, client-held", "Key Vault, key operations"),
}
"""Controls that the bill carries lines for, by what the name of such a line begins with."""


def control_effects(
    required: Sequence[RequiredControl],
    deployment: Sequence[RoleSizing],
    data: DataSizes,
    bill: Cost,
    knowledge: Knowledge,
) -> Mapping[str, ControlEffect]:
    """Return what each required control adds while it is in force, by id; nothing for one that is switched off.

    Parameters
    ----------
    data : volumes of the design; a control pays for logs in proportion to what it writes of them.
    """
    servers = [role for role in deployment if role.vcpus]
    logs_usd = sum((row.monthly_usd or Decimal(0) for row in bill.lines if row.follows == "logs"), Decimal(0))
    in_force = [knowledge.controls[one.control_id] for one in required if one.in_force]
    shares = _shares(in_force)
    found = {}
    for one in required:
        control = knowledge.controls[one.control_id]
        if not one.in_force:
            found[one.control_id] = ControlEffect(0.0, 0.0, 0.0, Decimal("0.00"))
            continue
        each = {"per_vm": float(data.log_servers), "per_environment": data.log_environments}.get(control.log_scope, 0.0)
        logs = control.log_gib_per_day * each
        share = Decimal(str(logs / data.log_gib_per_day)) if data.log_gib_per_day else Decimal(0)
        money = logs_usd * share + sum(_own_lines(control, bill), Decimal(0))
        found[one.control_id] = ControlEffect(
            vcpus=sum(_vcpus(control, role, shares) for role in servers) if control.cpu_overhead_share else 0.0,
            memory_gib=sum(_memory_gib(control, role) for role in servers) if control.ram_overhead_mib else 0.0,
            log_gib_per_day=logs,
            monthly_usd=money.quantize(CENT, ROUND_HALF_UP),
        )
    return found


def marginal_vcpus(busy_vcpus: float, share: float, shares_of_cause: float) -> float:
    """Return how many of the busy vCPUs a control accounts for: its part of the factor of its cause.

    Without it the factor 1 + sum falls by its share, so of a demand that contains the factor it holds
    share / (1 + sum). [vCPU]
    """
    return busy_vcpus * share / (1.0 + shares_of_cause)


def _shares(in_force: Sequence[Control]) -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for control in in_force:
        shares[control.overhead_tier] = shares.get(control.overhead_tier, 0.0) + control.cpu_overhead_share
    return shares


def _vcpus(control: Control, role: RoleSizing, shares: Mapping[str, float]) -> float:
    if control.overhead_tier not in CAUSES_OF_TIER[_tier(role)] or role.busy_share is None:
        return 0.0
    busy = role.nodes * role.vcpus * role.busy_share
    return marginal_vcpus(busy, control.cpu_overhead_share, shares[control.overhead_tier])


def _memory_gib(control: Control, role: RoleSizing) -> float:
    if control.overhead_tier not in MEMORY_CAUSES_OF_TIER[_tier(role)]:
        return 0.0
    return role.nodes * control.ram_overhead_mib / MIB_PER_GIB


def _tier(role: RoleSizing) -> str:
    return role.tier if role.tier in CAUSES_OF_TIER else "other"


def _own_lines(control: Control, bill: Cost) -> Iterator[Decimal]:
    starts = OWN_LINES.get(control.control_id)
    for row in bill.lines if starts else ():
        if starts and row.item.startswith(starts):
            yield row.monthly_usd or Decimal(0)
