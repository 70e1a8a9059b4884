"""The names that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 3
_LIKENESS = 0.6
"""Below it the suggestions surprise more than they help."""


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of the known names, the likeliest first: those that hold ``name``, then its like.

    Case, spaces, dots and dashes do not count: "West Europe" finds `westeurope`.
    """
    plain = {_plain(other): other for other in sorted(known)}
    wanted = _plain(name)
    if not wanted:
        return ()
    holding = sorted((other for other in plain if wanted in other), key=lambda other: (len(other), other))
    like = get_close_matches(wanted, plain, n=_MOST, cutoff=_LIKENESS)
    return tuple(plain[match] for match in dict.fromkeys((*holding, *like)))[:_MOST]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the question that offers the near names; empty where none is near."""
    near = near_names(name, known)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
