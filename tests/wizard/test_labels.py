"""Labels say what they were given: never markup, and whole in the tooltip where there is no room."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from wardround.wizard.labels import ElidedLabel, label
from wardround.wizard.two_lines import TwoLineLabel

LONG = "Klinikum Nordtal gemeinnützige Gesellschaft für Krankenhausbetrieb mbH"


def test_a_long_name_ends_in_dots_and_stands_whole_in_the_tooltip(qtbot: QtBot) -> None:
    shown = ElidedLabel(LONG)
    qtbot.addWidget(shown)
    shown.resize(160, 20)
    shown.show()
    assert shown.shown_text().endswith("…")
    assert shown.toolTip() == LONG


def test_a_name_that_fits_needs_no_tooltip(qtbot: QtBot) -> None:
    shown = ElidedLabel("Klinikum")
    qtbot.addWidget(shown)
    shown.resize(160, 20)
    shown.show()
    assert shown.shown_text() == "Klinikum"
    assert shown.toolTip() == ""


def test_a_clients_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    shown = label("<b>Nordtal</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() is Qt.TextFormat.PlainText


def test_a_sentence_that_needs_more_than_two_lines_stands_whole_in_the_tooltip(qtbot: QtBot) -> None:
    shown = TwoLineLabel("trouble")
    qtbot.addWidget(shown)
    shown.resize(300, 36)
    shown.setText("Two words")
    shown.show()
    assert shown.toolTip() == ""
    shown.setText(LONG * 3)
    assert shown.toolTip() == LONG * 3
