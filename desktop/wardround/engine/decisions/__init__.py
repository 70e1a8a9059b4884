"""Decisions: options with reasons for and against, what the client wished, and what would change the answer.

`settle` runs before anything is sized, for the choices that the sizing needs: region, tenancy, platform, Redis,
ingress. `decide` runs at the end and gives all decisions, with prices beside the options, and the facts that follow
from the recovery pattern. Both weigh the same reasons, so they never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.decisions.link import decide_hybrid_link
from wardround.engine.decisions.platform import decide_platform
from wardround.engine.decisions.purchase import decide_purchase
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
from wardround.engine.findings import Cost, Decision, Resilience, RoleSizing, Sizing
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


def settle(
    assessment: Assessment, facts: Facts, catalogue: Catalogue, knowledge: Knowledge, *, platform: str = ""
) -> Settled:
    """Return the facts with the choices that the sizing needs. Raises UnknownRegion for an unknown region.

    ``platform`` is what to design for whatever is decided, to compare; '' takes what is decided.
    """
    choice = decide_region(assessment, facts, catalogue)
    placed = placements(assessment, facts, knowledge)
    tenancy, derived = production_facts(placed)
    on = decide_platform(assessment, facts)
    _redis, redis_facts = decide_redis(facts)
    _ingress, ingress_facts = decide_ingress(facts)
    decided: dict[str, tuple[FactValue, str]] = {
        "azure_region": (choice.region, choice.decision.words),
        "tenancy": (tenancy, placed[0].decision.words),
        "platform": (platform or on.chosen, on.words),
        **redis_facts,
        **ingress_facts,
    }
    derived |= {"region_zone_count": choice.zone_count, "nonprod_shares_prod": False}
    settled = facts.with_decided(decided).with_derived(derived, "decisions")
    return Settled(settled, choice.region, {one.tenant: one.tenancy for one in placed})


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
) -> Decided:
    """Return every decision in the order of the report, and the facts with what they settle.

    ``facts`` are those of `settle` with what the stages since derived. Prices by region are shown where the
    scenario was priced so.
    """
    recovery, recovery_facts = decide_recovery(facts, resilience)
    database, database_facts = decide_database_service(facts, resilience, catalogue)
    redis, _redis_facts = decide_redis(facts)
    ingress, _ingress_facts = decide_ingress(facts)
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
        decide_consolidation(facts, deployment),
        decide_hybrid_link(assessment, facts),
        decide_hosting(facts),
        decide_purchase(facts, sizing, cost),
    )
    return Decided(decisions, facts.with_decided({**recovery_facts, **database_facts}))
