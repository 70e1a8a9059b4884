"""Running the platform as a priced operating model: the same duties in house, shared, or with a provider.

Hours are those of `operating_effort`, times what each duty scales with in this design; money is hours at the day rate
of the role. The work is the same whoever does it: what differs is who gives the hours, and what a provider invoices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import RoleSizing
from wardround.engine.findings.operating import DutySplit, OperatedDuty, OperatingModel, OperatingWay
from wardround.engine.kubernetes import CONTROL_PLANE
from wardround.engine.operating_terms import service_targets, terms
from wardround.knowledge import Knowledge, OperatingDuty

WAYS: Mapping[str, str] = {
    "in_house": "The client's own team",
    "shared_responsibility": "Duties shared with a provider",
    "msp": "A managed service provider",
}
CENT = Decimal("0.01")
AUTOMATED_PATCHING = 0.5
"""Part of the patching hours that is left where servers and releases are automated; source: operating_effort."""
HUNDRED, TEN = 100.0, 10.0
UNITS: Mapping[str, tuple[str, str]] = {
    "per_vm": ("server", "servers"),
    "per_database_cluster": ("database cluster", "database clusters"),
    "per_environment": ("environment", "environments"),
    "per_production_tenant": ("tenant", "tenants"),
    "per_estate": ("estate", "estates"),
    "per_100_named_users": ("hundred named users", "hundred named users"),
    "per_10_certificates": ("ten certificates", "ten certificates"),
    "per_regime": ("law or standard", "laws and standards"),
    "per_interface": ("interface", "interfaces"),
    "per_exercise_per_year": ("exercise a year", "exercises a year"),
    "per_cluster": ("Kubernetes cluster", "Kubernetes clusters"),
    "per_node_pool": ("node pool", "node pools"),
}


@dataclass(frozen=True, slots=True)
class _Estate:
    """How often each duty comes in this design, by scaling unit."""

    counts: Mapping[str, float]
    patched_servers: float


def operating_model(
    facts: Facts, deployment: tuple[RoleSizing, ...], tenants: int, knowledge: Knowledge
) -> OperatingModel:
    """Return the duties of running a deployment, the three ways to give them, and what each has to hold."""
    estate = _estate(facts, deployment, tenants, knowledge)
    duties = tuple(_duties(facts, estate, knowledge))
    productive = knowledge.design_policies["productive_hours_per_month"].value
    return OperatingModel(
        answered=facts.text("hosting_model"),
        duties=duties,
        ways=tuple(_way(model_id, title, duties, productive) for model_id, title in WAYS.items()),
        terms=terms(facts, knowledge),
        levels=service_targets(facts, knowledge),
    )


def _estate(facts: Facts, deployment: tuple[RoleSizing, ...], tenants: int, knowledge: Knowledge) -> _Estate:
    servers = sum(role.nodes for role in deployment if role.vcpus and role.platform == "vm")
    pools = sum(1 for role in deployment if role.vcpus and role.platform == "aks")
    clusters = sum(1 for role in deployment if role.role == CONTROL_PLANE)
    databases = {(role.environment, role.tenant) for role in deployment if "postgresql" in (role.role, *role.carries)}
    policies = knowledge.design_policies
    certificates = policies["certificates_own"].value + facts.number("bank_links")
    counts = {
        # A node pool is looked after as one server, its nodes being all alike.
        "per_vm": float(servers + pools),
        "per_database_cluster": float(len(databases)),
        "per_environment": float(len({role.environment for role in deployment})),
        "per_production_tenant": float(max(1, tenants)),
        "per_estate": 1.0,
        "per_100_named_users": facts.number("named_users") / HUNDRED,
        "per_10_certificates": certificates / TEN,
        "per_regime": float(len(facts.choices("regimes"))),
        "per_interface": facts.number("interface_count"),
        "per_exercise_per_year": policies["recovery_exercises_per_year"].value,
        "per_cluster": float(clusters),
        "per_node_pool": float(pools),
    }
    return _Estate(counts, float(servers))


def _duties(facts: Facts, estate: _Estate, knowledge: Knowledge) -> Iterator[OperatedDuty]:
    for duty in knowledge.operating_effort.values():
        count = estate.patched_servers if duty.duty_id == "patch_os" else estate.counts[duty.scaling_unit]
        if not count or (duty.duty_id == "on_call" and facts.text("support_hours") != "24x7"):
            continue
        factor, note = _adjusted(duty, facts, knowledge)
        likely = duty.hours_per_month_likely
        if duty.duty_id == "certificates" and facts.text("cert_management") == "automated":
            likely, note = duty.hours_per_month_low, "renewal is automated, so the low hours are taken"
        rate = knowledge.day_rates[duty.role]
        hours = round(likely * count * factor, 2)
        day_rate = Decimal(str(rate.rate_usd_per_day_likely))
        yield OperatedDuty(
            duty_id=duty.duty_id,
            name=duty.name,
            role=duty.role,
            unit=UNITS[duty.scaling_unit][count != 1],
            count=round(count, 2),
            hours_low=round(min(duty.hours_per_month_low, likely) * count * factor, 2),
            hours_likely=hours,
            hours_high=round(duty.hours_per_month_high * count * factor, 2),
            day_rate_usd=day_rate,
            hours_per_day=rate.hours_per_day,
            monthly_usd=_money(hours, day_rate, rate.hours_per_day),
            splits=_splits(duty),
            note=note,
            source=f"{duty.source}; day rate of the {duty.role}: {rate.source}",
        )


def _adjusted(duty: OperatingDuty, facts: Facts, knowledge: Knowledge) -> tuple[float, str]:
    """Return the factor on the hours of a duty, and why."""
    if duty.duty_id == "restore_tests":
        months = knowledge.design_policies["restore_test_interval_months"].value
        return 1 / months, f"one restore test every {months:.0f} months"
    automated = facts.text("iac_level") == "full" and facts.text("cicd_level") == "automated"
    if duty.duty_id == "patch_os" and automated:
        return AUTOMATED_PATCHING, "half the hours, because servers and releases are automated"
    return 1.0, duty.note


@cache
def _splits(duty: OperatingDuty) -> tuple[DutySplit, ...]:
    """Return the split of a duty under each way; the same for every design, so worked out once."""
    found = ((model_id, duty.raci(model_id)) for model_id in WAYS)
    return tuple(DutySplit(model_id, one["R"], one["A"], one["C"], one["I"]) for model_id, one in found)


def _money(hours: float, day_rate_usd: Decimal, hours_per_day: float) -> Decimal:
    return (Decimal(str(hours)) * day_rate_usd / Decimal(str(hours_per_day))).quantize(CENT, ROUND_HALF_UP)


def _way(model_id: str, title: str, duties: tuple[OperatedDuty, ...], productive_hours: float) -> OperatingWay:
    place = tuple(WAYS).index(model_id)
    own = [duty for duty in duties if duty.splits[place].responsible == "client"]
    given = [duty for duty in duties if duty.splits[place].responsible != "client"]
    client_hours = round(sum(duty.hours_likely for duty in own), 1)
    return OperatingWay(
        model_id=model_id,
        title=title,
        client_hours=client_hours,
        provider_hours=round(sum(duty.hours_likely for duty in given), 1),
        client_people=round(client_hours / productive_hours, 2),
        client_usd=sum((duty.monthly_usd for duty in own), Decimal("0.00")),
        provider_usd_low=_sum(given, "hours_low"),
        provider_usd=sum((duty.monthly_usd for duty in given), Decimal("0.00")),
        provider_usd_high=_sum(given, "hours_high"),
    )


def _sum(duties: list[OperatedDuty], hours: str) -> Decimal:
    return sum(
        (_money(getattr(duty, hours), duty.day_rate_usd, duty.hours_per_day) for duty in duties), Decimal("0.00")
    )


def operating_figures(model: OperatingModel) -> tuple[Figure, ...]:
    """Return the figures that explain the hours and the price of a provider under the model answered."""
    way = model.way(model.answered)
    hours = Figure(
        "operation.client_hours_per_month",
        "Hours a month that the client's own team gives",
        way.client_hours,
        "hours/month",
        "sum of the hours of the duties that the client is responsible for",
        tuple(
            Input(duty.name, duty.hours_likely, "hours/month", f"{duty.count:g} {duty.unit}; {duty.source}")
            for duty in model.duties
            if _responsible(duty, model.answered) == "client"
        ),
        "operating_effort",
    )
    return (hours,)


def _responsible(duty: OperatedDuty, model_id: str) -> str:
    return next(split.responsible for split in duty.splits if split.model_id == model_id)
