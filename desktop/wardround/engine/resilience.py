"""Resilience: which recovery pattern meets the objectives of every process at the least price.

Each pattern's recovery time is the sum of its steps, its data loss comes from backup intervals or
replication lag at
the peak write rate. The cheapest pattern that meets all objectives is chosen; where none does, the least
violation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from math import ceil

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.availability import availability
from wardround.engine.cost import own_servers, purchase, replicas
from wardround.engine.deployment import deployed
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.findings import LineItem, PatternResult, Resilience, RoleSizing, Sizing
from wardround.engine.line_items import cents, full_term
from wardround.engine.pattern_choice import NEVER_CHOSEN, choice_in_words, chosen_pattern
from wardround.engine.plain_words import coded, in_words
from wardround.engine.process_recovery import Objective, objectives, recovered_processes
from wardround.engine.recovery_steps import Extent, copy_minutes, steps_of, total_minutes
from wardround.engine.service_lines import Bill, recovery_lines
from wardround.knowledge import DrPattern, FactValue, Knowledge, RecoveryLayout

SCOPE_RANK = {"vm": 1, "vm_or_human_error": 1, "same_zone": 1, "zone": 2, "region": 3, "zone_and_region": 3}
ASKED_RANK = {"none": 0, "same_zone": 1, "zone": 2, "region": 3}
RESTORE_CLASSES = frozenset({"backup_only", "log_archive", "cold_region", "managed_geo_restore"})
BASE_PATTERN = "DRP-02"
Steady = Mapping[tuple[str, str, str], tuple[RoleSizing, Decimal | None]]
"""Each role as sized, by environment, tenant and role, with the monthly price of its own servers and disks."""

THREE_ZONES = 3
BESIDE_THE_SERVICE = frozenset({"monitoring", "management", "quorum", "read_replica"})
"""Roles whose loss stops no user."""


@formula(
    "lag when idle / (1 - use of the slower of link and replay)",
    unit="s",
    source="single-server queue; judgement",
)
def replication_lag_s(idle_lag_s: float, wal_mib_per_s: float, carry_mib_per_s: float) -> float:
    """Return the replication lag at the peak write rate, in seconds.

    When more is written than link or replay carry, the backlog of a peak hour counts.
    """
    use = wal_mib_per_s / carry_mib_per_s
    if use >= 1:
        return (use - 1) * 3600 + idle_lag_s
    return min(idle_lag_s / (1 - use), 3600.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every pattern is judged with."""

    assessment: Assessment
    facts: Facts
    sizing: Sizing
    catalogue: Catalogue
    knowledge: Knowledge
    recovery_region: str
    recovery_allowed: bool
    required_controls: frozenset[str]

    def policy(self, policy_id: str) -> float:
        """Return the likely value of a design policy."""
        return self.knowledge.design_policies[policy_id].value

    @property
    def database(self) -> RoleSizing:
        """The database role of production."""
        return next(r for r in self.sizing.roles if r.environment == "production" and r.role == "postgresql")


def recovery_region_of(assessment: Assessment, sizing: Sizing, catalogue: Catalogue) -> str:
    """Return the region that takes over: the one named, else the paired one, else none."""
    if assessment.engagement.recovery_region:
        return catalogue.region(assessment.engagement.recovery_region).code
    paired = catalogue.paired_region(sizing.region)
    return paired.code if paired else ""


def recovery_region_allowed(facts: Facts, catalogue: Catalogue, home: str, other: str) -> bool:
    """Return whether the recovery region lies inside the territory that the residency rule allows.

    Without a residency rule every region is allowed. With one, the recovery region must share the geography
    group and,
    where the answer names copies, the rule binds only if it covers the recovery copy.
    """
    if not other or not facts.flag("residency_required"):
        return True
    if "disaster_recovery" not in facts.choices("residency_scope"):
        return True
    return catalogue.region(home).geography_group == catalogue.region(other).geography_group


