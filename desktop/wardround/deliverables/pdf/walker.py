"""Turns blocks into what reportlab lays on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer
from reportlab.platypus import Table as PaperTable

from wardround.deliverables.amounts import Currency
from wardround.deliverables.blocks import (
    Beside,
    Block,
    Heading,
    KeyFigures,
    Numbered,
    Picture,
    Points,
    Section,
    Table,
    Together,
    Weighing,
)
from wardround.deliverables.blocks import Paragraph as Words
from wardround.deliverables.charts.cards import cards
from wardround.deliverables.charts.sketch import Sketch
from wardround.deliverables.pdf.contents import Contents
from wardround.deliverables.pdf.paper import Title
from wardround.deliverables.pdf.tables import paper_table
from wardround.deliverables.pdf.type import BOTTOM, LONGEST_BOX, LONGEST_TITLE, ROOM, TOP, Command, Type
from wardround.deliverables.style import colour

_FIRST_ROWS = 2
"""Rows of a table that never stand apart from its heading."""

_SHORT_TABLE = 3
"""Tables of at most so many rows stay on one page with their heading."""

_WHOLE = (Picture, Together, Weighing)
"""Blocks that are never cut."""

_FOR, _AGAINST, _NOTHING = "+", "\N{EN DASH}", "Nothing."


class Walker:
    """Walks the blocks of chapters, for one brand and in one currency."""

    def __init__(self, kind: Type, currency: Currency) -> None:
        self._kind = kind
        self._currency = currency
        self._headings = 0
        self._laid: Mapping[type, Callable[[Any, float], list[Flowable]]] = {
            Heading: self._heading,
            Words: self._words,
            Points: self._points,
            Numbered: self._numbered,
            KeyFigures: self._key_figures,
            Table: self._table,
            Picture: self._picture,
            Weighing: self._weighing,
            Together: self._together,
            Beside: self._beside,
        }

    def contents(self) -> list[Flowable]:
        """Return the table of contents with its title."""
        kind = self._kind
        title = Title("Contents", kind.title, "contents", 1, "Contents")
        return [title, Spacer(1, 6), Contents(kind), Spacer(1, 10)]

    def head(self, section: Section, number: int) -> list[Flowable]:
        """Return the title of a chapter with its sentence."""
        safe = self._kind.safe
        title = Title(safe(section.title, LONGEST_TITLE), self._kind.title, f"chapter-{number}", 0, section.title)
        return [title, Paragraph(safe(section.says), self._kind.says)]

    def section(self, section: Section, number: int) -> list[Flowable]:
        """Return a chapter: title, one sentence, blocks, with no title left alone at the foot of a page."""
        lead = self.head(section, number)
        flow: list[Flowable] = []
        for block in _flat(section.blocks):
            parts = self._lay(block, ROOM)
            if isinstance(block, Heading):
                lead += parts
                continue
            if lead and isinstance(block, Table) and len(block.rows) > _SHORT_TABLE:
                needed = sum(_height(part) for part in (*lead, *self._table(_beginning(block), ROOM)))
                flow += [CondPageBreak(needed), *lead, *parts]
            elif lead and isinstance(block, Points) and len(block.texts) > _FIRST_ROWS:
                beginning = Points(block.texts[:1])
                needed = sum(_height(part) for part in (*lead, *self._points(beginning, ROOM)))
                flow += [CondPageBreak(needed), *lead, *parts]
            elif lead or isinstance(block, _WHOLE):
                flow.append(KeepTogether([*lead, *parts]))
            else:
                flow += parts
            lead = []
        return flow + lead

    def nested(self, blocks: tuple[Block, ...], width: float) -> list[Flowable]:
        """Return blocks under each other that stay where they are put, as inside a cell."""
        return [part for block in blocks for part in self._lay(block, width)]

    def _lay(self, block: Block, width: float) -> list[Flowable]:
        return self._laid[type(block)](block, width)

    def _heading(self, block: Heading, _width: float) -> list[Flowable]:
        self._headings += 1
        key = f"heading-{self._headings}"
        return [Title(self._kind.safe(block.text, LONGEST_TITLE), self._kind.heading, key, 1, block.text)]

    def _words(self, block: Words, width: float) -> list[Flowable]:
        kind = self._kind
        if block.style != "caution":
            text = kind.safe(block.text)
            return [Paragraph(text, {"lead": kind.lead, "body": kind.body, "note": kind.note}[block.style])]
        colours = kind.style.colours
        look: list[Command] = [
            *_padded(self._kind, top=6, bottom=7, left=10, right=10),
            ("BACKGROUND", (0, 0), (-1, -1), colour(colours.warn_soft)),
            ("LINEBEFORE", (0, 0), (0, -1), 2.5, colour(colours.warn)),
        ]
        box = PaperTable(
            [[Paragraph(kind.safe(block.text, LONGEST_BOX), kind.caution)]],
            colWidths=[width],
            style=look,
            hAlign="LEFT",
        )
        return [box, Spacer(1, 8)]

    def _points(self, block: Points, width: float) -> list[Flowable]:
        kind = self._kind
        rows = [
            [Paragraph("\N{BULLET}", kind.item), Paragraph(kind.safe(text, LONGEST_BOX), kind.item)]
            for text in block.texts
        ]
        look = _padded(self._kind, top=1.5, bottom=1.5)
        return [PaperTable(rows, colWidths=[12, width - 12], style=look, hAlign="LEFT")] if rows else []

    def _numbered(self, block: Numbered, width: float) -> list[Flowable]:
        kind, muted = self._kind, self._kind.style.colours.muted
        style = kind.cell if block.compact else kind.item
        rows = []
        for position, item in enumerate(block.items, start=1):
            words = _strong(kind, item.title)
            if item.detail:
                size = 7.5 if block.compact else 9
                words += f'<br/><font color="{muted}" size="{size}">{kind.safe(item.detail, LONGEST_BOX)}</font>'
            rows.append([self._number(position), Paragraph(words, style)])
        look = _padded(self._kind, top=1.5, bottom=1.5) if block.compact else _padded(self._kind, top=2, bottom=2.5)
        table = PaperTable(rows, colWidths=[22, width - 22], style=look, hAlign="LEFT")
        return [table, Spacer(1, 2)] if rows else []

    def _number(self, position: int) -> Flowable:
        sketch = Sketch(self._kind.style, 16, 15)
        sketch.dot(7, 7.5, 7, self._kind.style.colours.accent, str(position), 8)
        return sketch.drawing

    def _key_figures(self, block: KeyFigures, width: float) -> list[Flowable]:
        return [cards(self._kind.style, block.cards, width), Spacer(1, 6)]

    def _table(self, block: Table, width: float) -> list[Flowable]:
        return paper_table(block, self._kind, self._currency, width)

    def _picture(self, block: Picture, _width: float) -> list[Flowable]:
        flow: list[Flowable] = [block.drawing]
        if block.caption:
            flow.append(Paragraph(self._kind.safe(block.caption), self._kind.note))
        return [*flow, Spacer(1, 4)]

    def _weighing(self, block: Weighing, width: float) -> list[Flowable]:
        kind, safe, colours = self._kind, self._kind.safe, self._kind.style.colours
        title = _strong(kind, block.title)
        if block.chosen:
            title += f'<br/><font color="{colours.accent}" name="{kind.style.medium}" size="8">chosen</font>'
        if block.detail:
            title += f'<br/><font color="{colours.muted}" size="7.5">{safe(block.detail)}</font>'
        speaks_for = "<br/>".join(f"{_FOR} {safe(text)}" for text in block.reasons_for)
        against = "<br/>".join(f"{_AGAINST} {safe(text)}" for text in block.reasons_against)
        cells = [Paragraph(words or _NOTHING, kind.cell) for words in (title, speaks_for, against)]
        look: list[Command] = [
            *_padded(self._kind, top=5, bottom=6, left=8, right=6),
            ("BACKGROUND", (0, 0), (-1, -1), colour(colours.accent_soft if block.chosen else colours.ground)),
            ("LINEBELOW", (0, 0), (-1, -1), 2, colour(colours.surface)),
        ]
        return [PaperTable([cells], colWidths=[width * 0.3, width * 0.37, width * 0.33], style=look, hAlign="LEFT")]

    def _together(self, block: Together, width: float) -> list[Flowable]:
        return self.nested(block.blocks, width)

    def _beside(self, block: Beside, width: float) -> list[Flowable]:
        gap = 16.0
        left = (width - gap) * block.left_share
        right = width - gap - left
        cells = [[self.nested(block.left, left), Spacer(1, 1), self.nested(block.right, right)]]
        return [PaperTable(cells, colWidths=[left, gap, right], style=_padded(self._kind), hAlign="LEFT")]


def _strong(kind: Type, text: str) -> str:
    return f'<font name="{kind.style.semibold}">{kind.safe(text, LONGEST_TITLE)}</font>'


def _padded(kind: Type, *, top: float = 0, bottom: float = 0, left: float = 0, right: float = 0) -> list[Command]:
    whole = ((0, 0), (-1, -1))
    return [
        ("FONTNAME", *whole, kind.style.regular),
        ("VALIGN", *whole, "TOP"),
        ("LEFTPADDING", *whole, left),
        ("RIGHTPADDING", *whole, right),
        ("TOPPADDING", *whole, top),
        ("BOTTOMPADDING", *whole, bottom),
    ]


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks; what stands together with a table or heading is taken apart, because tables run over pages."""
    for block in blocks:
        if isinstance(block, Together) and any(isinstance(part, (Table, Heading)) for part in block.blocks):
            yield from _flat(block.blocks)
        else:
            yield block


def _beginning(table: Table) -> Table:
    """Return a table with its first rows alone."""
    return replace(table, rows=table.rows[:_FIRST_ROWS], note="", total=None)


def _height(flowable: Flowable) -> float:
    """Return the height of a title or a sentence with the space around it."""
    _, height = flowable.wrap(ROOM, TOP - BOTTOM)
    return float(height) + flowable.getSpaceBefore() + flowable.getSpaceAfter()
