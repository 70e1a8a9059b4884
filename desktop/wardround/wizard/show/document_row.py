"""One document on the page of deliverables: whether it is wanted, how far it is, and where it lies once written."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from wardround.wizard import theme
from wardround.wizard.cards import ROW_SIDE
from wardround.wizard.choice_row import ChoiceRow
from wardround.wizard.labels import button

BOX = 15
BAR_HEIGHT = 8
WHOLE = 1000


class TickRow(ChoiceRow):
    """A row that is ticked or not, independent of others."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(title, sentence, choosable=True)

    def _ground(self, _tokens: theme.Tokens) -> str | None:
        """Stay white: the tick says enough where several are ticked."""
        return None

    def _paint_mark(self, painter: QPainter, tokens: theme.Tokens) -> None:
        """Paint a box, with a tick where the row is chosen."""
        box = QRectF(ROW_SIDE + 0.5, self.height() / 2 - BOX / 2, BOX, BOX)
        chosen = self.isChecked()
        painter.setBrush(QColor(tokens.accent if chosen else tokens.surface))
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.muted), 1.5))
        painter.drawRoundedRect(box, 3, 3)
        if chosen:
            painter.setPen(QPen(QColor(tokens.surface), 1.8))
            x, y = box.left(), box.top()
            painter.drawPolyline(
                QPolygonF([QPointF(x + 3.5, y + 8), QPointF(x + 6.5, y + 11), QPointF(x + 11.5, y + 4.5)])
            )


class DocumentRow(QWidget):
    """A document to tick, with its progress below it and, once it is written, a button that opens it."""

    open_wanted = Signal()

    def __init__(self, kind: str, title: str, *, name: str, opens: str) -> None:
        """Take the title, the objectName of what is ticked, and that of the button."""
        super().__init__()
        self.kind = kind
        self.tick = TickRow(title, " ")
        self.tick.setObjectName(name)
        self.tick.setChecked(True)
        self._open = button("Open", opens)
        self._open.setAccessibleName(f"Open {title}")
        self._open.clicked.connect(self.open_wanted)
        room = self._open.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._open.setSizePolicy(room)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, WHOLE)
        self._bar.setFixedHeight(BAR_HEIGHT)
        self._bar.setAccessibleName(f"{title}, how much is done")
        keeps = self._bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps)
        under = QVBoxLayout()
        under.setContentsMargins(ROW_SIDE, 0, ROW_SIDE, 0)
        under.addWidget(self._bar)
        whole = QGridLayout(self)
        whole.setContentsMargins(0, 0, ROW_SIDE, 0)
        whole.setHorizontalSpacing(12)
        whole.setVerticalSpacing(0)
        whole.setColumnStretch(0, 1)
        whole.addWidget(self.tick, 0, 0)
        whole.addWidget(self._open, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(under, 1, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_at_rest("")

    @property
    def is_wanted(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def show_at_rest(self, file_name: str) -> None:
        """Show what the file will be called."""
        self.tick.show_words(file_name or " ")
        self._bar.hide()
        self._open.hide()

    def show_share(self, share: float) -> None:
        """Show how much of it is done."""
        self._bar.setValue(round(share * WHOLE))
        self._bar.show()
        self._open.hide()
        self.tick.show_words(self.tick.sentence, f"{share * 100:.0f} %" if share > 0 else "waiting")

    def show_written(self, file_name: str, aside: str) -> None:
        """Show that the file is in its place; ``aside`` has its size and time."""
        self.tick.show_words(file_name, aside)
        self._bar.hide()
        self._open.show()

    def keep_still(self, *, still: bool) -> None:
        """Let nobody change the choice while documents are written."""
        self.tick.setEnabled(not still)
        self.tick.setCursor(Qt.CursorShape.ArrowCursor if still else Qt.CursorShape.PointingHandCursor)
