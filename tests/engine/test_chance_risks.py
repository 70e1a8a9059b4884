"""Risks whose likelihood the samples compute take it from there and say so."""

from dataclasses import replace

import pytest

from tests.deliverables.example_findings import example
from tests.deliverables.example_spread import example_spread
from wardround.engine.chance_risks import level_of, with_chances
from wardround.engine.findings.spread import Chance
from wardround.knowledge import Knowledge


@pytest.mark.parametrize(
    ("chance", "level"), [(0.0, 1), (0.049, 1), (0.05, 2), (0.2, 3), (0.39, 3), (0.4, 4), (0.7, 5), (1.0, 5)]
)
def test_a_chance_has_the_level_of_its_step(chance: float, level: int) -> None:
    assert level_of(chance, Knowledge.load()) == level


def test_a_risk_takes_the_likelihood_of_its_chance_and_says_so() -> None:
    first = example()[1].risks[0]
    budget = replace(first, risk_id="RK-COS-01", likelihood=2, residual_likelihood=2, impact=3, because=())
    other = replace(first, risk_id="RK-GOV-01", likelihood=3, impact=3)
    spread = replace(example_spread(), chances=(Chance("budget", "Too dear", 0.75, 1.0, "USD", "in 75%"),))
    changed = {risk.risk_id: risk for risk in with_chances((budget, other), spread, Knowledge.load())}
    assert changed["RK-COS-01"].likelihood == 5
    assert changed["RK-COS-01"].residual_likelihood == 2
    assert any("10,000 samples" in line for line in changed["RK-COS-01"].because)
    assert changed["RK-GOV-01"] == other


def test_what_is_left_is_never_likelier_than_what_was_there_and_the_worst_comes_first() -> None:
    first = example()[1].risks[0]
    budget = replace(first, risk_id="RK-COS-01", likelihood=4, residual_likelihood=3, impact=3)
    other = replace(first, risk_id="RK-GOV-01", likelihood=2, impact=5)
    spread = replace(example_spread(), chances=(Chance("budget", "Too dear", 0.01, 1.0, "USD", "in 1%"),))
    order = with_chances((budget, other), spread, Knowledge.load())
    assert [risk.risk_id for risk in order] == ["RK-GOV-01", "RK-COS-01"]
    assert order[1].likelihood == order[1].residual_likelihood == 1


def test_every_computed_chance_is_one_that_the_spread_gives() -> None:
    given = {"response", "application", "database", "workers", "saturated", "budget"}
    assert {row.chance for row in Knowledge.load().computed_chances.values()} <= given
