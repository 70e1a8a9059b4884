"""What it costs: from list price to total, by what it is for, by environment, and how the machines are bought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency, date_range, money, plain_money, share
from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, counted, sentence, word
from wardround.engine.findings import CommitmentChoice, Cost, CostGroup, Findings
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Bar, Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.role_detail import Ask
from wardround.wizard.show.row_list import RowList

HEIGHT = 34
_LEAST = 0.01
"""A smaller part of the cost is only said to be smaller."""


class CostCard(FlushCard):
    """Four small tables with bars in them."""

    def __init__(self, ask: Ask) -> None:
        super().__init__("Cost", " ")
        self._groups = _bars("Where the money goes, at list price")
        self._environments = _bars("By environment, at list price")
        self._totals = RowList(
            (Column("From list price to total", 150, 1), Column("", 128, right=True)), "", height=HEIGHT
        )
        self._totals.explained.connect(ask)
        self._ways = RowList(
            (
                Column("How the machines are bought", 132, 1),
                Column("", 120, 3),
                Column("A month", 66, right=True),
                Column("Saves", 44, right=True),
            ),
            "There are no machines to buy.",
            height=HEIGHT + 6,
        )
        self.add(_spaced(Pair(self._groups, self._totals, gap=14)))
        self.add(_spaced(Pair(self._environments, self._ways, gap=14)))
        self._foot = label("", "small", wrap=True)
        self._foot.setContentsMargins(SIDE, 10, SIDE, 2)
        self.add(self._foot)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the bill."""
        cost = findings.cost
        self._groups.show_rows(_group_rows("results.cost.group", cost.groups, currency))
        self._environments.show_rows(_group_rows("results.cost.environment", cost.by_environment, currency))
        self._totals.show_rows(_total_rows(findings, currency))
        chosen = findings.sizing.purchase_option
        self._ways.show_rows([_way(choice, chosen, currency) for choice in cost.commitments])
        self.say(_note(cost, currency))
        self._foot.setText(_prices(cost))


def _bars(title: str) -> RowList:
    columns = (Column(title, 124, 1), Column("", 110, 2), Column("A month", 74, right=True))
    return RowList(columns, "Nothing has a price yet.", height=HEIGHT)


def _spaced(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 10)
    column.addWidget(widget)
    return holder


def _group_rows(name: str, groups: Sequence[CostGroup], currency: Currency) -> list[Row]:
    whole = sum((group.monthly_usd for group in groups), Decimal(0))
    rows = []
    for place, group in enumerate(groups):
        part = float(group.monthly_usd / whole) if whole else 0.0
        cells = (
            Words(ENVIRONMENTS.get(group.name, group.name)),
            Bar(part, share(part) if part >= _LEAST or not part else f"< {share(_LEAST)}"),
            Words(plain_money(group.monthly_usd, currency), strong=True),
        )
        rows.append(Row(f"{name}.{place}", cells))
    return rows


def _total_rows(findings: Findings, currency: Currency) -> list[Row]:
    cost, totals = findings.cost, findings.cost.totals
    years = counted(cost.horizon_years, "year")
    plain: tuple[tuple[str, str, Decimal, str], ...] = (
        ("list", "All lines at list price", totals.list_monthly_usd, ""),
        ("discount", f"Discount, {share(cost.discount_share, 1)}", -totals.discount_monthly_usd, ""),
        ("contingency", f"Contingency, {share(cost.contingency_share, 1)}", totals.contingency_monthly_usd, ""),
        ("tax", f"Tax or partner uplift, {share(cost.tax_share, 1)}", totals.tax_monthly_usd, ""),
        ("month", "A month while all lines run", totals.monthly_usd, "cost.monthly_usd"),
        ("ending", "Less lines that end", -totals.temporary_monthly_usd, ""),
        ("steady", "A steady month", totals.steady_monthly_usd, "cost.steady_monthly_usd"),
        ("year", "First year", totals.yearly_usd, "cost.yearly_usd"),
        ("horizon", f"Over {years}", totals.horizon_usd, "cost.horizon_usd"),
        ("project", "The project, once", findings.roadmap.one_time_usd, "roadmap.one_time_usd"),
    )
    rows = []
    for key, words, amount, figure in plain:
        asked = figure if figure in findings.figures else ""
        told = money(amount, currency) if figure else plain_money(amount, currency)
        cells = (Words(words, strong=bool(figure)), Words(told, strong=bool(figure)))
        rows.append(Row(f"results.cost.{key}", cells, figure=asked))
    return rows


def _way(choice: CommitmentChoice, chosen: str, currency: Currency) -> Row:
    taken = choice.option == chosen
    name = Words(word(PURCHASE, choice.option), "as priced here" if taken else "", strong=taken)
    if choice.monthly_usd is None:
        why = sentence(choice.words.partition(": ")[2] or choice.words)
        cells = (name, Wrapped(why, quiet=True), Words("no price", quiet=True), Words(""))
    else:
        month = choice.break_even_month
        why = f"Pays off from month {month}, even if then dropped" if month is not None else "Sizes can change any day"
        saved = share(choice.saving_share) if choice.saving_share else ""
        money_words = Words(plain_money(choice.monthly_usd, currency), strong=True)
        cells = (name, Wrapped(why, quiet=True), money_words, Words(saved, quiet=True))
    return Row(f"results.cost.option.{choice.option}", cells)


def _note(cost: Cost, currency: Currency) -> str:
    parts = [f"In {currency.code}"]
    if not currency.is_dollar:
        parts[0] += f" at {currency.rate.normalize():f} to the US dollar of {_day(currency.rate_date)}"
    parts.append("list price" if not cost.discount_share else "list price less discount")
    if cost.totals.words:
        parts.append(cost.totals.words)
    return f"{', '.join(parts)}."


def _day(written: str) -> str:
    """Return a date as people write it: '2 November 2026'."""
    return date_range(written, written) if written else "an unknown date"


def _prices(cost: Cost) -> str:
    said = f"Prices of {date_range(cost.price_date_oldest, cost.price_date_newest)}"
    borrowed = cost.totals.borrowed_lines
    return f"{said}; {counted(borrowed, 'line')} borrowed from another region." if borrowed else f"{said}."
