"""What running the platform has to hold, whoever does it: standards beside today's answers, and service levels."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.engine.facts import Facts
from wardround.engine.findings.operating import OperatingTerm, ServiceTarget
from wardround.engine.plain_words import capital, coded, counted, lasting
from wardround.engine.recovery_proof import proof_of
from wardround.knowledge import Knowledge

NEVER = 0
DAYS_A_YEAR = 365.25
ENOUGH_PEOPLE = 2.0
"""Full-time people below which a call at night has nobody to go to next; source: OPS-11."""


def terms(facts: Facts, knowledge: Knowledge) -> tuple[OperatingTerm, ...]:
    """Return each thing that a service has to hold, with what holds today and whether the two are apart."""
    return tuple(_terms(facts, knowledge))


def _terms(facts: Facts, knowledge: Knowledge) -> Iterator[OperatingTerm]:
    yield _hardening(facts)
    yield _patching(facts, knowledge)
    yield _backups(facts, knowledge)
    yield _observability(facts)
    yield _capacity(facts, knowledge)
    yield _escalation(facts)
    yield _rollback(facts)
    yield _contract(facts)
    yield _evidence(facts, knowledge)


def _policy(knowledge: Knowledge, name: str) -> tuple[float, str]:
    row = knowledge.design_policies[name]
    return row.value, row.source


def _hardening(facts: Facts) -> OperatingTerm:
    full = facts.text("iac_level") == "full"
    return OperatingTerm(
        "Hardening",
        "Every server is built from one hardened description, and a monthly check reports what has drifted from it.",
        f"Infrastructure as code: {facts.spoken('iac_level')}.",
        not full,
        "judgement; operating_effort hardening; CT-IAC-03",
    )


def _patching(facts: Facts, knowledge: Knowledge) -> OperatingTerm:
    critical, source = _policy(knowledge, "critical_patch_days")
    cadence = facts.number("patch_cadence_days")
    window = facts.number("maintenance_window_hours_month")
    length = f"inside {counted(window, 'hour')} of planned downtime a month" if window else "without planned downtime"
    beside = [name for name in ("preproduction", "test") if name in facts.choices("scope_environments")]
    first = f"{capital(coded('scope_environments', beside[0]))} is patched" if beside else "One server is patched"
    return OperatingTerm(
        "Patch windows",
        f"Critical patches are on all servers within {critical:.0f} days and the rest monthly, {length}. "
        f"{first} first.",
        f"Servers are patched every {counted(cadence, 'day')}.",
        cadence > critical,
        source,
    )


def _backups(facts: Facts, knowledge: Knowledge) -> OperatingTerm:
    months, source = _policy(knowledge, "restore_test_interval_months")
    proof = proof_of("restore", facts, knowledge)
    return OperatingTerm(
        "Backup checks",
        f"Somebody looks at every backup daily, and one is restored apart from production, timed and signed, "
        f"every {counted(months, 'month')}.",
        f"{capital(proof.words)}.",
        proof.months is None or proof.months > months,
        source,
    )


def _observability(facts: Facts) -> OperatingTerm:
    level, tuned = facts.text("monitoring_level"), facts.flag("alerting_tuned")
    alerts = "alerts have owners" if tuned else "alerts have no owners"
    return OperatingTerm(
        "Observability",
        "The signals of the monitoring plan are watched, and each has an owner, a threshold and a first action.",
        f"Watched today: {facts.spoken('monitoring_level')}; {alerts}.",
        level != "full_stack" or not tuned,
        "the monitoring plan; OPS-08; OPS-09",
    )


def _capacity(facts: Facts, knowledge: Knowledge) -> OperatingTerm:
    every, source = _policy(knowledge, "capacity_review_every_months")
    today = facts.number("capacity_review_months")
    return OperatingTerm(
        "Capacity reviews",
        f"Load, response, growth and cost are set against this plan every {counted(every, 'month')}.",
        f"Reviewed every {counted(today, 'month')}." if today > NEVER else "Never reviewed.",
        today == NEVER or today > every,
        source,
    )


def _escalation(facts: Facts) -> OperatingTerm:
    around = facts.text("operating_hours") == "24x7" and facts.text("support_hours") != "24x7"
    people = facts.number("ops_fte")
    plan = facts.text("incident_plan")
    return OperatingTerm(
        "Escalation",
        "A named person answers, and a second one is called when the time of the service level has passed; "
        "security incidents follow a plan that has been exercised.",
        f"Support: {facts.spoken('support_hours')}; {counted(people, 'full-time person', 'full-time people')}; "
        f"incident plan: {facts.spoken('incident_plan')}.",
        around or people < ENOUGH_PEOPLE or plan != "exercised",
        "OPS-02; OPS-11; OPS-24",
    )


def _rollback(facts: Facts) -> OperatingTerm:
    return OperatingTerm(
        "Rollback",
        "Every release has a way back that was tried on a copy, and a person who may order it.",
        f"The way back is {facts.spoken('rollback_procedure')}."
        if facts.text("rollback_procedure") != "none"
        else "There is no way back.",
        facts.text("rollback_procedure") != "tested",
        "OPS-07; RK-CHG-02",
    )


def _contract(facts: Facts) -> OperatingTerm:
    alone = facts.text("hosting_model") == "in_house"
    written = facts.flag("raci_documented") if alone else facts.flag("msp_sla_defined")
    what = "The split of duties" if alone else "The contract"
    return OperatingTerm(
        "Service levels",
        "Response, recovery and reporting are written down, with the time to recover no longer than the "
        f"{lasting(facts.number('rto_minutes'))} asked for.",
        f"{what} {'states' if written else 'does not state'} them{'' if written else ' yet'}.",
        not written,
        "OPS-03; OPS-04; RK-VEN-01",
    )


def _evidence(facts: Facts, knowledge: Knowledge) -> OperatingTerm:
    least, source = _policy(knowledge, "evidence_least_years")
    named = [
        (knowledge.regimes[name].record_retention_years_min, name)
        for name in sorted(facts.choices("regimes"))
        if name in knowledge.regimes
    ]
    longest, law = max(named, default=(0.0, ""), key=lambda one: one[0])
    years = max(least, longest)
    kept = facts.number("log_retention_days")
    why = f", as {law} asks" if longest > least else ""
    return OperatingTerm(
        "Evidence retention",
        f"Records of patches, restores, access reviews and incidents are kept for {counted(years, 'year')}{why}.",
        f"Logs are kept for {counted(kept, 'day')}.",
        kept < years * DAYS_A_YEAR,
        f"{source}; regimes",
    )


def service_targets(facts: Facts, knowledge: Knowledge) -> tuple[ServiceTarget, ...]:
    """Return the service levels: the clock of the two urgent ones never stops where the ERP works around the clock."""
    around = facts.text("operating_hours") == "24x7"
    return tuple(
        ServiceTarget(
            level_id=row.level_id,
            name=row.name,
            meaning=row.meaning,
            clock="around the clock" if around and not row.staffed_only else "in support hours",
            respond_minutes=row.respond_minutes,
            update_minutes=row.update_minutes,
            escalate_minutes=row.escalate_minutes,
            first=row.first,
            escalate_to=row.escalate_to,
            source=row.source,
        )
        for row in knowledge.service_levels.values()
    )
