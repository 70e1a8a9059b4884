"""The roadmap: activities that the answers ask for, with effort, dates and the path that decides the finish.

Two plans are made. The first asks how soon it could be if people were never short: the critical path. The second gives
everybody only the work they have time for; its dates are the ones that count. Both rest at weekends, on public holidays
and where the client stops all work, and the cutover takes a weekend that is open to change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

from wardround.assessment import THE_ERP, Assessment
from wardround.engine.activity_parts import Things, parts, things
from wardround.engine.controls import required_controls
from wardround.engine.cutover import cutover_night, days_of
from wardround.engine.cutover_inputs import CUTOVER, cutover_times
from wardround.engine.decide_by import decision_dates
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure
from wardround.engine.findings import Activity, ClosedPeriod, CutoverNight, Odds, PlanBreak, RequiredControl, Roadmap
from wardround.engine.finish_odds import Uncertain, drawn_finishes, latest, percentile, share_until
from wardround.engine.freezes import ALL_WORK
from wardround.engine.freezes import CUTOVER as CUTOVER_BLOCKED
from wardround.engine.levelling import Levelled, Role, days_per_effort, levelled
from wardround.engine.people_plan import role_loads, roles_of, twice_the_time, work_of
from wardround.engine.plain_words import listed, spoken_day
from wardround.engine.planned_effort import Planned, included, price
from wardround.engine.roadmap_figures import roadmap_figures, roadmap_words
from wardround.engine.schedule import (
    WORKING_DAYS_PER_WEEK,
    Span,
    Windows,
    as_late_as_possible,
    bridged,
    critical,
    critical_path,
    first_monday_after,
    in_order,
    scheduled,
)
from wardround.engine.wave_dates import PlanDays, dated, day_breaks, waves_ahead
from wardround.engine.waves import WavePlan, planned_waves
from wardround.engine.working_calendar import WorkCalendar, work_calendar
from wardround.knowledge import FactValue, Knowledge

READINESS = "A8-01"
"""The review of all entry criteria before the cutover."""

JUST_BEFORE = (READINESS, "A8-02", "A8-03")
"""What is done right before the cutover, however long that waits for its weekend."""

GO_LIVE = "A8-08"
"""The activity with whose end the client is live."""

NON_PRODUCTION_MOVES = ("A5-02", "A5-04")
REHEARSALS = ("A7-03", "A7-04")
SUPPORT = "A9-01"
CENT = Decimal("0.01")
MOST_BLOCKERS = 3
"""So many activities are named that a pinned day comes too early for."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The two plans and what they rest on."""

    planned: Mapping[str, Planned]
    predecessors: Mapping[str, tuple[str, ...]]
    windows: Windows
    free: Mapping[str, Span]
    made: Levelled
    roles: Mapping[str, Role]
    calendar: WorkCalendar
    soonest: Mapping[str, Span]
    """The plan before the last steps were moved up to the cutover."""


