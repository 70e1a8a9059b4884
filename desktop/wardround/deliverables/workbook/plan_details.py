"""The roadmap in detail: what each activity is done for, people, dates of decisions, closed periods, the cutover."""

from __future__ import annotations

from wardround.deliverables.words import phase_name, readable
from wardround.deliverables.workbook.kinds import Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page


def parts(page: Page, material: Material) -> None:
    """Write the activities for each interface, environment, site, tenant and open control."""
    columns = (
        Column("Id", 10),
        Column("Phase", 22),
        Column("Activity", 44),
        Column("For", 48),
        Column("Starts", 13, Kind.DATE),
        Column("Ends", 13, Kind.DATE),
        Column("Effort low (days)", 9, Kind.TWO_DECIMALS),
        Column("Effort likely (days)", 9, Kind.TWO_DECIMALS),
        Column("Effort high (days)", 9, Kind.TWO_DECIMALS),
        Column("Responsible", 22),
    )
    rows = (
        (
            each.activity_id,
            phase_name(each.phase),
            each.title,
            part.name,
            part.starts,
            part.ends,
            part.effort_days_low,
            part.effort_days_likely,
            part.effort_days_high,
            readable(each.responsible),
        )
        for each in material.findings.roadmap.activities
        for part in each.parts
    )
    page.table("ActivityParts", columns, rows, "Every activity is done once.")


def people(page: Page, material: Material) -> None:
    """Write what each role has to do against the time that it gives."""
    columns = (
        Column("Role", 26),
        Column("Work (days)", 11, Kind.ONE_DECIMAL),
        Column("Gives (people)", 11, Kind.TWO_DECIMALS),
        Column("Busy (weeks)", 11, Kind.ONE_DECIMAL),
        Column("Up to the target, on average (people)", 16, Kind.TWO_DECIMALS),
        Column("Work waited (working days)", 14, Kind.COUNT),
        Column("Twice its time: sooner (days)", 14, Kind.COUNT),
        Column("Time given is", 22),
    )
    rows = (
        (
            readable(one.role),
            one.effort_days,
            one.fte,
            one.busy_weeks,
            one.fte_for_target,
            one.waited_days,
            one.sooner_days,
            "stated by the client" if one.stated else "assumed: judgement",
        )
        for one in material.findings.roadmap.people
    )
    page.table("People", columns, rows, "Nobody is named for the work.")


def decisions(page: Page, material: Material) -> None:
    """Write the last day of each decision that does not move the finish."""
    questions: dict[str, tuple[str, bool]] = {}
    for made in material.findings.decisions:
        questions.setdefault(made.decision_id.split(".")[0], (made.question, made.needs_sign_off))
    columns = (
        Column("By", 13, Kind.DATE),
        Column("Decision", 44),
        Column("Needs a signature", 12),
        Column("Because", 80),
    )
    rows = (
        (one.by, *questions[one.decision_id], one.words)
        for one in material.findings.roadmap.decide_by
        if one.decision_id in questions
    )
    page.table("DecisionDates", columns, rows, "No activity waits for a decision.")


def closed(page: Page, material: Material) -> None:
    """Write the periods in which no cutover may fall, and the dates that a share of the plans keeps."""
    columns = (
        Column("Period", 36),
        Column("From", 13, Kind.DATE),
        Column("To", 13, Kind.DATE),
        Column("All work rests", 12),
        Column("Because", 60),
    )
    rows = ((one.name, one.starts, one.ends, one.stops_work, one.because) for one in material.findings.roadmap.closed)
    page.table("ClosedPeriods", columns, rows, "No period is closed to change.")
    page.note(material.findings.roadmap.calendar_words or "Cutovers keep clear of public holidays too.", len(columns))


def cutover(page: Page, material: Material) -> None:
    """Write the night of the cutover and the way back, step by step."""
    night = material.findings.roadmap.cutover
    columns = (
        Column("Way", 10),
        Column("From", 18),
        Column("To", 18),
        Column("Step", 44),
        Column("Low (minutes)", 10, Kind.ONE_DECIMAL),
        Column("Likely (minutes)", 10, Kind.ONE_DECIMAL),
        Column("High (minutes)", 10, Kind.ONE_DECIMAL),
        Column("Who", 24),
        Column("Goes on when", 44),
        Column("Length from", 44),
        Column("Source", 44, Kind.LINE),
    )
    steps = [("forward", one) for one in night.steps] + [("back", one) for one in night.way_back] if night else []
    rows = (
        (
            way,
            f"{one.starts:%a %d %b %H:%M}",
            f"{one.ends:%a %d %b %H:%M}",
            one.name,
            one.minutes_low,
            one.minutes_likely,
            one.minutes_high,
            readable(one.who) if one.who else "",
            one.check,
            one.words,
            one.source,
        )
        for way, one in steps
    )
    page.table("Cutover", columns, rows, "Nothing changes over.")
    if night:
        page.note(night.words, len(columns))
