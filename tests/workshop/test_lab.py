"""`wardround lab`: networks in, answers out, and every malformed case named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wardround import cli

Outcome = tuple[int, list[dict[str, Any]], str]
GOOD: dict[str, Any] = {
    "id": "good",
    "stations": [{"name": "app", "kind": "ps", "servers": 4}, {"name": "net", "kind": "delay"}],
    "pools": [{"name": "workers", "size": 6}],
    "classes": [
        {"name": "ui", "population": 30, "think": 5, "path": [["app", 0.2], ["net", 0.1]], "pool": "workers"},
        {"name": "feed", "arrival_rate": 2, "path": [["app", 0.1]]},
        {"name": "batch", "population": 1, "think": 0, "path": [["app", 0.5]], "pool": None},
    ],
}
KEYS = [
    "id",
    "throughput",
    "utilisation",
    "pool_utilisation",
    "mean_response",
    "p50_response",
    "p95_response",
    "p99_response",
    "saturated",
    "stable",
    "bottleneck",
    "bounds",
    "converged",
    "method",
]


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Return a function that solves cases and returns exit code, answers and errors."""

    def run(*cases: object, options: tuple[str, ...] = (), text: str = "") -> Outcome:
        file = tmp_path / "cases.json"
        file.write_text(text or json.dumps({"cases": cases}), encoding="utf-8")
        code = cli.main(["lab", str(file), *options])
        captured = capsys.readouterr()
        return code, json.loads(captured.out)["cases"] if captured.out else [], captured.err

    return run


def changed(edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(json.dumps(GOOD))
    case["id"] = "bad"
    edit(case)
    return case


def test_an_answer_has_the_documented_keys(lab: Callable[..., Outcome]) -> None:
    code, (answer,), errors = lab(GOOD)
    assert (code, errors) == (0, "")
    assert list(answer) == KEYS
    assert list(answer["mean_response"]) == ["ui", "feed", "batch"]
    assert list(answer["utilisation"]) == ["app"]
    assert list(answer["pool_utilisation"]) == ["workers"]
    assert answer["throughput"]["feed"] == 2.0
    assert answer["mean_response"]["ui"] < answer["p95_response"]["ui"] < answer["p99_response"]["ui"]
    assert set(answer["bounds"]) == {"throughput_at_most", "response_at_least", "response_at_most"}
    assert answer["bounds"]["response_at_most"]["ui"] is None
    assert answer["saturated"] is False


def test_the_documentation_names_every_key_of_an_answer() -> None:
    page = (Path(__file__).resolve().parents[2] / "resources" / "docs" / "lab.md").read_text(encoding="utf-8")
    assert [key for key in [*KEYS, "simulation", "error"] if f"`{key}`" not in page] == []


def test_the_example_of_the_documentation_is_solved(lab: Callable[..., Outcome]) -> None:
    page = (Path(__file__).resolve().parents[2] / "resources" / "docs" / "lab.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    code, (answer,), errors = lab(text=example)
    assert (code, errors, answer["id"]) == (0, "", "front office")


def test_overload_gives_nulls_and_says_that_it_is_saturated(lab: Callable[..., Outcome]) -> None:
    code, (answer,), _ = lab(changed(lambda case: case["classes"][1].update(arrival_rate=50)))
    assert code == 0
    assert (answer["saturated"], answer["stable"], answer["bottleneck"]) == (True, False, "app")
    assert set(answer["mean_response"].values()) == {None}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda case: case.pop("stations"), "stations: this must be a list"),
        (lambda case: case.update(stations=[]), "stations: there are none"),
        (lambda case: case["stations"].append(7), "stations[2]: this must be an object"),
        (lambda case: case["stations"][0].pop("name"), "stations[0]: the key 'name' is missing"),
        (lambda case: case["stations"][0].update(kind="lifo"), "stations[app].kind: there is no kind 'lifo'"),
        (lambda case: case["stations"][0].update(servers=0), "stations[app].servers"),
        (lambda case: case["stations"][0].update(servers=2.5), "stations[app].servers: this must be a whole number"),
        (lambda case: case["stations"][0].update(servrs=2), "the key 'servrs' is unknown. Did you mean servers?"),
        (lambda case: case["stations"][0].update(rates=[1, 2]), "stations[app].rates"),
        (lambda case: case["pools"][0].update(size=0), "pools[workers].size"),
        (lambda case: case["classes"][0].update(population=-1), "classes[ui].population"),
        (lambda case: case["classes"][0].update(population=True), "classes[ui].population: this must be a number"),
        (lambda case: case["classes"][0].update(think="5"), "classes[ui].think: this must be a number"),
        (lambda case: case["classes"][0].pop("think"), "classes[ui]: the key 'think' is missing"),
        (lambda case: case["classes"][0].update(arrival_rate=1), "classes[ui]: give either arrival_rate"),
        (lambda case: case["classes"][0].update(path=[]), "classes[ui].path: this must be a list of steps"),
        (lambda case: case["classes"][0].update(path=[["app"]]), "classes[ui].path[0]"),
        (lambda case: case["classes"][0].update(path=[["app", -1]]), "classes[ui].path: the demand -1.0"),
        (lambda case: case["classes"][0].update(path=[["gpu", 1]]), "classes[ui].path: there is no station 'gpu'"),
        (lambda case: case["classes"][0].update(pool="crew"), "classes[ui].pool: there is no pool 'crew'"),
        (lambda case: case["classes"].append(GOOD["classes"][0]), "classes: the name 'ui' is used twice"),
        (lambda case: case["classes"][0].update(think=10**400), "classes[ui].think: this must be a number"),
    ],
)
def test_a_malformed_case_is_named_and_the_others_are_solved(
    lab: Callable[..., Outcome], edit: Callable[[dict[str, Any]], object], words: str
) -> None:
    code, (first, second), errors = lab(changed(edit), GOOD)
    assert code == 2
    assert list(first) == ["id", "error"]
    assert first["id"] == "bad"
    assert words in first["error"]
    assert f"bad: {first['error']}" in errors
    assert list(second) == KEYS


