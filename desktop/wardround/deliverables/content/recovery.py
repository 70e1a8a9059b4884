"""What happens when something fails, and what each process may expect."""

from __future__ import annotations

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    Measure,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Titled,
    Together,
    Tone,
    Verdict,
)
from wardround.deliverables.charts.recovery_steps import RecoveryRow, recovery_steps
from wardround.deliverables.content import what_fails
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.fact_words import trail_words
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import (
    FAILURES,
    ROLES,
    WORKAROUNDS,
    counted,
    listed,
    sentence,
    shortlist,
    within,
    word,
)
from wardround.engine.findings import PatternResult, ProcessRecovery

_PATTERNS_DRAWN = 2
_PATTERNS_LISTED = 4
_PROCESSES_SHOWN = 5
_PARTS_NAMED = 3
_WHY_NOT = 90
_NEEDS_NAMED = 1
_LATE_NAMED = 4
_NOTHING = "\N{EN DASH}"
_UNTESTED_SHOWN = 4
_RULED_OUT_SHOWN = 3
_NEVER = 999
_WORTH_DRAWING = 0.1
"""Of the strictest time asked."""

_STAGES = {"notice": "notice", "technical": "restore or fail over", "business": "check"}
_OVER = 2.0
"""Share drawn for a promise where nothing at all was asked to be lost."""


def recovery(matter: Matter) -> Section:
    """Return the chapter on recovery."""
    found = matter.findings.resilience
    blocks: list[Block] = [
        KeyFigures(_figures(matter)),
        Paragraph(sentence(matter.told(found.words)), "body" if found.met else "caution"),
        *_cautions(matter),
        *what_fails.fixes(matter),
        Heading("What each process asks, and what it gets"),
        _processes(matter),
        *what_fails.contradictions(matter),
        *what_fails.failures(matter),
        *_step_by_step(matter),
        Heading("Patterns weighed"),
        _patterns(matter),
        *_availability(matter),
        Together((Heading("Backups and proofs"), *what_fails.backups(matter), *_untested(matter))),
    ]
    says = f"{found.pattern_name}: what it promises, and what is not proven."
    return Section("recovery", "Recovery", says, tuple(blocks))


def _figures(matter: Matter) -> tuple[KeyFigure, ...]:
    found = matter.findings.resilience
    met = sum(process.meets_rto and process.meets_rpo for process in found.processes)
    open_yet = sum(bool(process.unknown_needs) for process in found.processes)
    tone: Tone = "plain" if met == len(found.processes) and not open_yet else "warn"
    detail = "processes that get both of theirs"
    if open_yet:
        detail = f"get both of theirs; {open_yet} rest on a system whose recovery is not known"
    late = f"too late for {counted(len(found.restore_misses), 'process', 'processes')}"
    return (
        KeyFigure("Objectives met", f"{met} of {len(found.processes)}", detail, tone),
        KeyFigure("Failover of the database", amounts.minutes(found.failover_minutes), "technical steps only"),
        KeyFigure(
            "Back after lost data",
            amounts.minutes(found.data_restore_minutes),
            f"by a restore from backup; {late if found.restore_misses else 'in time for every process'}",
            "warn" if found.restore_misses else "plain",
        ),
        KeyFigure(
            "Recovery region",
            matter.names.region(found.recovery_region) if found.recovery_region else "none",
            f"{counted(found.recovery_database_nodes, 'database machine')} there",
        ),
    )


def _processes(matter: Matter) -> Table:
    found = matter.findings.resilience.processes
    ordered = sorted(found, key=lambda row: (row.meets_rto and row.meets_rpo, row.rto_minutes, row.rpo_minutes))
    shown = ordered[:_PROCESSES_SHOWN]
    note = "Bar: promised, with everything that the process needs; line: asked. Amber: less than a fifth to spare."
    if any(process.unknown_needs for process in shown):
        note += " Open: met as far as is known; nobody has promised when the system named is back."
    if any(row.closing_rto_minutes or row.closing_rpo_minutes for row in matter.assessment.recovery.processes):
        note += " Asked: the stricter of the usual objective and the one at closing."
    if len(found) > len(shown):
        note = f"The {len(shown)} of {len(found)} with least to spare. {note}"
    return Table(
        columns=(
            Column("Process", weight=1.9),
            Column("Works again after (RTO)", Kind.BAR, weight=1.75),
            Column("May lose (RPO)", Kind.BAR, weight=1.5),
            Column("Limited by", weight=2.1),
            Column("Workaround", weight=1.6),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=(*(_process(process) for process in shown), *_restore(matter)),
        empty="No process has an objective yet: list them under Recovery objectives.",
        note=note,
    )


def _cautions(matter: Matter) -> tuple[Block, ...]:
    """Return what keeps the promises from being kept, in one box."""
    texts = tuple(text for told in (_held_back, _too_late, _on_paper) if (text := told(matter)))
    return (Paragraph(" ".join(texts), "caution"),) if texts else ()


def _held_back(matter: Matter) -> str:
    """Return who outside the platform keeps processes from their objectives, where the platform itself meets them."""
    found = matter.findings.resilience
    missed = [row for row in found.processes if not (row.meets_rto and row.meets_rpo)]
    if not found.met or not missed:
        return ""
    names = listed(tuple(dict.fromkeys(row.limited_by for row in missed)))
    who = counted(len(missed), "process misses its objectives", "processes miss their objectives")
    return sentence(f"{who} all the same, held back by what the platform does not control: {names}")


def _on_paper(matter: Matter) -> str:
    """Return the warning that every promise of the platform lacks a test, where it does."""
    found = matter.findings.resilience
    unproven = [proof.words for proof in found.proofs if not proof.proven]
    if found.proven or not unproven:
        return ""
    return f"Every promise here stands on paper until it is tested: {listed(tuple(unproven))}."


def _too_late(matter: Matter) -> str:
    """Return which processes a restore from backup comes too late for."""
    late = matter.findings.resilience.restore_misses
    if not late:
        return ""
    return f"After lost or corrupted data a restore comes too late for {listed(shortlist(late, _LATE_NAMED))}."


def _process(process: ProcessRecovery) -> tuple[str, Measure, Measure, str, str, Verdict]:
    workaround = word(WORKAROUNDS, process.workaround)
    if process.workaround_hours and process.workaround != "none":
        workaround += f", carries {amounts.hours(process.workaround_hours)}"
    verdict = Verdict("both met", "good") if process.proven else Verdict("met on paper", "warn")
    missed = [name for name, met in (("RTO", process.meets_rto), ("RPO", process.meets_rpo)) if not met]
    if missed:
        verdict = Verdict(f"{' and '.join(missed)} missed", "bad")
    elif process.unknown_needs:
        verdict = Verdict("open", "warn")
    limited = process.limited_by
    if process.unknown_needs:
        limited = f"not known: {listed(shortlist(process.unknown_needs, _NEEDS_NAMED))}"
    return (
        process.name,
        _measure(process.effective_rto_minutes, process.rto_minutes),
        _measure(process.promised_rpo_minutes, process.rpo_minutes),
        limited,
        workaround,
        verdict,
    )


def _restore(matter: Matter) -> tuple[tuple[Titled, Measure, Measure, str, str, Verdict], ...]:
    """Return the row that no pattern of copies helps with: data lost or corrupted in all of them."""
    found = matter.findings.resilience
    if not found.processes or not found.data_restore_minutes:
        return ()
    strictest = min(process.rto_minutes for process in found.processes)
    late = len(found.restore_misses)
    return (
        (
            Titled("Any, after lost or corrupted data", "against the strictest objective"),
            _measure(found.data_restore_minutes, strictest),
            Measure(None, "since the backup"),
            "restore of database and filestore",
            _NOTHING,
            Verdict(f"late for {late}", "bad") if late else Verdict("in time", "good"),
        ),
    )


def _measure(promised: float, asked: float) -> Measure:
    share = promised / asked if asked else (_OVER if promised else 0.0)
    return Measure(share, f"{amounts.minutes(promised)} of {amounts.minutes(asked)}")


def _step_by_step(matter: Matter) -> tuple[Block, ...]:
    """Return the chart of steps where they take a fair part of the time asked; bars of minutes tell nothing."""
    found = matter.findings.resilience
    chosen = next((one for one in found.patterns if one.pattern_id == found.pattern_id), None)
    strictest = min((process.rto_minutes for process in found.processes), default=0.0)
    if chosen is None or chosen.rto_minutes < _WORTH_DRAWING * strictest:
        return ()
    return (Together((Heading("Recovery step by step"), steps_picture(matter))),)


def steps_picture(matter: Matter) -> Picture:
    """Return the chart of recovery steps for the patterns that were weighed, the chosen one first."""
    found = matter.findings.resilience
    ordered = _ordered(matter)[:_PATTERNS_DRAWN]
    rows = [
        RecoveryRow(
            pattern.name,
            f"survives {word(FAILURES, pattern.failure_scope)}; loses {amounts.minutes(pattern.rpo_minutes)}",
            tuple((step.stage, step.minutes_likely) for step in pattern.steps),
            pattern.pattern_id == found.pattern_id,
        )
        for pattern in ordered
    ]
    strictest = min((process.rto_minutes for process in found.processes), default=None)
    drawing = recovery_steps(matter.style, rows, strictest, matter.width)
    says = "; ".join(f"{pattern.name} {amounts.minutes(pattern.rto_minutes)}" for pattern in ordered)
    return Picture(drawing, says)


def _ordered(matter: Matter) -> list[PatternResult]:
    """Return the patterns: chosen, then those that meet, then those that could, then the rest, in their order."""
    chosen = matter.findings.resilience.pattern_id
    return sorted(
        matter.findings.resilience.patterns,
        key=lambda pattern: (pattern.pattern_id != chosen, not pattern.meets, not pattern.eligible),
    )


def _patterns(matter: Matter) -> Table:
    weighed = [pattern for pattern in _ordered(matter) if pattern.eligible]
    others = [pattern.name for pattern in _ordered(matter) if not pattern.eligible]
    rows = tuple(
        (
            Titled(pattern.name, _pattern_detail(matter, pattern)),
            word(FAILURES, pattern.failure_scope),
            pattern.rto_minutes,
            pattern.rpo_minutes,
            pattern.extra_monthly_usd if pattern.extra_monthly_usd is not None else "no price",
            _pattern_verdict(matter, pattern),
        )
        for pattern in weighed[:_PATTERNS_LISTED]
    )
    note = "RTO: the likely times of all steps together. More a month: above one copy of production."
    if others:
        note += f" Ruled out: {listed(shortlist(tuple(others), _RULED_OUT_SHOWN))}."
    return Table(
        columns=(
            Column("Pattern", weight=3.6),
            Column("Survives the loss of", weight=1.6),
            Column("RTO", Kind.MINUTES),
            Column("RPO", Kind.MINUTES),
            Column("More a month", Kind.MONEY),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=rows,
        empty="No recovery pattern was weighed.",
        note=note,
    )


def _pattern_detail(matter: Matter, pattern: PatternResult) -> str:
    """Return why a pattern is not taken, else of which stages its time is the sum."""
    if pattern.why_not:
        return in_clauses(sentence(matter.told("; ".join(pattern.why_not[:2]))).rstrip("."), _WHY_NOT)
    stages: dict[str, float] = {}
    for step in pattern.steps:
        stages[step.stage] = stages.get(step.stage, 0.0) + step.minutes_likely
    return ", ".join(f"{_STAGES[stage]} {amounts.minutes(length)}" for stage, length in stages.items() if length)


def _pattern_verdict(matter: Matter, pattern: PatternResult) -> Verdict:
    if pattern.pattern_id == matter.findings.resilience.pattern_id:
        return Verdict("chosen", "good")
    return Verdict("meets all") if pattern.meets else Verdict("misses", "warn")


def _availability(matter: Matter) -> tuple[Block, ...]:
    """Return the availability that the agreements add up to, against its target, with what weakens it most."""
    found = matter.findings.resilience
    whole = found.availability
    target = matter.availability_target()
    weakest = sorted(found.availability_parts, key=lambda part: (part.monthly_share, part.name))[:_PARTS_NAMED]
    lost = f"{amounts.availability(whole.monthly_share)}, or {amounts.minutes(whole.minutes_lost_per_year)} lost a year"
    text = f"Published service levels add up to {lost}; this is arithmetic, not a measurement."
    if target is not None:
        verdict = "is met" if whole.monthly_share >= target else "is missed"
        text += f" The target of {amounts.availability(target)} {verdict} on paper."
    if weakest:
        parts = tuple(
            f"{ROLES.get(part.name) or part.name} ({amounts.availability(part.monthly_share)})" for part in weakest
        )
        text += f" The weakest parts: {listed(tuple(within(part) for part in parts))}."
    return (Paragraph(text),)


def _untested(matter: Matter) -> tuple[Block, ...]:
    answers = matter.assessment.recovery
    points = []
    for name, what in (
        ("restore_test_last_months", "a full restore"),
        ("dr_test_last_months", "a recovery in another place"),
    ):
        fact = matter.findings.facts.get(name)
        if fact is not None and isinstance(fact.value, (int, float)):
            months = f"{counted(round(fact.value), 'month')} ago"
            last = "never" if fact.value >= _NEVER else months
            points.append(f"Last proof of {what}: {last} ({trail_words(fact)}).")
    never = [process.name for process in answers.processes if process.last_tested is None]
    if never:
        points.append(f"No test date is known for {listed(shortlist(tuple(never), _UNTESTED_SHOWN))}.")
    if not points:
        return (Paragraph("Every process has a test date, and a restore was proven."),)
    return (Points(tuple(points)),)
