"""Whatever a client writes stays text: never a formula, never a broken file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.deliverables.workbook_reading import rows_of, summed_example, written
from wardround.assessment import Assessment, with_value
from wardround.deliverables.brand import brand_named
from wardround.deliverables.workbook import bill_of_materials
from wardround.deliverables.workbook.text import CELL_LIMIT, clean, footer_text, looks_like_formula
from wardround.engine.findings import Findings

HOSTILE = ('=cmd|" /c calc"!A1', "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', "#REF!", "\t=1+1")


def hostile(text: str) -> tuple[Assessment, Findings]:
    """Return the example with a text in many of the places where a client or consultant writes."""
    assessment, findings = summed_example()
    changed = assessment
    for path in ("engagement.client", "engagement.project", "engagement.author", "engagement.confidentiality"):
        changed = with_value(changed, path, text)
    key = changed.interfaces.interfaces[0].key
    changed = with_value(changed, f"interfaces.interfaces[{key}].name", text)
    changed = with_value(changed, f"interfaces.interfaces[{key}].business_owner", text)
    line = replace(findings.cost.lines[0], item=text, note=text, tenant=text, unit=text, meter=text, source=text)
    question = replace(findings.open_questions[0], owner=text, default=text)
    process = replace(findings.resilience.processes[0], name=text, limited_by=text)
    risk = replace(findings.risks[0], because=(text, text))
    return changed, replace(
        findings,
        cost=replace(findings.cost, lines=(line, *findings.cost.lines[1:])),
        open_questions=(question, *findings.open_questions[1:]),
        resilience=replace(findings.resilience, processes=(process,)),
        risks=(risk, *findings.risks[1:]),
    )


def cells_with(book: Workbook, text: str) -> list[tuple[str, str, bool]]:
    return [
        (f"{sheet.title}!{cell.coordinate}", cell.data_type, bool(cell.quotePrefix))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.strip() == text
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_stored_as_text_wherever_it_appears(text: str) -> None:
    book = written(*hostile(text))
    found = cells_with(book, text.strip())
    assert len(found) > 10
    assert {kind for _, kind, _ in found} == {"s"}
    if text.strip()[0] in "=+-@":
        assert all(quoted for _, _, quoted in found), found


def test_the_only_formulas_in_the_file_are_our_own() -> None:
    before, after = written(*summed_example()), written(*hostile("=1+1"))
    own = [c.value for s in before for row in s.iter_rows() for c in row if c.data_type == "f"]
    now = [c.value for s in after for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert now
    assert set(now) <= set(own)


def test_control_characters_and_half_characters_do_not_break_the_file() -> None:
    text = "Klinik\x00 am\x07 See \ud800\ufffe& <b>'\"</b>\r\nzweite Zeile"
    assessment, findings = summed_example()
    line = replace(findings.cost.lines[0], item=text)
    changed = replace(findings, cost=replace(findings.cost, lines=(line, *findings.cost.lines[1:])))
    rows = rows_of(written(assessment, changed)["Bill of materials"])
    assert rows[0]["Item"] == "Klinik am See & <b>'\"</b>\nzweite Zeile"


def test_nothing_in_the_file_reaches_outside_it() -> None:
    content = bill_of_materials(*hostile("http://example.org/x"), brand_named("wardround"))
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        links = [name for name in names if b"TargetMode" in parts.read(name)]
    assert links == []
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


def test_the_foot_of_a_page_shows_an_ampersand_and_takes_no_layout_code() -> None:
    book = written(*hostile("Smith & Sons &P &D"))
    foot = book["Summary"].oddFooter
    assert foot is not None
    assert "Smith && Sons &&P &&D" in str(foot.left.text)


@given(st.text(max_size=300))
def test_cleaned_text_can_be_written_and_read_back_and_is_clean(text: str) -> None:
    once = clean(text)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"].value = once or None
    sheet["A1"].data_type = "s"
    stored = BytesIO()
    book.save(stored)
    back = load_workbook(BytesIO(stored.getvalue()))
    assert back.active is not None
    assert (back.active["A1"].value or "") == once


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "Z")), max_size=200))
def test_ordinary_text_is_not_changed(text: str) -> None:
    if "_x" not in text:
        assert clean(text) == text


def test_a_text_that_spells_an_escape_of_the_format_is_shown_as_written() -> None:
    assert clean("_x003D_1+1") == "_x005F_x003D_1+1"
    assert clean("snake_x_case") == "snake_x_case"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cut = clean("a" * (CELL_LIMIT + 1))
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("[cut: longer than a cell holds]")
    assert clean("a" * CELL_LIMIT) == "a" * CELL_LIMIT


@pytest.mark.parametrize(("text", "risky"), [("=1", True), (" @x", True), ("-5", True), ("a=b", False), ("", False)])
def test_a_text_is_risky_when_typing_it_would_make_a_formula(text: str, risky: bool) -> None:
    assert looks_like_formula(text) is risky


@given(st.text(max_size=600), st.integers(min_value=10, max_value=200))
def test_a_footer_is_never_longer_than_the_format_allows(text: str, most: int) -> None:
    written = footer_text(text, most)
    assert len(written) <= most
    assert "\n" not in written
    assert "&" not in written.replace("&&", "")


def test_the_longest_names_still_make_a_footer_that_the_format_allows() -> None:
    assessment, findings = summed_example()
    named = with_value(assessment, "engagement.client", "&" * 120)
    named = with_value(named, "engagement.confidentiality", "c" * 80)
    foot = written(named, findings)["Summary"].oddFooter
    assert foot is not None
    assert len(str(foot.left.text)) + len(str(foot.right.text)) < 240


def test_a_footer_stands_on_one_line() -> None:
    assert footer_text("a\nb  c & d") == "a b c && d"
