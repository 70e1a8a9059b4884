"""CPU, memory and disk use as Windows records them: CSV of typeperf, logman or relog.

Source of the form: Microsoft documentation of typeperf and relog; general knowledge for the names of counters.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO

from wardround.intake.not_understood import NothingInIt, NotThisForm
from wardround.intake.usage import Usage, UsagePoint

_FIRST = re.compile(r"^\(PDH-CSV 4\.0\)(?:\s*\(.*\)\s*\((-?\d+)\))?$")
_COUNTERS = {
    "busy": ("processor(_total)\\% processor time", "processor information(_total)\\% processor time"),
    "iops": ("physicaldisk(_total)\\disk transfers/sec",),
    "bytes": ("physicaldisk(_total)\\disk bytes/sec",),
    "memory": ("memory\\% committed bytes in use",),
}
_FORM = "a CSV of typeperf or relog"
_COMMAND = "relog FILE.blg -f csv -o usage.csv"
_COUNTER = "counter 'Processor(_Total)\\% Processor Time'"
_LANGUAGE = "a Windows of another language names its counters otherwise: export with English names"
_SAMPLE = "sample of the processor time"
_RUN_ON = "let the recorder run for some days"
_FORMS = ("%m/%d/%Y %H:%M:%S.%f", "%m/%d/%Y %H:%M:%S")


def read_perfmon(text: str) -> Usage:
    """Return the samples of a file. Raises NotUnderstood where it has no processor time, or a line cannot be read.

    What typeperf says after its last sample is skipped, and so are rows in which the processor time is blank.
    """
    rows = list(csv.reader(StringIO(text.lstrip("\ufeff"))))
    if not rows or not rows[0] or not (first := _FIRST.match(rows[0][0].strip())):
        raise NotThisForm(_FORM, "'(PDH-CSV 4.0)'", _COMMAND)
    offset = timedelta(minutes=int(first[1] or 0))
    place = {name: _column(rows[0], names) for name, names in _COUNTERS.items()}
    if place["busy"] is None:
        raise NothingInIt(_COUNTER, _LANGUAGE)
    points: list[UsagePoint] = []
    skipped = 0
    before: datetime | None = None
    for row in rows[1:]:
        at = _time(row[0] if row else "")
        busy = _number(row, place["busy"])
        if at is None or busy is None:
            skipped += 1
            before = at or before
            continue
        seconds = (at - before).total_seconds() if before else 0.0
        before = at
        if seconds <= 0:
            skipped += 1
            continue
        moved, memory = _number(row, place["bytes"]), _number(row, place["memory"])
        points.append(
            UsagePoint(
                (at + offset).replace(tzinfo=UTC),
                seconds,
                min(max(busy / 100.0, 0.0), 1.0),
                0.0,
                None if memory is None else memory / 100.0,
                _number(row, place["iops"]),
                None if moved is None else moved / 1e6,
            )
        )
    if not points:
        raise NothingInIt(_SAMPLE, _RUN_ON)
    return Usage(tuple(sorted(points, key=lambda point: point.at)), None, skipped)


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    for place, cell in enumerate(header):
        counter = cell.strip().lower().removeprefix("\\\\").partition("\\")[2]
        if counter in names:
            return place
    return None


def _time(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the zone stands in the first cell
        except ValueError:
            continue
    return None


def _number(row: Sequence[str], place: int | None) -> float | None:
    if place is None or place >= len(row):
        return None
    try:
        return float(row[place])
    except ValueError:
        return None
