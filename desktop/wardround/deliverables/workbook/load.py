"""The load of every hour: people and operations by hour and day type, with a chart."""

from __future__ import annotations

from math import fsum

from openpyxl.chart import Reference

from wardround.deliverables.content.clock import Clock, clock_of
from wardround.deliverables.words import DAY_TYPES, word
from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.native_charts import colour_lines, lines
from wardround.deliverables.workbook.page import Column, Page

HOURS = 24
BLOCK_ROW = 7
"""Row of the headings of the matrices; the names of the matrices stand above."""

DARKEST = 0.5
"""How much of the colour the busiest hour gets; more would swallow the figure."""

Matrix = tuple[tuple[float | None, ...], ...]
"""Values by day type and hour."""


def write(page: Page, material: Material) -> None:
    """Write three matrices of hour and day type beside each other, and the chart of the first below."""
    demand = material.findings.demand
    performance = material.findings.sizing.performance
    by_hour = {(hour.day_type, hour.hour_utc): hour for hour in performance.hours}
    day_types = demand.day_types
    clock = clock_of(demand.design_hour)

    def busy(attribute: str) -> Matrix:
        return tuple(
            tuple(getattr(by_hour[day, h], attribute) if (day, h) in by_hour else None for h in range(HOURS))
            for day in day_types
        )

    blocks: tuple[tuple[str, Kind, Matrix], ...] = (
        ("People active", Kind.COUNT, demand.active_users),
        ("Operations a second", Kind.ONE_DECIMAL, _operations(material)),
        ("Odoo workers busy", Kind.SHARE, busy("worker_util_share")),
        ("Database CPU busy", Kind.SHARE, busy("database_util_share")),
    )
    page.widths(12, *_block_widths(len(blocks), len(day_types)))
    page.note(_design_hour(material))
    _hours(page, clock)
    column = 2
    for title, kind, matrix in blocks:
        _block(page, column, title, kind, day_types, tuple(clock.told(day) for day in matrix))
        column += len(day_types) + 1
    if day_types:
        _chart(page, day_types, clock)


def _block_widths(blocks: int, days: int) -> list[float]:
    return [width for _ in range(blocks) for width in (*[11.0] * days, 3.0)]


def _operations(material: Material) -> Matrix:
    demand = material.findings.demand
    kinds = (demand.interactive_per_s, demand.machine_per_s, demand.batch_per_s)
    return tuple(
        tuple(fsum(rate for kind in kinds for rate in kind[day][hour]) for hour in range(HOURS))
        for day in range(len(demand.day_types))
    )


def _design_hour(material: Material) -> str:
    hour = material.findings.demand.design_hour
    return (
        f"The platform is sized for {hour.local_time} ({hour.hour_utc:02d}:00 UTC): "
        f"{hour.active_users:,.0f} people active, {hour.operations_per_hour:,.0f} operations an hour, "
        f"{hour.cpu_cores:,.1f} cores busy."
    )


def _hours(page: Page, clock: Clock) -> None:
    page.headers(BLOCK_ROW, (Column(f"Hour ({clock.words})", 12),))
    for hour in range(HOURS):
        page.put(BLOCK_ROW + 1 + hour, 1, f"{hour:02d}:00", Tone.BODY)


def _block(page: Page, column: int, title: str, kind: Kind, day_types: tuple[str, ...], matrix: Matrix) -> None:
    page.section(BLOCK_ROW - 1, title, column)
    page.headers(BLOCK_ROW, [Column(word(DAY_TYPES, day), 11, kind) for day in day_types], column)
    for day, values in enumerate(matrix):
        for hour, value in enumerate(values):
            content: Content = round(value, 4) if isinstance(value, float) else value
            page.put(BLOCK_ROW + 1 + hour, column + day, content, Tone.PLAIN, kind)
    if matrix:
        first, last = page.letter(column), page.letter(column + len(matrix) - 1)
        shade = page.look.faded(page.look.brand.colours.of_series(0), DARKEST)
        page.scale(f"{first}{BLOCK_ROW + 1}:{last}{BLOCK_ROW + HOURS}", shade)


def _chart(page: Page, day_types: tuple[str, ...], clock: Clock) -> None:
    chart = lines(page.look, f"People active by hour of the day ({clock.words})")
    last = BLOCK_ROW + HOURS
    data = Reference(page.sheet, min_col=2, max_col=1 + len(day_types), min_row=BLOCK_ROW, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=BLOCK_ROW + 1, max_row=last))
    colour_lines(page.look, chart)
    chart.width, chart.height = 34, 10
    days = ", ".join(word(DAY_TYPES, day).lower() for day in day_types)
    page.chart(chart, last + 3, 1, f"Line chart of the people active in each hour of {days}.")
