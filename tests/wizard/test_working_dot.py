"""The dot that says that figures are on their way."""

from pytestqt.qtbot import QtBot

from wardround.wizard.working_dot import WorkingDot


def test_it_shows_when_an_answer_takes_a_moment_and_goes_with_the_answer(qtbot: QtBot) -> None:
    dot = WorkingDot()
    qtbot.addWidget(dot)
    dot.show()
    size = dot.size()
    dot.show_working(True)
    qtbot.waitUntil(lambda: dot.shows)
    assert dot.accessibleName() == "Figures are being worked out"
    dot.show_working(False)
    assert not dot.shows
    assert dot.size() == size


def test_an_answer_that_comes_at_once_shows_no_dot(qtbot: QtBot) -> None:
    dot = WorkingDot()
    qtbot.addWidget(dot)
    dot.show_working(True)
    dot.show_working(False)
    qtbot.wait(200)
    assert not dot.shows
