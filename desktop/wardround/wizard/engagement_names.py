"""Names of engagement files: what a new one could be called, and which files are the window's own."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".wardround"
_HEADER = b"SQLite format 3\0"


def is_store(path: Path) -> bool:
    """Return whether a file is one of the window's own, and not JSON; one that cannot be read counts by its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER or path.suffix.lower() == SUFFIX
    except OSError:
        return path.suffix.lower() != ".json"


def suggested_name(words: str) -> str:
    """Return a file name for an engagement: what no system wants in a name becomes a space."""
    kept = "".join(letter if letter.isalnum() or letter in "-_.,&() " else " " for letter in words)
    return f"{' '.join(kept.split()).strip('. ') or 'engagement'}{SUFFIX}"


def suggestion(folder: Path, words: str) -> Path:
    """Return a path for a new engagement that no file has yet."""
    first = folder / suggested_name(words)
    number, path = 2, first
    while path.exists():
        path = first.with_name(f"{first.stem} {number}{first.suffix}")
        number += 1
    return path
