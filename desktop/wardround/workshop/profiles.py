"""The profiles that a new engagement can start from: the sample engagements that travel with Wardround."""

from __future__ import annotations

from pathlib import Path

from wardround.shipped import template
from wardround.workshop.refused import UnknownName


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles. Raises ShippedFileMissing."""
    return tuple(sorted(path.stem for path in template("samples").glob("*.json")))


def profile_file(name: str) -> Path:
    """Return the sample behind a profile. Raises UnknownName, which lists the profiles."""
    names = profile_names()
    if name not in names:
        raise UnknownName("profile", name, names)
    return template("samples", f"{name}.json")
