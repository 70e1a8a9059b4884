"""How well text stands out from what lies behind it, measured on a picture of the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from drawn_text import DrawnText

LEAST_CONTRAST = 4.5
"""Of the web's accessibility guidelines (WCAG 2.2, 1.4.3), level AA."""
ROUNDING = 0.05
NEARLY_ONE = 1.2
"""What differs less is the ink itself, thinned at the edge of a letter."""
ACROSS, DOWN = 24, 6
"""So many points of a text are looked at."""


def faint(root: QWidget, widget: QWidget, texts: tuple[DrawnText, ...], picture: QImage) -> Iterator[str]:
    """Yield the texts of a widget that are hard to read on a picture of its window, with their contrast."""
    corner = QPointF(widget.mapTo(root, QPoint(0, 0)) if widget is not root else QPoint(0, 0))
    for text in texts:
        ground = _ground(text.box.intersected(text.shown).translated(corner), picture, text.colour)
        if ground is None:
            continue
        seen = contrast(_over(text.colour, ground), ground)
        if seen < LEAST_CONTRAST - ROUNDING:
            yield f"{text.text} ({seen:.1f} : 1)"


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _ground(box: QRectF, picture: QImage, ink: QColor) -> QColor | None:
    """Return the colour seen most often where a text stands, but for that of the letters themselves.

    None where the text is out of the picture.
    """
    scale = picture.devicePixelRatio()
    if not QRectF(0, 0, picture.width() / scale, picture.height() / scale).contains(box) or box.isEmpty():
        return None
    across = [box.left() + box.width() * (step + 0.5) / ACROSS for step in range(ACROSS)]
    down = [box.top() + box.height() * (step + 0.5) / DOWN for step in range(DOWN)]
    seen = [picture.pixel(int(x * scale), int(y * scale)) for x in across for y in down]
    seen = [colour for colour in seen if contrast(QColor(colour), ink) > NEARLY_ONE] or seen
    return QColor(max(set(seen), key=seen.count))


def _over(ink: QColor, ground: QColor) -> QColor:
    """Return the colour of ink that lets the ground shine through."""
    share = ink.alphaF()
    red, green, blue = (
        over * share + under * (1 - share)
        for over, under in zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
    )
    return QColor.fromRgbF(red, green, blue)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve
