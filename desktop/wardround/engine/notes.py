"""Remarks on the answers: wishes decided otherwise, disagreements, hardly believable answers, limits of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wardround.assessment import Assessment
from wardround.engine.demand import growth_factor
from wardround.engine.facts import Facts, answer_fact, rows_fact
from wardround.engine.findings import Cost, Decision, Note, Resilience, Roadmap, Sizing
from wardround.engine.measured_use import ROLE_OF, measured_tiers, measured_vcpus
from wardround.engine.old_estate import ends_too_soon
from wardround.engine.origins import ORIGINS, Rows
from wardround.engine.plain_words import capital, coded, counted, lasting, listed, lowered, spoken_day
from wardround.knowledge import FactValue, Knowledge

CLOSE_SHARE = 0.1
"""Two numbers that differ by less than this share of the larger one agree well enough."""

ROUGHLY_SHARE = 0.25
"""The same for rows that only estimate an answer."""

NO_WISH = "either"
"""The answer of somebody who leaves the choice to us."""

ALL_AT_ONCE_SHARE = 0.5
"""More of the named users than this at once is rare outside a call centre; judgement."""

FASTEST_YEARLY_GROWTH = 1.0
"""Data that more than double in a year are worth a second look; judgement."""

HARDLY_POSSIBLE_MS = 500
"""Below this, a page with a chart or a report is out of reach over a wide-area network; judgement."""

HOURS_PER_YEAR, MINUTES_PER_HOUR = 365 * 24, 60

BUSY_WRITER_PCT = 75
"""Use of the one writing database from which it decides over everything; source: risk RK-SIZ-04."""


@dataclass(frozen=True, slots=True)
class _Check:
    """Something that answers can say and hardly mean; ``about`` are those that must have been said for it."""

    about: tuple[str, ...]
    holds: Callable[[Facts], bool]
    words: Callable[[Facts], str]


def notes(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    sizing: Sizing | None = None,
    decisions: Sequence[Decision] = (),
    recovery: Resilience | None = None,
    bill: Cost | None = None,
    plan: Roadmap | None = None,
) -> tuple[Note, ...]:
    """Return the notes in a fixed order: wishes, disagreements, implausible answers, limits, assumptions.

    The sizing tells the limits that it reached, the decisions the wishes that are no fact of the client as a whole, the
    recovery and the bill whether the availability and the second region asked for are there, the plan until when the
    old estate is needed.
    """
    return (
        *_wishes(facts, decisions, by_tenant=len(assessment.tenants.tenants) > 1),
        *_wishes_beside_facts(decisions),
        *_taken_otherwise(assessment, decisions),
        *_second_region(facts, recovery, bill),
        *_old_estate(assessment, plan),
        *_disagreements(assessment, knowledge, facts),
        *_implausible(facts),
        *_limits(facts, sizing),
        *_measured_more(assessment, facts, knowledge, sizing),
        *_availability(facts, recovery),
        *_assumptions(facts, knowledge),
    )


def _wishes(facts: Facts, decisions: Sequence[Decision], *, by_tenant: bool) -> Iterator[Note]:
    places = {
        option.option_id: option.title for one in decisions if one.decision_id == "region" for option in one.options
    }
    for name in sorted(facts.wishes):
        wish, decided = facts.wishes[name], facts.fact(name)
        if wish.origin in {"default", "none"} or wish.value in {decided.value, NO_WISH}:
            continue
        if name == "tenancy" and by_tenant:
            continue
        if any(one.overrule is not None and one.words in decided.trail for one in decisions):
            continue
        why = capital(decided.trail.removeprefix("decided: ").split(" (wished:")[0].rstrip("."))
        asked, taken = (places.get(str(one.value)) or facts.said(name, one.value) for one in (wish, decided))
        text = f"{facts.label(name)}: asked for was {asked} ({wish.trail}); the design has {taken}. {why}."
        yield Note("wish", text, (name,))


def _taken_otherwise(assessment: Assessment, decisions: Sequence[Decision]) -> Iterator[Note]:
    """Yield what was decided otherwise than advised, and what was decided on a question that is not asked any more."""
    made = {one.decision_id: one for one in decisions}
    for row in sorted(assessment.platform.decisions_taken, key=lambda row: row.key):
        one = made.get(row.decision_id)
        if one is not None and one.overrule is not None and one.overrule.option_id == row.option:
            if one.advised:
                yield Note("wish", f"{one.question} {one.words}", ("platform.decisions_taken",))
            continue
        what = one.question if one is not None else "A decision that the answers no longer ask for"
        text = f"{what}: what {row.owner} decided on {spoken_day(row.decided_on)} is no option here and was left aside."
        yield Note("disagreement", text.replace("?:", ":"), ("platform.decisions_taken",))


def _wishes_beside_facts(decisions: Sequence[Decision]) -> Iterator[Note]:
    """Yield the wishes for single tenants and for hosting; all other decisions show in the facts."""
    for decision in decisions:
        if decision.overrule is not None:
            continue
        own = decision.decision_id == "hosting" or decision.decision_id.startswith("tenancy.")
        if own and decision.wished and decision.wished != decision.chosen:
            titles = {option.option_id: option.title for option in decision.options}
            # The words of a tenancy say already what was asked for.
            wished = (
                f"Asked for was: {lowered(titles[decision.wished])}. We advise: " if decision.wished in titles else ""
            )
            text = f"{decision.question} {wished if decision.decision_id == 'hosting' else ''}{decision.words}"
            yield Note("wish", text, (decision.decision_id,))


def _second_region(facts: Facts, recovery: Resilience | None, bill: Cost | None) -> Iterator[Note]:
    """Yield what to know when a recovery environment is in scope and the design keeps none."""
    if recovery is None or recovery.recovery_region or "disaster_recovery" not in facts.choices("scope_environments"):
        return
    copied = bill is not None and any(line.role == "backup" and "GRS" in line.meter for line in bill.lines)
    copies = (
        "from the copies of the backups in the paired region" if copied else "with no copy of the backups outside it"
    )
    does = "meets the objectives inside one region" if recovery.met else "comes nearest to the objectives"
    yield Note(
        "wish",
        "A recovery environment is in scope, but the design keeps no servers in a second region: "
        f"{lowered(recovery.pattern_name)} {does} at the least price. Losing the whole region would mean a rebuild "
        f"{copies}. Ask for the loss of the region as the failure to survive, and compare the price.",
        ("scope_environments", "ha_scope"),
    )


def _availability(facts: Facts, recovery: Resilience | None) -> Iterator[Note]:
    """Yield the availability asked for where the published service levels of the parts do not add up to it."""
    if recovery is None or not facts.known_better("availability_target_pct"):
        return
    target, reached = facts.number("availability_target_pct"), recovery.availability.monthly_share * 100
    if reached >= target:
        return
    lost = recovery.availability.minutes_lost_per_year
    allowed = (100 - target) / 100 * HOURS_PER_YEAR * MINUTES_PER_HOUR
    weakest = min((part.monthly_share for part in recovery.availability_parts), default=1.0)
    named = [lowered(part.name) for part in recovery.availability_parts if part.monthly_share == weakest]
    yield Note(
        "limit",
        f"The published service levels of the parts promise {reached:.2f} % together, where {target:g} % is asked for: "
        f"{lasting(lost)} a year against {lasting(allowed)}. "
        f"The weakest of them: {listed(named)}. These are promises, not a measurement; a target above them cannot be "
        "put into a contract.",
        ("availability_target_pct",),
    )


def _old_estate(assessment: Assessment, plan: Roadmap | None) -> Iterator[Note]:
    """Yield the lines that stop paying for the old estate while the roadmap still needs it, with what is missing."""
    for one in ends_too_soon(assessment, plan) if plan is not None else ():
        yield Note(
            "disagreement",
            f"“{one.name}” is paid until {spoken_day(one.ends)}, but the last system leaves the old estate on "
            f"{spoken_day(one.needed_until)}: {counted(float(one.months), 'month')} of it are in no "
            "total.",
            (f"budget.lines[{one.key}].ends",),
        )


def _disagreements(assessment: Assessment, knowledge: Knowledge, facts: Facts) -> Iterator[Note]:
    for name in sorted(ORIGINS):
        origin = ORIGINS[name]
        said = answer_fact(name, assessment)
        shown = None if said is None else rows_fact(name, assessment, knowledge)
        if said is None or shown is None:
            continue
        estimated = isinstance(origin, Rows) and origin.first != "rows"
        if agree(said.value, shown.value, ROUGHLY_SHARE if estimated else CLOSE_SHARE):
            continue
        if isinstance(origin, Rows) and (origin.first == "both" or origin.refines):
            continue
        answer, detail = facts.said(name, said.value), facts.said(name, shown.value)
        taken = "detail" if facts.fact(name).trail == shown.trail else "answer"
        text = (
            f"{facts.label(name)}: the answer says {answer} ({said.trail}), the detail says {detail} ({shown.trail}). "
            f"The calculation follows the {taken}; please settle which is right."
        )
        yield Note("disagreement", text, (name,))


def agree(one: FactValue, other: FactValue, share: float = CLOSE_SHARE) -> bool:
    """Return whether two values say the same; numbers may differ by a share of the larger one."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= share * max(abs(one), abs(other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def _more(larger: str, smaller: str, factor: float = 1.0) -> Callable[[Facts], bool]:
    return lambda facts: facts.number(larger) > factor * facts.number(smaller)


