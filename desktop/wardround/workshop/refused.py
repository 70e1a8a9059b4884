"""What a person asked for and cannot have, in words that say what to do. Everything else is a defect."""

from __future__ import annotations

from collections.abc import Iterable

from wardround.workshop.near import did_you_mean


class Refused(Exception):
    """Something the person can put right. ``lines`` holds one line for each thing that is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class UnknownName(Refused):
    """A name that is on no list of ours; the message shows the nearest names and where all of them are."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where_listed: str = "") -> None:
        """Take what ``name`` should be one of, and the sentence that says where a long list can be read."""
        names = tuple(known)
        hint = did_you_mean(name, names)
        listed = where_listed or (f"There are {', '.join(names)}." if names else "There are none.")
        super().__init__(" ".join(part for part in (f"There is no {kind} '{name}'.", hint, listed) if part))
        self.name = name
