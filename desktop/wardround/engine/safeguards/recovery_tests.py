"""The calendar of restores and failover drills: what is tested on which day, where, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wardround.engine.findings import Roadmap
from wardround.engine.findings.safeguards import RecoveryTest
from wardround.engine.pattern_results import RESTORE_CLASSES
from wardround.engine.process_recovery import said
from wardround.engine.safeguards.ground import Ground

DAYS_AHEAD = 14
"""Days before go-live, and from today, by which a first test fits in."""
FIRST_YEAR_MONTHS = 12
SATURDAY = 5
ISOLATED = "a network of its own, with no way to production, mail or partners"
IN_PLACE = "production, in an agreed window"
RESTORE_CHECKS = (
    "minutes from the call to the first sign-in, by stop-watch",
    "rows of the largest tables against production at the minute restored to",
    "twenty documents with attachments open",
    "scheduled jobs and outgoing interfaces are off",
    "a key user books one case of each critical process",
)
FAILOVER_CHECKS = (
    "minutes until users work again, by stop-watch",
    "the last bookings before the failure are there",
    "every critical interface sends and receives",
    "the way back works, and nothing is lost on it",
)
OWNERS = {
    "in_house": "Infrastructure lead",
    "msp": "Hosting provider, witnessed by the client",
    "shared_responsibility": "Hosting provider and infrastructure lead",
}


def recovery_tests(ground: Ground, plan: Roadmap, as_of: date) -> tuple[RecoveryTest, ...]:
    """Return the tests from today to a year after go-live, on working days outside the closed periods of the plan."""
    found = [
        RecoveryTest(_free(day, plan, as_of), kind, name, place, checks, _owner(ground), why)  # type: ignore[arg-type]
        for day, kind, name, place, checks, why in _wanted(ground, plan, as_of)
    ]
    return tuple(sorted(found, key=lambda test: (test.day, test.kind, test.name)))


def _wanted(ground: Ground, plan: Roadmap, as_of: date) -> Iterator[tuple[date, str, str, str, tuple[str, ...], str]]:
    facts = ground.setting.facts
    live = plan.go_live or plan.finish
    if not ground.proof("restore").proven and facts.text("engagement_type") != "new_build":
        why = "nothing is moved on the strength of backups that nobody has restored lately"
        yield as_of + timedelta(DAYS_AHEAD), "restore", "Today's backup, restored", ISOLATED, RESTORE_CHECKS, why
    before = live - timedelta(DAYS_AHEAD)
    takes = _passes(ground, ground.recovery.data_restore_minutes, "shorten the restore")
    drills = ground.chosen.pattern_class not in RESTORE_CLASSES
    if before > as_of:
        yield before, "restore", "Full restore before go-live", ISOLATED, RESTORE_CHECKS, takes
        if drills:
            why = _passes(ground, ground.chosen.rto_minutes, "take another pattern")
            yield (
                before,
                "failover",
                "Failover before go-live",
                "the new platform, before users are on it",
                FAILOVER_CHECKS,
                why,
            )
    for month in _every(ground.setting.policy("restore_test_interval_months")):
        yield _months_after(live, month), "restore", "Full restore", ISOLATED, RESTORE_CHECKS, takes
    if drills:
        for month in _every(ground.setting.policy("failover_drill_interval_months")):
            why = _passes(ground, ground.chosen.rto_minutes, "take another pattern")
            yield _months_after(live, month), "failover", "Failover drill", IN_PLACE, FAILOVER_CHECKS, why


def _passes(ground: Ground, minutes: float, else_do: str) -> str:
    """Return the time within which a test passes: what is asked for where the plan keeps it, else the plan's own.

    A test that must fail by its own plan proves nothing; what the plan misses is for the client to decide beforehand.
    """
    strictest = min(one.rto_minutes for one in ground.asked)
    if minutes <= strictest:
        return f"planned: {said(minutes)}; must be back within {said(strictest)} for the strictest process"
    late, there = sum(one.rto_minutes < minutes for one in ground.asked), len(ground.asked)
    return (
        f"passes within the {said(minutes)} planned; too late for {late} of {there} processes "
        f"(the strictest: {said(strictest)}), so accept that before go-live or {else_do}"
    )


def _every(interval: float) -> range:
    step = max(1, int(interval))
    return range(step, FIRST_YEAR_MONTHS + 1, step)


def _months_after(day: date, months: int) -> date:
    """Return the same day some months later; the 28th at the latest, so that every month has it."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, min(day.day, 28))


def _free(day: date, plan: Roadmap, as_of: date) -> date:
    """Return a day that is no weekend and lies in no closed period: the next one, before go-live the last one.

    Where there is none between today and go-live it is the next one all the same.
    """
    live = plan.go_live or plan.finish
    if day < live:
        earlier = _moved(day, plan, -1)
        if earlier >= as_of:
            return earlier
    return _moved(max(day, as_of), plan, 1)


def _moved(day: date, plan: Roadmap, step: int) -> date:
    while True:
        closed = [period for period in plan.closed if period.starts <= day <= period.ends]
        if closed:
            edge = min(each.starts for each in closed) if step < 0 else max(each.ends for each in closed)
            day = edge + timedelta(step)
        elif day.weekday() >= SATURDAY:
            day += timedelta(step)
        else:
            return day


def _owner(ground: Ground) -> str:
    return OWNERS[ground.setting.facts.text("hosting_model")]
