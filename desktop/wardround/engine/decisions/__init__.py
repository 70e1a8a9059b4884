"""Decisions: options with reasons for and against, what the client wished, and what would change the answer.

`settle` runs before anything is sized, for the choices that the sizing needs: region, tenancy, platform, Redis,
ingress. `decide` runs at the end and gives all decisions, with prices beside the options, and the facts that follow
from the recovery pattern. Both weigh the same reasons, so they never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.decisions.link import decide_hybrid_link
from wardround.engine.decisions.overruling import overruled, taken_otherwise, with_answers_taken
from wardround.engine.decisions.platform import decide_platform
from wardround.engine.decisions.purchase import decide_purchase
from wardround.engine.decisions.readiness import decide_ai_readiness, decide_automation
from wardround.engine.decisions.recovery import decide_recovery
from wardround.engine.decisions.region import decide_region
from wardround.engine.decisions.service import decide_database_service, decide_hosting
from wardround.engine.decisions.tenancy import non_production, placements, production_facts
from wardround.engine.decisions.tiers import (
    decide_consolidation,
    decide_ingress,
    decide_redis,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Cost, Decision, RequiredControl, Resilience, RoleSizing, Sizing
from wardround.engine.findings.operating import MaturityPart, OperatingModel, TenancyPlace
from wardround.engine.maturity import maturity
from wardround.engine.tenancy_places import tenancy_places
from wardround.knowledge import FactValue, Knowledge

__all__ = ["Decided", "Settled", "decide", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided before the sizing."""

    facts: Facts
    region: str
    tenancies: Mapping[str, str]
    """Tenancy by key of the tenant; the empty key where the assessment lists none."""


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions, and the facts as they stand after them."""

    decisions: tuple[Decision, ...]
    facts: Facts
    maturity: tuple[MaturityPart, ...]
    tenancy: tuple[TenancyPlace, ...]


def settle(
    assessment: Assessment, facts: Facts, catalogue: Catalogue, knowledge: Knowledge, *, platform: str = ""
) -> Settled:
    """Return the facts with the choices that the sizing needs. Raises UnknownRegion for an unknown region.

    ``platform`` is what to design for whatever is decided, to compare; '' takes what is decided.
    """
    otherwise = taken_otherwise(assessment)
    facts = with_answers_taken(facts, otherwise)
    place = overruled(decide_region(assessment, facts, catalogue).decision, otherwise)
    region = catalogue.region(place.chosen)
    placed = tuple(
        replace(one, tenancy=made.chosen, decision=made)
        for one in placements(assessment, facts, knowledge)
        for made in (overruled(one.decision, otherwise),)
    )
    tenancy, derived = production_facts(placed)
    on = overruled(decide_platform(assessment, facts), otherwise)
    _redis, redis_facts = decide_redis(facts, otherwise)
    _ingress, ingress_facts = decide_ingress(facts, otherwise)
    decided: dict[str, tuple[FactValue, str]] = {
        "azure_region": (region.code, place.words),
        "tenancy": (tenancy, placed[0].decision.words),
        "platform": (platform or on.chosen, on.words),
        **redis_facts,
        **ingress_facts,
    }
    derived |= {"region_zone_count": region.zone_count or 0, "nonprod_shares_prod": False}
    settled = facts.with_decided(decided).with_derived(derived, "decisions")
    return Settled(settled, region.code, {one.tenant: one.tenancy for one in placed})


def decide(
    assessment: Assessment,
    facts: Facts,
    sizing: Sizing,
    resilience: Resilience,
    deployment: tuple[RoleSizing, ...],
    cost: Cost,
    catalogue: Catalogue,
    knowledge: Knowledge,
    *,
    region_monthly_usd: Mapping[str, Decimal] | None = None,
    as_of: date | None = None,
    controls: Sequence[RequiredControl] = (),
    model: OperatingModel | None = None,
) -> Decided:
    """Return every decision in the order of the report, and the facts with what they settle.

    ``facts`` are those of `settle` with what the stages since derived. Prices by region are shown where the
    scenario was priced so. Ends of what is temporary count from ``as_of`` where no finish is asked for.
    """
    recovery, recovery_facts = decide_recovery(facts, resilience)
    database, database_facts = decide_database_service(facts, resilience, catalogue)
    otherwise = taken_otherwise(assessment)
    redis, _redis_facts = decide_redis(facts, otherwise)
    ingress, _ingress_facts = decide_ingress(facts, otherwise)
    parts = maturity(facts, controls, knowledge)
    decisions = (
        decide_region(
            assessment,
            facts,
            catalogue,
            region_monthly_usd,
            recovery_idle=bool(assessment.engagement.recovery_region) and not resilience.recovery_region,
        ).decision,
        *(one.decision for one in placements(assessment, facts, knowledge)),
        *non_production(assessment, facts),
        decide_platform(assessment, facts),
        recovery,
        database,
        *redis,
        ingress,
        decide_consolidation(facts, deployment, as_of, knowledge),
        decide_hybrid_link(assessment, facts, as_of, knowledge),
        decide_hosting(facts, model),
        decide_purchase(facts, sizing, cost),
        decide_automation(parts, facts),
        decide_ai_readiness(parts, facts, knowledge),
    )
    decisions = tuple(overruled(made, otherwise) for made in decisions)
    places = tenancy_places(assessment, facts, decisions, resilience.recovery_region, knowledge)
    return Decided(decisions, facts.with_decided({**recovery_facts, **database_facts}), parts, places)
