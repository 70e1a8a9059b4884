"""What goes wrong, in one calm sentence."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def sentence_about(error: BaseException, doing: str) -> str:
    """Return what to tell a person about an error while the program was ``doing`` something.

    Errors that the person can put right speak for themselves. Anything else is a defect of ours: it is written down
    without any answer in it, and the sentence says where.
    """
    told = _told_by_itself(error)
    return told or f"Wardround made a mistake of its own while {doing}; your answers are safe. {_written_down(error)}"


def _told_by_itself(error: BaseException) -> str:
    from wardround.assessment import UnknownScenario  # noqa: PLC0415 - not before the window is there
    from wardround.catalogue.unknown import NotInCatalogue  # noqa: PLC0415 - the same
    from wardround.shipped import ShippedFileMissing  # noqa: PLC0415 - the same
    from wardround.store import FileRefused, NotSaved  # noqa: PLC0415 - the same
    from wardround.workshop.one_line import one_line  # noqa: PLC0415 - the same
    from wardround.workshop.refused import Refused  # noqa: PLC0415 - the same

    if isinstance(error, Refused):
        first, more = error.lines[0], len(error.lines) - 1
        return one_line(first) + (f" (and {more} more)" if more else "")
    if isinstance(error, FileRefused | NotSaved | NotInCatalogue | UnknownScenario | ShippedFileMissing):
        said = one_line(str(error))
        return said if said.endswith((".", "?", "!")) else f"{said}."
    return ""


def _written_down(error: BaseException) -> str:
    from wardround.workshop.defects import record_defect, state_folder  # noqa: PLC0415 - needed only now

    try:
        log = record_defect(error, "open", datetime.now(UTC), state_folder(os.environ))
    except (OSError, RuntimeError):
        return f"It is a {type(error).__name__}; the details could not be written down."
    return f"The details, without your data, are in {log}"
