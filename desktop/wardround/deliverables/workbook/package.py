"""The file itself: what formulas show before they are recalculated, alternative texts, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import ARC_APP, ARC_CORE
from openpyxl.xml.functions import tostring

from wardround import __version__
from wardround.deliverables.workbook.page import Page

_FORMULA_CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<style>[^>]*)><f>(?P<formula>[^<]*)</f><v ?(?:/>|></v>)</c>'
)
_CHART_NAME = re.compile(r'<(?P<prefix>\w+:)?cNvPr id="(?P<id>\d+)" name="Chart \d+" ?/>')


class FormulaWithoutValue(RuntimeError):
    """A formula and the figure that it shows have lost each other: a defect of the writer, never of an input."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(f"{sheet}!{cell}: a formula and its figure do not belong together")
        self.sheet = sheet
        self.cell = cell


def packed(book: Workbook, pages: Sequence[Page], as_of: date) -> bytes:
    """Return the file of a workbook.

    openpyxl writes formulas without a value and stamps the present time into three places. Programs that do not
    calculate (previews, protected view, scripts) would see empty totals, and two runs would differ. Both are put
    right here: each formula gets the engine's figure, and every date is the date of the assessment.
    """
    moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).replace(tzinfo=None)
    raw = BytesIO()
    book.properties.created = moment
    book.save(raw)
    book.properties.modified = moment
    out = BytesIO()
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        parts = _Parts(book, pages)
        for name in source.namelist():
            entry = ZipInfo(name, date_time=(max(as_of.year, 1980), as_of.month, as_of.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # the same on every operating system
            entry.external_attr = 0
            target.writestr(entry, parts.put_right(name, source.read(name)))
    return out.getvalue()


class _Parts:
    """The parts of the file that must be put right, by their names inside it."""

    def __init__(self, book: Workbook, pages: Sequence[Page]) -> None:
        self._book = book
        self._sheets = {f"xl/worksheets/sheet{number}.xml": page for number, page in enumerate(pages, start=1)}
        drawn = [page for page in pages if page.chart_texts]
        self._drawings = {f"xl/drawings/drawing{number}.xml": page for number, page in enumerate(drawn, start=1)}

    def put_right(self, name: str, content: bytes) -> str | bytes:
        """Return a part as it belongs into the file."""
        if name in {ARC_CORE, ARC_APP}:
            about = self._book.properties if name == ARC_CORE else _program()
            written: str | bytes = tostring(about.to_tree())
            return written
        if name in self._sheets:
            return _with_values(content.decode(), self._sheets[name])
        if name in self._drawings:
            return _with_texts(content.decode(), self._drawings[name].chart_texts)
        return content


def _program() -> ExtendedProperties:
    """Return who wrote the file. Under an office program's name others would trust the stored values unseen."""
    major, minor, *_ = __version__.split(".")
    program = ExtendedProperties()
    program.Application = "Wardround"
    program.AppVersion = f"{major}.{int(minor):04d}"
    return program


def _with_values(xml: str, page: Page) -> str:
    """Put into each formula cell what it shows. Raises FormulaWithoutValue for one that has nothing to show."""
    left = dict(page.shows)

    def filled(match: re.Match[str]) -> str:
        cell = match["cell"]
        if cell not in left:
            raise FormulaWithoutValue(page.name, cell)
        value = left.pop(cell)
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escape(value) if isinstance(value, str) else f"{value:.15g}"
        return f'<c r="{cell}"{match["style"]}{kind}><f>{match["formula"]}</f><v>{shown}</v></c>'

    done = _FORMULA_CELL.sub(filled, xml)
    for cell in left:
        raise FormulaWithoutValue(page.name, cell)
    return done


def _with_texts(xml: str, texts: Sequence[str]) -> str:
    def named(match: re.Match[str]) -> str:
        number = int(match["id"])
        text = quoteattr(texts[number - 1])
        return f'<{match["prefix"] or ""}cNvPr id="{number}" name="Chart {number}" descr={text}/>'

    return _CHART_NAME.sub(named, xml)
