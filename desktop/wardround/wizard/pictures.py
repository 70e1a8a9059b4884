"""Charts on screen: a drawing made once for paper is shown as sharp at any size."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from wardround.shipped import template
from wardround.wizard import theme

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from wardround.deliverables.style import Style

_BRAND = "wardround"
_FAMILY = "Wardround Sans"
_TYPEFACES = {"WardroundSans-Regular": 400, "WardroundSans-Medium": 500, "WardroundSans-SemiBold": 600}
"""The files of the brand's typefaces, and their weights in one family."""

_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)
"""The edge of the sheet, which Qt would paint as a black sheet."""

PIXELS_PER_POINT = 4 / 3
"""At a scale of 100 %, a drawing of 9-point labels then reads like the text beside it."""


class Picture(QWidget):
    """A drawing as wide as its room, never larger than its own size times ``largest``; it keeps its proportions."""

    def __init__(self, says: str, *, largest: float = PIXELS_PER_POINT) -> None:
        """Take what the picture says in words, for who cannot see it."""
        super().__init__()
        self._largest = largest
        self._renderer = QSvgRenderer(self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(says)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, drawing: Drawing, says: str = "") -> None:
        """Show a drawing of reportlab; draw it in the colours of the theme first."""
        self.show_svg(svg_of(drawing))
        if says:
            self.setAccessibleName(says)

    def show_svg(self, svg: bytes) -> None:
        """Show a picture that is SVG already."""
        self._renderer.load(QByteArray(svg))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that keeps the proportions."""
        own = self._renderer.defaultSize()
        if own.width() <= 0:
            return 0
        return round(min(width, own.width() * self._largest) * own.height() / own.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the largest size."""
        own = self._renderer.defaultSize()
        return QSize(round(own.width() * self._largest), round(own.height() * self._largest))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size at which one still sees what it is."""
        own = self.sizeHint()
        return QSize(own.width() // 3, own.height() // 3)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the drawing at the left, as large as fits."""
        own = self._renderer.defaultSize()
        if own.width() <= 0 or own.height() <= 0:
            return
        scale = min(self.width() / own.width(), self.height() / own.height(), self._largest)
        self._renderer.render(QPainter(self), QRectF(0, 0, own.width() * scale, own.height() * scale))


def drawing_style() -> Style:
    """Return what a chart is drawn with on screen: the colours of the theme in use, the typefaces of the paper."""
    from wardround.deliverables.brand import Colours, brand_named  # noqa: PLC0415 - loads with the first picture
    from wardround.deliverables.style import style_of  # noqa: PLC0415 - the same

    tokens = theme.current()
    colours = Colours(**{field.name: getattr(tokens, field.name) for field in fields(Colours)})
    _have_typefaces()
    return replace(style_of(brand_named(_BRAND)), colours=colours)


def svg_of(drawing: Drawing) -> bytes:
    """Return a drawing of reportlab as SVG that Qt reads; may run on any thread."""
    from reportlab.graphics.renderSVG import drawToString  # noqa: PLC0415 - loads with the first picture

    text: str = _CLIP.sub("", drawToString(drawing))
    for name, weight in _TYPEFACES.items():
        text = text.replace(f"font-family: {name};", f"font-family: {_FAMILY}; font-weight: {weight};")
    return text.encode()


@cache
def _have_typefaces() -> None:
    """Give Qt the typefaces of the paper, so that words are as wide as the drawing took them to be."""
    for name in _TYPEFACES:
        QFontDatabase.addApplicationFont(str(template("brands", "fonts", f"{name}.ttf")))
