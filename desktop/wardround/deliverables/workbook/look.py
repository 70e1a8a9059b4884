"""The look of the cells: the brand's colours on few, named styles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook

from wardround.deliverables.brand import Brand
from wardround.deliverables.workbook.kinds import Kind

FONT = "Calibri"
"""A font that every office program has or replaces by one of the same widths; a workbook carries none of its own."""

TEXT_POINTS = 10


class Tone(Enum):
    """The part that a cell plays."""

    BODY = "body"
    INPUT = "input"
    TOTAL = "total"
    PLAIN = "plain"
    MUTED = "muted"
    LABEL = "label"
    NOTE = "note"
    TEXT_LINE = "text line"
    TITLE = "title"
    SENTENCE = "sentence"
    LINK = "link"
    ENTRY = "entry"
    SECTION = "section"
    HEADER = "header"
    CAPTION = "caption"
    """A heading without a filter button."""
    CARD_LABEL = "card label"
    CARD = "card"
    CARD_NOTE = "card note"


_POINTS = {
    Tone.TITLE: 18,
    Tone.SECTION: 13,
    Tone.CARD: 17,
    Tone.CARD_LABEL: 9,
    Tone.CARD_NOTE: 9,
    Tone.LINK: 9,
    Tone.LABEL: 9,
    Tone.NOTE: 9,
}
_HEADINGS = frozenset({Tone.HEADER, Tone.CAPTION})
_BOLD = frozenset({Tone.TITLE, Tone.SECTION, Tone.TOTAL, Tone.CARD}) | _HEADINGS
_GREY = frozenset({Tone.SENTENCE, Tone.MUTED, Tone.LABEL, Tone.NOTE, Tone.CARD_LABEL, Tone.CARD_NOTE})
_ONE_LINE = frozenset(
    {Tone.TITLE, Tone.TEXT_LINE, Tone.SENTENCE, Tone.LABEL, Tone.SECTION, Tone.LINK, Tone.CARD_LABEL, Tone.CARD}
)
_CELLS = frozenset({Tone.BODY, Tone.MUTED, Tone.INPUT, Tone.TOTAL, Tone.PLAIN, Tone.ENTRY} | _HEADINGS)
_CARDS = frozenset({Tone.CARD, Tone.CARD_LABEL, Tone.CARD_NOTE})


def _indent(tone: Tone, kind: Kind) -> int:
    """Return the air at the side of a cell; the filter button of a list covers the end of a heading."""
    if not kind.right:
        return 1 if tone in _CELLS else 0
    return 2 if tone is Tone.HEADER else 0


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#").upper()


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Look:
    """Named styles of one workbook, made when first asked for."""

    book: Workbook
    brand: Brand

    def style(self, tone: Tone, kind: Kind = Kind.TEXT) -> str:
        """Return the name of the style for a cell of a kind that plays a part."""
        part = kind.name.lower()
        if tone in _HEADINGS and kind is not Kind.DAY:
            part = "right" if kind.right else ""
        name = f"Wardround {tone.value}" if kind is Kind.TEXT else f"Wardround {tone.value} {part}".rstrip()
        if name not in self.book.named_styles:
            self.book.add_named_style(self._named(name, tone, kind))
        return name

    @staticmethod
    def wraps(tone: Tone, kind: Kind) -> bool:
        """Return whether a cell runs over several lines."""
        return tone not in _ONE_LINE and (kind.wrap or tone in _HEADINGS)

    def _named(self, name: str, tone: Tone, kind: Kind) -> NamedStyle:
        colours = self.brand.colours
        style = NamedStyle(name=name)
        ink = colours.ink
        if tone in _HEADINGS:
            ink = colours.surface
        elif tone in {Tone.LINK, Tone.ENTRY}:
            ink = colours.accent
        elif tone in _GREY:
            ink = colours.muted
        style.font = Font(name=FONT, size=_POINTS.get(tone, TEXT_POINTS), bold=tone in _BOLD, color=_argb(ink))
        style.alignment = Alignment(
            horizontal="right" if kind.right else "left",
            vertical="center" if tone in _HEADINGS else "top",
            wrap_text=self.wraps(tone, kind),
            indent=_indent(tone, kind),
        )
        style.border = self._border(tone)
        fill = {Tone.INPUT: colours.accent_soft}.get(tone)
        if tone in _HEADINGS:
            fill = colours.accent
        elif tone in _CARDS:
            fill = colours.ground
        if fill:
            style.fill = PatternFill("solid", fgColor=_argb(fill))
        written = tone in _HEADINGS and kind is not Kind.DAY
        style.number_format = "General" if written or kind in {Kind.TEXT, Kind.LINE} else kind.number_format
        return style

    def _border(self, tone: Tone) -> Border:
        line = Side(style="thin", color=_argb(self.brand.colours.line))
        if tone in {Tone.BODY, Tone.INPUT, Tone.ENTRY}:
            return Border(bottom=line)
        if tone is Tone.TOTAL:
            strong = Side(style="thin", color=_argb(self.brand.colours.ink))
            return Border(top=strong, bottom=strong)
        return Border()

    def tint(self, colour: str, *, apart: bool = False) -> DifferentialStyle:
        """Return what a conditional format lays over a cell; ``apart`` draws a line of paper above and below."""
        paper = Side(style="thin", color=_argb(self.brand.colours.surface))
        return DifferentialStyle(
            fill=PatternFill(bgColor=_argb(colour), fill_type="solid"),
            border=Border(top=paper, bottom=paper) if apart else None,
        )

    def faded(self, colour: str, share: float) -> str:
        """Return a colour of which only a share is left over the paper's white, so that dark text stays readable."""
        surface = self.brand.colours.surface
        parts = zip(_channels(colour), _channels(surface), strict=True)
        return "#" + "".join(f"{round(share * ink + (1 - share) * paper):02X}" for ink, paper in parts)

    def argb(self, colour: str) -> str:
        """Return a colour of the brand as the file format writes it."""
        return _argb(colour)
