"""Reading queueing networks from a file of cases; the form is described in resources/docs/lab.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import NoReturn

from wardround.assessment.text import json_fault
from wardround.engine.network.network import CustomerClass, Kind, Network, NetworkRefused, Pool, Station, Step
from wardround.tables import why_not_read
from wardround.workshop.near import did_you_mean
from wardround.workshop.one_line import one_line
from wardround.workshop.refused import Refused

FORMATS = ("queueing-cases/2", "closed-queueing-cases/1")
MOST_MIB = 64
FILE_KEYS = ("format", "conventions", "cases")
CASE_KEYS = ("id", "title", "source", "stations", "pools", "classes", "reference")
STATION_KEYS = ("name", "kind", "servers", "rates")
POOL_KEYS = ("name", "size")
CLASS_KEYS = ("name", "population", "think", "arrival_rate", "path", "pool")
MOST_SERVERS, MOST_CUSTOMERS = 10_000, 1_000_000


class CasesNotRead(Refused):
    """The file cannot be read, or is no file of cases."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {one_line(what)}")


class CaseMalformed(Exception):
    """One case makes no sense; the message says where and what would do."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


@dataclass(frozen=True, slots=True)
class LabCase:
    """One case of a file: a network, or what is wrong with it."""

    id: str
    network: Network | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class LabFile:
    """The cases of a file, and the keys in it that mean nothing here."""

    cases: tuple[LabCase, ...]
    ignored: tuple[str, ...]


def read_cases(path: Path) -> LabFile:
    """Return the cases of a file; malformed ones hold their error. Raises CasesNotRead."""
    content = _json(path)
    if not isinstance(content, dict) or "cases" not in content:
        raise CasesNotRead(path, 'the top level must be an object with the key "cases"')
    form = content.get("format", FORMATS[0])
    if form not in FORMATS:
        raise CasesNotRead(path, f"the format {form!r} is unknown; there are {', '.join(FORMATS)}")
    listed = content["cases"]
    if not isinstance(listed, list):
        raise CasesNotRead(path, '"cases" must be a list')
    ignored = [key for key in content if key not in FILE_KEYS]
    cases: list[LabCase] = []
    seen: set[str] = set()
    for at, entry in enumerate(listed):
        case = _case(at, entry, seen)
        seen.add(case.id)
        cases.append(case)
        if isinstance(entry, dict):
            ignored += [f"{case.id}: {key}" for key in entry if key not in CASE_KEYS]
    return LabFile(tuple(cases), tuple(ignored))


class _NotMeant(ValueError):
    """Something that Python reads as JSON and nobody can have meant; its words are for people."""


def _json(path: Path) -> object:
    try:
        if path.stat().st_size > MOST_MIB * 1024 * 1024:
            raise CasesNotRead(path, f"the file is larger than {MOST_MIB} MiB")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CasesNotRead(path, why_not_read(path, error)) from error
    except UnicodeDecodeError as error:
        raise CasesNotRead(path, "this is not UTF-8 text") from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except _NotMeant as error:
        raise CasesNotRead(path, f"this is not readable JSON ({error})") from error
    except (ValueError, RecursionError) as error:
        raise CasesNotRead(path, f"this is not readable JSON ({json_fault(error)})") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise _NotMeant(f"the key {double!r} stands twice in one object")  # noqa: TRY003 - joined to the file's name
    return values


def _constant(text: str) -> NoReturn:
    raise _NotMeant(f"{text} is no number")  # noqa: TRY003 - joined to the file's name


def _case(at: int, entry: object, seen: set[str]) -> LabCase:
    name = f"cases[{at}]"
    if not isinstance(entry, dict):
        return LabCase(name, None, "a case must be an object")
    given = entry.get("id")
    if not isinstance(given, str) or not given.strip():
        return LabCase(name, None, 'the key "id" must hold a text')
    if given in seen:
        return LabCase(given, None, f"the id {given!r} is used by an earlier case")
    try:
        return LabCase(given, _network(entry))
    except CaseMalformed as error:
        return LabCase(given, None, str(error))


def _network(entry: Mapping[str, object]) -> Network:
    stations = tuple(_station(where, row) for where, row in _rows(entry, "stations", required=True))
    pools = tuple(_pool(where, row) for where, row in _rows(entry, "pools", required=False))
    classes = tuple(_class(where, row) for where, row in _rows(entry, "classes", required=True))
    try:
        return Network(stations, classes, pools)
    except NetworkRefused as error:
        raise CaseMalformed(error.field, error.what) from error


def _rows(entry: Mapping[str, object], key: str, *, required: bool) -> Iterable[tuple[str, dict[str, object]]]:
    listed = entry.get(key)
    if listed is None and not required:
        return
    if not isinstance(listed, list):
        raise CaseMalformed(key, "this must be a list")
    for at, row in enumerate(listed):
        if not isinstance(row, dict):
            raise CaseMalformed(f"{key}[{at}]", "this must be an object")
        name = row.get("name")
        yield (f"{key}[{name}]" if isinstance(name, str) and name else f"{key}[{at}]"), row


def _station(where: str, row: Mapping[str, object]) -> Station:
    _known(where, row, STATION_KEYS)
    kind = _text(where, row, "kind")
    kinds = [known.value for known in Kind]
    if kind not in kinds:
        raise CaseMalformed(f"{where}.kind", f"there is no kind {kind!r}; there are {', '.join(kinds)}")
    rates = row.get("rates", [])
    if not isinstance(rates, list):
        raise CaseMalformed(f"{where}.rates", "this must be a list of numbers")
    numbers = tuple(_number(f"{where}.rates[{at}]", rate) for at, rate in enumerate(rates))
    servers = _whole(f"{where}.servers", row.get("servers", 1), MOST_SERVERS)
    name = _text(where, row, "name")
    with _named(where):
        return Station(name, Kind(kind), servers, numbers)


def _pool(where: str, row: Mapping[str, object]) -> Pool:
    _known(where, row, POOL_KEYS)
    name, size = _text(where, row, "name"), _whole(f"{where}.size", _needed(where, row, "size"), MOST_SERVERS)
    with _named(where):
        return Pool(name, size)


def _class(where: str, row: Mapping[str, object]) -> CustomerClass:
    _known(where, row, CLASS_KEYS)
    name = _text(where, row, "name")
    path = _path(where, _needed(where, row, "path"))
    pool = row.get("pool")
    if pool is not None and not isinstance(pool, str):
        raise CaseMalformed(f"{where}.pool", "this must be the name of a pool")
    if "arrival_rate" in row:
        if "population" in row or "think" in row:
            raise CaseMalformed(where, "give either arrival_rate (open) or population and think (closed)")
        rate = _number(f"{where}.arrival_rate", row["arrival_rate"])
        with _named(where):
            return CustomerClass(name, path, arrivals_per_s=rate, pool=pool)
    people = _whole(f"{where}.population", _needed(where, row, "population"), MOST_CUSTOMERS)
    think = _number(f"{where}.think", _needed(where, row, "think"))
    with _named(where):
        return CustomerClass(name, path, float(people), think, pool=pool)


def _path(where: str, value: object) -> tuple[Step, ...]:
    if not isinstance(value, list) or not value:
        raise CaseMalformed(f"{where}.path", "this must be a list of steps [station, demand]")
    steps = []
    for at, step in enumerate(value):
        here = f"{where}.path[{at}]"
        if not isinstance(step, list) or len(step) != len(("station", "demand")) or not isinstance(step[0], str):
            raise CaseMalformed(here, "this must be [station, demand in seconds]")
        demand = _number(here, step[1])
        with _named(where):
            steps.append(Step(step[0], demand))
    return tuple(steps)


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Say of which row of the case the network's own refusal speaks."""
    try:
        yield
    except NetworkRefused as error:
        raise CaseMalformed(f"{where}.{error.field}", error.what) from error


def _known(where: str, row: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in row:
        if key not in known:
            hint = did_you_mean(key, known) or f"There are {', '.join(known)}."
            raise CaseMalformed(where, f"the key {key!r} is unknown. {hint}")


def _needed(where: str, row: Mapping[str, object], key: str) -> object:
    if key not in row:
        raise CaseMalformed(where, f"the key {key!r} is missing")
    return row[key]


def _text(where: str, row: Mapping[str, object], key: str) -> str:
    value = _needed(where, row, key)
    if not isinstance(value, str) or not value:
        raise CaseMalformed(f"{where}.{key}", "this must be a text")
    return value


def _number(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
        raise CaseMalformed(where, "this must be a number")
    return float(value)


def _finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _whole(where: str, value: object, most: int) -> int:
    number = _number(where, value)
    if number != round(number) or not 0 <= number <= most:
        raise CaseMalformed(where, f"this must be a whole number from 0 to {most}")
    return round(number)
