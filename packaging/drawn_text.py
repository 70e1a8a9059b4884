"""What a widget writes on the screen: every piece of text with its place, asked of the widget as it paints itself.

It does not matter how a widget came to its words - a label, a table, a chart that paints itself, a picture that was
loaded: all of them end as pieces of text handed to the painter, and here the painter only takes notes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

COLOURS = 1 << 24
DEPTH = 32
ONE = 65_536
"""The ratio of one pixel to one point, in the unit in which Qt asks for it."""
UNSEEN = "\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"
"""Letters that say where a line may break; they leave no ink."""


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One piece of text on one line.

    ``box`` is the ink that the letters leave, ``line`` the place that they take up, ``shown`` the part of the widget
    that may be painted; all in pixels of the widget.
    """

    text: str
    font: QFont
    box: QRectF
    line: QRectF
    shown: QRectF
    colour: QColor


def drawn_texts(widget: QWidget) -> tuple[DrawnText, ...]:
    """Return what a widget itself writes, in the order of painting; what its children write is not among it."""
    notes = _Notes(widget)
    widget.render(notes, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return tuple(notes.engine.texts)


class _Notes(QPaintDevice):
    """Paper of the size of a widget, on which nothing appears."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        metric = QPaintDevice.PaintDeviceMetric
        dots = widget.logicalDpiX(), widget.logicalDpiY()
        self._metrics = {
            metric.PdmWidth: widget.width(),
            metric.PdmHeight: widget.height(),
            metric.PdmDpiX: dots[0],
            metric.PdmDpiY: dots[1],
            metric.PdmPhysicalDpiX: dots[0],
            metric.PdmPhysicalDpiY: dots[1],
            metric.PdmDepth: DEPTH,
            metric.PdmNumColors: COLOURS,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: ONE,
        }
        self.engine = _Engine(QRectF(widget.rect()))

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 0)


class _Engine(QPaintEngine):
    """Writes down texts, and lets lines and colours pass."""

    def __init__(self, whole: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[DrawnText] = []
        self._whole = whole

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name
        pass

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Note a text; Qt calls this with points only, whatever else its signature names."""
        painter, text, font = self.painter(), item.text(), item.font()
        if not text.strip().strip(UNSEEN):
            return
        place = painter.combinedTransform()
        ink = QFontMetricsF(font).tightBoundingRect(text).translated(at)
        taken = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        shown = self._whole
        if painter.hasClipping():
            shown = shown.intersected(place.mapRect(painter.clipBoundingRect()))
        colour = QColor(painter.pen().color())
        colour.setAlphaF(colour.alphaF() * painter.opacity())
        self.texts.append(DrawnText(text, QFont(font), place.mapRect(ink), place.mapRect(taken), shown, colour))

    def drawPath(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawPolygon(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawRects(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawLines(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawEllipse(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawPoints(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawPixmap(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawTiledPixmap(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass

    def drawImage(self, *_: object) -> None:  # noqa: N802 - Qt's name
        pass
