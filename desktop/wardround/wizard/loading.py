"""What loads behind the window once it was painted: facts and engine off the GUI thread, then the parts of a desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from wardround.wizard.opening import Opener

WARM_UP = tuple(
    f"wardround.wizard.{name}"
    for name in (
        # a desk
        "session",
        "figure_block",
        "rail",
        "live_panel",
        "desk",
        # its first pages
        "fields.choice_list",
        "fields.choice_popup",
        "fields.picker",
        "fields.provenance",
        "fields.answer_field",
        "fields.questions_card",
        "fields.table.row_model",
        "fields.table.table_view",
        "fields.table.paste_preview",
        "fields.table.table_card",
        "pages.dependency_picture",
        "pages.answer_page",
        # what it shows of the answers
        "show.findings_page",
        "show.row_list",
        "show.tier_table",
        "show.load_card",
        "show.cost_card",
        "pages.results",
        "pages.risks",
        "pages.roadmap",
        "show.measurements_card",
        "pictures",
    )
)
"""What a desk is made of, the parts before the whole, so that each loads in a moment."""


def load(_told: object) -> Opener:
    """Load facts and engine, and with them every module that a desk needs but Qt's; runs off the GUI thread."""
    from wardround.wizard.opening import Opener  # noqa: PLC0415 - this is where the heavy part loads

    return Opener.load()


def load_with_helper(told: object) -> Opener:
    """Load the same, with a process beside the window for the calculations that take seconds."""
    from wardround.workshop.elsewhere import Helper, InFullElsewhere  # noqa: PLC0415 - as above

    opener = load(told)
    helper = Helper()
    return replace(opener, in_full=InFullElsewhere(opener.catalogue, opener.knowledge, helper=helper), helper=helper)


def load_documents(_told: object) -> None:
    """Load what writes documents and draws pictures; runs off the GUI thread."""
    import_module("wardround.workshop.delivery")


def warm_up(window: QObject, then: Callable[[], object], modules: Sequence[str] = WARM_UP) -> None:
    """Load the parts of a desk, one in each turn of the window, so that an engagement opens without a wait.

    ``then`` is called after the last; a window that is gone meanwhile ends it.
    """
    if modules:
        import_module(modules[0])
        QTimer.singleShot(0, window, partial(warm_up, window, then, modules[1:]))
    else:
        then()
