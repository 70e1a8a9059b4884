"""The compiled facts say what the tables say, and broken tables never become compiled facts."""

import csv
import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import facts
from wardround.tables import CompiledFacts, FactProblem, FactsRefused, read_csv

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "resources" / "facts"
COMPILED = ROOT / "resources" / "facts.json.gz"
SCRIPT = ROOT / "packaging" / "facts.py"
TABLES = {table: row_type for room in facts.ROOMS for table, row_type in room.tables.items()}
PARTS = {table: column for room in facts.ROOMS for table, column in room.parts.items()}


@pytest.fixture(scope="module")
def compiled() -> CompiledFacts:
    return CompiledFacts(COMPILED.read_bytes())


def test_no_table_name_is_claimed_by_two_rooms() -> None:
    assert len(TABLES) == sum(len(room.tables) for room in facts.ROOMS)


def test_every_table_is_compiled_and_nothing_else(compiled: CompiledFacts) -> None:
    assert compiled.tables() == tuple(sorted(TABLES))


@pytest.mark.parametrize("table", sorted(TABLES.keys() - PARTS.keys()))
def test_compiled_rows_equal_the_rows_of_the_table(compiled: CompiledFacts, table: str) -> None:
    assert compiled.rows(table, TABLES[table]) == read_csv(FACTS / f"{table}.csv", TABLES[table])


@pytest.mark.parametrize("table", sorted(PARTS))
def test_compiled_parts_together_equal_the_rows_of_the_table(compiled: CompiledFacts, table: str) -> None:
    expected: dict[str, list[object]] = {}
    for row in read_csv(FACTS / f"{table}.csv", TABLES[table]):
        expected.setdefault(getattr(row, PARTS[table]), []).append(row)
    assert compiled.parts(table) == tuple(sorted(expected))
    for part, rows in expected.items():
        assert list(compiled.rows(table, TABLES[table], part)) == rows


def test_the_tables_pass_their_checks_and_compile_to_the_file_that_travels() -> None:
    # Compared unpacked: another release of zlib may pack the same content differently.
    again = facts.compiled(facts.checked_tables(FACTS))
    assert gzip.decompress(again) == gzip.decompress(COMPILED.read_bytes())


def test_every_table_in_the_folder_is_read_by_somebody() -> None:
    assert {path.stem for path in FACTS.glob("*.csv")} == TABLES.keys()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of all tables that a test may break; the largest is cut to two regions."""
    folder = tmp_path / "facts"
    shutil.copytree(FACTS, folder)
    header, *rows = (folder / "vm_prices.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith(("polandcentral,", "westeurope,"))]
    (folder / "vm_prices.csv").write_text("\n".join([header, *kept, ""]), encoding="utf-8")
    return folder


def test_the_copy_that_the_tests_below_break_is_sound(copied: Path) -> None:
    assert facts.checked_tables(copied).keys() == TABLES.keys()


def put(path: Path, row: int, column: str, cell: str) -> None:
    """Put a cell into a table; rows count as a spreadsheet shows them."""
    with path.open(encoding="utf-8", newline="") as stream:
        records = list(csv.reader(stream))
    records[row - 1][records[0].index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(records)


def problems(folder: Path) -> tuple[FactProblem, ...]:
    with pytest.raises(FactsRefused) as refused:
        facts.checked_tables(folder)
    return refused.value.problems


@pytest.mark.parametrize(
    ("table", "row", "column", "cell", "words"),
    [
        ("vm_prices", 705, "sku", "Standard_D4s_v99", "'Standard_D4s_v99' is not a VM size"),
        ("vm_prices", 706, "payg_usd_per_hour", "0,2", "'0,2' is not a number"),
        ("vm_prices", 707, "payg_usd_per_hour", "-0.2", "'-0.2' is not at least 0"),
        ("vm_prices", 708, "price_date", "August", "'August' is not of the form"),
        ("vm_prices", 709, "source", "hearsay", "'hearsay' is not in sources.csv"),
        ("disk_prices", 3, "disk_sku", "P31", "'P31' is not a disk or disk meter"),
        ("disk_meters", 2, "unit", "", "the cell is empty"),
        ("service_prices", 10, "unit", "", "the cell is empty"),
        ("service_prices", 11, "scope", "europe", "'europe' is not a region or scope"),
        ("vm_sizes", 4, "vcpus", "0", "'0' is not at least 1"),
        ("vm_sizes", 4, "accelerated_networking", "maybe", "'maybe' is not one of yes, no"),
        ("sla", 2, "monthly_uptime_share", "99.99", "'99.99' is not at most 1"),
        ("dr_facts", 2, "unit", "", "the cell is empty"),
        ("regions", 3, "paired_region", "atlantis", "'atlantis' is not a region"),
    ],
)
def test_a_broken_cell_is_refused_with_file_row_and_column(
    copied: Path, table: str, row: int, column: str, cell: str, words: str
) -> None:
    put(copied / f"{table}.csv", row, column, cell)
    (problem,) = problems(copied)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", row, column)
    assert words in problem.what


def test_a_row_that_stands_twice_is_refused(copied: Path) -> None:
    path = copied / "regions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[4], ""]), encoding="utf-8")
    assert problems(copied) == (
        FactProblem("regions.csv", len(lines) + 1, "code", f"{lines[4].split(',')[0]} stands in row 5 already"),
    )


def test_problems_of_several_tables_are_told_together(copied: Path) -> None:
    put(copied / "sla.csv", 2, "monthly_uptime_share", "often")
    put(copied / "disks.csv", 2, "base_iops", "many")
    assert {problem.file for problem in problems(copied)} == {"sla.csv", "disks.csv"}


def test_a_table_that_is_gone_and_a_table_that_nobody_reads_are_both_named(copied: Path) -> None:
    (copied / "sla.csv").rename(copied / "slas.csv")
    assert {(problem.file, problem.row) for problem in problems(copied)} == {("sla.csv", 0), ("slas.csv", 0)}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments], check=False, capture_output=True, text=True, encoding="utf-8"
    )


def test_the_command_names_each_problem_in_a_line_and_writes_nothing(copied: Path, tmp_path: Path) -> None:
    put(copied / "sla.csv", 2, "monthly_uptime_share", "often")
    out = tmp_path / "facts.json.gz"
    outcome = run("compile", "--facts", copied, "--out", out)
    assert outcome.returncode == 1
    assert outcome.stdout.startswith("sla.csv, row 2, column monthly_uptime_share: 'often' is not a number\n")
    assert outcome.stderr == ""
    assert not out.exists()


def test_the_command_compiles_sound_tables_to_the_same_bytes_each_time(copied: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "one.gz", tmp_path / "two.gz"]
    for out in outs:
        assert run("compile", "--facts", copied, "--out", out).returncode == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
