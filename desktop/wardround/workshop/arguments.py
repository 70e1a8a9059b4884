"""What the command line takes as an argument, and how it refuses one."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import NoReturn

from wardround.workshop.one_line import one_line

REFUSED = 2
"""The exit code for input that is refused."""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""Dates for which an assessment makes sense; the calendar of the roadmap reaches some years beyond."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one line and leaves usage to --help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end with the exit code for refused input."""
        self.exit(REFUSED, f"{self.prog}: {one_line(message)} (see: {self.prog} --help)\n")


class NoDay(argparse.ArgumentTypeError):
    """A text is no day, or none that an assessment can count from."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' is not a date from {EARLIEST} to {LATEST}; write it as 2027-03-31")


def day(text: str) -> date:
    """Return the day that a text names. Raises NoDay."""
    try:
        taken = date.fromisoformat(text)
    except ValueError as error:
        raise NoDay(text) from error
    if not EARLIEST <= taken <= LATEST:
        raise NoDay(text)
    return taken


class NoPath(argparse.ArgumentTypeError):
    """A path is empty, as when a variable of the shell is not set."""

    def __init__(self) -> None:
        super().__init__("the name is empty")


def path(text: str) -> Path:
    """Return the path that a text names. Raises NoPath."""
    if not text.strip():
        raise NoPath
    return Path(text)
