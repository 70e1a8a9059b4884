"""A block from a spreadsheet becomes rows, or each cell that cannot is named by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshop.desk import begun, choices_of, sample
from wardround.assessment import Assessment, Standing, value_at, with_value
from wardround.workshop.open_engagement import AnswerRefused
from wardround.workshop.pasting import (
    MOST_ROWS,
    Pasted,
    RefusedCell,
    block_from,
    block_of,
    merged,
    pasted,
)
from wardround.workshop.shapes import columns_of, row_type, tables
from wardround.workshop.table_words import WORDS, telling_columns

BLANK = Assessment()
SYSTEMS = "dependencies.systems"


def pasted_text(text: str, table: str = SYSTEMS, assessment: Assessment = BLANK) -> Pasted:
    return pasted(block_of(text), table, assessment, choices_of(assessment))


def test_a_header_in_any_order_and_spelling_names_the_columns() -> None:
    block = pasted_text("CRITICALITY\tsystem\tmoves\n5\tLaboratory\twith the ERP\n")
    assert block.by_header
    assert [column.name for column in block.columns] == ["criticality", "name", "moves"]
    (row,) = block.rows
    assert row.number == 2
    assert dict(row.content) == {"key": "laboratory", "criticality": 5, "name": "Laboratory", "moves": "with_erp"}


def test_headings_may_be_the_names_of_the_file_and_leave_the_unit_out() -> None:
    block = pasted_text("name\tvcpus\tMemory\n app1\t8\t64\n", "baseline.servers")
    assert [column.name for column in block.columns] == ["name", "vcpus", "memory_gib"]
    assert block.taken[0].content["memory_gib"] == 64


def test_without_a_header_the_columns_are_taken_from_the_left() -> None:
    block = pasted_text("Laboratory\tClinical system\nPharmacy\tClinical system")
    assert not block.by_header
    assert [row.content["name"] for row in block.taken] == ["Laboratory", "Pharmacy"]
    assert [row.number for row in block.rows] == [1, 2]


def test_headings_that_name_no_column_are_told() -> None:
    block = pasted_text("System\tKind\tColour\nLaboratory\tDatabase\tblue\n")
    assert block.ignored == ("Colour",)
    assert block.refused == ()
    assert "colour" not in block.taken[0].content


def test_each_refused_cell_is_named_by_row_and_column() -> None:
    block = pasted_text("System\tKind\tCriticality (1 to 5)\nLab\tGadget\t9\nPharmacy\tDatabase\t4\n\tDatabase\t3")
    assert [(cell.row, cell.column, cell.text) for cell in block.refused] == [
        (2, "Kind", "Gadget"),
        (2, "Criticality (1 to 5)", "9"),
        (4, "System", ""),
    ]
    assert block.refused[2].what == "is missing"
    assert [row.number for row in block.taken] == [3]


def test_what_the_block_does_not_bring_is_missing_where_a_row_cannot_do_without() -> None:
    (row,) = pasted_text("Role\nNurses", "people.roles").rows
    assert {(cell.column, cell.what) for cell in row.refused} == {
        ("Activity level", "is missing"),
        ("Head count", "is missing"),
    }


def test_a_row_that_contradicts_itself_is_refused_as_a_whole() -> None:
    (row,) = pasted_text("Freeze\tFrom\tTo\nAudit\t2027-03-12\t2027-03-08", "calendar.freezes").rows
    assert row.refused == (RefusedCell(2, "", "", "'Audit' ends on 2027-03-08, before it starts on 2027-03-12"),)


def test_a_cell_with_nothing_to_say_is_empty_and_a_row_keeps_its_usual_beginning() -> None:
    block = pasted_text("System\tSite\tCriticality (1 to 5)\tRecovery promised\nLab\tn/a\t\t-\n")
    assert block.refused == ()
    assert dict(block.taken[0].content) == {"key": "lab", "name": "Lab", "rto_promised_minutes": None}


def test_quoted_cells_may_hold_breaks_and_empty_edges_are_left_out() -> None:
    text = 'System\tNote\t\t\n"Lab, north"\t"first\nsecond ""line"""\t\t\n\t\t\t\n'
    assert block_of(text) == [["System", "Note"], ["Lab, north", 'first\nsecond "line"']]


