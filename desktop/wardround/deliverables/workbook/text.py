"""Text for cells: what a client wrote arrives as text, whatever it looks like."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The longest text that a cell of the file format holds, in characters."""

FOOTER_LIMIT = 190
"""Characters of a text in the foot of a page. The format allows 255 for all of it, its codes included."""

CUT_MARK = " [cut: longer than a cell holds]"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@")


def clean(text: str) -> str:
    """Return a text that the file format can hold.

    Control characters, half characters and non-characters go, line ends become one kind, and a text longer than a
    cell is cut with a mark that says so. An underscore that would start one of the format's own escapes (``_x0041_``)
    is escaped itself, so that programs show what was written.
    """
    written = _ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text)))
    if len(written) > CELL_LIMIT:
        return written[: CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
    return written


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet would read a text as a formula if somebody typed it."""
    return text.lstrip().startswith(_FORMULA_STARTS)


def footer_text(text: str, most: int = FOOTER_LIMIT) -> str:
    """Return a text for the foot of a printed page, on one line, without layout codes, and no longer than allowed."""
    line = " ".join(clean(text).split())
    written = line.replace("&", "&&")
    while len(written) > most:
        line = line[: -max(2, len(written) - most)].rstrip() + "\u2026"
        written = line.replace("&", "&&")
    return written