def roadmap(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    as_of: date,
    controls: Sequence[RequiredControl] | None = None,
) -> tuple[Roadmap, tuple[Figure, ...]]:
    """Return the roadmap from the first Monday after a date, and the figures that explain it.

    Parameters
    ----------
    controls : the required controls with their states, where they have been worked out already.

    Raises CircularPredecessors where the activities of the knowledge wait for each other.
    """
    first = first_monday_after(as_of)
    planned = included(facts, knowledge)
    times = cutover_times(planned, facts, knowledge)
    calendar = work_calendar(assessment, facts, knowledge, first).lasting(days_of(knowledge.cutover_steps, times.night))
    wave_plan = planned_waves(assessment, facts, knowledge)
    plan = _plan(assessment, planned, knowledge, calendar, wave_plan)
    spans = plan.made.spans
    window = calendar.window_before(spans[GO_LIVE].finish) if GO_LIVE in spans else calendar.weekend_before(first)
    pinned_day = _pinned_day(assessment)
    night = cutover_night(knowledge.cutover_steps, times.night, pinned_day or window)
    deciding = critical(spans, plan.made.waits_for, plan.windows)
    earliest = critical(plan.free, plan.predecessors, plan.windows)
    there = things(
        assessment,
        facts,
        knowledge,
        required_controls(assessment, facts, knowledge, as_of) if controls is None else controls,
    )
    night_days = night.starts.date(), max(night.starts.date(), night.ends.date())
    order = sorted(plan.planned, key=lambda key: (plan.planned[key].row.phase, spans[key].start, key))
    activities = tuple(
        _activity(key, plan, there, night_days, critical=key in deciding, free_critical=key in earliest)
        for key in order
    )
    finish = max((activity.ends for activity in activities), default=first)
    go_live = night_days[1] if GO_LIVE in spans else finish
    target = _target(facts, as_of)
    one_time = sum((price(one, knowledge) for one in plan.planned.values()), Decimal(0))
    weeks_to_go_live = spans[GO_LIVE].finish / WORKING_DAYS_PER_WEEK if GO_LIVE in spans else 0.0
    derived: dict[str, FactValue] = dict(times.derived)
    derived["effort_to_deadline_ratio"] = round(weeks_to_go_live / facts.number("deadline_weeks"), 4)
    derived["onetime_to_budget_ratio"] = _budget_ratio(one_time, facts)
    by_id = {activity.activity_id: activity for activity in activities}
    waves, wave_breaks = dated(wave_plan.waves, _wave_days(by_id, night), calendar, assessment.calendar.pins)
    free_window = calendar.window_before(plan.free[GO_LIVE].finish) if GO_LIVE in plan.free else first
    earliest_live = (free_window + (night_days[1] - night_days[0])) if GO_LIVE in plan.free else None
    free_last = max((span.finish for span in plan.free.values()), default=0)
    result = Roadmap(
        activities=activities,
        waves=waves,
        critical_path=critical_path(spans, plan.made.waits_for, plan.windows),
        starts=first,
        finish=finish,
        target=target,
        effort_days_low=round(fsum(one.low for one in plan.planned.values()), 1),
        effort_days_likely=round(fsum(one.likely for one in plan.planned.values()), 1),
        effort_days_high=round(fsum(one.high for one in plan.planned.values()), 1),
        one_time_usd=one_time.quantize(CENT, ROUND_HALF_UP),
        words="",
        derived=derived,
        go_live=go_live,
        earliest_go_live=earliest_live,
        earliest_finish=calendar.date_of(max(0, free_last - 1)),
        earliest_path=critical_path(plan.free, plan.predecessors, plan.windows),
        odds=_odds(plan, calendar, target, night_days[1] - night_days[0]),
        people=role_loads(
            assessment,
            plan.planned,
            frozenset(key for key, span in spans.items() if GO_LIVE in spans and span.finish <= spans[GO_LIVE].start),
            plan.roles,
            plan.made.short_of,
            calendar.number_of(target) if target else None,
            _sooner(plan, deciding, lambda roles: _plan(assessment, planned, knowledge, calendar, wave_plan, roles)),
        ),
        closed=_closed(calendar, first, max(finish, target or finish)),
        decide_by=decision_dates(plan.planned, spans, calendar.date_of, knowledge),
        cutover=night,
        breaks=(*wave_plan.breaks, *wave_breaks, *_pin_breaks(plan, night_days, pinned_day, by_id, target)),
        calendar_words=_calendar_words(calendar),
    )
    result = replace(result, words=roadmap_words(result, _ready(plan)))
    figures = roadmap_figures(result, plan.planned, facts, knowledge, CUTOVER)
    return result, (*figures, *times.figures)


def _ready(plan: _Plan) -> date | None:
    """Return the day on which everything is done that the cutover waits for."""
    night = plan.windows.activities
    before = {one for key in night for one in plan.predecessors[key] if one not in night}
    if not before or plan.windows.pinned:
        return None
    return plan.calendar.date_of(max(plan.soonest[key].finish for key in before) - 1)


def _plan(
    assessment: Assessment,
    planned: Mapping[str, Planned],
    knowledge: Knowledge,
    calendar: WorkCalendar,
    wave_plan: WavePlan,
    given: Mapping[str, Role] | None = None,
) -> _Plan:
    """Return the plans with what the roles give: as the client said, or as given."""
    every = {key: row.predecessors for key, row in knowledge.activities.items()}
    predecessors = _with_entry_criteria(bridged(every, frozenset(planned)), planned)
    night = frozenset(CUTOVER) & predecessors.keys()
    pinned_day = _pinned_day(assessment)
    pinned: dict[str, int] = {}
    if pinned_day is not None:
        resumes = pinned_day + timedelta(days=1)
        pinned = dict.fromkeys(sorted(night), calendar.number_of(resumes))
    windows = Windows(night, calendar.after_window, pinned)
    roles = given if given is not None else roles_of(assessment, knowledge)
    durations = {key: one.duration_days for key, one in planned.items()}
    free = scheduled(durations, predecessors, windows)
    made = levelled(work_of(planned), predecessors, roles, free, windows)
    ahead = waves_ahead(wave_plan.waves)
    tested = [made.spans[key].finish for key in NON_PRODUCTION_MOVES if key in made.spans]
    if ahead and tested and not pinned:
        # Each wave ahead of the ERP takes a weekend of its own after the other environments have moved.
        place = calendar.window_number(max(tested)) + ahead
        not_before = calendar.after_window[place] if place < len(calendar.after_window) else 0
        if any(made.spans[key].start < not_before for key in night):
            windows = Windows(night, calendar.after_window, pinned, not_before)
            free = scheduled(durations, predecessors, windows)
            made = levelled(work_of(planned), predecessors, roles, free, windows)
    late = as_late_as_possible(made.spans, predecessors, JUST_BEFORE)
    return _Plan(planned, predecessors, windows, free, replace(made, spans=late), roles, calendar, made.spans)


