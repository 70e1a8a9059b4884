"""The totals of the bill as live formulas: list price, discount, contingency, tax, and the client's currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wardround.deliverables.amounts import partial_date
from wardround.deliverables.words import PURCHASE, word
from wardround.deliverables.workbook.kinds import Formula, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.cost import OWN_LINE, Shares, is_agreed, is_temporary, over_months, with_shares
from wardround.engine.line_items import cents

ZERO = Decimal("0.00")

LABEL, SHARE = 1, 2
"""Columns of the labels and of the shares; the amounts follow."""


@dataclass(frozen=True, slots=True)
class _Period:
    """One column of the totals: over which time, by which names of the bill, and the engine's figure."""

    title: str
    recurring: str
    once: str
    recurring_usd: Decimal
    agreed_usd: Decimal
    once_usd: Decimal
    total_usd: Decimal
    total_name: str


def _periods(material: Material) -> tuple[_Period, ...]:
    cost = material.findings.cost
    sums = cost.totals
    agreed = tuple(line for line in cost.lines if is_agreed(line))
    year, year_agreed = (over_months(lines, "months_first_year") for lines in (cost.lines, agreed))
    horizon, horizon_agreed = (over_months(lines, "months_in_horizon") for lines in (cost.lines, agreed))
    once = sums.once_usd
    return (
        _Period(
            "A month",
            "bill_monthly_usd",
            "",
            sums.list_monthly_usd,
            sums.discountable_monthly_usd,
            ZERO,
            sums.monthly_usd,
            "total_monthly_usd",
        ),
        _Period(
            "First year",
            "bill_first_year_usd",
            "bill_once_usd",
            year,
            year_agreed,
            once,
            sums.yearly_usd,
            "total_first_year_usd",
        ),
        _Period(
            material.horizon,
            "bill_horizon_usd",
            "bill_once_usd",
            horizon,
            horizon_agreed,
            once,
            sums.horizon_usd,
            "total_horizon_usd",
        ),
    )


@dataclass(frozen=True, slots=True)
class TotalRows:
    """The rows of the totals block, in the order of the arithmetic."""

    header: int

    @property
    def recurring(self) -> int:
        """Lines that come every month, at list price."""
        return self.header + 1

    @property
    def once(self) -> int:
        """Lines that come once, at list price."""
        return self.header + 2

    @property
    def discount(self) -> int:
        """Less the discount on all of it."""
        return self.header + 3

    @property
    def contingency(self) -> int:
        """Plus the contingency on what is left."""
        return self.header + 4

    @property
    def tax(self) -> int:
        """Plus tax or uplift on that."""
        return self.header + 5

    @property
    def total(self) -> int:
        """What is to be paid."""
        return self.header + 6

    @property
    def passing(self) -> int:
        """Of the recurring lines those that end inside the horizon, at list price."""
        return self.header + 7

    @property
    def steady(self) -> int:
        """What is to be paid when they have ended."""
        return self.header + 8

    @property
    def words(self) -> int:
        """Which lines the totals miss."""
        return self.header + 9

    @property
    def rate(self) -> int:
        """The exchange rate."""
        return self.header + 10


def write(page: Page, material: Material, header: int) -> TotalRows:
    """Write the block of totals below a header row and name its inputs and results."""
    rows = TotalRows(header)
    cost, local = material.findings.cost, material.currency
    periods = _periods(material)
    columns = [Column("", 40), Column("Share", 12, Kind.SHARE)]
    columns += [Column(f"{period.title} (USD)", 15, Kind.MONEY) for period in periods]
    if not local.is_dollar:
        columns += [Column(f"{period.title} ({local.code})", 15, Kind.MONEY) for period in periods]
    page.headers(header, columns)
    shares = (
        (rows.discount, "Discount", "discount_share", cost.discount_share),
        (rows.contingency, "Contingency", "contingency_share", cost.contingency_share),
        (rows.tax, "Tax or partner uplift", "tax_share", cost.tax_share),
    )
    for row, label, name, share in shares:
        page.put(row, LABEL, label, Tone.BODY)
        page.put(row, SHARE, share, Tone.INPUT, Kind.SHARE)
        page.define(name, page.reference(row, SHARE))
    for row, label in ((rows.recurring, "Recurring lines at list price"), (rows.once, "One-off lines at list price")):
        page.put(row, LABEL, label, Tone.BODY)
        page.put(row, SHARE, None, Tone.BODY)
    page.put(rows.total, LABEL, "Total", Tone.TOTAL)
    page.put(rows.total, SHARE, None, Tone.TOTAL)
    for column, period in enumerate(periods, start=SHARE + 1):
        _amounts(page, material, rows, column, period)
        if not local.is_dollar:
            _converted(page, material, rows, column, period)
    _steady(page, material, rows)
    page.put(rows.words, LABEL, _missing(material), Tone.MUTED)
    _rate(page, material, rows.rate)
    return rows