def test_cases_without_an_id_and_with_one_twice_are_named_by_place(lab: Callable[..., Outcome]) -> None:
    code, answers, errors = lab(7, {"id": 3}, GOOD, GOOD)
    assert code == 2
    assert [answer["id"] for answer in answers] == ["cases[0]", "cases[1]", "good", "good"]
    assert "mean_response" in answers[2]
    assert "used by an earlier case" in answers[3]["error"]
    assert len(errors.splitlines()) == 3


def test_keys_that_mean_nothing_in_a_case_are_named_and_ignored(lab: Callable[..., Outcome]) -> None:
    code, (answer,), errors = lab({**GOOD, "colour": "red", "title": "known"})
    assert code == 0
    assert "mean_response" in answer
    assert errors == "good: colour: this key means nothing here and is ignored\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not readable JSON"),
        ("[]", 'the top level must be an object with the key "cases"'),
        ('{"cases": 3}', '"cases" must be a list'),
        ('{"format": "other/1", "cases": []}', "the format 'other/1' is unknown"),
        ('{"cases": [], "cases": []}', "the key 'cases' stands twice"),
        ('{"cases": [{"id": "a", "think": NaN}]}', "NaN is no number"),
        ("[" * 100_000, "not readable JSON"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused_with_one_line(
    lab: Callable[..., Outcome], text: str, words: str
) -> None:
    code, answers, errors = lab(text=text)
    assert (code, answers) == (2, [])
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["lab", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_a_simulation_stands_beside_the_answer_with_its_intervals(
    lab: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wardround.workshop.lab.MOST_TRANSACTIONS", 20_000)
    code, (answer,), errors = lab(GOOD, options=("--simulate",))
    assert (code, errors) == (0, "")
    simulation = answer["simulation"]
    for name, mean in answer["mean_response"].items():
        found = simulation["mean_response"][name]
        assert mean == pytest.approx(found["value"], rel=0.1)
        assert 0.0 < found["half_width"] < 0.3 * found["value"]
    assert simulation["confidence"] == 0.95
    assert simulation["transactions"] > 5_000
    again = lab(GOOD, options=("--simulate",))[1][0]
    assert again["simulation"] == simulation
