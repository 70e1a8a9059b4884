"""One page for each step. The frame makes them when they are first shown and tells them what happened.

A page is a widget made from ``(session, step)`` with ``refresh(change)``, called when it is shown and after each
change while it is visible (None where nothing in particular changed). Pages that show results also have
``show_findings(findings)``, called with the latest figures when they are shown and whenever new ones arrive. A page may
have ``show_place(path)``; without it the frame gives the focus to the widget whose objectName is the path.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from wardround.workshop.steps import Step

if TYPE_CHECKING:
    from wardround.engine.findings import Findings
    from wardround.wizard.session import Session
    from wardround.workshop.open_engagement import Change

PageFor = Callable[[Step, "Session"], QWidget]


@runtime_checkable
class Refreshes(Protocol):
    """A page that wants to hear of changes."""

    def refresh(self, change: Change | None) -> None:
        """Show the answers as they stand; ``change`` is what led to them."""


@runtime_checkable
class ShowsFindings(Protocol):
    """A page that shows figures."""

    def show_findings(self, findings: Findings) -> None:
        """Show the latest figures."""


@runtime_checkable
class ShowsPlaces(Protocol):
    """A page that knows how to bring a field into view."""

    def show_place(self, path: str) -> None:
        """Bring the field of an answer into view and give it the focus."""


def page_for(step: Step, session: Session) -> QWidget:
    """Return the page of a step. What a page needs loads when it is first shown."""
    if step.asks:
        from wardround.wizard.pages.answer_page import AnswerPage  # noqa: PLC0415 - loads when shown

        return AnswerPage(session, step)
    match step.step_id:
        case "results":
            from wardround.wizard.pages.results import ResultsPage  # noqa: PLC0415 - loads when shown

            return ResultsPage(session, step)
        case "risks":
            from wardround.wizard.pages.risks import RisksPage  # noqa: PLC0415 - loads when shown

            return RisksPage(session, step)
        case "roadmap":
            from wardround.wizard.pages.roadmap import RoadmapPage  # noqa: PLC0415 - loads when shown

            return RoadmapPage(session, step)
        case _:
            from wardround.wizard.pages.deliverables import DeliverablesPage  # noqa: PLC0415 - loads when shown

            return DeliverablesPage(session, step)