def _amounts(page: Page, material: Material, rows: TotalRows, column: int, period: _Period) -> None:
    for row, text, shows in _steps(material, rows, period):
        formula = Formula(text.format(c=page.letter(column), r=rows), shows)
        page.put(row, column, formula, Tone.TOTAL if row == rows.total else Tone.BODY, Kind.MONEY)
    page.define(period.total_name, page.reference(rows.total, column))


def _steps(material: Material, rows: TotalRows, period: _Period) -> tuple[tuple[int, str, Decimal], ...]:
    """Return each row's formula and figure; the total shows the engine's own."""
    cost = material.findings.cost
    listed = period.recurring_usd + period.once_usd
    shares = Shares(cost.discount_share, cost.contingency_share, cost.tax_share)
    whole = with_shares(listed, period.agreed_usd, shares)
    discount, contingency, tax = whole.discount, whole.contingency, whole.tax
    agreed = f'SUMIF(bill_purchase_option,"<>{word(PURCHASE, OWN_LINE)}",{period.recurring})'
    net = "{c}{r.recurring}+{c}{r.once}"
    return (
        (rows.recurring, f"=SUM({period.recurring})", period.recurring_usd),
        (rows.once, f"=SUM({period.once})" if period.once else "=0", period.once_usd),
        (rows.discount, f"=-ROUND({agreed}*discount_share,2)", ZERO - discount),
        (rows.contingency, f"=ROUND(({net}+{{c}}{{r.discount}})*contingency_share,2)", contingency),
        (rows.tax, f"=ROUND(({net}+{{c}}{{r.discount}}+{{c}}{{r.contingency}})*tax_share,2)", tax),
        (rows.total, "=ROUND(SUM({c}{r.recurring}:{c}{r.tax}),2)", period.total_usd),
    )


def _steady(page: Page, material: Material, rows: TotalRows) -> None:
    """Write what a month costs once the lines that end have ended; the discount does not reach lines of one's own."""
    cost, local = material.findings.cost, material.currency
    passing = sum((line.monthly_usd or ZERO for line in cost.lines if is_temporary(line, cost.lines)), ZERO)
    column = SHARE + 1
    letter = page.letter(column)
    left = f"({letter}{rows.recurring}-{letter}{rows.passing}+{letter}{rows.discount})"
    with_contingency = f"({left}+ROUND({left}*contingency_share,2))"
    ended = 'SUMIFS(bill_monthly_usd,bill_ends,"<>",bill_months_in_horizon,"<"&MAX(bill_months_in_horizon))'
    steps = (
        (rows.passing, "Of these: lines that end, list price", f"={ended}", passing, Tone.BODY),
        (
            rows.steady,
            "A steady month, when they have ended",
            f"=ROUND({with_contingency}+ROUND({with_contingency}*tax_share,2),2)",
            cost.totals.steady_monthly_usd,
            Tone.TOTAL,
        ),
    )
    for row, label, text, shows, tone in steps:
        page.put(row, LABEL, label, tone)
        page.put(row, SHARE, None, tone)
        page.put(row, column, Formula(text, shows), tone, Kind.MONEY)
        if not local.is_dollar:
            shown = Formula(f"=ROUND({letter}{row}*exchange_rate,2)", cents(shows * local.rate))
            page.put(row, column + len(_periods(material)), shown, tone, Kind.MONEY)
    page.define("steady_monthly_usd", page.reference(rows.steady, column))


def _converted(page: Page, material: Material, rows: TotalRows, column: int, period: _Period) -> None:
    for row, _, shows in _steps(material, rows, period):
        formula = Formula(f"=ROUND({page.letter(column)}{row}*exchange_rate,2)", cents(shows * material.currency.rate))
        page.put(
            row, column + len(_periods(material)), formula, Tone.TOTAL if row == rows.total else Tone.BODY, Kind.MONEY
        )


def _missing(material: Material) -> Formula:
    """Return in words which lines the totals miss, counted afresh when a price is entered."""
    count = 'SUMPRODUCT((bill_item<>"")*(bill_unit_price_usd=""))'
    plural = f'IF({count}=1,"","s")'
    sums = material.findings.cost.totals
    return Formula(
        f'=IF({count}=0,"every line has a price","without "&{count}&" unpriced line"&{plural})',
        sums.words or "every line has a price",
    )


def _rate(page: Page, material: Material, row: int) -> None:
    local = material.currency
    if local.is_dollar:
        return
    of = f", {partial_date(local.rate_date)}" if local.rate_date else ""
    page.put(row, LABEL, f"{local.code} for one USD{of}", Tone.BODY)
    page.put(row, SHARE, local.rate, Tone.INPUT, Kind.RATE)
    page.define("exchange_rate", page.reference(row, SHARE))
