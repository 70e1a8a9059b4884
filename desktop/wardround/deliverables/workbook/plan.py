"""The roadmap as a list with bars by week, and the waves of systems that move together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from wardround.deliverables.amounts import MONTHS
from wardround.deliverables.words import phase_name, readable
from wardround.deliverables.workbook.estate import name_of, names_of_parts
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, HEADER_ROW, Column, Page

COLUMNS = (
    Column("Id", 10),
    Column("Phase", 20),
    Column("Activity", 44),
    Column("Starts", 13, Kind.DATE),
    Column("Ends", 13, Kind.DATE),
    Column("Calendar days", 10, Kind.COUNT),
    Column("Critical", 9),
    Column("Slack (days)", 9, Kind.COUNT),
    Column("Effort low (days)", 9, Kind.NUMBER),
    Column("Effort likely (days)", 9, Kind.NUMBER),
    Column("Effort high (days)", 9, Kind.NUMBER),
    Column("Predecessors", 16),
    Column("Responsible", 20),
    Column("Earliest start", 13, Kind.DATE),
    Column("Earliest end", 13, Kind.DATE),
    Column("Critical with people to spare", 12),
)
STARTS, ENDS, CRITICAL = "D", "E", "G"
FIRST_BAR = len(COLUMNS) + 2
"""The bars begin after one narrow column."""

MOST_BARS = 80
"""More weeks than this are drawn as steps of several weeks, so that the picture stays a picture."""

BAR_WIDTH = 2.9


def roadmap(page: Page, material: Material) -> None:
    """Write the activities in order, each with a bar over the weeks that it takes."""
    plan = material.findings.roadmap
    placed = page.table("Roadmap", COLUMNS, _dates(material), "The roadmap has no activities.")
    page.widths(*(column.width for column in COLUMNS), 2)
    page.note(plan.words, len(COLUMNS))
    if placed.last < placed.first:
        return
    first = plan.starts - timedelta(days=plan.starts.weekday())
    end = max(activity.ends for activity in plan.activities)
    weeks = max(1, ceil(((end - first).days + 1) / 7))
    step = ceil(weeks / MOST_BARS)
    bars = ceil(weeks / step)
    _scale(page, first, step, bars)
    left, right = page.letter(FIRST_BAR), page.letter(FIRST_BAR + bars - 1)
    area = f"{left}{placed.first}:{right}{placed.last}"
    row, head = placed.first, f"{left}${HEADER_ROW}"
    here = f"AND(${STARTS}{row}<={head}+{7 * step - 1},${ENDS}{row}>={head})"
    colours = page.look.brand.colours
    page.tint(area, f'AND({here},${CRITICAL}{row}="yes")', colours.of_series(5), apart=True)
    page.tint(area, here, colours.of_series(0), apart=True)


def _dates(material: Material) -> Iterator[Sequence[Content]]:
    for row, each in enumerate(material.findings.roadmap.activities, start=FIRST_ROW):
        yield (
            each.activity_id,
            phase_name(each.phase),
            each.title,
            each.starts,
            each.ends,
            Formula(f"=${ENDS}{row}-${STARTS}{row}+1", (each.ends - each.starts).days + 1),
            each.critical,
            each.slack_days,
            each.effort_days_low,
            each.effort_days_likely,
            each.effort_days_high,
            ", ".join(each.predecessors),
            readable(each.responsible),
            each.earliest_starts,
            each.earliest_ends,
            each.earliest_critical,
        )


def _scale(page: Page, first: date, step: int, bars: int) -> None:
    """Write the Monday of each bar's first week over the bars; the month stands above where it begins."""
    mondays = [first + timedelta(days=7 * step * index) for index in range(bars)]
    for index, monday in enumerate(mondays):
        column = FIRST_BAR + index
        begins = index == 0 or mondays[index - 1].month != monday.month
        has_room = index + 1 < bars and mondays[index + 1].month == monday.month
        if begins and has_room:
            page.put(HEADER_ROW - 1, column, f"{MONTHS[monday.month - 1][:3]} {monday.year}", Tone.LABEL)
        page.put(HEADER_ROW, column, monday, Tone.CAPTION, Kind.DAY)
        page.narrow(column, BAR_WIDTH)


def activities(page: Page, material: Material) -> None:
    """Write what each activity delivers, when it is done, and what happens without it."""
    columns = (
        Column("Id", 10),
        Column("Phase", 22),
        Column("Activity", 40),
        Column("Responsible", 20),
        Column("Accountable", 20),
        Column("Consulted", 24),
        Column("Informed", 20),
        Column("Deliverable", 34),
        Column("Done when", 34),
        Column("If left out", 34),
        Column("Because", 34),
        Column("Source", 34, Kind.LINE),
    )
    rows = (
        (
            each.activity_id,
            phase_name(each.phase),
            each.title,
            readable(each.responsible),
            readable(each.accountable),
            readable(each.consulted),
            readable(each.informed),
            each.deliverable,
            each.exit_criterion,
            each.risk_if_skipped,
            each.because,
            each.source,
        )
        for each in material.findings.roadmap.activities
    )
    page.table("Activities", columns, rows, "The roadmap has no activities.")


def waves(page: Page, material: Material) -> None:
    """Write the waves with their members, their days, the point to return to and the check."""
    columns = (
        Column("Wave", 8, Kind.COUNT),
        Column("Title", 30),
        Column("Member", 34),
        Column("From", 13, Kind.DATE),
        Column("To", 13, Kind.DATE),
        Column("Waits for waves", 12),
        Column("Rehearsed by", 13, Kind.DATE),
        Column("Owner", 20),
        Column("Point to return to", 40),
        Column("Counts as moved when", 40),
        Column("Pinned by hand", 10),
        Column("Why together", 60),
    )
    parts = names_of_parts(material.assessment)
    rows = (
        (
            wave.number,
            wave.title,
            name_of(parts, member),
            wave.starts,
            wave.ends,
            ", ".join(str(number) for number in wave.waits_for),
            wave.rehearsal,
            readable(wave.owner),
            wave.rollback,
            wave.acceptance,
            member in wave.pinned,
            wave.reason,
        )
        for wave in material.findings.roadmap.waves
        for member in (wave.members or ("",))
    )
    page.table("Waves", columns, rows, "Nothing moves in waves: no system is listed that moves.")
