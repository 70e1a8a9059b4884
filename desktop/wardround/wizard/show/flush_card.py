"""A card whose lists and lines reach from edge to edge, while its title stands in line with their words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wardround.wizard.labels import label
from wardround.wizard.show.columns import SIDE


class FlushCard(QFrame):
    """A white card. `add` takes what reaches to its edges, `add_inside` what keeps off them."""

    def __init__(self, title: str = "", note: str = "", *, beside: QWidget | None = None) -> None:
        """Take the title, a small sentence under it, and what stands at the other end of the title's line."""
        super().__init__()
        self.setProperty("role", "card")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(1, 4, 1, 10)
        self._whole.setSpacing(0)
        self.note = label(note, "note", wrap=True)
        if title:
            head = QHBoxLayout()
            head.setContentsMargins(SIDE, 10, SIDE, 2)
            head.addWidget(label(title, "head"), 1)
            if beside is not None:
                head.addWidget(beside)
            self._whole.addLayout(head)
        self.note.setContentsMargins(SIDE, 0 if title else 8, SIDE, 6)
        self._whole.addWidget(self.note)
        self.note.setVisible(bool(note))
        self._whole.addStretch(1)  # beside a taller card its own content stays at the top

    def say(self, note: str) -> None:
        """Show another sentence under the title; '' takes it away."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add(self, widget: QWidget) -> None:
        """Add what reaches from edge to edge."""
        self._whole.insertWidget(self._whole.count() - 1, widget)

    def add_inside(self, widget: QWidget, *, above: int = 6, below: int = 6) -> None:
        """Add what stands in line with the title."""
        holder = QVBoxLayout()
        holder.setContentsMargins(SIDE, above, SIDE, below)
        holder.addWidget(widget)
        self._whole.insertLayout(self._whole.count() - 1, holder)
