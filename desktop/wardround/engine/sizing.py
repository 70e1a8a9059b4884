"""Stage 3: sizes and numbers of servers for every role and environment, and how the layout performs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from wardround.assessment import Assessment, Standing
from wardround.catalogue import Catalogue
from wardround.engine.abreast import abreast
from wardround.engine.basis import ZONES_FOR_SPREAD, Basis
from wardround.engine.cautious_database import mark_of
from wardround.engine.controls import controls_in_force
from wardround.engine.data_sizes import (
    answers_gib_per_month,
    backup_vault_gib,
    egress_gib_per_month,
    log_gib_per_day,
    messages_gib_per_month,
    requests_per_day,
    wal_gib_per_day,
)
from wardround.engine.database_tier import DatabaseContent, whole_content
from wardround.engine.demand import demand_of_tenants
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure
from wardround.engine.findings import DataSizes, Demand, RoleSizing, Sizing
from wardround.engine.findings.kubernetes import NodePool
from wardround.engine.kubernetes import on_kubernetes
from wardround.engine.kubernetes.figures import pool_figures
from wardround.engine.machine_load import report_loads
from wardround.engine.network_questions import Search, answer
from wardround.engine.nonproduction import (
    SmallerApplication,
    environments_in_full,
    nonproduction_roles,
    smaller_application,
)
from wardround.engine.performance_report import Forecast, performance_of
from wardround.engine.production import GroupSizing, sizing_of_group
from wardround.engine.queueing import Numbers
from wardround.engine.site_time import SEASONS, in_utc, site_time, utc_offset_hours
from wardround.engine.sizing_facts import derived_facts
from wardround.engine.sizing_figures import sizing_figures
from wardround.engine.small_tiers import (
    filestore,
    ingress,
    integration,
    management,
    monitoring,
    redis,
    redis_gib,
)
from wardround.engine.tenant_groups import TenantGroup, tenant_groups
from wardround.knowledge import Knowledge

MEASURED_WORK_SHARE = 0.9
"""Share of the CPU of the design hour whose demands must be measured before the vendor floor is lifted."""

FIRST_REGION: Mapping[str, str] = {
    "US": "eastus2",
    "EU": "westeurope",
    "UK": "uksouth",
    "FR": "francecentral",
    "DE": "germanywestcentral",
    "ES": "spaincentral",
    "NL": "westeurope",
    "CA": "canadacentral",
    "CA-QC": "canadacentral",
    "AU": "australiaeast",
    "NZ": "newzealandnorth",
    "AE": "uaenorth",
    "SA": "uaenorth",
    "IN": "centralindia",
    "SG": "southeastasia",
    "BR": "brazilsouth",
}
"""The region to start from where nobody names one: the largest of the jurisdiction with zones (judgement)."""


def production_region(assessment: Assessment, facts: Facts, catalogue: Catalogue) -> str:
    """Return where production runs: the region answered, else the first to compare, else one of the jurisdiction.

    Raises UnknownRegion for a region that the catalogue does not have.
    """
    named = facts["azure_region"]
    if isinstance(named, str) and named in catalogue.regions:
        return named
    if isinstance(named, str) and named and facts.known_better("azure_region"):
        return catalogue.region(named).code
    if assessment.engagement.regions_considered:
        return catalogue.region(assessment.engagement.regions_considered[0]).code
    for place in facts.choices("jurisdictions"):
        region = FIRST_REGION.get(place, "")
        if region in catalogue.regions and catalogue.sizes_offered(region):
            return region
    return next(code for code in sorted(catalogue.regions) if catalogue.sizes_offered(code))


def size(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    catalogue: Catalogue,
    demand: Demand,
    as_of: date,
    *,
    region: str = "",
    apart: frozenset[str] | None = None,
) -> tuple[Sizing, tuple[Figure, ...]]:
    """Return the sizing of all environments with one copy of production, and the figures behind it.

    Parameters
    ----------
    demand : of the whole platform, all tenants together.
    as_of : retirements count from it.
    region : where production runs; '' takes `production_region`.
    apart : keys of the tenants with servers of their own whatever is decided, to compare; None takes what is decided.

    Raises
    ------
    UnknownRegion, UnknownSku for a region or a size set by hand that the catalogue does not have.
    """
    place = region or production_region(assessment, facts, catalogue)
    whole = basis_of(assessment, facts, knowledge, catalogue, demand, as_of, place)
    measured = measured_demands(demand)
    groups = tenant_groups(assessment, facts, knowledge, apart)
    sized, in_tiers = _searched(whole, groups, measured=measured)
    roles = [role for item in sized for role in item.roles]
    files = [(item.group, _cautious_filestore(whole, item.group)) for item in sized]
    roles.extend(_with_tenant(role, group) for group, (role, _above) in files)
    roles.extend(role for role in (ingress(whole), redis(whole), integration(whole)) if role is not None)
    main = max(sized, key=lambda item: _heaviest((item.basis, item.group)))
    totals = _totals(sized)
    content = whole_content([item.content for item in sized])
    beside = nonproduction_roles(whole, content, totals.database_gib, totals.filestore_gib, in_tiers)
    performance, forecast = performance_of(main.basis, main, measured=measured)
    roles = [_with_use(role, main, forecast) for role in roles]
    roles.extend(beside)
    pools: tuple[NodePool, ...] = ()
    if facts.text("platform") == "aks":
        moved, pools = on_kubernetes(whole, [(item.basis, item.roles) for item in sized], roles)
        roles = list(moved)
    roles.append(management(whole))
    servers = sum(role.nodes for role in roles if role.vcpus)
    roles.append(monitoring(whole, servers + 1))
    data = _data(whole, content, totals, servers + 1, environments_in_full(whole, roles))
    rows = assessment.interfaces.interfaces
    found = Sizing(
        roles=tuple(roles),
        performance=performance,
        data=data,
        region=place,
        purchase_option=whole.option.value,
        interfaces_carried=len(rows) or int(facts.number("interface_count")),
        floor_monthly_usd=sum((item.floor_monthly_usd for item in sized), Decimal("0.00")),
        conservative_percentile=whole.caution.percentile,
        caution_monthly_usd=sum(
            (
                *(item.caution_monthly_usd for item in sized),
                *(above for _group, (_role, above) in files),
            ),
            Decimal("0.00"),
        ),
        derived={},
        pools=pools,
    )
    found = replace(found, derived=derived_facts(main.basis, main, found, forecast))
    figures = (*sizing_figures(main.basis, main, found, forecast), *pool_figures(pools, knowledge))
    return found, figures


def _heaviest(of: tuple[Basis, TenantGroup]) -> tuple[float, str]:
    """Return what the group of tenants has most of that performance is shown for."""
    basis, group = of
    return basis.demand.design_hour.cpu_cores, group.tenant


def _searched(
    whole: Basis, groups: Sequence[TenantGroup], *, measured: bool
) -> tuple[list[GroupSizing], SmallerApplication | None]:
    """Return the servers of each group, and what is searched for beside them, asking the network for all together."""
    beside: list[SmallerApplication | None] = []

    bases = [(basis_of_group(whole, group), group) for group in groups]
    main = max(bases, key=_heaviest)[1]

    def of_group(basis: Basis, group: TenantGroup) -> Search[GroupSizing | None]:
        return (yield from sizing_of_group(basis, group, measured=measured, in_full=group is main))

    def of_whole() -> Search[GroupSizing | None]:
        beside.append((yield from smaller_application(whole)))
        return None

    found = abreast([*(of_group(*one) for one in bases), of_whole()], answer)
    return [item for item in found if item is not None], beside[0]


def basis_of(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    catalogue: Catalogue,
    demand: Demand,
    as_of: date,
    region: str,
    tenant: str = "",
    only: frozenset[str] | None = None,
    controls: frozenset[str] | None = None,
) -> Basis:
    """Return what the roles of a demand are sized from.

    Sizes are asked for in two zones where the platform must survive one or the client wants them, if there are any.
    """
    spread = facts.text("ha_scope") in {"zone", "region"} or facts.flag("region_must_have_zones")
    return Basis(
        assessment=assessment,
        facts=facts,
        knowledge=knowledge,
        catalogue=catalogue,
        demand=demand,
        as_of=as_of,
        region=region,
        tenant=tenant,
        zones=ZONES_FOR_SPREAD if spread and catalogue.zone_count(region) >= ZONES_FOR_SPREAD else 0,
        lost=int(facts.number("nodes_lost")),
        replica_reports=_replica_reports(assessment, knowledge, demand, as_of, only),
        controls=controls_in_force(assessment, facts, knowledge, as_of) if controls is None else controls,
    )


def measured_demands(demand: Demand) -> bool:
    """Return whether measurements of the client stand behind nearly all CPU of the design hour."""
    day, hour = demand.day_types.index(demand.design_hour.day_type), demand.design_hour.hour_utc
    work = {Standing.MEASURED: 0.0, Standing.ASSUMED: 0.0}
    for place, row in enumerate(demand.services):
        per_s = (
            demand.interactive_per_s[day][hour][place]
            + demand.machine_per_s[day][hour][place]
            + demand.batch_per_s[day][hour][place]
        )
        side = Standing.MEASURED if row.standing is Standing.MEASURED else Standing.ASSUMED
        work[side] += per_s * (row.application_cpu_s + row.database_cpu_s)
    total = sum(work.values())
    return bool(total) and work[Standing.MEASURED] >= MEASURED_WORK_SHARE * total


def basis_of_group(whole: Basis, group: TenantGroup) -> Basis:
    """Return what the roles of a group of tenants are sized from."""
    if group.only is None:
        return whole
    own = demand_of_tenants(whole.demand, whole.assessment, whole.facts, whole.knowledge, whole.as_of, group.only)
    return basis_of(
        whole.assessment,
        whole.facts,
        whole.knowledge,
        whole.catalogue,
        own,
        whole.as_of,
        whole.region,
        group.tenant,
        group.only,
        whole.controls,
    )


def _replica_reports(
    assessment: Assessment,
    knowledge: Knowledge,
    demand: Demand,
    as_of: date,
    only: frozenset[str] | None,
) -> Numbers:
    """Return the reports that may read a replica, by hour of UTC in the season that the demand took."""
    everything = np.array(demand.running_reports)
    if not any(row.reads_replica for row in assessment.reports.reports):
        return np.zeros(everything.size)
    reports = report_loads(assessment, site_time(assessment, knowledge), only)
    factor = demand.user_growth_factor * demand.headroom_factor
    best = np.zeros(everything.size)
    for season in SEASONS:
        in_season = {row.time_zone: utc_offset_hours(row.time_zone, as_of.year, season) for row in reports}
        total, replica = np.zeros_like(everything), np.zeros_like(everything)
        for row in reports:
            part = in_utc(row.running, in_season[row.time_zone]) * factor
            total += part
            replica += part if row.reads_replica else 0.0
        if np.allclose(total, everything):
            return replica.reshape(-1)
        best = np.maximum(best, replica.reshape(-1))
    return np.asarray(np.minimum(best, everything.reshape(-1)))


@dataclass(frozen=True, slots=True)
class _Totals:
    """Sums over all groups of tenants. [GiB]."""

    database_gib_now: float
    database_gib: float
    filestore_gib_now: float
    filestore_gib: float


def _totals(sized: list[GroupSizing]) -> _Totals:
    return _Totals(
        sum(item.group.database_gib_now for item in sized),
        sum(item.group.database_gib for item in sized),
        sum(item.group.filestore_gib_now for item in sized),
        sum(item.group.filestore_gib for item in sized),
    )


def _cautious_filestore(whole: Basis, group: TenantGroup) -> tuple[RoleSizing, Decimal]:
    """Return the filestore, planned for the percentile asked for, and its price above that for the likely size."""
    caution = whole.caution
    likely = filestore(whole, group.filestore_gib)
    if not caution.steps:
        return likely, Decimal("0.00")
    careful = filestore(whole, caution.of_files(group.filestore_gib_now, group.filestore_gib))
    if careful.monthly_usd is None or likely.monthly_usd is None:
        return careful, Decimal("0.00")
    above = max(careful.monthly_usd - likely.monthly_usd, Decimal("0.00"))
    marks = (mark_of(caution, above, careful),) if above else ()
    return replace(careful, marks=(*careful.marks, *marks)), above


def _with_tenant(role: RoleSizing, group: TenantGroup) -> RoleSizing:
    return replace(role, tenant=group.tenant)


def _with_use(role: RoleSizing, main: GroupSizing, forecast: Forecast) -> RoleSizing:
    """Return a role with its CPU use in the design hour, all nodes up; roles outside the model have none."""
    if role.environment != "production" or role.tenant != main.group.tenant:
        return role
    used = {
        "application": forecast.up.application_util_share,
        "postgresql": forecast.up.database_util_share,
    }.get(role.role)
    return role if used is None else replace(role, busy_share=min(float(used[forecast.design]), 1.0))


def _data(basis: Basis, content: DatabaseContent, totals: _Totals, servers: int, environments: float) -> DataSizes:
    facts = basis.facts
    log = wal_gib_per_day(basis)
    years = facts.number("planning_horizon_years")
    files_a_day = (totals.filestore_gib - totals.filestore_gib_now) / max(years * 365.25, 1.0)
    return DataSizes(
        database_gib_now=totals.database_gib_now,
        database_gib=totals.database_gib,
        filestore_gib_now=totals.filestore_gib_now,
        filestore_gib=totals.filestore_gib,
        working_set_gib=content.working_set_gib,
        wal_mib_per_s_peak=content.wal_mib_per_s,
        wal_gib_per_day=log,
        log_gib_per_day=log_gib_per_day(
            basis.overheads.log_gib_per_server_day,
            servers,
            basis.overheads.log_gib_per_environment_day,
            environments,
            requests_per_day(basis),
            basis.fact_number("log_bytes_per_request"),
        ),
        backup_vault_gib=float(
            backup_vault_gib(
                totals.database_gib,
                log,
                totals.filestore_gib,
                files_a_day,
                facts.number("backup_retention_days"),
                basis.policy("full_backup_interval_days"),
                basis.fact_number("backup_compression_remaining"),
            )
        ),
        egress_gib_per_month=egress_gib_per_month(answers_gib_per_month(basis), messages_gib_per_month(basis)),
        redis_gib=redis_gib(basis) if facts.text("redis_role") != "none" else 0.0,
        database_iops=content.work.data_iops + content.work.wal_iops,
        database_mib_per_s=(content.work.data_mbps + content.work.wal_mbps) / 1.048576,
        log_servers=servers,
        log_environments=environments,
    )
