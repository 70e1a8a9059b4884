"""Solving the queueing networks of a file, for a performance engineer who wants to check the solver."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path

import numpy as np

from wardround.engine.network.answer import Answer, ClassAnswer, solve
from wardround.engine.network.network import Kind, Network
from wardround.engine.network.simulate import MOST_TRANSACTIONS, Estimate, Simulated, simulate
from wardround.workshop.lab_cases import LabFile, read_cases

SEED = 20_261_125
"""Every simulation starts from the same random numbers, so that an answer can be had again."""
Value = float | None
Json = dict[str, object]


class LabAnswers:
    """The answers to a file of cases, and what was wrong with it."""

    def __init__(self, file: LabFile, *, simulated: bool) -> None:
        networks = [case.network for case in file.cases if case.network is not None]
        answers = iter(solve(networks))
        self.cases: list[Json] = []
        self.complaints = [f"{case.id}: {case.error}" for case in file.cases if case.network is None]
        self.notes = [f"{key}: this key means nothing here and is ignored" for key in file.ignored]
        for case in file.cases:
            if case.network is None:
                self.cases.append({"id": case.id, "error": case.error})
                continue
            entry: Json = {"id": case.id, **_solved(case.network, next(answers))}
            if simulated:
                entry["simulation"] = _simulated(case.network)
            self.cases.append(entry)

    @classmethod
    def of(cls, path: Path, *, simulated: bool) -> LabAnswers:
        """Return the answers to the cases of a file. Raises CasesNotRead."""
        return cls(read_cases(path), simulated=simulated)


def _solved(network: Network, answer: Answer) -> Json:
    def by_class(of: Callable[[ClassAnswer], Value]) -> dict[str, Value]:
        return {row.name: of(row) for row in answer.classes}

    queueing = {station.name for station in network.stations if station.kind is not Kind.DELAY}
    return {
        "throughput": by_class(lambda row: row.throughput_per_s),
        "utilisation": {row.name: row.share for row in answer.stations if row.name in queueing},
        "pool_utilisation": {row.name: row.share for row in answer.pools},
        "mean_response": by_class(lambda row: row.mean_s),
        "p50_response": by_class(lambda row: row.p50_s),
        "p95_response": by_class(lambda row: row.p95_s),
        "p99_response": by_class(lambda row: row.p99_s),
        "saturated": answer.saturated,
        "stable": answer.stable,
        "bottleneck": answer.bottleneck,
        "bounds": {
            "throughput_at_most": by_class(lambda row: row.throughput_at_most_per_s),
            "response_at_least": by_class(lambda row: row.response_at_least_s),
            "response_at_most": by_class(lambda row: row.response_at_most_s),
        },
        "converged": answer.converged,
        "method": answer.method,
    }


def _simulated(network: Network) -> Json:
    result = simulate(network, np.random.default_rng(SEED), most_transactions=MOST_TRANSACTIONS)
    classes = [row.name for row in network.classes]
    stations = [station.name for station in network.stations]
    known = result.stable

    def shown(names: list[str], estimates: tuple[Estimate, ...]) -> Json:
        return {name: _estimate(value) if known else None for name, value in zip(names, estimates, strict=True)}

    queueing = [station.name for station in network.stations if station.kind is not Kind.DELAY]
    utilisation = shown(stations, result.utilisation_share)
    return {
        "throughput": shown(classes, result.throughput_per_s),
        "utilisation": {name: utilisation[name] for name in queueing},
        "pool_utilisation": shown([pool.name for pool in network.pools], result.pool_busy_share),
        "mean_response": shown(classes, result.mean_s),
        "p50_response": shown(classes, result.p50_s),
        "p95_response": shown(classes, result.p95_s),
        "p99_response": shown(classes, result.p99_s),
        "confidence": 0.95,
        **_effort(result),
    }


def _effort(result: Simulated) -> Json:
    return {
        "stable": result.stable,
        "precise": result.precise,
        "transactions": result.transactions,
        "simulated_seconds": result.simulated_s,
        "seed": SEED,
    }


def _estimate(value: Estimate) -> Json | None:
    """Return a value with its interval; None where there was nothing to see."""
    if not isfinite(value.value):
        return None
    half = value.half_width if isfinite(value.half_width) else None
    return {"value": value.value, "half_width": half}
