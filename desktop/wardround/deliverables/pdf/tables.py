"""Tables on paper: small grey headings, thin lines, numbers to the right, bars and verdicts inside cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as PaperTable

from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency
from wardround.deliverables.blocks import Cell, Column, Kind, Table, Titled, Tone, Verdict
from wardround.deliverables.charts.sketch import CAPTION, Box, Sketch
from wardround.deliverables.pdf.type import Type
from wardround.deliverables.style import Style, colour

_RIGHT = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.MINUTES, Kind.DATE}
_MARKS = {"good": "●", "warn": "▲", "bad": "■", "plain": ""}
_PADDING = 3.6
_TIGHT = 0.8
_ROWS_KEPT = 3


class _Bar(Flowable):  # type: ignore[misc]  # the stubs of reportlab leave the base untyped
    """A share as a bar with its percentage behind it, as wide as its cell."""

    def __init__(self, style: Style, share: float) -> None:
        super().__init__()
        self._style = style
        self._share = share

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Take the width of the cell and the height of a line."""
        self.width, self.height = room, 10.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw track, bar and words."""
        sketch = Sketch(self._style, self.width, self.height)
        colours = self._style.colours
        track = self.width - 26
        sketch.rect(Box(0, 3, track, 5.5), colours.ground, radius=1.5)
        fill = colours.bad if self._share > 1 else colours.warn if self._share > _TIGHT else colours.accent
        sketch.rect(Box(0, 3, max(min(self._share, 1) * track, 1), 5.5), fill, radius=1.5)
        sketch.text(track + 4, 8.5, f"{self._share * 100:.0f} %", size=CAPTION)
        sketch.drawing.drawOn(self.canv, 0, 0)


def paper_table(table: Table, kind: Type, currency: Currency, width: float) -> list[Flowable]:
    """Return a table as flowables: headings repeat on each page, and its note follows it."""
    if not table.rows:
        return [Paragraph(kind.safe(table.empty), kind.note)]
    widths = _widths(table.columns, width)
    head = [Paragraph(kind.safe(_heading(column, currency)), _head_style(column, kind)) for column in table.columns]
    rows = [head, *(_row(table.columns, row, kind, currency) for row in table.rows)]
    if table.total is not None:
        rows.append(_row(table.columns, table.total, kind, currency, strong=True))
    colours = kind.style.colours
    look: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-2, -1), 5),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), _PADDING),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING + 0.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour(colours.muted)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, colour(colours.line)),
    ]
    if table.total is not None:
        look.append(("LINEABOVE", (0, -1), (-1, -1), 0.9, colour(colours.muted)))
    if len(rows) > 2 * _ROWS_KEPT:
        look += [("NOSPLIT", (0, 0), (0, _ROWS_KEPT)), ("NOSPLIT", (0, -_ROWS_KEPT), (0, -1))]
    flow: list[Flowable] = [PaperTable(rows, colWidths=widths, repeatRows=1, style=look, spaceAfter=4)]
    if table.note:
        flow.append(Paragraph(kind.safe(table.note), kind.note))
    return flow


def _widths(columns: tuple[Column, ...], width: float) -> list[float]:
    whole = sum(column.weight for column in columns)
    return [column.weight / whole * width for column in columns]


def _heading(column: Column, currency: Currency) -> str:
    if column.kind is Kind.MONEY:
        return f"{column.title} ({currency.code})" if column.title else currency.code
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _head_style(column: Column, kind: Type) -> object:
    return kind.head_right if column.kind in _RIGHT else kind.head


def _row(
    columns: tuple[Column, ...], row: tuple[Cell, ...], kind: Type, currency: Currency, *, strong: bool = False
) -> list[Flowable]:
    return [_cell(column, cell, kind, currency, strong=strong) for column, cell in zip(columns, row, strict=True)]


def _cell(column: Column, cell: Cell, kind: Type, currency: Currency, *, strong: bool) -> Flowable:
    if isinstance(cell, Verdict):
        return Paragraph(_verdict(cell, kind), kind.cell_right if column.kind in _RIGHT else kind.cell)
    if isinstance(cell, Titled):
        return Paragraph(_titled(cell, kind), kind.cell)
    if column.kind is Kind.BAR and isinstance(cell, (int, float, Decimal)):
        return _Bar(kind.style, float(cell))
    words = kind.safe(_words(column, cell, currency))
    if strong:
        words = f'<font name="{kind.style.semibold}">{words}</font>'
    return Paragraph(words, kind.cell_right if column.kind in _RIGHT else kind.cell)


def _verdict(cell: Verdict, kind: Type) -> str:
    words, mark = kind.safe(cell.words), _MARKS[cell.tone]
    if not mark:
        return words
    ink = tone_colour(cell.tone, kind)
    return f'<font color="{ink}" name="{kind.style.medium}">{mark} {words}</font>'


def _titled(cell: Titled, kind: Type) -> str:
    title = f'<font name="{kind.style.medium}">{kind.safe(cell.title)}</font>'
    if not cell.detail:
        return title
    muted = kind.style.colours.muted
    return f'{title}<br/><font color="{muted}" size="7.5">{kind.safe(cell.detail)}</font>'


def tone_colour(tone: Tone, kind: Type) -> str:
    """Return the colour that a tone is printed in."""
    colours = kind.style.colours
    return {"good": colours.good, "warn": colours.warn, "bad": colours.bad, "plain": colours.ink}[tone]


def _words(column: Column, cell: Cell, currency: Currency) -> str:
    match cell:
        case None:
            return "–"
        case str():
            return cell
        case date():
            return amounts.short_date(cell)
        case int() | float() | Decimal():
            return _number(column, cell, currency)
        case _:
            return str(cell)


def _number(column: Column, value: float | Decimal, currency: Currency) -> str:
    match column.kind:
        case Kind.MONEY:
            return amounts.plain_money(Decimal(value), currency, cents=column.decimals == 2)  # noqa: PLR2004
        case Kind.SHARE:
            return amounts.share(value, column.decimals or 0)
        case Kind.MINUTES:
            return amounts.minutes(float(value))
        case _:
            return amounts.number(value, column.decimals)
