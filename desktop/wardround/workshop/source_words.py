"""Where a fact comes from, in few words for the screen; the whole reference stands in the method and the workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BOOKS: Mapping[str, str] = {
    "MicrosoftDocs/well-architected": "Azure Well-Architected Framework",
    "MicrosoftDocs/cloud-adoption-framework": "Cloud Adoption Framework",
    "Azure/review-checklists": "Azure review checklists",
    "Azure/azure-policy": "Azure Policy",
    "MicrosoftDocs": "Microsoft documentation",
    "Wardround method": "our practice",
    "general knowledge": "general knowledge",
}
"""What a reference begins with, the longer beginnings first, and what people call it."""
_BEHIND_THE_NAME = re.compile(r"\s*(?:\(https?://.*|,? via https?://.*|, summarised at .*)$")


def source_words(source: str) -> str:
    """Return the first reference of a source as people call it: 'Azure Well-Architected Framework', '45 CFR 164.306'.

    Sources are parted by semicolons, the weightiest first.
    """
    first = source.partition(";")[0].strip()
    for beginning, words in _BOOKS.items():
        if first.startswith(beginning):
            return words
    if first.startswith("http"):
        return first.split("/", maxsplit=3)[2].removeprefix("www.")
    return _BEHIND_THE_NAME.sub("", first)
