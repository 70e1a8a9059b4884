"""Tables on paper: small grey headings, thin lines, numbers to the right, bars and verdicts inside cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer
from reportlab.platypus import Table as PaperTable

from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency
from wardround.deliverables.blocks import Cell, Column, Kind, Measure, Table, Titled, Verdict
from wardround.deliverables.charts.sketch import CAPTION, Box, Sketch
from wardround.deliverables.pdf.type import Command, Type
from wardround.deliverables.style import Style, colour, width_of

_RIGHT = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.MINUTES, Kind.DATE}
_FITTED = {*_RIGHT, Kind.VERDICT}
"""Kinds whose columns are as wide as their widest cell; the others share what is left by weight."""

_MARKS = {"good": "●", "warn": "▲", "bad": "■", "plain": ""}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NOTHING = "\N{EN DASH}"
_ABOVE = 2.2
_AFTER = 4.0
_BETWEEN = 5.0
_TIGHT = 0.8
_ROWS_KEPT = 2
_WIDEST_FITTED = 0.24
_MOST_LINES = 14
_LETTER = 4.4
"""About how wide a letter of a cell is; a cell holds so many lines of them at most, and the file keeps the rest."""

_LEAST_LETTERS = 40


class _Bar(Flowable):
    """A share as a bar with its percentage behind it, as wide as its cell, and words below it."""

    def __init__(self, style: Style, measure: Measure) -> None:
        super().__init__()
        self._style = style
        self._measure = measure

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Take the width of the cell and the height of a line or two."""
        self.width, self.height = room, 19.0 if self._measure.words else 11.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw track, bar and words."""
        sketch = Sketch(self._style, self.width, self.height)
        colours, share = self._style.colours, self._measure.share
        track = Box(0, 2.5, max(self.width - 30, 4), 6)
        sketch.rect(track, colours.ground, radius=1.5)
        if share is not None:
            fill = colours.bad if share > 1 else colours.warn if share > _TIGHT else colours.accent
            sketch.rect(Box(0, 2.5, max(min(share, 1) * track.width, 1), 6), fill, radius=1.5)
            sketch.text(track.right + 4, 8.3, amounts.use(share), size=CAPTION)
        if self._measure.words:
            sketch.line((track.right, 1), (track.right, 10), stroke=colours.ink, width=1)
            sketch.text(0, 17, self._measure.words, size=CAPTION, fill=colours.muted, room=self.width)
        sketch.drawing.drawOn(self.canv, 0, 0)


def paper_table(table: Table, kind: Type, currency: Currency, width: float) -> list[Flowable]:
    """Return a table as flowables: headings repeat on each page, and its note stays with the last rows."""
    if not table.rows:
        return [Paragraph(kind.safe(table.empty), kind.note)]
    written = _Written(table, kind, currency, width)
    rows: list[list[Any]] = [written.head(), *(written.row(row) for row in table.rows)]
    if table.total is not None:
        rows.append(written.row(table.total, strong=True))
    colours, last = kind.style.colours, len(rows) - 1
    look: list[Command] = [
        ("FONTNAME", (0, 0), (-1, -1), kind.style.regular),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), _BETWEEN),
        ("RIGHTPADDING", (0, 0), (-2, -1), _BETWEEN),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _ABOVE + 0.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour(colours.muted)),
        ("LINEBELOW", (0, 1), (-1, last), 0.5, colour(colours.line)),
    ]
    if table.total is not None:
        look.append(("LINEABOVE", (0, last), (-1, last), 0.9, colour(colours.muted)))
    kept = -_ROWS_KEPT
    if table.note:
        note = Paragraph(kind.safe(table.note), kind.table_note)
        rows.append([note, *[""] * (len(table.columns) - 1)])
        look += [
            ("SPAN", (0, -1), (-1, -1)),
            ("TOPPADDING", (0, -1), (-1, -1), _ABOVE + 1),
            ("RIGHTPADDING", (0, -1), (-1, -1), 0),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 0),
        ]
        kept -= 1
    if len(rows) > 2 * _ROWS_KEPT + 1:
        look += [("NOSPLIT", (0, 0), (0, _ROWS_KEPT)), ("NOSPLIT", (0, kept), (0, -1))]
    paper = PaperTable(rows, colWidths=written.widths, repeatRows=1, style=look, hAlign="LEFT")
    return [paper, Spacer(1, _AFTER)]


class _Written:
    """The cells of one table as they are printed."""

    def __init__(self, table: Table, kind: Type, currency: Currency, width: float) -> None:
        self._table = table
        self._kind = kind
        self._currency = currency
        self.widths = self._shared_out(width)

    def head(self) -> list[Flowable]:
        """Return the row of headings."""
        safe = self._kind.safe
        return [Paragraph(safe(self._heading(c)), self._style(c, head=True)) for c in self._table.columns]

    def row(self, row: tuple[Cell, ...], *, strong: bool = False) -> list[Flowable]:
        """Return the cells of a row; a strong one is set in heavier type."""
        return [self._cell(place, cell, strong=strong) for place, cell in enumerate(row)]

    def _shared_out(self, width: float) -> list[float]:
        """Return the width of each column: fitted kinds take what they need, the others share the rest."""
        columns = self._table.columns
        fitted = {
            place: min(self._needed(place), _WIDEST_FITTED * width)
            for place, column in enumerate(columns)
            if column.kind in _FITTED
        }
        rest = width - sum(fitted.values())
        weights = sum(column.weight for place, column in enumerate(columns) if place not in fitted)
        if not weights:
            return [fitted[place] / sum(fitted.values()) * width for place in range(len(columns))]
        return [
            fitted[place] if place in fitted else column.weight / weights * rest for place, column in enumerate(columns)
        ]

    def _needed(self, place: int) -> float:
        """Return the width of the widest cell of a column, or of the longest word of its heading."""
        column, kind = self._table.columns[place], self._kind
        rows = (*self._table.rows, *(() if self._table.total is None else (self._table.total,)))
        font = kind.style.semibold if self._table.total is not None else kind.style.medium
        cells = (width_of(self._plain(column, row[place]), font, kind.cell.fontSize) for row in rows)
        head = _two_lines(self._heading(column), kind.style.medium, kind.head.fontSize)
        last = place == len(self._table.columns) - 1
        return max(head, *cells) + (_BETWEEN if last or not place else 2 * _BETWEEN) + 1

    def _plain(self, column: Column, cell: Cell) -> str:
        if isinstance(cell, Verdict):
            return f"{_MARKS[cell.tone]} {cell.words}"
        if isinstance(cell, Titled):
            return max(cell.title, cell.detail, key=len)
        return self._words(column, cell)

    def _heading(self, column: Column) -> str:
        if column.kind is Kind.MONEY:
            return f"{column.title} ({self._currency.code})" if column.title else self._currency.code
        return f"{column.title} ({column.unit})" if column.unit else column.title

    def _style(self, column: Column, *, head: bool = False) -> ParagraphStyle:
        right = column.kind in _RIGHT
        if head:
            return self._kind.head_right if right else self._kind.head
        return self._kind.cell_right if right else self._kind.cell

    def _cell(self, place: int, cell: Cell, *, strong: bool) -> Flowable:
        column, kind = self._table.columns[place], self._kind
        if isinstance(cell, Measure):
            return _Bar(kind.style, cell)
        if column.kind is Kind.BAR and isinstance(cell, (int, float, Decimal)):
            return _Bar(kind.style, Measure(float(cell), ""))
        most = max(int(self.widths[place] / _LETTER * _MOST_LINES), _LEAST_LETTERS)
        if isinstance(cell, Verdict):
            return Paragraph(_verdict(cell, kind, most), self._style(column))
        if isinstance(cell, Titled):
            return Paragraph(_titled(cell, kind, most // 2), kind.cell)
        words = kind.safe(self._words(column, cell), most)
        if strong:
            words = f'<font name="{kind.style.semibold}">{words}</font>'
        return Paragraph(words, self._style(column))

    def _words(self, column: Column, cell: Cell) -> str:
        match cell:
            case None:
                return _NOTHING
            case str():
                return cell
            case date():
                return amounts.short_date(cell).replace(" ", _NO_BREAK)
            case int() | float() | Decimal():
                return _number(column, cell, self._currency)
            case _:
                return str(cell)


def _two_lines(text: str, font: str, size: float) -> float:
    """Return the least width in which a heading stands in two lines."""
    words = text.split()
    splits = (
        max(width_of(" ".join(part), font, size) for part in (words[:cut], words[cut:]))
        for cut in range(1, max(len(words), 2))
    )
    return min(splits, default=0.0)


def _verdict(cell: Verdict, kind: Type, most: int) -> str:
    words, mark = kind.safe(cell.words, most), _MARKS[cell.tone]
    if not mark:
        return words
    colours = kind.style.colours
    ink = {"good": colours.good, "warn": colours.warn, "bad": colours.bad}[cell.tone]
    return f'<font color="{ink}" name="{kind.style.medium}">{mark}{_NO_BREAK}{words}</font>'


def _titled(cell: Titled, kind: Type, most: int) -> str:
    title = f'<font name="{kind.style.medium}">{kind.safe(cell.title, most)}</font>'
    if not cell.detail:
        return title
    muted = kind.style.colours.muted
    return f'{title}<br/><font color="{muted}" size="7.5">{kind.safe(cell.detail, most)}</font>'


def _number(column: Column, value: float | Decimal, currency: Currency) -> str:
    match column.kind:
        case Kind.MONEY:
            return amounts.plain_money(Decimal(value), currency, cents=column.decimals == 2)  # noqa: PLR2004
        case Kind.SHARE:
            return amounts.share(value, column.decimals or 0)
        case Kind.MINUTES:
            return amounts.minutes(float(value)).replace(" ", _NO_BREAK)
        case _:
            return amounts.number(value, column.decimals)
