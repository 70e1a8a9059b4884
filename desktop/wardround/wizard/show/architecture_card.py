"""The platform on one picture, drawn off the GUI thread by the same hand that draws it on paper."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent

from wardround.assessment import Assessment
from wardround.engine.findings import Findings
from wardround.wizard.background import Newest
from wardround.wizard.pictures import PIXELS_PER_POINT, Picture, drawing_style, svg_of
from wardround.wizard.show.columns import SIDE
from wardround.wizard.show.flush_card import FlushCard

NARROWEST, WIDEST = 440, 900
"""Widths of the drawing in points: below it would be too small to read, above too thinly spread."""
_SETTLED_MS = 200
_WORTH_DRAWING_ANEW = 40


class ArchitectureCard(FlushCard):
    """The picture with a sentence under it."""

    def __init__(self) -> None:
        super().__init__("Architecture", "What will be built, and where.")
        self._picture = Picture("Picture of the architecture")
        self._picture.setObjectName("results.architecture")
        self.add_inside(self._picture)
        self._wanted: tuple[Assessment, Findings] | None = None
        self._drawn_width = 0
        self._newest = Newest()
        self._newest.done.connect(self._on_drawn)
        self._newest.failed.connect(self._on_failed)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)

    def show_findings(self, assessment: Assessment, findings: Findings) -> None:
        """Draw the platform."""
        self._wanted = assessment, findings
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw anew for another width, once the window has come to rest."""
        super().resizeEvent(event)
        if abs(self._width() - self._drawn_width) >= _WORTH_DRAWING_ANEW:
            self._settled.start()

    def _on_settled(self) -> None:
        if abs(self._width() - self._drawn_width) >= _WORTH_DRAWING_ANEW:
            self._draw()

    def _width(self) -> int:
        """Return how wide the drawing should be, in points."""
        return round(min(max((self.width() - 2 * SIDE - 2) / PIXELS_PER_POINT, NARROWEST), WIDEST))

    def _draw(self) -> None:
        if self._wanted is None:
            return
        assessment, findings = self._wanted
        width = self._drawn_width = self._width()
        style = drawing_style()

        def drawn() -> tuple[bytes, str, str]:
            from wardround.deliverables.blocks import Paragraph, Together  # noqa: PLC0415 - loads off the GUI thread
            from wardround.deliverables.blocks import Picture as Block  # noqa: PLC0415 - the same
            from wardround.deliverables.content.architecture import architecture  # noqa: PLC0415 - the same
            from wardround.deliverables.content.matter import Matter  # noqa: PLC0415 - the same
            from wardround.deliverables.names import shipped_names  # noqa: PLC0415 - the same

            section = architecture(Matter(assessment, findings, shipped_names(), style, width))
            kept = [block.blocks if isinstance(block, Together) else (block,) for block in section.blocks]
            picture = next(block for together in kept for block in together if isinstance(block, Block))
            words = next((block.text for block in section.blocks if isinstance(block, Paragraph)), "")
            return svg_of(picture.drawing), picture.says, words

        self._newest.ask(drawn)

    def _on_drawn(self, drawn: tuple[bytes, str, str]) -> None:
        svg, says, words = drawn
        self._picture.show_svg(svg)
        self._picture.setAccessibleName(says)
        self.say(words)

    def _on_failed(self, _error: BaseException) -> None:
        self.say("The picture could not be drawn; the tier table says the same in words.")
