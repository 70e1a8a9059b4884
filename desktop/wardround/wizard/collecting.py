"""When Python looks for garbage: it stops every thread meanwhile, so it must not have much to look through.

Facts, engine and modules are some hundred thousand objects that stay until the program ends. Looking through them takes
a tenth of a second, in which the window would not answer.
"""

from __future__ import annotations

import gc

OFTEN = 5_000
"""After so many new objects the youngest are looked through: a calculation makes that many in a moment, none of them
garbage."""


def hold() -> None:
    """Collect nothing while the program loads: what it makes then, stays."""
    gc.disable()


def settle() -> None:
    """Collect again, but leave out everything that is there now."""
    gc.freeze()
    gc.set_threshold(OFTEN, *gc.get_threshold()[1:])
    resume()


def resume() -> None:
    """Collect again."""
    gc.enable()
