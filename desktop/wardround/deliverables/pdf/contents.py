"""The table of contents, in two columns."""

from __future__ import annotations

from reportlab.platypus import Paragraph
from reportlab.platypus import Table as PaperTable
from reportlab.platypus.tableofcontents import TableOfContents

from wardround.deliverables.pdf.type import Command, Type
from wardround.deliverables.style import colour

_NUMBER = 26.0
_BETWEEN = 26.0


class Contents(TableOfContents):
    """Chapters with their pages, linked; the entries are those that the last pass over the document found."""

    def __init__(self, kind: Type) -> None:
        super().__init__()
        self._kind = kind

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Lay the entries of the last pass out in two columns."""
        kind, entries = self._kind, list(self._lastEntries) or [(0, "Contents", 0, None)]
        half = -(-len(entries) // 2)
        cells = [self._cells(entry) for entry in entries]
        cells += [("", "")] * (2 * half - len(cells))
        rows = [(*cells[place], "", *cells[place + half]) for place in range(half)]
        title = (room - _BETWEEN) / 2 - _NUMBER
        line = colour(kind.style.colours.line)
        look: list[Command] = [
            ("FONTNAME", (0, 0), (-1, -1), kind.style.regular),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
            ("LINEBELOW", (0, 0), (1, -1), 0.5, line),
            ("LINEBELOW", (3, 0), (4, -1), 0.5, line),
        ]
        self._table = PaperTable(rows, colWidths=[title, _NUMBER, _BETWEEN, title, _NUMBER], style=look, hAlign="LEFT")
        self.width, self.height = self._table.wrapOn(self.canv, room, height)
        return self.width, self.height

    def _cells(self, entry: tuple[int, str, int, str | None]) -> tuple[Paragraph, Paragraph]:
        _, text, page, key = entry
        link = f'<a href="#{key}">{text}</a>' if key else text
        return Paragraph(link, self._kind.contents), Paragraph(str(page), self._kind.page_number)
