"""How each tier is best bought, the regions side by side, and tenants on shared servers against their own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.assessment import Assessment
from wardround.deliverables.amounts import Currency, in_currency, number, plain_money, share
from wardround.deliverables.buying_words import (
    COURSES,
    PLACEMENTS,
    SHORT,
    mix_words,
    pays_off,
    regret_at_worst,
    tier_name,
    zones_words,
)
from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, size_name, spoken, word
from wardround.engine.findings import Findings
from wardround.engine.findings.purchase import PurchaseComparison, PurchaseTier, PurchaseWay
from wardround.engine.findings.regions import RegionRow
from wardround.engine.findings.tenants import TenantRow
from wardround.wizard.labels import label, line
from wardround.wizard.show.cells import Chip, Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList

UNDER_WAY = "Being worked out \N{HORIZONTAL ELLIPSIS}"
HEIGHT = 34
_MONTHS_SHOWN = (6, 18)
LEAST_SHARE = 0.0005
"""A smaller difference would be said as nothing."""


class PurchaseCard(FlushCard):
    """A row for each tier with its mix; it unfolds to every way to buy it. Below, what happens if plans change."""

    def __init__(self) -> None:
        super().__init__("How to buy each tier", UNDER_WAY)
        self.tiers = RowList(
            (
                Column("Tier", 170, 4),
                Column("Buy", 120, 2),
                Column("Pay as you go", 92, right=True, from_width=800),
                Column("As advised", 78, right=True),
                Column("Pays off in", 74, right=True),
                Column("Regret at worst", 100, right=True),
            ),
            "There are no servers to buy.",
            height=HEIGHT + 6,
        )
        self.add(self.tiers)
        self.changes = RowList((), "", height=HEIGHT)
        self._holder = QWidget()
        self._below = QVBoxLayout(self._holder)
        self._below.setContentsMargins(0, 10, 0, 0)
        self._below.setSpacing(2)
        head = label("If plans change: what a commitment costs above pay as you go", "strong", wrap=True)
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        self._below.addWidget(head)
        self._below.addWidget(self.changes)
        self._foot = label("", "small", wrap=True)
        self._foot.setContentsMargins(SIDE, 6, SIDE, 2)
        self._below.addWidget(self._foot)
        self._holder.hide()
        self.add(self._holder)

    def show_findings(self, findings: Findings, assessment: Assessment, currency: Currency) -> None:
        """Show the mixes, or that they are being worked out."""
        comparison = findings.comparison
        found = None if comparison is None else comparison.purchase
        self.setVisible(comparison is None or found is not None)
        if found is None:
            self.say(UNDER_WAY)
            self.tiers.show_rows(())
            self._holder.hide()
            return
        names = {tenant.key: tenant.name for tenant in assessment.tenants.tenants}
        self.say(f"{spoken(found.words)} In {currency.code} a month at list price. {regret_at_worst(found)}")
        self.tiers.show_rows(
            [_tier(place, tier, names.get(tier.tenant, ""), currency) for place, tier in enumerate(found.tiers)]
        )
        options = tuple(dict.fromkeys(row.option for row in found.regrets))
        self.changes.show_columns((Column("", 164, 1), *(Column(SHORT[each], 98, 1, right=True) for each in options)))
        self.changes.show_rows(_changes(found, options, currency))
        self._foot.setText(f"Over {found.months} months; below zero it saves. {found.judgement}")
        self._holder.setVisible(bool(options))


def _tier(place: int, tier: PurchaseTier, tenant: str, currency: Currency) -> Row:
    name = tier_name(tier, tenant)
    where = "" if tier.environment == "production" else f"{word(ENVIRONMENTS, tier.environment)}, "
    hours = "" if tier.hours_words == "all hours" else f", {number(tier.hours_per_month, 0)} h a month"
    month = pays_off(tier)
    cells = (
        Words(name, f"{where}{tier.nodes} x {size_name(tier.sku)}{hours}", lines=3),
        Wrapped(mix_words(tier.recommended), strong=True, lines=3),
        Words(plain_money(tier.payg_monthly_usd, currency), quiet=True),
        Words(plain_money(tier.recommended.monthly_usd, currency), strong=True),
        Words("" if month is None else f"month {month}", quiet=True),
        Words(plain_money(tier.recommended.worst_regret_usd, currency)),
    )
    return Row(f"results.purchase.{place}", cells, detail=lambda: _ways(place, tier, currency))


def _ways(place: int, tier: PurchaseTier, currency: Currency) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    said = label(spoken(tier.words), wrap=True)
    said.setContentsMargins(SIDE + 8, 10, SIDE + 8, 4)
    whole.addWidget(said)
    ways = RowList(
        (
            Column("Way to buy", 140, 2),
            Column("A month", 70, right=True),
            Column("Saves", 50, right=True),
            Column("To be expected", 100, right=True),
            Column("Loss at worst", 90, right=True),
            Column("Pays off in", 74, right=True),
        ),
        "",
        height=HEIGHT + 6,
        side=SIDE + 8,
    )
    ways.show_rows([_way(f"results.purchase.{place}.{way.option}", way, currency) for way in tier.ways])
    whole.addWidget(ways)
    whole.addWidget(line())
    return holder


def _way(key: str, way: PurchaseWay, currency: Currency) -> Row:
    name = Words(word(PURCHASE, way.option), way.why_not, strong=way.allowed, quiet=not way.allowed, lines=3)
    if way.monthly_usd is None or way.expected_usd is None or way.worst_loss_usd is None:
        empty = Words("")
        return Row(key, (name, Words("no price", quiet=True), empty, empty, empty, empty))
    cells = (
        name,
        Words(plain_money(way.monthly_usd, currency)),
        Words(share(way.saving_share) if way.saving_share else "", quiet=True),
        Words(plain_money(way.expected_usd, currency)),
        Words(plain_money(way.worst_loss_usd, currency)),
        Words(_month(way.break_even_month, committed=way.option != "payg"), quiet=True),
    )
    return Row(key, cells)


def _month(month: int | None, *, committed: bool) -> str:
    if month is not None:
        return f"month {month}"
    return "never" if committed else ""


def _changes(found: PurchaseComparison, options: tuple[str, ...], currency: Currency) -> list[Row]:
    amounts = {(row.course, row.month, row.option): row.against_payg_usd for row in found.regrets}
    rows = []
    for course, words in COURSES.items():
        for month in (0,) if course == "as_planned" else _MONTHS_SHOWN:
            told = [amounts.get((course, month, option)) for option in options]
            if all(usd is None for usd in told):
                continue
            brief = words.removeprefix("The ")
            name = Words(f"{brief[:1].upper()}{brief[1:]}, month {month}" if month else words, lines=2)
            cells = [Words("" if usd is None else plain_money(usd, currency)) for usd in told]
            rows.append(Row(f"results.purchase.if.{course}.{month}", (name, *cells)))
    return rows


class RegionsCard(FlushCard):
    """A row for each region, the best first; it unfolds to what speaks for and against it."""

    def __init__(self) -> None:
        super().__init__("The regions side by side", UNDER_WAY)
        self.list = RowList(
            (
                Column("Region", 146, 3),
                Column("A steady month", 100, right=True),
                Column("Against chosen", 96, right=True),
                Column("Zones", 64, right=True),
                Column("Borrowed", 66, right=True, from_width=620),
                Column("Distance", 70, right=True, from_width=800),
                Column("", 78, right=True),
            ),
            "No other region is in question.",
        )
        self.add(self.list)
        self._foot = label("", "small", wrap=True)
        self._foot.setContentsMargins(SIDE, 8, SIDE, 2)
        self.add(self._foot)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the regions, or that they are being worked out."""
        comparison = findings.comparison
        found = None if comparison is None else comparison.regions
        self.setVisible(comparison is None or found is not None)
        if found is None:
            self.say(UNDER_WAY)
            self.list.show_rows(())
            self._foot.setText("")
            return
        self.say(f"{spoken(found.words)} In {currency.code}.")
        self.list.show_rows([_region(row, currency) for row in found.rows])
        self._foot.setText(found.note)


