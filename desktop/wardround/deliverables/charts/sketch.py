"""A sheet to draw on from the top left, with text that fits and stays printable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, LineShape, Polygon, PolyLine, Rect, String

from wardround.deliverables.style import Style, colour, printable, shortened, text_on, width_of, wrapped

Anchor = Literal["start", "middle", "end"]
Weight = Literal["regular", "medium", "semibold"]
CAPTION = 7.5
LABEL = 8.0
BODY = 9.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its left and top edges."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Return the height of the middle."""
        return self.top + self.height / 2

    @property
    def centre(self) -> float:
        """Return the centre from left to right."""
        return self.left + self.width / 2


class Sketch:
    """A drawing of a width and height in points; y runs down, as people read."""

    def __init__(self, style: Style, width: float, height: float) -> None:
        self.style = style
        self.colours = style.colours
        self.width = width
        self.height = height
        self.drawing = Drawing(width, height, initialFontName=style.regular)

    def font(self, weight: Weight) -> str:
        """Return the registered name of a weight of type."""
        return {"regular": self.style.regular, "medium": self.style.medium, "semibold": self.style.semibold}[weight]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = LABEL,
        fill: str | None = None,
        weight: Weight = "regular",
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> float:
        """Write a line with its baseline at y, shortened to the room; return how wide it runs."""
        shown = printable(words, self.style)
        font = self.font(weight)
        if room is not None:
            shown = shortened(shown, font, size, room)
        self.drawing.add(
            String(
                x,
                self.height - y,
                shown,
                fontName=font,
                fontSize=size,
                textAnchor=anchor,
                fillColor=colour(fill or self.colours.ink),
            )
        )
        return width_of(shown, font, size)

    def upright(self, x: float, y: float, words: str, *, size: float = LABEL, fill: str | None = None) -> None:
        """Write a line that runs upwards, its middle at y."""
        shown = printable(words, self.style)
        turned = Group(transform=(0, 1, -1, 0, x, self.height - y))
        turned.add(
            String(
                0,
                0,
                shown,
                fontName=self.style.regular,
                fontSize=size,
                textAnchor="middle",
                fillColor=colour(fill or self.colours.ink),
            )
        )
        self.drawing.add(turned)

    def lines(
        self,
        x: float,
        y: float,
        words: str,
        *,
        room: float,
        most: int = 2,
        size: float = LABEL,
        fill: str | None = None,
        weight: Weight = "regular",
        anchor: Anchor = "start",
    ) -> float:
        """Write a text over several lines, the first baseline at y; return the baseline after the last."""
        for part in wrapped(printable(words, self.style), self.font(weight), size, room, most):
            self.text(x, y, part, size=size, fill=fill, weight=weight, anchor=anchor)
            y += size * 1.25
        return y

    def text_width(self, words: str, size: float = LABEL, weight: Weight = "regular") -> float:
        """Return how wide a text would run."""
        return width_of(printable(words, self.style), self.font(weight), size)

    def rect(
        self,
        box: Box,
        fill: str | None,
        *,
        stroke: str | None = None,
        radius: float = 0,
        line: float = 0.75,
        dashed: bool = False,
    ) -> None:
        """Draw a rectangle, filled, outlined or both."""
        shape = Rect(box.left, self.height - box.bottom, max(box.width, 0), max(box.height, 0), rx=radius, ry=radius)
        shape.fillColor = None if fill is None else colour(fill)
        shape.strokeColor = None if stroke is None else colour(stroke)
        shape.strokeWidth = line if stroke else 0
        self._add(shape, dashed=dashed)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        stroke: str | None = None,
        width: float = 0.75,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        shape = Line(
            start[0],
            self.height - start[1],
            end[0],
            self.height - end[1],
            strokeColor=colour(stroke or self.colours.line),
            strokeWidth=width,
        )
        self._add(shape, dashed=dashed)

    def path(self, points: list[tuple[float, float]], *, stroke: str, width: float = 1.5, dashed: bool = False) -> None:
        """Draw a line through points."""
        shape = PolyLine(
            [part for x, y in points for part in (x, self.height - y)],
            strokeColor=colour(stroke),
            strokeWidth=width,
            strokeLineJoin=1,
        )
        self._add(shape, dashed=dashed)

    def _add(self, shape: LineShape, *, dashed: bool) -> None:
        if dashed:
            shape.strokeDashArray = (3, 2)
        self.drawing.add(shape)

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        """Draw a filled polygon."""
        self.drawing.add(
            Polygon(
                [part for x, y in points for part in (x, self.height - y)],
                fillColor=colour(fill),
                strokeColor=None,
                strokeWidth=0,
            )
        )

    def arrow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        stroke: str | None = None,
        width: float = 0.9,
        dashed: bool = False,
    ) -> None:
        """Draw a line with a head at its end; for lines that run along the sheet or across it."""
        ink = stroke or self.colours.muted
        self.line(start, end, stroke=ink, width=width, dashed=dashed)
        (x, y), size = end, 4.0
        if abs(end[0] - start[0]) >= abs(end[1] - start[1]):
            back = -size if end[0] > start[0] else size
            self.shape([(x, y), (x + back, y - size / 2), (x + back, y + size / 2)], ink)
        else:
            back = -size if end[1] > start[1] else size
            self.shape([(x, y), (x - size / 2, y + back), (x + size / 2, y + back)], ink)

    def dot(self, x: float, y: float, radius: float, fill: str, words: str = "", size: float = 7) -> None:
        """Draw a disc with a word or number in it."""
        self.drawing.add(Circle(x, self.height - y, radius, fillColor=colour(fill), strokeColor=None, strokeWidth=0))
        if words:
            self.text(
                x,
                y + size * 0.36,
                words,
                size=size,
                fill=text_on(fill, self.colours),
                weight="semibold",
                anchor="middle",
            )

    def diamond(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a diamond, the mark of a point in time."""
        self.shape([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill)
