"""Texts made shorter where a clause ends, so that what is left reads as a whole."""

from __future__ import annotations

import re

from wardround.deliverables.words import brief

_CLAUSE_END = re.compile(r"[.;:] |, (?!\d|and |or )")
"""The commas of an enumeration part nothing."""

_LEAST_SHARE = 0.3
"""A clause that is shorter than this part of the room says too little by itself."""


def in_clauses(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut where a clause ends; between words where none ends in time."""
    if len(text) <= most:
        return text
    ends = [found.start() for found in _CLAUSE_END.finditer(text) if _LEAST_SHARE * most <= found.start() < most]
    if not ends:
        return brief(text, most)
    cut = text[: ends[-1]]
    return f"{cut}." if text.rstrip().endswith(".") else cut
