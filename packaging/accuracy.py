"""Show how accurate the solver of queueing networks is: write resources/docs/accuracy.md.

python packaging/accuracy.py          compare the solver with the reference answers and write the page
python packaging/accuracy.py draw     draw networks anew and simulate them for long (ten minutes; wants numba)

The reference answers lie in tests/engine/network: reference_cases.json holds small networks with exact or simulated
answers, drawn_cases.json networks drawn at random. The solver's few fitted constants were chosen with these and other
draws in sight.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from drawn_networks import draw_network
from lab_points import lab_section
from published_cases import published_section
from wardround.engine.network.answer import Answer, solve
from wardround.engine.network.network import Kind, Network
from wardround.engine.network.simulate import Estimate, Simulated, simulate
from wardround.workshop.lab_cases import read_cases

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "engine" / "network"
REFERENCE, DRAWN = CASES / "reference_cases.json", CASES / "drawn_cases.json"
PAGE = ROOT / "resources" / "docs" / "accuracy.md"

SEED, DRAWN_COUNT, LONG_RUN = 2027, 60, 3_000_000
DIGITS = 6
KNEE, SATURATED = 0.80, 0.95
MANY_CUSTOMERS = 100
WORST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Band:
    """A range of how busy the busiest station or pool is, and the error of a mean response that is aimed at there."""

    name: str
    above: float
    mean_target: float


BANDS = (
    Band("below 80 % busy", 0.0, 0.02),
    Band("80 to 95 % (the knee)", KNEE, 0.05),
    Band("above 95 % (saturated)", SATURATED, 0.15),
)
FLOW_TARGET, P95_TARGET = 0.01, 0.10


@dataclass(frozen=True, slots=True)
class Compared:
    """One network: how busy it is, and the relative errors of its classes and stations."""

    id: str
    network: Network
    busiest: float
    throughput: tuple[float, ...]
    utilisation: tuple[float, ...]
    mean: tuple[float, ...]
    p50: tuple[float, ...]
    p95: tuple[float, ...]
    p99: tuple[float, ...]
    flagged: bool
    bounded: bool

    @property
    def band(self) -> Band:
        """The range of busy shares that it belongs to."""
        return next(band for band in reversed(BANDS) if self.busiest >= band.above)

    @property
    def customers(self) -> float:
        """All customers of its closed classes."""
        return sum(row.population for row in self.network.classes)


# --- reference answers ------------------------------------------------------------------------------------


def drawn_cases() -> dict[str, Any]:
    """Return networks drawn at random with the answers of long simulations."""
    generator = np.random.default_rng(SEED)
    networks = [draw_network(generator) for _ in range(DRAWN_COUNT)]
    cases = []
    for at, network in enumerate(networks):
        result = simulate(network, np.random.default_rng(at), precise_share=0.0, most_transactions=LONG_RUN)
        print(f"{at + 1} of {len(networks)}: {result.transactions} transactions", flush=True)
        cases.append({"id": f"drawn-{at + 1:02}", **_as_case(network), "reference": _reference(network, result)})
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


# --- comparison -------------------------------------------------------------------------------------------


def compared(file: Path) -> tuple[Compared, ...]:
    """Return the errors of every case of a file that has a steady state."""
    references = {case["id"]: case["reference"] for case in json.loads(file.read_text(encoding="utf-8"))["cases"]}
    cases = read_cases(file).cases
    networks = [case.network for case in cases if case.network is not None]
    answers = solve(networks)
    return tuple(
        _compared(case.id, network, answer, references[case.id])
        for case, network, answer in zip(cases, networks, answers, strict=True)
        if not references[case.id].get("unstable") and answer.stable
    )


def _compared(name: str, network: Network, answer: Answer, reference: dict[str, Any]) -> Compared:
    def errors(key: str, values: Iterable[float | None]) -> tuple[float, ...]:
        wanted = [reference[key][row.name]["value"] for row in network.classes]
        return tuple((found or 0.0) / value - 1.0 for found, value in zip(values, wanted, strict=True) if value > 0.0)

    rows = answer.classes
    shares = {row.name: row.share or 0.0 for row in answer.stations}
    queueing = [one.name for one in network.stations if one.kind is not Kind.DELAY]
    true_shares = {one: reference["utilisation"][one]["value"] for one in queueing}
    pools = [_pool_share(pool.size, reference["pool"][pool.name]) for pool in network.pools]
    means = [reference["mean_response"][row.name]["value"] for row in network.classes]
    return Compared(
        id=name,
        network=network,
        busiest=max([*true_shares.values(), *pools]),
        throughput=errors("throughput", [row.throughput_per_s for row in rows]),
        utilisation=tuple(shares[one] / share - 1.0 for one, share in true_shares.items() if share > 0.0),
        mean=errors("mean_response", [row.mean_s for row in rows]),
        p50=errors("p50_response", [row.p50_s for row in rows]),
        p95=errors("p95_response", [row.p95_s for row in rows]),
        p99=errors("p99_response", [row.p99_s for row in rows]),
        flagged=answer.saturated,
        bounded=all(
            row.response_at_least_s <= mean * 1.01 and mean <= (row.response_at_most_s or float("inf")) * 1.01
            for row, mean in zip(rows, means, strict=True)
        ),
    )


def _pool_share(size: int, pool: dict[str, Any]) -> float:
    return float(pool["busy_share"]["value"] if "busy_share" in pool else pool["mean_busy"] / size)


# --- the page ---------------------------------------------------------------------------------------------


def page(known: Sequence[Compared], drawn: Sequence[Compared]) -> str:
    """Return the page that shows all errors."""
    many = [one for one in drawn if one.customers >= MANY_CUSTOMERS]
    few = [one for one in drawn if one.customers < MANY_CUSTOMERS]
    return "\n".join(
        [
            "# How accurate the solver is",
            "",
            AIMS,
            "",
            "## Small networks with known answers",
            "",
            *_case_table(known),
            "",
            f"## {len(drawn)} networks drawn at random",
            "",
            HOW_DRAWN,
            "",
            *_band_table("All of them", drawn),
            "",
            *_band_table(f"With {MANY_CUSTOMERS} customers or more", many),
            "",
            *_band_table(f"With fewer than {MANY_CUSTOMERS} customers", few),
            "",
            "## Where the model misleads",
            "",
            "The networks with the largest errors of a class's mean, worst first:",
            "",
            *_worst_table(drawn),
            "",
            MISLEADS,
            "",
            *lab_section(),
            "",
            *published_section(),
            "",
            "## Speed",
            "",
            SPEED,
            "",
        ]
    )


AIMS = """\
Made by `python packaging/dev.py accuracy`; the speeds in the last section are from a run of the benchmarks, all other
figures are worked out as the page is made. Errors are relative, against exact answers or long event simulations.
*Busy* is the true share of the busiest station or pool. The aims: throughput and utilisation within 1 %; mean response
within 2 % below 80 % busy, 5 % up to 95 %, 15 % beyond, where the answer is flagged and bounded; p95 of 90 % of the
classes within 10 % below saturation."""

HOW_DRAWN = """\
Up to 12 classes, 8 stations, 2,000 users and two pools: people, feeds and batch jobs, shared stations and ones that
serve first come first served with unequal services, from idle to overloaded. Each was simulated for millions of
transactions; the 95 % intervals, below 1 % for common classes and up to 5 % for rare ones in overload, are part of
what the tables call an error. Many of these networks are harder than what a client describes: ten customers of ten
kinds, three tokens for all, services that differ a hundredfold in one line. The solver's few fitted constants were
chosen with these networks and others in sight: on a draw that nobody has looked at, expect a little less."""

MISLEADS = """\
- **Few customers who never pause beside people in a small pool.** Their share of the tokens is held too steady. Verify
  such a network by simulation (`wardround lab --simulate`).
