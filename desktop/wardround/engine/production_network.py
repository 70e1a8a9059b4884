"""The queueing network of a production layout in one hour, class by class: to look at, and to simulate.

One application server is modelled with its share of everybody: a request stays on the server that the load balancer
gave it to, and an idle CPU of another server is of no use to it. What the others ask of the database comes as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from wardround.engine.asked import (
    APPLICATION,
    BESIDE,
    DATABASE,
    ELSEWHERE,
    JOBS,
    LEAST_PER_S,
    REPORTS,
    STATIONS,
    Asked,
    Carriers,
    Work,
    ask,
    even_parts,
)
from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step
from wardround.engine.queueing import Numbers

WORKERS = "Odoo workers"


def network_of_row(work: Work, carriers: Carriers, names: Sequence[str]) -> Network:
    """Return the network of one row.

    People are closed classes, each class of operations with its part of the active people, so that the offered rate is
    that of the demand; machines are open ones; reports and jobs are populations without a person.

    Parameters
    ----------
    work, carriers : of one row.
    names : of the operation classes.
    """
    asked = ask(work, carriers)
    nodes = float(carriers.nodes[0])
    queueing = (
        Station(STATIONS[APPLICATION], Kind.PS, int(carriers.application_vcpus[0])),
        Station(STATIONS[DATABASE], Kind.PS, int(carriers.database_vcpus[0])),
        *(Station(name, Kind.PS) for name in STATIONS[2:4]),
    )
    elsewhere = Station(STATIONS[ELSEWHERE], Kind.DELAY)
    classes = tuple(_classes(work, asked, names, nodes))
    used = {step.station for row in classes for step in row.path}
    stations = tuple(station for station in (*queueing, elsewhere) if station.name in used)
    return Network(stations, classes, (Pool(WORKERS, int(carriers.workers[0])),))


def _classes(work: Work, asked: Asked, names: Sequence[str], nodes: float) -> Iterator[CustomerClass]:
    think = float(work.think_s[0])
    parts = np.broadcast_to(even_parts(work.other_s), asked.class_s.shape[:2])[0]
    # A person does one step after the other, of whatever class: the longer a class takes, the more people are at it.
    steps = work.interactive_per_s[0] / nodes
    cycle = think + asked.class_s[0].sum(axis=1)
    at_work = float(work.people[0]) / nodes
    doing = at_work * steps * cycle / max(float((steps * cycle).sum()), 1e-12)
    for place, name in enumerate(names):
        path = _path(asked.class_s[0, place], int(parts[place]))
        people, machines = float(doing[place]), float(work.machine_per_s[0, place]) / nodes
        if steps[place] > LEAST_PER_S:
            yield CustomerClass(f"people: {name}", path, people, think, pool=WORKERS)
        if machines > LEAST_PER_S:
            yield CustomerClass(f"machines: {name}", path, arrivals_per_s=machines, pool=WORKERS)
    for kind, label, pool in ((REPORTS, "reports", WORKERS), (JOBS, "jobs", None)):
        if asked.per_s[0, kind] > LEAST_PER_S:
            yield CustomerClass(
                label,
                _path(asked.kind_s[0, kind]),
                float(asked.population[0, kind]),
                float(asked.think_s[0, kind]),
                pool=pool,
            )
    # The stream beside, cut into pieces as long as everybody's operations.
    work_s = asked.kind_s[0, BESIDE]
    for station, label in ((APPLICATION, "operating system"), (DATABASE, "other servers")):
        if work_s[station] > LEAST_PER_S:
            scale = _usual_s(work, asked, station) / work_s[station]
            path = _path(np.where(np.arange(len(STATIONS)) == station, work_s, 0.0) * scale)
            if station == DATABASE:
                others = np.where(np.arange(len(STATIONS)) == APPLICATION, 0.0, work_s)
                path = _path(others * scale)
            yield CustomerClass(label, path, arrivals_per_s=1.0 / scale)


def _usual_s(work: Work, asked: Asked, station: int) -> float:
    """Return how long the operations are that somebody who looks at a station finds there. [s]."""
    each = asked.class_s[0, :, station]
    held = work.requests_per_s[0] * each
    return float((held * each).sum() / held.sum()) if held.sum() > 0.0 else 0.1


def _path(seconds: Numbers, even: int = 1) -> tuple[Step, ...]:
    """Return the steps of a class; a wait that hardly varies is one of so many even parts."""
    steps = [Step(name, float(value)) for name, value in zip(STATIONS, seconds, strict=True) if value > 0.0]
    if even > 1 and steps[-1].station == STATIONS[ELSEWHERE]:
        last = steps.pop()
        steps += [Step(last.station, last.demand_s / even)] * even
    return tuple(steps) or (Step(STATIONS[ELSEWHERE], 1e-9),)
