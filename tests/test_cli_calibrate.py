"""The command that replaces judgement by measurements: what it prints, writes, leaves alone and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshop.measured_week import APPLICATION_S, made
from wardround import cli, shipped
from wardround.assessment import Standing, read_assessment, value_at

AS_OF = ("--as-of", "2026-11-25")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return made(tmp_path_factory.mktemp("week"))


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    path = tmp_path / "lakeside.json"
    path.write_bytes(Path(shipped.template("samples", "clinic-group.json")).read_bytes())
    return path


@pytest.fixture
def files(week: tuple[Path, Path, Path]) -> tuple[str, ...]:
    log, application, database = week
    return ("--odoo-log", str(log), "--application-use", str(application), "--database-use", str(database))


def test_it_prints_fits_answers_and_the_servers_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], engagement: Path, files: tuple[str, ...]
) -> None:
    before = engagement.read_bytes()
    assert cli.main(["calibrate", str(engagement), *files, *AS_OF]) == 0
    out = capsys.readouterr().out
    assert "Fit on the application server: 864 intervals" in out
    assert "demand.read" in out
    assert "Application server: measured" in out
    assert "Written" not in out
    assert engagement.read_bytes() == before


def test_the_answers_go_into_a_file_of_their_own_that_is_a_whole_engagement(
    capsys: pytest.CaptureFixture[str], engagement: Path, files: tuple[str, ...], tmp_path: Path
) -> None:
    before, into = engagement.read_bytes(), tmp_path / "measured.json"
    assert cli.main(["calibrate", str(engagement), *files, *AS_OF, "--into", str(into)]) == 0
    assert f"Written: {into}" in capsys.readouterr().out
    rows = read_assessment(into.read_bytes()).baseline.measured_demands
    assert {row.model_class for row in rows} >= set(APPLICATION_S)
    assert {row.standing for row in rows} == {Standing.MEASURED}
    assert engagement.read_bytes() == before
    assert cli.main(["check", str(into)]) == 0


def test_only_the_answers_that_were_named_are_taken(engagement: Path, files: tuple[str, ...], tmp_path: Path) -> None:
    into = tmp_path / "measured.json"
    chosen = ("--into", str(into), "--take", "demand.read, demand.search")
    assert cli.main(["calibrate", str(engagement), *files, *AS_OF, *chosen]) == 0
    before, after = read_assessment(engagement.read_bytes()), read_assessment(into.read_bytes())
    assert {row.model_class for row in after.baseline.measured_demands} == {"read", "search"}
    assert after.people == before.people


def test_a_measured_peak_is_not_replaced_unless_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], engagement: Path, files: tuple[str, ...], tmp_path: Path
) -> None:
    path = "baseline.app_cpu_util_peak_current_pct"
    into = tmp_path / "measured.json"
    calibrate = ("calibrate", str(engagement), *files, *AS_OF, "--into", str(into))
    before = value_at(read_assessment(engagement.read_bytes()), path)
    assert cli.main(calibrate) == 0
    said = capsys.readouterr().out
    assert "Only if you name it with --take: what is there is measured already" in said
    assert "the days recorded hold no month-end, and the peak falls on one" in said
    assert value_at(read_assessment(into.read_bytes()), path) == before
    number = next(line.split()[0] for line in said.splitlines() if line.endswith(f"answer.{path}"))
    assert cli.main([*calibrate, "--take", number]) == 0
    after = read_assessment(into.read_bytes())
    assert value_at(after, path) != before
    assert not after.baseline.measured_demands
    assert cli.main([*calibrate, "--take", "all"]) == 0
    after = read_assessment(into.read_bytes())
    assert value_at(after, path) != before
    assert after.baseline.measured_demands


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--take", "99"), "There is no measured answer '99'."),
        (("--take", "demand.reed"), "There is no measured answer 'demand.reed'. Did you mean"),
        (("--statements", "gone.csv"), "gone.csv: there is no such file"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(
    capsys: pytest.CaptureFixture[str],
    engagement: Path,
    files: tuple[str, ...],
    tmp_path: Path,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    into = tmp_path / "measured.json"
    assert cli.main(["calibrate", str(engagement), *files, *AS_OF, "--into", str(into), *arguments]) != 0
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert not into.exists()


def test_without_a_file_of_measurements_it_says_what_to_give(
    capsys: pytest.CaptureFixture[str], engagement: Path
) -> None:
    assert cli.main(["calibrate", str(engagement), *AS_OF]) != 0
    assert "give the Odoo log" in capsys.readouterr().err