def _region(row: RegionRow, currency: Currency) -> Row:
    state = Chip("ruled out", "bad", row.ruled_out) if row.ruled_out else Chip("")
    if row.chosen:
        state = Chip("chosen", "good")
    against = f"{100 * row.against_chosen_share:+.1f} %".replace("-", "\N{MINUS SIGN}")
    if abs(row.against_chosen_share) < LEAST_SHARE:
        against = "" if row.chosen else "the same"
    cells = (
        Words(f"{row.rank}. {row.name}", row.why_listed, strong=row.chosen, lines=2),
        Words(plain_money(row.monthly_usd, currency), strong=True),
        Words(against),
        Words(zones_words(row)),
        Words(_borrowed(row), quiet=True),
        Words(f"{number(row.distance_km)} km" if row.distance_km else "", quiet=True),
        state,
    )
    return Row(f"results.region.{row.region}", cells, detail=lambda: _reasons(row))


def _borrowed(row: RegionRow) -> str:
    return "< 1 %" if 0 < row.borrowed_share < 0.005 else share(row.borrowed_share)  # noqa: PLR2004 - it rounds to 0


def _reasons(row: RegionRow) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(SIDE + 8, 10, SIDE + 8, 12)
    whole.setSpacing(4)
    for text in row.reasons_for:
        whole.addWidget(label(f"For: {spoken(text)}", "note", wrap=True))
    for text in row.reasons_against:
        whole.addWidget(label(f"Against: {spoken(text)}", "note", wrap=True))
    swaps = dict.fromkeys(f"{size_name(swap.sku)} by {size_name(swap.taken)}" for swap in row.swaps if swap.taken)
    if swaps:
        whole.addWidget(label(f"Sizes replaced: {'; '.join(swaps)}.", "note", wrap=True))
    if row.missing:
        whole.addWidget(label(f"No price of its own for: {', '.join(row.missing)}.", "note", wrap=True))
    if row.recovery_distance_km is not None:
        whole.addWidget(label(f"It would recover {number(row.recovery_distance_km)} km away.", "note", wrap=True))
    return holder