def _both(first: str, second: str, remark: str) -> Callable[[Facts], str]:
    def words(facts: Facts) -> str:
        return (
            f"{facts.label(first)} ({facts.spoken(first)}) and {facts.label(second)} ({facts.spoken(second)}): {remark}"
        )

    return words


_CHECKS = (
    _Check(
        ("peak_concurrent_users", "named_users"),
        _more("peak_concurrent_users", "named_users", ALL_AT_ONCE_SHARE),
        _both("peak_concurrent_users", "named_users", "more than half of all users at once is rare; check the peak."),
    ),
    _Check(
        ("login_storm_users_5min", "named_users"),
        _more("login_storm_users_5min", "named_users"),
        _both("login_storm_users_5min", "named_users", "more people sign in than there are."),
    ),
    _Check(
        ("peak_tx_per_hour", "tx_per_day"),
        _more("peak_tx_per_hour", "tx_per_day"),
        _both("peak_tx_per_hour", "tx_per_day", "an hour cannot hold more documents than its day."),
    ),
    _Check(
        ("realtime_interface_count", "interface_count"),
        _more("realtime_interface_count", "interface_count"),
        _both("realtime_interface_count", "interface_count", "a part cannot be more than the whole."),
    ),
    _Check(
        ("user_growth_pct_year",),
        lambda facts: facts.number("user_growth_pct_year") < 0 and facts.number("planning_horizon_years") > 1,
        _both("user_growth_pct_year", "planning_horizon_years", "the platform is sized for today, not for the end of "
              "the plan, as long as users become fewer."),
    ),
    _Check(
        ("db_growth_gb_month", "db_size_gb"),
        lambda facts: facts.number("db_growth_gb_month") * 12 > FASTEST_YEARLY_GROWTH * facts.number("db_size_gb"),
        _both("db_growth_gb_month", "db_size_gb", "the database would more than double within a year."),
    ),
    _Check(
        ("filestore_growth_gb_month", "filestore_gb"),
        lambda facts: facts.number("filestore_growth_gb_month") * 12
        > FASTEST_YEARLY_GROWTH * max(1.0, facts.number("filestore_gb")),
        _both("filestore_growth_gb_month", "filestore_gb", "the filestore would more than double within a year."),
    ),
    _Check(
        ("response_target_p95_ms",),
        lambda facts: facts.number("response_target_p95_ms") < HARDLY_POSSIBLE_MS,
        _both("response_target_p95_ms", "remote_sites_wan_latency_ms", "so fast an answer leaves little time for the "
              "work itself; check whether it is meant for every screen."),
    ),
    _Check(
        ("phi_present", "data_classes"),
        lambda facts: facts["phi_present"] == "none"
        and bool({"DC-PHI", "DC-PHIX"}.intersection(facts.choices("data_classes"))),
        _both("phi_present", "data_classes", "patient health information is both denied and listed."),
    ),
    _Check(
        ("hybrid_link", "unmovable_dependencies"),
        lambda facts: facts["hybrid_link"] == "none" and facts.number("unmovable_dependencies") > 0,
        _both("hybrid_link", "unmovable_dependencies", "what stays behind cannot be reached without a link."),
    ),
    _Check(
        ("rto_minutes", "mtd_hours"),
        lambda facts: facts.number("rto_minutes") > facts.number("mtd_hours") * 60,
        _both("rto_minutes", "mtd_hours", "the recovery asked for is slower than the downtime that can be borne."),
    ),
    _Check(
        ("backup_frequency_minutes", "rpo_minutes"),
        lambda facts: facts.number("backup_frequency_minutes") > facts.number("rpo_minutes")
        and facts["wal_archiving"] is False,
        _both("backup_frequency_minutes", "rpo_minutes", "without an archive of the transaction log the backup "
              "interval alone loses more than is allowed."),
    ),
    _Check(
        ("exchange_rate",),
        lambda facts: facts["currency"] == "USD" and facts.number("exchange_rate") != 1,
        _both("exchange_rate", "currency", "a rate is given although the currency is the US dollar; it is not used."),
    ),
    _Check(
        ("baseline_available", "evidence_level"),
        lambda facts: facts["evidence_level"] == "measured" and facts["baseline_available"] is False,
        _both("baseline_available", "evidence_level", "answers are said to be measured, and no measurement is there."),
    ),
)  # fmt: skip


