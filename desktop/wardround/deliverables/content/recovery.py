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
from wardround.deliverables.charts.bars import Bar, bars
from wardround.deliverables.charts.recovery_steps import RecoveryRow, recovery_steps
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import FAILURES, ROLES, WORKAROUNDS, counted, listed, sentence, shortlist, word
from wardround.engine.findings import PatternResult, ProcessRecovery

_PATTERNS_DRAWN = 5
_PATTERNS_LISTED = 8
_PROCESSES_SHOWN = 12
_UNTESTED_SHOWN = 6
_RULED_OUT_SHOWN = 4
_NEVER = 999
_OVER = 2.0
"""Share drawn for a promise where nothing at all was asked to be lost."""


def recovery(matter: Matter) -> Section:
    """Return the chapter on recovery."""
    found = matter.findings.resilience
    blocks: list[Block] = [
        KeyFigures(_figures(matter)),
        Paragraph(sentence(found.words), "body" if found.met else "caution"),
        *_held_back(matter),
        Heading("What each process asks, and what it gets"),
        _processes(matter),
        Together((Heading("Recovery step by step"), steps_picture(matter))),
        Heading("Patterns weighed"),
        _patterns(matter),
        Together((Heading("Availability"), *_availability(matter))),
        Together((Heading("Never tested"), *_untested(matter))),
    ]
    says = f"{found.pattern_name}: what it promises, and what is not proven."
    return Section("recovery", "Recovery", says, tuple(blocks))


def _figures(matter: Matter) -> tuple[KeyFigure, ...]:
    found = matter.findings.resilience
    met = sum(process.meets_rto and process.meets_rpo for process in found.processes)
    tone: Tone = "plain" if met == len(found.processes) else "warn"
    return (
        KeyFigure("Objectives met", f"{met} of {len(found.processes)}", "processes that get both of theirs", tone),
        KeyFigure("Failover of the database", amounts.minutes(found.failover_minutes), "technical steps only"),
        KeyFigure("Full restore from backup", amounts.hours(found.restore_hours), "database and filestore"),
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
    if len(found) > len(shown):
        note += f" The other {len(found) - len(shown)} are in the workbook."
    return Table(
        columns=(
            Column("Process", weight=1.9),
            Column("Works again after (RTO)", Kind.BAR, weight=1.8),
            Column("May lose (RPO)", Kind.BAR, weight=1.7),
            Column("Limited by", weight=1.9),
            Column("Workaround", weight=1.2),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=tuple(_process(process) for process in shown),
        empty="No process has an objective yet: list them under Recovery objectives.",
        note=note,
    )


def _held_back(matter: Matter) -> tuple[Block, ...]:
    """Return who outside the platform keeps processes from their objectives, where the platform itself meets them."""
    found = matter.findings.resilience
    missed = [row for row in found.processes if not (row.meets_rto and row.meets_rpo)]
    if not found.met or not missed:
        return ()
    names = listed(tuple(dict.fromkeys(row.limited_by for row in missed)))
    who = counted(len(missed), "process misses its objectives", "processes miss their objectives")
    return (
        Paragraph(sentence(f"{who} all the same, held back by what the platform does not control: {names}"), "caution"),
    )


def _process(process: ProcessRecovery) -> tuple[str, Measure, Measure, str, str, Verdict]:
    workaround = word(WORKAROUNDS, process.workaround)
    if process.workaround_hours and process.workaround != "none":
        workaround += f", carries {amounts.hours(process.workaround_hours)}"
    missed = [name for name, met in (("RTO", process.meets_rto), ("RPO", process.meets_rpo)) if not met]
    verdict = Verdict(f"{' and '.join(missed)} missed", "bad") if missed else Verdict("both met", "good")
    return (
        process.name,
        _measure(process.effective_rto_minutes, process.rto_minutes),
        _measure(process.promised_rpo_minutes, process.rpo_minutes),
        process.limited_by,
        workaround,
        verdict,
    )


def _measure(promised: float, asked: float) -> Measure:
    share = promised / asked if asked else (_OVER if promised else 0.0)
    return Measure(share, f"{amounts.minutes(promised)} of {amounts.minutes(asked)}")


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
            Titled(pattern.name, sentence("; ".join(pattern.why_not[:2])).rstrip(".")),
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
        note += f" Ruled out, with reasons in the workbook: {listed(shortlist(tuple(others), _RULED_OUT_SHOWN))}."
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


def _pattern_verdict(matter: Matter, pattern: PatternResult) -> Verdict:
    if pattern.pattern_id == matter.findings.resilience.pattern_id:
        return Verdict("chosen", "good")
    return Verdict("meets all") if pattern.meets else Verdict("misses", "warn")


def _availability(matter: Matter) -> tuple[Block, ...]:
    found = matter.findings.resilience
    whole = found.availability
    rows = [
        Bar(
            ROLES.get(part.name) or part.name[:1].upper() + part.name[1:],
            part.minutes_lost_per_year,
            f"{amounts.availability(part.monthly_share)}, {amounts.minutes(part.minutes_lost_per_year)} a year",
            chosen=part is whole,
        )
        for part in (whole, *found.availability_parts)
    ]
    text = "Arithmetic on published service levels, not a measurement; bars show minutes lost in a year."
    says = "; ".join(f"{row.name} {row.words}" for row in rows)
    return (Picture(bars(matter.style, rows, matter.width, 0.3), says, text),)


def _untested(matter: Matter) -> tuple[Block, ...]:
    answers = matter.assessment.recovery
    points = []
    for name, what in (
        ("restore_test_last_months", "a full restore"),
        ("dr_test_last_months", "a recovery in another place"),
    ):
        fact = matter.findings.facts.get(name)
        if fact is not None and isinstance(fact.value, (int, float)):
            months = f"{fact.value:,.0f} months ago"
            last = "never" if fact.value >= _NEVER else months
            points.append(f"Last proof of {what}: {last} ({fact.trail}).")
    never = [process.name for process in answers.processes if process.last_tested is None]
    if never:
        points.append(f"No test date is known for {listed(shortlist(tuple(never), _UNTESTED_SHOWN))}.")
    if not points:
        return (Paragraph("Every process has a test date, and a restore was proven."),)
    return (Points(tuple(points)),)
