"""How far tenants are set apart, in production and outside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wardround.assessment import Assessment
from wardround.assessment.tenants import Tenant
from wardround.engine.decisions.weighing import (
    COUNTS,
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
from wardround.engine.findings.tenants import TenantComparison, TenantRow
from wardround.engine.plain_words import capital, coded, in_words, listed, lowered, shortly_listed
from wardround.knowledge import FactValue, Knowledge

TENANCIES = ("shared", "dedicated_db", "dedicated_vm", "dedicated_subscription")
"""From least to most isolated."""

TITLES = {
    "shared": "A shared database cluster on shared hosts",
    "dedicated_db": "A database of its own on shared hosts",
    "dedicated_vm": "Virtual machines of its own",
    "dedicated_subscription": "A subscription of its own",
}
SHARING = frozenset({"shared", "dedicated_db"})
THEIRS_TO_CHOOSE = 4
"""Weight of the wish: above the floor of the data, isolation is the client's own to choose."""
LOW_CRITICALITY = 2
"""Up to this criticality (1 to 5) a tenant may share without much regret."""
ALWAYS_THERE = frozenset({"DC-CRED", "DC-LOG", "DC-BKP", "DC-CFG"})
"""Classes that every platform holds, so that nobody can keep them out."""
SHOWN_CLASSES = 2
"""Classes named in a sentence before the rest are counted."""
MASK_FIRST = "Mask live data before they get there."
NON_PRODUCTION = frozenset({"preproduction", "test", "training", "development"})


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the production of one tenant runs; the key is empty where the assessment lists no tenants.

    `floor` is the least isolation that its data allow, and `floor_classes` are the classes that ask for it.
    """

    tenant: str
    tenancy: str
    floor: str
    decision: Decision
    floor_classes: tuple[str, ...] = ()


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
        option(level, TITLES[level], _reasons(level, floor, wished, tenant, listed, facts), facts=facts)
        for level in TENANCIES
    )
    taken = best(options)
    several = listed > 1
    name = tenant.name if tenant and several else ""
    made = decision(
        f"tenancy.{tenant.key}" if name and tenant else "tenancy",
        f"How far is {name} set apart from other tenants?" if name else "How is production isolated?",
        options,
        chosen=taken.option_id,
        wished=wished,
        words=_words(taken, options, floor, wished),
        would_change=_would_change(floor, facts),
    )
    return Placement(tenant.key if tenant else "", taken.option_id, floor.tenancy, made, floor.classes)


def _reasons(
    level: str, floor: _Floor, wished: str, tenant: Tenant | None, listed: int, facts: Facts
) -> list[Reason | None]:
    rank = TENANCIES.index
    above = rank(level) - rank(floor.tenancy)
    reasons: list[Reason | None] = []
    names = _spoken(floor.classes) or "the data held"
    if above < 0:
        text = f"It gives {names} too little; they need {lowered(TITLES[floor.tenancy])} at least."
        reasons.append(barred(text, "data_classes"))
    elif above == 0:
        reasons.append(pro(f"That much the data ask for ({names}), and no more.", COUNTS, "data_classes"))
    else:
        # A database of its own stands on the same hosts, a subscription of its own adds nothing to hosts of its own.
        dearer = " and costs more" if (level in SHARING) != (floor.tenancy in SHARING) else ""
        text = f"It goes further than the data ask for ({names}){dearer}."
        reasons.append(con(text, above, "data_classes"))
    if tenant and tenant.placement:
        asked = pro("It is what the client asks for.", THEIRS_TO_CHOOSE) if level == wished else None
        reasons.append(asked)
    else:
        reasons.append(wish_reason(facts, "tenancy", level, THEIRS_TO_CHOOSE))
    if facts.flag("isolation_evidence_needed"):
        if level in SHARING:
            text = "Isolation must be proven, and an auditor will not take a shared host as proof."
            reasons.append(barred(text, "isolation_evidence_needed"))
        elif level == "dedicated_subscription":
            text = "A separate subscription is proof of isolation by itself."
            reasons.append(pro(text, WORTH_SAYING, "isolation_evidence_needed"))
    reasons.extend(_sharing_reasons(level, tenant, listed, facts))
    if level not in SHARING:
        alone = "The load of others never reaches it." if listed > 1 else "It has its hosts to itself."
        reasons.append(pro(alone, WORTH_SAYING))
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
        text = f"With a criticality of {tenant.criticality} of 5, {tenant.name} can live with neighbours."
        reasons.append(pro(text, COUNTS))
    elif critical:
        who = "One application stops" if critical == 1 else f"{capital(in_words(critical))} applications stop"
        slowed = "it" if critical == 1 else "them"
        text = f"{who} patient-supporting work when down; the month-end of a neighbour must not slow {slowed}."
        reasons.append(con(text, COUNTS, "tier0_module_count"))
    if facts.flag("subsidiary_low_criticality") and listed > 1:
        text = "Small subsidiaries may share, and hosts bought once serve all of them."
        reasons.append(pro(text, COUNTS if small else WORTH_SAYING, "subsidiary_low_criticality"))
    if listed <= 1:
        reasons.append(con("There is nobody to share with.", COUNTS))
    return reasons


def _words(taken: Option, options: tuple[Option, ...], floor: _Floor, wished: str) -> str:
    if wished in TENANCIES and TENANCIES.index(wished) < TENANCIES.index(floor.tenancy):
        names = _spoken(floor.classes)
        return f"{taken.title}, and not {lowered(TITLES[wished])} as asked for: {names} do not allow less."
    return spoken_choice(taken, options)


def _would_change(floor: _Floor, facts: Facts) -> str:
    kept_out = tuple(name for name in floor.classes if name not in ALWAYS_THERE)
    if floor.tenancy != "shared" and kept_out and kept_out == floor.classes:
        return f"Keeping {_spoken(kept_out)} out of this database would allow less isolation."
    if facts.flag("isolation_evidence_needed"):
        return "Data of a stricter class would ask for more isolation."
    return "A demand to prove isolation, or data of a stricter class, would ask for more."


def asked_by(placed: Placement) -> str:
    """Return what the data of a tenant ask for at least, in words."""
    least = lowered(TITLES[placed.floor])
    names = _spoken(placed.floor_classes)
    if not names or placed.floor == TENANCIES[0]:
        return f"Its data allow {least}."
    return f"{capital(names)} ask for {least} at least."


def priced_tenancies(decisions: tuple[Decision, ...], tenants: TenantComparison | None) -> tuple[Decision, ...]:
    """Return the decisions with both prices of each tenant beside its options: shared servers, and servers of its own.

    The prices do not move the choice: the data set the floor, and above it isolation is the client's to choose.
    """
    if tenants is None:
        return decisions
    rows = {f"tenancy.{row.tenant}": row for row in tenants.rows}
    return tuple(
        replace(made, options=tuple(_priced(one, rows[made.decision_id]) for one in made.options))
        if made.decision_id in rows
        else made
        for made in decisions
    )


def _priced(candidate: Option, row: TenantRow) -> Option:
    price = row.shared_monthly_usd if candidate.option_id in SHARING else row.own_monthly_usd
    return replace(candidate, monthly_usd=price)


def _spoken(classes: tuple[str, ...]) -> str:
    """Return the classes as people call them, those of the business before those that every platform holds."""
    ordered = sorted(classes, key=lambda name: (name in ALWAYS_THERE, name))
    return shortly_listed([coded("data_classes", name) for name in ordered], SHOWN_CLASSES)


def non_production(assessment: Assessment, facts: Facts) -> tuple[Decision, ...]:
    """Return where test, training and the like run; nothing where none of them is in scope."""
    scope = [name for name in facts.choices("scope_environments") if name in NON_PRODUCTION]
    if not scope:
        return ()
    live_data = facts.flag("prod_data_in_nonprod") and not facts.flag("masking_in_nonprod")
    several = len(assessment.tenants.tenants) > 1
    names = listed([coded("scope_environments", name) for name in scope])
    unmasked = "Test systems hold live data that are not masked"
    one_set = option(
        "own_hosts",
        "Non-production hosts of their own" + (", shared by all tenants" if several else ""),
        [
            pro(f"One set of hosts carries {names} and can be switched off at night.", COUNTS, "scope_environments"),
            con(f"{unmasked}, and tenants would meet there.", COUNTS, "prod_data_in_nonprod", "masking_in_nonprod")
            if live_data and several
            else None,
        ],
        facts=facts,
    )
    by_tenant = option(
        "own_hosts_each",
        "Non-production hosts for each tenant",
        [
            pro(f"{unmasked}; here they stay apart.", COUNTS, "prod_data_in_nonprod", "masking_in_nonprod")
            if live_data and several
            else None,
            con("Each tenant pays for hosts that stand idle most of the day.", COUNTS),
        ],
        facts=facts,
    )
    on_production = option(
        "production_hosts",
        "A place on the production hosts",
        [
            pro("There are no further servers to pay for.", WORTH_SAYING),
            barred("A load test or a runaway import would slow the live system."),
        ],
        facts=facts,
    )
    options = (one_set, by_tenant, on_production) if several else (one_set, on_production)
    taken = best(options)
    return (
        decision(
            "tenancy.non_production",
            "Where do test, training and the like run?",
            options,
            chosen=taken.option_id,
            wished="",
            words=f"{taken.title}. {MASK_FIRST}" if live_data else spoken_choice(taken, options),
            would_change="Live data that cannot be masked would ask for separate hosts for each tenant."
            if several
            else "Live data that cannot be masked would ask for the same controls as in production.",
        ),
    )
