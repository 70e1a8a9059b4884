"""The roadmap: activities that the answers ask for, with effort, dates and the path that decides the finish.

Each activity is worked on by one person of its responsible role, full working days from Monday to Friday, as early as
its predecessors allow, and lasts as long as its least elapsed time asks for. The cutover happens at a weekend. People
are not levelled between activities and freeze periods are not skipped yet; the words of the result say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, fsum

from wardround.assessment import Assessment
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.findings import Activity, Roadmap
from wardround.engine.plain_words import spoken_day
from wardround.engine.schedule import (
    DAYS_PER_WEEK,
    WORKING_DAYS_PER_WEEK,
    Span,
    Windows,
    bridged,
    critical,
    critical_path,
    first_monday_after,
    scheduled,
    weekend_before,
    working_day,
    working_days,
)
from wardround.engine.waves import waves
from wardround.knowledge import Activity as PlannedActivity
from wardround.knowledge import FactValue, Knowledge, Outcome

GO_LIVE = "A8-08"
"""The activity with whose end the client is live."""

CUTOVER = ("A8-04", "A8-05", "A8-06", "A8-07", "A8-08")
"""What happens inside the cutover window, one weekend."""

MOVES_DATA = frozenset({"migration", "replatform"})
HOURS_PER_DAY = 8
ONE_DAY_CUTOVER_HOURS = 12.0
"""A cutover up to this long is over within its Saturday; judgement."""
CENT = Decimal("0.01")
MBIT_PER_GIB = 8 * 1024**3 / 1e6
SECONDS_PER_HOUR = 3600
REPLICATES_FROM_VERSION = 10
"""PostgreSQL major version from which logical replication is built in; source: risk RK-MIG-06."""


@formula(
    "low, likely or high + (scale fact above its threshold, if any) x days per unit",
    unit="days",
    source="roadmap phases: effort is an estimate, not an observed mode",
)
def effort_days(base_days: float, scale: float, threshold: float, days_per_unit: float) -> float:
    """Return the effort of an activity.

    Parameters
    ----------
    base_days : effort of a small client. [days]
    scale : the fact that drives the effort, in its own unit; the threshold where it is not known.
    threshold : value up to which the base effort holds.
    days_per_unit : further effort for each unit above the threshold. [days per unit]
    """
    return base_days + max(0.0, scale - threshold) * days_per_unit


@formula("data / usable bandwidth", unit="hours", source="arithmetic; 1 GiB is 8,589.9 Mbit")
def copy_hours(data_gib: float, bandwidth_mbps: float) -> float:
    """Return how long a first copy takes over a link of which all the bandwidth stated is usable."""
    return data_gib * MBIT_PER_GIB / bandwidth_mbps / SECONDS_PER_HOUR


@formula(
    "effort of the cutover activities x 8 hours / people who share it + database copy, unless it replicates beforehand",
    unit="hours",
    source="judgement: every responsible role works through the window; files are copied beforehand (A8-03)",
)
def cutover_hours(effort: float, people: int, database_copy_hours: float) -> float:
    """Return how long a cutover takes with validation."""
    return effort * HOURS_PER_DAY / max(1, people) + database_copy_hours


@dataclass(frozen=True, slots=True)
class _Planned:
    """An activity that is included, with its effort for this client."""

    row: PlannedActivity
    low: float
    likely: float
    high: float
    because: str

    @property
    def duration_days(self) -> int:
        """Return whole working days for one person, a part of a day taking the day, and no fewer than must elapse."""
        return max(1, ceil(self.likely - 1e-9), working_days(self.row.elapsed_days_min))


def roadmap(
    assessment: Assessment, facts: Facts, knowledge: Knowledge, as_of: date
) -> tuple[Roadmap, tuple[Figure, ...]]:
    """Return the roadmap from the first Monday after a date, and the figures that explain it.

    Raises CircularPredecessors where the activities of the knowledge wait for each other.
    """
    planned = _included(facts, knowledge)
    every = {key: row.predecessors for key, row in knowledge.activities.items()}
    predecessors = bridged(every, frozenset(planned))
    cutover = frozenset(CUTOVER) & predecessors.keys()
    spans = scheduled(
        {key: one.duration_days for key, one in planned.items()}, predecessors, Windows(cutover, range(5, 5000, 5))
    )
    first = first_monday_after(as_of)
    order = sorted(predecessors, key=lambda key: (planned[key].row.phase, spans[key].start, key))
    derived, cutover_figures = _cutover(planned, facts)
    deciding = critical(spans, predecessors)
    activities = tuple(
        _activity(
            planned[key],
            predecessors[key],
            spans[key],
            _night(first, spans[key], derived) if key in cutover else _workdays(first, spans[key]),
            critical=key in deciding,
        )
        for key in order
    )
    finish = max((activity.ends for activity in activities), default=first)
    go_live = next((activity.ends for activity in activities if activity.activity_id == GO_LIVE), finish)
    one_time = sum((_price(one, knowledge) for one in planned.values()), Decimal(0))
    weeks_to_go_live = spans[GO_LIVE].finish / WORKING_DAYS_PER_WEEK if GO_LIVE in spans else 0.0
    derived["effort_to_deadline_ratio"] = round(weeks_to_go_live / facts.number("deadline_weeks"), 4)
    derived["onetime_to_budget_ratio"] = _budget_ratio(one_time, facts)
    target = _target(facts, as_of)
    result = Roadmap(
        activities=activities,
        waves=waves(assessment, facts, knowledge),
        critical_path=critical_path(spans, predecessors),
        starts=first,
        finish=finish,
        target=target,
        effort_days_low=round(fsum(one.low for one in planned.values()), 1),
        effort_days_likely=round(fsum(one.likely for one in planned.values()), 1),
        effort_days_high=round(fsum(one.high for one in planned.values()), 1),
        one_time_usd=one_time.quantize(CENT, ROUND_HALF_UP),
        words=_words(go_live, finish, target),
        derived=derived,
        go_live=go_live,
    )
    return result, (*_figures(result, planned, facts, knowledge), *cutover_figures)


def _target(facts: Facts, as_of: date) -> date | None:
    """Return the date asked for: the one given, else the weeks given from today on, else none."""
    if not facts.known_better("deadline_weeks"):
        return facts.day("target_finish_date")
    return facts.day("target_finish_date") or as_of + timedelta(weeks=facts.number("deadline_weeks"))


def _included(facts: Facts, knowledge: Knowledge) -> dict[str, _Planned]:
    """Return the activities whose rule holds, by id; one that cannot be decided yet is planned as well."""
    planned = {}
    for key in sorted(knowledge.activities):
        row = knowledge.activities[key]
        outcome = row.include_when.evaluate(facts)
        if outcome.verdict is False:
            continue
        threshold = row.scale_threshold or 0.0
        known = facts[row.scale_fact] if row.scale_fact else None
        scale = facts.number(row.scale_fact) if known is not None else threshold
        low, likely, high = (
            effort_days(base, scale, threshold, row.days_per_unit_above_threshold)
            for base in (row.effort_days_low, row.effort_days_likely, row.effort_days_high)
        )
        planned[key] = _Planned(row, low, likely, high, _because(row, outcome, facts))
    return planned


def _because(row: PlannedActivity, outcome: Outcome, facts: Facts) -> str:
    reasons = [facts.reason(name) for name in outcome.read]
    if outcome.verdict is None:
        reasons.append("not decided yet, so it is planned for")
    if row.scale_fact and facts[row.scale_fact] is not None:
        reasons.append(f"the effort follows this: {facts.reason(row.scale_fact)}")
    return "; ".join(reasons)


def _workdays(first: date, span: Span) -> tuple[date, date]:
    return working_day(first, span.start), working_day(first, span.finish - 1)


def _night(first: date, span: Span, derived: Mapping[str, FactValue]) -> tuple[date, date]:
    """Return the days of the cutover: its Saturday, and the Sunday too where it takes longer than half a day."""
    saturday, sunday = weekend_before(first, span.start)
    hours = derived["cutover_estimate_hours"]
    return saturday, sunday if isinstance(hours, int | float) and hours > ONE_DAY_CUTOVER_HOURS else saturday


def _activity(
    one: _Planned, predecessors: tuple[str, ...], span: Span, days: tuple[date, date], *, critical: bool
) -> Activity:
    row = one.row
    return Activity(
        activity_id=row.activity_id,
        phase=row.phase,
        title=row.activity,
        predecessors=predecessors,
        effort_days_low=round(one.low, 2),
        effort_days_likely=round(one.likely, 2),
        effort_days_high=round(one.high, 2),
        starts=days[0],
        ends=days[1],
        critical=critical,
        slack_days=span.slack,
        responsible=", ".join(row.responsible),
        deliverable=row.deliverable,
        exit_criterion=row.exit_criterion,
        risk_if_skipped=row.risk_if_skipped,
        because=one.because,
        source=row.source,
    )


def _price(one: _Planned, knowledge: Knowledge) -> Decimal:
    """Return likely effort x likely day rate of the role responsible; several share the work."""
    roles = [knowledge.day_rates[role] for role in one.row.responsible if role in knowledge.day_rates]
    if not roles:
        return Decimal(0)
    rate = sum((Decimal(repr(role.rate_usd_per_day_likely)) for role in roles), Decimal(0)) / len(roles)
    return Decimal(repr(round(one.likely, 6))) * rate


def _budget_ratio(one_time_usd: Decimal, facts: Facts) -> float:
    """Return effort over the project budget in US dollars; 0 where no budget is given."""
    budget = facts.number("budget_onetime")
    rate = 1.0 if facts.text("currency") == "USD" else facts.number("exchange_rate")
    return round(float(one_time_usd) * rate / budget, 4) if budget else 0.0


def _cutover(planned: Mapping[str, _Planned], facts: Facts) -> tuple[dict[str, FactValue], tuple[Figure, ...]]:
    """Return the times of the first copy and of the cutover, with their figures."""
    moves = facts.text("engagement_type") in MOVES_DATA
    database = facts.number("db_size_gb") if moves else 0.0
    files = facts.number("filestore_gb") if moves else 0.0
    bandwidth = facts.number("hybrid_bandwidth_mbps")
    whole = round(copy_hours(database + files, bandwidth), 4)
    version, link = facts["source_pg_version"], facts.text("hybrid_link")
    replicates = link != "none" and isinstance(version, int | float) and version >= REPLICATES_FROM_VERSION
    inside = 0.0 if replicates else round(copy_hours(database, bandwidth), 4)
    there = [planned[key] for key in CUTOVER if key in planned]
    people = len({role for one in there for role in one.row.responsible})
    effort = round(fsum(one.likely for one in there), 4)
    cutover = round(cutover_hours(effort, people, inside), 4)
    link_input, version_input = facts.input("hybrid_link"), facts.input("source_pg_version")
    copied = copy_hours.explain(
        "roadmap.data_copy_hours",
        "First copy of database and files",
        (
            facts.input("engagement_type"),
            facts.input("db_size_gb"),
            facts.input("filestore_gb"),
            facts.input("hybrid_bandwidth_mbps"),
        ),
        whole,
    )
    taken = cutover_hours.explain(
        "roadmap.cutover_hours",
        "Cutover with validation",
        (
            *(Input(one.row.activity, round(one.likely, 2), "days", one.row.source) for one in there),
            Input("People who share it", people, "", "roles responsible for these activities"),
            Input("Database copy inside the window", inside, "hours", copy_hours.words, copied.name),
            link_input,
            version_input,
        ),
        cutover,
    )
    return {"data_copy_hours": whole, "cutover_estimate_hours": cutover}, (copied, taken)


def _figures(
    result: Roadmap, planned: Mapping[str, _Planned], facts: Facts, knowledge: Knowledge
) -> tuple[Figure, ...]:
    efforts = tuple(
        Input(
            f"{one.row.activity_id} {one.row.activity}",
            round(one.likely, 2),
            "days",
            "; ".join(part for part in (one.row.source, one.because) if part),
        )
        for one in planned.values()
    )
    effort = effort_days.explain(
        "roadmap.effort_days", "Likely effort of the project", efforts, result.effort_days_likely
    )
    used = sorted({role for one in planned.values() for role in one.row.responsible if role in knowledge.day_rates})
    rates = tuple(
        Input(f"Day rate, {role}", knowledge.day_rates[role].rate_usd_per_day_likely, "USD/day",
              f"{knowledge.day_rates[role].source}; {knowledge.day_rates[role].note}")
        for role in used
    )  # fmt: skip
    money = Figure(
        "roadmap.one_time_usd",
        "Price of the effort",
        float(result.one_time_usd),
        "USD",
        "likely days of each activity x day rate of the role responsible, added up",
        (Input("Likely effort", result.effort_days_likely, "days", effort.words, effort.name), *rates),
        "day rates are placeholders (judgement) until the firm's own rate card replaces them",
    )
    by_id = {activity.activity_id: activity for activity in result.activities}
    path = tuple(
        Input(f"{key} {by_id[key].title}", 0 if key in CUTOVER else planned[key].duration_days, "working days",
              _when(by_id[key], planned[key].row.elapsed_source))
        for key in result.critical_path
    )  # fmt: skip
    finish = Figure(
        "roadmap.finish",
        "Finish of the project",
        result.finish.isoformat(),
        "",
        "first Monday after the date of the assessment + working days of the activities on the critical path; the "
        "cutover waits for a weekend",
        (*path, facts.input("deadline_weeks")),
        "Kelley and Walker 1959 (critical path method); one person for each activity, people not levelled",
    )
    return effort, money, finish


def _when(activity: Activity, elapsed: str) -> str:
    dates = f"{activity.starts.isoformat()} to {activity.ends.isoformat()}"
    return f"{dates}; least elapsed time: {elapsed}" if elapsed else dates


def _words(go_live: date, finish: date, target: date | None) -> str:
    late = (go_live - target).days if target else 0
    if target is None:
        against = "no target date has been given"
    elif late > 0:
        against = f"{weeks_in_words(late)} after the target of {spoken_day(target)}"
    else:
        against = f"in time for the target of {spoken_day(target)}"
    return (
        f"The client is live on {spoken_day(go_live)}, {against}; the work ends on {spoken_day(finish)}. This is the "
        "earliest date: one person works on each activity, nobody is taken to be busy elsewhere, and periods closed "
        "to change are not skipped yet. Day rates are placeholders until the firm's rate card replaces them."
    )


def weeks_in_words(days: int) -> str:
    """Return a number of days as whole weeks, rounded up."""
    weeks = ceil(days / DAYS_PER_WEEK)
    return "1 week" if weeks == 1 else f"{weeks} weeks"
