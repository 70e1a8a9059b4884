"""Take pictures of the window, and look for text that is cut off, widgets that overlap and letters without a glyph.

python packaging/screenshots.py [FOLDER]      writes PNG files, into out/screenshots/ unless a folder is named

The start screen and every step, light and dark, in a small and a large window: of a blank engagement, of the smallest
sample and of the largest. In the small window also what appears only when somebody does something (window_moments.py).
The small window is taken once more at a scale of 200 %, as on a dense screen. Where a page is longer than the small
window, a second picture has all of it. Every place is checked by window_check.py, which prints one line for each
complaint; then the exit code is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Set before Qt starts: the pictures are made in memory.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from wardround.wizard import theme
from wardround.wizard.desk import Desk
from wardround.wizard.window import Window
from window_check import complaints
from window_moments import MOMENTS, moment
from window_tour import (
    BLANK,
    LARGEST,
    SMALLEST,
    beginning,
    come_to_rest,
    is_whole,
    long_page,
    opened,
    steps,
    toured_window,
)

OUT = Path(__file__).resolve().parent.parent / "out" / "screenshots"
SMALL, LARGE = QSize(1280, 720), QSize(1920, 1080)
THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
SCALE, DENSE = "QT_SCALE_FACTOR", "2"


def main() -> int:
    """Write all pictures; return 1 where something is wrong with one."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OUT
    is_dense = os.environ.get(SCALE) == DENSE
    if not is_dense:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    theme.watcher().dress()
    found = 0
    with tempfile.TemporaryDirectory() as kept, toured_window(Path(kept)) as window:
        for line in Camera(window, folder, is_dense=is_dense).complaints():
            print(line, flush=True)
            found += 1
    application.shutdown()
    if is_dense:
        return 1 if found else 0
    again = subprocess.run([sys.executable, __file__, str(folder)], env=os.environ | {SCALE: DENSE}, check=False)
    pictures = len(list(folder.glob("*.png")))
    verdict = "all well" if not found and again.returncode == 0 else "see the lines above"
    print(f"{pictures} pictures in {folder}: {verdict}")
    return 0 if verdict == "all well" else 1


class Camera:
    """Takes the pictures of one run."""

    def __init__(self, window: Window, folder: Path, *, is_dense: bool) -> None:
        self._window = window
        self._folder = folder
        self._sizes = (SMALL,) if is_dense else (SMALL, LARGE)
        self._suffix = "-200" if is_dense else ""

    def complaints(self) -> Iterator[str]:
        """Visit every place, take its pictures, and yield one line for each thing that is wrong with it."""
        for place in beginning(self._window):
            yield from self._in_all_sizes(place)
        for sample in (BLANK, SMALLEST, LARGEST):
            desk = opened(self._window, sample)
            for place in steps(self._window, desk):
                yield from self._in_all_sizes(f"{sample}-{place}")
            if sample == SMALLEST:
                yield from self._moments(sample, desk)

    def _in_all_sizes(self, place: str) -> Iterator[str]:
        for size in self._sizes:
            self._window.resize(size)
            for look in THEMES:
                self._wear(look, place)
                yield from self._taken(self._window, f"{place}-{size.width()}x{size.height()}-{look}")

    def _moments(self, sample: str, desk: Desk) -> Iterator[str]:
        self._window.resize(SMALL)
        for look in THEMES:
            self._wear(look, sample)
            for name in MOMENTS:
                with moment(self._window, desk, name) as shown:
                    yield from self._taken(shown, f"{sample}-moment-{name}-{look}")

    def _wear(self, look: str, place: str) -> None:
        theme.watcher().want(THEMES[look])
        come_to_rest(self._window, place, lambda: is_whole(self._window))

    def _taken(self, shown: QWidget, title: str) -> Iterator[str]:
        picture = shown.grab().toImage()
        picture.save(str(self._folder / f"{title}{self._suffix}.png"))
        found = [*complaints(shown, picture)]
        page = long_page(self._window) if shown is self._window and shown.size() == SMALL else None
        if page is not None:
            whole = page.grab().toImage()
            whole.save(str(self._folder / f"{title}{self._suffix}-whole.png"))
            found += complaints(page, whole)
        yield from (f"{title}{self._suffix}: {complaint}" for complaint in dict.fromkeys(found))


if __name__ == "__main__":
    raise SystemExit(main())
