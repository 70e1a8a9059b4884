"""Show how accurate the solver of queueing networks is: write resources/docs/accuracy.md.

python packaging/accuracy.py          compare the solver with the reference answers and write the page
python packaging/accuracy.py draw     draw networks anew and simulate them for long (fifteen minutes; wants numba)

The reference answers lie in tests/engine/network: reference_cases.json holds small networks with exact or simulated
answers, drawn_cases.json networks drawn at random. The solver's few fitted constants were chosen with these and other
draws in sight. unseen_cases.json holds a draw that nobody looked at before the solver was changed for the last time:
who changes the solver again gives UNSEEN another seed and draws anew.
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

from accuracy_answers import Draw, drawn_cases, written
from lab_points import lab_section
from published_cases import published_section
from wardround.engine.network.answer import Answer, solve
from wardround.engine.network.network import Kind, Network
from wardround.workshop.lab_cases import read_cases

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "engine" / "network"
REFERENCE, DRAWN = CASES / "reference_cases.json", CASES / "drawn_cases.json"
UNSEEN_FILE = CASES / "unseen_cases.json"
PAGE = ROOT / "resources" / "docs" / "accuracy.md"

KNEE, SATURATED = 0.80, 0.95
MANY_CUSTOMERS = 100
WORST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Band:
    """A range of how busy the busiest station or pool is, and the error of a mean response that is aimed at there."""

    name: str
    above: float
    mean_target: float


SEEN, UNSEEN = Draw(2027, 60, "drawn"), Draw(31415, 40, "unseen")

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


def page(known: Sequence[Compared], drawn: Sequence[Compared], unseen: Sequence[Compared]) -> str:
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
            f"## {len(unseen)} networks first looked at after the last change of the solver",
            "",
            UNSEEN_DRAWN,
            "",
            *_band_table("All of them", unseen),
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
transactions; the 95 % intervals, 0.4 % in the median and below 2 % for 95 of 100 classes, are part of what the tables
call an error. Many of these networks are harder than what a client describes: ten customers of ten kinds, three tokens
for all, services that differ a hundredfold in one line. The solver's few fitted constants were chosen with these
networks and others in sight."""

UNSEEN_DRAWN = """\
Drawn by the same rules from another seed, and simulated for as long. Nobody had looked at them when the solver was
changed for the last time, and nothing was changed after looking: of all tables, expect this one from networks of your
own. A draw of so few networks is a little easier or harder than the next."""

MISLEADS = """\
- **Pools that are busy nearly all the time with feeds that must get through.** A capacity of 2 % more or less is the
  difference between a long line and an endless one, and the simulation itself is uncertain by 12 to 35 % (drawn-16).
  The answer is flagged; verify such a network by simulation (`wardround lab --simulate`).
- **A station that serves first come first served, shared with few customers from outside the pool whose services are
  longer.** Whom one meets there is an approximation, and what a token is held for with it.
- **Long services from outside that stop all holders of tokens at once.** How long a token is held is about right, but
  the line that forms meanwhile is longer than the model says: where few tokens are free by chance, waits for one may be
  half as long again or more.
- **One customer who never pauses and needs next to nothing, beside hundreds in a small pool.** How often he gets his
  turn is worked out for a steady share of the tokens.
- **A station shared with many customers from outside the pool, near its limit.** It swings slowly, and so does the
  time that tokens are held; the line for tokens is then longer than the model says.
- **Pools whose short and long holders are not told apart:** with more than 12 tokens or more than 400 customers; and
  those whose holders are of more than two lengths.
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
| 24 hours, eight classes at eight stations behind one pool | 4 ms |
| the same at 40 populations, from idle to overloaded: 960 networks | 140 ms |
| the simulation to 3 % of each class mean, 800 users in six classes, compiled and warm | 0.6 to 1.1 s |
| 1,000 networks, four classes at four stations, 130 to 230 users | 0.44 s |

| library | a network of those | Wardround is faster by | accuracy |
|---|---|---|---|
| line-solver 3.0.8, Linearizer | 0.75 s | 1,700 times | largest error of a mean on five of them 31 %, Wardround 0.5 % |
| ciw 3.2.7, run to 3 % of each mean | 38 s | 55,000 times | the means are 1.6 % apart, within the interval |

For ciw all stations serve first come first served, because its processor sharing knows one processor alone. A file of
a thousand unlike networks takes `wardround lab` some 5 to 60 ms each: they are solved one by one there, so that company
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
        for file, draw in ((DRAWN, SEEN), (UNSEEN_FILE, UNSEEN)):
            file.write_text(written(drawn_cases(draw)), encoding="utf-8", newline="\n")
            print(f"Wrote {file}.")
    PAGE.write_text(page(compared(REFERENCE), compared(DRAWN), compared(UNSEEN_FILE)), encoding="utf-8", newline="\n")
    print(f"Wrote {PAGE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
