"""Whether there is a screen to open a window on, asked before Qt would end the program over it."""

from __future__ import annotations

from collections.abc import Mapping

from wardround.workshop.refused import Refused

_TELLING = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class NoScreen(Refused):
    """The program was started where no window can be shown, as over a plain remote shell."""

    def __init__(self) -> None:
        super().__init__("There is no screen to open a window on. See what the command line can do: wardround --help")


def require_screen(environment: Mapping[str, str], system: str) -> None:
    """Do nothing if there may be a screen. Raises NoScreen on Linux where the session names none."""
    if system.startswith("linux") and not any(environment.get(name) for name in _TELLING):
        raise NoScreen
