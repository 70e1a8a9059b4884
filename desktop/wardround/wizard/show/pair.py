"""Two parts of a page: side by side where there is room, else below each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from wardround.wizard.cards import GAP

SIDE_BY_SIDE_FROM = 900


class Pair(QWidget):
    """Holds two widgets that share the width evenly, or take all of it one after the other."""

    turned = Signal(bool)
    """Whether the two now stand side by side."""

    def __init__(self, first: QWidget, second: QWidget, *, gap: int = GAP, from_width: int = SIDE_BY_SIDE_FROM) -> None:
        super().__init__()
        self._from_width = from_width
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        for widget in (first, second):
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            widget.setSizePolicy(policy)
            self._layout.addWidget(widget)

    @property
    def is_wide(self) -> bool:
        """Whether the two stand side by side."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Turn when the width passes the mark."""
        super().resizeEvent(event)
        wide = self.width() >= self._from_width
        if wide == self.is_wide:
            return
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(direction)
        for place in range(self._layout.count()):
            self._layout.setStretch(place, 1 if wide else 0)
        self.turned.emit(wide)
