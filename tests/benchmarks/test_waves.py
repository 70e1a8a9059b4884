"""Waves of a large estate, beside a plain reading of its graph."""

import random
from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

from wardround.assessment import Assessment
from wardround.engine.facts import answered
from wardround.engine.waves import WavePlan, planned_waves
from wardround.knowledge import Knowledge

SYSTEMS, DEPENDENCIES = 5_000, 20_000


def estate() -> Assessment:
    """Return an estate with circles and a long tail, the same each time."""
    drawn = random.Random(5)  # noqa: S311 - no secret
    systems = [
        {
            "key": f"s{number}",
            "name": f"System {number}",
            "moves": drawn.choice(["with_erp", "later"]),
            "criticality": drawn.randint(1, 5),
        }
        for number in range(SYSTEMS)
    ]
    ends: set[tuple[int, int]] = set()
    while len(ends) < DEPENDENCIES:
        one, other = drawn.randrange(SYSTEMS), drawn.randrange(SYSTEMS)
        if one != other:
            # Most lean on what came before; some lean back and make circles.
            ends.add((max(one, other), min(one, other)) if drawn.random() < 0.95 else (one, other))
    edges = [
        {"key": f"e{number}", "source": f"s{one}", "target": f"s{other}"}
        for number, (one, other) in enumerate(sorted(ends))
    ]
    return Assessment.model_validate({"dependencies": {"systems": systems, "edges": edges}})


def plain_reading(assessment: Assessment) -> int:
    """Return how many dependencies there are, each looked at once: the least that anybody has to do."""
    needs: dict[str, set[str]] = {system.key: set() for system in assessment.dependencies.systems}
    for edge in assessment.dependencies.edges:
        needs[edge.source].add(edge.target)
    return sum(len(found) for found in needs.values())


def waves_made() -> Callable[[], WavePlan]:
    assessment, knowledge = estate(), Knowledge.load()
    facts = answered(assessment, knowledge)
    return lambda: planned_waves(assessment, facts, knowledge)


def test_reading_the_graph_plainly(benchmark: BenchmarkFixture) -> None:
    assessment = estate()
    assert benchmark(lambda: plain_reading(assessment)) == DEPENDENCIES


def test_waves_of_five_thousand_systems(benchmark: BenchmarkFixture) -> None:
    plan = benchmark(waves_made())
    placed = [member for wave in plan.waves for member in wave.members if member.startswith("s")]
    assert len(placed) == len(set(placed)) == SYSTEMS
