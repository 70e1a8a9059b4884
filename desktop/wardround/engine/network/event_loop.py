"""The inner loop of the event simulation, in a form that runs as it is and that a compiler can compile.

All demands are exponential, so the network is a Markov process in continuous time: draw how long until something
happens, then what. A *stage* is one step of one class; who is where is kept per stage, because jobs of one stage that
are in service are alike and any of them may be the next to finish.
"""

from __future__ import annotations

from math import log
from typing import Any, NamedTuple

Cells = Any
"""A flat row of numbers: a list for the interpreter, an array for the compiler."""

DELAY, SHARED, QUEUED = 0, 1, 2
FIRST_EDGE_S = 1e-7
BIN_RATIO = 1.01
BINS = 3400
"""Bins of the response histogram, each 1 % wider than the one before: from 0.1 microseconds to a year."""


class Fixed(NamedTuple):
    """What does not change while a network runs."""

    stage_station: Cells
    stage_rate: Cells
    first_stage: Cells
    stages: Cells
    """Where the stages of a class begin, and how many there are."""
    station_kind: Cells
    station_stages: Cells
    """Stages by station, flat; `stages_at` holds where each station begins, and the end."""
    stages_at: Cells
    rates: Cells
    rates_at: Cells
    """Total service rate with 1, 2, ... jobs by station, flat."""
    servers: Cells
    think_rate: Cells
    arrival_rate: Cells
    pool_of: Cells
    pool_size: Cells
    capacity: int


class State(NamedTuple):
    """Where everything stands; a run goes on from it."""

    clock: Cells
    """Time now, and 1 once there was no room for one more job."""
    thinking: Cells
    active: Cells
    members: Cells
    jobs: Cells
    """Jobs at each station, waiting ones included."""
    weight: Cells
    """Sum over jobs in service of one over their mean demand."""
    row: Cells
    row_head: Cells
    row_size: Cells
    """Rings of jobs that wait: one per station, then one per pool."""
    tokens: Cells
    free: Cells
    free_size: Cells
    job_class: Cells
    job_start: Cells
    job_stage: Cells


class Tally(NamedTuple):
    """What is counted while a network runs."""

    count: Cells
    total: Cells
    histogram: Cells
    busy: Cells
    token_time: Cells
    waiting_time: Cells


def run(fixed: Fixed, state: State, tally: Tally, until: float, generator: Any) -> None:  # noqa: ANN401, C901, PLR0912, PLR0915 - one loop: compiled as a whole
    """Let the network run up to a time; stops early when an open network outgrows its room."""
    classes = len(fixed.first_stage)
    stations = len(fixed.station_kind)
    pools = len(fixed.pool_size)
    room = fixed.capacity
    now = state.clock[0]
    log_ratio = log(BIN_RATIO)
    while now < until:
        total = 0.0
        for at in range(stations):
            if state.jobs[at] > 0:
                total += _share(fixed, state, at) * state.weight[at]
        for row in range(classes):
            total += state.thinking[row] * fixed.think_rate[row] + fixed.arrival_rate[row]
        if total <= 0.0:
            now = until
            break
        step = -log(1.0 - generator.random()) / total
        if now + step > until:
            step = until - now
            for at in range(stations):
                tally.busy[at] += step * _busy(fixed, state, at)
            for pool in range(pools):
                tally.token_time[pool] += step * state.tokens[pool]
                tally.waiting_time[pool] += step * state.row_size[stations + pool]
            now = until
            break
        now += step
        for at in range(stations):
            if state.jobs[at] > 0:
                tally.busy[at] += step * _busy(fixed, state, at)
        for pool in range(pools):
            tally.token_time[pool] += step * state.tokens[pool]
            tally.waiting_time[pool] += step * state.row_size[stations + pool]
        pick = generator.random() * total
        chosen = -1
        for row in range(classes):
            pick -= state.thinking[row] * fixed.think_rate[row] + fixed.arrival_rate[row]
            if pick < 0.0:
                chosen = row
                break
        if chosen >= 0:
            # Somebody stops thinking, or arrives from outside.
            if fixed.arrival_rate[chosen] <= 0.0:
                state.thinking[chosen] -= 1
            if state.free_size[0] == 0:
                state.clock[1] = 1.0
                break
            state.free_size[0] -= 1
            job = state.free[state.free_size[0]]
            state.job_class[job] = chosen
            state.job_start[job] = now
            pool = fixed.pool_of[chosen]
            if pool >= 0:
                if state.tokens[pool] >= fixed.pool_size[pool]:
                    _wait(state, stations + pool, room, job)
                    continue
                state.tokens[pool] += 1
            _enter(fixed, state, job, fixed.first_stage[chosen])
            continue
        stage = _finishing(fixed, state, pick)
        slot = int(generator.random() * state.active[stage])
        job = state.members[stage * room + slot]
        at = fixed.stage_station[stage]
        state.active[stage] -= 1
        state.members[stage * room + slot] = state.members[stage * room + state.active[stage]]
        state.jobs[at] -= 1
        state.weight[at] = state.weight[at] - fixed.stage_rate[stage] if state.jobs[at] > 0 else 0.0
        if fixed.station_kind[at] == QUEUED and state.row_size[at] > 0:
            _serve(fixed, state, _next(state, at, room))
        row = state.job_class[job]
        if stage + 1 < fixed.first_stage[row] + fixed.stages[row]:
            _enter(fixed, state, job, stage + 1)
            continue
        response = now - state.job_start[job]
        tally.count[row] += 1
        tally.total[row] += response
        cell = 0 if response <= FIRST_EDGE_S else min(int(log(response / FIRST_EDGE_S) / log_ratio), BINS - 1)
        tally.histogram[row * BINS + cell] += 1
        state.free[state.free_size[0]] = job
        state.free_size[0] += 1
        if fixed.arrival_rate[row] <= 0.0:
            state.thinking[row] += 1
        pool = fixed.pool_of[row]
        if pool >= 0:
            if state.row_size[stations + pool] > 0:
                following = _next(state, stations + pool, room)
                _enter(fixed, state, following, fixed.first_stage[state.job_class[following]])
            else:
                state.tokens[pool] -= 1
    state.clock[0] = now


