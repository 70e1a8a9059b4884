"""A table in somebody's file as a block of cells: CSV with any usual separator, or the first sheet of a workbook.

Values are read, never formulas; what comes out goes through the same preview as a paste.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from wardround.tables import why_not_read
from wardround.workshop.pasting import MOST_ROWS, Block, trimmed
from wardround.workshop.refused import Refused

MOST_BYTES = 32 * 1024 * 1024
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_SEPARATORS = ";,\t|"
_SAMPLE = 8_192
_TEXTS = ("utf-8-sig", "cp1252")


class TableNotRead(Refused):
    """The file holds no table that can be read."""

    def __init__(self, path: Path, what: str) -> None:
        """Take the file, and the sentence that says what is wrong with it."""
        super().__init__(f"{path.name}: {what}")


def block_of_file(path: Path) -> Block:
    """Return the cells of a file. Raises TableNotRead."""
    if path.suffix.lower() not in ENDINGS:
        raise TableNotRead(path, f"choose a file that ends in {', '.join(ENDINGS)}")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableNotRead(path, f"this file is larger than {MOST_BYTES // 1024**2} MiB, and no table of ours is")
        block = _of_workbook(path) if path.suffix.lower() == ".xlsx" else _of_text(path.read_bytes())
    except OSError as error:
        raise TableNotRead(path, why_not_read(path, error)) from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise TableNotRead(path, "this is no workbook that Excel would open") from error
    except csv.Error as error:
        raise TableNotRead(path, "this is no table of cells and separators") from error
    if not block:
        raise TableNotRead(path, "there is nothing in it")
    return block


def _of_text(content: bytes) -> Block:
    for encoding in _TEXTS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = content.decode("latin-1")
    first = text[:_SAMPLE].splitlines()[:1]
    separator = max(_SEPARATORS, key=first[0].count) if first else ","
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    return trimmed(islice(lines, MOST_ROWS + 1))


def _of_workbook(path: Path) -> Block:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and seldom needed

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = islice(book.worksheets[0].iter_rows(values_only=True), MOST_ROWS + 1) if book.worksheets else ()
        return trimmed([[_cell(value) for value in row] for row in rows])
    finally:
        book.close()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    return str(value)
