"""Content that is shown when somebody asks for it: a line of words to click, and what it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget


class Fold(QWidget):
    """A link that shows and hides what `make` returns; it is made when it is first asked for."""

    toggled = Signal(bool)
    """Whether the content is shown now."""

    def __init__(self, words: str, name: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._words, self._make = words, make
        self._content: QWidget | None = None
        self._link = QPushButton()
        self._link.setProperty("role", "link")
        self._link.setObjectName(name)
        self._link.setCheckable(True)
        self._link.setAutoDefault(True)
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link.toggled.connect(self._on_toggled)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(4)
        self._whole.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell(shown=False)

    def unfold(self) -> None:
        """Show the content, as a click on the words would."""
        self._link.setChecked(True)

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - a slot takes its values by position
        if self._content is None:
            self._content = self._make()
            self._whole.addWidget(self._content)
        self._content.setVisible(shown)
        self._tell(shown=shown)
        self.toggled.emit(shown)

    def _tell(self, *, shown: bool) -> None:
        self._link.setText(f"{'Hide' if shown else 'Show'} {self._words}")
        self._link.setAccessibleName(self._link.text())
