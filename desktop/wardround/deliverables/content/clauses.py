"""Texts made shorter where a clause ends, so that what is left reads as a whole."""

from __future__ import annotations

import re

from wardround.deliverables.words import brief

_SENTENCE_END = re.compile(r"\. ")
_CLAUSE_END = re.compile(r"[;:] |, (?!\d|and |or )")
"""The commas of an enumeration part nothing."""

_LEAST_SHARE = 0.35
"""A clause that is shorter than this part of the room says too little by itself."""


def in_clauses(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut where a sentence ends, else a clause, else between words."""
    if len(text) <= most:
        return text
    for end in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.start() for found in end.finditer(text) if _LEAST_SHARE * most <= found.start() < most]
        if ends:
            return f"{text[: ends[-1]]}." if text.endswith(".") else text[: ends[-1]]
    return brief(text, most)
