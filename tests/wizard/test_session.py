"""The session: a change goes through the gate, is announced when it is saved, and the figures follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import AS_OF, example
from tests.wizard.frame import SLOWEST_MS, Assess
from wardround.assessment import Assessment, Standing, value_at
from wardround.engine.findings import Findings
from wardround.store import NotSaved
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change, OpenEngagement

PEAK = "people.peak_concurrent_users"


def test_an_answer_is_saved_announced_and_assessed(qtbot: QtBot, session_with: Callable[[Assess], Session]) -> None:
    seen: list[tuple[Assessment, date]] = []

    def assess(assessment: Assessment, _catalogue: object, _knowledge: object, as_of: date) -> Findings:
        seen.append((assessment, as_of))
        return example()[1]

    session = session_with(assess)
    with qtbot.waitSignals([session.saved, session.changed, session.assessed], timeout=SLOWEST_MS):
        assert session.answer(PEAK, 390, standing=Standing.MEASURED) == []
    assert value_at(session.assessment, PEAK).value == 390
    assert seen == [(session.assessment, AS_OF)]
    assert session.findings is not None
    assert not session.stale


def test_changes_made_at_once_are_assessed_once_and_until_then_figures_are_on_their_way(
    qtbot: QtBot, session_with: Callable[[Assess], Session]
) -> None:
    seen: list[Assessment] = []

    def assess(assessment: Assessment, *_facts: object) -> Findings:
        seen.append(assessment)
        return example()[1]

    session = session_with(assess)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        for peak in (390, 400, 410):
            session.answer(PEAK, peak)
            assert session.is_working
    assert [value_at(assessment, PEAK).value for assessment in seen] == [410]
    assert not session.is_working


def test_figures_follow_as_well_where_another_page_comes_first(qtbot: QtBot, session: Session) -> None:
    session.answer(PEAK, 390)
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.show_page_first()
    assert not session.stale


def test_a_page_that_comes_without_a_change_asks_for_no_figures(session: Session) -> None:
    session.show_page_first()
    assert not session.is_working


def test_what_is_saved_says_when_in_the_time_of_this_machine(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.saved) as heard:
        session.answer(PEAK, 390)
    assert heard.args[0].startswith("Saved ")
    assert len(heard.args[0]) == len("Saved 14:20:07")


def test_a_refused_answer_comes_back_with_its_reason_and_changes_nothing(qtbot: QtBot, session: Session) -> None:
    before = session.assessment
    with qtbot.assertNotEmitted(session.changed):
        (problem,) = session.answer(PEAK, "many")
    assert problem.what == "must be a whole number"
    assert session.assessment is before


def test_when_a_change_is_announced_the_history_knows_of_it(session: Session) -> None:
    told: list[tuple[str, str]] = []
    session.changed.connect(lambda _change: told.append(_history(session)))
    session.put_field("engagement.project", "ERP")
    session.undo()
    session.redo()
    sentence = "Project set to ERP"
    assert told == [(sentence, ""), ("", sentence), (sentence, "")]


def _history(session: Session) -> tuple[str, str]:
    return session.engagement.undo_sentence, session.engagement.redo_sentence


def test_undo_and_redo_say_why_the_answers_changed(session: Session) -> None:
    heard: list[Change] = []
    session.changed.connect(heard.append)
    session.put_field("engagement.project", "ERP")
    session.undo()
    session.redo()
    assert [change.why for change in heard] == ["edit", "undo", "redo"]


def test_a_disk_that_refuses_is_told_and_nothing_changed(
    qtbot: QtBot, session: Session, engagement: OpenEngagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NotSaved(engagement.file.path, "disk is full")

    monkeypatch.setattr(engagement.file, "append", full)
    before = session.assessment
    with qtbot.waitSignal(session.trouble) as heard:
        (problem,) = session.answer(PEAK, 390)
    assert "disk is full" in heard.args[0]
    assert problem.what == heard.args[0]
    assert session.assessment is before


def test_a_failing_engine_is_one_sentence_and_the_last_good_figures_stay(
    qtbot: QtBot, session_with: Callable[[Assess], Session]
) -> None:
    answers = iter([example()[1]])
    session = session_with(lambda *_: next(answers))
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.begin()
    good = session.findings
    with qtbot.waitSignal(session.failed, timeout=SLOWEST_MS) as heard:
        session.answer(PEAK, 390)
    assert heard.args[0].startswith("Wardround made a mistake of its own while working out the figures")
    assert session.findings is good
    assert session.stale


def test_nothing_is_worked_out_before_anybody_has_answered(
    qtbot: QtBot, session_with: Callable[[Assess], Session]
) -> None:
    session = session_with(lambda *_: example()[1])
    assert session.take_over(Assessment(), "Emptied") == []
    with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
        session.assess_now()
    session.begin()
    assert not session.is_working


def test_questions_are_made_again_only_after_a_change(session: Session) -> None:
    first = session.questions
    assert session.questions is first
    session.put_field("engagement.project", "ERP")
    assert session.questions is not first


def test_a_closed_session_hears_nothing_more(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.assessed), qtbot.waitSignal(session.working, timeout=SLOWEST_MS):
        session.assess_now()
        session.close()
    qtbot.waitUntil(lambda: not session.is_working, timeout=SLOWEST_MS)


def test_the_newest_answer_wins(qtbot: QtBot, session_with: Callable[[Assess], Session]) -> None:
    first_is_under_way, go_on = Event(), Event()
    seen: list[int] = []

    def assess(assessment: Assessment, *_: object) -> Findings:
        peak = value_at(assessment, PEAK).value
        seen.append(peak)
        if peak == 390:
            first_is_under_way.set()
            go_on.wait()
        return replace(example()[1], scenario=str(peak))

    session = session_with(assess)
    heard: list[str] = []
    session.assessed.connect(lambda findings: heard.append(findings.scenario))
    assert session.answer(PEAK, 390) == []
    qtbot.waitUntil(first_is_under_way.is_set, timeout=SLOWEST_MS)
    for peak in (391, 392, 393):
        session.answer(PEAK, peak)
    session.assess_now()
    go_on.set()
    qtbot.waitUntil(lambda: not session.is_working and not session.stale, timeout=SLOWEST_MS)
    assert heard == ["393"], "figures of older answers are never shown"
    assert seen == [390, 393], "what lies between is never worked out"
