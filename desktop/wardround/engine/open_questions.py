"""What to ask next: open answers that matter, and rules that wait for a fact, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardround.assessment import Answer, Assessment, value_at
from wardround.engine.facts import Facts
from wardround.engine.findings import OpenQuestion, Resilience, Roadmap
from wardround.engine.old_estate import ends_too_soon
from wardround.engine.origins import ORIGINS, Table
from wardround.engine.plain_words import lowered, spoken_day
from wardround.engine.process_recovery import silent_systems
from wardround.engine.risk import Undecided
from wardround.knowledge import Knowledge

MOVES_FIGURES: Mapping[str, tuple[str, ...]] = {
    "peak_concurrent_users": ("demand.design_hour.cpu_cores", "cost.monthly_usd"),
    "role_mix_table": ("demand.design_hour.cpu_cores", "cost.monthly_usd"),
    "custom_module_count": ("demand.design_hour.cpu_cores", "cost.monthly_usd"),
    "month_end_multiplier": ("demand.design_hour.cpu_cores",),
    "interface_table": ("demand.design_hour.cpu_cores",),
    "interface_msgs_per_hour_peak": ("demand.design_hour.cpu_cores",),
    "tx_per_day": ("demand.design_hour.cpu_cores",),
    "largest_table_rows": ("demand.design_hour.cpu_cores",),
    "report_intensity": ("demand.design_hour.cpu_cores",),
    "reports_peak_per_hour": ("demand.design_hour.cpu_cores",),
    "response_target_p95_ms": ("production.application.workers", "cost.monthly_usd"),
    "user_growth_pct_year": ("demand.design_hour.cpu_cores", "cost.monthly_usd"),
    "planning_horizon_years": ("cost.horizon_usd",),
    "db_size_gb": ("recovery.restore_hours", "cost.monthly_usd"),
    "db_growth_gb_month": ("recovery.restore_hours",),
    "filestore_gb": ("recovery.restore_hours", "cost.monthly_usd"),
    "filestore_growth_gb_month": ("recovery.restore_hours",),
    "hot_data_pct": ("cost.monthly_usd",),
    "rto_minutes": ("recovery.rto_minutes", "cost.monthly_usd"),
    "rpo_minutes": ("recovery.rpo_minutes", "cost.monthly_usd"),
    "process_recovery_table": ("recovery.rto_minutes", "recovery.rpo_minutes"),
    "ha_scope": ("recovery.rto_minutes", "cost.monthly_usd"),
    "azure_region": ("cost.monthly_usd",),
    "scope_environments": ("cost.monthly_usd",),
    "commitment_allowed": ("cost.monthly_usd",),
    "nonprod_schedule": ("cost.monthly_usd",),
    "data_classes": ("cost.monthly_usd",),
    "tenancy": ("cost.monthly_usd",),
    "log_retention_days": ("cost.monthly_usd",),
    "exchange_rate_date": ("cost.monthly_usd",),
    "deadline_weeks": ("roadmap.finish",),
    "hybrid_bandwidth_mbps": ("roadmap.data_copy_hours",),
    "engagement_type": ("roadmap.finish", "roadmap.one_time_usd"),
}
"""Figures that a fact moves most, for facts that the calculation reads directly."""

UNTOLD: Mapping[str, str] = {
    "quota_headroom_pct": "How much of the vCPU quota of your Azure subscription is free in the chosen regions? The "
    "portal shows it.",
    "prod_dr_ip_overlap": "Would the addresses of production, of the recovery site and of your own sites overlap? "
    "Please send the plans.",
    "cert_min_days_left": "On which day does the first of your certificates expire? A list of all of them with their "
    "dates would do.",
    "tenants_on_host": "How many tenants would share one host, this one included?",
}
"""What to ask for facts that no question of the list tells."""

OPEN_ORIGINS = frozenset({"default", "none"})

FIGURE_WEIGHT = 4
UNDECIDED_WEIGHT = 3
CORE_WEIGHT = 2
RULE_WEIGHT = 1
UNPAID_WEIGHT = 2 * FIGURE_WEIGHT
"""Weights of what waits for an answer; judgement. The spread of the result will say it better where it is known."""

SHOWN_PROCESSES = 2
"""Processes named in a question before the rest are counted."""


def open_questions(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    undecided: Sequence[Undecided],
    recovery: Resilience | None = None,
    plan: Roadmap | None = None,
) -> tuple[OpenQuestion, ...]:
    """Return what to ask the client, the weightiest first.

    These are the open answers that a rule or a figure waits for, the facts that no question tells, the systems of which
    nobody has said when they are back although a process needs them, and the lines that stop paying for the old estate
    before the last wave has left it.
    """
    readers = knowledge.rules_reading
    waiting: dict[str, list[str]] = {}
    for rule in undecided:
        for name in rule.missing:
            waiting.setdefault(name, []).append(rule.risk_id)
    weighed = []
    for name in sorted(facts):
        matters = (*MOVES_FIGURES.get(name, ()), *readers.get(name, ()))
        # A decision stands in for an answer without being one.
        given = facts.wishes.get(name, facts.fact(name))
        if given.origin not in OPEN_ORIGINS or name in facts.not_asked or not (matters or name in waiting):
            continue
        question = _question(name, matters, assessment, facts, knowledge)
        weight = (
            FIGURE_WEIGHT * len(MOVES_FIGURES.get(name, ()))
            + UNDECIDED_WEIGHT * len(waiting.get(name, ()))
            + RULE_WEIGHT * len(readers.get(name, ()))
            + (CORE_WEIGHT if name in knowledge.questions and knowledge.questions[name].depth == "core" else 0)
        )
        weighed.append((-weight, question.question_id, question))
    weighed.extend(_silent(assessment, recovery))
    weighed.extend(_unpaid(assessment, plan))
    return tuple(question for _weight, _id, question in sorted(weighed, key=lambda entry: entry[:2]))


def _silent(assessment: Assessment, recovery: Resilience | None) -> Iterator[tuple[int, str, OpenQuestion]]:
    """Yield a question for each system whose recovery nobody has promised and that a process needs, with its weight."""
    if recovery is None:
        return
    silent = silent_systems(assessment)
    for system in assessment.dependencies.systems:
        waiting = [one.name for one in recovery.processes if silent.get(system.key) in one.unknown_needs]
        if system.key not in silent or not waiting:
            continue
        question = OpenQuestion(
            question_id="",
            fact=f"dependencies.systems[{system.key}].rto_promised_minutes",
            text=f"After a failure, how soon would “{system.name}” be back? {_needed_for(waiting)} Nobody has promised "
            "a time.",
            matters_for=tuple(waiting),
            owner=system.business_owner,
            due=None,
            default="back with the platform",
        )
        yield -UNDECIDED_WEIGHT * len(waiting), question.fact, question


def _unpaid(assessment: Assessment, plan: Roadmap | None) -> Iterator[tuple[int, str, OpenQuestion]]:
    """Yield a question for each line that stops paying for the old estate too soon, with its weight."""
    for one in ends_too_soon(assessment, plan) if plan is not None else ():
        question = OpenQuestion(
            question_id="",
            fact=f"budget.lines[{one.key}].ends",
            text=f"Who pays for “{one.name}” from {spoken_day(one.ends)} to {spoken_day(one.needed_until)}, when the "
            f"last system leaves the old estate?",
            matters_for=("cost.horizon_usd",),
            owner=one.owner,
            due=None,
            default=f"paid until {spoken_day(one.ends)}",
        )
        yield -UNPAID_WEIGHT, question.fact, question


def _question(
    name: str, matters: tuple[str, ...], assessment: Assessment, facts: Facts, knowledge: Knowledge
) -> OpenQuestion:
    asked = knowledge.questions.get(name)
    if asked is None:
        text = _untold(name, facts)
        return OpenQuestion(name, name, text, matters, "", None, "")
    origin = ORIGINS[name]
    answer = None if isinstance(origin, Table) else value_at(assessment, getattr(origin, "path", ""))
    parked = answer if isinstance(answer, Answer) else Answer[object]()
    stands_in = facts.wishes.get(name, facts.fact(name)).value
    default = facts.said(name, stands_in) if stands_in is not None else ""
    return OpenQuestion(asked.question_id, name, asked.question, matters, parked.owner, parked.due, default)


def _untold(name: str, facts: Facts) -> str:
    """Return the question for a fact that no question of the list tells."""
    return (
        UNTOLD.get(name)
        or f"What can you tell us about this: {lowered(facts.label(name))}? It could not be worked out."
    )


def _needed_for(processes: Sequence[str]) -> str:
    shown = processes if len(processes) <= SHOWN_PROCESSES + 1 else processes[:SHOWN_PROCESSES]
    more = len(processes) - len(shown)
    return f"Needed for: {'; '.join(shown)}{f'; and {more} more' if more else ''}."