class TenantsCard(FlushCard):
    """A row for each tenant with both prices, and the whole platform both ways."""

    def __init__(self) -> None:
        super().__init__("Tenants: shared servers or their own", UNDER_WAY)
        self.list = RowList(
            (
                Column("Tenant", 150, 3),
                Column("Decided", 110, 2),
                Column("Shared", 70, right=True),
                Column("Its own", 70, right=True),
                Column("Of the work", 78, right=True, from_width=720),
                Column("Busy with others", 104, right=True),
            ),
            "",
        )
        self.add(self.list)
        self._foot = label("", "small", wrap=True)
        self._foot.setContentsMargins(SIDE, 8, SIDE, 2)
        self.add(self._foot)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the tenants, or that they are being worked out; nothing where nobody could share."""
        comparison = findings.comparison
        found = None if comparison is None else comparison.tenants
        self.setVisible(found is not None)
        if found is None:
            return
        self.say(f"{spoken(found.words)} In {currency.code} a month.")
        self.list.show_rows([_tenant(row, currency) for row in found.rows])
        decided, shared, apart = found.designs
        self._foot.setText(
            f"The whole platform a steady month: {plain_money(decided.monthly_usd, currency)} as decided, "
            f"{plain_money(shared.monthly_usd, currency)} all shared, {plain_money(apart.monthly_usd, currency)} all "
            f"apart. {found.note} Shared servers carry {share(found.headroom_share)} more than the forecast, so that "
            "one tenant's surge is not felt by the others (judgement)."
        )


def _tenant(row: TenantRow, currency: Currency) -> Row:
    cells = (
        Words(row.name, row.asks, lines=3),
        Wrapped(PLACEMENTS[row.tenancy]),
        Words(plain_money(row.shared_monthly_usd, currency), strong=row.tenancy in {"shared", "dedicated_db"}),
        Words(plain_money(row.own_monthly_usd, currency), strong=row.tenancy not in {"shared", "dedicated_db"}),
        Words(share(row.work_share), quiet=True),
        Words(share(row.coinciding_share), quiet=True),
    )
    return Row(f"results.tenant.{row.tenant}", cells, detail=lambda: _hours(row, currency))


def _hours(row: TenantRow, currency: Currency) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(SIDE + 8, 10, SIDE + 8, 12)
    whole.setSpacing(4)
    busiest = f"Busiest: {row.peak_time}, with {number(row.peak_cores)} busy cores of the reference series."
    together = (
        f"Busy for {number(row.busy_hours_per_month, 0)} hours a month; in {share(row.coinciding_share)} of them the "
        "others are busy too."
    )
    for text in (row.asks, in_currency(row.words, currency), busiest, together):
        whole.addWidget(label(spoken(text), "note", wrap=True))
    return holder
