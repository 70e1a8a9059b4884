"""Old files: one function per schema version, each turning a file of that version into the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wardround.assessment.assessment import SCHEMA_VERSION

Step = Callable[[dict[str, Any]], dict[str, Any]]


class NewerFile(ValueError):
    """The file was written by a newer version of Wardround."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"this file has the form {version}, newer than form {SCHEMA_VERSION} that this version of Wardround knows; "
            "open it with a newer version. The file was left as it is"
        )
        self.version = version


class NotAnEngagement(ValueError):
    """The content is not an engagement at all."""


def _from_0(data: dict[str, Any]) -> dict[str, Any]:
    """Form 0 (before the first release) kept the sites beside the sections."""
    sites = data.pop("sites", [])
    organisation = data.get("organisation", {})
    # A section that is no section stays as it is: the check of the present form says so.
    if sites and isinstance(organisation, dict):
        data["organisation"] = {"sites": sites} | organisation
    return data


STEPS: Mapping[int, Step] = {0: _from_0}


def migrated(data: object) -> dict[str, Any]:
    """Return the content of a file in the present form.

    Raises NotAnEngagement, NewerFile; changes nothing in place.
    """
    if not isinstance(data, dict):
        raise NotAnEngagement("this is not a Wardround engagement: the file should hold one JSON object")
    version = data.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise NotAnEngagement(
            "this is not a Wardround engagement: 'schema_version' is missing or not a whole number from 0 up"
        )
    if version > SCHEMA_VERSION:
        raise NewerFile(version)
    present = dict(data)
    for step in range(version, SCHEMA_VERSION):
        present = STEPS[step](present) | {"schema_version": step + 1}
    return present
