"""A new engagement from a profile: the values of a sample, none of its people."""

from __future__ import annotations

import contextlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from wardround.assessment import (
    OPEN,
    Answer,
    Assessment,
    Frozen,
    Row,
    Standing,
    read_assessment,
    with_value,
    write_assessment,
)
from wardround.store import EngagementFile, NotSaved
from wardround.workshop.profiles import profile_file
from wardround.workshop.refused import Refused
from wardround.workshop.whole_writes import NotWritten, refused_as, write_together

STORE_SUFFIX = ".wardround"
"""The file of the window; a file of any other name is JSON."""

NOT_CARRIED_OVER = (
    ("engagement.client", ""),
    ("engagement.author", ""),
    ("people.activity_overrides", ()),
    ("compliance.control_states", ()),
    ("compliance.regime_choices", ()),
    ("compliance.accepted_risks", ()),
    ("platform.decisions_taken", ()),
    ("baseline.baseline_available", None),
    ("baseline.servers", ()),
    ("baseline.measured_demands", ()),
)
"""What was measured or shown at the client of the sample alone, and what stands there instead."""


class FileStands(Refused):
    """A file of that name is there already."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file that was left as it is."""
        super().__init__(f"{path} is there already and stays as it is. Choose another name, or add --force.")


def from_profile(profile: str) -> Assessment:
    """Return the engagement that a profile starts with: every value assumed, nobody named, nothing measured.

    A value of a profile is a guess about this client until somebody has confirmed it, so it must not look as
    if it had been said. Raises UnknownName.
    """
    sample = read_assessment(profile_file(profile).read_bytes())
    for path, value in NOT_CARRIED_OVER:
        sample = with_value(sample, path, value)
    mark = {"standing": Standing.ASSUMED, "by": f"profile {profile}"}
    sections = {name: _assumed(part, mark) for name, part in sample if isinstance(part, Frozen)}
    scenarios = tuple(_assumed_row(row, mark) for row in sample.scenarios)
    return Assessment.model_validate(dict(sample) | sections | {"scenarios": scenarios})


def start_engagement(profile: str, path: Path, at: datetime, *, replace: bool = False) -> Assessment:
    """Write a new engagement to ``path`` and return it. Raises UnknownName, FileStands or NotWritten."""
    assessment = from_profile(profile)
    if path.exists() and not replace:
        raise FileStands(path)
    if path.suffix == STORE_SUFFIX:
        write_engagement_file(path, assessment, at, f"profile {profile}")
    else:
        write_together({path: write_assessment(assessment).encode()})
    return assessment


def write_engagement_file(path: Path, assessment: Assessment, at: datetime, by: str) -> None:
    """Write a file of the window whose first revision is ``assessment``; one that is there is replaced in one step.

    Raises NotWritten.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with refused_as(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            EngagementFile.create(fresh, assessment, at, by).close()
            fresh.replace(path)
    except NotSaved as error:
        raise NotWritten(path, OSError(str(error.__cause__ or error))) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _assumed(section: Any, mark: dict[str, Any]) -> Any:  # noqa: ANN401 - any section
    fields: dict[str, Any] = {}
    for name, value in section:
        if isinstance(value, Answer):
            fields[name] = OPEN if value.is_open else type(value)(value=value.value, **mark)
        elif isinstance(value, tuple) and value and isinstance(value[0], Row):
            fields[name] = tuple(_assumed_row(row, mark) for row in value)
        else:
            fields[name] = value
    return type(section).model_validate(fields)


def _assumed_row(row: Row, mark: dict[str, Any]) -> Row:
    nobody = {"at": None, "owner": "", "due": None, "note": "", "business_owner": ""}
    fields = dict(row)
    return type(row).model_validate(fields | {name: nobody[name] for name in nobody.keys() & fields} | mark)
