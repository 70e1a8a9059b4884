"""The bill of materials: every line with live formulas, and the names that other sheets sum by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, ROLES, readable, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material, dated
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings import LineItem
from wardround.engine.line_items import cents

NO_PRICE = "no price: enter one"
BORROWED = "borrowed from"

_EMPTY = "The bill has no lines yet: the sizing found nothing to buy."


def _columns(material: Material) -> tuple[Column, ...]:
    local = material.currency
    return (
        Column("Line", 7),
        Column("Environment", 16),
        Column("Tenant", 17),
        Column("Tier", 13),
        Column("Role", 24),
        Column("Item", 40),
        Column("SKU", 21),
        Column("Quantity", 10, Kind.NUMBER, inputs=True),
        Column("Units a month", 10, Kind.NUMBER, inputs=True),
        Column("Unit", 12),
        Column("Meter", 30),
        Column("Region", 15),
        Column("Unit price (USD)", 12, Kind.PRICE, inputs=True),
        Column("Price date", 12, Kind.DATE),
        Column("Price mark", 30),
        Column("Purchase option", 22),
        Column("Monthly (USD)", 13, Kind.MONEY),
        Column("First year (USD)", 14, Kind.MONEY),
        Column(f"{material.horizon} (USD)", 14, Kind.MONEY),
        Column("One-off (USD)", 13, Kind.MONEY),
        *(() if local.is_dollar else (Column(f"Monthly ({local.code})", 13, Kind.MONEY),)),
        Column("Paid", 10),
        Column("Ends", 12, Kind.DATE),
        Column("Months in first year", 11, Kind.NUMBER, inputs=True),
        Column(f"Months in {material.horizon}", 11, Kind.NUMBER, inputs=True),
        Column("Note", 90),
        Column("Source of the price", 34, Kind.LINE),
    )


def write(page: Page, material: Material) -> None:
    """Write the bill and name its columns for the sums of the summary."""
    columns = _columns(material)
    place = {column.title: index for index, column in enumerate(columns)}
    placed = page.table("Bill", columns, _rows(material, place), _EMPTY)
    for name, title in (
        ("bill_item", "Item"),
        ("bill_environment", "Environment"),
        ("bill_tier", "Tier"),
        ("bill_unit_price_usd", "Unit price (USD)"),
        ("bill_price_mark", "Price mark"),
        ("bill_purchase_option", "Purchase option"),
        ("bill_monthly_usd", "Monthly (USD)"),
        ("bill_first_year_usd", "First year (USD)"),
        ("bill_horizon_usd", f"{material.horizon} (USD)"),
        ("bill_once_usd", "One-off (USD)"),
        ("bill_ends", "Ends"),
        ("bill_months_in_horizon", f"Months in {material.horizon}"),
    ):
        page.define(name, placed.column(place[title]))
    if placed.last >= placed.first:
        price, mark = placed.letters[place["Unit price (USD)"]], placed.letters[place["Price mark"]]
        warn = page.look.brand.colours.warn_soft
        for letter in (price, mark):
            page.tint(f"{letter}{placed.first}:{letter}{placed.last}", f'${mark}{placed.first}<>""', warn)


def _rows(material: Material, place: dict[str, int]) -> Iterator[Sequence[Content]]:
    letters = _Letters(place)
    for row, line in enumerate(material.findings.cost.lines, start=FIRST_ROW):
        yield _row(line, material, letters, row)


class _Letters:
    """Column letters by heading, for columns up to Z; what formulas read stands before it."""

    def __init__(self, place: dict[str, int]) -> None:
        self._place = place

    def __call__(self, title: str, row: int) -> str:
        return f"${chr(ord('A') + self._place[title])}{row}"


def _row(line: LineItem, material: Material, at: _Letters, row: int) -> tuple[Content, ...]:
    local = material.currency
    price, monthly = at("Unit price (USD)", row), at("Monthly (USD)", row)
    quantity, paid = at("Quantity", row), at("Paid", row)
    first_year, horizon = at("Months in first year", row), at(f"Months in {material.horizon}", row)
    priced = line.unit_price_usd is not None
    listed = line.monthly_usd
    amount = f"ROUND({quantity}*{at('Units a month', row)}*{price},2)"
    return (
        line.line_id,
        word(ENVIRONMENTS, line.environment),
        line.tenant,
        readable(line.tier),
        word(ROLES, line.role),
        line.item,
        line.sku,
        line.quantity,
        line.units_per_month,
        line.unit,
        line.meter,
        material.names.region(line.region),
        line.unit_price_usd,
        dated(line.price_date),
        price_mark(line, material),
        word(PURCHASE, line.purchase_option),
        Formula(f'=IF({price}="","",IF({paid}="once",0,{amount}))', _shown(listed)),
        Formula(f'=IF({monthly}="","",ROUND({monthly}*{first_year},2))', _times(listed, line.months_first_year)),
        Formula(f'=IF({monthly}="","",ROUND({monthly}*{horizon},2))', _times(listed, line.months_in_horizon)),
        Formula(
            f'=IF({price}="","",IF({paid}="once",ROUND({quantity}*{price},2),0))',
            _shown(line.once_usd if priced else None),
        ),
        *(
            ()
            if local.is_dollar
            else (Formula(f'=IF({monthly}="","",ROUND({monthly}*exchange_rate,2))', _times(listed, local.rate)),)
        ),
        line.recurs,
        line.ends,
        line.months_first_year,
        line.months_in_horizon,
        line.note,
        material.cited(line.source),
    )


def price_mark(line: LineItem, material: Material) -> str:
    """Return what a reader must know about the price of a line: where it was borrowed, or that there is none."""
    if line.unit_price_usd is None:
        return NO_PRICE
    return f"{BORROWED} {material.names.region(line.borrowed_from)}" if line.borrowed_from else ""


def _shown(amount: Decimal | None) -> Decimal | str:
    return "" if amount is None else amount


def _times(amount: Decimal | None, factor: Decimal) -> Decimal | str:
    return "" if amount is None else cents(amount * factor)
