"""The engagement as the window sees it: changes through the gate, figures from the pool, one sentence when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from wardround.assessment import Assessment, Problem, Row, Standing
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.store import NotSaved
from wardround.wizard.background import Newest
from wardround.wizard.calm import sentence_about
from wardround.workshop.in_full import FIRST_SAMPLES, InFull
from wardround.workshop.open_engagement import AnswerRefused, Change, OpenEngagement
from wardround.workshop.questions import Questions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wardround.engine.findings import Findings

Assess = Callable[..., "Findings"]

SHOWN_FIRST_MS = 15
"""So long after a change its figures are begun: page and rail show the change first, and nobody holds them up."""
SPREAD_AFTER_MS = 150
"""So long the answers must stand before the spread around them is begun: somebody may be typing."""
PAGE_FIRST_MS = 60
"""The same where another page is shown at once, which takes longer to paint."""


class NoLongerWanted(Exception):
    """Other figures have come meanwhile."""


class Session(QObject):
    """One open engagement with what the engine finds for it.

    A change goes through the gate, is saved, and is announced by `changed`; the figures follow on another thread and
    are announced by `assessed`. Methods that change something return what was refused, an empty list when all is well.
    """

    changed = Signal(object)
    """Carries the Change, after it is saved."""
    assessed = Signal(object)
    """Carries the Findings for the answers as they stand."""
    compared = Signal(object)
    """Carries the same Findings with what stands beside the design, once somebody wanted it."""
    spread_found = Signal(object)
    """Carries the same Findings with the spread around them: of few samples at first, then of all."""
    failed = Signal(str)
    """The figures could not be worked out: one sentence. The last good ones stay in `findings`."""
    saved = Signal(str)
    """'Saved 14:20:07'."""
    trouble = Signal(str)
    """Something else went wrong: one sentence for the header."""
    working = Signal(bool)
    """Whether figures are on their way."""
    why_wanted = Signal(str, object)
    """A figure's name, and the widget to explain it beside."""
    place_wanted = Signal(str)
    """The path of an answer that somebody wants to see."""
    step_wanted = Signal(str)
    """The id of a step that somebody wants to see."""
    closing = Signal()
    """The engagement is about to be let go of; work for it that is under way should end."""

    def __init__(
        self,
        engagement: OpenEngagement,
        catalogue: Catalogue,
        knowledge: Knowledge,
        *,
        assess: Assess,
        today: Callable[[], date],
        in_full: InFull | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take an open engagement, the facts to judge by, the engine, and a calendar.

        Without ``in_full`` there are the single answers alone: no comparison, and no spread.
        """
        super().__init__(parent)
        self.engagement = engagement
        self.catalogue = catalogue
        self.knowledge = knowledge
        self._assess = assess
        self._in_full = in_full
        self._today = today
        self._findings: Findings | None = None
        self._stale = True
        self._comparing: Findings | None = None
        self._exploring: object = None
        """The demand of the figures whose spread is under way."""
        self._failure = ""
        self._questions: tuple[Assessment, Questions] | None = None
        self._newest = Newest()
        self._newest.done.connect(self._on_assessed)
        self._newest.failed.connect(self._on_failed)
        self._newest.busy.connect(self.working)
        self._beside = Newest()
        self._beside.done.connect(self._on_compared)
        self._beside.failed.connect(self._on_not_compared)
        self._spreading = Newest()
        self._spreading.done.connect(self._on_spread)
        self._spreading.failed.connect(self._on_not_compared)
        self._spread_soon = QTimer(self)
        self._spread_soon.setSingleShot(True)
        self._spread_soon.setInterval(SPREAD_AFTER_MS)
        self._spread_soon.timeout.connect(self._begin_spread)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.assess_now)
        self._heard: list[Change] = []
        self._unlisten = engagement.listen(self._heard.append)

    @property
    def assessment(self) -> Assessment:
        """The answers as they stand, all of them saved."""
        return self.engagement.assessment

    @property
    def questions(self) -> Questions:
        """The question bank against the present answers."""
        assessment = self.assessment
        if self._questions is None or self._questions[0] is not assessment:
            self._questions = (assessment, Questions(assessment, self.knowledge))
        return self._questions[1]

    @property
    def findings(self) -> Findings | None:
        """The last good figures; None before the first ones. They may be older than the answers: see `stale`."""
        return self._findings

    @property
    def stale(self) -> bool:
        """Whether the answers have changed since the figures were worked out."""
        return self._stale

    @property
    def failure(self) -> str:
        """Why the answers as they stand have no figures, in one sentence; '' where they have, or will have."""
        return self._failure

    @property
    def is_working(self) -> bool:
        """Whether figures are on their way."""
        return self._newest.is_busy or self._soon.isActive()

    # --- changing -------------------------------------------------------------------------------------------

    def answer(
        self,
        path: str,
        value: object,
        *,
        standing: Standing | None = None,
        owner: str | None = None,
        due: date | None = None,
        note: str | None = None,
    ) -> list[Problem]:
        """Put an answer at a path; None opens the question again. See `OpenEngagement.answer`."""
        return self._through_gate(
            path,
            lambda: self.engagement.answer(path, value, standing=standing, owner=owner, due=due, note=note),
        )

    def park(self, path: str, *, owner: str = "", due: date | None = None, note: str = "") -> list[Problem]:
        """Leave a question for later with an owner, a date and a note."""
        return self._through_gate(path, lambda: self.engagement.park(path, owner=owner, due=due, note=note))

    def put_field(self, path: str, value: object) -> list[Problem]:
        """Put a value at a plain field, such as the client's name or one cell of a row."""
        return self._through_gate(path, lambda: self.engagement.put_field(path, value))

    def put_row(self, table: str, row: dict[str, Any] | Row) -> list[Problem]:
        """Add a row to a table, or replace the one that has its key."""
        return self._through_gate(table, lambda: self.engagement.put_row(table, row))

    def remove_row(self, table: str, key: str) -> list[Problem]:
        """Take a row out of a table."""
        return self._through_gate(table, lambda: self.engagement.remove_row(table, key))

    def replace_table(self, table: str, rows: Sequence[dict[str, Any] | Row], sentence: str = "") -> list[Problem]:
        """Put other rows in place of a whole table: one act, one undo."""
        return self._through_gate(table, lambda: self.engagement.replace_table(table, rows, sentence))

    def take_over(self, assessment: Assessment, sentence: str) -> list[Problem]:
        """Replace all answers, as an import does: one act, one undo."""
        return self._through_gate("", lambda: self.engagement.take_over(assessment, sentence))

    def undo(self) -> None:
        """Take the last act back."""
        self._through_gate("", self.engagement.undo)

    def redo(self) -> None:
        """Do the act again that was taken back last."""
        self._through_gate("", self.engagement.redo)

    # --- looking --------------------------------------------------------------------------------------------

    def open_why(self, figure_name: str, anchor: QWidget) -> None:
        """Explain a figure beside the widget that shows it."""
        self.why_wanted.emit(figure_name, anchor)

    def go_to(self, path: str) -> None:
        """Show the page that asks for the answer at a path, with its field under the cursor."""
        self.place_wanted.emit(path)

    def go_to_step(self, step_id: str) -> None:
        """Show the page of a step."""
        self.step_wanted.emit(step_id)

    def show_page_first(self) -> None:
        """Let another page come to the screen before the figures of a change are begun."""
        if self._soon.isActive():
            self._soon.start(PAGE_FIRST_MS)

    def begin(self) -> None:
        """Work out the first figures, unless nobody has answered anything yet."""
        assessment = self.assessment
        answered = any(not answer.is_open for _path, answer in assessment.answers())
        if answered or any(rows for _label, rows in assessment.tables()):
            self.assess_now()

    def assess_now(self) -> None:
        """Work the figures out for the answers as they stand; earlier ones under way are no longer wanted."""
        self._soon.stop()
        self._newest.ask(self.finding())

    def want_comparison(self) -> None:
        """Work out what stands beside the design, unless it is there or under way; `compared` carries it."""
        findings = self._findings
        if self._in_full is None or findings is None or findings.comparison or self._comparing is findings:
            return
        self._comparing = findings
        self._beside.ask(partial(self._compare, self._in_full, findings, self.assessment))

    def _compare(self, in_full: InFull, findings: Findings, assessment: Assessment) -> Findings:
        """Run on another thread; stop as soon as other figures have come."""

        def told(_share: float) -> None:
            if self._comparing is not findings:
                raise NoLongerWanted

        return in_full.compared(findings, assessment, told)

    def finding_in_full(self, scenario: str = "") -> Callable[[Callable[[float], None]], Findings]:
        """Return the working out of everything that documents show, to be run on another thread."""
        find, in_full, assessment = self.finding(scenario), self._in_full, self.assessment

        def found(told: Callable[[float], None]) -> Findings:
            if in_full is None:
                return find()
            answers = assessment.under(scenario) if scenario else assessment
            return in_full.both(find(), answers, told)

        return found

    def finding(self, scenario: str = "") -> Callable[[], Findings]:
        """Return the working out of what is found for the answers as they stand, to be run on another thread."""
        assessment, as_of = self.assessment, self._today()
        under = {"scenario": scenario} if scenario else {}
        return lambda: self._assess(assessment, self.catalogue, self.knowledge, as_of, **under)

    def close(self) -> None:
        """Let go of the engagement and close its file."""
        self.closing.emit()
        self._soon.stop()
        self._newest.forget()
        self._comparing = self._exploring = None
        self._spread_soon.stop()
        for work in (self._beside, self._spreading):
            work.forget()
        self._unlisten()
        self.engagement.close()

    def _through_gate(self, path: str, act: Callable[[], None]) -> list[Problem]:
        try:
            act()
        except AnswerRefused as refused:
            return list(refused.problems)
        except NotSaved as error:
            sentence = sentence_about(error, "saving")
            self.trouble.emit(sentence)
            return [Problem(path, "", sentence)]
        finally:
            self._announce()
        return []

    def _announce(self) -> None:
        """Tell of what was changed, once the gate is done with it: its history then knows of the change, too."""
        heard, self._heard[:] = tuple(self._heard), []
        for change in heard:
            self._on_change(change)

    def _on_change(self, change: Change) -> None:
        self._stale = True
        self._comparing = self._exploring = None
        self._spread_soon.stop()
        self.saved.emit(saved_words(change.saved_at))
        self.changed.emit(change)
        self._soon.start(SHOWN_FIRST_MS)

    def _on_assessed(self, findings: Findings) -> None:
        self._findings = findings
        self._comparing = self._exploring = None
        self._stale = False
        self._failure = ""
        self.assessed.emit(findings)
        self._spread_soon.start()

    def _begin_spread(self) -> None:
        if self._findings is not None and not self._stale:
            self._ask_spread(self._findings, first=True)

    def _ask_spread(self, findings: Findings, *, first: bool) -> None:
        if self._in_full is not None:
            self._exploring = findings.demand
            self._spreading.ask(partial(self._explore, self._in_full, findings, self.assessment, first=first))

    def _explore(self, in_full: InFull, findings: Findings, assessment: Assessment, *, first: bool) -> Findings:
        """Run on another thread; stop as soon as other answers have come."""

        def told(_share: float) -> None:
            if self._exploring is not findings.demand:
                raise NoLongerWanted

        if first:
            return in_full.spread(findings, assessment, FIRST_SAMPLES, quick=True, told=told)
        return in_full.spread(findings, assessment, told=told)

    def _on_spread(self, found: Findings) -> None:
        """Keep the spread with whatever else stands beside the same figures by now, and go on to all samples."""
        if self._findings is None or self._stale or self._exploring is not found.demand:
            return
        is_first = self._findings.spread is None
        self._findings = replace(self._findings, spread=found.spread, risks=found.risks)
        self.spread_found.emit(self._findings)
        if is_first:
            self._ask_spread(self._findings, first=False)

    def _on_compared(self, findings: Findings) -> None:
        if self._findings is not None and self._comparing is not None and not self._stale:
            self._findings = replace(self._findings, comparison=findings.comparison, decisions=findings.decisions)
            self._comparing = None
            self.compared.emit(self._findings)

    def _on_not_compared(self, error: BaseException) -> None:
        if not isinstance(error, NoLongerWanted):
            self._comparing = None
            self.trouble.emit(sentence_about(error, "working out what stands beside the figures"))

    def _on_failed(self, error: BaseException) -> None:
        self._failure = sentence_about(error, "working out the figures")
        self.failed.emit(self._failure)


def saved_words(at: datetime) -> str:
    """Return 'Saved 14:20:07' in the time of this machine."""
    return f"Saved {at.astimezone():%H:%M:%S}"
