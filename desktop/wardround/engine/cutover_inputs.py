"""What the cutover takes: efforts, sizes and the link, and the figures that explain its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from wardround.engine.cutover import HOURS_PER_DAY, Night, hours_of, steps
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.planned_effort import Planned
from wardround.knowledge import FactValue, Knowledge

CUTOVER = ("A8-04", "A8-05", "A8-06", "A8-07", "A8-08")
"""What happens inside the cutover window, one weekend."""

MOVES_DATA = frozenset({"migration", "replatform"})
MBIT_PER_GIB = 8 * 1024**3 / 1e6
SECONDS_PER_HOUR = 3600
REPLICATES_FROM_VERSION = 10
"""PostgreSQL major version from which logical replication is built in; source: risk RK-MIG-06."""


@formula("data / usable bandwidth", unit="hours", source="arithmetic; 1 GiB is 8,589.9 Mbit")
def copy_hours(data_gib: float, bandwidth_mbps: float) -> float:
    """Return how long a first copy takes over a link of which all the bandwidth stated is usable."""
    return data_gib * MBIT_PER_GIB / bandwidth_mbps / SECONDS_PER_HOUR


@formula(
    "effort of the cutover activities x 8 hours / people who share it + the steps that data and systems take",
    unit="hours",
    source="judgement: every responsible role works through the window; files are copied beforehand (A8-03)",
)
def cutover_hours(effort: float, people: int, system_hours: float) -> float:
    """Return how long a cutover takes with validation."""
    return effort * HOURS_PER_DAY / max(1, people) + system_hours


@dataclass(frozen=True, slots=True)
class CutoverTimes:
    """The lengths of the first copy and of the cutover."""

    night: Night
    derived: Mapping[str, FactValue]
    figures: tuple[Figure, ...]


def cutover_times(planned: Mapping[str, Planned], facts: Facts, knowledge: Knowledge) -> CutoverTimes:
    """Return the times of the first copy and of the cutover, with their figures."""
    moves = facts.text("engagement_type") in MOVES_DATA
    database = facts.number("db_size_gb") if moves else 0.0
    files = facts.number("filestore_gb") if moves else 0.0
    bandwidth = facts.number("hybrid_bandwidth_mbps")
    whole = round(copy_hours(database + files, bandwidth), 4)
    version, link = facts["source_pg_version"], facts.text("hybrid_link")
    replicates = link != "none" and isinstance(version, int | float) and version >= REPLICATES_FROM_VERSION
    there = [planned[key] for key in CUTOVER if key in planned]
    people = len({role for one in there for role in one.row.responsible})
    night = Night(
        moves_data=moves,
        replicates=replicates,
        database_gib=database,
        copy_hours=copy_hours(database, bandwidth),
        efforts={one.row.activity_id: (one.low, one.likely, one.high) for one in there},
        who={one.row.activity_id: one.row.responsible for one in there},
        people=people,
        window_hours=facts.number("cutover_window_hours"),
    )
    needed = steps(knowledge.cutover_steps, night, "forward")
    effort = round(fsum(one.likely for one in there), 4)
    system = round(hours_of(needed) - cutover_hours(effort, people, 0.0), 4)
    cutover = round(cutover_hours(effort, people, system), 4)
    copied = copy_hours.explain(
        "roadmap.data_copy_hours",
        "First copy of database and files",
        (
            facts.input("engagement_type"),
            facts.input("db_size_gb"),
            facts.input("filestore_gb"),
            facts.input("hybrid_bandwidth_mbps"),
        ),
        whole,
    )
    own = [one for one in needed if not one.row.activity_id]
    taken = cutover_hours.explain(
        "roadmap.cutover_hours",
        "Cutover with validation",
        (
            *(Input(one.row.activity, round(one.likely, 2), "days", one.row.source) for one in there),
            Input("People who share it", people, "", "roles responsible for these activities"),
            *(Input(one.row.name, round(one.minutes[1], 1), "minutes", one.row.source) for one in own),
            Input("First copy, for comparison", whole, "hours", copy_hours.words, copied.name),
            facts.input("hybrid_link"),
            facts.input("source_pg_version"),
        ),
        cutover,
    )
    return CutoverTimes(night, {"data_copy_hours": whole, "cutover_estimate_hours": cutover}, (copied, taken))
