"""The same design in other regions: sized anew where a size is not offered, and the whole bill of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isfinite

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue, Region, distance_km
from wardround.engine.basis import last_day
from wardround.engine.cost import cost
from wardround.engine.decisions.region import ZONES_WANTED, residency, serves
from wardround.engine.decisions.weighing import RULED_OUT
from wardround.engine.deployment import deployed
from wardround.engine.facts import Facts
from wardround.engine.findings import Cost, Findings, LineItem, Reason, RoleSizing
from wardround.engine.findings.regions import RegionComparison, RegionRow, SizeSwap
from wardround.engine.line_items import COMPUTE_ITEM
from wardround.engine.plain_words import counted
from wardround.engine.region_market import OPTIONS, Chosen, MarketPrices, RoleNeed, chosen, market_prices
from wardround.engine.region_needs import ENCRYPTION_CONTROL, ZONES_FOR_SPREAD, role_need
from wardround.engine.sizing import size
from wardround.knowledge import Knowledge

MOST_NEAR = 4
"""Regions of the jurisdictions that are shown beside those that somebody named, the nearest first."""

TO_RECOVER = "to recover in"
WORTH_SAYING = 0.01
"""A smaller difference in price is within what price lists of different days differ by (judgement)."""

LEAST_SHARE = 0.005
"""A smaller share would be said as nothing."""

NOTE = (
    "The design is the same wherever a region offers its sizes; where it does not, the servers are sized anew from "
    "what it offers. Disks and services are priced where they would run. A price that a region's list lacks is "
    "borrowed from the nearest that has one, which says little about whether the service is offered there. Distances "
    "are straight lines between regions; near ones are the nearest inside the client's jurisdictions."
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every region is priced with."""

    assessment: Assessment
    findings: Findings
    facts: Facts
    catalogue: Catalogue
    knowledge: Knowledge

    @property
    def home(self) -> Region:
        """The region that the design is for."""
        return self.catalogue.region(self.findings.sizing.region)


def region_comparison(
    assessment: Assessment,
    findings: Findings,
    facts: Facts,
    catalogue: Catalogue,
    knowledge: Knowledge,
    told: Callable[[float], None] = lambda _share: None,
) -> RegionComparison | None:
    """Return the design in every region named, their pairs and the nearest ones that the data may lie in.

    None where no other region is in question.
    """
    setting = _Setting(assessment, findings, facts, catalogue, knowledge)
    listing = candidates(setting.assessment, findings, facts, catalogue)
    if len(listing) < 2:  # noqa: PLR2004 - one region is no comparison
        return None
    servers = [role for role in findings.deployment if role.vcpus]
    needs = _needs(setting, servers)
    market = market_prices(catalogue, tuple(sorted({*listing, *_recovers_in(setting, listing)})), OPTIONS)
    found = chosen(market, needs)
    rows = []
    for place, (code, why) in enumerate(listing.items()):
        rows.append(_row(setting, code, why, servers, market, found))
        told((place + 1) / len(listing))
    own = next(row for row in rows if row.chosen)
    ordered = sorted(rows, key=_order)
    ranked = tuple(
        replace(row, rank=rank, against_chosen_share=_against(row, own)) for rank, row in enumerate(ordered, start=1)
    )
    return RegionComparison(rows=ranked, words=_words(ranked), note=NOTE)


def candidates(assessment: Assessment, findings: Findings, facts: Facts, catalogue: Catalogue) -> Mapping[str, str]:
    """Return the regions to compare with why each is among them, the one chosen first.

    They are those considered, wished or named to recover in, the pairs of all these, and the nearest four with VM
    prices that lie in the client's jurisdictions.
    """
    home = findings.sizing.region
    listing = {home: "chosen"}
    wished = facts.wish("azure_region")
    named = [wished] if isinstance(wished, str) and wished in catalogue.regions else []
    for code in (*named, *assessment.engagement.regions_considered):
        listing.setdefault(code, "considered")
    recovery = assessment.engagement.recovery_region
    if recovery:
        why = listing.get(recovery)
        listing[recovery] = f"{why}, {TO_RECOVER}" if why else TO_RECOVER
    for code in tuple(listing):
        pair = catalogue.paired_region(code)
        if pair is not None:
            listing.setdefault(pair.code, f"paired with {catalogue.region(code).display_name}")
    start = catalogue.region(home)
    jurisdictions = facts.choices("jurisdictions")
    near = sorted(
        (distance_km(start, region), region.code)
        for region in catalogue.regions.values()
        if region.code not in listing and serves(region, jurisdictions) and not region.restricted_access
    )
    for _, code in [row for row in near if catalogue.sizes_offered(row[1])][:MOST_NEAR]:
        listing[code] = "near"
    return {code: why for code, why in listing.items() if code == home or catalogue.sizes_offered(code)}


def _recovers_in(setting: _Setting, codes: Mapping[str, str]) -> list[str]:
    return [region for code in codes if (region := recovery_of(setting.findings, code))]


