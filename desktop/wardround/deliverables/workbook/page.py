"""One sheet while it is being written: cells, lists, names and the printed page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Literal

from openpyxl.chart._chart import ChartBase
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from wardround.deliverables.workbook.kinds import Content, Formula, Kind, Link, words_for
from wardround.deliverables.workbook.look import Look, Tone
from wardround.deliverables.workbook.text import clean, footer_text, looks_like_formula

TITLE_ROW = 1
SENTENCE_ROW = 2
LINK_ROW = 3
NOTE_ROW = 4
FOOTER_POINTS = 8
HEADER_ROW = 5
"""Where the list of a sheet has its headings."""

FIRST_ROW = HEADER_ROW + 1
ROOM = 2
"""Characters of air beside a number."""

READABLE_WIDTH = 130
"""Characters after which a line gets hard to read."""

BUTTON_ROOM = 4
"""Characters that the filter button and the air beside it take from a heading."""

WIDEST = 80
USUAL_WIDTH = 8.43
ROW_CENTIMETRES = 0.53
"""Height of a row that nobody has set."""

LINE_POINTS = 13.2
"""Height of a line of text."""

LETTERS_PER_DIGIT = 1.15
"""How many letters of running text stand where one digit of the default font does, measured with a wide font."""

HIGHEST_POINTS = 409
"""The file format knows no higher row."""

LOOSE = frozenset({Tone.HEADER, Tone.CAPTION, Tone.CARD, Tone.CARD_LABEL, Tone.CARD_NOTE})
"""Cells that wrap or run over their neighbours and so widen no column."""


def lines_of(text: str, width: float) -> int:
    """Return over how many lines a text runs in a column, by words; a column of 20 digits holds 21 letters."""
    room = max(1, int(LETTERS_PER_DIGIT * width - 2))
    return sum(max(1, len(wrap(line, room))) if len(line) > room else 1 for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, its width in characters, and what it holds.

    Columns of numbers grow where a number needs more. ``inputs`` marks numbers that the reader may change.
    """

    title: str
    width: float
    kind: Kind = Kind.TEXT
    inputs: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a list came to stand; ``last`` is below ``first`` where it holds nothing."""

    sheet: str
    first: int
    last: int
    letters: tuple[str, ...]

    def column(self, index: int) -> str:
        """Return the absolute reference of one column of the list, for formulas on any sheet."""
        letter = self.letters[index]
        return f"{quote_sheetname(self.sheet)}!${letter}${self.first}:${letter}${max(self.first, self.last)}"


Shows = dict[str, str | int | float]
"""What each formula cell of a sheet shows before it is recalculated, by coordinate."""


class Page:
    """A sheet and its next free row. Content is written through here only, so that no text becomes a formula."""

    def __init__(self, sheet: Worksheet, look: Look) -> None:
        self.sheet = sheet
        self.look = look
        self.shows: Shows = {}
        self.chart_texts: list[str] = []
        self.bottom = 1
        """The last row that holds anything, pictures included."""
        self._widths: list[float] = []
        self._lines: dict[int, int] = {}
        sheet.sheet_view.showGridLines = False

    @property
    def name(self) -> str:
        """The name on the sheet's tab."""
        return self.sheet.title

    def put(self, row: int, column: int, content: Content, tone: Tone, kind: Kind = Kind.TEXT) -> None:
        """Write one cell."""
        cell = self.sheet.cell(row, column)
        if isinstance(content, Formula):
            cell.value = content.text
            cell.style = self.look.style(tone, kind)
            shown = content.shows
            self.shows[cell.coordinate] = shown if isinstance(shown, str | int) else float(shown)
            self._at_least(column, kind.printed_width(content.shows) + ROOM)
            return
        if isinstance(content, Link):
            self._write_text(row, column, content.text)
            place = f"{quote_sheetname(content.sheet)}!A1"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=content.text)
            cell.style = self.look.style(tone)
            return
        value = words_for(content)
        fitting = kind.fitting(value)
        cell.style = self.look.style(tone, fitting)
        if isinstance(value, str):
            self._write_text(row, column, value)
            if self.look.wraps(tone, fitting):
                self._reach(row, lines_of(value, self._width(column)))
        elif value is not None:
            cell.value = value
        self._at_least(column, fitting.printed_width(value) + ROOM if tone not in LOOSE else 0)

    def _write_text(self, row: int, column: int, text: str) -> None:
        cell = self.sheet.cell(row, column)
        written = clean(text)
        if not written:
            return
        cell.value = written
        cell.data_type = "s"  # never a formula, never an error value, whatever the text looks like
        if looks_like_formula(written):
            cell.quotePrefix = True

    def widths(self, *widths: float) -> None:
        """Set the least widths of the columns from the first on, in characters."""
        for column, width in enumerate(widths, start=1):
            self._at_least(column, width)

    @property
    def all_columns(self) -> str:
        """The columns that hold anything, as a printout takes them."""
        return f"A:{get_column_letter(max(1, len(self._widths)))}"

    def narrow(self, column: int, width: float) -> None:
        """Set the width of a column, whatever stands in it."""
        self._at_least(column, width)
        self._widths[column - 1] = width

    def _width(self, column: int) -> float:
        return self._widths[column - 1] if column <= len(self._widths) else USUAL_WIDTH

    def _reach(self, row: int, lines: int) -> None:
        self._lines[row] = max(self._lines.get(row, 1), lines)
        self.bottom = max(self.bottom, row)

    def _at_least(self, column: int, width: float) -> None:
        while len(self._widths) < column:
            self._widths.append(0)
        self._widths[column - 1] = min(WIDEST, max(self._widths[column - 1], width))

    def heading(self, title: str, sentence: str, contents: str) -> None:
        """Write the headline, the sentence under it, and the way back to the sheet of contents."""
        self.put(TITLE_ROW, 1, title, Tone.TITLE)
        self.sheet.row_dimensions[TITLE_ROW].height = 27
        self.put(SENTENCE_ROW, 1, sentence, Tone.SENTENCE)
        if contents and contents != self.name:
            self.put(LINK_ROW, 1, Link(f"< {contents}", contents), Tone.LINK)

    def note(self, text: str, last_column: int = 0) -> None:
        """Write what must be known before the list is read, on the line above it.

        The text runs over the columns up to the last one given, or over as many as make a line easy to read.
        """
        column = last_column or self._readable_columns()
        self.spread(NOTE_ROW, 1, column, text, Tone.NOTE)

    def _readable_columns(self) -> int:
        width = 0.0
        for column, each in enumerate(self._widths, start=1):
            width += each
            if width >= READABLE_WIDTH:
                return column
        return max(1, len(self._widths))

    def section(self, row: int, title: str, column: int = 1) -> None:
        """Write the heading of a part of the sheet."""
        self.put(row, column, title, Tone.SECTION)
        self.sheet.row_dimensions[row].height = 20

    def headers(self, row: int, columns: Iterable[Column], first_column: int = 1, tone: Tone = Tone.CAPTION) -> None:
        """Write the headings of columns."""
        for index, column in enumerate(columns, start=first_column):
            longest = max((len(word) for word in column.title.split()), default=0)
            air = BUTTON_ROOM if tone is Tone.HEADER else ROOM
            self._at_least(index, longest + air)
            self.put(row, index, column.title, tone, Kind.TEXT if not column.kind.right else column.kind)
            self._reach(row, max(2, lines_of(column.title, self._width(index) - air + ROOM)))

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Content]],
        empty: str,
        top: int = HEADER_ROW,
    ) -> Placed:
        """Write a list as a real table with filter buttons; without rows, a sentence says what belongs there."""
        self.widths(*(column.width for column in columns))
        self.headers(top, columns, tone=Tone.HEADER)
        row = top
        for row, contents in enumerate(rows, start=top + 1):
            for index, (column, content) in enumerate(zip(columns, contents, strict=True), start=1):
                tone = Tone.INPUT if column.inputs else Tone.BODY
                self.put(row, index, content, tone, column.kind)
        letters = tuple(get_column_letter(index) for index in range(1, len(columns) + 1))
        if row == top:
            self.put(top + 1, 1, empty, Tone.SENTENCE)
        else:
            self.sheet.add_table(Table(displayName=name, name=name, ref=f"A{top}:{letters[-1]}{row}"))
        return Placed(self.name, top + 1, row, letters)

    def define(self, name: str, reference: str) -> None:
        """Give a cell or range a name that formulas of the whole workbook may use."""
        book = self.sheet.parent
        if book is not None:
            book.defined_names[name] = DefinedName(name, attr_text=reference)

    def reference(self, row: int, column: int) -> str:
        """Return the absolute reference of a cell, for formulas on any sheet."""
        return f"{quote_sheetname(self.name)}!${get_column_letter(column)}${row}"

    @staticmethod
    def letter(column: int) -> str:
        """Return the letter of a column."""
        return get_column_letter(column)

    def merge(self, row: int, first_column: int, last_column: int) -> None:
        """Make one cell of several side by side."""
        self.sheet.merge_cells(start_row=row, start_column=first_column, end_row=row, end_column=last_column)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.row_dimensions[row].height = points

    def spread(self, row: int, first_column: int, last_column: int, text: str, tone: Tone) -> None:
        """Write a text over several columns."""
        for column in range(first_column, last_column + 1):
            self.put(row, column, None, tone)
        self.merge(row, first_column, last_column)
        self._write_text(row, first_column, text)
        room = sum(self._width(column) for column in range(first_column, last_column + 1))
        self._reach(row, lines_of(text, room))

    def new_page_before(self, row: int) -> None:
        """Begin a new printed page with a row."""
        self.sheet.row_breaks.append(Break(id=row - 1))

    def tint(self, area: str, formula: str, colour: str, *, apart: bool = False) -> None:
        """Colour the cells of an area for which a formula holds; ``apart`` keeps rows from touching."""
        rule = Rule(type="expression", formula=[formula], dxf=self.look.tint(colour, apart=apart))
        self.sheet.conditional_formatting.add(area, rule)

    def scale(self, area: str, colour: str) -> None:
        """Shade numbers from the paper's white to a colour."""
        surface = self.look.brand.colours.surface
        ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
        colours = [Color(self.look.argb(surface)), Color(self.look.argb(colour))]
        rule = Rule(type="colorScale", colorScale=ColorScale(cfvo=ends, color=colours))
        self.sheet.conditional_formatting.add(area, rule)

    def chart(self, chart: ChartBase, row: int, column: int, says: str) -> None:
        """Place a chart, with the words that say the same to those who cannot see it."""
        self.sheet.add_chart(chart, f"{self.letter(column)}{row}")
        self.chart_texts.append(says)
        self.bottom = max(self.bottom, row + ceil(chart.height / ROW_CENTIMETRES))

    def finish(
        self,
        *,
        freeze: str,
        paper: Literal["A4", "A3"],
        printed: str,
        footer: tuple[str, str],
        repeat: int | None,
    ) -> None:
        """Set widths, the part that stands still, and how the sheet prints."""
        sheet = self.sheet
        for index, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        for row, lines in self._lines.items():
            if sheet.row_dimensions[row].height is None:
                sheet.row_dimensions[row].height = min(HIGHEST_POINTS, lines * LINE_POINTS + 4)
        sheet.freeze_panes = freeze or None
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9 if paper == "A4" else 8
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = False
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom = 0.5, 0.65
        first, _, last = printed.partition(":")
        sheet.print_area = f"{first}1:{last}{max(self.bottom, sheet.max_row)}"
        if repeat is not None:
            sheet.print_title_rows = f"{repeat}:{repeat}"
        left, right = footer
        foot = sheet.oddFooter
        if foot is not None:
            foot.left.text, foot.left.size = footer_text(left), FOOTER_POINTS
            foot.right.text, foot.right.size = f"{footer_text(right)}&P of &N", FOOTER_POINTS
