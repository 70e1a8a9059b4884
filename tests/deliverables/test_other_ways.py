"""Other ways to run the platform: the chart by hour, their sentences, and nothing where nothing was compared."""

from dataclasses import replace
from decimal import Decimal

from reportlab.graphics.shapes import Rect

from tests.deliverables.example_findings import example
from tests.deliverables.test_charts import STYLE, WIDTH, shapes, texts
from wardround.deliverables.blocks import Paragraph, Points, Together
from wardround.deliverables.charts.nodes_by_hour import DayOfNodes, nodes_by_hour
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.other_ways import nonproduction_hours, other_ways
from wardround.deliverables.names import shipped_names


def matter() -> Matter:
    return Matter(*example(), shipped_names(), STYLE, WIDTH)


def said(found: Matter) -> list[str]:
    blocks = [*other_ways(found), *nonproduction_hours(found)]
    inside = [part for block in blocks for part in (block.blocks if isinstance(block, Together) else (block,))]
    points = [text for part in inside if isinstance(part, Points) for text in part.texts]
    return points + [part.text for part in inside if isinstance(part, Paragraph)]


def test_the_chart_has_a_bar_for_each_hour_that_is_as_high_as_its_servers() -> None:
    day = DayOfNodes("Weekday", tuple(4 if 8 <= hour < 18 else 2 for hour in range(24)))
    drawing = nodes_by_hour(STYLE, (day,), 4, WIDTH, "Hours in Berlin time")
    heights = [shape.height for shape in shapes(drawing) if isinstance(shape, Rect)]
    assert len(heights) == 24
    assert heights[0] * 2 == heights[8]
    assert {"Weekday", "4", "00", "18", "Hours in Berlin time"} <= set(texts(drawing))


def test_every_comparison_has_its_sentences() -> None:
    found = matter().findings.comparison
    assert found is not None
    assert found.kubernetes is not None
    assert found.autoscaling is not None
    assert found.schedules is not None
    texts = said(matter())
    words = (found.kubernetes.words, found.autoscaling.words, *(tier.words for tier in found.layouts))
    for text, told in zip(texts, (*words, found.schedules.words), strict=True):
        assert text.startswith(matter().told(told))


def test_without_a_comparison_there_is_no_passage() -> None:
    assessment, findings = example()
    bare = Matter(assessment, replace(findings, comparison=None), shipped_names(), STYLE, WIDTH)
    assert said(bare) == []


def test_the_parts_of_both_bills_are_summed() -> None:
    found = matter().findings.comparison
    assert found is not None
    assert found.kubernetes is not None
    for total in (
        sum((part.machines_usd for part in found.kubernetes.parts), Decimal(0)),
        sum((part.cluster_usd for part in found.kubernetes.parts), Decimal(0)),
    ):
        assert matter().money(total) in said(matter())[0]
