"""The estate around the ERP as a picture: systems at both sides, interfaces between, and what needs what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardround.deliverables.words import counted
from wardround.wizard import theme
from wardround.wizard.cards import Card
from wardround.wizard.labels import label
from wardround.wizard.parts import show_part
from wardround.wizard.session import Session
from wardround.workshop.dependency_map import DependencyMap, Need, Place, dependency_map
from wardround.workshop.open_engagement import Change

_ERP_WIDTH, _LEAST_GAP = 92, 64
_CHIP_LEAST, _CHIP_MOST = 170, 280
_MARGIN = 44
"""Room at both edges for the curves between systems of one side."""
_LINE, _PADDING, _BETWEEN = 16, 7, 8
_TEXT_SIDE = 10
_SIDE_BAR = 4
_WRAP = int((Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter).value)
_JOINER = "\N{WORD JOINER}"
_FAINT = 0.22


@dataclass(frozen=True, slots=True)
class _Chip:
    """A system with its place on the widget."""

    place: Place
    box: QRectF
    left: bool

    @property
    def inner(self) -> QPointF:
        """The middle of the edge towards the ERP."""
        return QPointF(self.box.right() if self.left else self.box.left(), self.box.center().y())

    @property
    def outer(self) -> QPointF:
        """The middle of the edge away from the ERP."""
        return QPointF(self.box.left() if self.left else self.box.right(), self.box.center().y())


class DependencyPicture(QWidget):
    """Paints the map, and lets somebody walk through its systems by mouse and keys."""

    chosen = Signal(str)
    """Another system is under the cursor; '' for none."""
    wanted = Signal(str)
    """Somebody wants to see a system's row; carries its key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dependency.picture")
        self.setAccessibleName("Picture of the systems around the ERP")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # fixed would be its hint
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._map = DependencyMap()
        self._chips: tuple[_Chip, ...] = ()
        self._erp = QRectF()
        self._current = ""

    @property
    def current(self) -> str:
        """The key of the system under the cursor; '' for none."""
        return self._current

    def show_map(self, shown: DependencyMap) -> None:
        """Show another map."""
        self._map = shown
        if shown.place(self._current) is None:
            self._choose("")
        self._arrange()
        self.updateGeometry()
        self.update()

    def choose(self, key: str) -> None:
        """Put the cursor on a system."""
        self._choose(key)

    def box_of(self, key: str) -> QRectF:
        """Return where a system stands on the widget."""
        return next(chip.box for chip in self._chips if chip.place.key == key)

    def label_boxes(self) -> tuple[QRectF, ...]:
        """Return every box that holds words, the ERP's first."""
        return (self._erp, *(chip.box for chip in self._chips))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Long names take two lines where they have little room."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of the longer side."""
        chip = _chip_width(width)
        return max(self._side_height(self._map.left, chip), self._side_height(self._map.right, chip), 80)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a usual width and its height."""
        return QSize(680, self.heightForWidth(680))

    # --- mouse and keys -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show what hangs on the system under the mouse."""
        key = self._key_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        if key and key != self._current:
            self._choose(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the row of a system."""
        key = self._key_at(event.position())
        if key:
            self.wanted.emit(key)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show everything alike again, unless the keys hold a system."""
        if not self.hasFocus():
            self._choose("")
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk from system to system; Enter goes to its row, Escape lets it go."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._walk(1 if key is Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._cross(to_left=key is Qt.Key.Key_Left)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current:
            self.wanted.emit(self._current)
        elif key is Qt.Key.Key_Escape and self._current:
            self._choose("")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange the systems for the new width."""
        super().resizeEvent(event)
        self._arrange()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint curves, lines, systems and the ERP, in this order."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        by_key = {chip.place.key: chip for chip in self._chips}
        for need in self._map.needs:
            self._paint_need(painter, tokens, need, by_key[need.source], by_key[need.target])
        for chip in self._chips:
            if chip.place.tie.exists:
                self._paint_tie(painter, tokens, chip)
        for chip in self._chips:
            self._paint_number(painter, tokens, chip)
        for chip in self._chips:
            self._paint_chip(painter, tokens, chip)
        self._paint_erp(painter, tokens)

    def _paint_need(self, painter: QPainter, tokens: theme.Tokens, need: Need, source: _Chip, target: _Chip) -> None:
        path, before_end = _curve(source, target)
        lit = self._current in {need.source, need.target}
        painter.setOpacity(1 if lit or not self._current else _FAINT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = tokens.accent if lit else tokens.muted
        painter.setPen(QPen(QColor(colour), 1.8 if lit else 1, Qt.PenStyle.SolidLine))
        painter.drawPath(path)
        _arrow(painter, before_end, path.currentPosition(), colour)
        painter.setOpacity(1)

    def _paint_tie(self, painter: QPainter, tokens: theme.Tokens, chip: _Chip) -> None:
        tie = chip.place.tie
        lit = self._current == chip.place.key
        painter.setOpacity(1 if lit or not self._current else _FAINT)
        edge = QPointF(self._erp.left() if chip.left else self._erp.right(), chip.inner.y())
        colour = tokens.accent if lit or tie.interfaces else tokens.muted
        style = Qt.PenStyle.SolidLine if tie.interfaces else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(colour), 2 if lit else 1.3, style))
        painter.drawLine(chip.inner, edge)
        if tie.leads_in:
            _arrow(painter, chip.inner, edge, colour)
        if tie.leads_out:
            _arrow(painter, edge, chip.inner, colour)
        painter.setOpacity(1)

    def _paint_number(self, painter: QPainter, tokens: theme.Tokens, chip: _Chip) -> None:
        """Write how many interfaces a line stands for, on a ground of its own so that no curve runs through it."""
        number = chip.place.tie.interfaces
        if not number:
            return
        edge = self._erp.left() if chip.left else self._erp.right()
        where = QRectF((chip.inner.x() + edge) / 2 - 10, chip.inner.y() - 8, 20, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(where, 6, 6)
        painter.setOpacity(1 if self._current in {"", chip.place.key} else _FAINT + _FAINT)
        painter.setFont(theme.font(theme.SMALL, theme.MEDIUM))
        painter.setPen(QColor(tokens.accent_text))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter.value), str(number))
        painter.setOpacity(1)

    def _paint_chip(self, painter: QPainter, tokens: theme.Tokens, chip: _Chip) -> None:
        current = chip.place.key == self._current
        near = current or not self._current or self._is_near(chip.place.key)
        painter.setOpacity(1 if near else 0.45)
        painter.setPen(QPen(QColor(tokens.accent if current else tokens.line), 2 if current else 1))
        painter.setBrush(QColor(tokens.accent_soft if current else tokens.surface))
        painter.drawRoundedRect(chip.box, 5, 5)
        critical = chip.place.criticality >= 5  # noqa: PLR2004 - the highest of five
        painter.setFont(_font(strong=critical))
        painter.setPen(QColor(tokens.ink))
        text = chip.box.adjusted(_TEXT_SIDE, 0, -_TEXT_SIDE, 0)
        painter.drawText(text, _WRAP, _unbroken(chip.place.name))
        painter.setOpacity(1)

    def _paint_erp(self, painter: QPainter, tokens: theme.Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawRoundedRect(self._erp.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(theme.font(theme.BODY, theme.SEMIBOLD))
        middle = QRectF(self._erp.left(), self._erp.center().y() - 18, self._erp.width(), 20)
        painter.drawText(middle, int(Qt.AlignmentFlag.AlignCenter.value), "The ERP")
        places = (*self._map.left, *self._map.right)
        number = sum(place.tie.interfaces for place in places) + self._map.loose_interfaces
        painter.setFont(theme.font(theme.SMALL))
        below = middle.translated(0, 19)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter.value), counted(number, "interface"))

    # --- within -------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        width = _chip_width(self.width())
        chips: list[_Chip] = []
        for side, is_left in ((self._map.left, True), (self._map.right, False)):
            x = _MARGIN if is_left else self.width() - _MARGIN - width
            top = (self.height() - self._side_height(side, width)) / 2
            for place in side:
                height = _chip_height(place, width)
                chips.append(_Chip(place, QRectF(x + 0.5, top + 0.5, width - 1, height - 1), is_left))
                top += height + _BETWEEN
        self._chips = tuple(chips)
        self._erp = QRectF((self.width() - _ERP_WIDTH) / 2, 0, _ERP_WIDTH, self.height())

    def _side_height(self, side: Sequence[Place], width: int) -> int:
        return sum(_chip_height(place, width) + _BETWEEN for place in side) - (_BETWEEN if side else 0)

    def _key_at(self, point: QPointF) -> str:
        return next((chip.place.key for chip in self._chips if chip.box.contains(point)), "")

    def _is_near(self, key: str) -> bool:
        pair = {key, self._current}
        return any({need.source, need.target} == pair for need in self._map.needs)

    def _walk(self, by: int) -> None:
        side = self._map.right if any(p.key == self._current for p in self._map.right) else self._map.left
        side = side or self._map.right
        keys = [place.key for place in side]
        here = keys.index(self._current) + by if self._current in keys else 0
        if keys:
            self._choose(keys[min(max(here, 0), len(keys) - 1)])

    def _cross(self, *, to_left: bool) -> None:
        there = [chip for chip in self._chips if chip.left == to_left]
        if not there:
            return
        here = next((chip for chip in self._chips if chip.place.key == self._current), there[0])
        nearest = min(there, key=lambda chip: abs(chip.box.center().y() - here.box.center().y()))
        self._choose(nearest.place.key)

    def _choose(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.setAccessibleDescription(self._map.about(key) if key else "")
            self.chosen.emit(key)
            self.update()


class DependencyCard(Card):
    """The picture with what hangs on the system under the cursor; hidden while there are no systems."""

    _HINT = (
        "Lines to the ERP are interfaces, with their number; dashed where one only needs the other. "
        "Curves lead to what a system cannot work without. The most critical systems stand in bold."
    )

    def __init__(self, session: Session) -> None:
        """Take the session whose answers are drawn."""
        super().__init__("The picture")
        self._session = session
        self._seen: tuple[object, object, object] | None = None
        self._map = DependencyMap()
        self.about = label(self._HINT, "note", wrap=True)
        self.about.setObjectName("dependency.about")
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setMinimumHeight(3 * _LINE + 2)  # what is said changes, and the picture stays where it is
        self.picture = DependencyPicture()
        self.body.addWidget(self.about)
        self.body.addWidget(self.picture)
        self.picture.chosen.connect(self._on_chosen)
        self.picture.wanted.connect(lambda key: session.go_to(f"dependencies.systems[{key}]"))
        theme.watcher().changed.connect(self.picture.update)
        self.refresh(None)

    def refresh(self, _change: Change | None) -> None:
        """Draw the answers as they stand, if anything in the picture changed."""
        assessment = self._session.assessment
        seen = (assessment.dependencies, assessment.interfaces, assessment.data)
        if self._seen is not None and all(old is new for old, new in zip(self._seen, seen, strict=True)):
            return
        self._seen = seen
        self._map = dependency_map(assessment)
        show_part(self, shown=not self._map.is_empty)
        self.picture.show_map(self._map)
        self._on_chosen(self.picture.current)

    def _on_chosen(self, key: str) -> None:
        self.about.setText(self._map.about(key) if key else self._HINT)


def _chip_width(width: int) -> int:
    room = (width - _ERP_WIDTH - 2 * _MARGIN - 2 * _LEAST_GAP) // 2
    return min(max(room, _CHIP_LEAST), _CHIP_MOST)


def _chip_height(place: Place, width: int) -> int:
    metrics = QFontMetrics(_font(strong=place.criticality >= 5))  # noqa: PLR2004 - the highest of five
    room = QRect(0, 0, width - 2 * _TEXT_SIDE - 2, 400)
    text = metrics.boundingRect(room, _WRAP, _unbroken(place.name))
    return ceil(text.height()) + 2 * _PADDING


def _unbroken(name: str) -> str:
    """Return a name in which no line breaks behind a hyphen: 'Wi-Fi' stays in one piece."""
    return name.replace("-", f"-{_JOINER}")


def _font(*, strong: bool) -> QFont:
    return theme.font(theme.NOTE, theme.SEMIBOLD if strong else theme.REGULAR)


def _curve(source: _Chip, target: _Chip) -> tuple[QPainterPath, QPointF]:
    """Return the way from one system to another, and a point from which its end is reached."""
    if source.left is target.left:
        start, end = source.outer, target.outer
        bulge = min(14 + abs(end.y() - start.y()) / 9, _MARGIN - 8) * 4 / 3
        out = -bulge if source.left else bulge
        first, second = QPointF(start.x() + out, start.y()), QPointF(end.x() + out, end.y())
    else:
        start, end = source.inner, target.inner
        middle = (start.x() + end.x()) / 2
        first, second = QPointF(middle, start.y()), QPointF(middle, end.y())
    path = QPainterPath(start)
    path.cubicTo(first, second, end)
    return path, second


def _arrow(painter: QPainter, before: QPointF, end: QPointF, colour: str) -> None:
    """Paint an arrow head at ``end``, seen from ``before``."""
    along = end - before
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 0.001)
    along /= length
    across = QPointF(-along.y(), along.x())
    base = end - along * 7
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([end, base + across * 3.2, base - across * 3.2]))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
