"""The brand of the firm that hands a document over: its name, colours and typefaces."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from wardround.shipped import ShippedFileMissing, template

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LEAST_SERIES = 6


class BrandRefused(Exception):
    """A brand is not there, or its file cannot be used."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"the brand '{name}' cannot be used: {what}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by what they mean, as '#RRGGBB'; ``series`` are those of charts, in order."""

    ground: str
    surface: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    series: tuple[str, ...]

    def of_series(self, position: int) -> str:
        """Return the colour of the series at a position; after the last they start again."""
        return self.series[position % len(self.series)]


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Names of the font files in the brands' font folder, one for each weight, without '.ttf'."""

    regular: str
    medium: str
    semibold: str


@dataclass(frozen=True, slots=True)
class Brand:
    """What a document looks like. ``imprint`` is a line of the firm's own for the cover."""

    name: str
    tagline: str
    colours: Colours
    fonts: Typefaces
    imprint: str = ""


def brand_named(name: str) -> Brand:
    """Return the brand of a name, as an engagement gives it. Raises BrandRefused."""
    try:
        path = template("brands", f"{name}.json")
    except ShippedFileMissing as missing:
        raise BrandRefused(name, f"there is no such brand; choose one of {', '.join(brand_names())}") from missing
    return read_brand(path)


def brand_names() -> tuple[str, ...]:
    """Return the names of all brands that are installed."""
    return tuple(sorted(path.stem for path in template("brands").glob("*.json")))


def read_brand(path: Path) -> Brand:
    """Return the brand that a file describes. Raises BrandRefused with the entry that is wrong."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrandRefused(path.stem, f"its file is not readable JSON ({error})") from error
    try:
        colours, faces = dict(content["colours"]), dict(content["fonts"])
        series = tuple(_colour(path, "series", value) for value in colours.pop("series"))
        single = {name: _colour(path, name, value) for name, value in colours.items()}
        brand = Brand(
            name=str(content["name"]),
            tagline=str(content["tagline"]),
            colours=Colours(**single, series=series),
            fonts=Typefaces(**{part.name: str(faces[part.name]) for part in fields(Typefaces)}),
            imprint=str(content.get("imprint", "")),
        )
    except (KeyError, TypeError) as error:
        raise BrandRefused(path.stem, f"an entry is missing or unknown: {error}") from error
    if len(series) < _LEAST_SERIES:
        raise BrandRefused(path.stem, f"'series' needs at least {_LEAST_SERIES} colours, it has {len(series)}")
    return brand


def _colour(path: Path, entry: str, value: Any) -> str:  # noqa: ANN401 - what a JSON file may hold
    if isinstance(value, str) and _COLOUR.fullmatch(value):
        return value
    raise BrandRefused(path.stem, f"'{entry}' is {value!r}, which is no colour like #0B7A75")