- **A station that serves first come first served, shared with few customers from outside the pool whose services are
  longer.** Whom one meets there is an approximation, and what a token is held for with it.
- **A station shared with many customers from outside the pool, near its limit.** It swings slowly, and so does the
  time that tokens are held; the line for tokens is then longer than the model says.
- **Pools whose short and long holders are not told apart:** with more than 12 tokens, more than 400 customers, or
  customers who never pause.
- **First come first served with services of very different length on several servers, when busy.** The wait of short
  jobs behind long ones is an approximation; percentiles miss the rare long wait.
- **Percentiles in saturation.** Two gamma distributions have no room for the shape of a full line.
- **Bounds are wide from above:** they let everybody be ahead everywhere."""

SPEED = """\
Measured on 2026-11-25 on two cores of an Intel Xeon server of the 2.6 GHz class that did other work as well, without a
compiler. `python packaging/dev.py bench` measures anew; for the comparison, install the other two
(`pip install line-solver ciw numba`) and run `pytest tests/benchmarks/test_rivals.py -s`, which skips what is missing.

| what | takes |
|---|---|
| 24 hours, eight classes at eight stations behind one pool | 9 ms |
| the simulation to 3 % of each class mean, 800 users in six classes, compiled and warm | 0.6 to 1.1 s |
| 1,000 networks, four classes at four stations, 130 to 230 users | 0.44 s |

