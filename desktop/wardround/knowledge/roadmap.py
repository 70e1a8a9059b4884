"""Activities of the project, the people who do them, what running the platform takes, and freezes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.knowledge.columns import Amount, AmountOrUnknown, Blank, Count, Ids, Key
from wardround.knowledge.grammar import Rule
from wardround.tables import Column

EVERY_LEAD = "all leads"
"""In a role list: everybody whose role is called a lead."""

RaciParties = Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of the roadmap.

    Effort is `low..high + max(0, scale_fact - scale_threshold) x days_per_unit_above_threshold`. [days]

    Parameters
    ----------
    predecessors : ids of the activities that come first. One that is left out hands its own on.
    effort_days_likely : middle of low and high, not an observed mode.
    elapsed_days_min : calendar days from its first day to its last at the least, however little the effort; 0 where
        effort alone decides. [days]
    elapsed_source : where that comes from, or that it is judgement; empty where there is none.
    driver : what moves the effort, in words.
    scale_fact, scale_threshold : numeric fact that adds effort above a threshold; empty where none does.
    per : what it is done for one by one, so that a plan lists it for each; empty where it is done once.
    include_when : the activity is part of the project when this holds.
    linked_risks : ids of the risks that it treats.
    """

    activity_id: Key
    phase: str
    activity: str
    predecessors: tuple[str, ...]
    effort_days_low: Amount
    effort_days_likely: Amount
    effort_days_high: Amount
    elapsed_days_min: Amount
    elapsed_source: Blank
    driver: str
    scale_fact: Blank
    scale_threshold: float | None
    days_per_unit_above_threshold: Amount
    per: Literal["", "interface", "environment", "site", "tenant", "control_gap"]
    include_when: Rule
    responsible: Ids
    accountable: Ids
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    deliverable: str
    exit_criterion: str
    risk_if_skipped: str
    linked_risks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TeamCapacity:
    """What one role usually gives to such a project: full-time equivalents, and activities side by side."""

    role: Key
    default_fte_low: Amount
    default_fte: Amount
    default_fte_high: Amount
    max_parallel_activities_low: Count
    max_parallel_activities: Count
    max_parallel_activities_high: Count
    source: str


@dataclass(frozen=True, slots=True)
class DayRate:
    """Rate of a role in US dollars a day, without travel and tax; the firm's own rate card replaces it."""

    role: Key
    party_default: Literal["client", "firm", "partner"]
    rate_usd_per_day_low: Amount
    rate_usd_per_day_likely: Amount
    rate_usd_per_day_high: Amount
    hours_per_day: Amount
    note: Blank
    source: str


@dataclass(frozen=True, slots=True)
class OperatingDuty:
    """One duty of running the platform, in hours a month per `scaling_unit`.

    `raci_in_house`, `raci_shared` and `raci_managed` say as `R=client` who is responsible, accountable, consulted
    and informed under each hosting model.
    """

    duty_id: Key
    name: str
    scaling_unit: str
    hours_per_month_low: Amount
    hours_per_month_likely: Amount
    hours_per_month_high: Amount
    role: str
    raci_in_house: RaciParties
    raci_shared: RaciParties
    raci_managed: RaciParties
    note: Blank
    source: str

    def raci(self, hosting_model: str) -> Mapping[str, str]:
        """Return the party for each of R, A, C and I.

        `hosting_model` is a value of the fact of that name: `in_house`, `shared_responsibility` or `msp`.
        Raises KeyError for another.
        """
        parties = {
            "in_house": self.raci_in_house,
            "shared_responsibility": self.raci_shared,
            "msp": self.raci_managed,
        }[hosting_model]
        return dict(entry.split("=", 1) for entry in parties)


@dataclass(frozen=True, slots=True)
class FreezeKind:
    """A period in which something may not change: `default_rule` in words, the other columns for a machine.

    The period is n = `days_likely` days before, after, around or on both sides of the anchor, plus
    `extra_days_after`.

    Parameters
    ----------
    blocks : what may not happen: a cutover, changes to production, to interfaces, or nothing but testing.
    default_on : `yes` holds unless the client says otherwise; `ask` only if the client says so.
    con_12_value : the matching answer of question CON-12; empty where it has none.
    """

    freeze_id: Key
    name: str
    anchor: str
    side: Literal["before", "after", "around", "both_sides"]
    extra_days_after: Count
    default_rule: str
    occurs: str
    unit: Literal["working_days", "calendar_days"]
    days_low: Count
    days_likely: Count
    days_high: Count
    blocks: Ids
    default_on: Literal["yes", "ask"]
    con_12_value: Blank
    source: str


@dataclass(frozen=True, slots=True)
class CutoverStep:
    """One step of the cutover, or of the way back.

    A step takes its minutes, and the time of its data at its rate, and the effort of its activity.

    Parameters
    ----------
    way : forward, or back to the old system.
    does : when it is needed: always, where data move, where the database is copied while closed (offline), or where
        it replicates beforehand (online).
    data : what is read or written at the rate: the database; `link`: the database at the bandwidth of the link.
    rate_mib_per_s_low, rate_mib_per_s_likely, rate_mib_per_s_high : empty where no data are moved. [MiB/s]
    activity_id : the activity of which the effort is spent in it; empty where none is.
    check : what must hold before the next step begins.
    """

    step_id: Key
    order: Count
    name: str
    way: Literal["forward", "back"]
    does: Literal["always", "moves_data", "offline", "online"]
    minutes_low: Amount
    minutes_likely: Amount
    minutes_high: Amount
    data: Literal["", "database", "link"]
    rate_mib_per_s_low: AmountOrUnknown
    rate_mib_per_s_likely: AmountOrUnknown
    rate_mib_per_s_high: AmountOrUnknown
    activity_id: Blank
    check: str
    source: str


@dataclass(frozen=True, slots=True)
class DecisionDate:
    """An activity that cannot begin before a decision has been taken.

    Parameters
    ----------
    decision_id : the decision, or what its id begins with before a dot.
    why : the reason, as it goes on after 'because'.
    """

    decision_id: Key
    activity_id: Key
    why: str
    source: str
