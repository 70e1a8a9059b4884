"""The rail: any step by click or key, how far each has come, and what is worth asking."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wardround.wizard import theme
from wardround.wizard.painted_button import PaintedButton, width_of
from wardround.wizard.rail import Rail
from wardround.wizard.worth_asking import WorthAsking
from wardround.workshop.questions import Completeness
from wardround.workshop.steps import STEPS

LONG = "Admin pages reachable from the internet, also from branch offices?"
ASKED = tuple(
    WorthAsking(f"Question {number}?", "moves cost", "The whole question?", f"a.b{number}") for number in "123"
)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """Return a window around a rail, as high as in the smallest window that must look right."""
    made = QWidget()
    rail = Rail(STEPS)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(rail)
    qtbot.addWidget(made)
    made.resize(rail.needed_width(), 667)
    made.show()
    return made


@pytest.fixture
def rail(holder: QWidget) -> Rail:
    found = holder.findChild(Rail)
    assert isinstance(found, Rail)
    return found


def colour_at(rail: Rail, step_id: str, place: QPoint) -> str:
    whole = rail.window().grab().toImage()
    return QColor(whole.pixel(rail.button(step_id).mapTo(rail.window(), place))).name().upper()


def visible_questions(rail: Rail) -> list[PaintedButton]:
    rows = (rail.findChild(PaintedButton, f"rail.ask.{place}") for place in (1, 2, 3))
    return [row for row in rows if row is not None and row.isVisible()]


def test_a_click_on_a_step_asks_for_it(qtbot: QtBot, rail: Rail) -> None:
    with qtbot.waitSignal(rail.step_wanted) as heard:
        qtbot.mouseClick(rail.button("risks"), Qt.MouseButton.LeftButton)
    assert heard.args == ["risks"]


def test_the_current_step_is_marked_and_only_that(rail: Rail) -> None:
    rail.show_current("workload")
    rail.show_current("controls")
    edge = QPoint(10, 18)
    assert colour_at(rail, "controls", edge) == theme.LIGHT.accent
    assert colour_at(rail, "workload", edge) == theme.LIGHT.surface


def test_no_title_is_cut_at_the_width_that_the_rail_asks_for(rail: Rail) -> None:
    font = theme.font(theme.BODY, theme.SEMIBOLD)
    longest = max(width_of(step.title, font) for step in STEPS)
    assert rail.needed_width() >= longest + 80


def test_a_step_tells_how_far_it_has_come_to_who_cannot_see_the_ring(rail: Rail) -> None:
    rail.show_completeness({"workload": Completeness(applicable=10, answered=4, open_core=3)})
    assert rail.button("workload").accessibleName() == "Workload, 40 % answered, 3 core questions open"
    assert rail.button("results").accessibleName() == "Results"


def test_a_finished_step_wears_green_and_an_unfinished_one_a_badge(rail: Rail) -> None:
    rail.show_completeness({"workload": Completeness(10, 10, 0), "controls": Completeness(10, 4, 3)})
    badge = QPoint(rail.button("controls").width() - 20, 10)
    assert colour_at(rail, "controls", badge) == theme.LIGHT.warn_soft
    assert colour_at(rail, "workload", badge) == theme.LIGHT.surface
    ring = QPoint(27, 11)
    assert colour_at(rail, "workload", ring) != colour_at(rail, "controls", ring)


def test_arrow_keys_walk_through_the_steps(qtbot: QtBot, rail: Rail) -> None:
    rail.show_current("workload")
    rail.button("workload").setFocus()
    with qtbot.waitSignal(rail.step_wanted) as heard:
        qtbot.keyClick(rail.button("workload"), Qt.Key.Key_Down)
    assert heard.args == ["interfaces_and_dependencies"]


def test_up_to_three_questions_are_shown_and_a_click_leads_to_the_field(qtbot: QtBot, rail: Rail) -> None:
    rail.show_worth_asking(ASKED)
    rows = visible_questions(rail)
    assert len(rows) == 3
    with qtbot.waitSignal(rail.place_wanted) as heard:
        qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert heard.args == ["a.b2"]


def test_enter_on_a_question_leads_to_the_field(qtbot: QtBot, rail: Rail) -> None:
    rail.show_worth_asking(ASKED)
    with qtbot.waitSignal(rail.place_wanted):
        qtbot.keyClick(visible_questions(rail)[0], Qt.Key.Key_Return)


def test_without_a_question_the_foot_of_the_rail_is_empty(rail: Rail) -> None:
    rail.show_worth_asking(ASKED)
    rail.show_worth_asking(())
    assert visible_questions(rail) == []


def test_a_low_rail_shows_whole_questions_or_none(rail: Rail) -> None:
    long = tuple(WorthAsking(LONG, "moves cost", LONG, f"a.b{number}") for number in "123")
    rail.show_worth_asking(long)
    holder = rail.window()
    for height in range(560, 720, 8):
        holder.resize(holder.width(), height)
        for row in visible_questions(rail):
            assert row.geometry().bottom() <= rail.height()
