"""Paragraph styles and page measures of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from wardround.deliverables.style import Style, colour, printable

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 20 * mm
BAND = 6.0
TOP = PAGE_HEIGHT - 17 * mm
BOTTOM = 18 * mm
ROOM = PAGE_WIDTH - 2 * MARGIN
Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]
"""One command of the look of a table, as reportlab takes it."""

_LONGEST = 4000
"""Characters of one running text that are printed; the file keeps the rest."""

LONGEST_TITLE = 240
LONGEST_BOX = 900
"""What titles, and texts that cannot run on to the next page, hold at most."""


@dataclass(frozen=True, slots=True)
class Type:
    """The paragraph styles of one brand."""

    style: Style
    title: ParagraphStyle
    says: ParagraphStyle
    heading: ParagraphStyle
    lead: ParagraphStyle
    body: ParagraphStyle
    note: ParagraphStyle
    table_note: ParagraphStyle
    caution: ParagraphStyle
    cell: ParagraphStyle
    cell_right: ParagraphStyle
    head: ParagraphStyle
    head_right: ParagraphStyle
    item: ParagraphStyle
    contents: ParagraphStyle
    page_number: ParagraphStyle

    def safe(self, text: str, most: int = _LONGEST) -> str:
        """Return a text that is printed as it stands: no markup, only glyphs that the typeface has, and not endless."""
        shown = printable(text, self.style)
        if len(shown) > most:
            shown = shown[:most].rstrip() + "…"
        return escape(shown)


def type_of(style: Style) -> Type:
    """Return the paragraph styles that a style of drawing goes with."""
    ink, muted = colour(style.colours.ink), colour(style.colours.muted)

    def made(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - as reportlab
        settings: dict[str, Any] = {
            "fontName": style.regular,
            "fontSize": size,
            "leading": leading,
            "textColor": ink,
            "alignment": TA_LEFT,
            "splitLongWords": 1,
            "allowWidows": 0,
            "allowOrphans": 0,
        }
        return ParagraphStyle(name, **(settings | more))

    return Type(
        style=style,
        title=made("title", 20, 24, fontName=style.semibold, spaceBefore=18, spaceAfter=2),
        says=made("says", 10, 13, textColor=muted, spaceAfter=7),
        heading=made("heading", 12, 15, fontName=style.semibold, spaceBefore=9, spaceAfter=4),
        lead=made("lead", 11, 15.5, spaceAfter=8),
        body=made("body", 10.5, 13.6, spaceAfter=5),
        note=made("note", 8, 11, textColor=muted, spaceBefore=2, spaceAfter=5),
        table_note=made("table_note", 8, 11, textColor=muted, spaceAfter=2),
        caution=made("caution", 9.5, 13, textColor=colour(style.colours.ink)),
        cell=made("cell", 8.5, 10.6),
        cell_right=made("cell_right", 8.5, 10.6, alignment=TA_RIGHT),
        head=made("head", 8, 10, fontName=style.medium, textColor=muted),
        head_right=made("head_right", 8, 10, fontName=style.medium, textColor=muted, alignment=TA_RIGHT),
        item=made("item", 10, 13),
        contents=made("contents", 10, 13),
        page_number=made("page_number", 10, 13, alignment=TA_RIGHT),
    )
