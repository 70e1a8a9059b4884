"""Shared servers against servers for each tenant: both sized from each tenant's own hours and classes, and priced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np

from wardround.assessment import Assessment
from wardround.assessment.tenants import Tenant
from wardround.catalogue import Catalogue
from wardround.engine.cost import cost
from wardround.engine.data_sizes import days_per_month
from wardround.engine.decisions.tenancy import SHARING, Placement, asked_by, placements
from wardround.engine.demand import busy_cores, demand_of_tenants
from wardround.engine.deployment import deployed
from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import Cost, Demand, Findings
from wardround.engine.findings.tenants import TenantComparison, TenantDesign, TenantRow
from wardround.engine.line_items import cents
from wardround.engine.plain_words import counted
from wardround.engine.queueing import Numbers
from wardround.engine.site_time import HOURS, spoken_hour
from wardround.engine.sizing import size
from wardround.knowledge import Knowledge

TENANTS_TO_COMPARE = 2
LEAST_SHARE = 0.005
"""A smaller difference would be said as nothing."""

OF_A_TENANT = frozenset({"application", "batch", "postgresql", "read_replica", "filestore"})
"""Roles that a tenant has to itself or shares; the others serve all tenants in any case."""

NOTE = (
    "At list price. On shared servers each tenant bears the part of them that it has of their work in the busiest "
    "hour; ingress, Redis, integration and monitoring serve all tenants in any case. A subscription of its own costs "
    "nothing beyond servers of its own."
)


@formula(
    "how far the busiest tenant may go above its forecast x its part of the work in the busiest hour",
    unit="share",
    source="judgement: the others must not feel what one tenant does beyond its forecast",
)
def neighbour_headroom(surge_share: float, largest_share: float) -> float:
    """Return what is added to the load of shared servers for a neighbour that surprises. [share]."""
    return surge_share * largest_share


@formula(
    "peak of all together / sum of each one's own peak",
    unit="share",
    source="diversity of loads: arithmetic on the hours of the demand",
)
def peak_to_peaks(by_tenant: Numbers) -> float:
    """Return how far the peaks of tenants fall together. `by_tenant` is indexed [tenant, hour]."""
    apart = float(by_tenant.max(axis=1).sum())
    return float(by_tenant.sum(axis=0).max()) / apart if apart else 1.0


def coinciding_share(own: Numbers, others: Numbers, often: Numbers, busy_share: float) -> tuple[float, float]:
    """Return the busy hours of a tenant a month, and the part of them in which the others together are busy too.

    Parameters
    ----------
    own, others : busy cores by hour.
    often : how often each of these hours comes in a month.
    busy_share : part of the own peak from which an hour counts as busy.
    """
    busy = own >= busy_share * own.max() - 1e-12
    hours = float(often[busy].sum())
    both = busy & (others >= busy_share * others.max() - 1e-12)
    return hours, float(often[both].sum()) / hours if hours else 0.0


@dataclass(frozen=True, slots=True)
class _Setting:
    assessment: Assessment
    findings: Findings
    facts: Facts
    catalogue: Catalogue
    knowledge: Knowledge


def tenant_comparison(
    assessment: Assessment,
    findings: Findings,
    facts: Facts,
    catalogue: Catalogue,
    knowledge: Knowledge,
    told: Callable[[float], None] = lambda _share: None,
) -> TenantComparison | None:
    """Return every tenant on shared servers and on its own; None where fewer than two tenants are listed.

    The pattern of recovery and everything else stay as they were decided.
    """
    tenants = sorted(assessment.tenants.tenants, key=lambda row: row.key)
    if len(tenants) < TENANTS_TO_COMPARE:
        return None
    setting = _Setting(assessment, findings, facts, catalogue, knowledge)
    surge = knowledge.design_policies["neighbour_surge_share"].value
    busy_share = knowledge.design_policies["neighbour_busy_share"].value
    loads = _loads(setting, tenants)
    told(0.2)
    whole = loads.sum(axis=0)
    peak = int(np.argmax(whole))
    shares = loads[:, peak] / whole[peak] if whole[peak] else np.full(len(tenants), 1.0 / len(tenants))
    headroom = float(neighbour_headroom(surge, float(shares.max())))
    everyone = frozenset(row.key for row in tenants)
    shared, shared_design = _priced(setting, frozenset(), findings.demand, "shared", headroom)
    told(0.6)
    apart, apart_design = _priced(setting, everyone, findings.demand, "apart", 0.0)
    told(0.95)
    placed = {row.tenant: row for row in placements(assessment, facts, knowledge)}
    often = _often(setting)
    platform = _of_tenants(shared)
    rows = tuple(
        _row(
            setting,
            tenant,
            placed[tenant.key],
            loads[place],
            whole - loads[place],
            often,
            busy_share,
            float(shares[place]),
            sum((line for key, line in _by_tenant(apart) if key == tenant.key), Decimal("0.00")),
            cents(platform * Decimal(repr(round(float(shares[place]), 9)))),
        )
        for place, tenant in enumerate(tenants)
    )
    production = [role for role in findings.deployment if role.environment == "production" and role.vcpus]
    decided = TenantDesign(
        "decided",
        findings.cost.totals.steady_monthly_usd,
        sum(role.nodes for role in production),
        sum(role.nodes * role.vcpus for role in production),
    )
    result = TenantComparison(
        rows=rows,
        designs=(decided, shared_design, apart_design),
        headroom_share=round(headroom, 4),
        surge_share=surge,
        peak_to_peaks_share=round(float(peak_to_peaks(loads)), 4),
        words="",
        note=NOTE,
    )
    return replace(result, words=_words(result))


def _loads(setting: _Setting, tenants: list[Tenant]) -> Numbers:
    """Return the busy cores of the reference series that each tenant keeps busy, indexed [tenant, hour]."""
    found = []
    for tenant in tenants:
        own = demand_of_tenants(
            setting.findings.demand,
            setting.assessment,
            setting.facts,
            setting.knowledge,
            setting.findings.as_of,
            frozenset({tenant.key}),
        )
        found.append(_cores(own))
    return np.array(found)


def _cores(demand: Demand) -> Numbers:
    cpu_s = np.array([row.application_cpu_s + row.database_cpu_s for row in demand.services])
    per_s = np.array(demand.interactive_per_s) + np.array(demand.machine_per_s) + np.array(demand.batch_per_s)
    return np.asarray(busy_cores(per_s, cpu_s, np.array(demand.running_reports))).reshape(-1)


def _often(setting: _Setting) -> Numbers:
    """Return how often each hour of the demand comes in a month."""
    often = days_per_month(setting.facts.number("month_end_close_days"))
    return np.repeat([often.get(day, 0.0) for day in setting.findings.demand.day_types], HOURS)


def _priced(
    setting: _Setting,
    apart: frozenset[str],
    demand: Demand,
    name: Literal["shared", "apart"],
    headroom: float,
) -> tuple[Cost, TenantDesign]:
    """Return the bill with some tenants apart, and its figures."""
    findings, facts = setting.findings, setting.facts
    layout = setting.knowledge.recovery_layouts[findings.resilience.pattern_id]
    sized, _ = size(
        setting.assessment,
        facts,
        setting.knowledge,
        setting.catalogue,
        with_headroom(demand, headroom),
        findings.as_of,
        region=findings.sizing.region,
        apart=apart,
    )
    roles = deployed(sized, layout, setting.catalogue, facts, findings.resilience.recovery_region)
    in_force = frozenset(control.control_id for control in findings.controls if control.in_force)
    bill, _ = cost(
        setting.assessment,
        facts,
        sized,
        roles,
        layout,
        findings.resilience.recovery_region,
        in_force,
        setting.catalogue,
        setting.knowledge,
        findings.as_of,
    )
    production = [role for role in roles if role.environment == "production" and role.vcpus]
    return bill, TenantDesign(
        name,
        bill.totals.steady_monthly_usd,
        sum(role.nodes for role in production),
        sum(role.nodes * role.vcpus for role in production),
    )


def with_headroom(demand: Demand, share: float) -> Demand:
    """Return a demand with every load higher by a share; nothing else about it changes."""
    if not share:
        return demand

    def higher(rows: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(value * (1.0 + share) for value in row) for row in rows)

    return replace(
        demand,
        interactive_per_s=tuple(higher(day) for day in demand.interactive_per_s),
        machine_per_s=tuple(higher(day) for day in demand.machine_per_s),
        batch_per_s=tuple(higher(day) for day in demand.batch_per_s),
        active_users=higher(demand.active_users),
        running_reports=higher(demand.running_reports),
        headroom_factor=demand.headroom_factor * (1.0 + share),
        design_hour=replace(
            demand.design_hour,
            active_users=demand.design_hour.active_users * (1.0 + share),
            operations_per_hour=demand.design_hour.operations_per_hour * (1.0 + share),
            cpu_cores=demand.design_hour.cpu_cores * (1.0 + share),
        ),
    )


def _by_tenant(bill: Cost) -> list[tuple[str, Decimal]]:
    return [
        (line.tenant, line.monthly_usd or Decimal(0))
        for line in bill.lines
        if line.tenant and line.purchase_option != "own"
    ]


def _of_tenants(bill: Cost) -> Decimal:
    """Return what the servers cost that tenants share or have to themselves."""
    return sum(
        (
            line.monthly_usd or Decimal(0)
            for line in bill.lines
            if line.role in OF_A_TENANT and line.environment in {"production", "disaster_recovery"}
        ),
        Decimal("0.00"),
    )


def _row(
    setting: _Setting,
    tenant: Tenant,
    placed: Placement,
    own: Numbers,
    others: Numbers,
    often: Numbers,
    busy_share: float,
    work_share: float,
    own_usd: Decimal,
    shared_usd: Decimal,
) -> TenantRow:
    hours, both = coinciding_share(own, others, often, busy_share)
    demand = setting.findings.demand
    day, hour = divmod(int(np.argmax(own)), HOURS)
    at = demand.design_hour
    row = TenantRow(
        tenant=tenant.key,
        name=tenant.name,
        tenancy=placed.tenancy,
        own_monthly_usd=own_usd,
        shared_monthly_usd=shared_usd,
        work_share=round(work_share, 4),
        peak_cores=round(float(own.max()), 3),
        peak_time=spoken_hour(demand.day_types[day], hour, at.utc_offset_hours, at.time_zone),
        busy_hours_per_month=round(hours, 1),
        coinciding_share=round(both, 4),
        may_share=placed.floor in SHARING,
        asks=asked_by(placed),
        words="",
    )
    return replace(row, words=_row_words(row))


def _row_words(row: TenantRow) -> str:
    more = row.own_monthly_usd - row.shared_monthly_usd
    price = (
        f"Servers of its own cost USD {more:,.0f} a month more than its part of shared ones"
        if more > 0
        else f"Servers of its own cost USD {-more:,.0f} a month less than its part of shared ones"
    )
    if not row.may_share:
        return f"{price}, but its data leave no choice."
    if row.tenancy in SHARING:
        return f"{price}; it shares."
    return f"{price}; it could share."


def _words(found: TenantComparison) -> str:
    _decided, shared, apart = found.designs
    more = apart.monthly_usd - shared.monthly_usd
    share = float(more / shared.monthly_usd) if shared.monthly_usd else 0.0
    bound = [row for row in found.rows if not row.may_share]
    if abs(share) < LEAST_SHARE:
        lead = "Servers for each tenant cost about as much as shared ones"
    else:
        lead = (
            f"Servers for each tenant cost {abs(share):.0%} a month {'more' if share > 0 else 'less'} than shared ones"
        )
    if not bound:
        return f"{lead}, and the data of every tenant would allow sharing."
    if len(bound) == len(found.rows):
        return f"{lead}; no tenant's data allow sharing."
    return f"{lead}; the data of {counted(len(bound), 'tenant')} do not allow sharing."
