"""The keys of the window on a card, for F1."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wardround.wizard.floating import Floating
from wardround.wizard.labels import label

KEYS = (
    ("Ctrl+1 … Ctrl+9", "go to one of the first nine steps"),
    ("Ctrl+Page Down, Ctrl+Page Up", "next step, step before"),
    ("Tab, Shift+Tab", "next field, field before"),
    ("Enter", "take over what was typed"),
    ("Esc", "put back what stood there; close what floats"),
    ("Ctrl+Z, Ctrl+Y", "undo, redo, back over earlier days too"),
    ("Ctrl+N, Ctrl+O", "new engagement, open one"),
    ("Ctrl+W, Ctrl+Q", "close the engagement, quit; everything is saved"),
    ("Enter on a figure", "why is it what it is?"),
)


class KeysCard(Floating):
    """Floats in the middle of the window until a key or a click."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 20)
        column.setSpacing(12)
        column.addWidget(label("Keys", "head"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, words) in enumerate(KEYS):
            grid.addWidget(label(keys, "strong"), row, 0)
            grid.addWidget(label(words, "muted"), row, 1)
        column.addLayout(grid)

    def appear(self) -> None:
        """Show the card in the middle."""
        self.adjustSize()
        over = self.over
        self.move((over.width() - self.width()) // 2, max(20, (over.height() - self.height()) // 3))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, _event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go with any key."""
        self.close()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go with a click."""
        self.close()

    def focusOutEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Go when something else is wanted."""
        self.close()
