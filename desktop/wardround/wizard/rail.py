"""The rail: where am I. Steps with how far each has come, and what is worth asking next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout

from wardround.wizard import theme
from wardround.wizard.labels import label, line, may_shorten
from wardround.wizard.painted_button import PaintedButton, in_two_lines, width_of, write, write_wrapped
from wardround.wizard.rail_marks import badge_width, paint_badge, paint_ring
from wardround.wizard.worth_asking import MOST_ASKED, WorthAsking
from wardround.workshop.questions import Completeness
from wardround.workshop.steps import Step

_ROW, _ROOMY_ROW = 36, 40
_ROOMY_FROM = 840
"""From this height on the steps stand further apart."""
_EDGE = 8
_TEXT_LEFT = 44
_BADGE_RIGHT = 6
_ASKING_LEFT = 20
_TOP, _BOTTOM, _SPACING, _RULE = 12, 10, 1, 13


class StepButton(PaintedButton):
    """One step of the rail."""

    def __init__(self, step: Step, number: int) -> None:
        super().__init__()
        self.step = step
        self.setObjectName(f"rail.{step.step_id}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus for the page
        self.setCheckable(True)
        self.setFixedHeight(_ROW)
        self._hint = f"Ctrl+{number}" if number <= 9 else ""  # noqa: PLR2004 - there are nine such keys
        self._share: float | None = None
        self._open = 0
        self._tell()

    def show_completeness(self, completeness: Completeness) -> None:
        """Show how far the step has come."""
        self._share = completeness.share
        self._open = completeness.open_core
        self._tell()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, ring, title and badge."""
        tokens = theme.current()
        painter = self.painter()
        box = self.rect().adjusted(_EDGE, 1, -_EDGE, -1)
        if self.isChecked():
            self.paint_ground(painter, box, tokens.accent_soft)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRect(box.left(), box.top(), 4, box.height()), 2, 2)
        else:
            self.paint_ground(painter, box)
        middle = self.height() / 2
        paint_ring(painter, QPointF(_EDGE + 19, middle), self._share, tokens)
        right = self.width() - _EDGE - _BADGE_RIGHT
        if self._open:
            paint_badge(painter, right, middle, str(self._open), tokens)
            right -= badge_width(str(self._open)) + 4
        where = QRect(_TEXT_LEFT, 0, right - _TEXT_LEFT, self.height())
        weight = theme.SEMIBOLD if self.isChecked() else theme.REGULAR
        write(painter, where, self.step.title, theme.font(theme.BODY, weight), tokens.ink)

    def _tell(self) -> None:
        """Put the same in words, for the tooltip and for who listens to the screen."""
        parts = [self.step.title]
        if self._share is not None:
            parts.append(f"{self._share * 100:.0f} % answered")
        if self._open:
            parts.append(f"{self._open} core questions open" if self._open > 1 else "1 core question open")
        self.setAccessibleName(", ".join(parts))
        if self._hint:
            parts.append(self._hint)
        self.setToolTip(" · ".join(parts))


class AskRow(PaintedButton):
    """One question worth asking; a click leads to its field."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"rail.ask.{place}")
        may_shorten(self)
        self._asked = WorthAsking("", "", "", "")

    @property
    def path(self) -> str:
        """The path of the answer that is asked for."""
        return self._asked.path

    def show_asked(self, asked: WorthAsking) -> None:
        """Show a question."""
        self._asked = asked
        self.setAccessibleName(f"Worth asking: {asked.question}")
        self.setToolTip("\n".join(part for part in (asked.question, asked.moves) if part))
        self.update()

    def height_at(self, width: int) -> int:
        """Return the height that the question needs in a rail of a width: its words may take two lines."""
        lines = in_two_lines(self._asked.words, theme.font(theme.NOTE, theme.MEDIUM), _asking_room(width))
        return 26 + 16 * len(lines)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the question and what waits for it."""
        tokens = theme.current()
        painter = self.painter()
        self.paint_ground(painter, self.rect().adjusted(_EDGE, 0, -_EDGE, 0))
        room = QRect(_ASKING_LEFT, 4, _asking_room(self.width()), self.height() - 26)
        write_wrapped(painter, room, self._asked.words, theme.font(theme.NOTE, theme.MEDIUM), tokens.ink)
        below = QRect(room.left(), self.height() - 22, room.width(), 17)
        write(painter, below, self._asked.moves, theme.font(theme.SMALL), tokens.accent_text)


