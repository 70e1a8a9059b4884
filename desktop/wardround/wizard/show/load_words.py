"""What the page of results says of the load and of response times; knows no widget and computes no business figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wardround.deliverables.amounts import seconds, share
from wardround.deliverables.names import shipped_names
from wardround.deliverables.words import DAY_TYPES, word
from wardround.engine.findings import ClassPerformance, Findings, HourPerformance
from wardround.wizard.show.hour_map import HOURS, HourRow

RESPONSE_TARGET = "response_target_p95_ms"


@dataclass(frozen=True, slots=True)
class Map:
    """A heat map in values: its rows, the cell to frame, and what it shows in words."""

    rows: tuple[HourRow, ...]
    framed: tuple[int, int] | None
    note: str


def target_s(findings: Findings) -> float | None:
    """Return the response target of interactive work in seconds; None where none was answered."""
    fact = findings.facts.get(RESPONSE_TARGET)
    if fact is None or fact.value is None or isinstance(fact.value, str | bool | tuple):
        return None
    return float(fact.value) / 1000


def load_map(findings: Findings) -> Map:
    """Return how busy the workers are, hour by hour."""
    busiest = max((hour.worker_util_share for hour in findings.sizing.performance.hours), default=0.0)

    def filled(hour: HourPerformance) -> float:
        return hour.worker_util_share / busiest if busiest else 0.0

    def words(hour: HourPerformance) -> str:
        return f"{hour.worker_util_share * 100:.0f}"

    note = "Odoo workers that are busy, in per cent, with all nodes up. Hours in UTC."
    return _map(findings, filled, words, lambda hour: hour.saturated, note)


def response_map(findings: Findings) -> Map:
    """Return within which time 95 % of operations are answered, hour by hour, against the target."""
    target = target_s(findings)
    slowest = max((hour.p95_response_s or 0.0 for hour in findings.sizing.performance.hours), default=0.0)
    full = max(slowest, target or 0.0)

    def filled(hour: HourPerformance) -> float:
        return (1.0 if hour.p95_response_s is None else hour.p95_response_s / full) if full else 0.0

    def words(hour: HourPerformance) -> str:
        return "\N{MULTIPLICATION SIGN}" if hour.p95_response_s is None else f"{hour.p95_response_s:.1f}"

    def late(hour: HourPerformance) -> bool:
        return hour.p95_response_s is None or (target is not None and hour.p95_response_s > target)

    against = f", target {seconds(target)}" if target is not None else ""
    note = f"Seconds within which 95 % of operations are answered, with all nodes up{against}. Hours in UTC."
    return _map(findings, filled, words, late, note)


def _map(
    findings: Findings,
    filled: Callable[[HourPerformance], float],
    words: Callable[[HourPerformance], str],
    bad: Callable[[HourPerformance], bool],
    note: str,
) -> Map:
    hours = {(hour.day_type, hour.hour_utc): hour for hour in findings.sizing.performance.hours}
    rows: list[HourRow] = []
    framed: tuple[int, int] | None = None
    design = findings.demand.design_hour
    for day in findings.demand.day_types:
        of_day = [hours[day, hour] for hour in range(HOURS) if (day, hour) in hours]
        if len(of_day) < HOURS:
            continue
        if day == design.day_type:
            framed = (len(rows), design.hour_utc)
        rows.append(
            HourRow(
                name=word(DAY_TYPES, day),
                filled=tuple(map(filled, of_day)),
                words=tuple(map(words, of_day)),
                tips=tuple(map(_tip, of_day)),
                bad=tuple(map(bad, of_day)),
            )
        )
    return Map(tuple(rows), framed, f"{note} Framed: the design hour, {design.local_time}." if framed else note)


def _tip(hour: HourPerformance) -> str:
    answered = "no steady state" if hour.p95_response_s is None else f"95 % within {seconds(hour.p95_response_s)}"
    return (
        f"{word(DAY_TYPES, hour.day_type)}, {hour.hour_utc:02d}:00 UTC: {answered}\n"
        f"workers {share(hour.worker_util_share)}, application processors {share(hour.application_util_share)}, "
        f"database processors {share(hour.database_util_share)} busy"
    )


def operation_name(part: ClassPerformance) -> str:
    """Return what people call a kind of operation."""
    return shipped_names().operation(part.model_class)


def per_hour(part: ClassPerformance) -> str:
    """Return how often it is done: '3,450 an hour'."""
    return f"{part.per_s * 3600:,.0f} an hour"
