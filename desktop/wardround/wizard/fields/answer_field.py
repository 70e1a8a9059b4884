"""One answer on screen: label, control, unit, standing, and under them what is assumed, owed or wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wardround.assessment import Answer, Problem, Standing, value_at
from wardround.wizard import theme
from wardround.wizard.fields import standing
from wardround.wizard.fields.line_control import LineControl
from wardround.wizard.fields.lists import choices_of
from wardround.wizard.fields.picker import Picker
from wardround.wizard.fields.provenance import Owed, ProvenancePopover
from wardround.wizard.fields.standing import HELP_KEY, KEYS, OWED_KEY, StandingButton
from wardround.wizard.fields.yes_no import YesNo
from wardround.wizard.labels import label
from wardround.wizard.painted_button import PaintedButton
from wardround.wizard.session import Session
from wardround.workshop.open_engagement import Change
from wardround.workshop.questions import Asked
from wardround.workshop.shapes import Kind, Shape, shape_at
from wardround.workshop.source_words import source_words
from wardround.workshop.typed import unit_words, value_shown

CONTROL_WIDTH = 264
_NUMBER_WIDTH = 116
_BETWEEN = 8
_PLAIN_WIDTH = CONTROL_WIDTH + _BETWEEN + standing.WIDTH
"""Texts without a standing reach to where the others' standing ends."""
_HELP_WIDTH = 22
_ABOVE, _BELOW = 6, 6
_OVERRULES = frozenset({"undo", "redo", "import"})
"""Changes that win over text which was refused and still stands in a field."""


class HelpMark(PaintedButton):
    """A small question mark that shows what is asked, and why. Alt+H does the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_HELP_WIDTH, _HELP_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key of the field opens it
        self.setToolTip("What is asked, and why (Alt+H)")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the mark, faint until the mouse is over it."""
        tokens = theme.current()
        painter = self.painter()
        painter.setPen(QPen(QColor(tokens.accent if self.hovered else tokens.line), 1.2))
        box = QRect(3, 3, 16, 16)
        painter.drawEllipse(box)
        painter.setFont(theme.font(theme.SMALL, theme.MEDIUM))
        painter.setPen(QColor(tokens.accent_text if self.hovered else tokens.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), "?")


