"""Measurements of a client take the place of judgement, answer by answer, and bad ones are refused with a reason."""

import os
from pathlib import Path

import pytest

from tests.engine.samples import findings, found, sample
from tests.workshop.measured_week import APPLICATION_S, CPUS, DATABASE_S, made
from wardround.assessment import Standing
from wardround.knowledge import Knowledge
from wardround.workshop.calibrating import (
    Calibration,
    Files,
    MeasurementNotRead,
    NothingMeasured,
    calibrated,
)

NAME = "clinic-group"
FILES = Path(__file__).parent.parent / "intake" / "files"


def of(files: Files) -> Calibration:
    return calibrated(files, sample(NAME), findings(NAME), Knowledge.load())


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return made(tmp_path_factory.mktemp("week"))


@pytest.fixture(scope="module")
def whole(week: tuple[Path, Path, Path]) -> Calibration:
    log, application, database = week
    return of(Files(odoo_log=log, application_use=application, database_use=database))


def requests_of(model_class: str) -> float:
    return next(row.http_requests for row in findings(NAME).demand.services if row.model_class == model_class)


@pytest.mark.parametrize("name", sorted(APPLICATION_S))
def test_known_demands_come_back_within_a_tenth(whole: Calibration, name: str) -> None:
    changed = whole.applied(sample(NAME), frozenset({f"demand.{name}"}))
    row = next(row for row in changed.baseline.measured_demands if row.model_class == name)
    requests = max(requests_of(name), 1.0)
    assert row.application_cpu_ms == pytest.approx(1000 * APPLICATION_S[name] * requests, rel=0.1)
    assert row.database_cpu_ms == pytest.approx(1000 * DATABASE_S[name] * requests, rel=0.1)
    assert row.standing is Standing.MEASURED


def test_the_fit_says_how_good_it_is(whole: Calibration) -> None:
    assert {name for name, _fit in whole.fits} == {"application", "database"}
    for _name, fit in whole.fits:
        assert fit.r_squared > 0.9
        assert not fit.refused
    assert all(row.quality for row in whole.proposals)


def test_taking_all_proposals_moves_what_is_found(whole: Calibration) -> None:
    every = frozenset(row.proposal_id for row in whole.proposals)
    before, after = findings(NAME), found(whole.applied(sample(NAME), every))
    assert after.demand.services != before.demand.services
    measured = {row.model_class for row in after.demand.services if row.standing is Standing.MEASURED}
    assert measured >= set(APPLICATION_S)
    assert after.demand.think_time_s != before.demand.think_time_s


def test_nothing_is_taken_that_nobody_chose(whole: Calibration) -> None:
    assert whole.applied(sample(NAME), frozenset()) == sample(NAME)


def test_the_busiest_hour_of_a_server_stands_beside_the_prediction(whole: Calibration) -> None:
    by_tier = {row.tier: row for row in whole.actual}
    assert set(by_tier) == {"application", "database"}
    assert 0 < by_tier["application"].measured_busiest_hour_share <= 1
    assert by_tier["application"].predicted_share > 0


def test_a_log_of_another_server_is_refused_and_the_rest_still_counts(
    week: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    log, application, _ = week
    lines = application.read_text(encoding="utf-8").splitlines()
    shifted = tmp_path / "application.csv"
    head, rows = lines[:2], lines[2:]
    stamps = [row.split(";")[:3] for row in rows]
    values = [row.split(";")[3:] for row in rows]
    half = len(rows) // 8  # twelve hours later
    moved = values[half:] + values[:half]
    rows = [";".join([*stamp, *value]) for stamp, value in zip(stamps, moved, strict=True)]
    shifted.write_text("\n".join([*head, *rows]), encoding="utf-8")
    result = of(Files(odoo_log=log, application_use=shifted))
    assert any("refused" in remark for remark in result.remarks)
    assert not any(row.proposal_id.startswith("demand.") for row in result.proposals)
    assert any(row.proposal_id.startswith("shape.") for row in result.proposals)


def test_use_without_a_count_of_cpus_asks_for_it(week: tuple[Path, Path, Path], tmp_path: Path) -> None:
    log, application, _ = week
    bare = tmp_path / "application.csv"
    bare.write_text(application.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    os.utime(bare)
    assert any("how many CPUs" in remark for remark in of(Files(odoo_log=log, application_use=bare)).remarks)
    told = of(Files(odoo_log=log, application_use=bare, application_cpus=CPUS))
    assert any(row.proposal_id.startswith("demand.") for row in told.proposals)


def test_an_export_of_a_real_database_is_read() -> None:
    result = of(Files(statements=FILES / "pg_stat_statements.csv"))
    assert any("calls" in remark for remark in result.remarks)


def test_what_sar_really_recorded_is_read() -> None:
    result = of(Files(application_use=FILES / "sar.csv"))
    assert result.actual[0].measured_busiest_hour_share > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "CPU use"), ("hello\n", "sadf"), ("(PDH-CSV 4.0)\n", "counter")],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "use.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MeasurementNotRead, match=said):
        of(Files(application_use=path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasurementNotRead, match=r"gone\.csv"):
        of(Files(database_use=tmp_path / "gone.csv"))


def test_no_file_is_no_calibration() -> None:
    with pytest.raises(NothingMeasured):
        of(Files())
