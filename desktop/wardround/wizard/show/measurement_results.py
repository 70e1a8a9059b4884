"""What files of measurements say: how good the fits are, answers to tick, and the servers beside their prediction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from wardround.deliverables.amounts import share
from wardround.deliverables.names import shipped_names
from wardround.deliverables.words import sentence, spoken
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Bar, Words
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.document_row import TickRow
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList
from wardround.workshop.calibrating import Calibration, Proposal, TierActual

GOOD_FIT, FAIR_FIT = 0.8, 0.6
"""Shares of the use that a fit explains, from which on it is called good, and fair (judgement)."""
HEIGHT = 46


class MeasurementResults(QWidget):
    """Fits, proposals to tick, predicted against actual, and remarks. Parts that have nothing to show are not there."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, TickRow] = {}
        self._fits = label("", "", wrap=True)
        self._fits.setObjectName("measurements.fits")
        self._remarks = label("", "note", wrap=True)
        self._remarks.setObjectName("measurements.remarks")
        for words in (self._fits, self._remarks):
            words.setContentsMargins(SIDE, 4, SIDE, 6)
        self._title = label("Answers that would be measured", "caption")
        self._title.setContentsMargins(SIDE, 8, SIDE, 2)
        self._proposals = QVBoxLayout()
        self._proposals.setContentsMargins(4, 0, 4, 0)
        self._proposals.setSpacing(0)
        columns = (
            Column("Server", 110, 2),
            Column("Predicted", 70, right=True),
            Column("Measured", 70, right=True),
            Column("95 % of samples", 104, 1),
        )
        self.actual = RowList(columns, "", height=HEIGHT)
        self.actual.setObjectName("measurements.actual")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._fits)
        whole.addWidget(self.actual)
        whole.addWidget(self._remarks)
        whole.addWidget(self._title)
        whole.addLayout(self._proposals)
        self.show_calibration(None)

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of what is ticked."""
        return frozenset(name for name, tick in self._ticks.items() if tick.isChecked())

    @property
    def ticks(self) -> tuple[TickRow, ...]:
        """The rows to tick, in order."""
        return tuple(self._ticks.values())

    def show_calibration(self, found: Calibration | None) -> None:
        """Show what was found; None shows nothing."""
        self.show_proposals(found.proposals if found else ())
        self._say(self._fits, fit_lines(found) if found else ())
        self._say(self._remarks, (f"{sentence(each).rstrip('.')}." for each in found.remarks) if found else ())
        self.actual.show_rows([_actual_row(each) for each in found.actual] if found else [])
        self.actual.setVisible(found is not None and bool(found.actual))

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show answers to take: ticked, but for those that are held back, which say why."""
        for tick in self._ticks.values():
            tick.hide()
            tick.deleteLater()
        self._ticks = {}
        for each in proposals:
            said = f"{each.now} \N{RIGHTWARDS ARROW} {each.measured}; {each.quality}"
            tick = TickRow(each.title, spoken(f"{said}. Not ticked: {each.held_back}" if each.held_back else said))
            tick.setObjectName(f"measurements.take.{each.proposal_id}")
            tick.setChecked(not each.held_back)
            self._ticks[each.proposal_id] = tick
            self._proposals.addWidget(tick)
        self._title.setVisible(bool(proposals))

    def _say(self, words: QLabel, lines: Iterable[str]) -> None:
        text = spoken("\n".join(lines))
        words.setText(text)
        words.setVisible(bool(text))


def fit_lines(found: Calibration) -> Iterator[str]:
    """Yield how good each fit is, and which operations it leaves as they were and why."""
    names = shipped_names()
    for name, fit in found.fits:
        told = max(fit.r_squared, 0.0)
        grade = "refused" if fit.refused else "good" if told >= GOOD_FIT else "fair" if told >= FAIR_FIT else "rough"
        yield f"Fit on the {name} server: {grade}, {share(told)} of its use explained by {fit.intervals:,} intervals."
        if fit.refused:
            continue
        for row in fit.classes:
            if row.refused and row.operations:
                yield f"{names.operation(row.model_class)} stays as it is: {row.refused}."


def _actual_row(each: TierActual) -> Row:
    return Row(
        f"measurements.actual.{each.tier}",
        (
            Words(f"{each.tier.capitalize()} server", "busiest hour", strong=True),
            Words(share(each.predicted_share)),
            Words(share(each.measured_busiest_hour_share), strong=True),
            Bar(each.measured_p95_share, share(each.measured_p95_share), story=spoken(each.words)),
        ),
    )
