"""How far tenants are set apart, in production and outside it."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.assessment import Assessment
from wardround.assessment.tenants import Tenant
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    option,
    pro,
    spoken_choice,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason
from wardround.knowledge import FactValue, Knowledge

TENANCIES = ("shared", "dedicated_db", "dedicated_vm", "dedicated_subscription")
"""From least to most isolated."""

TITLES = {
    "shared": "Shared database cluster and hosts",
    "dedicated_db": "Own database on shared hosts",
    "dedicated_vm": "Own virtual machines",
    "dedicated_subscription": "Own subscription",
}
SHARING = frozenset({"shared", "dedicated_db"})
THEIRS_TO_CHOOSE = 4
"""Weight of the wish: above the floor of the data, isolation is the client's own to choose."""
LOW_CRITICALITY = 2
"""Up to this criticality (1 to 5) a tenant may share without much regret."""
MASK_FIRST = "Mask live data before they get there."
NON_PRODUCTION = frozenset({"preproduction", "test", "training", "development"})


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the production of one tenant runs; the key is empty where the assessment lists no tenants."""

    tenant: str
    tenancy: str
    floor: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class _Floor:
    """The least isolation that data allow, and the classes that ask for it."""

    tenancy: str
    classes: tuple[str, ...]


def placements(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> tuple[Placement, ...]:
    """Return the tenancy of each tenant in the order of keys, or of the client as one where none are listed."""
    tenants = sorted(assessment.tenants.tenants, key=lambda row: row.key)
    if not tenants:
        return (_placed(None, facts.choices("data_classes"), 0, facts, knowledge),)
    return tuple(
        _placed(tenant, _classes_of(tenant, assessment, facts), len(tenants), facts, knowledge) for tenant in tenants
    )


def production_facts(placed: tuple[Placement, ...]) -> tuple[str, dict[str, FactValue]]:
    """Return the tenancy of production as a whole (its loosest tenant) and the facts that follow from it."""
    rank = TENANCIES.index
    tenancy = min((one.tenancy for one in placed), key=rank)
    sharing = sum(one.tenancy in SHARING for one in placed)
    listed = any(one.tenant for one in placed)
    derived: dict[str, FactValue] = {
        "tenancy_floor_met": all(rank(one.tenancy) >= rank(one.floor) for one in placed),
        # Who shares without listing the tenants has not said with how many.
        "tenants_on_host": max(1, sharing) if listed or not sharing else None,
    }
    return tenancy, derived


def _classes_of(tenant: Tenant, assessment: Assessment, facts: Facts) -> tuple[str, ...]:
    own = {row.data_class for row in assessment.data.datasets if row.tenant == tenant.key}
    named = own | set(tenant.data_classes)
    return tuple(sorted(named)) or facts.choices("data_classes")


def _floor(classes: tuple[str, ...], knowledge: Knowledge) -> _Floor:
    known = {name: knowledge.data_classes[name].min_tenancy for name in classes if name in knowledge.data_classes}
    strictest = max(known.values(), key=TENANCIES.index, default="shared")
    return _Floor(strictest, tuple(sorted(name for name, level in known.items() if level == strictest)))


def _placed(
    tenant: Tenant | None, classes: tuple[str, ...], listed: int, facts: Facts, knowledge: Knowledge
) -> Placement:
    floor = _floor(classes, knowledge)
    wished = tenant.placement if tenant and tenant.placement else wished_words(facts, "tenancy")
    options = tuple(
        option(level, TITLES[level], _reasons(level, floor, wished, tenant, listed, facts)) for level in TENANCIES
    )
    taken = best(options)
    several = listed > 1
    name = tenant.name if tenant and several else "production"
    made = decision(
        f"tenancy.{tenant.key}" if tenant and several else "tenancy",
        f"How far is {name} set apart from other tenants?",
        options,
        chosen=taken.option_id,
        wished=wished,
        words=_words(taken, options, floor, wished),
        would_change=_would_change(floor, facts),
    )
    return Placement(tenant.key if tenant else "", taken.option_id, floor.tenancy, made)


def _reasons(
    level: str, floor: _Floor, wished: str, tenant: Tenant | None, listed: int, facts: Facts
) -> list[Reason | None]:
    rank = TENANCIES.index
    above = rank(level) - rank(floor.tenancy)
    reasons: list[Reason | None] = []
    names = ", ".join(floor.classes) or "the data held"
    if above < 0:
        text = f"It is less than {names} ask for: {TITLES[floor.tenancy].lower()} at least."
        reasons.append(barred(text, "data_classes"))
    elif above == 0:
        reasons.append(pro(f"It is what {names} ask for, and no more.", COUNTS, "data_classes"))
    else:
        text = f"It costs more than {names} ask for."
        reasons.append(con(text, above, "data_classes"))
    if tenant and tenant.placement:
        asked = pro(f"The client asks for it for {tenant.name}.", THEIRS_TO_CHOOSE) if level == wished else None
        reasons.append(asked)
    else:
        reasons.append(wish_reason(facts, "tenancy", level, THEIRS_TO_CHOOSE))
    if facts.flag("isolation_evidence_needed"):
        if level in SHARING:
            text = "Isolation must be proven, and an auditor will not take a shared host as proof."
            reasons.append(con(text, COUNTS_A_LOT + 1, "isolation_evidence_needed"))
        elif level == "dedicated_subscription":
            text = "A subscription of its own proves isolation by itself."
            reasons.append(pro(text, WORTH_SAYING, "isolation_evidence_needed"))
    reasons.extend(_sharing_reasons(level, tenant, listed, facts))
    if level not in SHARING:
        reasons.append(pro("The load of others never reaches it.", WORTH_SAYING, "tier0_module_count"))
    if level == "dedicated_subscription" and facts.text("phi_present") == "structured":
        text = "Structured patient data are easier to fence off by subscription, key vault and log scope."
        reasons.append(pro(text, COUNTS, "phi_present"))
    return reasons


def _sharing_reasons(level: str, tenant: Tenant | None, listed: int, facts: Facts) -> list[Reason | None]:
    if level not in SHARING:
        return []
    reasons: list[Reason | None] = []
    critical = int(facts.number("tier0_module_count"))
    small = tenant is not None and tenant.criticality <= LOW_CRITICALITY
    if tenant is not None and small:
        text = f"With criticality {tenant.criticality} of 5, {tenant.name} can live with neighbours."
        reasons.append(pro(text, COUNTS, "tenant_database_table"))
    elif critical:
        text = f"{critical} applications stop patient-supporting work; a neighbour's month-end must not slow them."
        reasons.append(con(text, COUNTS, "tier0_module_count"))
    if facts.flag("subsidiary_low_criticality") and listed > 1:
        text = "Small subsidiaries may share, and hosts bought once serve all of them."
        reasons.append(pro(text, COUNTS if small else WORTH_SAYING, "subsidiary_low_criticality"))
    if listed <= 1:
        reasons.append(con("No other tenant is named to share with.", COUNTS, "tenant_database_table"))
    return reasons


def _words(taken: Option, options: tuple[Option, ...], floor: _Floor, wished: str) -> str:
    if wished in TENANCIES and TENANCIES.index(wished) < TENANCIES.index(floor.tenancy):
        names = ", ".join(floor.classes)
        return f"{taken.title}, and not {TITLES[wished].lower()} as wished: {names} do not allow less."
    return spoken_choice(taken, options)


def _would_change(floor: _Floor, facts: Facts) -> str:
    if floor.classes and floor.tenancy != "shared":
        return f"Keeping {', '.join(floor.classes)} out of this database would lower the floor."
    asked = "" if facts.flag("isolation_evidence_needed") else "A demand to prove isolation, or "
    data = "data with a higher class would raise it." if asked else "Data with a higher class would raise it."
    return asked + data


def non_production(assessment: Assessment, facts: Facts) -> tuple[Decision, ...]:
    """Return where test, training and the like run; nothing where none of them is in scope."""
    scope = [name for name in facts.choices("scope_environments") if name in NON_PRODUCTION]
    if not scope:
        return ()
    live_data = facts.flag("prod_data_in_nonprod") and not facts.flag("masking_in_nonprod")
    several = len(assessment.tenants.tenants) > 1
    names = ", ".join(sorted(scope))
    unmasked = "Test holds live data that are not masked"
    one_set = option(
        "own_hosts",
        "Own non-production hosts, shared by all tenants",
        [
            pro(f"One set of hosts carries {names} and can be switched off at night.", COUNTS, "scope_environments"),
            con(f"{unmasked}, and tenants would meet there.", COUNTS, "prod_data_in_nonprod", "masking_in_nonprod")
            if live_data and several
            else None,
        ],
    )
    by_tenant = option(
        "own_hosts_each",
        "Own non-production hosts for each tenant",
        [
            pro(f"{unmasked}; here they stay apart.", COUNTS, "prod_data_in_nonprod", "masking_in_nonprod")
            if live_data and several
            else None,
            con("Each tenant pays for hosts that stand idle most of the day.", COUNTS, "scope_environments"),
        ],
    )
    on_production = option(
        "production_hosts",
        "On the production hosts",
        [
            pro("No further servers to pay for.", WORTH_SAYING),
            barred("A load test or a runaway import would slow the hospital's own work.", "tier0_module_count"),
        ],
    )
    options = (one_set, by_tenant, on_production)
    taken = best(options)
    return (
        decision(
            "tenancy.non_production",
            "Where do test, training and the like run?",
            options,
            chosen=taken.option_id,
            wished="",
            words=f"{taken.title}. Mask live data before they get there."
            if live_data
            else spoken_choice(taken, options),
            would_change="Live data that cannot be masked would ask for hosts of their own for each tenant.",
        ),
    )
