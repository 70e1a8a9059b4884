"""The variance of responses: station by station, with the wait for a token; what a fitted distribution needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wardround.engine.network.batch import Batch
from wardround.engine.network.erlang import all_busy

Numbers = NDArray[np.float64]

TINY = 1e-300
LEAST_CHANCE = 1e-12
LEAST_ROOM = 1e-9
LOAD_CAP = 0.995
LEAST_FREE = 0.05
"""However busy a station, a wait that is rare is looked at as if so much of it were free."""
SERVERS_RELAX = 0.47
"""How fast several servers forget, per server beyond the first; fitted to exact tagged jobs of M/M/m with sharing."""


def variances(batch: Batch, per_s: Numbers, residence_s: Numbers, stretch_square: Numbers) -> Numbers:
    """Return the variance of the time at each station, [b, c, k]. [s2].

    Parameters
    ----------
    per_s : throughput, [b, c].
    residence_s : mean time at each station, [b, c, k].
    stretch_square : mean square of residence over demand where known from the inside of a pool, else 0, [b, c, k].
    """
    work = np.einsum("bc,bck->bk", per_s, batch.demand_s)
    load = np.minimum(np.where(batch.is_delay, 0.0, work / batch.servers), LOAD_CAP)
    busy = all_busy(batch.servers, load)[:, None]
    room = _room(batch, per_s, residence_s)[:, None]
    load = load[:, None]
    found = batch.squares_s2.copy()
    shares = ~(batch.is_fcfs | batch.is_delay)
    for who, queues in ((shares, False), (batch.is_fcfs, True)):
        at = np.flatnonzero(who.any(axis=0))
        if not len(at):
            continue
        part, there, here = batch.at_stations(at), residence_s[:, :, at], (load[..., at], busy[..., at], room[..., at])
        square = stretch_square[:, :, at]
        varied = _queued(part, per_s, there, *here) if queues else _shared(part, per_s, there, square, *here)
        found[:, :, at] = np.where(who[:, None, at], varied, found[:, :, at])
    return found


def queued_variances(batch: Batch, per_s: Numbers, residence_s: Numbers) -> Numbers:
    """Return the variance of the time at each station as if all served first come first served, [b, c, k]. [s2].

    For holders of few tokens: while one waits behind a long service, the others do not come to meet it, so waits are
    rarer than the station is busy and as long as ever (residual over 1 - load, as in M/G/1).
    """
    work = np.einsum("bc,bck->bk", per_s, batch.demand_s)
    load = np.minimum(work / batch.servers, LOAD_CAP)
    busy = all_busy(batch.servers, load)[:, None]
    return _queued(batch, per_s, residence_s, load[:, None], busy, _room(batch, per_s, residence_s)[:, None], few=True)


def _room(batch: Batch, per_s: Numbers, residence_s: Numbers) -> Numbers:
    """Return the variance of the jobs at a station that the loss of arrivals alone allows, [b, k].

    With one more job there, fewer are left to come; rate of service over that slope is the variance of the diffusion.
    """
    jobs = per_s[..., None] * residence_s
    share = np.where(batch.population[..., None] > 0.0, jobs / np.maximum(batch.population, TINY)[..., None], 0.0)
    spread = jobs * np.clip(1.0 - share, 0.0, 1.0)
    cycle = batch.population / np.maximum(per_s, TINY)
    away = np.maximum(cycle[..., None] - residence_s, 1e-9 * np.maximum(cycle, TINY)[..., None])
    lost = np.where(batch.is_open[..., None], 0.0, spread / np.maximum(away, TINY)).sum(axis=1)
    slope = lost / np.maximum(spread.sum(axis=1), TINY)
    work = np.einsum("bc,bck->bk", per_s, batch.demand_s)
    visits = np.einsum("bc,bck->bk", per_s, batch.visits)
    rate = batch.servers * visits / np.maximum(work, TINY)
    return np.asarray(rate / np.maximum(slope, 1e-12 * np.maximum(rate, TINY)))


def _shared(
    batch: Batch,
    per_s: Numbers,
    residence_s: Numbers,
    stretch_square: Numbers,
    load: Numbers,
    busy: Numbers,
    room: Numbers,
) -> Numbers:
    """Return the variance where jobs share.

    A job of exponential size x meets a stretch that wanders. Where it wanders slowly against x the time is x times the
    stretch found; where it wanders fast it is x times the mean. In between counts tau / (tau + s), with s the mean size
    and tau the relaxation of the station: for one server this gives the variance of M/M/1 with sharing exactly
    (Coffman, Muntz and Trotter 1970), also for sizes that differ from the others'.
    """
    servers = batch.servers[:, None]
    used = batch.demand_s > 0.0
    stretch = np.maximum(np.divide(residence_s, batch.demand_s, out=np.ones_like(residence_s), where=used), 1.0)
    beyond = np.maximum((stretch - 1.0) * servers / np.maximum(busy, LEAST_CHANCE), 1.0)
    wide = 1.0 / (1.0 / np.maximum(beyond * (beyond - 1.0), TINY) + 1.0 / np.maximum(room, LEAST_ROOM))
    square = busy * (wide + beyond**2) / servers**2
    wander = np.maximum(square - (stretch - 1.0) ** 2, 0.0)
    wander = np.where(stretch_square > 0.0, np.maximum(stretch_square - stretch**2, 0.0), wander)
    held = per_s[..., None] * batch.squares_s2
    rest = (held.sum(axis=1) / np.maximum((per_s[..., None] * batch.demand_s).sum(axis=1), TINY))[:, None]
    tau = rest / ((1.0 - load) * (1.0 + SERVERS_RELAX * (servers - 1.0) * (1.0 - load)))
    size = batch.demand_s / np.maximum(batch.visits, 1.0)
    slow = tau / np.maximum(tau + size, TINY)
    again = np.maximum(batch.demand_s**2 - batch.squares_s2, 0.0)
    return np.asarray(batch.squares_s2 * (stretch**2 + 2.0 * slow * wander) + again * slow * wander)


def _queued(
    batch: Batch,
    per_s: Numbers,
    residence_s: Numbers,
    load: Numbers,
    busy: Numbers,
    room: Numbers,
    *,
    few: bool = False,
) -> Numbers:
    """Return the variance where the first come is first served: the service's and the wait's.

    Who waits, waits for an exponential time, or a longer-tailed one where services differ (second moment of the wait in
    M/G/1, Takacs); few customers cannot make lines as long as that.
    """
    visits = np.maximum(batch.visits, 1.0)
    servers = batch.servers[:, None]
    wait = np.maximum(residence_s - batch.demand_s, 0.0) / visits
    each = batch.squares_s2 / np.maximum(batch.demand_s, TINY)
    held = per_s[..., None] * batch.demand_s
    work = np.maximum(held.sum(axis=1, keepdims=True), TINY)
    rest = (held * each).sum(axis=1, keepdims=True) / work
    rest_square = (held * each**2).sum(axis=1, keepdims=True) / work
    mean = work / np.maximum((per_s[..., None] * batch.visits).sum(axis=1, keepdims=True), TINY)
    longer = load + (1.0 - load) * rest_square / np.maximum(rest**2, TINY)
    met = wait / np.maximum(busy, LEAST_CHANCE)
    soonest = rest / servers
    if few:
        met = np.maximum(met, soonest / np.maximum(1.0 - load, LEAST_FREE))
    endless = np.maximum(2.0 * wait * met * longer - wait**2, 0.0)
    most = room * (mean / servers) ** 2 * rest / np.maximum(mean, TINY) + wait * rest / servers
    variance = 1.0 / (1.0 / np.maximum(endless, TINY) + 1.0 / np.maximum(most, TINY))
    if few:
        variance = np.maximum(variance, 2.0 * wait * np.minimum(met, soonest) - wait**2)
    # Who comes back soon waits in much the same line again.
    relaxed = rest / np.maximum(1.0 - load, 1.0 - LOAD_CAP)
    alike = (visits - 1.0) * relaxed / np.maximum(relaxed + batch.gap_s, TINY)
    return np.asarray(batch.squares_s2 + visits * (1.0 + alike) * np.where(wait > 0.0, variance, 0.0))
