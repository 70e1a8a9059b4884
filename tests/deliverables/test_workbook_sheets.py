"""The sheets are made for work: real tables, frozen headings, filters, number formats, a printed page, a way around."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.deliverables.example_findings import AS_OF
from tests.deliverables.workbook_reading import (
    example_file,
    example_workbook,
    rows_of,
    summed,
    summed_example,
    written,
)
from wardround.assessment import Assessment
from wardround.deliverables.brand import brand_named
from wardround.deliverables.workbook import bill_of_materials
from wardround.deliverables.workbook.sheets import COVER, SHEETS, Sheet

LISTS = [sheet.name for sheet in SHEETS if sheet.name not in {"Summary", "Load profile"}]


def sheet(name: str) -> Worksheet:
    found = example_workbook()[name]
    assert isinstance(found, Worksheet)
    return found


def area_of(table: Table) -> tuple[int, int, int, int]:
    """Return first column, first row, last column and last row of a table."""
    first_column, first_row, last_column, last_row = (int(bound or 0) for bound in range_boundaries(table.ref))
    return first_column, first_row, last_column, last_row


def test_the_cover_comes_first_and_every_sheet_of_the_table_is_there_in_its_order() -> None:
    assert example_workbook().sheetnames == [COVER, *(entry.name for entry in SHEETS)]


def test_the_cover_links_to_every_sheet_and_every_sheet_leads_back() -> None:
    cover = sheet(COVER)
    targets = [cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink]
    assert targets == [f"'{entry.name}'!A1" for entry in SHEETS]
    for entry in SHEETS:
        back = [cell.hyperlink.location for cell in sheet(entry.name)["A"] if cell.hyperlink]
        assert back == ["'Cover'!A1"], entry.name


def test_the_cover_says_whose_it_is_and_what_it_was_made_from() -> None:
    assessment, findings = summed_example()
    said = "\n".join(str(cell.value) for row in sheet(COVER).iter_rows() for cell in row if cell.value)
    for text in (
        assessment.engagement.client,
        assessment.engagement.author,
        "23 November 2026",
        "list prices of 26 January 2026 to 22 August 2026",
        "0.92 EUR for one USD, of 20 November 2026",
        findings.knowledge_version,
        assessment.engagement.confidentiality,
    ):
        assert text in said


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_real_table_with_filter_buttons_over_all_its_rows(name: str) -> None:
    here = sheet(name)
    assert here.tables, name
    for table in here.tables.values():
        first_column, first_row, last_column, last_row = area_of(table)
        assert table.autoFilter is not None
        assert table.autoFilter.ref == table.ref
        titles = [here.cell(first_row, column).value for column in range(first_column, last_column + 1)]
        assert titles == [column.name for column in table.tableColumns]
        assert len({str(title).lower() for title in titles}) == len(titles)
        assert last_row > first_row


def test_table_names_are_unique_in_the_workbook_and_differ_from_defined_names() -> None:
    book = example_workbook()
    names = [name.lower() for here in book for name in here.tables]
    assert len(set(names)) == len(names)
    assert not set(names) & {name.lower() for name in book.defined_names}


@pytest.mark.parametrize("entry", [entry for entry in SHEETS if entry.freeze], ids=lambda entry: entry.name)
def test_headings_stay_in_view_and_repeat_on_every_printed_page(entry: Sheet) -> None:
    here = sheet(entry.name)
    frozen_row = int(re.sub(r"\D", "", str(here.freeze_panes)))
    if here.tables:
        (table,) = here.tables.values()
        header = area_of(table)[1]
        assert frozen_row == header + 1
        assert here.print_title_rows == f"${header}:${header}"


@pytest.mark.parametrize("name", [COVER, *(entry.name for entry in SHEETS)])
def test_every_sheet_prints_across_one_page_with_a_footer(name: str) -> None:
    here = sheet(name)
    assert here.page_setup.orientation == "landscape"
    assert here.page_setup.fitToWidth == 1
    assert here.page_setup.fitToHeight == 0
    properties = here.sheet_properties.pageSetUpPr
    assert properties is not None
    assert properties.fitToPage
    assert here.print_area
    foot = here.oddFooter
    assert foot is not None
    assert "22 August 2026" in str(foot.left.text)
    assert str(foot.right.text).endswith("&P of &N")
    assert not here.sheet_view.showGridLines


def test_numbers_are_numbers_dates_are_dates_and_formats_say_what_they_are() -> None:
    here = sheet("Bill of materials")
    cell = {str(head.value): below for head, below in zip(here[5], here[6], strict=True)}
    assert isinstance(cell["Quantity"].value, int | float)
    assert cell["Unit price (USD)"].number_format == "#,##0.00####"
    assert cell["Monthly (USD)"].number_format.startswith("#,##0.00")
    assert isinstance(cell["Price date"].value, datetime | date)
    assert cell["Price date"].number_format == "d mmm yyyy"
    shares = [row["Used"] for row in rows_of(sheet("Constraints"))]
    assert all(isinstance(share, str) and share.startswith("=") for share in shares)


def test_a_price_date_of_which_only_the_month_is_known_stays_as_it_is() -> None:
    assessment, findings = summed_example()
    line = replace(findings.cost.lines[0], price_date="2026-08")
    changed = summed(findings, (line, *findings.cost.lines[1:]))
    assert rows_of(written(assessment, changed)["Bill of materials"])[0]["Price date"] == "2026-08"


def test_inputs_that_people_may_change_are_shaded_and_named() -> None:
    book = example_workbook()
    accent = brand_named("wardround").colours.accent_soft.removeprefix("#")
    for name in ("discount_share", "contingency_share", "tax_share", "exchange_rate"):
        ((place, cell),) = book.defined_names[name].destinations
        assert book[place][cell.replace("$", "")].fill.fgColor.rgb == f"FF{accent}", name
    first = {str(head.value): cell for head, cell in zip(*sheet("Bill of materials")["5:6"], strict=True)}
    for title in ("Quantity", "Units a month", "Unit price (USD)"):
        assert first[title].fill.fgColor.rgb == f"FF{accent}", title
    assert first["Monthly (USD)"].fill.fill_type is None


def test_no_column_is_too_narrow_for_its_amounts() -> None:
    assessment, findings = summed_example()
    dear = replace(
        findings.cost.lines[0],
        unit_price_usd=Decimal("98765432.123456"),
        units_per_month=Decimal(1),
        quantity=Decimal(12345),
        monthly_usd=Decimal("1219259259563.56"),
    )
    book = written(assessment, summed(findings, (dear,)))
    for name in ("Bill of materials", "Summary", "Price basis"):
        for row in book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and cell.number_format.startswith("#,##0.00"):
                    text = f"{cell.value:,.2f}"
                    letter = re.sub(r"\d", "", cell.coordinate)
                    assert book[name].column_dimensions[letter].width > len(text), cell.coordinate
    widths = book["Bill of materials"].column_dimensions
    heads = {str(cell.value): re.sub(r"\d", "", cell.coordinate) for cell in book["Bill of materials"][5]}
    assert widths[heads["3 years (USD)"]].width > len("43,893,333,344,288.16")


def test_the_charts_are_native_have_titles_and_say_in_words_what_they_show() -> None:
    with ZipFile(BytesIO(example_file())) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name]
        charts = [parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name]
    assert len(charts) == 3
    texts = re.findall(r'descr="([^"]+)"', "".join(drawings))
    assert len(texts) == 3
    assert any("Bar chart of the monthly list price by tier" in text for text in texts)
    assert any("Line chart of the people active" in text for text in texts)
    assert any("Line chart of the application servers that run" in text for text in texts)
    for chart in charts:
        assert "<a:t>" in chart


def test_the_document_says_who_made_it_for_whom_on_the_date_of_the_assessment() -> None:
    properties = example_workbook().properties
    assert properties.title is not None
    assert "Klinikum Nordtal" in properties.title
    assert properties.creator == "Petra Sommer"
    assert properties.created is not None
    assert properties.modified is not None
    assert properties.created.date() == properties.modified.date() == AS_OF


def test_the_same_input_gives_the_same_bytes() -> None:
    again = bill_of_materials(*summed_example(), brand_named("wardround"))
    assert again == example_file()


def test_no_part_of_the_file_carries_the_present_time() -> None:
    with ZipFile(BytesIO(example_file())) as parts:
        assert {entry.date_time[:3] for entry in parts.infolist()} == {(AS_OF.year, AS_OF.month, AS_OF.day)}


def test_progress_rises_to_the_whole() -> None:
    heard: list[float] = []
    bill_of_materials(*summed_example(), brand_named("wardround"), heard.append)
    assert heard == sorted(heard)
    assert len(heard) > len(SHEETS)
    assert heard[-1] == 1.0


def test_with_nothing_to_show_every_sheet_is_still_there_and_says_what_belongs_on_it() -> None:
    _, findings = summed_example()
    bare = replace(
        summed(findings, ()),
        deployment=(),
        decisions=(),
        risks=(),
        open_questions=(),
        notes=(),
        figures={},
        facts={},
        roadmap=replace(findings.roadmap, activities=(), waves=(), critical_path=()),
        resilience=replace(findings.resilience, patterns=(), processes=(), availability_parts=()),
    )
    book = written(Assessment(), bare)
    assert book.sheetnames == [COVER, *(entry.name for entry in SHEETS)]
    for name, words in (
        ("Interfaces", "No interface is listed yet: type, paste or import them in step Interfaces."),
        ("Risks", "No rule of the library fires on these answers."),
        ("Bill of materials", "The bill has no lines yet: the sizing found nothing to buy."),
    ):
        assert book[name]["A6"].value == words
        assert not book[name].tables


def test_no_cell_shows_a_code_where_the_field_has_a_word() -> None:
    environments = {row["Environment"] for row in rows_of(sheet("Bill of materials"))}
    assert "Pre-production" in environments
    assert not [name for name in environments if "_" in str(name)]
