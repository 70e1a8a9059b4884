"""Check the fact tables of resources/facts, and compile them into the one file that Wardround reads.

python packaging/facts.py check      name every problem with its file, row and column; exit 1 if there is one
python packaging/facts.py compile    check, and write resources/facts.json.gz

A room of the package that reads tables names them in its `TABLES` (file name without .csv -> type of a row) and
checks what must hold between rows in `check`, which gets the rows of all tables by name.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wardround import catalogue, knowledge
from wardround.tables import (
    Cells,
    FactProblem,
    FactsRefused,
    checked_rows,
    compile_facts,
    read_cells,
    split_by,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class Room:
    """What a room of the package says about its tables."""

    tables: Mapping[str, type[DataclassInstance]]
    parts: Mapping[str, str]
    check: Callable[[Mapping[str, Sequence[Any]]], Sequence[FactProblem]]


ROOMS = (
    Room(catalogue.TABLES, catalogue.PARTS, catalogue.check),
    Room(knowledge.TABLES, {}, knowledge.check),
)


def checked_tables(folder: Path) -> dict[str, Cells]:
    """Return the cells of all tables in a folder.

    Raises FactsRefused with every problem of every table. What must hold between rows is looked at only once
    all tables can be read.
    """
    cells: dict[str, Cells] = {}
    rows: dict[str, Sequence[Any]] = {}
    problems = _unclaimed_files(folder)
    for table, row_type in ((table, row) for room in ROOMS for table, row in room.tables.items()):
        path = folder / f"{table}.csv"
        try:
            cells[table] = read_cells(path, row_type)
            rows[table] = checked_rows(cells[table], row_type, path.name)
        except FactsRefused as refused:
            problems += refused.problems
    if not problems:
        problems = [problem for room in ROOMS for problem in room.check(rows)]
    if problems:
        raise FactsRefused(problems)
    return cells


def compiled(tables: Mapping[str, Cells]) -> bytes:
    """Return the compiled form of checked tables."""
    split = {table: name for room in ROOMS for table, name in room.parts.items()}
    return compile_facts(
        {table: split_by(cells, split[table]) if table in split else {"": cells} for table, cells in tables.items()}
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Check and compile the fact tables.")
    parser.add_argument("command", choices=("check", "compile"))
    parser.add_argument("--facts", type=Path, default=RESOURCES / "facts", help="folder of the tables")
    parser.add_argument("--out", type=Path, default=RESOURCES / "facts.json.gz", help="the compiled file")
    chosen = parser.parse_args(arguments)
    try:
        tables = checked_tables(chosen.facts)
    except FactsRefused as refused:
        print(refused)
        print(f"Problems: {len(refused.problems)}. Nothing was written.")
        return 1
    rows = sum(len(next(iter(cells.values()))) for cells in tables.values())
    print(f"{len(tables)} tables, {rows} rows: no problems.")
    if chosen.command == "compile":
        chosen.out.write_bytes(compiled(tables))
        print(f"Wrote {chosen.out}.")
    return 0


def _unclaimed_files(folder: Path) -> list[FactProblem]:
    claimed = {f"{table}.csv" for room in ROOMS for table in room.tables}
    return [
        FactProblem(path.name, 0, "", "nothing reads this table; name it in TABLES, or delete it")
        for path in sorted(folder.glob("*.csv"))
        if path.name not in claimed
    ]


if __name__ == "__main__":
    sys.exit(main())
