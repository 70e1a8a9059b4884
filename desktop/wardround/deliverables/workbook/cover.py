"""The cover: whose workbook this is, what it was made from, and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardround.deliverables.workbook import version
from wardround.deliverables.workbook.controls import NOT_LEGAL_ADVICE
from wardround.deliverables.workbook.kinds import Link
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page

TOP = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet in the list of contents."""

    name: str
    says: str
    part: str


def write(page: Page, material: Material, entries: Sequence[Entry]) -> None:
    """Write the cover with links to all sheets."""
    page.widths(28, 34, 96)
    row = TOP
    for label, value in version.lines(material)[2:]:
        page.put(row, 1, label, Tone.MUTED)
        page.put(row, 2, value, Tone.TEXT_LINE)
        row += 1
    if material.brand.imprint:
        page.put(row, 2, material.brand.imprint, Tone.LABEL)
        row += 1
    row = _contents(page, entries, row + 1)
    page.put(row + 1, 1, _HOW_TO_READ, Tone.SENTENCE)
    page.put(row + 2, 1, NOT_LEGAL_ADVICE, Tone.SENTENCE)


_HOW_TO_READ = (
    "Shaded numbers are inputs: change a quantity, a price, a share or the exchange rate, and every total follows."
)


def _contents(page: Page, entries: Sequence[Entry], top: int) -> int:
    page.section(top, "Contents")
    page.headers(top + 1, (Column("Part", 28), Column("Sheet", 34), Column("What it shows", 96)))
    row, part = top + 1, ""
    for row, entry in enumerate(entries, start=top + 2):
        page.put(row, 1, entry.part if entry.part != part else None, Tone.BODY)
        page.put(row, 2, Link(entry.name, entry.name), Tone.ENTRY)
        page.put(row, 3, entry.says, Tone.BODY)
        part = entry.part
    return row + 1
