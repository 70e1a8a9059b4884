"""Hands for a window that runs in a process of its own: an X server without a screen, and xdotool for mouse and keys.

Nothing here reaches into the program. Where its widgets stand it says in the file that WARDROUND_WIDGET_MAP names;
whether they did what they were asked for shows on the map or on disk. Everything is waited for, nothing is slept over.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tests.outside import outside_program

SCREEN = (1280, 800)
DEADLINE_S = 180
"""How long a busy machine may take over anything."""
PATIENCE_S = 3
"""After so long without an effect a click is made again: what it was meant for may have moved under it."""

TITLE = "Wardround"
AT_REST_S = 0.15
"""A map that is as old as that shows a window at rest: it is written within twice 40 ms of a change."""

T = TypeVar("T")


class NotSeen(AssertionError):
    """Something was waited for and did not come."""

    def __init__(self, what: str, within_s: float = DEADLINE_S) -> None:
        super().__init__(f"not seen within {within_s:g} s: {what}")


def until(what: str, look: Callable[[], T | None], within_s: float = DEADLINE_S) -> T:
    """Return what ``look`` sees as soon as it sees anything. Raises NotSeen."""
    end = time.monotonic() + within_s
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > end:
            raise NotSeen(what, within_s)
        time.sleep(0.02)


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Start an X server on a display that is free, and yield its name."""
    program = str(outside_program("Xvfb"))
    reads, writes = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = [program, "-displayfd", str(writes), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        assert number, "Xvfb found no free display"
        yield f":{number}"
    finally:
        _end(server)


@dataclass
class RealWindow:
    """Wardround in a process of its own, with hands on it."""

    display: str
    home: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]
    map_file: Path
    errors: Path
    _read: tuple[int, dict[str, Any]] = field(default=(0, {}))

    # --- seeing -------------------------------------------------------------------------------------------------

    def seen(self) -> dict[str, Any]:
        """Return the map as it was written last."""
        assert self.process.poll() is None, f"the program ended:\n{self.complaints()}"
        with contextlib.suppress(FileNotFoundError):
            stamp = self.map_file.stat().st_mtime_ns
            if stamp != self._read[0]:
                self._read = stamp, json.loads(self.map_file.read_text(encoding="utf-8"))
        return self._read[1]

    def shows(self, name: str) -> bool:
        """Return whether anything of a widget can be seen."""
        return name in self.seen().get("widgets", {})

    def focus(self) -> str:
        """Return the name of the widget that has the cursor."""
        return str(self.seen().get("focus", ""))

    def wait_for(self, name: str) -> None:
        """Wait until a widget can be seen."""
        until(name, lambda: self.shows(name))

    def complaints(self) -> str:
        """Return what the program wrote on its standard streams."""
        return self.errors.read_text(encoding="utf-8", errors="replace")

    def window_id(self, title: str) -> str:
        """Return the number of the window with a title, as the X server counts them."""
        found = until(title, lambda: self._xdotool("search", "--onlyvisible", "--name", title, check=False).split())
        return found[-1]

    def rest(self) -> None:
        """Wait until the map stays as it is for a moment: nothing moves any more."""
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            try:
                until("another map", partial(self._has_changed_since, self.seen()), AT_REST_S)
            except NotSeen:
                return
        raise NotSeen("rest")

    def _has_changed_since(self, before: dict[str, Any]) -> bool:
        return self.seen() is not before

    def place(self) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the window."""
        lines = self._xdotool("getwindowgeometry", "--shell", self.window_id(TITLE)).splitlines()
        told = dict(line.split("=", 1) for line in lines if "=" in line)
        left, top, width, height = (int(told[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, width, height

    # --- doing --------------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click into the middle of a widget."""
        self.rest()
        left, top, width, height = until(name, lambda: self.seen().get("widgets", {}).get(name))
        self._xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", "1")

    def click_to(self, name: str, effect: Callable[[], bool]) -> None:
        """Click on a widget until the effect shows; only for what may be clicked twice."""
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            self.click(name)
            with contextlib.suppress(NotSeen):
                until(f"the effect of {name}", effect, PATIENCE_S)
                return
        raise NotSeen(name)

    def click_into(self, name: str) -> None:
        """Put the cursor into a field by a click, scrolling the page to it where it is further down."""
        end = time.monotonic() + DEADLINE_S
        while self.focus() != name:
            if time.monotonic() > end:
                raise NotSeen(name)
            if self.shows("choice.popup"):  # the page moved while the click was on its way, which opened a list
                self.key("Escape")
            self.bring_into_view(name)
            self.click(name)
            with contextlib.suppress(NotSeen):
                until(name, lambda: self.focus() == name, PATIENCE_S)

    def bring_into_view(self, name: str) -> None:
        """Turn the wheel over the middle of the page until a widget can be seen whole."""
        end = time.monotonic() + DEADLINE_S
        while not self.shows(name):
            if time.monotonic() > end:
                raise NotSeen(name)
            self._xdotool("mousemove", str(SCREEN[0] // 2), str(SCREEN[1] // 2), "click", "5")
            self.rest()

    def key(self, *keys: str) -> None:
        """Press keys, one after another."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "8", text)

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field in place of what stands there, and take it over."""
        self.click_into(name)
        self.key("ctrl+a")
        self.type(text)
        self.key("Return")

    def name_file(self, path: Path) -> None:
        """Answer the file dialog, by keys alone."""
        self.wait_for("fileNameEdit")
        self.click_to("fileNameEdit", lambda: self.focus() == "fileNameEdit")
        self.key("ctrl+a")
        self.type(str(path))
        self.key("Return")

    def make_active(self) -> None:
        """Give the window the keys, as a window manager does when a dialog closes."""
        self._xdotool("windowfocus", "--sync", self.window_id(TITLE))

    def quit(self) -> int:
        """Quit by key, and return the exit code."""
        self.make_active()
        self.key("ctrl+q")
        return self.process.wait(DEADLINE_S)

    def put(self, left: int, top: int, width: int, height: int) -> None:
        """Move and size the window, as a window manager does for a person."""
        number = self.window_id(TITLE)
        self._xdotool("windowsize", number, str(width), str(height), "windowmove", number, str(left), str(top))
        until("its new place", lambda: self.place() == (left, top, width, height))

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        command = [str(outside_program("xdotool")), *arguments]
        done = subprocess.run(
            command, env=self.environment, check=False, capture_output=True, text=True, timeout=DEADLINE_S
        )
        if check and done.returncode:
            raise NotSeen(done.stderr)
        return done.stdout


@contextlib.contextmanager
def real_window(display: str, home: Path, *arguments: str | Path) -> Iterator[RealWindow]:
    """Start the command on a display, with a home of its own, and yield the hands; the process is gone afterwards."""
    outside_program("xdotool")
    environment = _environment(display, home)
    map_file, errors = home / "map.json", home / "errors.txt"
    map_file.unlink(missing_ok=True)
    environment["WARDROUND_WIDGET_MAP"] = str(map_file)
    command = [sys.executable, "-m", "wardround.cli", *map(str, arguments)]
    with errors.open("wb") as heard:
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=heard, stderr=heard)
    try:
        yield RealWindow(display, home, environment, process, map_file, errors)
    finally:
        _end(process)


def _environment(display: str, home: Path) -> dict[str, str]:
    """Return an environment in which nothing of whoever runs the tests is read or written."""
    home.mkdir(parents=True, exist_ok=True)
    strange = ("QT_", "XDG_", "WAYLAND_", "DBUS_", "GTK_", "KDE_", "DESKTOP_", "GNOME_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return environment | {
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it does."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
