"""Break it: pick a failure and see what stops, for how long, what carries the work and what that costs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wardround.deliverables.amounts import Currency, minutes, money
from wardround.deliverables.content.what_fails import in_groups
from wardround.deliverables.words import WORKAROUNDS, sentence, spoken, word
from wardround.engine.findings import Findings
from wardround.engine.findings.safeguards import Failure, StoppedProcess
from wardround.wizard.labels import label
from wardround.wizard.session import Session
from wardround.wizard.show.cells import Chip, Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.drop_list import DropList
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList

STOPS_NOTHING = "Nothing that is listed stops."
NO_CONTRADICTION = "Nothing that was said about recovery contradicts itself."
NOT_YET = "The figures are on their way."
GROUPS = {
    "node": "Platform",
    "zone": "Platform",
    "region": "Platform",
    "data": "Platform",
    "link": "Platform",
    "key_vault": "Platform",
    "identity": "Sign-in",
    "system": "System",
    "interface": "Interface",
}


class FailureCard(FlushCard):
    """A list of failures to pick from, and the processes that the one picked stops."""

    def __init__(self, session: Session) -> None:
        """Take the session; the card follows its figures while it can be seen."""
        self.choice = DropList("recovery.failure", "What fails")
        super().__init__("What stops if …", "Pick a failure. One at a time; times are the likely ones.")
        self._session = session
        self._findings: Findings | None = None
        self._failures: dict[str, Failure] = {}
        self._words = label("", "", wrap=True)
        self._words.setObjectName("recovery.failure.words")
        columns = (
            Column("Process", 150, 3),
            Column("Back after", 84, right=True),
            Column("Asked", 74, right=True),
            Column("Carried meanwhile by", 130, 2),
            Column("", 84, right=True),
        )
        self.list = RowList(columns, NOT_YET)
        self.list.setObjectName("recovery.failure.stops")
        self.add_inside(self.choice)
        self.add_inside(self._words)
        self.add(self.list)
        self.choice.currentIndexChanged.connect(self._on_picked)
        session.assessed.connect(self.show_findings)
        if session.findings is not None:
            self.show_findings(session.findings)

    def show_findings(self, findings: Findings) -> None:
        """Offer the failures of the latest figures; the one picked stays so."""
        self._findings = findings
        found = findings.safeguards.failures if findings.safeguards else ()
        self._failures = {key_of(each): each for each in found}
        self.choice.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self.choice.offer([(_title(each), key) for key, each in self._failures.items()])
        self.choice.blockSignals(False)  # noqa: FBT003 - Qt's own way
        self._show_picked()

    def _on_picked(self, _index: int) -> None:
        self._show_picked()

    def _show_picked(self) -> None:
        failure = self._failures.get(self.choice.key)
        if failure is None or self._findings is None:
            self._words.setText("")
            self.list.show_rows(())
            return
        self._words.setText(told(failure, _currency(self._findings)))
        self.list.say_empty(STOPS_NOTHING)
        self.list.show_rows([_row(one) for one in failure.stops])


def key_of(failure: Failure) -> str:
    """Return what tells a failure from all others."""
    return f"{failure.kind}:{failure.about}"


def told(failure: Failure, currency: Currency) -> str:
    """Return a failure in words: what it means, how much work is lost, what it costs, how far that is proven."""
    parts = [sentence(spoken(failure.words))]
    if failure.stops and failure.rpo_minutes:
        parts.append(f"Up to {minutes(failure.rpo_minutes)} of work is lost.")
    if failure.stops and failure.cost_usd is not None:
        most = "at most " if failure.cost_at_most else "about "
        parts.append(f"It costs {most}{money(failure.cost_usd, currency)}.")
    elif failure.stops:
        parts.append(f"Its cost is not known: {failure.cost_words}.")
    if failure.proven is False:
        parts.append("The way back was not tested lately: the time stands on paper.")
    return " ".join(parts)


def _title(failure: Failure) -> str:
    stops = f"stops {len(failure.stops)}" if failure.stops else "stops nothing"
    return f"{GROUPS[failure.kind]}: {failure.name} ({'stops everything' if failure.everything else stops})"


def _row(one: StoppedProcess) -> Row:
    back = "not known" if one.minutes is None else minutes(one.minutes)
    chip = Chip("open", "warn", "nobody knows when it is back")
    if one.late is not None:
        chip = Chip("too late", "bad", "later than asked") if one.late else Chip("in time", "good", "as asked")
    under = f"through {', '.join(one.via)}" if one.via else ""
    cells = (Words(one.name, under), Words(back), Words(minutes(one.asked_minutes)), Wrapped(_carried(one)), chip)
    return Row(f"recovery.failure.{one.key}", cells)


def _carried(one: StoppedProcess) -> str:
    if one.workaround == "none":
        return "nothing"
    how = f"{word(WORKAROUNDS, one.workaround)} workaround"
    if one.carries_minutes is None:
        return f"{how}, for how long is not known"
    short = f"; {minutes(one.uncovered_minutes)} uncovered" if one.uncovered_minutes else ""
    return f"{how}, {minutes(one.carries_minutes)}{short}"


class ContradictionCard(FlushCard):
    """What was said about recovery and cannot hold together."""

    def __init__(self, session: Session) -> None:
        """Take the session; the card follows its figures."""
        super().__init__("What cannot hold together", "Answers on recovery that contradict each other.")
        self.words = label(NOT_YET, "", wrap=True)
        self.words.setObjectName("recovery.contradictions")
        self.add_inside(self.words)
        session.assessed.connect(self.show_findings)
        if session.findings is not None:
            self.show_findings(session.findings)

    def show_findings(self, findings: Findings) -> None:
        """Show the contradictions of the latest figures, those with most processes first."""
        said = in_groups(findings.resilience.contradictions)
        self.words.setText("\n".join(f"\N{BULLET} {each}" for each in said) or NO_CONTRADICTION)


def recovery_cards(session: Session) -> Sequence[QWidget]:
    """Return the cards that stand below the questions on recovery."""
    return (ContradictionCard(session), FailureCard(session))


def _currency(findings: Findings) -> Currency:
    cost = findings.cost
    return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)
