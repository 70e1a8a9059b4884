"""What happens inside a pool for each number of busy tokens: one chain of jobs, solved exactly by convolution.

Whoever leaves hands his token to the next in line, who may be of any class. So the jobs inside form one chain with the
mean demands of the mix, and the chain has a product form at stations that share (Baskett, Chandy, Muntz and Palacios
1975; convolution after Buzen 1973). The throughput for each number of busy tokens is the pool's rate as a server.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from wardround.engine.network.outsiders import Outsiders

Numbers = NDArray[np.float64]

TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain with n = 1, 2, ... jobs inside.

    `per_s` [b, n] is its throughput, `jobs` [b, k, n] how many of its jobs are at each station (delays: none),
    `short_per_s` [b, k, n] its throughput if a station took no time.
    """

    per_s: Numbers
    jobs: Numbers
    short_per_s: Numbers


def solve_chain(demand_s: Numbers, delay_s: Numbers, rates: Numbers, most: int, outsiders: Outsiders) -> Chain:
    """Return the chain with 1 to `most` jobs.

    Parameters
    ----------
    demand_s : demand of the mix at the stations that queue, [b, k]. [s]
    delay_s : demand where nobody queues, [b]. [s]
    rates : total rate with n + 1 jobs, the last for all more, [b, k, n]. [servers]
    outsiders : jobs at these stations that are not of the chain.
    """
    rows, stations = demand_s.shape
    grown = rates[:, :, np.minimum(np.arange(most), rates.shape[2] - 1)]
    # One unit of time for all stations keeps the terms within reach of a double.
    unit = np.maximum((demand_s / rates[:, :, -1]).max(axis=1), (demand_s.sum(axis=1) + delay_s) / most)
    unit = np.where(unit > 0.0, unit, 1.0)
    count = np.arange(1, most + 1)
    terms = np.zeros((rows, stations + 1, most + 1))
    with np.errstate(divide="ignore"):
        step = np.log(demand_s / unit[:, None])[..., None] - np.log(grown)
        terms[:, :stations, 1:] = np.maximum(np.cumsum(step, axis=2), -1e5)
        terms[:, stations, 1:] = np.maximum(np.cumsum(np.log(delay_s / unit)[:, None] - np.log(count), axis=1), -1e5)
    terms[:, :stations] += outsiders.log_weight(rates, most)
    terms -= terms.max(axis=2, keepdims=True)
    terms = np.exp(terms)
    before = [terms[:, stations]]
    for k in range(stations):
        before.append(_scaled(_convolved(before[-1], terms[:, k])))
    after = np.zeros((rows, most + 1))
    after[:, 0] = 1.0
    whole = before[-1]
    per_s = whole[:, :-1] / whole[:, 1:] / unit[:, None]
    jobs, short = np.zeros((rows, stations, most)), np.zeros((rows, stations, most))
    sizes = np.arange(most + 1)
    for k in range(stations - 1, -1, -1):
        rest = _scaled(_convolved(before[k], after)) if k < stations - 1 else before[k]
        short[:, k] = rest[:, :-1] / np.maximum(rest[:, 1:], TINY) / unit[:, None]
        # All stations together are the whole but for a factor; it is the same for any number of jobs.
        scale = (terms[:, k] * rest[:, ::-1]).sum(axis=1, keepdims=True) / whole[:, -1:]
        jobs[:, k] = _convolved(terms[:, k] * sizes, rest)[:, 1:] / (scale * whole[:, 1:])
        if k:
            after = _scaled(_convolved(after, terms[:, k]))
    return Chain(per_s, jobs, short)


def _convolved(left: Numbers, right: Numbers) -> Numbers:
    """Return the convolution along the last axis, cut to its length."""
    size = left.shape[-1]
    padded = np.zeros((len(right), 2 * size - 1))
    padded[:, :size] = right[:, ::-1]
    # windows[b, m, j] = right[b, size - 1 - m - j], so m = size - 1 - n gives right[n - j]
    windows = sliding_window_view(padded, size, axis=1)[:, ::-1]
    convolved: Numbers = np.einsum("bnj,bj->bn", windows, left)
    return convolved


def _scaled(values: Numbers) -> Numbers:
    scaled: Numbers = values / values.max(axis=-1, keepdims=True)
    return scaled
