"""Draw networks at random and simulate them for long: the answers that the solver is compared with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from drawn_networks import draw_network
from wardround.engine.network.network import Network
from wardround.engine.network.simulate import Estimate, Simulated, simulate

LONG_RUN = 12_000_000
"""Transactions of each simulation, give or take a doubling."""
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Draw:
    """Networks drawn at random: from which seed, how many, and how they are called."""

    seed: int
    count: int
    name: str


def drawn_cases(draw: Draw) -> dict[str, Any]:
    """Return networks drawn at random with the answers of long simulations."""
    generator = np.random.default_rng(draw.seed)
    networks = [draw_network(generator) for _ in range(draw.count)]
    cases = []
    for at, network in enumerate(networks):
        result = simulate(network, np.random.default_rng(at), precise_share=0.0, most_transactions=LONG_RUN)
        print(f"{at + 1} of {len(networks)}: {result.transactions} transactions", flush=True)
        cases.append({"id": f"{draw.name}-{at + 1:02}", **_as_case(network), "reference": _reference(network, result)})
    return {"format": "queueing-cases/2", "cases": cases}


def _as_case(network: Network) -> dict[str, Any]:
    classes = []
    for row in network.classes:
        entry: dict[str, Any] = {"name": row.name}
        if row.is_open:
            entry["arrival_rate"] = row.arrivals_per_s
        else:
            entry |= {"population": round(row.population), "think": row.think_s}
        entry["path"] = [[step.station, step.demand_s] for step in row.path]
        if row.pool is not None:
            entry["pool"] = row.pool
        classes.append(entry)
    stations = [{"name": one.name, "kind": one.kind.value, "servers": one.servers} for one in network.stations]
    return {
        "stations": stations,
        "pools": [{"name": pool.name, "size": pool.size} for pool in network.pools],
        "classes": classes,
    }


def _reference(network: Network, result: Simulated) -> dict[str, Any]:
    if not result.stable:
        return {"unstable": True}
    classes = [row.name for row in network.classes]

    def shown(names: list[str], values: tuple[Estimate, ...]) -> dict[str, Any]:
        return {
            name: {"value": _rounded(one.value), "half_width": _rounded(one.half_width)}
            for name, one in zip(names, values, strict=True)
        }

    return {
        "throughput": shown(classes, result.throughput_per_s),
        "mean_response": shown(classes, result.mean_s),
        "p50_response": shown(classes, result.p50_s),
        "p95_response": shown(classes, result.p95_s),
        "p99_response": shown(classes, result.p99_s),
        "utilisation": shown([one.name for one in network.stations], result.utilisation_share),
        "pool": {
            pool.name: {"busy_share": {"value": _rounded(one.value), "half_width": _rounded(one.half_width)}}
            for pool, one in zip(network.pools, result.pool_busy_share, strict=True)
        },
    }


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def written(cases: dict[str, Any]) -> str:
    """Return cases as a file holds them: one case a line."""
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases["cases"])
    return f'{{"format": {json.dumps(cases["format"])}, "cases": [\n{lines}\n]}}\n'
