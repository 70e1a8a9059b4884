"""Other ways to run the platform, on paper: the chart by hour, the tables, and nothing where nothing was compared."""

from dataclasses import replace

from reportlab.graphics.shapes import Rect

from tests.deliverables.example_findings import example
from tests.deliverables.test_charts import STYLE, WIDTH, shapes, texts
from wardround.deliverables.blocks import Heading, Table, Together
from wardround.deliverables.charts.nodes_by_hour import DayOfNodes, nodes_by_hour
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.other_ways import nonproduction_hours, other_ways
from wardround.deliverables.names import shipped_names


def matter() -> Matter:
    return Matter(*example(), shipped_names(), STYLE, WIDTH)


def headings(found: Matter) -> list[str]:
    blocks = [*other_ways(found), *nonproduction_hours(found)]
    inside = [part for block in blocks for part in (block.blocks if isinstance(block, Together) else (block,))]
    return [part.text for part in inside if isinstance(part, Heading)]


def test_the_chart_has_a_bar_for_each_hour_that_is_as_high_as_its_servers() -> None:
    day = DayOfNodes("Weekday", tuple(4 if 8 <= hour < 18 else 2 for hour in range(24)))
    drawing = nodes_by_hour(STYLE, (day,), 4, WIDTH, "Hours in Berlin time")
    heights = [shape.height for shape in shapes(drawing) if isinstance(shape, Rect)]
    assert len(heights) == 24
    assert heights[0] * 2 == heights[8]
    assert {"Weekday", "4", "00", "18", "Hours in Berlin time"} <= set(texts(drawing))


def test_every_comparison_has_a_passage() -> None:
    assert headings(matter()) == [
        "Virtual machines and AKS side by side",
        "Servers by the hour",
        "Few large servers or many small ones",
        "Hours of the other environments",
    ]


def test_without_a_comparison_there_is_no_passage() -> None:
    assessment, findings = example()
    bare = Matter(assessment, replace(findings, comparison=None), shipped_names(), STYLE, WIDTH)
    assert headings(bare) == []


def test_the_parts_of_both_bills_are_summed_below_them() -> None:
    (first, *_) = other_ways(matter())
    assert isinstance(first, Together)
    table = next(block for block in first.blocks if isinstance(block, Table))
    assert table.total is not None
    for column in (1, 2, 3):
        assert table.total[column] == sum(row[column] for row in table.rows)  # type: ignore[misc]
