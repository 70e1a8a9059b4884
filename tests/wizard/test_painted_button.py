"""Lines that are painted: measured, broken between words, clicked by key."""

import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from wardround.wizard import theme
from wardround.wizard.painted_button import PaintedButton, in_lines, in_two_lines, width_of


class Row(PaintedButton):
    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, 20)

    def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        self.paint_ground(self.painter(), self.rect())


def test_words_that_fit_stay_on_one_line(qapp: object) -> None:
    font = theme.font(theme.NOTE)
    assert in_two_lines("Backup never restored", font, width_of("Backup never restored", font)) == (
        "Backup never restored",
    )


def test_longer_words_break_between_words_and_none_is_lost(qapp: object) -> None:
    font = theme.font(theme.NOTE)
    words = "Recovery slower than tolerable downtime"
    lines = in_two_lines(words, font, width_of("Recovery slower than tolerable", font))
    assert lines == ("Recovery slower than tolerable", "downtime")


def test_one_long_word_is_not_broken(qapp: object) -> None:
    assert in_two_lines("Krankenhausbetriebsgesellschaft", theme.font(theme.NOTE), 40) == (
        "Krankenhausbetriebsgesellschaft",
    )


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_words_take_no_more_lines_than_they_may_and_none_is_lost(qapp: object, most: int) -> None:
    font = theme.font(theme.NOTE)
    words = "Restore failed once and was never tried again"
    lines = in_lines(words, font, width_of("Restore failed once", font), most)
    assert len(lines) == min(most, 3)
    assert " ".join(lines) == words


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_do_what_a_click_does(qtbot: QtBot, key: Qt.Key) -> None:
    row = Row()
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, key)


def test_the_focus_is_a_ring_in_the_accent(qtbot: QtBot) -> None:
    row = Row()
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    image = row.grab().toImage()
    assert image.pixelColor(image.width() // 2, 1).name().upper() == theme.LIGHT.accent
