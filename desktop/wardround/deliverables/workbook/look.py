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
    TEXT_LINE = "text line"
    TITLE = "title"
    SENTENCE = "sentence"
    LINK = "link"
    SECTION = "section"
    HEADER = "header"
    CARD_LABEL = "card label"
    CARD = "card"
    CARD_NOTE = "card note"


_POINTS = {Tone.TITLE: 18, Tone.SECTION: 13, Tone.CARD: 17, Tone.CARD_LABEL: 9, Tone.CARD_NOTE: 9, Tone.LINK: 9, Tone.LABEL: 9}
_BOLD = frozenset({Tone.TITLE, Tone.SECTION, Tone.HEADER, Tone.TOTAL, Tone.CARD})
_GREY = frozenset({Tone.SENTENCE, Tone.MUTED, Tone.LABEL, Tone.CARD_LABEL, Tone.CARD_NOTE})
_ONE_LINE = frozenset({Tone.TITLE, Tone.TEXT_LINE, Tone.SENTENCE, Tone.LABEL, Tone.SECTION, Tone.LINK, Tone.CARD_LABEL, Tone.CARD})
_CARDS = frozenset({Tone.CARD, Tone.CARD_LABEL, Tone.CARD_NOTE})


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#").upper()


@dataclass(frozen=True, slots=True)
class Look:
    """Named styles of one workbook, made when first asked for."""

    book: Workbook
    brand: Brand

    def style(self, tone: Tone, kind: Kind = Kind.TEXT) -> str:
        """Return the name of the style for a cell of a kind that plays a part."""
        name = f"Wardround {tone.value}" + ("" if kind is Kind.TEXT else f" {kind.name.lower()}")
        if name not in self.book.named_styles:
            self.book.add_named_style(self._named(name, tone, kind))
        return name

    def _named(self, name: str, tone: Tone, kind: Kind) -> NamedStyle:
        colours = self.brand.colours
        style = NamedStyle(name=name)
        ink = colours.ink
        if tone is Tone.HEADER:
            ink = colours.surface
        elif tone is Tone.LINK:
            ink = colours.accent
        elif tone in _GREY:
            ink = colours.muted
        style.font = Font(
            name=FONT, size=_POINTS.get(tone, TEXT_POINTS), bold=tone in _BOLD, color=_argb(ink)
        )
        style.alignment = Alignment(
            horizontal="right" if kind.right else "left",
            vertical="center" if tone is Tone.HEADER else "top",
            wrap_text=tone not in _ONE_LINE and (kind.wrap or tone is Tone.HEADER),
        )
        style.border = self._border(tone)
        fill = {Tone.HEADER: colours.accent, Tone.INPUT: colours.accent_soft}.get(tone)
        if tone in _CARDS:
            fill = colours.ground
        if fill:
            style.fill = PatternFill("solid", fgColor=_argb(fill))
        style.number_format = "General" if kind is Kind.TEXT else kind.number_format
        return style

    def _border(self, tone: Tone) -> Border:
        line = Side(style="thin", color=_argb(self.brand.colours.line))
        if tone in {Tone.BODY, Tone.INPUT}:
            return Border(bottom=line)
        if tone is Tone.TOTAL:
            strong = Side(style="thin", color=_argb(self.brand.colours.ink))
            return Border(top=strong, bottom=strong)
        return Border()

    def tint(self, colour: str, ink: str | None = None) -> DifferentialStyle:
        """Return what a conditional format lays over a cell."""
        return DifferentialStyle(
            fill=PatternFill(bgColor=_argb(colour), fill_type="solid"),
            font=None if ink is None else Font(color=_argb(ink)),
        )

    def argb(self, colour: str) -> str:
        """Return a colour of the brand as the file format writes it."""
        return _argb(colour)
