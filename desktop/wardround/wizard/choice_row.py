"""A row to click: a title, a sentence under it, a word at its end. For lists of files, samples and profiles."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent

from wardround.wizard import theme
from wardround.wizard.cards import ROW_SIDE
from wardround.wizard.labels import may_shorten
from wardround.wizard.painted_button import RIGHT, PaintedButton, width_of, write

_MARK = 26
"""Room for the mark of a row that can be chosen."""


class ChoiceRow(PaintedButton):
    """A clickable row that shortens its words where there is no room; the tooltip then has them whole."""

    def __init__(self, title: str, sentence: str = "", aside: str = "", *, choosable: bool = False) -> None:
        """Take the words; a ``choosable`` row stays chosen and shows it with a mark."""
        super().__init__()
        may_shorten(self)
        self._title, self._sentence, self._aside = title, sentence, aside
        self.setCheckable(choosable)
        self.setAccessibleName(title)
        self.show_words(sentence, aside)

    @property
    def sentence(self) -> str:
        """The sentence under the title."""
        return self._sentence

    def show_words(self, sentence: str, aside: str = "") -> None:
        """Show another sentence under the title, and another word at its end."""
        self._sentence, self._aside = sentence, aside
        self.setAccessibleDescription(". ".join(part for part in (sentence, aside) if part))
        self._explain_cut()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of one line or two."""
        return QSize(260, 52 if self._sentence else 38)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least width at which a row still says something."""
        return QSize(140, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip what has no room."""
        super().resizeEvent(event)
        self._explain_cut()

    def _explain_cut(self) -> None:
        title = width_of(self._title, theme.font(theme.BODY, theme.MEDIUM))
        note = theme.font(theme.NOTE)
        room = self.width() - 2 * ROW_SIDE - self._mark_room()
        aside = width_of(self._aside, note) + 12 if self._aside else 0
        cut = title + aside > room or width_of(self._sentence, note) > room
        self.setToolTip("\n".join(part for part in (self._title, self._sentence) if part) if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, mark and words."""
        tokens = theme.current()
        painter = self.painter()
        self.paint_ground(painter, self.rect(), self._ground(tokens))
        if self.isCheckable():
            self._paint_mark(painter, tokens)
        left = ROW_SIDE + self._mark_room()
        width = self.width() - ROW_SIDE - left
        first = QRect(left, 7, width, 20) if self._sentence else QRect(left, 0, width, self.height())
        note = theme.font(theme.NOTE)
        if self._aside:
            first.setWidth(width - write(painter, first, self._aside, note, tokens.muted, RIGHT) - 12)
        write(painter, first, self._title, theme.font(theme.BODY, theme.MEDIUM), tokens.ink)
        if self._sentence:
            write(painter, QRect(left, 26, width, 18), self._sentence, note, tokens.muted)

    def _ground(self, tokens: theme.Tokens) -> str | None:
        return tokens.accent_soft if self.isChecked() else None

    def _mark_room(self) -> int:
        return _MARK if self.isCheckable() else 0

    def _paint_mark(self, painter: QPainter, tokens: theme.Tokens) -> None:
        middle = self.height() // 2
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent if self.isChecked() else tokens.muted), 1.5))
        painter.drawEllipse(ROW_SIDE + 1, middle - 7, 14, 14)
        if self.isChecked():
            painter.setBrush(QColor(tokens.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(ROW_SIDE + 5, middle - 3, 6, 6)