def recovery_of(findings: Findings, code: str) -> str:
    """Return where the design would recover if production ran in a region; '' where its pattern needs none.

    The region that recovers today goes on doing so; where production would run in it, the two change places.
    """
    today = findings.resilience.recovery_region
    if not today:
        return ""
    return findings.sizing.region if code == today else today


def _needs(setting: _Setting, servers: list[RoleSizing]) -> list[RoleNeed]:
    facts, findings = setting.facts, setting.findings
    in_force = {control.control_id for control in findings.controls if control.in_force}
    spread = facts.text("ha_scope") in {"zone", "region"} or facts.flag("region_must_have_zones")
    last = last_day(findings.as_of, int(facts.number("planning_horizon_years")))
    return [
        role_need(
            role,
            setting.catalogue,
            facts,
            last,
            ZONES_FOR_SPREAD if spread else 0,
            setting.assessment.platform,
            encrypted=facts.flag("encryption_at_host") or ENCRYPTION_CONTROL in in_force,
        )
        for role in servers
    ]


def _row(
    setting: _Setting, code: str, why: str, servers: list[RoleSizing], market: MarketPrices, found: Chosen
) -> RegionRow:
    findings, catalogue = setting.findings, setting.catalogue
    region, own = catalogue.region(code), code == findings.sizing.region
    recovery = recovery_of(findings, code)
    absent = () if own else _not_offered(servers, code, recovery, market, found)
    roles = _sized_there(setting, code, recovery) if absent else findings.deployment
    bill = findings.cost if own else _bill(setting, code, recovery, roles)
    swaps = _swaps(absent, roles)
    lies = residency(region, setting.assessment, setting.facts, catalogue)
    inside = None if lies is None else lies.for_it
    away = distance_km(setting.home, region)
    apart = distance_km(region, catalogue.region(recovery)) if recovery else float("inf")
    pair = catalogue.paired_region(code)
    row = RegionRow(
        region=code,
        name=region.display_name,
        country=region.country,
        rank=0,
        chosen=own,
        why_listed=why,
        monthly_usd=bill.totals.steady_monthly_usd,
        against_chosen_share=0.0,
        servers_usd=_sum(bill, servers=True),
        services_usd=_sum(bill, servers=False),
        zones=region.zone_count or 0,
        paired_region=pair.code if pair else "",
        recovery_region=recovery,
        recovery_distance_km=round(apart) if isfinite(apart) else None,
        inside=inside,
        residency=lies.text if lies else "",
        restricted_access=bool(region.restricted_access),
        borrowed_share=borrowed_share(bill),
        borrowed_lines=bill.totals.borrowed_lines,
        unpriced_lines=bill.totals.unpriced_lines,
        swaps=swaps,
        missing=() if own else _missing(findings.cost, bill),
        distance_km=round(away) if isfinite(away) else None,
        ruled_out=_ruled_out(setting, region, lies),
        reasons_for=(),
        reasons_against=(),
    )
    return replace(
        row, reasons_for=(*_for(row), *(_measured(setting) if own else ())), reasons_against=tuple(_against_words(row))
    )


def _not_offered(
    servers: list[RoleSizing], code: str, recovery: str, market: MarketPrices, found: Chosen
) -> tuple[RoleSizing, ...]:
    """Return the servers whose size their region does not offer in enough zones."""
    absent = []
    for at, role in enumerate(servers):
        where = recovery if role.environment == "disaster_recovery" else code
        if not found.kept[market.regions.index(where), at]:
            absent.append(role)
    return tuple(absent)


def _sized_there(setting: _Setting, code: str, recovery: str) -> tuple[RoleSizing, ...]:
    """Return the deployment sized anew from what a region offers, under the recovery pattern that was decided."""
    findings, facts = setting.findings, setting.facts
    sized, _ = size(
        setting.assessment,
        facts,
        setting.knowledge,
        setting.catalogue,
        findings.demand,
        findings.as_of,
        region=code,
    )
    layout = setting.knowledge.recovery_layouts[findings.resilience.pattern_id]
    return deployed(sized, layout, setting.catalogue, facts, recovery)


def _swaps(absent: tuple[RoleSizing, ...], there: tuple[RoleSizing, ...]) -> tuple[SizeSwap, ...]:
    taken = {(role.environment, role.tenant, role.role): role for role in there}
    found = []
    for role in absent:
        other = taken.get((role.environment, role.tenant, role.role))
        if other is not None and (other.sku, other.nodes) == (role.sku, role.nodes):
            continue  # it has no other that does, and is taken outside the zones wanted
        found.append(
            SizeSwap(
                role.role,
                role.environment,
                role.tenant,
                role.sku,
                role.nodes,
                other.sku if other else "",
                other.nodes if other else 0,
            )
        )
    return tuple(found)


def _bill(setting: _Setting, code: str, recovery: str, roles: tuple[RoleSizing, ...]) -> Cost:
    findings = setting.findings
    in_force = frozenset(control.control_id for control in findings.controls if control.in_force)
    found, _ = cost(
        setting.assessment,
        setting.facts,
        replace(findings.sizing, region=code),
        roles,
        setting.knowledge.recovery_layouts[findings.resilience.pattern_id],
        recovery,
        in_force,
        setting.catalogue,
        setting.knowledge,
        findings.as_of,
    )
    return found


