"""The engine beside what others have published: configurations by company size, vendor rules, database settings.

The cases are in tests/engine/lab/published_cases.csv; here stands what the engine says to those that it has an answer
for, and why it says something else where it does.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine.demand import demand
from wardround.engine.facts import answered
from wardround.engine.findings import RoleSizing, Sizing
from wardround.engine.needs import number, vendor_rule_workers, worker_ceiling, worker_memory_mib
from wardround.engine.sizing import size
from wardround.knowledge import Knowledge

CASES = Path(__file__).resolve().parent.parent / "tests" / "engine" / "lab" / "published_cases.csv"
AS_OF = date(2026, 11, 25)
USERS_PER_WORKER = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure of a case beside the engine's."""

    case_id: str
    source: str
    what: str
    low: float
    high: float
    engine: float
    unit: str
    why: str = ""
    """Where the engine lies outside the band."""

    @property
    def within(self) -> bool:
        """Whether the engine's figure lies in the published band, a hundredth beside it counting as in it."""
        return self.low * 0.99 <= self.engine <= self.high * 1.01


def sources(file: Path = CASES) -> dict[str, str]:
    """Return where each case comes from."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["case_id"]: row["source"] for row in csv.DictReader(lines)}


@cache
def sized(users: int) -> Sizing:
    """Return what the engine builds for so many active users who are described by nothing else."""
    found = Assessment()
    answers: dict[str, Any] = {
        "people.named_users": users * 2,
        "people.peak_concurrent_users": users,
        "organisation.user_growth_pct_year": 0,
        "platform.headroom_pct": 0,
        "platform.nodes_lost": 0,
        "recovery.ha_scope": "none",
        "platform.azure_region": "westeurope",
        "engagement.scope_environments": ("production",),
    }
    for path, value in answers.items():
        found = with_value(found, path, value)
    knowledge = Knowledge.load()
    facts = answered(found, knowledge)
    load, _ = demand(found, facts, knowledge, AS_OF)
    return size(found, facts, knowledge, Catalogue.load(), load, AS_OF)[0]


def _role(users: int, name: str) -> RoleSizing:
    return next(row for row in sized(users).roles if row.environment == "production" and row.role == name)


MORE_CPU = (
    "the source does not say how fast answers come; the engine keeps a lived-in installation, about 2.8 times as heavy "
    "as the laboratory, below 70 % CPU"
)
LESS_CPU = (
    "the laboratory finds a quarter of the CPU at the database; the smallest size that keeps it below 65 % is taken"
)
MEMORY_DECIDES = "the memory that the data ask for decides, and the vCPUs come with it"
MEMORY_FROM_DATA = (
    "memory follows the data that are touched daily, and with nothing known the default volume of questions stands in"
)


def answers() -> Iterator[Answer]:
    """Yield the engine's answer to each case that it has one for."""
    knowledge, source = Knowledge.load(), sources()

    def answer(case_id: str, what: str, low: float, high: float, engine: float, unit: str, why: str = "") -> Answer:
        return Answer(case_id, source[case_id], what, low, high, engine, unit, why)

    heavy, light = number(knowledge, "heavy_worker_ram"), 150.0
    memory = worker_memory_mib(light, heavy, number(knowledge, "heavy_request_share"))
    yield answer("PC-001", "workers for 60 users", 10, 10, vendor_rule_workers(60, USERS_PER_WORKER), "workers")
    yield answer("PC-001", "ceiling on 4 cores", 9, 9, float(worker_ceiling(4)), "workers")
    yield answer("PC-001", "memory of 9 workers", 2923, 2923, 9 * memory, "MB")
    yield answer("PC-016", "ceiling on 8 cores", 17, 17, float(worker_ceiling(8)), "workers")
    yield answer("PC-017", "ceiling on 4 cores", 9, 9, float(worker_ceiling(4)), "workers")
    yield answer("PC-019", "memory of a worker", 324.8, 325, memory, "MB")
    for case_id, users, bands in (
        ("PC-009", 50, {"app": (2, 4, 8, 16), "db": (2, 4, 8, 16), "workers": (5, 9)}),
        ("PC-010", 300, {"app": (8, 8, 32, 32), "db": (8, 8, 32, 64), "workers": (13, 17)}),
    ):
        yield from _by_size(answer, case_id, users, bands)


def _by_size(
    answer: Callable[..., Answer], case_id: str, users: int, bands: Mapping[str, tuple[float, ...]]
) -> Iterator[Answer]:
    application, database = _role(users, "application"), _role(users, "postgresql")
    low, high, least, most = bands["app"]
    yield answer(
        case_id, f"application, {users} users", low, high, application.vcpus * application.nodes, "vCPU", MORE_CPU
    )
    yield answer(
        case_id,
        f"application, {users} users",
        least,
        most,
        application.memory_gib * application.nodes,
        "GiB",
        "memory follows the workers, measured and not planned at their limits",
    )
    low, high, least, most = bands["db"]
    yield answer(
        case_id,
        f"database, {users} users",
        low,
        high,
        database.vcpus,
        "vCPU",
        MEMORY_DECIDES if database.vcpus > high else LESS_CPU,
    )
    yield answer(case_id, f"database, {users} users", least, most, database.memory_gib, "GiB", MEMORY_FROM_DATA)
    low, high = bands["workers"]
    workers = sized(users).performance.workers
    yield answer(
        case_id,
        f"HTTP workers, {users} users",
        low,
        high,
        workers,
        "workers",
        "half of the vendor's rule stands as a floor until something was measured; one worker for six users",
    )


def published_section() -> list[str]:
    """Return the part of the accuracy page on what others recommend."""
    lines = [
        "## The engine beside published recommendations",
        "",
        *HOW_COMPARED.splitlines(),
        "",
        "| case | source | figure | published | engine | inside | why not |",
        "|---|---|---|---|---|---|---|",
    ]
    found = list(answers())
    for row in found:
        band = f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}"
        inside, why = ("yes", "") if row.within else ("no", row.why)
        engine = f"{row.engine:,.4g}"
        cells = [row.case_id, row.source, row.what, f"{band} {row.unit}", f"{engine} {row.unit}", inside, why]
        lines.append(f"| {' | '.join(cells)} |")
    inside_count = sum(row.within for row in found)
    return [*lines, "", f"{inside_count} of {len(found)} figures lie inside their bands."]


HOW_COMPARED = """\
Sources differ in rigour: read orders of magnitude and directions, not decimals. The engine was told the number of users
and nothing else, without growth, headroom and spare servers, as the sources have none."""
