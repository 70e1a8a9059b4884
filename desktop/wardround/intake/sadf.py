"""CPU, memory and disk use as ``sadf -d`` prints what sar recorded. Columns are found by name, never by place.

Source of the form: sysstat manual, sadf(1); read with output of sysstat 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from wardround.intake.not_understood import NotANumber, NotATime, NothingInIt, NotThisForm
from wardround.intake.usage import Usage, UsagePoint

_START = "# hostname;interval;timestamp"
_RESTART = re.compile(r"LINUX-RESTART(?:\s*\((\d+) CPU\))?")
_ALL_CPUS = {"-1", "all"}
_NOT_WORK = ("%iowait", "%steal", "%idle")
_PERCENT = 100.0
_BLOCK_BYTES = 512
_COMMAND = "sadf -d FILE -- -u -r -b"
_FORM = "what 'sadf -d' prints"
_CPU_USE = "CPU use"
_EXPORT = f"export with: {_COMMAND}"
_EXAMPLE = "2026-11-24 02:06:11 UTC; export without the option -t"


def read_sadf(text: str) -> Usage:
    """Return the samples of a file. Raises NotUnderstood where it has no CPU use, or a line cannot be read.

    Samples of memory and disks that lie at the same time are put beside the CPU use; without any they stay unknown.
    """
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), start=1):
        reader.take(line, number)
    if not reader.busy:
        raise NothingInIt(_CPU_USE, _EXPORT)
    return Usage(tuple(_points(reader.busy, reader.memory, reader.disks)), reader.cpus, reader.skipped)


class _Reader:
    """What was read so far, and under which headings."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self.cpus: int | None = None
        self.skipped = 0
        self.busy: dict[datetime, tuple[float, float, float]] = {}
        self.memory: dict[datetime, float] = {}
        self.disks: dict[datetime, tuple[float, float]] = {}

    def take(self, line: str, number: int) -> None:
        """Read a line."""
        if line.startswith(_START):
            self.columns = tuple(part.strip() for part in line.removeprefix("# ").split(";"))
            return
        restart = _RESTART.search(line)
        if restart or not line.strip() or line.startswith("#"):
            self.cpus = int(restart[1]) if restart and restart[1] else self.cpus
            self.skipped += 1
            return
        if not self.columns:
            raise NotThisForm(_FORM, f"'{_START}'", _COMMAND, number)
        row = dict(zip(self.columns, (part.strip() for part in line.split(";")), strict=False))
        at = _time(row.get("timestamp", ""), number)
        if "CPU" in self.columns:
            self._take_cpu(row, at, number)
        elif "%memused" in self.columns:
            self.memory[at] = _memory(row, number)
        elif "tps" in self.columns and "bread/s" in self.columns:
            blocks = _number(row, "bread/s", number) + _number(row, "bwrtn/s", number)
            self.disks[at] = (_number(row, "tps", number), blocks * _BLOCK_BYTES / 1e6)
        else:
            self.skipped += 1

    def _take_cpu(self, row: Mapping[str, str], at: datetime, number: int) -> None:
        if row.get("CPU") in _ALL_CPUS:
            idle = sum(_number(row, name, number) for name in _NOT_WORK if name in row) / _PERCENT
            stolen = _number(row, "%steal", number) / _PERCENT if "%steal" in row else 0.0
            self.busy[at] = (_number(row, "interval", number), max(1.0 - idle, 0.0), stolen)
        elif row.get("CPU", "").isdigit():
            self.cpus = max(self.cpus or 0, int(row["CPU"]) + 1)


def _points(
    busy: Mapping[datetime, tuple[float, float, float]],
    memory: Mapping[datetime, float],
    disks: Mapping[datetime, tuple[float, float]],
) -> Iterable[UsagePoint]:
    for at in sorted(busy):
        seconds, share, stolen = busy[at]
        iops, mbps = disks.get(at, (None, None))
        yield UsagePoint(at, seconds, min(share, 1.0), stolen, memory.get(at), iops, mbps)


def _time(text: str, line: int) -> datetime:
    words = text.removesuffix(" UTC").strip()
    try:
        if words.isdigit():
            return datetime.fromtimestamp(int(words), UTC)
        return datetime.strptime(words, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise NotATime(text, _EXAMPLE, line) from error


def _number(row: Mapping[str, str], name: str, line: int) -> float:
    text = row.get(name, "")
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise NotANumber(text, name, line) from error


def _memory(row: Mapping[str, str], line: int) -> float:
    """Return the memory in use; where the kernel says what it could free, that does not count."""
    share = _number(row, "%memused", line) / _PERCENT
    if "kbavail" not in row or share <= 0:
        return share
    whole = _number(row, "kbmemused", line) / share
    return min(max(0.0, 1.0 - _number(row, "kbavail", line) / whole), 1.0)