class Rail(QFrame):
    """The steps, any of which can be visited at any time."""

    step_wanted = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, StepButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _TOP, 0, _BOTTOM)
        column.setSpacing(_SPACING)
        asked_before = True
        for number, step in enumerate(steps, start=1):
            if asked_before and not step.asks:
                column.addWidget(_inset_line())
            asked_before = step.asks
            button = StepButton(step, number)
            self._group.addButton(button)
            self._buttons[step.step_id] = button
            column.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self._asking_line = _inset_line()
        column.addWidget(self._asking_line)
        self._asking_title = label("Worth asking next", "caption")
        self._asking_title.setContentsMargins(20, 0, 8, 2)
        column.addWidget(self._asking_title)
        self._asked = 0
        self._asking = [AskRow(place) for place in range(1, MOST_ASKED + 1)]
        for row in self._asking:
            row.clicked.connect(lambda _checked=False, row=row: self.place_wanted.emit(row.path))
            column.addWidget(row)
        column.addStretch(1)
        self.show_worth_asking(())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the steps alone: the questions below them show where there is room."""
        return QSize(0, self._height_above())

    def needed_width(self) -> int:
        """Return the width at which no title is cut, whatever badge stands beside it."""
        font = theme.font(theme.BODY, theme.SEMIBOLD)
        titles = max(width_of(button.step.title, font) for button in self._buttons.values())
        return _TEXT_LEFT + titles + 5 + badge_width("00") + _BADGE_RIGHT + _EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the steps stand further apart where there is room."""
        super().resizeEvent(event)
        for button in self._buttons.values():
            button.setFixedHeight(_ROOMY_ROW if self.height() >= _ROOMY_FROM else _ROW)
        self._fit()

    def button(self, step_id: str) -> StepButton:
        """Return the button of a step."""
        return self._buttons[step_id]

    def show_current(self, step_id: str) -> None:
        """Mark the step whose page is shown."""
        self._buttons[step_id].setChecked(True)

    def show_completeness(self, completeness: Mapping[str, Completeness]) -> None:
        """Show how far each step has come."""
        for step_id, come in completeness.items():
            self._buttons[step_id].show_completeness(come)

    def show_worth_asking(self, asked: Sequence[WorthAsking]) -> None:
        """Show up to three open questions; with none the foot of the rail is empty."""
        self._asked = len(asked)
        for row, question in zip(self._asking, asked, strict=False):
            row.show_asked(question)
        self._fit()

    def _fit(self) -> None:
        """Show as many questions as the rail has room for: whole ones, never half of one."""
        room = self.height() - self._height_above() - _BOTTOM
        for place, row in enumerate(self._asking):
            height = row.height_at(self.width())
            room -= height + _SPACING
            row.setFixedHeight(height)
            row.setVisible(place < self._asked and room >= 0)
        for widget in (self._asking_line, self._asking_title):
            widget.setVisible(not self._asking[0].isHidden())

    def _height_above(self) -> int:
        """Return where the questions begin: below the steps, a line and their title."""
        steps = sum(button.maximumHeight() + _SPACING for button in self._buttons.values())
        return _TOP + steps + 2 * _RULE + self._asking_title.sizeHint().height() + 3 * _SPACING

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, StepButton):
            self.step_wanted.emit(button.step.step_id)


def _asking_room(width: int) -> int:
    return width - _ASKING_LEFT - _EDGE - 6


def _inset_line() -> QFrame:
    """Return a line that leaves the edges of the rail free."""
    holder = QFrame()
    box = QVBoxLayout(holder)
    holder.setFixedHeight(_RULE)
    box.setContentsMargins(16, 0, 16, 0)
    box.addWidget(line())
    return holder
