"""How long the engine takes for each sample, and how that grows with what an engagement is made of.

Read the numbers as ratios within one run: the fastest row of a table is 1.0, and machines differ. In a table of growth
each row is 1, 4 or 16 times as large: work that grows in proportion at most shows ratios of no more than that.
"""

from collections.abc import Callable, Mapping

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.samples import SAMPLE_NAMES, assessed, sample
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue

TIMES = (1, 4, 16)
REGION = "eastus2"
FEWEST_SIZES = 20
ROWS = 6
PEOPLE = {"named_users": 5000, "peak_concurrent_users": 400, "avg_concurrent_users": 200}


@pytest.mark.benchmark(group="assess")
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_assess(benchmark: BenchmarkFixture, name: str) -> None:
    assessed(sample(name))  # the prices of its regions are read once, for all assessments of a session
    findings = benchmark(assessed, sample(name))
    assert findings.cost.totals.monthly_usd > 0


@pytest.mark.benchmark(group="assess, an answer changed each time")
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_assess_after_another_answer(benchmark: BenchmarkFixture, name: str) -> None:
    first = sample(name)
    people = first.people.peak_concurrent_users
    other = first.model_copy(
        update={
            "people": first.people.model_copy(
                update={"peak_concurrent_users": people.model_copy(update={"value": (people.value or 100) - 1})}
            )
        }
    )
    assessed(first)
    turns = [first, other]

    def assessed_in_turn() -> None:
        turns.reverse()
        assert assessed(turns[0]).cost.totals.monthly_usd > 0

    benchmark(assessed_in_turn)


def grown(section: str, field: str, rows: object) -> Assessment:
    """Return an engagement of which nothing is told but how many people work and one table."""
    people = {name: {"value": value, "standing": "stated"} for name, value in PEOPLE.items()}
    plain: dict[str, dict[str, object]] = {"people": dict(people)}
    return Assessment.model_validate(plain | {section: plain.get(section, {}) | {field: rows}})


def interfaces(times: int) -> Assessment:
    kinds = [row.interface_type for row in sample("multi-site-network").interfaces.interfaces]
    rows = [
        {"key": f"i{number}", "name": f"Interface {number}", "interface_type": kinds[number % len(kinds)]}
        for number in range(ROWS * times)
    ]
    return grown("interfaces", "interfaces", rows)


def roles_of_people(times: int) -> Assessment:
    levels = [row.activity_level for row in sample("multi-site-network").people.roles]
    rows = [
        {"key": f"r{number}", "name": f"Role {number}", "activity_level": levels[number % len(levels)], "head_count": 9}
        for number in range(ROWS * times)
    ]
    return grown("people", "roles", rows)


def tenants_apart(times: int) -> Assessment:
    rows = [
        {
            "key": f"t{number:02}",
            "name": f"Clinic {number}",
            "database": f"clinic{number}",
            "database_gib": 20,
            "placement": "dedicated_vm",
        }
        for number in range(times)
    ]
    return grown("tenants", "tenants", rows)


def sizes_allowed(times: int) -> Assessment:
    names = [size.sku for size in Catalogue.load().sizes_offered(REGION)]
    # All through the list, so that small and large ones are among them.
    return grown("platform", "allowed_skus", names[:: max(len(names) // (FEWEST_SIZES * times), 1)])


GROWTH: Mapping[str, Callable[[int], Assessment]] = {
    "interfaces": interfaces,
    "roles of people": roles_of_people,
    "tenants on servers of their own": tenants_apart,
    "VM sizes": sizes_allowed,
}


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("what", list(GROWTH))
def test_assess_grows_in_proportion_at_most(benchmark: BenchmarkFixture, what: str, times: int) -> None:
    benchmark.group = f"assess by {what}"
    stated = GROWTH[what](times)
    assessed(stated)
    assert benchmark(assessed, stated).cost.totals.monthly_usd > 0


@pytest.mark.parametrize("beside", [0, 1, 2, 4])
def test_assess_grows_with_the_environments_in_proportion_at_most(benchmark: BenchmarkFixture, beside: int) -> None:
    benchmark.group = "assess by environments beside production"
    names = ("preproduction", "test", "training", "development")[:beside]
    first = sample("clinic-group")
    scope = first.engagement.scope_environments.model_copy(update={"value": ("production", *names)})
    stated = first.model_copy(update={"engagement": first.engagement.model_copy(update={"scope_environments": scope})})
    assessed(stated)
    found = benchmark(assessed, stated)
    assert {role.environment for role in found.sizing.roles if role.vcpus} == {"production", *names}
