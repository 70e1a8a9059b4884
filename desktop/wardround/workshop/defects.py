"""A defect of ours, written down for whoever mends it, without what the client typed."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from wardround import __version__
from wardround.shipped import ShippedFileMissing

TELLING = (AttributeError, ImportError, NameError, RecursionError, ShippedFileMissing, TypeError)
"""Errors whose message speaks of the program only; the message of any other may hold an answer."""


def state_folder(environment: Mapping[str, str], system: str = sys.platform) -> Path:
    """Return the folder where the operating system wants a program's logs to be.

    Raises RuntimeError where the home of the person is not known.
    """
    if system == "win32":
        local = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local) / "Wardround" / "Logs"
    if system == "darwin":
        return Path.home() / "Library" / "Logs" / "Wardround"
    stated = environment.get("XDG_STATE_HOME", "")
    # The specification has relative paths ignored.
    base = Path(stated) if os.path.isabs(stated) else Path.home() / ".local" / "state"  # noqa: PTH117 - of a text
    return base / "wardround"


def written_down(error: BaseException, command: str, at: datetime) -> str:
    """Write down what went wrong and return the sentence that says where; also when that fails."""
    try:
        log = record_defect(error, command, at, state_folder(os.environ))
    except (OSError, RuntimeError):
        return f"It is a {type(error).__name__}; the details could not be written down."
    return f"The details, without your data, are in {log}"


def record_defect(error: BaseException, command: str, at: datetime, folder: Path) -> Path:
    """Write what went wrong into a new file in ``folder`` and return its path. Raises OSError.

    ``command`` is the name of the command alone: a path may name the client.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"defect-{at:%Y%m%d-%H%M%S-%f}.log"
    with path.open("x", encoding="utf-8") as file:
        file.write(report(error, command, at))
    return path


def report(error: BaseException, command: str, at: datetime) -> str:
    """Return what may be told of an error: its kind, places in the program, messages that may be shown."""
    lines = [
        f"Wardround {__version__}, command '{command}', {at.isoformat()}",
        f"Python {platform.python_version()} on {platform.platform()}",
    ]
    cause: BaseException | None = error
    told: set[int] = set()
    while cause is not None and id(cause) not in told:
        told.add(id(cause))
        message = f": {cause}" if isinstance(cause, TELLING) else " (message withheld, it may hold answers)"
        lines.append(f"\n{type(cause).__module__}.{type(cause).__qualname__}{message}")
        lines += [
            f"  {frame.f_globals.get('__name__', '?')}:{number} {frame.f_code.co_name}"
            for frame, number in traceback.walk_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"
