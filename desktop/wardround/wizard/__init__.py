"""The window. Only this room knows Qt; what is heavy loads after the window is on the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def open_window(path: Path | None) -> int:
    """Open the window, on an engagement where a path is given, and return the exit code when it is closed.

    Raises NoScreen, a Refused, where no window can be shown.
    """
    from wardround.wizard.screen import require_screen  # noqa: PLC0415 - who imports a part of this room needs it not

    require_screen(os.environ, sys.platform)
    from wardround.wizard.app import run  # noqa: PLC0415 - Qt loads only for a window

    return run(path)
