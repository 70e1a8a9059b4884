"""Where a column is narrow, less is said: never half a word where a shorter way to say it is known."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drawn_text import drawn_texts
from tests.deliverables.example_findings import example
from wardround.engine.findings import FiredRisk, RoleSizing
from wardround.wizard.painted_button import LEFT
from wardround.wizard.show.cells import Cell, Words, Wrapped
from wardround.wizard.show.risk_words import because, because_shortly
from wardround.wizard.show.role_words import carried_shortly, decided_by, decided_shortly
from wardround.wizard.show.timeline import Calendar, paint_axis


class Canvas(QWidget):
    """Paints one cell, or the axis of a calendar."""

    def __init__(self, shown: Cell | Calendar, width: int) -> None:
        super().__init__()
        self._shown = shown
        self.resize(QSize(width, 40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        box = QRect(0, 0, self.width(), self.height())
        if isinstance(self._shown, Calendar):
            paint_axis(painter, box, self._shown)
        else:
            self._shown.paint(painter, box, LEFT)


def written(qtbot: QtBot, shown: Cell | Calendar, width: int) -> list[str]:
    canvas = Canvas(shown, width)
    qtbot.addWidget(canvas)
    canvas.show()
    return [text.text for text in drawn_texts(canvas)]


CARRIED = Words("Application", "with PostgreSQL, connection pooler and Redis", shorter=("with 3 other roles", "shared"))


@pytest.mark.parametrize(
    ("width", "under"),
    [(400, "with PostgreSQL, connection pooler and Redis"), (130, "with 3 other roles"), (80, "shared")],
)
def test_the_grey_line_takes_the_longest_way_that_has_room(qtbot: QtBot, width: int, under: str) -> None:
    assert written(qtbot, CARRIED, width) == ["Application", under]


def test_a_long_first_line_takes_both_lines(qtbot: QtBot) -> None:
    risk = Words("Sizes may be wrong because nothing has been measured", "Evidence: what people say", strong=True)
    assert written(qtbot, risk, 340) == ["Sizes may be wrong because nothing has been", "measured"]
    assert risk.is_cut(340)


def test_wrapped_words_that_need_three_lines_are_said_shortly(qtbot: QtBot) -> None:
    why = Wrapped("Memory: 37.4 GiB, the cheaper size has 16", shorter=("Memory: 37.4 GiB, cheaper has 16", "Memory"))
    assert " ".join(written(qtbot, why, 112)) == "Memory: 37.4 GiB, cheaper has 16"
    assert written(qtbot, why, 60) == ["Memory"]


def test_the_names_of_months_never_hide_a_new_year(qtbot: QtBot) -> None:
    day = date(2026, 11, 20)
    calendar = Calendar(day, date(2027, 6, 30), day, None, None, ())
    assert written(qtbot, calendar, 330)[:2] == ["Jan 2027", "Dec"]
    assert "Dec 2026" in written(qtbot, calendar, 900)


# --- words ----------------------------------------------------------------------------------------------------


def role(name: str) -> RoleSizing:
    return next(each for each in example()[1].deployment if each.role == name)


def bound(by: str, unit: str) -> RoleSizing:
    """Return a role whose first need is what a cheaper size failed on."""
    database = role("postgresql")
    need = replace(database.needs[0], name="memory", words="working set", unit=unit)
    return replace(database, needs=(need,), binding=f"1 x Standard_D4ads_v5 fails on working set: {by}")


@pytest.mark.parametrize(
    ("by", "unit", "words"),
    [
        ("37.4 GiB, at most 16", "GiB", "Memory: 37.4 GiB, the cheaper size has 16"),
        ("the load has no steady state there", "of target", "Memory: a cheaper size would be overloaded"),
        ("2.07 of target, at most 1", "of target", "Memory: 2.07 times the target on a cheaper size"),
    ],
)
def test_a_size_is_explained_by_what_the_cheaper_one_lacks(by: str, unit: str, words: str) -> None:
    assert decided_by(bound(by, unit)) == words


def test_the_explanation_becomes_shorter_until_only_the_need_is_named() -> None:
    ways = decided_shortly(bound("37.4 GiB, at most 16", "GiB"))
    assert ways == ("Memory: 37.4 GiB, cheaper has 16", "Memory: 37.4 GiB", "Memory")


def test_what_else_runs_on_a_role_is_named_and_then_counted() -> None:
    carrying = replace(role("postgresql"), carries=("pooler", "redis"))
    assert carried_shortly(carrying) == ("with pooler and Redis", "with 2 other roles")
    assert carried_shortly(replace(carrying, carries=())) == ()


def risk() -> FiredRisk:
    facts = ("Batch overlaps user hours: yes (measured)", "Reporting on the live system: heavy (stated)")
    return replace(example()[1].risks[0], because=facts, assumed=False)


def test_the_answers_behind_a_risk_become_fewer_and_the_rest_is_counted() -> None:
    assert because(risk()) == "Batch overlaps user hours: yes (measured); Reporting on the live system: heavy (stated)"
    assert because_shortly(risk()) == (
        "Batch overlaps user hours: yes (measured) and 1 more",
        "Batch overlaps user hours: yes and 1 more",
        "Batch overlaps user hours: yes",
        "Batch overlaps user hours and 1 more",
    )


def test_a_risk_without_answers_behind_it_has_nothing_to_shorten() -> None:
    assert because_shortly(replace(risk(), because=())) == ()
