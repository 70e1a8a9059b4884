"""What every page is made of: a headline with its sentence, and white cards below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from wardround.wizard.labels import label

PADDING = 16
GAP = 16
ROW_SIDE = 12
PAGE_SIDE = 28
PAGE_TOP = 22
PAGE_BOTTOM = 28


class Card(QFrame):
    """A white card on the pale ground. What it shows goes into `body`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.body.setSpacing(12)
        if title:
            self.body.addWidget(label(title, "head"))


class ListCard(QFrame):
    """A card of rows to click, whose grounds reach out to its edge while their words stand in line with its title."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING - ROW_SIDE, PADDING, PADDING - ROW_SIDE, PADDING - ROW_SIDE)
        whole.setSpacing(4)
        for words, role in ((title, "head"), (sentence, "note")):
            if words:
                shown = label(words, role, wrap=True)
                shown.setContentsMargins(ROW_SIDE, 0, ROW_SIDE, 0)
                whole.addWidget(shown)
        whole.addSpacing(4)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        whole.addLayout(self.rows)
        whole.addStretch(1)


class PageScroll(QScrollArea):
    """A page that scrolls by Page Up and Page Down, and at its ends leaves the key to whoever turns pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, or leave the key alone where there is nothing left to scroll."""
        bar = self.verticalScrollBar()
        at_end = event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum()
        at_start = event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum()
        if at_end or at_start:
            event.ignore()
        else:
            super().keyPressEvent(event)


def page_scaffold(title: str, sentence: str) -> tuple[QWidget, QVBoxLayout]:
    """Return a page with its headline and one sentence, and the column that takes its cards.

    The whole page scrolls when it is longer than the window, never sideways.
    """
    page = PageScroll()
    inside = QWidget()
    inside.setProperty("role", "ground")
    whole = QVBoxLayout(inside)
    whole.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_BOTTOM)
    whole.setSpacing(4)
    whole.addWidget(label(title, "title", wrap=True))
    whole.addWidget(label(sentence, "sentence", wrap=True))
    whole.addSpacing(14)
    column = QVBoxLayout()
    column.setSpacing(GAP)
    whole.addLayout(column)
    whole.addStretch(1)
    page.setWidget(inside)
    return page, column
