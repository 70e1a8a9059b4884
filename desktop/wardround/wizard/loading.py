"""What loads behind the window once it was painted: facts and engine off the GUI thread, then the parts of a desk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from wardround.wizard.opening import Opener

WARM_UP = tuple(
    f"wardround.wizard.{name}"
    for name in ("session", "figure_block", "rail", "live_panel", "desk", "pages.answer_page")
)
"""What a desk is made of, the parts before the whole, so that each loads in a moment."""


def load(_told: object) -> Opener:
    """Load facts and engine, and with them every module that a desk needs but Qt's; runs off the GUI thread."""
    from wardround.wizard.opening import Opener  # noqa: PLC0415 - this is where the heavy part loads

    return Opener.load()


def warm_up(modules: Sequence[str] = WARM_UP) -> None:
    """Load the parts of a desk, one in each turn of the window, so that an engagement opens without a wait."""
    if modules:
        import_module(modules[0])
        QTimer.singleShot(0, partial(warm_up, modules[1:]))