def _sooner(
    plan: _Plan, deciding: Collection[str], with_roles: Callable[[Mapping[str, Role]], _Plan]
) -> dict[str, int]:
    """Return the calendar days by which twice the time of a role brings the go-live forward, where it does.

    Tried for each role that is waited for or has work among the activities that decide the date: its own work may take
    long because it gives a small part of its day.
    """
    if GO_LIVE not in plan.made.spans or plan.windows.pinned:
        return {}
    at_work = {
        name
        for key in deciding
        if key not in plan.windows.activities and plan.made.spans[key].finish <= plan.made.spans[GO_LIVE].start
        for name in plan.planned[key].row.responsible
        if name in plan.roles
    } | plan.made.short_of.keys()
    live = plan.calendar.window_before(plan.made.spans[GO_LIVE].finish)
    found = {}
    for name in sorted(at_work):
        other = with_roles(twice_the_time(plan.roles, name))
        days = (live - plan.calendar.window_before(other.made.spans[GO_LIVE].finish)).days
        if days > 0:
            found[name] = days
    return found


def _with_entry_criteria(
    predecessors: Mapping[str, tuple[str, ...]], planned: Mapping[str, Planned]
) -> dict[str, tuple[str, ...]]:
    """Return the predecessors with everything that no activity waits for before the readiness review.

    Nothing of the phases up to the rehearsal may be left over when the client goes live.
    """
    found = dict(predecessors)
    if READINESS not in found:
        return found
    waited_for = {before for names in predecessors.values() for before in names}
    own_phase = planned[READINESS].row.phase
    left_over = {key for key in predecessors if key not in waited_for and planned[key].row.phase < own_phase}
    found[READINESS] = tuple(sorted({*found[READINESS], *left_over}))
    return found


def _pinned_day(assessment: Assessment) -> date | None:
    """Return the day to which the ERP's cutover was pinned; the last one where several say so."""
    days = [pin.day for pin in assessment.calendar.pins if pin.member == THE_ERP and pin.day is not None]
    return max(days, default=None)


def _odds(plan: _Plan, calendar: WorkCalendar, target: date | None, night: timedelta) -> Odds | None:
    """Return the dates that half and four fifths of the plans keep, and the share that meets the target.

    None where a day was pinned for the cutover: it is a wish, and no effort moves it.
    """
    if GO_LIVE not in plan.made.spans or plan.windows.pinned:
        return None
    efforts = {}
    for key, one in plan.planned.items():
        if key not in plan.windows.activities:
            per_effort = days_per_effort(one.row.responsible, plan.roles)
            efforts[key] = Uncertain(one.low, one.likely, one.high, per_effort, one.least_days)
    finishes = drawn_finishes(in_order(plan.made.waits_for), efforts, plan.made.waits_for, plan.windows)
    live, last = finishes[GO_LIVE], latest(finishes)
    on_time = None
    if target is not None:
        on_time = round(share_until(live, calendar.number_of(target + timedelta(days=1))), 2)
    return Odds(
        go_live_p50=calendar.window_before(percentile(live, 0.5)) + night,
        go_live_p80=calendar.window_before(percentile(live, 0.8)) + night,
        finish_p50=calendar.date_of(percentile(last, 0.5) - 1),
        finish_p80=calendar.date_of(percentile(last, 0.8) - 1),
        on_time_share=on_time,
    )


