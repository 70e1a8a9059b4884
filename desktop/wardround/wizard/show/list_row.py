"""One row of a list: cells under headings, and below it what unfolds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardround.wizard import theme
from wardround.wizard.glance import Tone
from wardround.wizard.labels import may_shorten
from wardround.wizard.painted_button import LEFT, RADIUS, RIGHT, PaintedButton, write
from wardround.wizard.show.cells import Cell, height_of, soft_of
from wardround.wizard.show.columns import MARK, SIDE, Column, Place, places

HEIGHT = 40
HEAD_HEIGHT = 32
NEVER = -1


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows. ``key`` stays the same when its figures change; ``tint`` grounds the row in a soft colour."""

    key: str
    cells: tuple[Cell, ...]
    detail: Callable[[], QWidget] | None = field(default=None, compare=False)
    """Makes what unfolds below the row."""
    figure: str = ""
    """The name of the figure that a click explains, for a row that does not unfold."""
    section: str = ""
    """The caption that the row stands under."""
    tint: Tone = "plain"
    indent: int = 0


class ListHead(QWidget):
    """The headings of a list, small and grey."""

    def __init__(self, columns: Sequence[Column], side: int = SIDE, mark: int = MARK) -> None:
        super().__init__()
        self._columns, self._side, self._mark = tuple(columns), side, mark
        self.setFixedHeight(HEAD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip the headings, where one may be shortened."""
        super().resizeEvent(event)
        self.setToolTip(" · ".join(column.title for column in self._columns if column.title))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the headings and a thin line below them."""
        tokens = theme.current()
        painter = QPainter(self)
        font = theme.font(theme.SMALL + 0.5, theme.SEMIBOLD)
        for place in places(self._columns, self.width(), self._side, self._mark):
            column = self._columns[place.index]
            box = QRect(place.left, 0, place.width, self.height())
            write(painter, box, column.title, font, tokens.muted, RIGHT if column.right else LEFT)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.line))


class ListRow(PaintedButton):
    """A row to click where it unfolds or explains a figure; else it is only read."""

    stepped = Signal(int)
    """The keys want the row so many places further."""

    def __init__(self, row: Row, columns: Sequence[Column], height: int, side: int = SIDE, mark: int = MARK) -> None:
        super().__init__()
        self._columns, self._side, self._mark = tuple(columns), side, mark
        self._row = row
        self._height = self._least = height
        self._fitted = NEVER
        may_shorten(self)
        self.setObjectName(row.key)
        self.show_row(row)

    @property
    def row(self) -> Row:
        """What it shows."""
        return self._row

    @property
    def acts(self) -> bool:
        """Whether a click does something."""
        return self._row.detail is not None or bool(self._row.figure)

    def show_row(self, row: Row) -> None:
        """Show other cells in the same place."""
        self._row = row
        self.setCheckable(row.detail is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.acts else Qt.CursorShape.ArrowCursor)
        self._say()
        self._fitted = NEVER
        if self.isVisible():
            self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the row."""
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least room of the columns that are always there."""
        return QSize(sum(column.room for column in self._columns if not column.from_width), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the tooltip what has no room."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Make up for what changed out of sight."""
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk along the rows by arrow keys; the right one unfolds, the left one folds."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -100_000, Qt.Key.Key_End: 100_000}
        unfolds = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in unfolds and self.isCheckable() and self.isChecked() != unfolds[key]:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, cells, mark, line and focus."""
        tokens = theme.current()
        painter = self.painter()
        box = self.rect()
        ground = self._ground(tokens)
        if ground:
            painter.fillRect(box, QColor(ground))
        for place in places(self._columns, self.width(), self._side, self._mark):
            side = RIGHT if self._columns[place.index].right else LEFT
            indent = self._row.indent if place.index == 0 else 0
            where = QRect(place.left + indent, 0, place.width - indent, self.height() - 1)
            self._row.cells[place.index].paint(painter, where, side)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.line))
        if self.isCheckable() and self._mark:
            self._paint_mark(painter, tokens)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), RADIUS, RADIUS)

    def _fit(self) -> None:
        """Follow the width, where it or the row is another one: to measure all the words takes a while."""
        if self._fitted != self.width():
            self._fitted = self.width()
            self._grow()
            self._tell_cut()

    def _grow(self) -> None:
        """Be as high as the words on several lines need."""
        shown = places(self._columns, self.width(), self._side, self._mark)
        needed = max((height_of(self._row.cells[place.index], self._room(place)) for place in shown), default=0)
        height = max(needed, self._least)
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _room(self, place: Place) -> int:
        return place.width - (self._row.indent if place.index == 0 else 0)

    def _ground(self, tokens: theme.Tokens) -> str:
        if self.isChecked():
            return tokens.accent_soft
        if self.hovered and self.acts:
            return tokens.ground
        return "" if self._row.tint == "plain" else soft_of(self._row.tint, tokens)

    def _paint_mark(self, painter: QPainter, tokens: theme.Tokens) -> None:
        """Paint a small angle: down when what is below the row is shown, else to the right."""
        x, y = self.width() - self._side - 4.0, self.height() / 2
        right = [QPointF(x - 2, y - 4), QPointF(x + 2, y), QPointF(x - 2, y + 4)]
        down = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        painter.setPen(QPen(QColor(tokens.muted), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(down if self.isChecked() else right))

    def _say(self) -> None:
        """Put the row in words with its headings, for who listens."""
        titled = zip((column.title for column in self._columns), self._row.cells, strict=True)
        parts = [f"{title}: {cell.said}" if title else cell.said for title, cell in titled if cell.said]
        words = ", ".join(parts)
        self.setAccessibleName(f"{words}. Why?" if self._row.figure else words)

    def _tell_cut(self) -> None:
        """Put into the tooltip what is cut."""
        shown = places(self._columns, self.width(), self._side, self._mark)
        cut = [
            self._row.cells[place.index].said
            for place in shown
            if self._row.cells[place.index].is_cut(self._room(place))
        ]
        self.setToolTip("\n".join(cut))