def resilience(
    assessment: Assessment,
    facts: Facts,
    sizing: Sizing,
    catalogue: Catalogue,
    knowledge: Knowledge,
    required_controls: frozenset[str],
) -> tuple[Resilience, tuple[RoleSizing, ...], tuple[Figure, ...]]:
    """Return what recovery promises, the deployment under the pattern chosen, and the figures that explain both."""
    region = recovery_region_of(assessment, sizing, catalogue)
    allowed = recovery_region_allowed(facts, catalogue, sizing.region, region)
    setting = Setting(assessment, facts, sizing, catalogue, knowledge, region, allowed, required_controls)
    asked = objectives(assessment, facts)
    base_layout = knowledge.recovery_layouts[BASE_PATTERN]
    steady = _steady(setting, base_layout)
    base = _monthly(setting, base_layout, steady)
    results = tuple(_judged(setting, pattern, asked, steady, base) for pattern in knowledge.dr_patterns.values())
    chosen = chosen_pattern(results, asked)
    layout = knowledge.recovery_layouts[chosen.pattern_id]
    roles = deployed(sizing, layout, catalogue, facts, region)
    processes = recovered_processes(assessment, asked, chosen)
    whole, parts, figures = availability(roles, facts, catalogue)
    extent = _extent(setting, layout)
    backup_steps = steps_of("log_archive", extent, facts, knowledge)
    restore_hours = total_minutes(backup_steps, stages=("technical",)) / 60
    data_restore_minutes = total_minutes(backup_steps)
    failover = total_minutes(chosen.steps, stages=("technical",))
    result = Resilience(
        pattern_id=chosen.pattern_id,
        pattern_name=chosen.name,
        met=chosen.meets,
        words=choice_in_words(chosen, asked, processes),
        recovery_region=region if _uses_recovery_region(layout) else "",
        database_nodes=layout.database_nodes,
        quorum_nodes=layout.quorum_nodes,
        synchronous=layout.synchronous,
        recovery_database_nodes=layout.recovery_database_nodes,
        recovery_application_share=layout.recovery_application_share,
        patterns=results,
        processes=processes,
        availability=whole,
        availability_parts=parts,
        restore_hours=round(restore_hours, 4),
        failover_minutes=round(failover, 4),
        backup_steps=backup_steps,
        data_restore_minutes=round(data_restore_minutes, 4),
        restore_misses=tuple(one.name for one in asked if data_restore_minutes > one.rto_minutes),
        derived=_derived(setting, layout, chosen, roles, restore_hours, failover),
    )
    return result, roles, (*figures, *_figures(setting, result, chosen, extent))


def _uses_recovery_region(layout: RecoveryLayout) -> bool:
    return bool(
        layout.recovery_database_nodes or layout.recovery_application_share or layout.geo_backup or layout.site_recovery
    )


def _judged(
    setting: Setting, pattern: DrPattern, asked: tuple[Objective, ...], steady: Steady, base: Decimal | None
) -> PatternResult:
    facts, knowledge = setting.facts, setting.knowledge
    layout = knowledge.recovery_layouts.get(pattern.pattern_id)
    pattern_class = _class_of(setting, pattern)
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
        )
    extent = _extent(setting, layout)
    steps = steps_of(pattern_class, extent, facts, knowledge)
    rto, rto_high = total_minutes(steps), total_minutes(steps, high=True)
    rpo = _rpo_minutes(setting, pattern, layout, pattern_class, extent)
    monthly = _monthly(setting, layout, steady)
    extra = None if monthly is None or base is None else cents(monthly - base)
    meets = all(rto <= one.rto_minutes and rpo <= one.rpo_minutes for one in asked)
    return PatternResult(
        pattern.pattern_id,
        pattern.name,
        pattern.failure_scope,
        round(rto, 4),
        round(rto_high, 4),
        round(rpo, 4),
        extra,
        meets=meets and not why_not,
        eligible=not why_not,
        why_not=why_not,
        steps=steps,
    )


def _class_of(setting: Setting, pattern: DrPattern) -> str:
    """Return the class of steps for the failure that the client asks to survive, else the pattern's widest."""
    asked = setting.facts.text("ha_scope")
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
    if _uses_recovery_region(layout):
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


