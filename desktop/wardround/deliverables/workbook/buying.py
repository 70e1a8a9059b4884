"""How to buy the servers, the regions side by side, and tenants on shared servers against servers of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.buying_words import COURSES, PLACEMENTS, mix_words, pays_off, regret_at_worst, state_of
from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, ROLES, sentence, size_name, spoken, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings.purchase import Course, PurchaseComparison, PurchaseWay
from wardround.engine.findings.regions import RegionComparison
from wardround.engine.findings.tenants import TenantComparison

NOTHING_TO_BUY = "There are no servers to buy."
NEVER_PAYS = "runs too few hours to pay it off"
EVERY_SIZE = "Every region offers every size."
ONE_REGION = "No other region is in question."
ONE_TENANT = "Fewer than two tenants are listed, so nobody shares."
DESIGNS = {"decided": "As decided", "shared": "All on shared servers", "apart": "All on servers of their own"}


def purchase(page: Page, material: Material) -> None:
    """Write each tier with its mix, when that has paid off, and what it could cost."""
    found = _purchase(material)
    page.table("HowToBuy", _tier_columns(), _tiers(found) if found else (), NOTHING_TO_BUY)
    if found is not None:
        page.note(f"{spoken(found.words)} List prices. {regret_at_worst(found)} {found.judgement}")


def if_plans_change(page: Page, material: Material) -> None:
    """Write what each commitment on everything that always runs costs above pay as you go, case by case."""
    found = _purchase(material)
    if found is None:
        page.table("IfPlansChange", (Column("What happens", 30),), (), NOTHING_TO_BUY)
        return
    page.table("IfPlansChange", _regret_columns(found), _regrets(found), "No commitment has a price.")
    weights = "; ".join(f"{sentence(case.words).rstrip('.')}: {100 * case.weight:.0f} %" for case in found.cases)
    page.note(
        f"Over {found.months} months, for everything that always runs; below zero a commitment saves. How likely each "
        f"course is taken to be (judgement): {weights}."
    )


def ways(page: Page, material: Material) -> None:
    """Write every way to buy each tier."""
    found = _purchase(material)
    page.table("WaysToBuy", _way_columns(), _ways(found) if found else (), NOTHING_TO_BUY)


def _purchase(material: Material) -> PurchaseComparison | None:
    comparison = material.findings.comparison
    return None if comparison is None else comparison.purchase


def _tier_columns() -> tuple[Column, ...]:
    return (
        Column("Environment", 18),
        Column("Tenant", 16),
        Column("Role", 28),
        Column("Size", 20),
        Column("Servers", 10, Kind.COUNT),
        Column("Hours a month", 11, Kind.ONE_DECIMAL),
        Column("Buy", 34),
        Column("A month on pay as you go (USD)", 16, Kind.MONEY),
        Column("A month as advised (USD)", 16, Kind.MONEY),
        Column("Saves (USD)", 14, Kind.MONEY),
        Column("Pays off from month", 11, Kind.COUNT),
        Column("Regret at worst (USD)", 15, Kind.MONEY),
        Column("In the worst case", 30),
        Column("Least regret at worst", 30),
        Column("Least cost to be expected", 30),
        Column("Why", 60, Kind.LINE),
    )


def _tiers(found: PurchaseComparison) -> Iterator[Sequence[Content]]:
    for row, tier in enumerate(found.tiers, start=FIRST_ROW):
        yield (
            word(ENVIRONMENTS, tier.environment),
            tier.tenant,
            word(ROLES, tier.role),
            tier.sku,
            tier.nodes,
            tier.hours_per_month,
            mix_words(tier.recommended),
            tier.payg_monthly_usd,
            tier.recommended.monthly_usd,
            Formula(f"=$H{row}-$I{row}", tier.payg_monthly_usd - tier.recommended.monthly_usd),
            pays_off(tier),
            tier.recommended.worst_regret_usd,
            tier.recommended.worst_case,
            mix_words(tier.least_regret),
            mix_words(tier.least_expected),
            spoken(tier.words),
        )


def _options(found: PurchaseComparison) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.option for row in found.regrets))


def _regret_columns(found: PurchaseComparison) -> tuple[Column, ...]:
    return (
        Column("What happens", 18),
        Column("After month", 16, Kind.COUNT),
        *(Column(f"{word(PURCHASE, option)} (USD)", 18, Kind.MONEY) for option in _options(found)),
    )


def _regrets(found: PurchaseComparison) -> Iterator[Sequence[Content]]:
    options = _options(found)
    by_case: dict[tuple[Course, int], dict[str, Content]] = {}
    for each in found.regrets:
        by_case.setdefault((each.course, each.month), {})[each.option] = each.against_payg_usd
    for (course, month), amounts in by_case.items():
        yield (COURSES[course], month or None, *(amounts.get(option) for option in options))


def _way_columns() -> tuple[Column, ...]:
    return (
        Column("Environment", 18),
        Column("Tenant", 16),
        Column("Role", 28),
        Column("Way to buy", 20),
        Column("Open to the client", 10),
        Column("Saves", 11, Kind.SHARE),
        Column("A month (USD)", 34, Kind.MONEY),
        Column("Saved if nothing changes (USD)", 16, Kind.MONEY),
        Column("To be expected (USD)", 16, Kind.MONEY),
        Column("Loss at worst (USD)", 14, Kind.MONEY),
        Column("Pays off from month", 11, Kind.COUNT),
        Column("Regret at worst (USD)", 15, Kind.MONEY),
        Column("In the worst case", 30),
        Column("Remark", 30),
    )


def _ways(found: PurchaseComparison) -> Iterator[Sequence[Content]]:
    for tier in found.tiers:
        for way in tier.ways:
            yield (
                word(ENVIRONMENTS, tier.environment),
                tier.tenant,
                word(ROLES, tier.role),
                word(PURCHASE, way.option),
                "yes" if way.allowed else "no",
                way.saving_share,
                way.monthly_usd,
                way.saved_usd,
                way.expected_usd,
                way.worst_loss_usd,
                way.break_even_month,
                way.worst_regret_usd,
                way.worst_case,
                sentence(way.why_not or NEVER_PAYS) if way.why_not or _never_pays(way) else "",
            )


def _never_pays(way: PurchaseWay) -> bool:
    return way.option != "payg" and way.monthly_usd is not None and way.break_even_month is None


def regions(page: Page, material: Material) -> None:
    """Write the regions side by side, the best first."""
    found = _regions_of(material)
    page.table("Regions", _region_columns(), _regions(found, material) if found else (), ONE_REGION)
    if found is not None:
        page.note(f"{spoken(found.words)} {found.note}")


def region_sizes(page: Page, material: Material) -> None:
    """Write the sizes that a region does not offer, with what takes their place."""
    found = _regions_of(material)
    columns = (
        Column("Region", 26),
        Column("Environment", 18),
        Column("Tenant", 22),
        Column("Role", 28),
        Column("In the design", 22),
        Column("There", 22),
    )
    rows = (
        (
            row.name,
            word(ENVIRONMENTS, swap.environment),
            swap.tenant,
            word(ROLES, swap.role),
            f"{swap.nodes} x {size_name(swap.sku)}",
            f"{swap.taken_nodes} x {size_name(swap.taken)}" if swap.taken else "not needed",
        )
        for row in (found.rows if found else ())
        for swap in row.swaps
    )
    page.table("RegionSizes", columns, rows, EVERY_SIZE if found else ONE_REGION)


def _regions_of(material: Material) -> RegionComparison | None:
    comparison = material.findings.comparison
    return None if comparison is None else comparison.regions


def _region_columns() -> tuple[Column, ...]:
    return (
        Column("Rank", 7, Kind.COUNT),
        Column("Region", 22),
        Column("State", 16),
        Column("A steady month (USD)", 18, Kind.MONEY),
        Column("Against the one chosen", 16, Kind.SHARE),
        Column("Zones", 16, Kind.COUNT),
        Column("Borrowed prices", 16, Kind.SHARE),
        Column("For it", 44),
        Column("Against it", 50),
        Column("Why listed", 18),
        Column("Servers and disks at list price (USD)", 16, Kind.MONEY),
        Column("Services at list price (USD)", 16, Kind.MONEY),
        Column("Paired region", 18),
        Column("Recovers in", 18),
        Column("From there (km)", 11, Kind.COUNT),
        Column("From the one chosen (km)", 12, Kind.COUNT),
        Column("Residency", 34),
        Column("Lines borrowed", 10, Kind.COUNT),
        Column("Lines without price", 10, Kind.COUNT),
        Column("No price of its own for", 60, Kind.LINE),
    )


def _regions(found: RegionComparison, material: Material) -> Iterator[Sequence[Content]]:
    for row in found.rows:
        yield (
            row.rank,
            row.name,
            state_of(row),
            row.monthly_usd,
            row.against_chosen_share,
            row.zones,
            row.borrowed_share,
            spoken(" ".join(row.reasons_for)),
            spoken(" ".join(row.reasons_against)),
            row.why_listed,
            row.servers_usd,
            row.services_usd,
            material.names.region(row.paired_region) if row.paired_region else "none",
            material.names.region(row.recovery_region) if row.recovery_region else "not needed",
            None if row.recovery_distance_km is None else round(row.recovery_distance_km),
            None if row.distance_km is None else round(row.distance_km),
            row.residency,
            row.borrowed_lines,
            row.unpriced_lines,
            ", ".join(row.missing),
        )


def tenants(page: Page, material: Material) -> None:
    """Write each tenant on shared servers and on its own, and the whole bill of both."""
    found = None if material.findings.comparison is None else material.findings.comparison.tenants
    columns = (
        Column("Tenant", 30),
        Column("Decided", 26),
        Column("On its own servers (USD a month)", 17, Kind.MONEY),
        Column("Its part of shared servers (USD a month)", 17, Kind.MONEY),
        Column("Its own cost more by (USD)", 16, Kind.MONEY),
        Column("Part of the work", 10, Kind.SHARE),
        Column("Busiest hour", 34),
        Column("Busy cores in it", 10, Kind.NUMBER),
        Column("Busy hours a month", 10, Kind.ONE_DECIMAL),
        Column("Others busy too in", 10, Kind.SHARE),
        Column("May share", 9),
        Column("What its data ask for", 40),
    )
    if found is None:
        page.table("TenantsBothWays", columns, (), ONE_TENANT)
        return
    page.table("TenantsBothWays", columns, _tenants(found), ONE_TENANT)
    bills = "; ".join(
        f"{DESIGNS[each.design].lower()} {each.servers} servers, {each.monthly_usd:,.2f} USD" for each in found.designs
    )
    page.note(f"{spoken(found.words)} The whole platform a month: {bills}. {found.note} {headroom_words(found)}")


def headroom_words(found: TenantComparison) -> str:
    """Return what is added to shared servers for a neighbour that surprises, and why."""
    return (
        f"Shared servers carry {100 * found.headroom_share:.0f} % more than the forecast: the busiest tenant may go "
        f"{100 * found.surge_share:.0f} % above its own (judgement) before the others feel it. All peaks together "
        f"come to {100 * found.peak_to_peaks_share:.0f} % of their sum."
    )


def _tenants(found: TenantComparison) -> Iterator[Sequence[Content]]:
    for row, each in enumerate(found.rows, start=FIRST_ROW):
        yield (
            each.name,
            PLACEMENTS[each.tenancy],
            each.own_monthly_usd,
            each.shared_monthly_usd,
            Formula(f"=$C{row}-$D{row}", each.own_monthly_usd - each.shared_monthly_usd),
            each.work_share,
            each.peak_time,
            each.peak_cores,
            each.busy_hours_per_month,
            each.coinciding_share,
            "yes" if each.may_share else "no",
            each.asks,
        )
