"""The workbook calculates: another program recomputes it to the engine's figures, and it follows what people change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from tests.deliverables.workbook_reading import (
    cell_of,
    cents_of,
    example_file,
    example_workbook,
    recalculated,
    rows_of,
    summed,
    summed_example,
    value_of,
)
from wardround.assessment import Assessment
from wardround.deliverables.brand import brand_named
from wardround.deliverables.names import shipped_names
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine.findings import Findings, LineItem
from wardround.engine.line_items import cents


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return recalculated(example_file(), tmp_path_factory.mktemp("calculated"))


def formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


def test_recalculated_elsewhere_the_totals_are_the_engines_to_the_cent(calculated: Workbook) -> None:
    totals = summed_example()[1].cost.totals
    for name, expected in (
        ("total_monthly_usd", totals.monthly_usd),
        ("total_first_year_usd", totals.yearly_usd),
        ("total_horizon_usd", totals.horizon_usd),
    ):
        assert cents_of(value_of(calculated, cell_of(example_workbook(), name))) == expected


def test_every_formula_shows_before_what_it_calculates_afterwards(calculated: Workbook) -> None:
    shown = load_workbook(BytesIO(example_file()), data_only=True)
    compared = 0
    for sheet, place in formulas(example_workbook()):
        before, after = shown[sheet][place].value, calculated[sheet][place].value
        if isinstance(before, int | float):
            assert after == pytest.approx(before, abs=1e-6), f"{sheet}!{place}"
        else:
            assert (before or "") == (after or ""), f"{sheet}!{place}"
        compared += 1
    assert compared > len(summed_example()[1].cost.lines) * 4


def test_every_line_calculates_to_the_engines_amounts(calculated: Workbook) -> None:
    lines = summed_example()[1].cost.lines
    rows = rows_of(calculated["Bill of materials"])
    assert [row["Line"] for row in rows] == [line.line_id for line in lines]
    for row, line in zip(rows, lines, strict=True):
        if line.monthly_usd is None:
            assert row["Monthly (USD)"] in {None, ""}
            continue
        assert cents_of(row["Monthly (USD)"]) == line.monthly_usd
        assert cents_of(row["First year (USD)"]) == cents(line.monthly_usd * line.months_first_year)
        assert cents_of(row["3 years (USD)"]) == cents(line.monthly_usd * line.months_in_horizon)
        assert cents_of(row["One-off (USD)"]) == line.once_usd
        assert cents_of(row["Monthly (EUR)"]) == cents(line.monthly_usd * Decimal("0.92"))


def edited(changes: dict[str, object]) -> bytes:
    """Return the example's workbook after somebody changed cells, given as 'Sheet!A1'."""
    book = load_workbook(BytesIO(example_file()))
    for place, value in changes.items():
        sheet, _, cell = place.rpartition("!")
        book[sheet][cell].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_price_entered_by_hand_reaches_every_total_and_is_no_longer_counted_as_missing(
    tmp_path: Path,
) -> None:
    _, findings = summed_example()
    lines = findings.cost.lines
    position = next(i for i, line in enumerate(lines) if line.unit_price_usd is None)
    line = lines[position]
    priced = replace(
        line,
        unit_price_usd=Decimal("0.031"),
        monthly_usd=cents(line.quantity * line.units_per_month * Decimal("0.031")),
    )
    expected = summed(findings, (*lines[:position], priced, *lines[position + 1 :])).cost.totals
    heads = [cell.value for cell in example_workbook()["Bill of materials"][5]]
    letter = chr(ord("A") + heads.index("Unit price (USD)"))
    book = recalculated(edited({f"Bill of materials!{letter}{6 + position}": 0.031}), tmp_path)
    assert cents_of(value_of(book, cell_of(example_workbook(), "total_monthly_usd"))) == expected.monthly_usd
    assert cents_of(value_of(book, cell_of(example_workbook(), "total_horizon_usd"))) == expected.horizon_usd
    said = [cell.value for row in book["Summary"].iter_rows() for cell in row]
    assert expected.words in said
    assert findings.cost.totals.words not in said


