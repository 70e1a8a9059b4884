"""Recovery: what each process may expect, which patterns were weighed, step by step, and availability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.words import FAILURES, ROLES, WORKAROUNDS, readable, sentence, word
from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.findings import RecoveryStep

RESTORE = "A restore is what lost or corrupted data asks for, whatever the pattern; it is held against the RTO asked."


def processes(page: Page, material: Material) -> None:
    """Write the objectives of each business process against what the design can promise."""
    resilience = material.findings.resilience
    columns = (
        Column("Process", 30),
        Column("RTO asked (min)", 11, Kind.MINUTES),
        Column("RTO of the platform (min)", 13, Kind.MINUTES),
        Column("RTO with all it needs (min)", 13, Kind.MINUTES),
        Column("RTO", 12),
        Column("RPO asked (min)", 11, Kind.MINUTES),
        Column("RPO promised (min)", 11, Kind.MINUTES),
        Column("RPO", 12),
        Column("After a restore (min)", 11, Kind.MINUTES),
        Column("Restore", 12),
        Column("Way back tested", 11),
        Column("Held back by", 30),
        Column("Recovery not known of", 34),
        Column("Workaround", 14),
        Column("Workaround carries (h)", 13, Kind.NUMBER),
    )
    rows = (
        (
            each.name,
            each.rto_minutes,
            each.promised_rto_minutes,
            each.effective_rto_minutes,
            _met(each.meets_rto),
            each.rpo_minutes,
            each.promised_rpo_minutes,
            _met(each.meets_rpo),
            resilience.data_restore_minutes,
            _met(each.name not in resilience.restore_misses),
            "yes" if each.proven else "no",
            each.limited_by,
            "\n".join(each.unknown_needs),
            word(WORKAROUNDS, each.workaround),
            each.workaround_hours,
        )
        for each in resilience.processes
    )
    placed = page.table("Processes", columns, rows, "No process has an objective yet: type them in step Recovery.")
    page.note(f"{sentence(resilience.words)} {RESTORE}{_on_paper(material)}")
    if placed.last >= placed.first:
        colours = page.look.brand.colours
        for letter in ("E", "H", "J"):
            area = f"{letter}{placed.first}:{letter}{placed.last}"
            page.tint(area, f'{letter}{placed.first}="missed"', colours.bad_soft)
            page.tint(area, f'{letter}{placed.first}="met"', colours.good_soft)
        page.tint(f"K{placed.first}:K{placed.last}", f'K{placed.first}="no"', colours.bad_soft)


def _on_paper(material: Material) -> str:
    """Return the warning that a promise without a test carries."""
    unproven = [proof.words for proof in material.findings.resilience.proofs if not proof.proven]
    return f" On paper until tested: {'; '.join(unproven)}." if unproven else ""


def _met(yes: bool) -> str:  # noqa: FBT001 - it is the verdict itself
    return "met" if yes else "missed"


def patterns(page: Page, material: Material) -> None:
    """Write the recovery patterns weighed, with the reason each was left."""
    columns = (
        Column("Pattern", 10),
        Column("Name", 40),
        Column("Survives", 20),
        Column("Likely RTO (min)", 12, Kind.MINUTES),
        Column("Slow RTO (min)", 11, Kind.MINUTES),
        Column("RPO (min)", 11, Kind.MINUTES),
        Column("Extra a month (USD)", 13, Kind.MONEY),
        Column("Objectives", 12),
        Column("Allowed", 10),
        Column("Chosen", 10),
        Column("Why not", 60),
    )
    chosen = material.findings.resilience.pattern_id
    rows = (
        (
            each.pattern_id,
            each.name,
            word(FAILURES, each.failure_scope),
            each.rto_minutes,
            each.rto_minutes_high,
            each.rpo_minutes,
            "no price" if each.extra_monthly_usd is None else each.extra_monthly_usd,
            _met(each.meets),
            each.eligible,
            "chosen" if each.pattern_id == chosen else "",
            "\n".join(each.why_not),
        )
        for each in material.findings.resilience.patterns
    )
    placed = page.table("Patterns", columns, rows, "No recovery pattern was weighed.")
    if placed.last >= placed.first:
        area = f"A{placed.first}:K{placed.last}"
        page.tint(area, f'$J{placed.first}="chosen"', page.look.brand.colours.accent_soft)


def steps(page: Page, material: Material) -> None:
    """Write the steps of each pattern and of the full restore with their times."""
    columns = (
        Column("Pattern", 14),
        Column("Name", 36),
        Column("Number", 9, Kind.COUNT),
        Column("Step", 28),
        Column("Stage", 12),
        Column("Beside others", 10),
        Column("Low (min)", 10, Kind.MINUTES),
        Column("Likely (min)", 10, Kind.MINUTES),
        Column("High (min)", 10, Kind.MINUTES),
        Column("How the time comes about", 46),
        Column("Source", 40),
    )
    page.table("RecoverySteps", columns, _steps(material), "No recovery pattern was weighed.")


def _steps(material: Material) -> Iterator[Sequence[Content]]:
    resilience = material.findings.resilience
    for pattern in resilience.patterns:
        yield from _timed(pattern.pattern_id, pattern.name, pattern.steps)
    yield from _timed("backup", "Full restore from backup", resilience.backup_steps)


def _timed(pattern_id: str, name: str, each: tuple[RecoveryStep, ...]) -> Iterator[Sequence[Content]]:
    for number, step in enumerate(each, start=1):
        yield (
            pattern_id,
            name,
            number,
            step.name,
            readable(step.stage),
            step.may_overlap,
            step.minutes_low,
            step.minutes_likely,
            step.minutes_high,
            step.words,
            step.source,
        )


def availability(page: Page, material: Material) -> None:
    """Write the composite availability and its parts."""
    columns = (
        Column("Part", 34),
        Column("Monthly availability", 14, Kind.FINE_SHARE),
        Column("Minutes lost a year", 14, Kind.ONE_DECIMAL),
        Column("How it comes about", 60),
        Column("Source", 50),
    )
    resilience = material.findings.resilience
    rows = (
        (
            word(ROLES, part.name),
            part.monthly_share,
            part.minutes_lost_per_year,
            part.words,
            material.cited(part.source),
        )
        for part in (*resilience.availability_parts, resilience.availability)
    )
    page.table("Availability", columns, rows, "No part has a published service level.")
    asked = material.findings.facts.get("availability_target_pct")
    if asked is not None and isinstance(asked.value, (int, float)):
        met = resilience.availability.monthly_share >= asked.value / 100
        verdict = "is met" if met else "is missed"
        page.note(f"The target asked for is {asked.value:g} % ({asked.trail}); on paper it {verdict}.")
