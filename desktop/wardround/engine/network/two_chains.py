"""Two kinds of jobs inside a pool: how fast each gets done for every split of the tokens between them.

Like `chain`, in product form (Baskett, Chandy, Muntz and Palacios 1975) by convolution, with two chains. A split
matters where one kind crowds a station that the other does not need.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.outsiders import Outsiders

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300
LEAST_LOG = -1e5


@dataclass(frozen=True, slots=True)
class Jobs:
    """One kind of jobs: the mean over some classes."""

    demand_s: Numbers
    """At the stations that queue, [b, k]."""
    delay_s: Numbers
    """Where nobody queues, [b]."""
    flow: Numbers
    """[b]. [1/s]"""

    @classmethod
    def of(cls, batch: Batch, who: Flags, per_s: Numbers) -> Jobs:
        """Return the jobs of the classes `who`, [b, c]."""
        flow = np.where(who, per_s, 0.0)
        mix = np.where(flow.any(axis=1, keepdims=True), flow, who.astype(float))
        mix = mix / np.maximum(mix.sum(axis=1, keepdims=True), TINY)
        mean = np.einsum("bc,bck->bk", mix, batch.demand_s)
        delay = np.where(batch.is_delay, mean, 0.0).sum(axis=1)
        return cls(np.where(batch.is_delay, 0.0, mean), delay, flow.sum(axis=1))

    def unit_s(self, rates: Numbers, most: int) -> Numbers:
        """Return a time that keeps the terms of a convolution within reach of a double, [b]."""
        work = self.demand_s / rates[:, :, -1]
        unit = np.maximum(work.max(axis=1), (self.demand_s.sum(axis=1) + self.delay_s) / most)
        return np.where(unit > 0.0, unit, 1.0)


def relative_pace(batch: Batch, kinds: tuple[Jobs, Jobs], most: int, outsiders: Outsiders) -> tuple[Numbers, Numbers]:
    """Return how much faster a job of each kind gets done, with n tokens busy and i of them with the second kind.

    Relative to the mean over splits with n busy, by which the mixed chain goes; 1 where there is no such job.

    Returns
    -------
    Two arrays [b, n, i] for n and i from 0 to `most`.
    """
    used = np.flatnonzero((kinds[0].demand_s + kinds[1].demand_s).any(axis=0))
    used = used if len(used) else np.arange(1)
    rates, around = batch.rates[:, used], outsiders.at(used)
    kinds = tuple(Jobs(kind.demand_s[:, used], kind.delay_s, kind.flow) for kind in kinds)  # type: ignore[assignment]
    whole, units = _constants(kinds, rates, most, around)
    rows, count = np.arange(len(batch))[:, None, None], np.arange(most + 1)
    first = count[:, None] - count
    at = rows, np.clip(first, 0, most), count
    total = np.maximum(kinds[0].flow + kinds[1].flow, TINY)
    logs = [np.log(np.maximum(kind.flow / total * unit, TINY)) for kind, unit in zip(kinds, units, strict=True)]
    likely = np.log(np.maximum(whole[at], TINY)) + logs[0][:, None, None] * at[1] + logs[1][:, None, None] * count
    likely = np.where(first >= 0, likely, -np.inf)
    weight = np.exp(likely - likely.max(axis=2, keepdims=True))
    less = np.zeros_like(whole), np.zeros_like(whole)
    less[0][:, 1:], less[1][:, :, 1:] = whole[:, :-1], whole[:, :, :-1]
    found = []
    for shorter, unit, jobs in zip(less, units, (np.maximum(first, 0), np.where(first >= 0, count, 0)), strict=True):
        per_s = shorter[at] / np.maximum(whole[at], TINY) / unit[:, None, None]
        mean = (weight * per_s).sum(axis=2) / np.maximum((weight * jobs).sum(axis=2), TINY)
        each = np.divide(per_s, jobs, out=np.ones_like(per_s), where=jobs > 0)
        known = (jobs > 0) & (mean > 0.0)[..., None] & (each > 0.0)
        found.append(np.divide(each, mean[..., None], out=np.ones_like(each), where=known))
    return found[0], found[1]


def _constants(
    kinds: tuple[Jobs, Jobs], rates: Numbers, most: int, outsiders: Outsiders
) -> tuple[Numbers, tuple[Numbers, Numbers]]:
    """Return the normalising constant for every pair of numbers of jobs, [b, n, m], and the units of time of both."""
    rows, stations = kinds[0].demand_s.shape
    count = np.arange(most + 1)
    both = count[:, None] + count
    grown = rates[:, :, np.minimum(np.arange(2 * most), rates.shape[2] - 1)]
    slowed = np.concatenate([np.zeros((rows, stations, 1)), np.cumsum(np.log(grown), axis=2)], axis=2)
    factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, 2 * most + 1.0)))])
    apart = factorial[count][:, None] + factorial[count]
    weight = outsiders.log_weight(rates, 2 * most)
    units = kinds[0].unit_s(rates, most), kinds[1].unit_s(rates, most)
    alone = [_log(kind.delay_s / unit) for kind, unit in zip(kinds, units, strict=True)]
    work = [_log(kind.demand_s / unit[:, None]) for kind, unit in zip(kinds, units, strict=True)]
    whole = _scaled(alone[0][:, None, None] * count[:, None] + alone[1][:, None, None] * count - apart)
    for k in range(stations):
        term = work[0][:, k, None, None] * count[:, None] + work[1][:, k, None, None] * count
        term = term + factorial[both] - apart - slowed[:, k][:, both] + weight[:, k][:, both]
        whole = _convolved(whole, _scaled(term))
        whole /= whole.max(axis=(1, 2), keepdims=True)
    return whole, units


def _log(values: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.asarray(np.maximum(np.log(values), LEAST_LOG))


def _scaled(logs: Numbers) -> Numbers:
    return np.asarray(np.exp(logs - logs.max(axis=(1, 2), keepdims=True)))


def _convolved(left: Numbers, right: Numbers) -> Numbers:
    """Return the convolution along the last two axes, cut to their lengths."""
    size = left.shape[-1]
    padded = np.zeros((len(right), 2 * size - 1, 2 * size - 1))
    padded[:, :size, :size] = right[:, ::-1, ::-1]
    windows = sliding_window_view(padded, (size, size), axis=(1, 2))[:, ::-1, ::-1]
    return np.asarray(np.einsum("bnmij,bij->bnm", windows, left))
