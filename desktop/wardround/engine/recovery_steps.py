"""How long a recovery takes: the steps of a pattern, added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import RecoveryStep
from wardround.knowledge import Knowledge
from wardround.knowledge import RecoveryStep as StepRow

STAGES = ("notice", "technical", "business")


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is to recover, and how fast the chosen disks and VMs let it be done."""

    database_gib: float
    filestore_gib: float
    disk_gib: float
    wal_gib_since_base: float
    lag_minutes: float
    counts: Mapping[str, int]
    """How often a step is repeated, by what it scales with."""
    disk_mib_per_s: float | None
    """Throughput of the database disks and VM; no restore runs faster. None where it is not known."""


@formula("size / rate", unit="minutes", source="sizing-models 12: base_restore = size_on_disk / rate")
def copy_minutes(size_gib: float, rate_mib_per_s: float) -> float:
    """Return the minutes that ``size_gib`` GiB take at ``rate_mib_per_s`` MiB/s; 0 for nothing to copy."""
    return size_gib * 1024 / rate_mib_per_s / 60 if size_gib > 0 else 0.0


def steps_of(pattern_class: str, extent: Extent, facts: Facts, knowledge: Knowledge) -> tuple[RecoveryStep, ...]:
    """Return the steps of a pattern class in order, with their times."""
    rows = sorted(
        (row for row in knowledge.recovery_steps.values() if pattern_class in row.pattern_classes),
        key=lambda row: (row.order, row.step_id),
    )
    vault_restore = (
        pattern_class == "backup_only" and facts.text("ha_scope") == "none" and not facts.flag("wal_archiving")
    )
    skipped = (
        {"restore_rate_pg_logical", "restore_rate_pg_physical", "restore_rate_filestore"}
        if vault_restore
        else {"restore_rate_vault"}
    )
    return tuple(_step(row, extent, facts, knowledge) for row in rows if row.step_id not in skipped)


def steps_named(
    step_ids: tuple[str, ...], extent: Extent, facts: Facts, knowledge: Knowledge
) -> tuple[RecoveryStep, ...]:
    """Return some steps of the table with their times, in the order of the table."""
    rows = sorted((knowledge.recovery_steps[name] for name in step_ids), key=lambda row: (row.order, row.step_id))
    return tuple(_step(row, extent, facts, knowledge) for row in rows)


def total_minutes(steps: tuple[RecoveryStep, ...], *, high: bool = False, stages: tuple[str, ...] = STAGES) -> float:
    """Return the time of the steps together.

    Steps that share an order and may overlap count with the longest.
    """
    return sum(minutes for _, minutes in _groups(steps, high=high, stages=stages))


def _groups(steps: tuple[RecoveryStep, ...], *, high: bool, stages: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    chosen = [step for step in steps if step.stage in stages]
    for order, same in groupby(chosen, key=lambda step: step.order):
        group = list(same)
        times = [step.minutes_high if high else step.minutes_likely for step in group]
        overlap = len(group) > 1 and all(step.may_overlap for step in group)
        yield order, max(times) if overlap else sum(times)


def _step(row: StepRow, extent: Extent, facts: Facts, knowledge: Knowledge) -> RecoveryStep:
    low, likely, high, words = _minutes(row, extent, facts, knowledge)
    return RecoveryStep(
        name=row.name,
        stage=row.stage,
        minutes_low=round(low, 4),
        minutes_likely=round(likely, 4),
        minutes_high=round(high, 4),
        words=words,
        source=row.source,
        order=row.order,
        may_overlap=row.may_overlap_previous,
    )


def _minutes(row: StepRow, extent: Extent, facts: Facts, knowledge: Knowledge) -> tuple[float, float, float, str]:
    if row.unit == "MiB/s":
        return _copying(row, extent)
    low, likely, high = row.value_low, row.value_likely, row.value_high
    if row.scales_with == "replica_lag":
        return (
            low,
            extent.lag_minutes,
            max(high, extent.lag_minutes),
            "the replication lag at the peak write rate",
        )
    if row.scales_with == "support_hours":
        return _noticed(row, facts, knowledge)
    if (moved := _moved_by_answer(row, facts)) is not None:
        return moved
    count = extent.counts.get(row.scales_with)
    if count is None:
        return low, likely, high, "as estimated"
    times = max(count, 0)
    return low * times, likely * times, high * times, f"{times} x {likely:g} min"


def _moved_by_answer(row: StepRow, facts: Facts) -> tuple[float, float, float, str] | None:
    """Return the times of a step whose likely value an answer moves inside its bounds; None for other steps."""
    low, likely, high = row.value_low, row.value_likely, row.value_high
    if row.scales_with == "iac_level":
        level = facts.text("iac_level")
        taken = {"full": low, "partial": likely, "none": high}[level]
        return low, taken, high, f"infrastructure as code: {level}"
    if row.step_id == "provision_app_scale" and not facts.flag("dr_capacity_reserved"):
        return low, high, high, "no capacity is reserved, so the long time counts"
    if row.step_id == "resume_interfaces_base" and facts.flag("interface_recovery_order_known"):
        return low, low, high, "the restart order is agreed"
    return None


def _copying(row: StepRow, extent: Extent) -> tuple[float, float, float, str]:
    size = {
        "db_gib": extent.database_gib,
        "filestore_gib": extent.filestore_gib,
        "disk_gib": extent.disk_gib,
        "wal_gib_since_base": extent.wal_gib_since_base,
    }[row.scales_with]
    slow, likely, fast = (
        _capped(rate, extent.disk_mib_per_s) for rate in (row.value_low, row.value_likely, row.value_high)
    )
    words = f"{size:,.0f} GiB at {likely:,.0f} MiB/s" if size >= 1 else f"{size:.2f} GiB at {likely:,.0f} MiB/s"
    return copy_minutes(size, fast), copy_minutes(size, likely), copy_minutes(size, slow), words


def _capped(rate: float, limit: float | None) -> float:
    return rate if limit is None else min(rate, limit)


def _noticed(row: StepRow, facts: Facts, knowledge: Knowledge) -> tuple[float, float, float, str]:
    hours = facts.text("support_hours")
    if hours == "24x7":
        return row.value_low, row.value_likely, row.value_high, "staff are on call around the clock"
    policy = {"business": "wait_for_staff_business_minutes", "extended": "wait_for_staff_extended_minutes"}[hours]
    wait = knowledge.design_policies[policy].value
    words = f"support hours: {hours}; at night nobody may look for {wait / 60:.0f} h, which the high end counts"
    return row.value_low, row.value_high, row.value_high + wait, words
