"""The risk map: likelihood up, impact across, a number for each risk; a cell filters the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wardround.deliverables.words import SCALE, counted
from wardround.wizard import theme
from wardround.wizard.glance import Tone
from wardround.wizard.painted_button import RIGHT, width_of, write
from wardround.wizard.show.cells import CENTRE, soft_of
from wardround.wizard.show.risk_words import LEVELS, Numbered, level_words, place_of

Cell = tuple[int, int]

ROW = 46
NAMES = 70
AXES = 40
MARK = 18
_GAP = 3
_HIGHEST = 5


class RiskMap(QWidget):
    """A grid of five by five. Click or Enter chooses a cell, and once more lets it go."""

    chosen = Signal(object)
    """Carries likelihood and impact of the cell that filters; None where none does."""

    def __init__(self, tones: Mapping[int, Tone]) -> None:
        """Take the tone of each score."""
        super().__init__()
        self._tones = tones
        self._cells: dict[Cell, list[Numbered]] = {}
        self._filter: Cell | None = None
        self._cursor: Cell = (_HIGHEST, _HIGHEST)
        self._hovered: Cell | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_risks(self, risks: Sequence[Numbered], *, after: bool) -> None:
        """Place the risks, as they are today or after mitigation."""
        self._cells = {}
        for each in risks:
            self._cells.setdefault(place_of(each.risk, after=after), []).append(each)
        self.setAccessibleName(f"Risk map with {counted(len(risks), 'risk')}")
        self._tell()
        self.update()

    def choose(self, cell: Cell | None) -> None:
        """Mark the cell that filters, without a word to anybody."""
        self._filter = cell
        self._tell()
        self.update()

    def centre_of(self, cell: Cell) -> tuple[int, int]:
        """Return the middle of a cell, for whoever points at it."""
        middle = self._box(cell).center()
        return middle.x(), middle.y()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of five rows with the axes."""
        return QSize(480, ROW * _HIGHEST + AXES)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a width at which the marks can be read."""
        return QSize(360, self.sizeHint().height())

    # --- acting ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the cell under the mouse."""
        found = self._at(event.position().toPoint().x(), event.position().toPoint().y())
        if found is not None:
            self._cursor = found
            self._toggle(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show which cell a click would choose."""
        found = self._at(event.position().toPoint().x(), event.position().toPoint().y())
        if found != self._hovered:
            self._hovered = found
            can = found is not None and found in self._cells
            self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show it at rest again."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk over the map by arrow keys; Enter or space chooses, Esc lets go."""
        steps = {Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1)}
        key = Qt.Key(event.key())
        if key in steps:
            likelihood, impact = self._cursor
            self._cursor = (_kept(likelihood + steps[key][0]), _kept(impact + steps[key][1]))
            self._tell()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._toggle(self._cursor)
        elif key == Qt.Key.Key_Escape and self._filter is not None:
            self._toggle(self._filter)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Name the risks of the cell under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._words(found), self, self._box(found))
            return True
        return super().event(event)

    def _toggle(self, cell: Cell) -> None:
        self._filter = None if cell == self._filter or cell not in self._cells else cell
        self._tell()
        self.update()
        self.chosen.emit(self._filter)

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words(self._cursor))

    def _words(self, cell: Cell) -> str:
        there = self._cells.get(cell, [])
        title = f"{level_words(*cell).capitalize()}: score {cell[0] * cell[1]}, {counted(len(there), 'risk')}"
        return "\n".join((title, *(f"{each.number}  {each.risk.title}" for each in there)))

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint grounds, marks, the names of the levels, and what is chosen."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(theme.SMALL)
        for level in LEVELS:
            row = self._box((level, 1))
            name = QRect(0, row.top(), NAMES - 10, row.height())
            write(painter, name, SCALE[level - 1], small, tokens.muted, RIGHT)
            column = self._box((1, level))
            below = QRect(column.left() - 6, column.bottom() + 3, column.width() + 12, 18)
            write(painter, below, SCALE[level - 1], small, tokens.muted, CENTRE)
            for impact in LEVELS:
                self._paint_cell(painter, tokens, (level, impact))
        bottom = QRect(NAMES, self._box((1, 1)).bottom() + 20, self.width() - NAMES, 18)
        caption = theme.font(theme.SMALL, theme.SEMIBOLD)
        write(painter, bottom, "impact, with likelihood upwards", caption, tokens.muted, CENTRE)

    def _paint_cell(self, painter: QPainter, tokens: theme.Tokens, cell: Cell) -> None:
        box = self._box(cell)
        tone = self._tones[cell[0] * cell[1]]
        there = self._cells.get(cell, [])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft_of(tone, tokens)))
        painter.setOpacity(1.0 if self._filter in {None, cell} else 0.45)
        painter.drawRoundedRect(box, 4, 4)
        if there:
            self._paint_marks(painter, tokens, box, there)
        else:
            score = str(cell[0] * cell[1])
            write(painter, box, score, theme.font(theme.SMALL), tokens.muted, CENTRE)
        painter.setOpacity(1.0)
        if cell == self._filter or (cell == self._hovered and there):
            painter.setPen(QPen(QColor(tokens.ink), 2 if cell == self._filter else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus() and cell == self._cursor:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 3, 3)

    def _paint_marks(self, painter: QPainter, tokens: theme.Tokens, box: QRect, there: Sequence[Numbered]) -> None:
        """Paint a disc with its number for each risk, or how many there are where the discs have no room."""
        step = MARK + 3
        across = max((box.width() - 8) // step, 1)
        down = -(-len(there) // across)
        if down * step > box.height():
            words = counted(len(there), "risk")
            font = theme.font(theme.NOTE, theme.SEMIBOLD)
            fits = width_of(words, font) <= box.width() - 6
            write(painter, box, words if fits else str(len(there)), font, tokens.ink, CENTRE)
            return
        across = -(-len(there) // down)
        top = box.center().y() - (down * step - 3) // 2
        for place, each in enumerate(there):
            row, column = divmod(place, across)
            in_row = min(across, len(there) - row * across)
            left = box.center().x() - (in_row * step - 3) // 2 + column * step
            disc = QRect(left, top + row * step, MARK, MARK)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ink))
            painter.drawEllipse(disc)
            write(
                painter, disc, str(each.number), theme.font(theme.SMALL - 1.5, theme.SEMIBOLD), tokens.surface, CENTRE
            )

    def _box(self, cell: Cell) -> QRect:
        likelihood, impact = cell
        wide = (self.width() - NAMES) / _HIGHEST
        left = round(NAMES + (impact - 1) * wide)
        return QRect(left, (_HIGHEST - likelihood) * ROW, round(wide) - _GAP, ROW - _GAP)

    def _at(self, x: int, y: int) -> Cell | None:
        every = ((likelihood, impact) for likelihood in LEVELS for impact in LEVELS)
        return next((cell for cell in every if self._box(cell).contains(x, y)), None)


def _kept(level: int) -> int:
    return min(max(level, 1), _HIGHEST)
