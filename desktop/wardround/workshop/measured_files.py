"""Files of measurements, read by the one who knows their form, or refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from wardround.intake.not_understood import NotUnderstood
from wardround.intake.perfmon import read_perfmon
from wardround.intake.sadf import read_sadf
from wardround.intake.usage import Usage
from wardround.tables import why_not_read
from wardround.workshop.refused import Refused

T = TypeVar("T")
MOST_BYTES = 512 * 1024 * 1024


class MeasurementNotRead(Refused):
    """A file of measurements cannot be read."""

    def __init__(self, path: Path, what: str) -> None:
        """Take the file and the sentence that says what is wrong with it."""
        super().__init__(f"{path.name}: {what}. Nothing was changed.")


def usage_of(text: str) -> Usage:
    """Read a recorder's file, whichever of the two forms it has."""
    return read_perfmon(text) if text.lstrip('\ufeff" ').startswith("(PDH-CSV") else read_sadf(text)


def read_measurements(path: Path | None, reader: Callable[[str], T]) -> T | None:
    """Return what a reader makes of a file; None without a path. Raises MeasurementNotRead."""
    if path is None:
        return None
    try:
        if path.stat().st_size > MOST_BYTES:
            raise MeasurementNotRead(path, f"it is larger than {MOST_BYTES // 1024**2} MiB; hand over some days of it")
        return reader(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise MeasurementNotRead(path, why_not_read(path, error)) from error
    except NotUnderstood as error:
        raise MeasurementNotRead(path, str(error).rstrip(".")) from error
