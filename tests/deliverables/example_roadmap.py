"""A roadmap of the example hospital: a plain forward and backward pass over a shortened list of activities."""
# ruff: noqa: E501 - the rows of a table stay in one piece

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from wardround.engine.findings import (
    Activity,
    ClosedPeriod,
    CutoverNight,
    CutoverStep,
    DecisionDate,
    Odds,
    Part,
    PlanBreak,
    Roadmap,
    RoleLoad,
    Wave,
)

START = date(2026, 11, 30)

# id | phase | title | predecessors | likely days of effort | calendar days | who
_TABLE = """
A1-01|1 assessment and sizing|Kick-off, scope and decision rights||1.5|3|migration manager
A1-03|1 assessment and sizing|Collect performance baseline over a full business month|A1-01|5.5|35|infrastructure lead
A1-04|1 assessment and sizing|Application dependency mapping with traffic evidence|A1-01|14.5|21|infrastructure lead
A1-08|1 assessment and sizing|Business impact analysis and recovery targets|A1-01|3.5|10|service owner
A1-10|1 assessment and sizing|Right-size all tiers, choose region, SKUs and recovery pattern|A1-03,A1-08|3|5|infrastructure lead
A1-13|1 assessment and sizing|Migration strategy, wave plan and roadmap|A1-04,A1-10|3|5|migration manager
A2-01|2 landing zone|Tenant, billing and subscription layout|A1-10|2|5|infrastructure lead
A2-03|2 landing zone|Address plan, hub, spokes and DNS|A2-01|5|9|infrastructure lead
A2-04|2 landing zone|Hybrid connectivity order and test|A2-03|6.5|28|infrastructure lead
A2-07|2 landing zone|Backup and recovery vaults with immutability decision|A2-01|2|4|infrastructure lead
A3-01|3 security baseline|Security baseline definition and control ownership|A1-08|3|8|security lead
A3-04|3 security baseline|Network segmentation rules and egress filtering|A2-03|4.5|8|security lead
A3-05|3 security baseline|Vaults, keys, secrets and certificate automation|A3-01|3|7|security lead
A4-01|4 environment build|Build database tier with storage layout|A3-04|4.5|8|database lead
A4-02|4 environment build|Build replication, failover and connection pooling|A4-01|4.5|8|database lead
A4-03|4 environment build|Build application tier with worker pools|A4-01|3.5|6|application lead
A4-07|4 environment build|Backup automation and first full restore|A4-02|3.5|7|database lead
A4-08|4 environment build|Recovery region build to the chosen pattern|A4-02|9|16|infrastructure lead
A4-11|4 environment build|Production-like performance test|A4-03|5.5|12|application lead
A5-02|5 non-production migration|Migrate development and test|A4-03|3.5|7|application lead
A5-05|5 non-production migration|Functional and user acceptance testing|A5-02|10|21|service owner
A6-02|6 integration validation|Partner connectivity, certificates and allow lists|A3-05|6.5|24|integration lead
A6-03|6 integration validation|Interface functional tests with sample messages|A6-02,A4-03|14|26|integration lead
A6-05|6 integration validation|Peak-load test with interfaces and batch together|A4-11,A6-03|3.5|7|integration lead
A7-01|7 migration rehearsal|Cutover plan, rollback plan and decision points|A1-13|3|7|migration manager
A7-03|7 migration rehearsal|Full rehearsal one (learn)|A7-01,A6-05|4.5|10|migration manager
A7-04|7 migration rehearsal|Full rehearsal two with rollback (prove)|A7-03|4.5|21|migration manager
A7-05|7 migration rehearsal|Disaster-recovery test on the new platform|A4-08|3.5|6|operations manager
A8-01|8 production cutover|Readiness review and go/no-go|A7-04,A7-05,A5-05|1|3|executive sponsor
A8-04|8 production cutover|Stop writes, final sync, promote|A8-01|0.8|2|database lead
A8-08|8 production cutover|Declare success or roll back|A8-04|0.4|2|executive sponsor
A9-01|9 post-go-live optimisation|Heightened support for four weeks|A8-08|15|28|operations manager
A9-02|9 post-go-live optimisation|Measure against service objectives and resize|A8-08|3.5|14|infrastructure lead
"""
_ROWS = tuple(tuple(row.split("|")) for row in _TABLE.split("\n")[1:-1])


