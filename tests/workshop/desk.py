"""What a consultant has on the desk: an engagement that is open, with a clock that ticks once for each look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from wardround.assessment import Assessment, read_assessment
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.shipped import template
from wardround.store import EngagementFile
from wardround.workshop.choices import Choices
from wardround.workshop.open_engagement import OpenEngagement

NINE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def clock() -> Callable[[], datetime]:
    ticks = count()
    return lambda: NINE + timedelta(seconds=next(ticks))


def sample(name: str = "regional-hospital") -> Assessment:
    return read_assessment(template("samples", f"{name}.json").read_bytes())


def begun(path: Path, assessment: Assessment | None = None) -> OpenEngagement:
    file = EngagementFile.create(path, assessment or Assessment(), NINE, "Ruth Calder")
    return OpenEngagement(file, now=clock(), by="Ruth Calder")


def reopened(path: Path) -> OpenEngagement:
    return OpenEngagement(EngagementFile.open(path), now=clock(), by="Ruth Calder")


def choices_of(assessment: Assessment) -> Choices:
    return Choices(assessment, Catalogue.load(), Knowledge.load())
