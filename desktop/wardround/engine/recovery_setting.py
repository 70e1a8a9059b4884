"""What every recovery pattern is judged with: the place that takes over, what there is to restore, and the lag."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.deployment import Copies
from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import RecoveryStep, RoleSizing, Sizing
from wardround.engine.process_recovery import Estate
from wardround.engine.recovery_steps import Extent, steps_of
from wardround.knowledge import Knowledge, RecoveryLayout


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


@dataclass(frozen=True)
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

    @cached_property
    def copies(self) -> Copies:
        """What the patterns add to the sizing."""
        return Copies(self.sizing, self.catalogue, self.facts, self.recovery_region)

    @cached_property
    def estate(self) -> Estate:
        """What stands around the ERP."""
        return Estate(self.assessment)

    @cached_property
    def _extents(self) -> dict[tuple[bool, bool], Extent]:
        return {}

    def extent(self, layout: RecoveryLayout) -> Extent:
        """Return what there is to recover under a layout; layouts differ by their lag alone."""
        key = (layout.synchronous, bool(layout.recovery_database_nodes))
        if key not in self._extents:
            self._extents[key] = extent_of(self, layout)
        return self._extents[key]

    @cached_property
    def _steps(self) -> dict[tuple[str, bool, bool], tuple[RecoveryStep, ...]]:
        return {}

    def steps(self, pattern_class: str, layout: RecoveryLayout) -> tuple[RecoveryStep, ...]:
        """Return the steps of a pattern class under a layout, with their times."""
        key = (pattern_class, layout.synchronous, bool(layout.recovery_database_nodes))
        if key not in self._steps:
            self._steps[key] = steps_of(pattern_class, self.extent(layout), self.facts, self.knowledge)
        return self._steps[key]

    @cached_property
    def database(self) -> RoleSizing:
        """The database role of production."""
        return next(r for r in self.sizing.roles if r.environment == "production" and r.role == "postgresql")


def setting_of(
    assessment: Assessment,
    facts: Facts,
    sizing: Sizing,
    catalogue: Catalogue,
    knowledge: Knowledge,
    required_controls: frozenset[str],
) -> Setting:
    """Return what patterns are judged with, the recovery region found and held against the residency rule."""
    region = recovery_region_of(assessment, sizing, catalogue)
    allowed = recovery_region_allowed(facts, catalogue, sizing.region, region)
    return Setting(assessment, facts, sizing, catalogue, knowledge, region, allowed, required_controls)


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


def uses_recovery_region(layout: RecoveryLayout) -> bool:
    """Return whether a layout keeps anything in another region."""
    return bool(
        layout.recovery_database_nodes or layout.recovery_application_share or layout.geo_backup or layout.site_recovery
    )


def extent_of(setting: Setting, layout: RecoveryLayout) -> Extent:
    """Return what there is to recover under a layout, and how fast disks and link let it be done."""
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
    lag = lag_s(setting, far=bool(layout.recovery_database_nodes))
    return Extent(
        database_gib=data.database_gib,
        filestore_gib=data.filestore_gib,
        disk_gib=float(sum(disk.count * disk.size_gib for disk in database.disks)),
        wal_gib_since_base=data.wal_gib_per_day * setting.policy("planning_wal_days_since_base"),
        lag_minutes=0.0 if layout.synchronous and not layout.recovery_database_nodes else lag / 60,
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


def lag_s(setting: Setting, *, far: bool) -> float:
    """Return the replication lag at the peak write rate, inside the region or to another one. [s]."""
    idle = setting.policy("far_lag_s" if far else "near_lag_s")
    replay = setting.knowledge.recovery_steps["wal_replay_rate"].value_low
    network_mbps = setting.catalogue.size(setting.database.sku).network_mbps
    # Half of the network is left to the users; 1 Mbps is 1/8 MB/s.
    link = network_mbps / 8 / 1.048576 / 2 if network_mbps else replay
    return replication_lag_s(idle, setting.sizing.data.wal_mib_per_s_peak, min(replay, link))
