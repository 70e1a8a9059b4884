"""Verify by simulation: a button, how far the simulation is, and what it found beside what was predicted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardround.deliverables.amounts import number
from wardround.deliverables.names import shipped_names
from wardround.engine.findings import Findings
from wardround.engine.network.network import Network
from wardround.engine.network.simulate import Estimate, SimulationStopped, Watch
from wardround.wizard.background import Job, Progress
from wardround.wizard.calm import sentence_about
from wardround.wizard.glance import Tone
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList
from wardround.workshop.verifying import PEOPLE, Verdict, Verified, VerifiedClass, can_verify, verify

Verify = Callable[[Findings, Watch], Verified]

OFFER = "Plays the busiest hour through, request by request, and sets what came out beside the prediction."
OLDER = "The answers have changed since this simulation. Verify again to check the figures above."
BELOW = "Below each prediction stands the simulated value with its 95 % confidence interval."
STOPPED = "Stopped. Nothing was found."
UNSTABLE = "More work comes in than can be done, so no answer time settles, in the simulation either."
HEIGHT = 46
_VERDICTS: dict[Verdict, tuple[str, Tone]] = {
    Verdict.HOLDS: ("yes", "plain"),
    Verdict.OFF: ("no", "warn"),
    Verdict.RARE: ("too few", "plain"),
    Verdict.UNSTABLE: ("unstable", "bad"),
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
        self.note.setText(told(found))
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


def told(found: Verified) -> str:
    """Return in a sentence what a simulation says of the predictions."""
    if not found.stable:
        return UNSTABLE
    counted = len(found.counted)
    requests = number(found.transactions)
    if not counted:
        return f"{requests} requests were simulated, too few of each kind to say anything."
    near = (
        "All predicted means lie" if found.holding == counted else f"{found.holding} of {counted} predicted means lie"
    )
    return f"{requests} requests were simulated. {near} within 3 % of the simulated ones. {BELOW}"


def _row(place: int, one: VerifiedClass) -> Row:
    words, tone = _VERDICTS[one.verdict]
    off = one.off_share
    under = "" if off is None or one.verdict is Verdict.RARE else f"{100.0 * off:+.1f} %".replace("-", "\N{MINUS SIGN}")
    return Row(
        f"results.verify.{place}",
        (
            Wrapped(class_name(one.name)),
            Words(_time(one.predicted_mean_s), _interval(one.mean)),
            Words(_time(one.predicted_p95_s), _interval(one.p95)),
            Words(words, under, strong=one.verdict is Verdict.OFF, tone=tone),
        ),
    )


def class_name(name: str) -> str:
    """Return what people call a class of the design hour."""
    who, _, what = name.partition(": ")
    if not what:
        return f"{name[:1].upper()}{name[1:]}"
    operation = shipped_names().operation(what)
    return operation if f"{who}: " == PEOPLE else f"{operation}, by {who}"


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "\N{EN DASH}"
    scale, unit, digits = _scale(estimate.value)
    value, half = estimate.value * scale, estimate.half_width * scale
    return f"{value:.{digits}f} ± {half:.{max(digits, 1)}f} {unit}"


def _time(value: float | None) -> str:
    """Return seconds to three digits or so: a comparison to a hundredth needs more than the page does."""
    if value is None:
        return "\N{EN DASH}"
    scale, unit, digits = _scale(value)
    return f"{value * scale:.{digits}f} {unit}"


def _scale(value: float) -> tuple[float, str, int]:
    """Return by what to multiply seconds, the unit that they are in then, and the decimals to show."""
    if value < 1.0:
        return 1000.0, "ms", 0 if value >= 0.01 else 1  # noqa: PLR2004 - 10 ms
    return 1.0, "s", 2 if value < 10.0 else 1  # noqa: PLR2004 - 10 s
