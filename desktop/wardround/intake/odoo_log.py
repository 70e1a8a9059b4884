"""Requests by interval and class from the log of an Odoo server. Addresses, paths and names of people are not kept.

Source of the form: request lines of the Odoo server, versions 16 to 18; the three fields behind the status are the
number of queries, seconds in the database and seconds elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from wardround.intake.not_understood import NothingInIt

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"^(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(?P<ms>\d{3}) \d+ [A-Z]+ \S+ (?P<logger>\S+): ")
_REQUEST = re.compile(
    r'(?P<peer>\S+) - - \[[^\]]*\] "(?P<verb>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) \S+'
    r"(?: (?P<queries>\d+|-) (?P<sql>[\d.]+|-) (?P<rest>[\d.]+|-))?"
)
NOT_WORK = ("/longpolling/", "/websocket", "/bus/", "/web/static/", "/web/assets/", "/web/health", "/favicon")
"""Paths that no worker of the pool serves for people."""


@dataclass(frozen=True, slots=True)
class Route:
    """Requests whose path matches a pattern, and the body's model and method where the path names them."""

    pattern: str
    model_class: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The requests of one interval: its start in UTC, how many of each class, and seconds by class."""

    starts: datetime
    counts: tuple[int, ...]
    database_s: tuple[float, ...]
    """Time in the database as the log tells it, waits included."""
    elsewhere_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RequestLog:
    """What a log tells: intervals of equal length in the order of time, classes in the order of ``classes``."""

    classes: tuple[str, ...]
    seconds: float
    intervals: tuple[Interval, ...]
    requests: int
    unmatched: int
    """Requests whose path no route names; they are not counted in any class."""
    without_times: int
    """Requests without the three fields of time."""
    think_gaps_s: tuple[float, ...]
    """Gaps between the requests of one address that are long enough to be thinking and short enough to be one visit."""
    p95_s: float | None
    """95th percentile of the time of all requests that the log times."""


_REQUEST_LINE = "request line of an Odoo server"
_REMEDY = "set log_level = info and no syslog, and ask for a working day"
SHORTEST_GAP_S, LONGEST_GAP_S = 2.0, 600.0
"""A shorter gap is one screen loading itself; after a longer one somebody came back."""


def read_odoo_log(
    lines: Iterable[str], routes: Sequence[Route], *, interval_s: float = 300.0, utc_offset_hours: float = 0.0
) -> RequestLog:
    """Return the requests of a log by interval. Raises NotUnderstood where it has no request line.

    Parameters
    ----------
    routes : tried in their order; the first that matches names the class.
    utc_offset_hours : how far the clock of the server is ahead of UTC; the log has no zone.
    """
    classes = tuple(dict.fromkeys(route.model_class for route in routes))
    place = {name: at for at, name in enumerate(classes)}
    matched = [(re.compile(route.pattern), place[route.model_class]) for route in routes]
    zone = timezone(timedelta(hours=utc_offset_hours))
    sums: dict[int, list[list[float]]] = defaultdict(lambda: [[0.0] * len(classes) for _ in range(3)])
    last: dict[str, float] = {}
    gaps: list[float] = []
    took: list[float] = []
    requests = unmatched = without = 0
    for raw in lines:
        line = _COLOUR.sub("", raw)
        head = _LINE.match(line)
        if head is None or not head["logger"].startswith("werkzeug"):
            continue
        found = _REQUEST.search(line, head.end())
        if found is None or found["path"].startswith(NOT_WORK):
            continue
        requests += 1
        at = datetime.strptime(head["at"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone).timestamp()
        at += int(head["ms"]) / 1000.0
        gap = at - last.get(found["peer"], at)
        last[found["peer"]] = at
        if SHORTEST_GAP_S <= gap <= LONGEST_GAP_S:
            gaps.append(gap)
        which = next((each for pattern, each in matched if pattern.search(found["path"])), None)
        if which is None:
            unmatched += 1
            continue
        cell = sums[int(at // interval_s)]
        cell[0][which] += 1.0
        if found["sql"] is None or found["sql"] == "-":
            without += 1
            continue
        cell[1][which] += float(found["sql"])
        cell[2][which] += float(found["rest"])
        took.append(float(found["sql"]) + float(found["rest"]))
    if not requests:
        raise NothingInIt(_REQUEST_LINE, _REMEDY)
    return RequestLog(
        classes,
        interval_s,
        tuple(_intervals(sums, interval_s, len(classes))),
        requests,
        unmatched,
        without,
        tuple(gaps),
        sorted(took)[min(int(0.95 * len(took)), len(took) - 1)] if took else None,
    )


def _intervals(sums: dict[int, list[list[float]]], seconds: float, classes: int) -> Iterable[Interval]:
    """Yield all intervals from the first to the last; those without a request are quiet, not unknown."""
    quiet = [[0.0] * classes for _ in range(3)]
    for number in range(min(sums), max(sums) + 1) if sums else ():
        counts, database, elsewhere = sums.get(number, quiet)
        yield Interval(
            datetime.fromtimestamp(number * seconds, UTC),
            tuple(int(count) for count in counts),
            tuple(database),
            tuple(elsewhere),
        )
