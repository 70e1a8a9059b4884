"""The window. Only this room knows Qt; what is heavy loads after the window is on the screen."""

from __future__ import annotations

from pathlib import Path


def open_window(path: Path | None) -> int:
    """Open the window, on an engagement where a path is given, and return the exit code when it is closed."""
    from wardround.wizard.app import run  # noqa: PLC0415 - who imports a part of this room need not load the window

    return run(path)