def example_roadmap() -> Roadmap:
    """Return the activities with early dates, slack and the critical path."""
    days = {row[0]: int(row[5]) for row in _ROWS}
    needs = {row[0]: tuple(name for name in row[3].split(",") if name) for row in _ROWS}
    starts: dict[str, int] = {}
    for name in days:
        starts[name] = max((starts[before] + days[before] for before in needs[name]), default=0)
    end = max(starts[name] + days[name] for name in days)
    latest: dict[str, int] = {}
    for name in reversed(list(days)):
        followers = [other for other in days if name in needs[other]]
        latest[name] = min((latest[other] for other in followers), default=end) - days[name]
    activities = tuple(
        Activity(
            activity_id=name,
            phase=phase,
            title=title,
            predecessors=needs[name],
            effort_days_low=round(float(effort) * 0.6, 1),
            effort_days_likely=float(effort),
            effort_days_high=round(float(effort) * 1.6, 1),
            starts=START + timedelta(days=starts[name]),
            ends=START + timedelta(days=starts[name] + days[name] - 1),
            critical=latest[name] == starts[name],
            slack_days=latest[name] - starts[name],
            responsible=who,
            deliverable=f"result of: {title[0].lower()}{title[1:]}",
            exit_criterion="agreed by the service owner",
            risk_if_skipped="surprises at cutover",
            because="always part of a migration",
            source="Wardround method 2026 (practice)",
            accountable="service owner",
            consulted="security lead",
            informed="key users",
            earliest_starts=START + timedelta(days=starts[name]),
            earliest_ends=START + timedelta(days=starts[name] + days[name] - 1),
            parts=_parts(name, START + timedelta(days=starts[name])),
        )
        for name, phase, title, _, effort, _, who in _ROWS
    )
    return Roadmap(
        activities=activities,
        waves=(
            Wave(1, "Identity and network", ("ad",), "everything signs in there"),
            Wave(2, "Data warehouse", ("dwh", "bi"), "reads the database; moves with it"),
            Wave(
                3,
                "ERP with supply interfaces",
                ("orders", "use", "adt", "check"),
                "one cutover, partners in agreed order",
            ),
            Wave(4, "Finance interfaces", ("payments",), "after the first month-end"),
        ),
        critical_path=tuple(activity.activity_id for activity in activities if activity.critical),
        starts=START,
        finish=max(activity.ends for activity in activities),
        target=date(2027, 10, 15),
        effort_days_low=round(sum(activity.effort_days_low for activity in activities), 1),
        effort_days_likely=round(sum(activity.effort_days_likely for activity in activities), 1),
        effort_days_high=round(sum(activity.effort_days_high for activity in activities), 1),
        one_time_usd=Decimal("187450.00"),
        words="Live 170 days before the target date; clear of the freezes at year-end and in June.",
        derived={"effort_to_deadline_ratio": 0.51},
        go_live=next(activity.ends for activity in activities if activity.activity_id == "A8-08"),
        earliest_go_live=date(2027, 4, 11),
        odds=Odds(date(2027, 4, 28), date(2027, 6, 6), date(2027, 7, 9), date(2027, 8, 20), 0.9),
        people=(
            RoleLoad("integration lead", 44.5, 0.6, 14.8, 0.3, 26, stated=True),
            RoleLoad("security lead", 10.5, 0.4, 5.3, 0.1, 0, stated=False),
        ),
        closed=(
            ClosedPeriod("Year-end close", date(2026, 12, 15), date(2027, 1, 14), False, "15 December + 31 days"),
            ClosedPeriod("Upgrade in June", date(2027, 6, 1), date(2027, 6, 20), False, "the client says so"),
        ),
        decide_by=(DecisionDate("region", date(2027, 1, 11), "A2-01", "'Tenant layout' begins then at the latest."),),
        cutover=_night(),
        breaks=(PlanBreak("freeze", "erp", "The cutover falls on 2 June 2027, closed to change: upgrade in June."),),
    )


def _parts(name: str, starts: date) -> tuple[Part, ...]:
    if name != "A6-03":
        return ()
    return tuple(Part(each, 3.0, 4.7, 6.0, starts, starts + timedelta(days=8)) for each in ("Orders", "Use", "ADT"))


def _night() -> CutoverNight:
    starts = datetime(2027, 4, 24, 18)  # noqa: DTZ001 - the clock of the client

    def step(name: str, first: int, minutes: int) -> CutoverStep:
        begins = starts + timedelta(minutes=first)
        low, high = minutes * 0.5, minutes * 2.0
        ends = begins + timedelta(minutes=minutes)
        return CutoverStep(
            name, begins, ends, low, float(minutes), high, "database lead", "lag is zero", "", "judgement"
        )

    return CutoverNight(
        starts=starts,
        ends=starts + timedelta(hours=5),
        steps=(step("Sign users out", 0, 30), step("Let the replica take over", 30, 90), step("Check", 120, 180)),
        way_back=(step("Point back to the old system", 400, 45),),
        window_hours=12.0,
        hours=5.0,
        hours_low=3.0,
        hours_high=9.0,
        back_hours=0.75,
        no_return=starts + timedelta(hours=5),
        decide_back_by=starts + timedelta(hours=11, minutes=15),
        spare_hours=7.0,
        words="The cutover begins on Saturday 24 April 2027 at 18:00 and takes 5 hours.",
    )
