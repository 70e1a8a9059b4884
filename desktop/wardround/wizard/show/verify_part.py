"""Verify by simulation: a button, how far the simulation is, and what it found beside what was predicted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardround.engine.findings import Findings
from wardround.engine.network.network import Network
from wardround.engine.network.simulate import SimulationStopped, Watch
from wardround.wizard.background import Job, Progress
from wardround.wizard.calm import sentence_about
from wardround.wizard.glance import Tone
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList
from wardround.workshop.verification_words import IN_WORDS, class_name, interval_words, time_words, told
from wardround.workshop.verifying import Verdict, Verified, VerifiedClass, can_verify, verify

Verify = Callable[[Findings, Watch], Verified]

OFFER = "Plays the busiest hour through, request by request, and sets what came out beside the prediction."
OLDER = "The answers have changed since this simulation. Verify again to check the figures above."
BELOW = "Below each prediction stands the simulated value with its 95 % confidence interval."
STOPPED = "Stopped. Nothing was found."
HEIGHT = 46
_TONES: dict[Verdict, Tone] = {
    Verdict.HOLDS: "plain",
    Verdict.OFF: "warn",
    Verdict.RARE: "plain",
    Verdict.UNSTABLE: "bad",
}


class VerifyPart(QWidget):
    """The lower part of the card of operations."""

    def __init__(self, check: Verify = verify) -> None:
        super().__init__()
        self._check = check
        self._findings: Findings | None = None
        self._verified: Network | None = None
        self._stop: Event | None = None
        self.button = QPushButton("Verify by simulation")
        self.button.setObjectName("results.verify")
        self.button.clicked.connect(self._on_clicked)
        self.cancel = QPushButton("Stop")
        self.cancel.setObjectName("results.verify.stop")
        self.cancel.setAccessibleName("Stop the simulation")
        self.cancel.clicked.connect(self._on_cancel)
        self.cancel.hide()
        self.note = label(OFFER, "note", wrap=True)
        self.note.setObjectName("results.verify.note")
        columns = (
            Column("Operation", 120, 3),
            Column("Mean", 96, 2, right=True),
            Column("95 % within", 96, 2, right=True),
            Column("Within 3 %", 80, right=True),
        )
        self.list = RowList(columns, "", height=HEIGHT)
        self.list.hide()
        line = QHBoxLayout()
        line.setContentsMargins(SIDE, 10, SIDE, 8)
        line.setSpacing(10)
        line.addWidget(self.button)
        line.addWidget(self.cancel)
        line.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.list)

    def show_findings(self, findings: Findings) -> None:
        """Offer to verify other findings; what was found for a design hour stays while that is the same."""
        self._findings = findings
        self.setVisible(can_verify(findings))
        if self._verified is not None and findings.sizing.performance.network != self._verified:
            self.note.setText(OLDER)

    @property
    def is_running(self) -> bool:
        """Whether a simulation is under way."""
        return self._stop is not None

    def _on_clicked(self) -> None:
        findings = self._findings
        if findings is None or self.is_running or not can_verify(findings):
            return
        self._stop = stop = Event()

        def work(told: Progress) -> Verified:
            def watch(share: float) -> bool:
                told(share, "")
                return not stop.is_set()

            return self._check(findings, watch)

        self._verified = findings.sizing.performance.network
        self.list.hide()
        self._show_running(running=True)
        self._on_told(0.0, "")
        job = Job(work)
        job.told.connect(self._on_told)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def _on_cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.note.setText("Stopping …")

    def _on_told(self, share: float, _what: str) -> None:
        if self._stop is not None and not self._stop.is_set():
            self.note.setText(f"Simulating the busiest hour … at most {1.0 - share:.0%} to go".replace("%", " %"))

    def _on_done(self, found: Verified) -> None:
        self._show_running(running=False)
        self.note.setText(f"{told(found)} {BELOW}" if found.counted else told(found))
        self.list.show_rows([_row(place, one) for place, one in enumerate(found.classes)])
        self.list.setVisible(found.stable)

    def _on_failed(self, error: BaseException) -> None:
        self._show_running(running=False)
        self._verified = None
        self.note.setText(
            STOPPED if isinstance(error, SimulationStopped) else sentence_about(error, "simulating the busiest hour")
        )

    def _show_running(self, *, running: bool) -> None:
        if not running:
            self._stop = None
        self.button.setVisible(not running)
        self.cancel.setVisible(running)


def _row(place: int, one: VerifiedClass) -> Row:
    words, tone = IN_WORDS[one.verdict], _TONES[one.verdict]
    off = one.off_share
    under = "" if off is None or one.verdict is Verdict.RARE else f"{100.0 * off:+.1f} %".replace("-", "\N{MINUS SIGN}")
    return Row(
        f"results.verify.{place}",
        (
            Wrapped(class_name(one.name)),
            Words(time_words(one.predicted_mean_s), interval_words(one.mean)),
            Words(time_words(one.predicted_p95_s), interval_words(one.p95)),
            Words(words, under, strong=one.verdict is Verdict.OFF, tone=tone),
        ),
    )
