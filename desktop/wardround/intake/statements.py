"""Sums of pg_stat_statements, as ``psql --csv`` prints the view. The texts of the statements are never kept.

Source of the columns: PostgreSQL documentation, pg_stat_statements, versions 12 to 17.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from wardround.intake.not_understood import ColumnsMissing, NotANumber, NothingInIt

_MOST_CELL = 10_000_000
_OLD_NAMES = {"total_time": "total_exec_time", "mean_time": "mean_exec_time"}
_TOP = 10
_REMEDY = "ask for an export after a working day"
_COMMAND = "psql --csv -c 'select * from pg_stat_statements'"


@dataclass(frozen=True, slots=True)
class Statements:
    """What all statements together did since the statistics were reset."""

    statements: int
    calls: int
    execution_s: float
    rows: int
    blocks_hit: int
    blocks_read: int
    blocks_dirtied: int
    temp_blocks_written: int
    wal_bytes: float | None
    """None before PostgreSQL 13."""
    slowest_shares: tuple[float, ...]
    """Of the execution time, by the statements that take most, largest first."""

    @property
    def hit_share(self) -> float:
        """Return the share of block reads that memory served."""
        asked = self.blocks_hit + self.blocks_read
        return self.blocks_hit / asked if asked else 1.0


def read_statements(text: str) -> Statements:
    """Return the sums of a file. Raises NotUnderstood where columns are missing or a number cannot be read."""
    csv.field_size_limit(_MOST_CELL)
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    names = [_OLD_NAMES.get(name, name) for name in reader.fieldnames or ()]
    missing = {"calls", "total_exec_time", "rows", "shared_blks_hit", "shared_blks_read"} - set(names)
    if missing:
        raise ColumnsMissing(sorted(missing), _COMMAND)
    reader.fieldnames = names
    times: list[float] = []
    sums = dict.fromkeys(
        ("calls", "rows", "shared_blks_hit", "shared_blks_read", "shared_blks_dirtied", "temp_blks_written"), 0.0
    )
    wal = 0.0
    for number, row in enumerate(reader, start=2):
        times.append(_number(row, "total_exec_time", number) / 1000.0)
        for name in sums:
            sums[name] += _number(row, name, number) if name in names else 0.0
        wal += _number(row, "wal_bytes", number) if "wal_bytes" in names else 0.0
    if not times:
        raise NothingInIt("statement", _REMEDY)
    whole = sum(times)
    slowest = sorted(times, reverse=True)[:_TOP]
    return Statements(
        len(times),
        round(sums["calls"]),
        whole,
        round(sums["rows"]),
        round(sums["shared_blks_hit"]),
        round(sums["shared_blks_read"]),
        round(sums["shared_blks_dirtied"]),
        round(sums["temp_blks_written"]),
        wal if "wal_bytes" in names else None,
        tuple(time / whole for time in slowest) if whole else (),
    )


def _number(row: Mapping[str, str | None], name: str, line: int) -> float:
    text = row.get(name) or ""
    if not text:
        return 0.0
    try:
        return float(text)
    except ValueError as error:
        raise NotANumber(text, name, line) from error