def _extent(setting: Setting, layout: RecoveryLayout) -> Extent:
    data, database, assessment = setting.sizing.data, setting.database, setting.assessment
    production = [r for r in setting.sizing.roles if r.environment == "production" and r.vcpus]
    groups = len({role.tier for role in production})
    data_disks = sum(disk.count for disk in database.disks if disk.purpose != "os")
    critical = sum(process.criticality >= 4 for process in assessment.recovery.processes)  # noqa: PLR2004
    rows = assessment.interfaces.interfaces
    interfaces = (
        sum(row.criticality >= 4 for row in rows)  # noqa: PLR2004 - 4 and 5 are critical
        if rows
        else int(setting.facts.number("realtime_interface_count"))
    )
    mbps = min((disk.mbps * disk.count for disk in database.disks if disk.purpose == "data"), default=0)
    lag_s = _lag_s(setting, far=bool(layout.recovery_database_nodes))
    return Extent(
        database_gib=data.database_gib,
        filestore_gib=data.filestore_gib,
        disk_gib=float(sum(disk.count * disk.size_gib for disk in database.disks)),
        wal_gib_since_base=data.wal_gib_per_day * setting.policy("planning_wal_days_since_base"),
        lag_minutes=0.0 if layout.synchronous and not layout.recovery_database_nodes else lag_s / 60,
        counts={
            "none": 1,
            "dns_ttl": 1,
            "max_wal_size": 1,
            "vms_in_sequence_groups": groups,
            "recovery_plan_groups": min(groups, 7),
            "data_disks_in_sequence": max(1, data_disks),
            "critical_processes_in_parallel_4": max(1, ceil(critical / 4)),
            "critical_interfaces": interfaces,
        },
        disk_mib_per_s=mbps / 1.048576 if mbps else None,
    )


def _lag_s(setting: Setting, *, far: bool) -> float:
    idle = setting.policy("far_lag_s" if far else "near_lag_s")
    replay = setting.knowledge.recovery_steps["wal_replay_rate"].value_low
    network_mbps = setting.catalogue.size(setting.database.sku).network_mbps
    # Half of the network is left to the users; 1 Mbps is 1/8 MB/s.
    link = network_mbps / 8 / 1.048576 / 2 if network_mbps else replay
    return replication_lag_s(idle, setting.sizing.data.wal_mib_per_s_peak, min(replay, link))


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


def _monthly(setting: Setting, layout: RecoveryLayout, steady: Steady) -> Decimal | None:
    """Return the monthly list price of everything that depends on the pattern; None where a part has no price."""
    facts, sizing = setting.facts, setting.sizing
    roles = deployed(sizing, layout, setting.catalogue, facts, setting.recovery_region)
    bill = _bill(setting, layout, roles)
    bought = purchase(facts, setting.knowledge)
    amounts = [_sum(chain(recovery_lines(bill), *(replicas(bill, role) for role in roles)))]
    for role in roles:
        same, known = steady.get((role.environment, role.tenant, role.role), (None, None))
        if same is role:
            amounts.append(known)
        else:
            amounts.append(_sum(own_servers(bill, role, bought.option, bought.nonproduction_hours)))
    priced = [amount for amount in amounts if amount is not None]
    return sum(priced, Decimal(0)) if len(priced) == len(amounts) else None


def _sum(lines: Iterable[LineItem]) -> Decimal | None:
    """Return the monthly price of lines, None where one has none."""
    total = Decimal(0)
    for line in lines:
        if line.monthly_usd is None:
            return None
        total += line.monthly_usd
    return total


def _steady(setting: Setting, layout: RecoveryLayout) -> Steady:
    """Return what the servers and disks of each role cost that most patterns leave as sized."""
    bought, bill = purchase(setting.facts, setting.knowledge), _bill(setting, layout, setting.sizing.roles)
    return {
        (role.environment, role.tenant, role.role): (
            role,
            _sum(own_servers(bill, role, bought.option, bought.nonproduction_hours)),
        )
        for role in setting.sizing.roles
    }


