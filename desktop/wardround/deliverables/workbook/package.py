"""The file itself: what each formula shows before it is recalculated, alternative texts, and the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import ARC_APP, ARC_CORE
from openpyxl.xml.functions import tostring

from wardround import __version__
from wardround.deliverables.workbook.page import Page, Shows

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
    moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    raw = BytesIO()
    book.properties.created = moment.replace(tzinfo=None)
    book.save(raw)
    book.properties.modified = moment.replace(tzinfo=None)
    sheets = {f"xl/worksheets/sheet{number}.xml": page for number, page in enumerate(pages, start=1)}
    drawings = _drawing_texts(pages)
    out = BytesIO()
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == ARC_CORE:
                content = tostring(book.properties.to_tree())
            elif name == ARC_APP:
                content = tostring(_program().to_tree())
            elif name in sheets:
                content = _with_values(content.decode(), sheets[name].name, sheets[name].shows).encode()
            elif name in drawings:
                content = _with_texts(content.decode(), drawings[name]).encode()
            entry = ZipInfo(name, date_time=(as_of.year, as_of.month, as_of.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # the same on every operating system
            entry.external_attr = 0
            target.writestr(entry, content)
    return out.getvalue()


def _program() -> ExtendedProperties:
    """Return who wrote the file. Under an office program's name others would trust the stored values unseen."""
    major, minor, *_ = __version__.split(".")
    program = ExtendedProperties()
    program.Application = "Wardround"
    program.AppVersion = f"{major}.{int(minor):04d}"
    return program


def _drawing_texts(pages: Sequence[Page]) -> Mapping[str, Sequence[str]]:
    with_charts = [page for page in pages if page.chart_texts]
    return {
        f"xl/drawings/drawing{number}.xml": page.chart_texts for number, page in enumerate(with_charts, start=1)
    }


def _with_values(xml: str, sheet: str, shows: Shows) -> str:
    """Put into each formula cell what it shows. Raises FormulaWithoutValue where one has no figure or a figure no cell."""
    left = dict(shows)

    def filled(match: re.Match[str]) -> str:
        cell = match["cell"]
        if cell not in left:
            raise FormulaWithoutValue(sheet, cell)
        value = left.pop(cell)
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escape(value) if isinstance(value, str) else f"{value:.15g}"
        return f'<c r="{cell}"{match["style"]}{kind}><f>{match["formula"]}</f><v>{shown}</v></c>'

    done = _FORMULA_CELL.sub(filled, xml)
    for cell in left:
        raise FormulaWithoutValue(sheet, cell)
    return done


def _with_texts(xml: str, texts: Sequence[str]) -> str:
    def named(match: re.Match[str]) -> str:
        number = int(match["id"])
        text = quoteattr(texts[number - 1])
        return f'<{match["prefix"] or ""}cNvPr id="{number}" name="Chart {number}" descr={text}/>'

    return _CHART_NAME.sub(named, xml)
