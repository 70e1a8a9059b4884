"""Takes a decision otherwise than advised, or leaves it to the advice again, through the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wardround.assessment import Problem
from wardround.assessment.platform import DecisionTaken
from wardround.engine.findings import Decision
from wardround.wizard.session import Session
from wardround.workshop.row_keys import key_for

TABLE = "platform.decisions_taken"


@dataclass
class Draft:
    """What was typed for one decision and not taken yet. It outlives the widgets that show it."""

    option: str = ""
    reason: str = ""
    by: str = ""


class DecisionDesk:
    """What the card of decisions needs of a session to have one taken otherwise."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._drafts: dict[str, Draft] = {}

    def draft(self, made: Decision) -> Draft:
        """Return what was typed so far; what stands where a decision was taken otherwise already."""
        if made.decision_id not in self._drafts:
            row = made.overrule
            other = next((one.option_id for one in made.options if one.option_id != made.chosen), made.chosen)
            self._drafts[made.decision_id] = Draft(other) if row is None else Draft(row.option_id, row.reason, row.by)
        return self._drafts[made.decision_id]

    def take(self, made: Decision, on: date) -> list[Problem]:
        """Take a decision as its draft says: one act, one undo. Return what was refused."""
        draft = self.draft(made)
        kept = self._others(made)
        title = next((one.title for one in made.options if one.option_id == draft.option), draft.option)
        row = {
            "key": key_for(made.decision_id, {one.key for one in kept}),
            "decision_id": made.decision_id,
            "option": draft.option,
            "reason": draft.reason.strip(),
            "owner": draft.by.strip(),
            "decided_on": on.isoformat(),
        }
        refused = self._session.replace_table(TABLE, (*kept, row), f"Decided otherwise: {title}")
        if not refused:
            del self._drafts[made.decision_id]
        return refused

    def leave(self, made: Decision) -> list[Problem]:
        """Leave a decision to the advice again: one act, one undo. Return what was refused."""
        self._drafts.pop(made.decision_id, None)
        return self._session.replace_table(TABLE, self._others(made), f"Left to the advice: {made.question}")

    def _others(self, made: Decision) -> tuple[DecisionTaken, ...]:
        rows = self._session.assessment.platform.decisions_taken
        return tuple(row for row in rows if row.decision_id != made.decision_id)