| library | a network of those | Wardround is faster by | accuracy |
|---|---|---|---|
| line-solver 3.0.8, Linearizer | 0.75 s | 1,700 times | largest error of a mean on five of them 31 %, Wardround 0.5 % |
| ciw 3.2.7, run to 3 % of each mean | 38 s | 55,000 times | the means are 1.6 % apart, within the interval |

For ciw all stations serve first come first served, because its processor sharing knows one processor alone. A file of
a thousand unlike networks takes `wardround lab` some 5 to 40 ms each: they are solved one by one there, so that company
changes no digit."""

BAND_COLUMNS = (
    "band",
    "networks",
    "classes",
    "throughput: median, 90th",
    "utilisation: median, 90th",
    "mean: median, 90th, worst",
    "means within the aim",
    "p95: median, 90th",
    "p95 within 10 %",
    "flagged",
    "within bounds",
)


def _case_table(known: Sequence[Compared]) -> list[str]:
    lines = [
        "| case | busy | throughput | utilisation | mean response | p50 | p95 | p99 | saturated | within the aims |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in known:
        kept = _largest(one.throughput) <= FLOW_TARGET and _largest(one.mean) <= one.band.mean_target
        values = (one.throughput, one.utilisation, one.mean, one.p50, one.p95, one.p99)
        cells = [one.id, f"{one.busiest:.0%}".replace("%", " %"), *(_percent(_furthest(part)) for part in values)]
        lines.append(f"| {' | '.join([*cells, _yes(said=one.flagged), _yes(said=kept)])} |")
    return [*lines, "", "Each cell is the class or station with the largest error of the case."]


def _band_table(title: str, networks: Sequence[Compared]) -> list[str]:
    lines = [
        f"**{title}**",
        "",
        f"| {' | '.join(BAND_COLUMNS)} |",
        "|---" * len(BAND_COLUMNS) + "|",
    ]
    for band in BANDS:
        here = [one for one in networks if one.band is band]
        if not here:
            continue
        flow, used, mean, p95 = (
            _sizes(here, part)
            for part in (
                lambda one: one.throughput,
                lambda one: one.utilisation,
                lambda one: one.mean,
                lambda one: one.p95,
            )
        )
        cells = [
            band.name,
            str(len(here)),
            str(len(mean)),
            _quantiles(flow, 0.5, 0.9),
            _quantiles(used, 0.5, 0.9),
            _quantiles(mean, 0.5, 0.9, 1.0),
            f"{_whole((mean <= band.mean_target).mean())} within {_whole(band.mean_target)}",
            _quantiles(p95, 0.5, 0.9),
            _whole((p95 <= P95_TARGET).mean()),
            f"{sum(one.flagged for one in here)}",
            f"{sum(one.bounded for one in here)}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _worst_table(networks: Sequence[Compared]) -> list[str]:
    lines = [
        "| network | busy | customers | classes | pools | mean response | throughput |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in sorted(networks, key=lambda one: -_largest(one.mean))[:WORST_SHOWN]:
        sizes = ", ".join(str(pool.size) for pool in one.network.pools) or "none"
        cells = [
            one.id,
            f"{one.busiest:.0%}".replace("%", " %"),
            f"{one.customers:.0f}",
            str(len(one.network.classes)),
            sizes,
            _percent(_furthest(one.mean)),
            _percent(_furthest(one.throughput)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _sizes(networks: Iterable[Compared], part: Callable[[Compared], tuple[float, ...]]) -> np.ndarray:
    errors = [abs(error) for one in networks for error in part(one)]
    return np.array(errors)


def _quantiles(values: np.ndarray, *shares: float) -> str:
    return ", ".join(f"{100.0 * float(np.quantile(values, share)):.1f} %" for share in shares)


def _furthest(errors: tuple[float, ...]) -> float:
    return max(errors, key=abs, default=0.0)


def _largest(errors: tuple[float, ...]) -> float:
    return abs(_furthest(errors))


def _percent(error: float) -> str:
    return f"{100.0 * error:+.1f} %"


def _whole(share: float) -> str:
    return f"{100.0 * float(share):.0f} %"


def _yes(*, said: bool) -> str:
    return "yes" if said else "no"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Show how accurate the solver of queueing networks is.")
    parser.add_argument("command", choices=("show", "draw"), nargs="?", default="show")
    if parser.parse_args(arguments).command == "draw":
        DRAWN.write_text(written(drawn_cases()), encoding="utf-8", newline="\n")
        print(f"Wrote {DRAWN}.")
    PAGE.write_text(page(compared(REFERENCE), compared(DRAWN)), encoding="utf-8", newline="\n")
    print(f"Wrote {PAGE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
