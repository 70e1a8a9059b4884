"""The continuity document and the sheets on failures, backups and continuity."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.deliverables.example_failures import CONTRADICTIONS, FIXES, example_safeguards, fallback
from tests.deliverables.example_findings import example
from wardround.deliverables.blocks import Table, Verdict
from wardround.deliverables.brand import brand_named
from wardround.deliverables.charts.downtime_form import Known, downtime_form
from wardround.deliverables.content import what_fails
from wardround.deliverables.content.continuity_document import continuity_document
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.names import shipped_names
from wardround.deliverables.pdf import continuity_pdf
from wardround.deliverables.pdf.type import ROOM
from wardround.deliverables.style import style_of
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine.findings import Findings

BRAND = brand_named("wardround")


def pages(findings: Findings | None = None) -> list[str]:
    assessment, found = example()
    written = continuity_pdf(assessment, findings or found, BRAND)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(written)).pages]


@cache
def rows(name: str) -> list[tuple[object, ...]]:
    assessment, findings = example()
    book = load_workbook(BytesIO(bill_of_materials(assessment, findings, BRAND)))
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


# Forms


def test_each_critical_process_has_a_page_of_its_own_to_fill_by_hand() -> None:
    said = pages()
    forms = [page for page in said if "Downtime form." in page]
    assert len(forms) == 1
    assert "Ward supply" in forms[0]
    assert "Head of stores" in forms[0]
    assert "Entered at, by" in forms[0]
    assert "Checked against the ERP by" in forms[0]
    assert not any("Month-end close" in form for form in forms)


def test_the_overview_names_every_process_and_what_is_still_to_be_asked() -> None:
    overview = pages()[1]
    assert "Ward supply" in overview
    assert "Month-end close" in overview
    assert "1 process has an open question" in overview


def test_what_nobody_said_is_a_line_to_write_on_and_not_made_up() -> None:
    assessment, findings = example()
    unsaid = replace(fallback("Ward supply", 5), instead="", entered_after="")
    found = replace(findings, safeguards=replace(example_safeguards(), fallbacks=(unsaid,)))
    form = next(page for page in pages(found) if "Downtime form." in page)
    assert "usual practice" not in form
    document = continuity_document(assessment, found, BRAND, style_of(BRAND), shipped_names(), ROOM)
    assert [section.title for section in document.sections] == ["Ward supply"]


def test_a_workaround_that_ends_before_the_erp_is_back_is_said_on_its_form() -> None:
    _assessment, findings = example()
    short = replace(fallback("Ward supply", 5, trigger="Head of stores"), carries_minutes=120.0)
    found = replace(findings, safeguards=replace(example_safeguards(), fallbacks=(short,)))
    said = pages(found)
    form = next(page for page in said if "Downtime form." in page)
    assert "2 h; workaround written, ends 2 h before the ERP is likely back" in form
    assert "Marked: the workaround ends before the ERP is likely back." in said[1]
    assert "likely back, " not in next(page for page in pages() if "Downtime form." in page)
    assert "Marked:" not in pages()[1]


def test_what_is_usual_is_said_to_be_usual() -> None:
    _assessment, findings = example()
    found = replace(findings, safeguards=replace(example_safeguards(), fallbacks=(fallback("Ward supply", 5),)))
    form = next(page for page in pages(found) if "Downtime form." in page)
    assert "Quantities per ward and item; usual practice, to be agreed with the department." in form


def test_without_processes_the_document_says_what_belongs_there() -> None:
    _assessment, findings = example()
    said = pages(replace(findings, safeguards=replace(example_safeguards(), fallbacks=())))
    assert any("No process is listed yet" in page for page in said)


def test_equal_input_gives_equal_bytes() -> None:
    assessment, findings = example()
    assert continuity_pdf(assessment, findings, BRAND) == continuity_pdf(assessment, findings, BRAND)


@pytest.mark.parametrize("words", ["", "short", "words that run on and on over several lines " * 12])
def test_a_form_keeps_to_its_height_and_leaves_lines_to_write_on(words: str) -> None:
    drawing = downtime_form(style_of(BRAND), [Known("Label", words)] * 4, ROOM, 700)
    assert drawing.height == 700
    numbers = {shape.text for shape in drawing.contents if hasattr(shape, "text")}
    assert "8" in numbers


# Sheets


def test_the_sheet_on_failures_has_a_row_for_each_process_that_stops() -> None:
    listed = [row for row in rows("What a failure stops") if row[1] in {"Laboratory system", "The whole region"}]
    assert [(row[1], row[6], row[8]) for row in listed] == [
        ("The whole region", "Ward supply", "not known"),
        ("Laboratory system", "Ward supply", "late"),
        ("Laboratory system", "Month-end close", "in time"),
    ]
    assert listed[0][3] == "not known"
    assert listed[1][12:15] == (480, 0, 1200)


def test_a_failure_that_stops_nothing_has_a_row_too() -> None:
    (row,) = [row for row in rows("What a failure stops") if row[1] == "Fax gateway"]
    assert row[6] == "none"


def test_contradictions_and_what_would_help_stand_in_one_list() -> None:
    said = [row[6] for row in rows("Recovery contradictions")]
    assert CONTRADICTIONS[0].words in said
    assert f"{FIXES[0].words}." in said


def test_backups_retention_vault_and_tests_stand_on_one_sheet() -> None:
    found = rows("Backups and restore tests")
    first = [row[0] for row in found]
    for heading in ("How long records are kept", "What the vault holds", "Restore tests and failover drills"):
        assert heading in first
    assert ("Invoices and bookings", "dataset", 10, "longest", "answers", None) in found
    assert any(row[1] == "Full restore" and "Infrastructure lead" in str(row[5]) for row in found)


def test_the_sheet_on_continuity_says_who_says_so() -> None:
    said = {row[0]: (row[4], row[6], row[10]) for row in rows("Continuity")}
    assert said["Ward supply"] == ("Head of stores", 8, "client")
    assert said["Month-end close"] == ("not known", "not known", "usual practice")


def test_the_sheet_on_recovery_warns_of_promises_without_a_test() -> None:
    assert any("On paper until tested: failover" in str(row[0]) for row in rows("Recovery"))


# Passages


def matter() -> Matter:
    assessment, findings = example()
    return Matter(assessment, findings, shipped_names(), style_of(BRAND), ROOM)


def test_what_several_processes_stumble_over_is_said_once() -> None:
    two = (CONTRADICTIONS[0], replace(CONTRADICTIONS[0], process_key="ward", process="Ward supply", asked_minutes=60))
    assert list(what_fails.in_groups(two)) == [
        "Directory is promised back in 8 h. That is too late for Month-end close (2 h) and Ward supply (1 h)."
    ]


def test_the_passage_on_failures_says_open_where_nobody_knows() -> None:
    _heading, table = what_fails.failures(matter())
    assert isinstance(table, Table)
    assert [row[-1] for row in table.rows] == [Verdict("open", "warn"), Verdict("too late for 1", "bad")]
