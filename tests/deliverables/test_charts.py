"""Every chart: what it says in its labels, that it stays on its sheet, and that the screen can show it too."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Group, Rect, Shape, String

from wardround.deliverables.blocks import KeyFigure
from wardround.deliverables.brand import brand_named
from wardround.deliverables.charts.architecture import ArchitectureRow, Machines, Outside, Plan, architecture
from wardround.deliverables.charts.bars import Bar, bars
from wardround.deliverables.charts.capacity import CapacityRow, Use, capacity
from wardround.deliverables.charts.cards import cards
from wardround.deliverables.charts.gantt import Calendar, GanttLook, GanttRow, gantt
from wardround.deliverables.charts.load_map import LoadRow, load_map
from wardround.deliverables.charts.money_bar import Part, money_bar
from wardround.deliverables.charts.recovery_steps import RecoveryRow, recovery_steps
from wardround.deliverables.charts.response import ResponseLine, response
from wardround.deliverables.charts.risk_map import risk_map
from wardround.deliverables.charts.waves import WaveColumn, waves
from wardround.deliverables.style import style_of, width_of

STYLE = style_of(brand_named("wardround"))
COLOURS = STYLE.colours
WIDTH = 480.0
LONG = "Zentrum für Rehabilitation und Nachsorge der Städtischen Krankenhäuser"


def shapes(drawing: Group | Drawing) -> Iterator[Shape]:
    for shape in drawing.contents:
        yield shape
        if isinstance(shape, Group):
            yield from shapes(shape)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in shapes(drawing) if isinstance(shape, String)]


def bar_widths(drawing: Drawing, fill: str) -> list[float]:
    wanted = int(fill.removeprefix("#"), 16)
    found = (shape for shape in shapes(drawing) if isinstance(shape, Rect))
    return [shape.width for shape in found if shape.fillColor is not None and shape.fillColor.int_rgb() == wanted]


def plan() -> Plan:
    machines = Machines("PostgreSQL", "1 x E16as v5 with connection pooler")
    row = ArchitectureRow("postgresql", (machines, machines, None), machines, "sync", "async")
    outside = Outside(LONG, "381 active", "postgresql")
    return Plan(
        "West Europe, production", ("Zone 1", "Zone 2", "Zone 3"), (row,), (outside,), "North Europe", ((LONG, LONG),)
    )


DRAWN = {
    "architecture": lambda: architecture(STYLE, plan(), WIDTH),
    "bars": lambda: bars(STYLE, (Bar(LONG, 10, "EUR 10", chosen=True, detail=LONG), Bar("b", 0, "none")), WIDTH),
    "capacity": lambda: capacity(
        STYLE, ("CPU",), (CapacityRow(LONG, (Use(1.4, "14 of 10"),)), CapacityRow("b", (None,))), WIDTH, "note"
    ),
    "cards": lambda: cards(STYLE, (KeyFigure(LONG, "EUR 123,456,789,012", LONG, "bad"),) * 4, WIDTH),
    "gantt": lambda: gantt(
        STYLE,
        (GanttRow("Phase"), GanttRow(LONG, date(2027, 1, 4), date(2027, 9, 30), slack_days=900, milestone=True)),
        Calendar(
            date(2026, 12, 1),
            date(2027, 12, 1),
            (("f", date(2027, 3, 1), date(2028, 1, 1)),),
            target=date(2027, 11, 30),
        ),
        WIDTH,
        GanttLook(),
        LONG,
    ),
    "load map": lambda: load_map(STYLE, (LoadRow(LONG, (0.0,) * 12 + (0.7,) * 12),), (0, 23), WIDTH),
    "money bar": lambda: money_bar(STYLE, [Part(LONG, Decimal(n), f"EUR {n}") for n in range(9, -1, -1)], WIDTH),
    "recovery steps": lambda: recovery_steps(
        STYLE, (RecoveryRow(LONG, LONG, (("notice", 5), ("technical", 2880)), chosen=True),), 60, WIDTH
    ),
    "response": lambda: response(STYLE, (ResponseLine(LONG, (0.4, None) * 12),), 2.0, WIDTH, 160),
    "risk map": lambda: risk_map(STYLE, [(4, 4)] * 15 + [(1, 5)], 230, 160),
    "small risk map": lambda: risk_map(STYLE, [(4, 4)] * 5, 200, 116, levels=False),
    "waves": lambda: waves(STYLE, [WaveColumn(LONG, LONG, (LONG,) * 25)] * 6, WIDTH),
}


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_of_a_chart_runs_off_its_sheet(name: str) -> None:
    drawing = DRAWN[name]()
    for shape in drawing.contents:
        if isinstance(shape, String):
            run = width_of(shape.text, shape.fontName, shape.fontSize)
            left = shape.x - {"start": 0, "middle": run / 2, "end": run}[str(shape.textAnchor)]
            assert left >= -0.5, shape.text
            assert left + run <= drawing.width + 0.5, shape.text
            assert -0.5 <= shape.y <= drawing.height, shape.text


@pytest.mark.parametrize("name", DRAWN)
def test_every_chart_can_be_shown_on_screen_as_well(name: str) -> None:
    picture = renderSVG.drawToString(DRAWN[name]())
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own drawing


def test_the_money_bar_gives_each_part_its_share_of_the_width() -> None:
    drawing = money_bar(STYLE, [Part("Database", Decimal(75), "75"), Part("Rest", Decimal(25), "25")], 400)
    assert bar_widths(drawing, COLOURS.series[0])[0] == pytest.approx(299)
    assert bar_widths(drawing, COLOURS.series[1])[0] == pytest.approx(99)
    assert {"Database", "75", "Rest", "25"} <= set(texts(drawing))


def test_a_part_without_money_is_left_out_of_the_money_bar() -> None:
    assert "Free" not in texts(money_bar(STYLE, [Part("All", Decimal(1), "1"), Part("Free", Decimal(0), "0")], 400))


def test_a_risk_map_shows_every_risk_once_even_where_many_share_a_cell() -> None:
    drawing = risk_map(STYLE, [(4, 4)] * 15, 230, 160, levels=False)
    dots = [text for text in texts(drawing) if text in {str(number) for number in range(1, 16)}]
    assert set(dots) >= {"7", "11", "13", "14"}
    assert dots.count("14") == 1


def test_more_than_there_is_turns_red_and_says_its_percentage() -> None:
    drawing = capacity(STYLE, ("CPU",), (CapacityRow("Application", (Use(1.4, "14 of 10 cores"),)),), WIDTH, "")
    assert bar_widths(drawing, COLOURS.bad)
    assert "140 %" in texts(drawing)


def test_an_unknown_capacity_draws_no_bar() -> None:
    drawing = capacity(STYLE, ("CPU",), (CapacityRow("Application", (Use(None, "14 of not known"),)),), WIDTH, "")
    assert not bar_widths(drawing, COLOURS.accent)


def test_a_saturated_hour_is_marked_and_breaks_the_line() -> None:
    hours = (0.5,) * 10 + (None,) + (0.5,) * 13
    assert texts(response(STYLE, (ResponseLine("Weekday", hours),), 2.0, WIDTH, 160)).count("x") == 1


def test_a_recovery_far_beyond_the_objective_is_cut_and_says_how_long_it_really_takes() -> None:
    drawing = recovery_steps(STYLE, (RecoveryRow("Backup", "", (("technical", 2880.0),)),), 30, WIDTH)
    assert "//" in texts(drawing)
    assert "48 h" in texts(drawing)


def test_the_design_hour_is_framed_and_named() -> None:
    assert "framed: the design hour" in texts(load_map(STYLE, (LoadRow("Weekday", (0.5,) * 24),), (0, 13), WIDTH))
    assert "framed: the design hour" not in texts(load_map(STYLE, (LoadRow("Weekday", (0.5,) * 24),), None, WIDTH))


def test_an_empty_platform_still_draws_a_load_map() -> None:
    assert "Weekday" in texts(load_map(STYLE, (LoadRow("Weekday", (0.0,) * 24),), None, WIDTH))


def test_the_reason_of_a_wave_is_not_cut_short_and_pushes_its_names_down() -> None:
    reason = (
        "The ERP and what moves with it change over in one window. Until they follow, what stays is reached so: end."
    )
    short, long = (waves(STYLE, [WaveColumn("ERP", text, ("Odoo",))] * 4, WIDTH) for text in ("Short.", reason))
    assert long.height > short.height
    assert not any("\N{HORIZONTAL ELLIPSIS}" in text for text in texts(long))


def test_long_waves_say_how_many_members_are_not_shown() -> None:
    drawing = waves(STYLE, (WaveColumn("ERP", "", tuple(f"system {n}" for n in range(25))),), WIDTH)
    assert "and 20 more" in texts(drawing)


def test_months_of_a_long_plan_are_labelled_sparsely() -> None:
    calendar = Calendar(date(2026, 12, 1), date(2030, 12, 1))
    drawing = gantt(STYLE, (GanttRow("All", date(2026, 12, 1), date(2030, 11, 1)),), calendar, WIDTH, GanttLook())
    months = [text for text in texts(drawing) if text in {"Jan", "Apr", "May", "Jul", "Sep", "Dec"}]
    assert len(months) <= 14


def test_a_region_without_zones_is_drawn_as_one_column() -> None:
    row = ArchitectureRow("postgresql", (Machines("PostgreSQL", "1 x E8as v5"),))
    drawing = architecture(STYLE, Plan("UK West", ("Whole region, no zones",), (row,), (), "", ()), WIDTH)
    assert "Whole region, no zones" in texts(drawing)
    assert "recovery" not in texts(drawing)