def _share(fixed: Fixed, state: State, at: int) -> float:
    """Return the part of a server that each job in service has."""
    if fixed.station_kind[at] != SHARED:
        return 1.0
    begin, end = fixed.rates_at[at], fixed.rates_at[at + 1]
    jobs = state.jobs[at]
    share: float = fixed.rates[min(begin + jobs, end) - 1] / jobs
    return share


def _busy(fixed: Fixed, state: State, at: int) -> float:
    """Return the busy servers of a station."""
    jobs = state.jobs[at]
    if jobs == 0:
        return 0.0
    begin, end = fixed.rates_at[at], fixed.rates_at[at + 1]
    if begin == end:
        return float(jobs)
    busy: float = fixed.rates[min(begin + jobs, end) - 1]
    return busy


def _finishing(fixed: Fixed, state: State, pick: float) -> int:
    """Return the stage of the job that finishes; a rounding error at the end takes the last that is possible."""
    last = -1
    for at in range(len(fixed.station_kind)):
        if state.jobs[at] == 0:
            continue
        share = _share(fixed, state, at)
        rate = share * state.weight[at]
        within = pick < rate
        for place in range(fixed.stages_at[at], fixed.stages_at[at + 1]):
            stage: int = fixed.station_stages[place]
            if state.active[stage] > 0:
                last = stage
                if within:
                    pick -= share * state.active[stage] * fixed.stage_rate[stage]
                    if pick < 0.0:
                        return last
        if within:
            return last
        pick -= rate
    return last


def _enter(fixed: Fixed, state: State, job: int, stage: int) -> None:
    """Let a job arrive at the station of a stage."""
    at = fixed.stage_station[stage]
    state.job_stage[job] = stage
    state.jobs[at] += 1
    if fixed.station_kind[at] == QUEUED and state.jobs[at] > fixed.servers[at]:
        _wait(state, at, fixed.capacity, job)
    else:
        _serve(fixed, state, job)


def _serve(fixed: Fixed, state: State, job: int) -> None:
    """Put a job into service at its stage."""
    stage = state.job_stage[job]
    state.members[stage * fixed.capacity + state.active[stage]] = job
    state.active[stage] += 1
    state.weight[fixed.stage_station[stage]] += fixed.stage_rate[stage]


def _wait(state: State, ring: int, room: int, job: int) -> None:
    """Put a job at the end of a ring."""
    state.row[ring * room + (state.row_head[ring] + state.row_size[ring]) % room] = job
    state.row_size[ring] += 1


def _next(state: State, ring: int, room: int) -> int:
    """Take the first job of a ring."""
    job: int = state.row[ring * room + state.row_head[ring]]
    state.row_head[ring] = (state.row_head[ring] + 1) % room
    state.row_size[ring] -= 1
    return job


PARTS = (_share, _busy, _wait, _next, _serve, _enter, _finishing)
"""What `run` calls, each before those that call it."""
