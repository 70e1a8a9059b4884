"""Which Azure region carries production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue, Region, UnknownRegion
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    is_barred,
    option,
    pro,
    spoken_choice,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason
from wardround.engine.findings.regions import RegionComparison
from wardround.engine.plain_words import capital, in_words

ZONES_WANTED = 3
FEW_SIZES = 0.8
"""A region that sells fewer than this share of the sizes of the best one offers less room to choose and to replace."""

COUNTRIES: Mapping[str, str] = {
    "US": "United States",
    "UK": "United Kingdom",
    "FR": "France",
    "DE": "Germany",
    "ES": "Spain",
    "CA": "Canada",
    "CA-QC": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
    "AE": "United Arab Emirates",
    "IN": "India",
    "SG": "Singapore",
    "BR": "Brazil",
    "NL": "Netherlands",
}
"""Country, as the list of regions writes it, of each jurisdiction that has a region of its own."""

EUROPEAN_UNION = frozenset(
    {
        "Austria", "Belgium", "Denmark", "Finland", "France", "Germany", "Greece", "Ireland", "Italy", "Netherlands",
        "Norway", "Poland", "Portugal", "Spain", "Sweden",
    }
)  # fmt: skip
"""Countries with regions inside the European Economic Area."""

TAKES_OVER = "It is named as the region to recover in, so production goes elsewhere."
IDLE = " The recovery pattern chosen keeps no servers in the region named to recover in."

WITH_ARTICLE = frozenset({"Netherlands", "United States", "United Kingdom", "United Arab Emirates"})

IN_THE_UNION = frozenset({"EU", "FR", "DE", "ES", "NL"})


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """The region chosen and why."""

    region: str
    zone_count: int
    decision: Decision


def decide_region(
    assessment: Assessment,
    facts: Facts,
    catalogue: Catalogue,
    monthly_usd: Mapping[str, Decimal] | None = None,
    *,
    recovery_idle: bool = False,
) -> RegionChoice:
    """Return the region for production out of those wished and considered, else the nearest allowed.

    ``monthly_usd`` by region is shown beside the options. It does not decide, for a region is chosen before it is
    priced. ``recovery_idle`` tells that the recovery pattern keeps nothing in the region named for it.
    Raises UnknownRegion for a region that the catalogue does not know.
    """
    candidates = _candidates(assessment, facts, catalogue)
    most_sizes = max(len(catalogue.sizes_offered(code)) for code in candidates)
    prices = monthly_usd or {}
    options = tuple(
        option(
            code,
            catalogue.region(code).display_name,
            _reasons(catalogue.region(code), assessment, facts, catalogue, most_sizes),
            prices.get(code),
            facts=facts,
        )
        for code in candidates
    )
    if len(options) == 1:
        options = (*options, _any_other(options[0], facts, catalogue))
    taken = best(options)
    region = catalogue.region(taken.option_id)
    made = decision(
        "region",
        "Which Azure region carries production?",
        options,
        chosen=region.code,
        wished=wished_words(facts, "azure_region"),
        words=_words(taken, options) + (IDLE if recovery_idle else ""),
        would_change=_would_change(taken, options),
    )
    return RegionChoice(region.code, region.zone_count or 0, made)


def _candidates(assessment: Assessment, facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    wished = facts.wish("azure_region")
    named = [wished] if isinstance(wished, str) else []
    considered = sorted(assessment.engagement.regions_considered)
    codes = list(dict.fromkeys([*named, *considered]))
    for code in codes:
        catalogue.region(code)
    return tuple(codes) or nearest_allowed(facts, catalogue)


def nearest_allowed(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the regions to weigh while nobody has named one: inside the jurisdictions, with zones and a pair.

    The first two by name stand in; where the jurisdictions hold none such, two from anywhere.
    """
    sound = [
        region
        for region in catalogue.regions.values()
        if (region.zone_count or 0) >= ZONES_WANTED
        and region.paired_region
        and not region.restricted_access
        and catalogue.sizes_offered(region.code)
    ]
    inside = [region for region in sound if serves(region, facts.choices("jurisdictions"))]
    return tuple(sorted(region.code for region in inside or sound)[:2])


def serves(region: Region, jurisdictions: tuple[str, ...]) -> bool:
    """Return whether a region lies in one of the jurisdictions, or in the union that it belongs to."""
    own = {COUNTRIES[name] for name in jurisdictions if name in COUNTRIES}
    in_union = bool(IN_THE_UNION.intersection(jurisdictions)) and region.country in EUROPEAN_UNION
    return region.country in own or in_union


def _reasons(
    region: Region, assessment: Assessment, facts: Facts, catalogue: Catalogue, most_sizes: int
) -> list[Reason | None]:
    zones = region.zone_count or 0
    must = facts.flag("region_must_have_zones")
    offered = len(catalogue.sizes_offered(region.code))
    pair = catalogue.paired_region(region.code)
    reasons: list[Reason | None] = [
        wish_reason(facts, "azure_region", region.code),
        pro(f"{capital(in_words(zones))} availability zones, so that losing one need not stop the service.", COUNTS)
        if zones >= ZONES_WANTED
        else con(
            f"{capital(in_words(zones))} availability zone{'' if zones == 1 else 's'}"
            + (", and zones are required." if must else "."),
            COUNTS_A_LOT + 2 if must else WORTH_SAYING,
            "region_must_have_zones",
        ),
        con("A subscription has to ask for access first.", COUNTS) if region.restricted_access else None,
        barred("The catalogue knows no virtual machine that is sold there.") if not offered else None,
        con(f"It offers {offered:,} machine sizes, another candidate {most_sizes:,}.", WORTH_SAYING)
        if 0 < offered < FEW_SIZES * most_sizes
        else None,
    ]
    if assessment.engagement.recovery_region:
        same = assessment.engagement.recovery_region == region.code
        reasons.append(barred(TAKES_OVER) if same else None)
    elif pair is not None:
        reasons.append(pro(f"Its paired region, {pair.display_name}, could carry a recovery.", WORTH_SAYING))
    else:
        reasons.append(con("It has no paired region, so a region to recover in would have to be named.", WORTH_SAYING))
    reasons.append(residency(region, assessment, facts, catalogue))
    return reasons


