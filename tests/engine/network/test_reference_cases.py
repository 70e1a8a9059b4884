"""The solver against networks whose answers are known; what it may miss is what resources/docs/accuracy.md aims at."""

import json
from pathlib import Path
from typing import Any

import pytest

from wardround.engine.network.answer import solve
from wardround.workshop.lab_cases import LabCase, read_cases

FILE = Path(__file__).with_name("reference_cases.json")
REFERENCES: dict[str, dict[str, Any]] = {
    case["id"]: case["reference"] for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]
}
CASES = read_cases(FILE).cases
STABLE = [case for case in CASES if "mean_response" in REFERENCES[case.id]]
SATURATED = {"L7-pool-starved", "L8-database-saturated"}


def test_all_cases_are_read() -> None:
    assert len(CASES) == 13
    assert [case.error for case in CASES] == [""] * 13


@pytest.mark.parametrize("case", STABLE, ids=lambda case: case.id)
def test_throughput_utilisation_means_and_percentiles_are_within_the_aims(case: LabCase) -> None:
    assert case.network is not None
    answer, reference = solve([case.network])[0], REFERENCES[case.id]
    saturated = case.id in SATURATED
    assert answer.saturated is saturated
    assert answer.converged
    mean_aim, p95_aim = (0.15, 0.2) if saturated else (0.02, 0.1)
    for row in answer.classes:
        assert row.throughput_per_s == pytest.approx(reference["throughput"][row.name]["value"], rel=0.01)
        assert row.mean_s == pytest.approx(reference["mean_response"][row.name]["value"], rel=mean_aim)
        assert row.p95_s == pytest.approx(reference["p95_response"][row.name]["value"], rel=p95_aim)
        assert row.mean_s is not None
        assert row.mean_s >= row.response_at_least_s * (1.0 - 1e-9)
    shares = {one.name: one.share for one in answer.stations}
    for name, wanted in reference["utilisation"].items():
        assert shares[name] == pytest.approx(wanted["value"], rel=0.01)


def test_the_case_without_a_steady_state_is_found() -> None:
    (case,) = (case for case in CASES if case.id == "L13-open-unstable")
    assert case.network is not None
    answer = solve([case.network])[0]
    assert answer.saturated
    assert answer.bottleneck == REFERENCES[case.id]["bottleneck"]
    assert {row.mean_s for row in answer.classes} == {None}
