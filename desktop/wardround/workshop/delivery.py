"""The documents of an open engagement on their way to a folder: checked, assessed, made, and put in place together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.workshop.assessing import Assessed, Progress
from wardround.workshop.export import brand_of, document, require_folder
from wardround.workshop.reading import refuse_problems, under_scenario
from wardround.workshop.refused import Refused
from wardround.workshop.whole_writes import write_together

ASSESSING, PLACING = "assessing", "placing"
"""What a delivery does before the first document is made, and after the last; between them the names of the kinds."""


class Cancelled(Refused):
    """The person thought better of it."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was written and what stood there before is whole.")


class NoHome(Refused):
    """A folder was named by the home of somebody who has none on this machine."""

    def __init__(self, words: str) -> None:
        super().__init__(f"There is no folder {words} on this machine; choose another one.")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be delivered: which kinds of documents, of whose answers, under which scenario, and where to."""

    file: Path
    assessment: Assessment
    scenario: str
    kinds: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Delivered:
    """One document that is in its place."""

    kind: str
    path: Path
    size_bytes: int
    at: datetime


Find = Callable[[Callable[[float], None]], Findings]
"""Works the findings out and tells the share that is done."""


def deliver(
    order: Order, find: Find, catalogue: Catalogue, knowledge: Knowledge, told: Progress
) -> tuple[Delivered, ...]:
    """Make the documents of an order and write all of them, or none.

    ``find`` works the findings out. ``told`` hears the share of each part that is done with the part's name; by raising
    Cancelled it stops the delivery, which leaves all files as they were.

    Raises Refused: for problems in the answers, an unknown scenario, a brand or a folder that cannot be used, a file
    that cannot be written.
    """
    told(0.0, ASSESSING)
    require_folder(order.folder)
    refuse_problems(order.assessment, catalogue, knowledge)
    answers = under_scenario(order.assessment, order.scenario)
    result = Assessed(order.file, answers, find(_part(told, ASSESSING)))
    told(1.0, ASSESSING)
    brand = brand_of(result)
    made: dict[str, tuple[Path, bytes]] = {}
    for kind in order.kinds:
        made[kind] = document(kind, result, order.folder, brand, _part(told, kind))
        told(1.0, kind)
    told(0.0, PLACING)
    write_together(dict(made.values()))
    return tuple(Delivered(kind, path, *_as_written(path)) for kind, (path, _content) in made.items())


def folder_typed(text: str, file: Path) -> Path | None:
    """Return the folder that somebody typed, taken from the engagement's own folder where it is not whole; None for ''.

    A leading '~' is the person's home. Raises NoHome for somebody who has none here.
    """
    words = text.strip()
    if not words:
        return None
    try:
        return file.parent / Path(words).expanduser()
    except RuntimeError as error:
        raise NoHome(words) from error


def _part(told: Progress, kind: str) -> Callable[[float], None]:
    return lambda share: told(share, kind)


def _as_written(path: Path) -> tuple[int, datetime]:
    found = path.stat()
    return found.st_size, datetime.fromtimestamp(found.st_mtime, UTC)
