"""Each recovery pattern held against the objectives: its steps, its data loss, its price, and what rules it out."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.engine.findings import PatternResult
from wardround.engine.pattern_choice import NEVER_CHOSEN
from wardround.engine.pattern_prices import PatternPrices
from wardround.engine.plain_words import coded, in_words
from wardround.engine.process_recovery import Objective
from wardround.engine.recovery_setting import Setting, uses_recovery_region
from wardround.engine.recovery_steps import Extent, total_minutes
from wardround.knowledge import DrPattern, RecoveryLayout

SCOPE_RANK = {"vm": 1, "vm_or_human_error": 1, "same_zone": 1, "zone": 2, "region": 3, "zone_and_region": 3}
ASKED_RANK = {"none": 0, "same_zone": 1, "zone": 2, "region": 3}
RESTORE_CLASSES = frozenset({"backup_only", "log_archive", "cold_region", "managed_geo_restore"})
THREE_ZONES = 3


def judged(setting: Setting, pattern: DrPattern, asked: tuple[Objective, ...], prices: PatternPrices) -> PatternResult:
    """Return what a pattern promises, whether that meets every objective, and what it costs."""
    facts, knowledge = setting.facts, setting.knowledge
    layout = knowledge.recovery_layouts.get(pattern.pattern_id)
    pattern_class = class_of(setting, pattern, facts.text("ha_scope"))
    why_not = _why_not(setting, pattern, layout, pattern_class)
    if layout is None or layout.managed_database:
        return PatternResult(
            pattern.pattern_id,
            pattern.name,
            pattern.failure_scope,
            pattern.achievable_rto_minutes_high,
            pattern.achievable_rto_minutes_high,
            pattern.achievable_rpo_minutes_high,
            None,
            meets=False,
            eligible=False,
            why_not=why_not,
            steps=(),
            pattern_class=pattern_class,
        )
    extent, steps = setting.extent(layout), setting.steps(pattern_class, layout)
    rto, rto_high = total_minutes(steps), total_minutes(steps, high=True)
    rpo = _rpo_minutes(setting, pattern, layout, pattern_class, extent)
    meets = all(rto <= one.rto_minutes and rpo <= one.rpo_minutes for one in asked)
    return PatternResult(
        pattern.pattern_id,
        pattern.name,
        pattern.failure_scope,
        round(rto, 4),
        round(rto_high, 4),
        round(rpo, 4),
        prices.extra_monthly_usd(layout),
        meets=meets and not why_not,
        eligible=not why_not,
        why_not=why_not,
        steps=steps,
        pattern_class=pattern_class,
    )


def class_of(setting: Setting, pattern: DrPattern, asked: str) -> str:
    """Return the class of steps for a failure that is to be survived, else the pattern's widest."""
    rows = [row for row in setting.knowledge.recovery_pattern_classes if row.pattern_id == pattern.pattern_id]
    fitting = [row for row in rows if SCOPE_RANK.get(row.failure_scope, 0) >= ASKED_RANK[asked]]
    ranked = sorted(fitting or rows, key=lambda row: (SCOPE_RANK.get(row.failure_scope, 0), row.pattern_class))
    return ranked[0].pattern_class if fitting else ranked[-1].pattern_class


def _why_not(
    setting: Setting, pattern: DrPattern, layout: RecoveryLayout | None, pattern_class: str
) -> tuple[str, ...]:
    asked = setting.facts.text("ha_scope")
    reasons = []
    if pattern.pattern_id == "DRP-17":
        reasons.append("stock Odoo has one writing database; two live regions cannot work")
    if pattern.pattern_id == "DRP-18":
        reasons.append("an addition against ransomware, never the only way to recover")
    if layout is not None and layout.managed_database:
        reasons.append("managed PostgreSQL has no list price for this region, so it is shown and not ranked")
    if SCOPE_RANK.get(pattern.failure_scope, 0) < ASKED_RANK[asked]:
        reasons.append(f"does not survive the {coded('ha_scope', asked)}")
    if asked != "none" and pattern_class in RESTORE_CLASSES and pattern.pattern_id not in NEVER_CHOSEN:
        reasons.append("brings the service back by a restore, and a failure is to be survived without one")
    if layout is not None:
        reasons.extend(_missing_prerequisites(setting, layout))
    return tuple(reasons)


def _missing_prerequisites(setting: Setting, layout: RecoveryLayout) -> Iterator[str]:
    """Yield what a layout needs and does not find here."""
    zones = setting.catalogue.zone_count(setting.sizing.region)
    if layout.zone_spread and zones < THREE_ZONES:
        yield f"needs three zones; the region has {in_words(zones) if zones else 'none'}"
    if uses_recovery_region(layout):
        if not setting.recovery_region:
            yield "the region has no paired region and none is named"
        elif not setting.recovery_allowed:
            place = setting.catalogue.region(setting.recovery_region).display_name
            yield f"the recovery region, {place}, lies outside the residency rule"
    if layout.site_recovery:
        if any(disk.kind in {"premium_ssd_v2", "ultra"} for role in setting.sizing.roles for disk in role.disks):
            yield "Site Recovery is not documented for Premium SSD v2 and Ultra disks here"
        if setting.facts.flag("encryption_at_host"):
            yield "Site Recovery does not carry encryption at host over"


def _rpo_minutes(
    setting: Setting, pattern: DrPattern, layout: RecoveryLayout, pattern_class: str, extent: Extent
) -> float:
    archive = setting.policy("archive_timeout_minutes")
    by_class = {
        "backup_only": pattern.achievable_rpo_minutes_high,
        "log_archive": archive,
        "cold_region": archive + setting.policy("geo_copy_minutes"),
        "site_recovery": setting.catalogue.dr_fact("asr-crash-point").value or pattern.achievable_rpo_minutes_high,
        "isolated_copy": pattern.achievable_rpo_minutes_high,
    }
    if pattern_class in by_class:
        return by_class[pattern_class]
    if layout.synchronous and pattern_class == "auto_failover":
        return 0.0
    return extent.lag_minutes
