"""Keys for new rows, made from what the rows are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 60
_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def key_for(name: str, taken: Collection[str], otherwise: str = "row") -> str:
    """Return a key for a row called ``name`` that no other row has: 'Ward nurses' gives 'ward-nurses'.

    A name without letters or digits that a key may hold takes ``otherwise``.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELT_OUT))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST].strip("-") or otherwise
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
