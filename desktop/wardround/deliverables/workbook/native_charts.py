"""Native charts in the brand's colours, which follow the cells when somebody changes a number."""

from __future__ import annotations

from typing import Literal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from wardround.deliverables.workbook.look import Look

Dash = Literal["solid", "dash", "sysDot", "dashDot", "lgDash"]

DASHES: tuple[Dash, ...] = (
    "solid",
    "dash",
    "sysDot",
    "dashDot",
    "lgDash",
)
"""Lines differ in stroke as well, for greyscale and for eyes that see no hue."""

LINE_WIDTH_EMU = 22_000


def _letters(look: Look, hundredths: int, *, bold: bool = False, muted: bool = False) -> CharacterProperties:
    colours = look.brand.colours
    colour = (colours.muted if muted else colours.ink).removeprefix("#")
    return CharacterProperties(sz=hundredths, b=bold, solidFill=colour)


def _text(look: Look, hundredths: int) -> RichText:
    properties = ParagraphProperties(defRPr=_letters(look, hundredths, muted=True))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])


def title(look: Look, words: str) -> Title:
    """Return the title of a chart."""
    letters = _letters(look, 1200, bold=True)
    run = RegularTextRun(rPr=letters, t=words)
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)


def _plain(look: Look, chart: BarChart | LineChart) -> None:
    line = look.brand.colours.line.removeprefix("#")
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _text(look, 900)
        axis.majorTickMark = "none"
        axis.minorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=line))
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))


def bars(look: Look, words: str) -> BarChart:
    """Return a chart of lying bars with their values at the end; the first row stands at the top."""
    chart = BarChart()
    chart.type = "bar"
    chart.title = title(look, words)
    chart.legend = None
    chart.gapWidth = 45
    _plain(look, chart)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    return chart


def colour_bars(look: Look, chart: BarChart) -> None:
    """Give all bars the first colour of the brand's series and write each value beside its bar."""
    for series in chart.series:
        series.graphicalProperties = GraphicalProperties(solidFill=look.brand.colours.of_series(0).removeprefix("#"))
        labels = DataLabelList()
        labels.showVal = True
        labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
        labels.txPr = _text(look, 900)
        series.dLbls = labels


def lines(look: Look, words: str) -> LineChart:
    """Return a chart of lines with its legend below."""
    chart = LineChart()
    chart.title = title(look, words)
    _plain(look, chart)
    chart.x_axis.delete = False
    chart.y_axis.delete = False
    chart.y_axis.numFmt = "#,##0"
    gridlines = GraphicalProperties(ln=LineProperties(solidFill=look.brand.colours.line.removeprefix("#")))
    chart.y_axis.majorGridlines = ChartLines(spPr=gridlines)
    if chart.legend is not None:
        chart.legend.position = "b"
        chart.legend.txPr = _text(look, 900)
    return chart


def colour_lines(look: Look, chart: LineChart) -> None:
    """Give each line its own colour of the brand's series and its own stroke."""
    for position, series in enumerate(chart.series):
        line = LineProperties(
            solidFill=look.brand.colours.of_series(position).removeprefix("#"),
            prstDash=DASHES[position % len(DASHES)],
            w=LINE_WIDTH_EMU,
        )
        series.graphicalProperties = GraphicalProperties(ln=line)
        series.marker.symbol = "none"
        series.smooth = False
