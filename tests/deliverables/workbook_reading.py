"""How the tests of the workbook make one and read it back, by openpyxl and by LibreOffice."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.deliverables.example_findings import example
from tests.outside import outside_program
from wardround.assessment import Assessment
from wardround.deliverables.brand import brand_named
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine.cost import Shares, totals
from wardround.engine.findings import Findings, LineItem

HEADER_ROW = 5


def summed(findings: Findings, lines: tuple[LineItem, ...]) -> Findings:
    """Return findings with other lines, summed as the engine sums them."""
    cost = findings.cost
    shares = Shares(cost.discount_share, cost.contingency_share, cost.tax_share)
    return replace(findings, cost=replace(cost, lines=lines, totals=totals(lines, shares)))


@cache
def summed_example() -> tuple[Assessment, Findings]:
    """Return the example with the engine's own totals."""
    assessment, findings = example()
    return assessment, summed(findings, findings.cost.lines)


@cache
def example_file() -> bytes:
    """Return the example's workbook."""
    return bill_of_materials(*summed_example(), brand_named("wardround"))


@cache
def example_workbook() -> Workbook:
    """Return the example's workbook, read back."""
    return load_workbook(BytesIO(example_file()))


def written(assessment: Assessment, findings: Findings) -> Workbook:
    """Return a workbook, read back."""
    return load_workbook(BytesIO(bill_of_materials(assessment, findings, brand_named("wardround"))))


def rows_of(sheet: Worksheet, header_row: int = HEADER_ROW) -> list[dict[str, object]]:
    """Return the rows of the list on a sheet, by the headings of its columns."""
    titles = [str(cell.value) for cell in sheet[header_row] if cell.value is not None]
    rows = sheet.iter_rows(min_row=header_row + 1, max_col=len(titles), values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if any(value is not None for value in row)]


def cell_of(book: Workbook, name: str) -> str:
    """Return 'Sheet!A1' for a defined name that stands for one cell."""
    ((sheet, cell),) = book.defined_names[name].destinations
    return f"{sheet}!{cell.replace('$', '')}"


def value_of(book: Workbook, place: str) -> object:
    """Return what stands at 'Sheet!A1'."""
    sheet, _, cell = place.rpartition("!")
    value: object = book[sheet.strip("'")][cell].value
    return value


def cents_of(value: object) -> Decimal:
    """Return a number of a cell as money, to the cent; a cell that is off by more than a rounding error fails."""
    assert isinstance(value, int | float), value
    amount = round(Decimal(value), 2)
    assert abs(Decimal(value) - amount) < Decimal("0.00001")
    return amount


def recalculated(content: bytes, folder: Path) -> Workbook:
    """Return a workbook as LibreOffice calculates it.

    The file is first written by openpyxl, which drops every value that a formula shows: what comes back was computed.
    """
    soffice = outside_program("soffice", "libreoffice")
    source, results = folder / "bill.xlsx", folder / "recalculated"
    load_workbook(BytesIO(content)).save(source)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            results,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return load_workbook(results / source.name, data_only=True)
