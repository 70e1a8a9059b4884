"""Why is this figure what it is: the formula, what went in, where it came from, and the figures behind it."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import example
from wardround.engine.figure import Figure, Input
from wardround.wizard.labels import button
from wardround.wizard.why import WhyPopover

WORKERS, CORES = "production.application.workers", "demand.design_hour.cpu_cores"


@pytest.fixture
def figures() -> Mapping[str, Figure]:
    return example()[1].figures


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """Return a window with a figure at its right edge."""
    window = QWidget()
    window.resize(1280, 720)
    anchor = button("EUR 14,593", "anchor")
    anchor.setParent(window)
    anchor.setGeometry(1000, 100, 240, 60)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def anchor(over: QWidget) -> QPushButton:
    found = over.findChild(QPushButton, "anchor")
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def why(over: QWidget) -> WhyPopover:
    return WhyPopover(over)


def words_of(why: WhyPopover) -> list[str]:
    labels = [child.text() for child in why.findChildren(QLabel) if child.isVisible()]
    return labels + [child.text() for child in why.findChildren(QPushButton) if child.isVisible()]


def link(why: WhyPopover, name: str) -> QPushButton:
    found = [child for child in why.findChildren(QPushButton, name) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def test_it_shows_value_formula_inputs_and_their_sources(
    why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton
) -> None:
    why.explain(figures, CORES, anchor)
    words = words_of(why)
    assert "CPU cores kept busy in the design hour" in words
    assert "9.4 cores" in words
    assert "Sum over operation classes of operations a second x CPU seconds an operation." in words
    assert "Source: utilisation law" in words
    assert {"Active users", "381 users", "Peak concurrent users: Anna Weiß, measured"} <= set(words)


def test_a_link_leads_to_the_figure_behind_and_back_again(
    qtbot: QtBot, why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton
) -> None:
    why.explain(figures, WORKERS, anchor)
    qtbot.mouseClick(link(why, f"why.follow.{CORES}"), Qt.MouseButton.LeftButton)
    assert why.figure == CORES
    assert "9.4 cores" in words_of(why)
    qtbot.mouseClick(link(why, "why.back"), Qt.MouseButton.LeftButton)
    assert why.figure == WORKERS
    assert "32 workers" in words_of(why)


def test_an_input_without_a_figure_behind_it_is_no_link(
    why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton
) -> None:
    why.explain(figures, WORKERS, anchor)
    links = [child.text() for child in why.findChildren(QPushButton) if child.isVisible()]
    assert "Vendor's rule" not in links


def test_esc_closes_it_and_gives_the_focus_back(
    qtbot: QtBot, why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton
) -> None:
    why.explain(figures, WORKERS, anchor)
    focused = why.window().focusWidget()
    assert focused is not None
    assert why.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not why.isVisible()
    assert why.figure == ""
    assert why.window().focusWidget() is anchor


def test_backspace_goes_back(qtbot: QtBot, why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton) -> None:
    why.explain(figures, WORKERS, anchor)
    qtbot.mouseClick(link(why, f"why.follow.{CORES}"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(why, Qt.Key.Key_Backspace)
    assert why.figure == WORKERS


def test_a_click_elsewhere_closes_it_and_one_inside_does_not(
    qtbot: QtBot, why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton, over: QWidget
) -> None:
    why.explain(figures, WORKERS, anchor)
    inside = why.findChildren(QLabel)[-1]
    qtbot.mouseClick(inside, Qt.MouseButton.LeftButton)
    assert why.isVisible()
    qtbot.mouseClick(over, Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
    assert not why.isVisible()


def test_a_figure_that_is_not_there_opens_nothing(
    why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton
) -> None:
    why.explain(figures, "cost.of_nothing", anchor)
    assert not why.isVisible()


def test_it_stays_inside_the_window_and_beside_its_figure(
    why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton, over: QWidget
) -> None:
    for left, top in ((1000, 100), (1000, 680), (20, 60)):
        anchor.move(left, top)
        why.explain(figures, CORES, anchor)
        assert over.rect().contains(why.geometry())
        assert not why.geometry().intersects(anchor.geometry())


def test_a_figure_with_many_inputs_scrolls_and_does_not_grow_out_of_the_window(
    why: WhyPopover, figures: Mapping[str, Figure], anchor: QPushButton, over: QWidget
) -> None:
    inputs = tuple(Input(f"line {number}", number, "USD", "the bill") for number in range(60))
    many = Figure("many", "Many lines", 1, "USD", "sum", inputs, "the bill")
    why.explain({"many": many}, "many", anchor)
    assert over.rect().contains(why.geometry())


def test_a_clients_words_are_not_read_as_markup(why: WhyPopover, anchor: QPushButton) -> None:
    figure = Figure("f", "<b>Bold</b>", "<i>x</i>", "", "sum", (Input("<u>n</u>", 1, "", "<s>"),), "s")
    why.explain({"f": figure}, "f", anchor)
    assert {child.textFormat() for child in why.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