def _implausible(facts: Facts) -> Iterator[Note]:
    for check in _CHECKS:
        # A default contradicts nobody: what is remarked on must have been said.
        if all(facts.known_better(name) for name in check.about) and check.holds(facts):
            yield Note("implausible", check.words(facts), check.about)


def _limits(facts: Facts, sizing: Sizing | None) -> Iterator[Note]:
    busy = facts["db_cpu_util_peak_pct"]
    if isinstance(busy, int | float) and busy > BUSY_WRITER_PCT:
        text = (
            f"At the peak the one database node that writes is {busy:.0f} % busy. Near saturation the model is least "
            "certain; measure before relying on it."
        )
        yield Note("limit", text, ("db_cpu_util_peak_pct",))
    if sizing is None:
        return
    if not sizing.performance.validated:
        text = (
            "What each operation costs the servers was measured on a laboratory installation and scaled, not at this "
            "client. A pilot load test would replace it."
        )
        yield Note("limit", text, ("baseline_available",))
    if sizing.performance.design_hour.saturated:
        text = (
            "Even with the sizes chosen the platform is saturated in its busiest hour; response times would grow "
            "without limit."
        )
        yield Note("limit", text, ("peak_concurrent_users",))
    for text in sizing.performance.limits:
        yield Note("limit", text, ("peak_concurrent_users",))
    reached = sorted({role.role for role in sizing.roles if any("largest" in mark for mark in role.marks)})
    if reached:
        names = listed([coded("", role) for role in reached])
        text = f"The largest size that the region offers is reached for {names}; there is no room for more load."
        yield Note("limit", text, ("peak_concurrent_users",))


