"""The one gate: validated, saved, put into the history and announced, in this order; or nothing happened at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshop.desk import begun, reopened, sample
from wardround.assessment import Assessment, Standing, UnknownPath, value_at, with_value
from wardround.store import NotSaved
from wardround.workshop.open_engagement import AnswerRefused, Change, OpenEngagement, refused

PEAK = "people.peak_concurrent_users"
SYSTEMS = "dependencies.systems"


@pytest.fixture
def engagement(tmp_path: Path) -> OpenEngagement:
    return begun(tmp_path / "klinikum.wardround")


def systems(engagement: OpenEngagement) -> list[str]:
    return [row.key for row in engagement.assessment.dependencies.systems]


# --- one answer -------------------------------------------------------------------------------------------------


def test_an_answer_is_stated_by_whoever_types_at_that_moment(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    answer = engagement.assessment.people.peak_concurrent_users
    assert (answer.value, answer.standing, answer.by) == (150, Standing.STATED, "Ruth Calder")
    assert answer.at is not None
    assert answer.at.tzinfo is not None


def test_a_new_value_keeps_the_standing_owner_due_date_and_note(engagement: OpenEngagement) -> None:
    due = date(2027, 4, 1)
    engagement.answer(PEAK, 150, standing=Standing.MEASURED, owner="Ines", due=due, note="proxy log")
    engagement.answer(PEAK, 160)
    answer = engagement.assessment.people.peak_concurrent_users
    assert (answer.value, answer.standing) == (160, Standing.MEASURED)
    assert (answer.owner, answer.due, answer.note) == ("Ines", due, "proxy log")


def test_an_answer_taken_back_opens_the_question_and_leaves_its_owner(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150, owner="Ines")
    engagement.answer(PEAK, None)
    answer = engagement.assessment.people.peak_concurrent_users
    assert (answer.is_open, answer.standing, answer.by, answer.at) == (True, Standing.UNKNOWN, "", None)
    assert answer.owner == "Ines"


def test_a_question_is_parked_with_an_owner_and_keeps_its_answer(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    engagement.park(PEAK, owner="Ines", due=date(2027, 4, 1), note="ask the proxy")
    answer = engagement.assessment.people.peak_concurrent_users
    assert (answer.value, answer.owner, answer.note) == (150, "Ines", "ask the proxy")
    engagement.park("people.named_users", owner="Ines")
    assert engagement.assessment.people.named_users.is_open


def test_saying_the_same_again_is_no_act(engagement: OpenEngagement) -> None:
    heard: list[Change] = []
    engagement.answer(PEAK, 150)
    engagement.listen(heard.append)
    engagement.answer(PEAK, 150)
    engagement.put_field("engagement.client", "")
    engagement.park(PEAK)
    engagement.replace_table(SYSTEMS, ())
    assert heard == []
    assert engagement.undo_sentence == "Peak concurrent users set to 150 users"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (30_000, "30,000 is outside 1 to 20,000 users"),
        ("many", "must be a whole number"),
    ],
)
def test_a_refused_answer_is_named_and_changes_nothing(engagement: OpenEngagement, value: object, words: str) -> None:
    engagement.answer(PEAK, 150)
    before = engagement.assessment
    revisions = len(list(engagement.file.revisions()))
    with pytest.raises(AnswerRefused) as error:
        engagement.answer(PEAK, value)
    (problem,) = error.value.problems
    assert (problem.path, problem.label, problem.what) == (PEAK, "Peak concurrent users", words)
    assert engagement.assessment is before
    assert engagement.undo_sentence == "Peak concurrent users set to 150 users"
    assert len(list(engagement.file.revisions())) == revisions


def test_answers_that_contradict_each_other_are_refused_where_the_change_was_made(engagement: OpenEngagement) -> None:
    engagement.answer("people.avg_concurrent_users", 80)
    with pytest.raises(AnswerRefused) as error:
        engagement.answer(PEAK, 20)
    (problem,) = error.value.problems
    assert (problem.path, problem.label) == (PEAK, "Peak concurrent users")
    assert "are more than Peak concurrent users (20)" in problem.what


def test_a_path_that_leads_nowhere_is_a_defect_of_the_caller(engagement: OpenEngagement) -> None:
    with pytest.raises(UnknownPath):
        engagement.answer("people.feet", 2)


def test_what_would_be_refused_can_be_asked_without_changing_anything() -> None:
    assessment = Assessment()
    assert refused(assessment, PEAK, 150) == ()
    (problem,) = refused(assessment, PEAK, 0)
    assert problem.what == "0 is outside 1 to 20,000 users"


# --- rows -------------------------------------------------------------------------------------------------------


def test_a_row_is_added_by_whoever_types_and_replaced_by_its_key(engagement: OpenEngagement) -> None:
    engagement.put_row(SYSTEMS, {"key": "lab", "name": "Laboratory"})
    engagement.put_row(SYSTEMS, {"key": "pharmacy", "name": "Pharmacy"})
    engagement.put_row(SYSTEMS, {"key": "lab", "name": "Laboratory", "criticality": 5})
    lab, pharmacy = engagement.assessment.dependencies.systems
    assert (lab.key, lab.criticality, lab.by) == ("lab", 5, "Ruth Calder")
    assert pharmacy.key == "pharmacy"


def test_a_refused_row_is_named_by_its_key_and_column(engagement: OpenEngagement) -> None:
    engagement.put_row(SYSTEMS, {"key": "lab", "name": "Laboratory"})
    with pytest.raises(AnswerRefused) as error:
        engagement.put_row(SYSTEMS, {"key": "pharmacy", "name": "Pharmacy", "criticality": 9, "moves": "away"})
    assert [(problem.path, problem.label) for problem in error.value.problems] == [
        ("dependencies.systems[pharmacy].criticality", "Criticality (1 to 5)"),
        ("dependencies.systems[pharmacy].moves", "Moves"),
    ]
    with pytest.raises(AnswerRefused) as error:
        engagement.put_field("dependencies.systems[lab].criticality", 0)
    assert [problem.path for problem in error.value.problems] == ["dependencies.systems[lab].criticality"]
    with pytest.raises(AnswerRefused) as error:
        engagement.put_row(SYSTEMS, {"key": "lab", "name": "Laboratory", "colour": "red"})
    assert error.value.problems[0].path == "dependencies.systems[lab].colour"


def test_a_refused_table_names_the_rows_by_their_keys(engagement: OpenEngagement) -> None:
    with pytest.raises(AnswerRefused) as error:
        engagement.replace_table(SYSTEMS, ({"key": "lab", "name": "Lab"}, {"key": "pharmacy", "name": ""}))
    assert [problem.path for problem in error.value.problems] == ["dependencies.systems[pharmacy].name"]


def test_a_row_that_others_name_cannot_be_removed(engagement: OpenEngagement) -> None:
    engagement.put_row(SYSTEMS, {"key": "lab", "name": "Laboratory"})
    engagement.put_row("dependencies.edges", {"key": "e", "source": "erp", "target": "lab"})
    with pytest.raises(AnswerRefused, match="names 'lab', which is not in this engagement"):
        engagement.remove_row(SYSTEMS, "lab")
    assert systems(engagement) == ["lab"]


def test_undoing_a_removal_puts_the_row_back_into_its_place(engagement: OpenEngagement) -> None:
    for key in ("a", "b", "c"):
        engagement.put_row(SYSTEMS, {"key": key, "name": key.upper()})
    engagement.remove_row(SYSTEMS, "b")
    assert systems(engagement) == ["a", "c"]
    engagement.undo()
    assert systems(engagement) == ["a", "b", "c"]


def test_undoing_an_addition_takes_the_row_away(engagement: OpenEngagement) -> None:
    engagement.put_row(SYSTEMS, {"key": "a", "name": "A"})
    engagement.put_row(SYSTEMS, {"key": "b", "name": "B"})
    engagement.undo()
    assert systems(engagement) == ["a"]


def test_undoing_a_changed_row_keeps_only_that_row_in_the_file(engagement: OpenEngagement) -> None:
    for key in ("a", "b", "c"):
        engagement.put_row(SYSTEMS, {"key": key, "name": key.upper()})
    earlier = engagement.assessment.dependencies.systems[1]
    engagement.put_row(SYSTEMS, {"key": "b", "name": "Second"})
    last = list(engagement.file.revisions())[-1]
    assert [edit.path for edit in last.before] == ["dependencies.systems[b]"]
    engagement.undo()
    assert engagement.assessment.dependencies.systems[1] == earlier
    assert systems(engagement) == ["a", "b", "c"]


# --- history ----------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_through_the_acts_with_their_sentences(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    engagement.answer("recovery.rto_minutes", 240)
    assert engagement.undo_sentence == "Recovery time objective (RTO) set to 4 h"
    engagement.undo()
    assert engagement.assessment.recovery.rto_minutes.is_open
    assert engagement.redo_sentence == "Recovery time objective (RTO) set to 4 h"
    engagement.undo()
    assert engagement.assessment == Assessment()
    assert engagement.undo_sentence == ""
    engagement.redo()
    engagement.redo()
    assert engagement.assessment.recovery.rto_minutes.value == 240
    assert engagement.redo_sentence == ""


def test_undo_and_redo_at_the_ends_do_nothing(engagement: OpenEngagement) -> None:
    before = engagement.assessment
    engagement.undo()
    engagement.redo()
    assert engagement.assessment is before
    assert len(list(engagement.file.revisions())) == 1


def test_a_new_act_ends_what_could_be_redone(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    engagement.undo()
    engagement.answer(PEAK, 160)
    assert engagement.redo_sentence == ""
    engagement.redo()
    assert engagement.assessment.people.peak_concurrent_users.value == 160


def test_a_refused_act_leaves_what_could_be_redone(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    engagement.undo()
    with pytest.raises(AnswerRefused):
        engagement.answer(PEAK, 0)
    engagement.redo()
    assert engagement.assessment.people.peak_concurrent_users.value == 150


def test_history_reaches_back_over_sessions(tmp_path: Path) -> None:
    path = tmp_path / "klinikum.wardround"
    first = begun(path, sample())
    start = first.assessment
    first.answer(PEAK, 280)
    first.put_row(SYSTEMS, dict(start.dependencies.systems[0]) | {"criticality": 1})
    first.remove_row("calendar.freezes", start.calendar.freezes[1].key)
    first.undo()
    after = first.assessment
    first.close()
    second = reopened(path)
    assert second.assessment == after
    assert second.redo_sentence.startswith("Own freeze periods: '")
    second.redo()
    assert len(second.assessment.calendar.freezes) == len(start.calendar.freezes) - 1
    second.close()
    third = reopened(path)
    for _ in range(3):
        third.undo()
    assert third.assessment == start
    assert third.undo_sentence == ""
    third.close()


def test_an_import_is_one_act(engagement: OpenEngagement) -> None:
    engagement.answer(PEAK, 150)
    before = engagement.assessment
    heard: list[Change] = []
    engagement.listen(heard.append)
    engagement.take_over(sample(), "Imported hospital.json")
    assert engagement.assessment == sample()
    engagement.undo()
    assert engagement.assessment == before
    assert [(change.why, change.sentence) for change in heard] == [
        ("import", "Imported hospital.json"),
        ("undo", "Imported hospital.json"),
    ]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(1, 5)),
        st.tuples(st.just("row"), st.integers(1, 3)),
        st.tuples(st.just("remove"), st.integers(1, 3)),
        st.tuples(st.just("field"), st.integers(1, 4)),
        st.tuples(st.just("undo"), st.just(0)),
        st.tuples(st.just("redo"), st.just(0)),
        st.tuples(st.just("reopen"), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=25)
@given(acts=ACTS)
def test_whatever_was_done_all_of_it_can_be_undone_and_the_file_agrees(acts: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "klinikum.wardround"
        engagement = begun(path)
        for act, number in acts:
            engagement = done(engagement, path, act, number)
            assert engagement.file.assessment() == engagement.assessment
        while engagement.undo_sentence:
            engagement.undo()
        assert engagement.assessment == Assessment()
        engagement.close()


def done(engagement: OpenEngagement, path: Path, act: str, number: int) -> OpenEngagement:
    match act:
        case "answer":
            engagement.answer("organisation.site_count", number)
        case "row":
            engagement.put_row(SYSTEMS, {"key": f"s{number}", "name": f"System {number}", "criticality": number})
        case "remove" if f"s{number}" in systems(engagement):
            engagement.remove_row(SYSTEMS, f"s{number}")
        case "field":
            engagement.put_field("engagement.client", f"Client {number}")
        case "undo":
            engagement.undo()
        case "redo":
            engagement.redo()
        case "reopen":
            engagement.close()
            return reopened(path)
    return engagement


# --- announcing and saving --------------------------------------------------------------------------------------


def test_listeners_hear_what_was_before_and_after_once_it_is_in_the_file(engagement: OpenEngagement) -> None:
    seen: list[tuple[Change, Any]] = []

    def listener(change: Change) -> None:
        seen.append((change, engagement.file.assessment()))

    before = engagement.assessment
    engagement.listen(listener)
    engagement.answer(PEAK, 150)
    ((change, in_file),) = seen
    assert change.before is before
    assert change.after is engagement.assessment
    assert in_file == change.after
    assert (change.why, change.sentence) == ("edit", "Peak concurrent users set to 150 users")
    assert change.saved_at > datetime(2027, 3, 1, tzinfo=UTC)


def test_sections_that_were_not_touched_are_the_same_ones(engagement: OpenEngagement) -> None:
    heard: list[Change] = []
    engagement.listen(heard.append)
    engagement.answer(PEAK, 150)
    (change,) = heard
    assert change.after.recovery is change.before.recovery
    assert change.after.people is not change.before.people


def test_a_listener_that_went_away_hears_nothing_more(engagement: OpenEngagement) -> None:
    heard: list[Change] = []
    stop = engagement.listen(heard.append)
    stop()
    engagement.answer(PEAK, 150)
    assert heard == []


def test_listeners_hear_undo_and_redo_by_their_names(engagement: OpenEngagement) -> None:
    why: list[str] = []
    engagement.listen(lambda change: why.append(change.why))
    engagement.answer(PEAK, 150)
    engagement.undo()
    engagement.redo()
    assert why == ["edit", "undo", "redo"]


def test_when_the_disk_refuses_nothing_has_changed(engagement: OpenEngagement, monkeypatch: pytest.MonkeyPatch) -> None:
    engagement.answer(PEAK, 150)
    engagement.answer(PEAK, 160)
    engagement.undo()
    heard: list[Change] = []
    engagement.listen(heard.append)
    before = engagement.assessment

    def full(*_: object, **__: object) -> None:
        raise NotSaved(engagement.file.path, str(sqlite3.OperationalError("disk full")))

    monkeypatch.setattr(engagement.file, "append", full)
    acts: tuple[Callable[[], None], ...] = (
        lambda: engagement.answer(PEAK, 170),
        lambda: engagement.put_row(SYSTEMS, {"key": "a", "name": "A"}),
        engagement.undo,
        engagement.redo,
    )
    for act in acts:
        with pytest.raises(NotSaved, match="disk full"):
            act()
    assert engagement.assessment is before
    assert heard == []
    assert engagement.undo_sentence == "Peak concurrent users set to 150 users"
    assert engagement.redo_sentence == "Peak concurrent users set to 160 users"


def test_time_in_the_file_is_that_of_the_act(tmp_path: Path) -> None:
    engagement = begun(tmp_path / "x.wardround")
    engagement.answer(PEAK, 150)
    engagement.answer(PEAK, 160)
    first, second, third = engagement.file.revisions()
    assert second.at - first.at >= timedelta(0)
    assert third.at > second.at
    assert {revision.by for revision in (second, third)} == {"Ruth Calder"}


def test_every_cell_of_the_largest_sample_can_be_written_as_it_stands(tmp_path: Path) -> None:
    assessment = sample("multi-site-network")
    engagement = begun(tmp_path / "x.wardround", assessment)
    for row in value_at(assessment, "interfaces.interfaces")[:5]:
        engagement.put_row("interfaces.interfaces", row)
    assert engagement.undo_sentence == "", "nothing was changed"
    assert engagement.assessment == with_value(assessment, "engagement.client", assessment.engagement.client)