class AnswerField(QWidget):
    """One answer, or one plain field without standing. Writes when left, re-reads on every change."""

    grew = Signal()
    """A line appeared or went, so that the height changed."""

    def __init__(self, session: Session, path: str) -> None:
        """Take the path of the answer."""
        super().__init__()
        self.path = path
        self._session = session
        self._shape = shape_at(path)
        self._pending: Standing | None = None
        self._lines: dict[str, QLabel] = {}
        self._under = QVBoxLayout()
        self._under.setSpacing(2)
        self._is_first = False
        self._helps = False
        self.control = _control_for(self._shape, session)
        self.control.setObjectName(path)
        self.control.setAccessibleName(self._shape.label)
        self.control.committed.connect(self._on_committed)
        self.control.refused.connect(lambda why: self._say("problem", why))
        self.control.reverted.connect(lambda: self._say("problem", ""))
        self.standing: StandingButton | None = None
        self._lay_out(isinstance(value_at(session.assessment, path), Answer))
        self.refresh(None)

    @property
    def problem(self) -> str:
        """What is wrong with what stands in the field; '' when nothing is."""
        line = self._lines.get("problem")
        return line.text() if line is not None else ""

    def refresh(self, change: Change | None) -> None:
        """Show the answer as it stands; what is being typed stays, unless an undo or an import wins over it."""
        overrules = change is not None and change.why in _OVERRULES
        if not self.control.is_touched() or overrules:
            asked = self._asked()
            value = value_at(self._session.assessment, self.path)
            self.control.show_value(value.value if isinstance(value, Answer) else value, self._hint(asked))
            self._say("problem", "")
        self._show_around()

    def focus_control(self) -> None:
        """Put the cursor into the control."""
        self.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_help(self) -> None:
        """Show or hide what is asked, and why."""
        self._helps = not self._helps
        self._say("help", self._help_words() if self._helps else "")

    def open_provenance(self) -> None:
        """Open the form for owner, due date and note."""
        answer = value_at(self._session.assessment, self.path)
        if self.standing is None or not isinstance(answer, Answer):
            return
        popover = ProvenancePopover(self, self._shape.label, Owed.of(answer))
        popover.kept.connect(self._on_owed)
        popover.open_beside(self.standing)

    def set_first(self, *, first: bool) -> None:
        """Say whether the field stands first in its column, without a line over it."""
        self._is_first = first
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take a standing, help or the note by a key with Alt, while the cursor is in the field."""
        key = Qt.Key(event.key())
        if event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key is HELP_KEY:
            self.toggle_help()
        elif key is OWED_KEY:
            self.open_provenance()
        elif key in KEYS and self.standing is not None:
            self._on_standing(KEYS[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the thin line that parts the field from the one above."""
        if not self._is_first:
            painter = QPainter(self)
            painter.setPen(QColor(theme.current().line))
            painter.drawLine(0, 0, self.width(), 0)

    def _lay_out(self, has_standing: bool) -> None:  # noqa: FBT001 - read once, beside its meaning
        words = label(self._shape.label, wrap=True)
        words.setBuddy(self.control)
        words.setMinimumWidth(120)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, _ABOVE, 0, _BELOW)
        grid.setHorizontalSpacing(_BETWEEN)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._asked() is not None:
            mark = HelpMark()
            mark.clicked.connect(self.toggle_help)
            mark.setAccessibleName(f"What is asked: {self._shape.label}")
            grid.addWidget(mark, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnMinimumWidth(1, _HELP_WIDTH)
        cell = QWidget()
        cell.setFixedWidth(CONTROL_WIDTH if has_standing else _PLAIN_WIDTH)
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(self.control)
        self._unit = label("", "muted")
        if self._shape.unit and self._shape.kind is not Kind.DURATION:
            row.addWidget(self._unit)
        row.addStretch(1)
        grid.addWidget(cell, 0, 2, 1, 1 if has_standing else 2)
        if has_standing:
            self.standing = StandingButton()
            self.standing.setObjectName(f"{self.path}.standing")
            self.standing.setAccessibleName(f"Standing of {self._shape.label}")
            self.standing.chosen.connect(self._on_standing)
            self.standing.provenance_wanted.connect(self.open_provenance)
            self.standing.help_wanted.connect(self.toggle_help)
            grid.addWidget(self.standing, 0, 3)
        grid.addLayout(self._under, 1, 0, 1, 4)

    def _show_around(self) -> None:
        """Show unit, standing and the lines under the control for the answers as they stand."""
        assessment = self._session.assessment
        self._unit.setText(unit_words(self._shape.unit, assessment))
        value = value_at(assessment, self.path)
        asked = self._asked()
        if self.standing is not None and isinstance(value, Answer):
            if not value.is_open:
                self._pending = None
            owed = Owed.of(value).words
            shown = self._pending or value.standing
            self.standing.show_standing(shown, is_open=value.is_open, has_more=bool(owed))
            self._say("owed", owed)
        is_open = asked is not None and asked.open
        self._say("assumed", f"Assumed: {asked.default_words}" if is_open and asked and asked.default else "")
        several = isinstance(self.control, Picker) and not self.control.lists_all()
        self._say(
            "list", ", ".join(self.control.chosen_words()) if several and isinstance(self.control, Picker) else ""
        )

    def _hint(self, asked: Asked | None) -> str:
        """Return what stands greyed in the control while the question is open: what is assumed, without its unit."""
        default = asked.question.default if asked is not None else None
        if default is None:
            return ""
        return value_shown(default, self._shape, choices_of(self._session))

    def _asked(self) -> Asked | None:
        return self._session.questions.at(self.path)

    def _help_words(self) -> str:
        asked = self._asked()
        if asked is None:
            return ""
        question = asked.question
        parts = [question.question, question.help_text, question.allowed_in_words]
        said = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
        return f"{said} Source: {source_words(question.source)}."

    def _say(self, kind: str, words: str) -> None:
        """Show a line under the control, or take it away."""
        line = self._lines.get(kind)
        if line is None:
            if not words:
                return
            line = label("", "problem" if kind == "problem" else "note", wrap=True)
            line.setObjectName(f"{self.path}.{kind}")
            self._lines[kind] = line
            self._under.addWidget(line)
        if line.text() != words or line.isHidden() == bool(words):
            line.setText(words)
            line.setVisible(bool(words))
            self.grew.emit()

    def _on_committed(self, value: Any) -> None:  # noqa: ANN401 - as the shape says
        self._say("problem", "")
        if self.standing is None:
            problems = self._session.put_field(self.path, value)
        else:
            problems = self._session.answer(self.path, value, standing=self._pending if value is not None else None)
        self._after(problems)

    def _on_standing(self, standing: Standing) -> None:
        if isinstance(self.control, LineControl):
            self.control.commit()  # what was just typed gets the standing, not what stood before
        answer: Answer[Any] = value_at(self._session.assessment, self.path)
        if not answer.is_open:
            value = None if standing is Standing.UNKNOWN else answer.value
            self._after(self._session.answer(self.path, value, standing=standing))
            return
        self._pending = None if standing is Standing.UNKNOWN else standing
        self._show_around()

    def _on_owed(self, owed: Owed) -> None:
        self._after(self._session.park(self.path, owner=owed.owner, due=owed.due, note=owed.note))

    def _after(self, problems: list[Problem]) -> None:
        if problems:
            self.control.keep_touched()
            self._say("problem", "; ".join(problem.what for problem in problems))
            return
        self._pending = None
        self.refresh(None)


def _control_for(shape: Shape, session: Session) -> LineControl | Picker | YesNo:
    """Return the control that takes a value of a shape."""
    match shape.kind:
        case Kind.YES_NO:
            return YesNo(may_be_open=shape.may_be_empty)
        case Kind.CHOICE | Kind.CHOICES:
            picker = Picker(shape, lambda: choices_of(session), may_be_open=shape.may_be_empty)
            picker.setFixedWidth(CONTROL_WIDTH)
            return picker
    line = LineControl(shape, lambda: choices_of(session))
    line.setFixedWidth(_PLAIN_WIDTH if shape.kind is Kind.TEXT else _NUMBER_WIDTH)
    return line