def _activity(
    key: str,
    plan: _Plan,
    there: Things,
    night: tuple[date, date],
    *,
    critical: bool,
    free_critical: bool,
) -> Activity:
    one, span, free = plan.planned[key], plan.made.spans[key], plan.free[key]
    row, calendar = one.row, plan.calendar
    in_window = key in plan.windows.activities
    starts, ends = night if in_window else (calendar.date_of(span.start), calendar.date_of(span.finish - 1))
    if in_window:
        early = calendar.window_before(free.start)
        early_starts, early_ends = early, early + (night[1] - night[0])
    else:
        early_starts, early_ends = calendar.date_of(free.start), calendar.date_of(free.finish - 1)
    days = max(1, span.finish - span.start)
    done_for = parts(key, there.get(row.per), (one.low, one.likely, one.high), span.start, days, calendar.date_of)
    return Activity(
        activity_id=row.activity_id,
        phase=row.phase,
        title=row.activity,
        predecessors=plan.predecessors[key],
        effort_days_low=round(one.low, 2),
        effort_days_likely=round(one.likely, 2),
        effort_days_high=round(one.high, 2),
        starts=starts,
        ends=ends,
        critical=critical,
        slack_days=span.slack,
        responsible=", ".join(row.responsible),
        deliverable=row.deliverable,
        exit_criterion=row.exit_criterion,
        risk_if_skipped=row.risk_if_skipped,
        because=one.because,
        source=row.source,
        accountable=", ".join(row.accountable),
        consulted=", ".join(row.consulted),
        informed=", ".join(row.informed),
        earliest_starts=early_starts,
        earliest_ends=early_ends,
        earliest_slack_days=free.slack,
        earliest_critical=free_critical,
        parts=() if in_window else done_for,
    )


def _wave_days(by_id: Mapping[str, Activity], night: CutoverNight) -> PlanDays:
    moves = [by_id[key] for key in NON_PRODUCTION_MOVES if key in by_id]
    rehearsed = [by_id[key].ends for key in REHEARSALS if key in by_id]
    return PlanDays(
        night=night,
        non_production=(min(one.starts for one in moves), max(one.ends for one in moves)) if moves else None,
        rehearsed=max(rehearsed, default=None),
        supported=by_id[SUPPORT].ends if SUPPORT in by_id else None,
    )


def _closed(calendar: WorkCalendar, first: date, last: date) -> tuple[ClosedPeriod, ...]:
    """Return the periods closed to a cutover between two days."""
    return tuple(
        ClosedPeriod(one.name, one.starts, one.ends, ALL_WORK in one.blocks, one.why)
        for one in calendar.closed
        if CUTOVER_BLOCKED in one.blocks and one.ends >= first and one.starts <= last
    )


def _pin_breaks(
    plan: _Plan, night: tuple[date, date], pinned_day: date | None, by_id: Mapping[str, Activity], target: date | None
) -> tuple[PlanBreak, ...]:
    """Return what a day that was pinned for the cutover breaks."""
    if pinned_day is None:
        return ()
    title = "The cutover"
    found = []
    late = {
        before
        for key in plan.windows.activities
        for before in plan.predecessors[key]
        if before not in plan.windows.activities and by_id[before].ends >= pinned_day
    }
    if late:
        last = sorted(late, key=lambda key: (by_id[key].ends, key), reverse=True)[:MOST_BLOCKERS]
        ends = by_id[last[0]].ends
        names = listed([f"'{by_id[key].title}'" for key in last])
        words = f"{title} is pinned to {spoken_day(pinned_day)}, but {names} would be done by {spoken_day(ends)} only."
        found.append(PlanBreak("predecessor", THE_ERP, words))
    found.extend(day_breaks(title, THE_ERP, *night, plan.calendar))
    if target is not None and night[1] > target:
        words = f"{title} ends on {spoken_day(night[1])}, after the target of {spoken_day(target)}."
        found.append(PlanBreak("target", THE_ERP, words))
    return tuple(found)


def _calendar_words(calendar: WorkCalendar) -> str:
    if not calendar.home[0]:
        return "No country is named, so public holidays are not taken into account."
    if calendar.unknown:
        return f"Public holidays of {listed(calendar.unknown)} are not known and not taken into account."
    return ""


def _target(facts: Facts, as_of: date) -> date | None:
    """Return the date asked for: the one given, else the weeks given from today on, else none."""
    if not facts.known_better("deadline_weeks"):
        return facts.day("target_finish_date")
    return facts.day("target_finish_date") or as_of + timedelta(weeks=facts.number("deadline_weeks"))


def _budget_ratio(one_time_usd: Decimal, facts: Facts) -> float:
    """Return effort over the project budget in US dollars; 0 where no budget is given."""
    budget = facts.number("budget_onetime")
    rate = 1.0 if facts.text("currency") == "USD" else facts.number("exchange_rate")
    return round(float(one_time_usd) * rate / budget, 4) if budget else 0.0
