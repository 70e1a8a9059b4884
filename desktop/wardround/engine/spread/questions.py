"""Which answer, measured, would narrow the result most, and what each input moves by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from wardround.engine.findings.spread import Result, Swing, WorthAsking
from wardround.engine.queueing import Numbers
from wardround.engine.spread.hypercube import Levels, Order
from wardround.engine.spread.inputs import Draws, Uncertain, percentiles
from wardround.knowledge import Artefact

SHORTLIST = 6
"""So many of the inputs that promise most are drawn again with a measurement in place."""
LEAST_SHARE = 0.01
"""What narrows a band by less is not worth a question."""

Results = Callable[[Draws, frozenset[tuple[Result, str]]], Mapping[tuple[Result, str], Numbers]]
"""Results of draws by what they are about and tier; only those named need be worked out."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A band now and with one input measured."""

    now: tuple[float, float]
    then: tuple[float, float]

    @classmethod
    def of_all(cls, whole: tuple[float, float], now: tuple[float, float], then: tuple[float, float]) -> Self:
        """Return the band of all samples, and that band moved by what the same part of them moved by when redrawn.

        So the reader finds the band of the result beside a question, and not another of fewer samples. Both bands of
        the part share their draws, which is what makes their difference firm (common random numbers).
        """
        return cls(whole, (whole[0] + then[0] - now[0], whole[1] + then[1] - now[1]))

    @property
    def share(self) -> float:
        """Return by which share of its width the band shrinks, never below 0."""
        width = self.now[1] - self.now[0]
        return max(0.0, 1.0 - (self.then[1] - self.then[0]) / width) if width > 0 else 0.0


def estimated(values: Numbers, drawn: Numbers, row: Uncertain) -> float:
    """Return by which share a band would shrink with an input measured, from the samples that are there.

    Each sample counts as much more often as the measured distribution falls where it lies (importance weights).
    """
    weights = row.measured.density(drawn) / np.maximum(row.distribution.density(drawn), 1e-300)
    total = weights.sum()
    if not np.isfinite(total) or total <= 0:
        return 0.0
    order = np.argsort(values, kind="stable")
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / total
    low, high = np.interp([0.1, 0.9], reached, values[order])
    now = np.percentile(values, [10, 90])
    return Narrowed((float(now[0]), float(now[1])), (float(low), float(high))).share


def redrawn(draws: Draws, order: Order, row: Uncertain, samples: int) -> Draws:
    """Return the first samples once more with one input measured: the same strata, everything else as it was."""
    place = next(at for at, each in enumerate(draws.inputs) if each.input_id == row.input_id)
    whole = row.measured.values(Levels.of(order.shape[1]))[order[place]]
    values = {name: column[:samples] for name, column in draws.values.items()} | {row.input_id: whole[:samples]}
    return Draws(draws.inputs, values, samples)


def worth_asking(
    draws: Draws,
    order: Order,
    results: Mapping[tuple[Result, str], Numbers],
    work_out: Results,
    artefacts: Mapping[str, Artefact],
    samples: int,
) -> tuple[WorthAsking, ...]:
    """Return the questions that would narrow each result most, the best first.

    The candidates come from the samples at hand; the best of them are drawn again with a measurement in place, so that
    what is promised is what the same formulas give.
    """
    asked = [row for row in draws.inputs if row.can_be_asked]
    found: list[WorthAsking] = []
    for about, values in results.items():
        promising = sorted(asked, key=lambda row: (-estimated(values, draws.values[row.input_id], row), row.input_id))
        again = [(row, redrawn(draws, order, row, samples)) for row in promising[:SHORTLIST]]
        whole, now = _band(values), _band(values[:samples])
        kept = []
        for row, other in again:
            then = _band(work_out(other, frozenset([about]))[about])
            narrowed = Narrowed.of_all(whole, now, then)
            if narrowed.share >= LEAST_SHARE:
                kept.append(_question(about, row, narrowed, artefacts))
        found += sorted(kept, key=lambda each: (-each.narrower_share, each.input_id))
    return tuple(found)


def _band(values: Numbers) -> tuple[float, float]:
    low, high = np.percentile(values, [10, 90])
    return float(low), float(high)


def _question(
    about: tuple[Result, str], row: Uncertain, narrowed: Narrowed, artefacts: Mapping[str, Artefact]
) -> WorthAsking:
    answer = artefacts[row.input_id if row.input_id in artefacts else row.kind]
    return WorthAsking(
        result=about[0],
        tier=about[1],
        input_id=row.input_id,
        path=row.path,
        question_id=row.question_id,
        label=row.label,
        standing=row.standing.value,
        band_now=narrowed.now,
        band_then=narrowed.then,
        narrower_share=narrowed.share,
        artefact=answer.artefact,
        command=answer.command,
    )


def swings(inputs: tuple[Uncertain, ...], results: Mapping[Result, Numbers], *, cut_off_s: float) -> tuple[Swing, ...]:
    """Return what each input moves, the widest first; `results` are those of `one_at_a_time`."""
    return tuple(swing for result in results for swing in _of_result(inputs, result, results[result], cut_off_s))


def _of_result(inputs: tuple[Uncertain, ...], result: Result, values: Numbers, cut_off_s: float) -> Iterator[Swing]:
    found = []
    for place, row in enumerate(inputs):
        at_low, at_high = (float(value) for value in values[1 + 2 * place : 3 + 2 * place])
        if abs(at_high - at_low) <= 1e-9 * max(abs(float(values[0])), 1e-9):
            continue
        low, high = (float(value) for value in percentiles(row.distribution))
        swing = Swing(result, row.input_id, row.label, row.standing.value, low, high, row.unit, at_low, at_high)
        found.append((abs(at_high - at_low), swing))
    for _width, swing in sorted(found, key=lambda pair: (-pair[0], pair[1].input_id)):
        if result == "response":
            yield replace(swing, at_low=_answered(swing.at_low, cut_off_s), at_high=_answered(swing.at_high, cut_off_s))
        else:
            yield swing


def _answered(seconds: float | None, cut_off_s: float) -> float | None:
    return seconds if seconds is not None and seconds < cut_off_s else None