def _measured_more(assessment: Assessment, facts: Facts, knowledge: Knowledge, sizing: Sizing | None) -> Iterator[Note]:
    """Yield what was measured on the present servers where it asks for clearly more than the model."""
    measured = measured_tiers(assessment)
    if sizing is None or not measured:
        return
    policies = knowledge.design_policies
    growth = float(growth_factor(facts.number("user_growth_pct_year"), facts.number("planning_horizon_years")))
    for tier, row in measured.items():
        wanted = measured_vcpus(row.busy_vcpus, policies["comfort_factor"].value, growth)
        planned = sum(
            need.needed
            for role in sizing.roles
            if (role.environment, role.role) == ("production", ROLE_OF[tier])
            for need in role.needs
            if need.name == "cpu"
        )
        if planned and wanted > planned * policies["methods_agree_factor"].value:
            text = (
                f"Measured use of the {tier} today ({row.busy_vcpus:.1f} vCPU busy on {listed(row.servers)}) asks for "
                f"{wanted:.1f} vCPU with comfort and growth; the model plans {planned:.1f}. Find out why before "
                "servers are bought."
            )
            yield Note("limit", text, ("current_servers_table",))


def _assumptions(facts: Facts, knowledge: Knowledge) -> Iterator[Note]:
    core = [name for name in sorted(knowledge.questions) if knowledge.questions[name].depth == "core"]
    asked = [name for name in core if name not in facts.not_asked]
    left = [name for name in asked if facts.wishes.get(name, facts.fact(name)).origin in {"default", "none"}]
    if left:
        text = f"{len(left)} of {len(asked)} core questions are open; their documented defaults stand in."
        yield Note("assumption", text, tuple(left))
    figures = {name: facts.spoken(name) for name in left if facts[name] is not None}
    heavy = [name for name in ("peak_concurrent_users", "db_size_gb", "rto_minutes", "rpo_minutes") if name in figures]
    if heavy:
        told = listed([f"{facts.label(name)} ({figures[name]})" for name in heavy])
        yield Note("assumption", f"What moves the result most is still a default: {told}.", tuple(heavy))
