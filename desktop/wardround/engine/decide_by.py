"""The last day on which each decision may be taken without moving the finish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from wardround.engine.findings import DecisionDate
from wardround.engine.planned_effort import Planned
from wardround.engine.schedule import Span
from wardround.knowledge import Knowledge


def decision_dates(
    planned: Mapping[str, Planned],
    spans: Mapping[str, Span],
    date_of: Callable[[int], date],
    knowledge: Knowledge,
) -> tuple[DecisionDate, ...]:
    """Return the dates in their order; of the activities that wait for a decision the most pressing counts.

    An activity may begin as late as its slack allows; the decision falls on the day before at the latest. One that is
    not planned waits for nothing.
    """
    found: dict[str, tuple[int, str, str]] = {}
    for row in knowledge.decision_dates:
        if row.activity_id not in spans:
            continue
        span = spans[row.activity_id]
        latest = (max(0, span.start + span.slack), row.activity_id, row.why)
        found[row.decision_id] = min(found.get(row.decision_id, latest), latest)
    dates = []
    for decision, (number, activity, why) in found.items():
        title = planned[activity].row.activity
        words = f"'{title}' begins then at the latest: {why}."
        dates.append(DecisionDate(decision, date_of(number) - timedelta(days=1), activity, words))
    return tuple(sorted(dates, key=lambda one: (one.by, one.decision_id)))
