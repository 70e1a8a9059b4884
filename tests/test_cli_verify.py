"""The command that simulates the busiest hour of an engagement beside what was predicted for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.samples import findings
from wardround import cli, shipped
from wardround.workshop import verifying
from wardround.workshop.assessing import Assessed
from wardround.workshop.verifying import NothingToVerify, verified

SAMPLE = Path(shipped.template("samples", "clinic-group.json"))


@pytest.fixture(autouse=True)
def _few_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_TRANSACTIONS", 3_000)
    monkeypatch.setattr(verifying, "MOST_INTERPRETED", 3_000)


def test_every_class_of_the_design_hour_stands_beside_its_simulation(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(SAMPLE), "--as-of", "2026-11-25"]) == 0
    heading, *rows, sentence = capsys.readouterr().out.splitlines()
    assert heading.split() == [
        "Operation",
        "Predicted",
        "Simulated",
        "95",
        "%",
        "within",
        "Simulated",
        "Within",
        "3",
        "%",
    ]
    network = Assessed.from_file(SAMPLE, "", findings("clinic-group").as_of).findings.sizing.performance.network
    assert network is not None
    assert len(rows) == len(network.classes)
    read = next(row for row in rows if row.startswith("Open a document "))
    assert " ms" in read
    assert "±" in read
    assert read.endswith(("yes", "no", "too few"))
    assert "requests were simulated" in sentence


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["verify", str(tmp_path / "gone.json")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_without_a_design_hour_the_reason_is_said() -> None:
    found = findings("clinic-group")
    performance = replace(found.sizing.performance, network=None)
    with pytest.raises(NothingToVerify, match="no busiest hour"):
        verified(replace(found, sizing=replace(found.sizing, performance=performance)))
