"""What is said when somebody asks for a name that the catalogue does not have."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar


class NotInCatalogue(LookupError):
    """A name that the catalogue does not have. The message lists the nearest names that it has."""

    kind: ClassVar[str] = "name"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        """`known` holds the names that would have been right."""
        self.name = name
        self.near = tuple(_near(name, known))
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"The catalogue has no {self.kind} {name!r}.{hint}")


class UnknownRegion(NotInCatalogue):
    """No Azure region has this code."""

    kind = "region"


class UnknownSku(NotInCatalogue):
    """No VM size has this name."""

    kind = "VM size"


class UnknownSeries(NotInCatalogue):
    """No VM series with a core speed has this name."""

    kind = "core speed for the VM series"


class UnknownDisk(NotInCatalogue):
    """No disk size or disk meter has this name."""

    kind = "disk or disk meter"


class UnknownSla(NotInCatalogue):
    """No service agreement covers this service in this configuration."""

    kind = "service level agreement"


class UnknownDrFact(NotInCatalogue):
    """No recovery fact has this id."""

    kind = "recovery fact"


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three names that a person who typed `name` may have meant, the likeliest first.

    Case, spaces and dashes do not count: "West Europe" finds `westeurope`.
    """
    plain = {_plain(other): other for other in sorted(known)}
    return [plain[match] for match in get_close_matches(_plain(name), plain, n=3, cutoff=0.7)]


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