def borrowed_share(bill: Cost) -> float:
    """Return the part of the monthly list price that other regions' price lists stand for."""
    whole = bill.totals.list_monthly_usd
    lent = sum((line.monthly_usd or Decimal(0) for line in bill.lines if line.borrowed_from), Decimal(0))
    return round(float(lent / whole), 4) if whole else 0.0


def _is_server(line: LineItem) -> bool:
    return line.item.startswith(COMPUTE_ITEM) or " disk" in line.item.lower()


def _sum(bill: Cost, *, servers: bool) -> Decimal:
    lines = (line for line in bill.lines if line.purchase_option != "own" and _is_server(line) is servers)
    return sum((line.monthly_usd or Decimal(0) for line in lines), Decimal("0.00"))


def _missing(home: Cost, there: Cost) -> tuple[str, ...]:
    """Return what has a price of its own at home and none there."""
    native = {line.item for line in home.lines if line.unit_price_usd is not None and not line.borrowed_from}
    gone = (
        line.item for line in there.lines if line.item in native and (line.borrowed_from or line.unit_price_usd is None)
    )
    return tuple(dict.fromkeys(gone))


def _ruled_out(setting: _Setting, region: Region, lies: Reason | None) -> str:
    """Return why a region cannot carry production, by the same rules as the decision; '' where it can."""
    if lies is not None and not lies.for_it and lies.weight >= RULED_OUT:
        return lies.text
    if setting.facts.flag("region_must_have_zones") and (region.zone_count or 0) < ZONES_FOR_SPREAD:
        return "Availability zones are required, and it has none."
    return ""


def _order(row: RegionRow) -> tuple[bool, bool, Decimal, bool, float, str]:
    """Return what ranks a region: whether it can carry production, then whether a zone may fail, then its price.

    Of equal prices the one chosen goes first, then the one that borrows less.
    """
    return (
        bool(row.ruled_out),
        row.zones < ZONES_FOR_SPREAD,
        row.monthly_usd,
        not row.chosen,
        row.borrowed_share,
        row.region,
    )


def _against(row: RegionRow, own: RegionRow) -> float:
    return round(float(row.monthly_usd / own.monthly_usd) - 1, 4) + 0.0 if own.monthly_usd else 0.0


def _for(row: RegionRow) -> Iterator[str]:
    if row.zones >= ZONES_WANTED:
        yield f"{counted(row.zones, 'availability zone')}."
    if row.inside:
        yield row.residency
    if row.paired_region:
        yield "It has a paired region."
    if not row.swaps and not row.chosen:
        yield "It offers every size of the design."


def _measured(setting: _Setting) -> Iterator[str]:
    """Yield what sites measured to the region of the design; of any other region no round trip is known."""
    sites = [row.wan_latency_ms for row in setting.assessment.organisation.sites if row.wan_latency_ms is not None]
    if sites:
        low, high = min(sites), max(sites)
        span = f"{low:g} ms" if low == high else f"{low:g} to {high:g} ms"
        yield f"Round trips from {counted(len(sites), 'site')} are known: {span}."


def _against_words(row: RegionRow) -> Iterator[str]:
    if row.ruled_out:
        yield row.ruled_out
    if row.inside is False and row.residency != row.ruled_out:
        yield row.residency
    if row.zones < ZONES_WANTED:
        yield f"{counted(row.zones, 'availability zone')}." if row.zones else "No availability zones."
    if row.restricted_access:
        yield "A subscription has to ask for access first."
    if row.swaps:
        sizes = len({swap.sku for swap in row.swaps})
        verb = "is" if sizes == 1 else "are"
        yield f"{counted(sizes, 'size')} of the design {verb} not offered, so it was sized anew."
    if row.borrowed_share >= LEAST_SHARE:
        yield f"{row.borrowed_share:.0%} of its price is borrowed from other regions' lists."
    if row.why_listed.endswith(TO_RECOVER):
        yield "It is named to recover in; production and recovery would change places."


def _share(value: float) -> str:
    return f"{value:.0%}" if value >= LEAST_SHARE or not value else "less than 1%"


def _words(rows: tuple[RegionRow, ...]) -> str:
    own = next(row for row in rows if row.chosen)
    if own.rank == 1:
        return f"{own.name} ranks first of {counted(len(rows), 'region')}."
    cheaper = [row for row in rows if not row.ruled_out and row.against_chosen_share <= -WORTH_SAYING]
    if not cheaper:
        return f"No region that can carry production is cheaper than {own.name} by as much as {WORTH_SAYING:.0%}."
    best = min(cheaper, key=lambda row: row.monthly_usd)
    text = f"{best.name} would cost {-best.against_chosen_share:.0%} less than {own.name}"
    if best.zones < own.zones:
        return f"{text}, with {counted(best.zones, 'availability zone')} against {own.zones}."
    if best.borrowed_share > own.borrowed_share:
        return f"{text}; {best.borrowed_share:.0%} of its price is borrowed, against {_share(own.borrowed_share)}."
    return f"{text}."