def _bill(setting: Setting, layout: RecoveryLayout, roles: tuple[RoleSizing, ...]) -> Bill:
    return Bill(
        setting.catalogue,
        setting.knowledge,
        setting.facts,
        setting.sizing,
        roles,
        layout,
        setting.recovery_region,
        setting.required_controls,
        full_term(int(setting.facts.number("planning_horizon_years"))),
        setting.recovery_allowed,
    )


def _derived(
    setting: Setting,
    layout: RecoveryLayout,
    chosen: PatternResult,
    roles: tuple[RoleSizing, ...],
    restore_hours: float,
    failover: float,
) -> Mapping[str, FactValue]:
    production = [role for role in roles if role.environment == "production" and role.vcpus]
    churn = setting.sizing.data.wal_mib_per_s_peak * 2 / setting.policy("site_recovery_churn_mib_per_s")
    serving = [role for role in production if role.role not in BESIDE_THE_SERVICE]
    return {
        "dr_pattern_id": chosen.pattern_id,
        "pattern_rto_minutes": chosen.rto_minutes,
        "pattern_rpo_minutes": chosen.rpo_minutes,
        "backup_window_hours": round(_backup_window_hours(setting), 4),
        "est_restore_hours": round(restore_hours, 4),
        "est_failover_minutes": round(failover, 4),
        "replica_lag_seconds_est": round(_lag_s(setting, far=bool(layout.recovery_database_nodes)), 3),
        # Every change is written twice, to the WAL and to the data files.
        "asr_churn_util_pct": round(churn * 100, 2),
        "single_instance_tiers": len({role.tier for role in serving if role.nodes == 1}),
        "db_nodes": layout.database_nodes,
        "quorum_nodes": layout.quorum_nodes,
        "dr_region_allowed": setting.recovery_allowed,
    }


def _backup_window_hours(setting: Setting) -> float:
    """Return the time of the longest full backup: database and filestore are copied side by side. Unit: hours."""
    limit = min((disk.mbps * disk.count for disk in setting.database.disks if disk.purpose == "data"), default=0)
    base_rate = setting.knowledge.sizing_facts["pg_basebackup_rate"].value or 0.0
    database_rate = min(base_rate, limit / 1.048576) if limit else base_rate
    file_rate = setting.knowledge.recovery_steps["restore_rate_filestore"].value_likely
    data = setting.sizing.data
    return max(copy_minutes(data.database_gib, database_rate), copy_minutes(data.filestore_gib, file_rate)) / 60


def _figures(setting: Setting, result: Resilience, chosen: PatternResult, extent: Extent) -> tuple[Figure, ...]:
    def step_inputs(steps: tuple[object, ...]) -> tuple[Input, ...]:
        return tuple(
            Input(step.name, step.minutes_likely, "minutes", f"{step.words}; {step.source}")  # type: ignore[attr-defined]
            for step in steps
        )

    rto = Figure(
        "recovery.rto_minutes",
        "Recovery time of the pattern chosen",
        round(chosen.rto_minutes, 2),
        "minutes",
        "sum of the steps; of steps that run side by side the longest counts",
        step_inputs(chosen.steps),
        "recovery steps: sources with each; sizing-models 12",
    )
    rpo = Figure(
        "recovery.rpo_minutes",
        "Data loss of the pattern chosen",
        round(chosen.rpo_minutes, 3),
        "minutes",
        "backup or archive interval, or replication lag at the peak write rate",
        (
            Input("Peak WAL rate", round(setting.sizing.data.wal_mib_per_s_peak, 4), "MiB/s", "sizing"),
            Input("Replication lag", round(extent.lag_minutes * 60, 2), "s", replication_lag_s.words),
        ),
        "sizing-models 12; design policies (judgement)",
    )
    restore = Figure(
        "recovery.restore_hours",
        "Full restore from backup",
        round(result.restore_hours, 3),
        "hours",
        "technical steps of a point-in-time restore, without notice and without the users' own checks",
        step_inputs(tuple(step for step in result.backup_steps if step.stage == "technical")),
        "recovery steps: sources with each",
    )
    return rto, rpo, restore
