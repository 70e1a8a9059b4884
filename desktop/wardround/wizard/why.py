"""Why is this figure what it is: value, formula in words, inputs with their sources, links to other figures."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from wardround.deliverables.words import sentence
from wardround.engine.figure import Figure, Input
from wardround.wizard.figure_words import figure_words
from wardround.wizard.floating import Floating
from wardround.wizard.labels import label, line

WIDTH = 420
_AIR = 12
_TOP = 62
"""Below the header, which stays readable."""
_PADDING = 18


class WhyPopover(Floating):
    """Floats over the window beside the figure that was asked; Esc or a click elsewhere closes it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "why")
        self.setFixedWidth(WIDTH)
        self._figures: Mapping[str, Figure] = {}
        self._trail: list[str] = []
        self._anchor: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    @property
    def figure(self) -> str:
        """The name of the figure that is explained; '' while it is closed."""
        return self._trail[-1] if self._trail else ""

    def explain(self, figures: Mapping[str, Figure], name: str, anchor: QWidget) -> None:
        """Explain a figure beside a widget; does nothing for a figure that is not there."""
        if name not in figures:
            return
        self._figures, self._trail, self._anchor = figures, [name], anchor
        self._fill()
        _application().installEventFilter(self)

    def dismiss(self) -> None:
        """Close, and give the focus back to the figure."""
        if not self._trail:
            return
        _application().removeEventFilter(self)
        self._trail = []
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had_focus and self._anchor is not None and isValid(self._anchor):
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close on Esc, go back on Backspace."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() == Qt.Key.Key_Backspace and len(self._trail) > 1:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Close when somebody clicks elsewhere or the window changes its size."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
            if isinstance(watched, QWidget) and not inside.contains(event.globalPosition().toPoint()):
                self.dismiss()
        elif event.type() == QEvent.Type.Resize and watched is self.over:
            self.dismiss()
        return False

    # --- filling --------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        figure = self._figures[self._trail[-1]]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_PADDING, 14, _PADDING, _PADDING)
        column.setSpacing(6)
        column.addLayout(self._head(figure))
        value = label(figure_words(figure.value, figure.unit), "title", wrap=True)
        value.setObjectName("why.value")
        column.addWidget(value)
        words = label(sentence(figure.words), wrap=True)
        words.setObjectName("why.words")
        column.addWidget(words)
        column.addWidget(label(f"Source: {figure.source}", "note", wrap=True))
        if figure.inputs:
            column.addSpacing(6)
            column.addWidget(line())
            column.addWidget(label("From", "caption"))
            for part in figure.inputs:
                column.addLayout(self._input(part))
        self._show(content)

    def _head(self, figure: Figure) -> QHBoxLayout:
        head = QHBoxLayout()
        title = label(figure.label, "head", wrap=True)
        title.setObjectName("why.title")
        head.addWidget(title, 1)
        if len(self._trail) > 1:
            back = _link("Back", "why.back", "Back to the figure before", self._on_back)
            head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        close = _link("Close", "why.close", "Close the explanation", self.dismiss)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _input(self, part: Input) -> QVBoxLayout:
        both = QVBoxLayout()
        both.setSpacing(0)
        both.setContentsMargins(0, 2, 0, 4)
        row = QHBoxLayout()
        row.setSpacing(12)
        name = part.name[:1].upper() + part.name[1:]
        if part.figure in self._figures:
            follow = _link(name, f"why.follow.{part.figure}", f"Why is {part.name} what it is?", None)
            follow.clicked.connect(lambda: self._on_followed(part.figure))
            row.addWidget(follow)
            row.addStretch(1)
        else:
            row.addWidget(label(name, wrap=True), 1)
        behind = self._figures.get(part.figure)
        told = (behind.value, behind.unit) if behind is not None and part.value == "" else (part.value, part.unit)
        value = label(figure_words(*told), "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row.addWidget(value)
        both.addLayout(row)
        if part.source:
            both.addWidget(label(part.source, "small", wrap=True))
        return both

    def _show(self, content: QWidget) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("role", "column")
        scroll.setWidget(content)
        if self._content is not None:
            self._whole.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = scroll
        self._whole.addWidget(scroll)
        scroll.show()  # at once, so that a link in it can take the focus
        wanted = content.heightForWidth(WIDTH - 2) if content.hasHeightForWidth() else content.sizeHint().height()
        room = self.over.height() - _TOP - _AIR
        self.setFixedHeight(min(wanted + 2, room))
        self.move(self._place())
        self.show()
        self.raise_()
        first = next((button for button in self.findChildren(QPushButton) if button.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> QPoint:
        """Return where to float: left of the figure, else right of it, and inside the window."""
        over, anchor = self.over, self._anchor
        if anchor is None:
            return QPoint(_AIR, _AIR)
        corner = anchor.mapTo(over, QPoint(0, 0)) if over.isAncestorOf(anchor) else QPoint(0, 0)
        left = corner.x() - WIDTH - _AIR
        if left < _AIR:
            left = corner.x() + anchor.width() + _AIR
        left = max(_AIR, min(left, over.width() - WIDTH - _AIR))
        top = max(_TOP, min(corner.y() - _AIR, over.height() - self.height() - _AIR))
        return QPoint(left, top)

    # --- following ------------------------------------------------------------------------------------------

    def _on_followed(self, name: str) -> None:
        self._trail.append(name)
        self._fill()

    def _on_back(self) -> None:
        self._trail.pop()
        self._fill()


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    if found is None:  # a widget cannot be without one
        raise RuntimeError
    return found


def _link(words: str, name: str, accessible: str, slot: object) -> QPushButton:
    made = QPushButton(words)
    made.setProperty("role", "link")
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # Enter does what a click does
    if callable(slot):
        made.clicked.connect(slot)
    return made
