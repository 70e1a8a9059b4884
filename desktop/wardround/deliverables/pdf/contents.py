"""The table of contents, in two columns."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Paragraph, Spacer
from reportlab.platypus import Table as PaperTable
from reportlab.platypus.tableofcontents import TableOfContents

from wardround.deliverables.pdf.type import Command, Type
from wardround.deliverables.style import colour

_NUMBER = 26.0
_BETWEEN = 26.0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A chapter, the page it starts on, and where its link leads."""

    text: str
    page: int
    key: str | None


class Contents(TableOfContents):
    """Chapters with their pages, linked; the entries are those that the last pass over the document found."""

    def __init__(self, kind: Type) -> None:
        super().__init__()
        self._kind = kind
        self._found: list[_Entry] = []
        self._shown: list[_Entry] = []

    def beforeBuild(self) -> None:  # noqa: N802 - named by reportlab
        """Show in this pass what the last one found."""
        super().beforeBuild()
        self._shown, self._found = self._found, []

    def addEntry(self, level: int, text: str, pageNum: int, key: str | None = None) -> None:  # noqa: N802, N803
        """Take note of a chapter, under the names that reportlab gives."""
        super().addEntry(level, text, pageNum, key)
        self._found.append(_Entry(text, pageNum, key))

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Lay the entries out in two columns."""
        kind, entries = self._kind, self._shown or [_Entry("", 0, None)]
        half = -(-len(entries) // 2)
        cells = [self._cells(entry) for entry in entries]
        blank = (Spacer(1, 1), Spacer(1, 1))
        rows = [
            (*cells[place], Spacer(1, 1), *(cells[place + half] if place + half < len(cells) else blank))
            for place in range(half)
        ]
        title = (room - _BETWEEN) / 2 - _NUMBER
        line = colour(kind.style.colours.line)
        look: list[Command] = [
            ("FONTNAME", (0, 0), (-1, -1), kind.style.regular),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ("LINEBELOW", (0, 0), (1, -1), 0.5, line),
            ("LINEBELOW", (3, 0), (4, -1), 0.5, line),
        ]
        self._table = PaperTable(rows, colWidths=[title, _NUMBER, _BETWEEN, title, _NUMBER], style=look, hAlign="LEFT")
        self.width, self.height = self._table.wrapOn(self.canv, room, height)
        return self.width, self.height

    def _cells(self, entry: _Entry) -> tuple[Paragraph, Paragraph]:
        link = f'<a href="#{entry.key}">{entry.text}</a>' if entry.key else entry.text
        return Paragraph(link, self._kind.contents), Paragraph(str(entry.page or ""), self._kind.page_number)
