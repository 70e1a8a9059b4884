"""Who still owes something about an answer, by when, and what was noted: a small form that floats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from wardround.assessment import Provenance
from wardround.deliverables.amounts import short_date
from wardround.wizard.labels import button, label
from wardround.workshop.not_understood import ValueRefused
from wardround.workshop.shapes import Kind, Shape
from wardround.workshop.typed import date_typed

_WIDTH = 360
_NOTE_HEIGHT = 76
DUE = Shape("due", "Due", Kind.DATE)


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands behind an answer besides its value and standing."""

    owner: str
    due: date | None
    note: str

    @classmethod
    def of(cls, answer: Provenance) -> Owed:
        """Return what stands behind an answer or a row."""
        return cls(answer.owner, answer.due, answer.note)

    @property
    def words(self) -> str:
        """One line for the field: 'Ines Vos, by 12 Nov 2026: ask the proxy log'."""
        by = f"by {short_date(self.due)}" if self.due else ""
        who = ", ".join(part for part in (self.owner, by) if part)
        note = " ".join(self.note.split())
        return ": ".join(part for part in (who, note) if part)


class ProvenancePopover(QFrame):
    """Owner, due date and note of one answer. Enter keeps them, Escape leaves them as they were."""

    kept = Signal(object)
    """Carries the Owed."""

    def __init__(self, parent: QWidget, title: str, owed: Owed) -> None:
        """Take the label of the answer, and what stands behind it now."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("provenance")
        self.setFixedWidth(_WIDTH)
        self.owner = QLineEdit(owed.owner)
        self.owner.setObjectName("provenance.owner")
        self.owner.setMaxLength(200)
        self.due = QLineEdit(short_date(owed.due) if owed.due else "")
        self.due.setObjectName("provenance.due")
        self.due.setPlaceholderText("31 Mar 2027")
        self.note = QPlainTextEdit(owed.note)
        self.note.setObjectName("provenance.note")
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self._lay_out(title)

    def open_beside(self, anchor: QWidget) -> None:
        """Open under a widget, or over it where there is no room below."""
        self.adjustSize()
        below = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4))
        screen = QGuiApplication.screenAt(below) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        over = anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4
        top = below.y() if below.y() + self.height() <= room.bottom() else max(over, room.top())
        self.move(max(below.x(), room.left()), top)
        self.show()
        self.owner.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep(self) -> None:
        """Hand on what was typed and close, or say what is wrong with the date."""
        text = self.due.text().strip()
        try:
            due = date_typed(text) if text else None
        except ValueRefused as error:
            self._problem.setText(f"Due: {error}")
            self._problem.show()
            self.adjustSize()
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close()
        self.kept.emit(Owed(self.owner.text().strip(), due, self.note.toPlainText().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep on Enter, go on Escape."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(title, "head", wrap=True))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for words, field in (("Owner", self.owner), ("Due", self.due), ("Note", self.note)):
            field.setAccessibleName(f"{words}, {title}")
            form.addRow(label(words, "muted"), field)
        column.addLayout(form)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        leave = button("Cancel", "provenance.cancel")
        leave.clicked.connect(self.close)
        keep = button("Keep", "provenance.keep", primary=True)
        keep.clicked.connect(self.keep)
        buttons.addWidget(leave)
        buttons.addWidget(keep)
        column.addLayout(buttons)