def test_a_changed_quantity_and_a_changed_end_reach_the_steady_month(tmp_path: Path) -> None:
    _, findings = summed_example()
    lines = findings.cost.lines
    position = next(i for i, line in enumerate(lines) if line.item == "Old servers run on")
    heads = [cell.value for cell in example_workbook()["Bill of materials"][5]]
    row = 6 + position

    def cell(title: str) -> str:
        return f"Bill of materials!{get_column_letter(1 + heads.index(title))}{row}"

    twice = replace(lines[position], quantity=Decimal(2), monthly_usd=Decimal("3600.00"))
    expected = summed(findings, (*lines[:position], twice, *lines[position + 1 :])).cost.totals
    book = recalculated(edited({cell("Quantity"): 2}), tmp_path)
    assert cents_of(value_of(book, cell_of(example_workbook(), "total_monthly_usd"))) == expected.monthly_usd
    assert cents_of(value_of(book, cell_of(example_workbook(), "steady_monthly_usd"))) == expected.steady_monthly_usd
    assert expected.steady_monthly_usd < expected.monthly_usd
    stays = recalculated(edited({cell("Ends"): None}), tmp_path)
    totals = findings.cost.totals
    assert cents_of(value_of(stays, cell_of(example_workbook(), "steady_monthly_usd"))) == totals.monthly_usd


def test_changed_shares_and_rate_reach_every_total(tmp_path: Path) -> None:
    _, findings = summed_example()
    shares = {
        "discount_share": Decimal("0.123"),
        "contingency_share": Decimal("0.07"),
        "tax_share": Decimal("0.19"),
    }
    changes = {cell_of(example_workbook(), name): float(share) for name, share in shares.items()}
    changes[cell_of(example_workbook(), "exchange_rate")] = 1.5
    cost = replace(
        findings.cost,
        discount_share=shares["discount_share"],
        contingency_share=shares["contingency_share"],
        tax_share=shares["tax_share"],
    )
    expected = summed(replace(findings, cost=cost), cost.lines).cost.totals
    book = recalculated(edited(dict(changes)), tmp_path)
    place = cell_of(example_workbook(), "total_horizon_usd")
    assert cents_of(value_of(book, place)) == expected.horizon_usd
    sheet, _, cell = place.rpartition("!")
    converted = chr(ord(cell[0]) + 3) + cell[1:]
    assert cents_of(value_of(book, f"{sheet}!{converted}")) == cents(expected.horizon_usd * Decimal("1.5"))


def tie(number: int, quantity: str, units: str, price: str) -> LineItem:
    """Return a line whose exact amount ends in half a cent."""
    line = next(line for line in summed_example()[1].cost.lines if line.recurs == "monthly")
    exact = Decimal(quantity) * Decimal(units) * Decimal(price)
    assert (exact * 1000) % 10 == 5
    return replace(
        line,
        line_id=f"T{number}",
        quantity=Decimal(quantity),
        units_per_month=Decimal(units),
        unit_price_usd=Decimal(price),
        monthly_usd=cents(exact),
    )


def test_half_cents_round_up_in_the_workbook_as_in_the_engine(tmp_path: Path) -> None:
    assessment, findings = summed_example()
    ties = (("1", "1", "1.005"), ("3", "730", "0.0115"), ("7", "1", "0.015"), ("0.5", "30", "2.999"))
    lines = tuple(tie(number, *factors) for number, factors in enumerate(ties))
    tied = summed(findings, lines)
    book = recalculated(bill_of_materials(assessment, tied, brand_named("wardround")), tmp_path)
    amounts = [cents_of(row["Monthly (USD)"]) for row in rows_of(book["Bill of materials"])]
    assert amounts == [line.monthly_usd for line in lines]


def dollars_only(assessment: Assessment, findings: Findings) -> tuple[Assessment, Findings]:
    cost = replace(findings.cost, currency="USD", exchange_rate=Decimal(1), exchange_rate_date="")
    return assessment, replace(findings, cost=cost)


def test_a_client_in_dollars_sees_no_second_currency() -> None:
    content = bill_of_materials(*dollars_only(*summed_example()), brand_named("wardround"))
    book = load_workbook(BytesIO(content))
    assert "exchange_rate" not in book.defined_names
    texts = [str(cell.value) for sheet in (book["Summary"], book["Bill of materials"]) for row in sheet for cell in row]
    assert not [text for text in texts if "EUR" in text]
    assert "Monthly (USD)" in texts


def test_a_line_without_a_price_keeps_its_quantity_and_says_so() -> None:
    unpriced = [line for line in summed_example()[1].cost.lines if line.unit_price_usd is None]
    rows = {row["Line"]: row for row in rows_of(example_workbook()["Bill of materials"])}
    assert unpriced
    for line in unpriced:
        row = rows[line.line_id]
        assert row["Quantity"] == line.quantity
        assert row["Unit price (USD)"] is None
        assert row["Price mark"] == "no price: enter one"


def test_a_borrowed_price_names_the_region_it_was_borrowed_from() -> None:
    borrowed = [line for line in summed_example()[1].cost.lines if line.borrowed_from]
    rows = {row["Line"]: row for row in rows_of(example_workbook()["Bill of materials"])}
    assert borrowed
    for line in borrowed:
        assert rows[line.line_id]["Price mark"] == f"borrowed from {shipped_names().region(line.borrowed_from)}"
