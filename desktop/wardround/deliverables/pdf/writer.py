"""Walks the blocks of a document and lays them on paper."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepInFrame,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as PaperTable
from reportlab.platypus.tableofcontents import TableOfContents

from wardround.assessment import Assessment
from wardround.deliverables.amounts import Currency
from wardround.deliverables.blocks import (
    Beside,
    Block,
    Document,
    Heading,
    KeyFigures,
    Numbered,
    Picture,
    Points,
    Section,
    Table,
    Titled,
    Together,
    Weighing,
)
from wardround.deliverables.blocks import Paragraph as Words
from wardround.deliverables.brand import Brand
from wardround.deliverables.charts.cards import cards
from wardround.deliverables.charts.sketch import Sketch
from wardround.deliverables.content.roadmap_document import roadmap_document
from wardround.deliverables.names import Names, shipped_names
from wardround.deliverables.pdf.paper import Paper
from wardround.deliverables.pdf.paper import Section as Title
from wardround.deliverables.pdf.tables import paper_table
from wardround.deliverables.pdf.type import BOTTOM, ROOM, TOP, Type, type_of
from wardround.deliverables.style import colour, style_of
from wardround.engine.findings import Findings

_HEAD = 56.0
"""What the title of the first page takes."""

_LEAST_ROOM = 190.0
"""A chapter that would start with less room than this starts on the next page."""


def roadmap_pdf(
    assessment: Assessment,
    findings: Findings,
    brand: Brand,
    progress: Callable[[float], None] | None = None,
    *,
    names: Names | None = None,
) -> bytes:
    """Return the roadmap as a PDF; equal input gives equal bytes.

    ``progress`` is told how far the work is, from 0 to 1. ``names`` stand in for those of the shipped fact tables.
    Raises BrandRefused when the brand lacks a typeface.
    """
    style = style_of(brand)
    document = roadmap_document(assessment, findings, brand, style, names or shipped_names(), ROOM)
    cost = findings.cost
    currency = Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)
    written = document_pdf(document, type_of(style), brand.name, currency, findings, progress)
    if progress is not None:
        progress(1.0)
    return written


def document_pdf(
    document: Document,
    kind: Type,
    brand: str,
    currency: Currency,
    findings: Findings,
    progress: Callable[[float], None] | None,
) -> bytes:
    """Return any document of blocks as a PDF."""
    walker = _Walker(kind, currency)
    story: list[Flowable] = [
        *walker.head(document.answer, 0),
        KeepInFrame(ROOM, TOP - BOTTOM - _HEAD, walker.nested(document.answer.blocks, ROOM), mode="shrink"),
        PageBreak(),
        *walker.contents(),
    ]
    for position, section in enumerate(document.sections, start=1):
        story.append(PageBreak() if section.own_page else CondPageBreak(_LEAST_ROOM))
        story += walker.section(section, position)
    return Paper(document, kind, brand, findings.as_of, progress).written(story)


class _Walker:
    """Turns blocks into flowables of one width, in one currency."""

    def __init__(self, kind: Type, currency: Currency) -> None:
        self._kind = kind
        self._currency = currency
        self._headings = 0

    def contents(self) -> list[Flowable]:
        """Return the table of contents with its title."""
        kind = self._kind
        contents = TableOfContents(
            levelStyles=[kind.contents], dotsMinLevel=-1, rightColumnWidth=24, tableStyle=_contents_look(kind)
        )
        title = Title("Contents", kind.title, "contents", 1, "Contents")
        return [title, Spacer(1, 4), contents, Spacer(1, 10)]

    def section(self, section: Section, number: int) -> list[Flowable]:
        """Return a chapter: title, one sentence, blocks."""
        flow = self.head(section, number)
        for block in section.blocks:
            parts = self._block(block, ROOM)
            flow += [KeepTogether(parts)] if isinstance(block, (Together, Picture)) else parts
        return flow

    def head(self, section: Section, number: int) -> list[Flowable]:
        """Return the title of a chapter with its sentence."""
        safe = self._kind.safe
        title = Title(safe(section.title), self._kind.title, f"chapter-{number}", 0, section.title)
        return [title, Paragraph(safe(section.says), self._kind.says)]

    def nested(self, blocks: tuple[Block, ...], width: float) -> list[Flowable]:
        """Return blocks under each other that stay where they are put, as inside a cell."""
        return [part for block in blocks for part in self._block(block, width)]

    def _block(self, block: Block, width: float) -> list[Flowable]:
        kind, safe = self._kind, self._kind.safe
        match block:
            case Heading():
                self._headings += 1
                return [Title(safe(block.text), kind.heading, f"heading-{self._headings}", 1, block.text)]
            case Words():
                return self._words(block, width)
            case Points():
                return [self._numbered(tuple(Titled("", text) for text in block.texts), width, marks="•")]
            case Numbered():
                return [self._numbered(block.items, width), Spacer(1, 4)]
            case KeyFigures():
                return [cards(kind.style, block.cards, width), Spacer(1, 8)]
            case Table():
                return paper_table(block, kind, self._currency, width)
            case Picture():
                return self._picture(block)
            case Weighing():
                return [self._weighing(block, width)]
            case Together():
                return self.nested(block.blocks, width)
            case Beside():
                return [self._beside(block, width)]

    def _words(self, block: Words, width: float) -> list[Flowable]:
        kind, text = self._kind, self._kind.safe(block.text)
        if block.style != "caution":
            return [Paragraph(text, {"lead": kind.lead, "body": kind.body, "note": kind.note}[block.style])]
        colours = kind.style.colours
        look = [
            ("BACKGROUND", (0, 0), (-1, -1), colour(colours.warn_soft)),
            ("LINEBEFORE", (0, 0), (0, -1), 2.5, colour(colours.warn)),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
        box = PaperTable([[Paragraph(text, kind.caution)]], colWidths=[width], style=look)
        return [box, Spacer(1, 8)]

    def _picture(self, block: Picture) -> list[Flowable]:
        flow: list[Flowable] = [block.drawing]
        if block.caption:
            flow.append(Paragraph(self._kind.safe(block.caption), self._kind.note))
        flow.append(Spacer(1, 6))
        return flow

    def _numbered(self, items: tuple[Titled, ...], width: float, marks: str = "") -> Flowable:
        kind, safe = self._kind, self._kind.safe
        rows = []
        for position, item in enumerate(items, start=1):
            words = f'<font name="{kind.style.semibold}">{safe(item.title)}</font>' if item.title else ""
            if item.detail:
                muted = kind.style.colours.muted if item.title else kind.style.colours.ink
                size = 9 if item.title else 10
                gap = "<br/>" if words else ""
                words += f'{gap}<font color="{muted}" size="{size}">{safe(item.detail)}</font>'
            mark = Paragraph(marks, kind.item) if marks else self._number(position)
            rows.append([mark, Paragraph(words, kind.item)])
        look = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5 if marks else 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5 if marks else 3),
        ]
        first = 12 if marks else 22
        return PaperTable(rows or [["", ""]], colWidths=[first, width - first], style=look)

    def _number(self, position: int) -> Flowable:
        sketch = Sketch(self._kind.style, 16, 15)
        sketch.dot(7, 7.5, 7, self._kind.style.colours.accent, str(position), 8)
        return sketch.drawing

    def _weighing(self, block: Weighing, width: float) -> Flowable:
        kind, safe, colours = self._kind, self._kind.safe, self._kind.style.colours
        title = f'<font name="{kind.style.semibold}">{safe(block.title)}</font>'
        if block.chosen:
            title += f'<br/><font color="{colours.accent}" name="{kind.style.medium}" size="8">chosen</font>'
        if block.detail:
            title += f'<br/><font color="{colours.muted}" size="7.5">{safe(block.detail)}</font>'
        lines = [f"+ {safe(text)}" for text in block.reasons_for]
        against = [f"– {safe(text)}" for text in block.reasons_against]
        cells = [
            Paragraph(title, kind.cell),
            Paragraph("<br/>".join(lines) or "–", kind.cell),
            Paragraph("<br/>".join(against) or "–", kind.cell),
        ]
        ground = colours.accent_soft if block.chosen else colours.ground
        look = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, -1), colour(ground)),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, -1), 2, colour(colours.surface)),
        ]
        return PaperTable([cells], colWidths=[width * 0.3, width * 0.37, width * 0.33], style=look)

    def _beside(self, block: Beside, width: float) -> Flowable:
        gap = 16.0
        left = (width - gap) * block.left_share
        right = width - gap - left
        look = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
        cells = [[self.nested(block.left, left), "", self.nested(block.right, right)]]
        return PaperTable(cells, colWidths=[left, gap, right], style=look)


def _contents_look(kind: Type) -> list[tuple[object, ...]]:
    line = colour(kind.style.colours.line)
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, line),
    ]
