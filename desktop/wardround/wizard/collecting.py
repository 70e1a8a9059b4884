"""When Python looks for garbage: on the thread of the window alone, and never through what stays.

Garbage may hold parts of the window, and those may end on its own thread alone. Facts, engine and modules are some
hundred thousand objects that stay until the program ends; looking through them takes a tenth of a second, in which the
window would not answer.
"""

from __future__ import annotations

import gc
from functools import cache

from PySide6.QtCore import QTimer

OFTEN = 5_000
"""After so many new objects the youngest are looked through: a calculation makes that many in a moment, none of them
garbage."""
LOOK_MS = 500
"""So often it is asked whether there are that many."""


def hold() -> None:
    """Collect nothing while the program loads: what it makes then, stays. Nor ever again on another thread."""
    gc.disable()
    gc.set_threshold(OFTEN, *gc.get_threshold()[1:])


def settle() -> None:
    """Collect from now on, but leave out everything that is there now."""
    gc.freeze()
    resume()


def resume() -> None:
    """Collect from now on, between two events of the window."""
    _clock().start()


def rest() -> None:
    """Collect nothing any more."""
    _clock().stop()


def look() -> None:
    """Look through the objects of an age of which enough have come together, as Python would by itself."""
    for age in (2, 1, 0):
        if gc.get_count()[age] > gc.get_threshold()[age]:
            gc.collect(age)
            return


@cache
def _clock() -> QTimer:
    clock = QTimer()
    clock.setInterval(LOOK_MS)
    clock.timeout.connect(look)
    return clock
