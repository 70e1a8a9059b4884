"""Where the files that travel with Wardround are found.

The same two folders, `resources` and `templates`, sit in three places: beside `desktop` in a checkout, inside
the package in an installed wheel, and under the unpacking folder of a frozen bundle. Callers name a file and
never ask which of the three they run from.
"""

from __future__ import annotations

import sys
from pathlib import Path


class ShippedFileMissing(Exception):
    """A file that belongs to Wardround itself is not where any installation keeps it."""

    def __init__(self, name: str) -> None:
        """Name the missing file as it is called below the installation, with forward slashes."""
        super().__init__(f"Wardround's own file {name} is missing. Install Wardround again.")
        self.name = name


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources`, as in `resource("facts", "regions.csv")`.

    Raises ShippedFileMissing when the installation does not have it.
    """
    return _find("resources", parts)


def template(*parts: str) -> Path:
    """Return the path of a file or folder below `templates`.

    Raises ShippedFileMissing when the installation does not have it.
    """
    return _find("templates", parts)


def _find(folder: str, parts: tuple[str, ...]) -> Path:
    for root in _roots():
        path = root.joinpath(folder, *parts)
        if path.exists():
            return path
    raise ShippedFileMissing("/".join((folder, *parts)))


def _roots() -> list[Path]:
    """Return the folders that may hold both, the most specific kind of installation first."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    roots = [Path(bundle) / package.name] if isinstance(bundle, str) else []
    roots.append(package)
    # Only a checkout keeps the package in `desktop`; elsewhere the folder two levels up is someone else's.
    if package.parent.name == "desktop":
        roots.append(package.parent.parent)
    return roots