def residency(region: Region, assessment: Assessment, facts: Facts, catalogue: Catalogue) -> Reason | None:
    """Return what the answers about where data may lie say for or against a region, None where they say nothing."""
    named = sorted({row.residency for row in assessment.data.datasets if row.residency})
    for territory in named:
        if not lies_in(region, territory):
            return barred(
                f"A dataset must stay in {territory}, and {region.display_name} lies in {_the(region.country)}.",
                "residency_required",
            )
    jurisdictions = facts.choices("jurisdictions")
    where = facts.spoken("jurisdictions")
    if serves(region, jurisdictions):
        weight = COUNTS if facts.flag("residency_required") else WORTH_SAYING
        return pro(f"It lies where the data belong, in {where}.", weight, "jurisdictions")
    located = {name for name in jurisdictions if name in COUNTRIES or name in IN_THE_UNION}
    if facts.flag("residency_required") and located and not named and _somewhere(jurisdictions, catalogue):
        return barred(
            f"Data must stay in {where}, and {_the(region.country)} is outside.",
            "jurisdictions",
            "residency_required",
        )
    return con(f"It lies in {_the(region.country)}, outside {where}.", COUNTS, "jurisdictions") if located else None


def _somewhere(jurisdictions: tuple[str, ...], catalogue: Catalogue) -> bool:
    return any(serves(region, jurisdictions) for region in catalogue.regions.values())


def lies_in(region: Region, territory: str) -> bool:
    """Return whether a region lies in a territory written as a code, a country, a geography or EU or EEA."""
    word = territory.strip().casefold()
    names = {region.country, region.geography or "", region.geography_group or "", region.code, region.display_name}
    if word in {name.casefold() for name in names if name}:
        return True
    if word in {"eu", "eea", "europe", "european union", "eu/eea"}:
        return region.country in EUROPEAN_UNION
    code = territory.strip().upper()
    return region.country == COUNTRIES.get({"GB": "UK", "USA": "US"}.get(code, code))


def _any_other(only: Option, facts: Facts, catalogue: Catalogue) -> Option:
    """Return the paired region, or the next best, as something to compare a lone candidate with."""
    pair = catalogue.paired_region(only.option_id)
    others = [pair.code] if pair else []
    others += [code for code in nearest_allowed(facts, catalogue) if code != only.option_id]
    others += [code for code in sorted(catalogue.regions) if code != only.option_id]
    code = others[0]
    zones = catalogue.region(code).zone_count or 0
    reasons = [
        barred("Nobody has asked for it; it stands here to compare."),
        pro(f"{capital(in_words(zones))} availability zones.", WORTH_SAYING) if zones >= ZONES_WANTED else None,
    ]
    return option(code, catalogue.region(code).display_name, reasons, facts=facts)


def _words(taken: Option, options: tuple[Option, ...]) -> str:
    refused = [candidate for candidate in options if is_barred(candidate) and candidate is not taken]
    said = spoken_choice(taken, options, named=True)
    return said if not is_barred(taken) or not refused else f"No candidate is without objection. {said}"


def _would_change(taken: Option, options: tuple[Option, ...]) -> str:
    priced = [one for one in options if one.monthly_usd is not None and (one is taken or not is_barred(one))]
    dearer = next((candidate for candidate in priced if candidate.option_id == taken.option_id), None)
    cheapest = min(priced, key=lambda candidate: candidate.monthly_usd or 0, default=None)
    if dearer and cheapest and cheapest is not dearer and dearer.monthly_usd and cheapest.monthly_usd is not None:
        share = float(1 - cheapest.monthly_usd / dearer.monthly_usd)
        return f"Price alone would speak for {cheapest.title}: it is {share:.0%} cheaper a month."
    return "A residency rule, or a distance that people at the sites feel on every screen, would change the region."


def priced_regions(decisions: tuple[Decision, ...], regions: RegionComparison | None) -> tuple[Decision, ...]:
    """Return the decisions with the price of the whole design beside each region that was weighed.

    The price does not move the choice: it says what the choice costs, and what would change it.
    """
    if regions is None:
        return decisions
    prices = {row.region: row.monthly_usd for row in regions.rows}
    return tuple(_priced(made, prices) if made.decision_id == "region" else made for made in decisions)


def _priced(made: Decision, prices: Mapping[str, Decimal | None]) -> Decision:
    options = tuple(replace(one, monthly_usd=prices.get(one.option_id, one.monthly_usd)) for one in made.options)
    taken = next(one for one in options if one.option_id == made.chosen)
    return replace(made, options=options, would_change=_would_change(taken, options))


def _the(country: str) -> str:
    return f"the {country}" if country in WITH_ARTICLE else country


__all__ = [
    "RegionChoice",
    "UnknownRegion",
    "decide_region",
    "nearest_allowed",
    "priced_regions",
    "residency",
    "serves",
]