def test_nothing_pasted_is_nothing_taken() -> None:
    assert pasted_text("").rows == ()
    assert pasted_text("\n\t\n").rows == ()


def test_a_row_that_is_there_already_is_changed_and_keeps_what_the_block_does_not_bring() -> None:
    assessment = sample()
    his = next(row for row in assessment.dependencies.systems if row.key == "his")
    (row,) = pasted_text(f"System\tCriticality\n{his.name.upper()}\t2", SYSTEMS, assessment).rows
    assert row.replaces
    assert row.content["key"] == "his"
    assert row.content["kind"] == "clinical"
    assert row.content["criticality"] == 2
    assert "by" not in row.content


def test_equal_names_in_one_block_get_keys_of_their_own() -> None:
    block = pasted_text("System\tKind\nLab\tDatabase\nLab\tDevices")
    assert [row.content["key"] for row in block.rows] == ["lab", "lab-2"]


def test_a_whole_sheet_by_mistake_is_cut_off() -> None:
    block = pasted_text("\n".join(f"System {n}" for n in range(MOST_ROWS + 3)))
    assert len(block.rows) == MOST_ROWS
    assert block.cut_off == 3


def test_the_rows_of_a_block_stand_beside_the_present_ones_or_instead_of_them() -> None:
    assessment = with_value(BLANK, SYSTEMS, ({"key": "old", "name": "Old"}, {"key": "lab", "name": "Lab"}))
    block = pasted_text("System\tKind\nLab\tDatabase\nNew\tDatabase", SYSTEMS, assessment)
    present = assessment.dependencies.systems
    assert [row["key"] for row in merged(block.taken, present, instead=False)] == ["old", "lab", "new"]
    assert [row["key"] for row in merged(block.taken, present, instead=True)] == ["lab", "new"]


@pytest.mark.parametrize("table", tables())
def test_what_is_copied_out_reads_back_as_the_same_rows(table: str) -> None:
    for name in ("regional-hospital", "multi-site-network"):
        assessment = sample(name)
        rows = value_at(assessment, table)
        if not rows:
            continue
        block = pasted_text(block_from(rows, columns_of(table), choices_of(assessment)), table, assessment)
        assert block.refused == ()
        assert all(row.replaces for row in block.rows)
        for row, taken in zip(rows, block.taken, strict=True):
            assert row_type(table).model_validate(taken.content).model_copy(update={"by": row.by, "at": row.at}) == row


def test_a_paste_is_one_act_with_one_undo(tmp_path: Path) -> None:
    engagement = begun(tmp_path / "new.wardround")
    block = pasted_text("System\tKind\nLab\tDatabase\nPharmacy\tDatabase")
    engagement.replace_table(SYSTEMS, merged(block.taken, (), instead=False), "2 systems pasted")
    rows = engagement.assessment.dependencies.systems
    assert [(row.key, row.by, row.standing) for row in rows] == [
        ("lab", "Ruth Calder", Standing.STATED),
        ("pharmacy", "Ruth Calder", Standing.STATED),
    ]
    assert engagement.undo_sentence == "2 systems pasted"
    engagement.undo()
    assert engagement.assessment.dependencies.systems == ()
    assert engagement.undo_sentence == ""


def test_rows_that_others_name_cannot_be_pasted_away(tmp_path: Path) -> None:
    engagement = begun(tmp_path / "new.wardround", sample())
    block = pasted_text("Site\tCountry\tTime zone\nElsewhere\tNetherlands\tEurope/Amsterdam", "organisation.sites")
    before = engagement.assessment
    with pytest.raises(AnswerRefused, match="not in this engagement"):
        engagement.replace_table("organisation.sites", merged(block.taken, (), instead=True))
    assert engagement.assessment is before


def test_every_table_has_words_and_something_that_tells_its_rows_apart() -> None:
    assert set(WORDS) == set(tables())
    for table in tables():
        columns = {column.name for column in columns_of(table)}
        assert set(telling_columns(table)) <= columns, table
