"""A few large figures beside each other on a card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout

from wardround.wizard.figure_block import INSET, FigureBlock
from wardround.wizard.glance import Said
from wardround.wizard.show.columns import SIDE
from wardround.wizard.show.role_detail import Ask


class FigureRow(QFrame):
    """The figures share the width; a click asks why."""

    def __init__(self, name: str, count: int, ask: Ask) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SIDE - INSET, 8, SIDE - INSET, 8)
        self._grid.setSpacing(0)
        self._blocks = [FigureBlock(f"{name}.{place}") for place in range(1, count + 1)]
        for place, block in enumerate(self._blocks):
            block.setMinimumWidth(120)
            block.clicked.connect(lambda _checked=False, block=block: ask(block.said.figure, block))
            self._grid.addWidget(block, 0, place)
            self._grid.setColumnStretch(place, 1)

    def show_said(self, figures: Sequence[Said]) -> None:
        """Show the figures."""
        for block, said in zip(self._blocks, figures, strict=True):
            block.show_said(said)
        self._match()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep all figures in one size of type."""
        super().resizeEvent(event)
        self._grid.activate()
        self._match()

    def _match(self) -> None:
        small = not all(block.fits_large() for block in self._blocks)
        for block in self._blocks:
            block.keep_small(small=small)
