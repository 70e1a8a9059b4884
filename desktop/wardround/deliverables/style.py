"""What pages and charts are drawn with: colours, and typefaces whose glyphs are known."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from wardround.deliverables.brand import Brand, BrandRefused, Colours
from wardround.shipped import ShippedFileMissing, template

_ELLIPSIS = "…"
_LIGHT = 0.45
"""Colours brighter than this carry dark text."""


@dataclass(frozen=True, slots=True)
class Style:
    """Colours and the registered names of three weights of type."""

    colours: Colours
    regular: str
    medium: str
    semibold: str


def style_of(brand: Brand) -> Style:
    """Return the style of a brand, with its typefaces registered. Raises BrandRefused when one is missing."""
    for name in (brand.fonts.regular, brand.fonts.medium, brand.fonts.semibold):
        if name not in pdfmetrics.getRegisteredFontNames():
            try:
                path = template("brands", "fonts", f"{name}.ttf")
                pdfmetrics.registerFont(TTFont(name, str(path)))
            except (ShippedFileMissing, TTFError) as error:
                raise BrandRefused(brand.name, f"its typeface {name}.ttf cannot be read") from error
    return Style(brand.colours, brand.fonts.regular, brand.fonts.medium, brand.fonts.semibold)


def printable(text: str, style: Style) -> str:
    """Return a text with only characters that the typeface draws; each other one becomes a question mark."""
    known = _drawn(style.regular)
    normal = unicodedata.normalize("NFC", text)
    return "".join(_shown(character, known) for character in normal)


def _shown(character: str, known: frozenset[int]) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r\v\f":
        return " "
    if category in {"Cc", "Cf"}:
        return ""  # they draw nothing, and some would turn the direction of what follows
    if ord(character) in known:
        return character
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Mn", "Me"} else "?"


@cache
def _drawn(font: str) -> frozenset[int]:
    registered = pdfmetrics.getFont(font)
    return frozenset(registered.face.charToGlyph) if isinstance(registered, TTFont) else frozenset()


def width_of(text: str, font: str, size: float) -> float:
    """Return how wide a text runs, in points."""
    return pdfmetrics.stringWidth(text, font, size)


def shortened(text: str, font: str, size: float, room: float) -> str:
    """Return a text that fits into the room, cut with an ellipsis where it must be."""
    if width_of(text, font, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + _ELLIPSIS, font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS if low else ""


def wrapped(text: str, font: str, size: float, room: float, most_lines: int) -> tuple[str, ...]:
    """Return a text broken at words into at most so many lines; the last is shortened where it must be."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most_lines:
        taken = 1
        while taken < len(words) and width_of(" ".join(words[: taken + 1]), font, size) <= room:
            taken += 1
        last = len(lines) == most_lines - 1
        line = " ".join(words if last else words[:taken])
        lines.append(shortened(line, font, size, room))
        words = words[taken:]
    return tuple(lines)


def colour(value: str) -> Color:
    """Return a colour of the brand as reportlab draws it."""
    return HexColor(value)


def blended(one: str, other: str, share: float) -> str:
    """Return a colour between two, by the share of the other."""
    parts = []
    for start in (1, 3, 5):
        first, second = int(one[start : start + 2], 16), int(other[start : start + 2], 16)
        parts.append(f"{round(first + (second - first) * share):02X}")
    return f"#{''.join(parts)}"


def text_on(background: str, colours: Colours) -> str:
    """Return the colour in which text is read on a background."""
    red, green, blue = (int(background[start : start + 2], 16) / 255 for start in (1, 3, 5))
    brightness = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return colours.ink if brightness > _LIGHT**2.2 else colours.surface
