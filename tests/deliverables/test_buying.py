"""How the servers are bought, the regions and the tenants both ways, in the workbook and on paper."""

from dataclasses import replace

from tests.deliverables.example_buying import example_purchase, example_regions, example_tenants
from tests.deliverables.example_findings import example
from tests.deliverables.test_charts import STYLE, WIDTH
from tests.deliverables.workbook_reading import example_workbook, rows_of, summed_example, written
from wardround.catalogue import Catalogue
from wardround.deliverables.blocks import Block, Heading, Paragraph, Table, Titled, Together
from wardround.deliverables.brand import brand_named
from wardround.deliverables.buying_words import mix_words, pays_off
from wardround.deliverables.content.buying import how_to_buy, regions_side_by_side, tenants_both_ways
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.names import shipped_names
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.version import lines
from wardround.engine.findings.purchase import PurchaseComparison
from wardround.knowledge import Knowledge


def matter(purchase: PurchaseComparison | None = None) -> Matter:
    assessment, findings = example()
    assert findings.comparison is not None
    compared = replace(
        findings.comparison,
        purchase=purchase or example_purchase(),
        regions=example_regions(),
        tenants=example_tenants(),
    )
    return Matter(assessment, replace(findings, comparison=compared), shipped_names(), STYLE, WIDTH)


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    return [part for block in blocks for part in (block.blocks if isinstance(block, Together) else (block,))]


def table_under(blocks: tuple[Block, ...], heading: str) -> Table:
    parts = flat(blocks)
    start = next(place for place, part in enumerate(parts) if isinstance(part, Heading) and part.text == heading)
    return next(part for part in parts[start:] if isinstance(part, Table))


def test_a_mix_is_told_by_servers_and_pays_off_with_its_commitment() -> None:
    first, second = example_purchase().tiers
    assert mix_words(first.recommended) == "2 reserved, one year; 1 pay as you go"
    assert pays_off(first) == 8
    assert mix_words(second.recommended) == "Pay as you go"
    assert pays_off(second) is None


def test_each_tier_that_always_runs_stands_on_paper_with_its_mix() -> None:
    table = table_under(how_to_buy(matter()), "How to buy each tier")
    assert len(table.rows) == 1
    (row,) = table.rows
    assert isinstance(row[0], Titled)
    assert row[0].title == "Application"
    assert row[1] == "2 reserved, one year; 1 pay as you go"
    assert table.note.startswith("Commit for 1 tier of 2")


def test_what_a_commitment_costs_more_if_plans_change_stands_on_paper() -> None:
    table = table_under(how_to_buy(matter()), "If plans change: what a commitment costs more")
    assert [row[0] for row in table.rows] == ["Nothing changes", "The size changes after month 6"]
    assert [column.title for column in table.columns[1:]] == ["Reserved, one year", "Reserved, three years"]
    assert table.rows[1][1] == example_purchase().regrets[1].against_payg_usd


def test_where_nothing_is_committed_one_sentence_stands_in_place_of_the_table() -> None:
    found = example_purchase()
    bare = replace(found, tiers=found.tiers[1:], words="Buy everything on pay as you go.", regrets=())
    parts = flat(how_to_buy(matter(bare)))
    assert [type(part) for part in parts] == [Heading, Paragraph]


def test_regions_and_tenants_have_their_passages_and_nothing_is_said_where_nothing_was_compared() -> None:
    regions = table_under(regions_side_by_side(matter()), "The regions side by side")
    assert [str(row[3].words) for row in regions.rows] == ["chosen", "possible", "ruled out"]  # type: ignore[union-attr]
    tenants = table_under(tenants_both_ways(matter()), "Tenants: shared servers or their own")
    assert [row[1] for row in tenants.rows] == ["Own servers", "Own database, shared servers"]
    assessment, findings = example()
    bare = Matter(assessment, replace(findings, comparison=None), shipped_names(), STYLE, WIDTH)
    assert how_to_buy(bare) == regions_side_by_side(bare) == tenants_both_ways(bare) == ()


def test_the_workbook_has_a_row_for_each_tier_and_what_is_saved_is_a_formula() -> None:
    rows = rows_of(example_workbook()["How to buy"])
    assert [row["Buy"] for row in rows] == ["2 reserved, one year; 1 pay as you go", "Pay as you go"]
    assert [row["Saves (USD)"] for row in rows] == ["=$H6-$I6", "=$H7-$I7"]
    assert [row["Pays off from month"] for row in rows] == [8, None]


def test_the_workbook_has_every_way_to_buy_and_every_change_of_plan() -> None:
    ways = rows_of(example_workbook()["Ways to buy"])
    assert len(ways) == 6
    assert [row["Remark"] for row in ways[3:5]] == [
        "No committed price is known for this size.",
        "The client has not allowed it.",
    ]
    changes = rows_of(example_workbook()["If plans change"])
    assert [(row["What happens"], row["After month"]) for row in changes] == [
        ("Nothing changes", None),
        ("The size changes", 6),
    ]


def test_the_workbook_has_the_regions_with_their_sizes_and_the_tenants_with_both_prices() -> None:
    rows = rows_of(example_workbook()["Regions"])
    assert [(row["Rank"], row["Region"], row["State"]) for row in rows] == [
        (1, "West Europe", "chosen"),
        (2, "North Europe", "possible"),
        (3, "East US 2", "ruled out"),
    ]
    assert rows[1]["No price of its own for"] == "NAT Gateway"
    (size,) = rows_of(example_workbook()["Region sizes"])
    assert (size["In the design"], size["There"]) == ("2 x E16as v7", "2 x E16as v6")
    tenants = rows_of(example_workbook()["Tenants both ways"])
    assert [row["May share"] for row in tenants] == ["no", "yes"]
    assert tenants[0]["Its own cost more by (USD)"] == "=$C6-$D6"


def test_without_a_comparison_the_sheets_say_so() -> None:
    assessment, findings = example()
    book = written(assessment, replace(findings, comparison=None))
    assert book["How to buy"]["A6"].value == "There are no servers to buy."
    assert book["Regions"]["A6"].value == "No other region is in question."
    assert book["Tenants both ways"]["A6"].value == "Fewer than two tenants are listed, so nobody shares."


def test_the_regions_that_lend_prices_stand_beside_those_that_things_are_bought_in() -> None:
    assessment, findings = summed_example()
    material = Material(
        assessment, findings, brand_named("wardround"), shipped_names(), Knowledge.load(), Catalogue.load().sources
    )
    lent = {line.borrowed_from for line in findings.cost.lines if line.borrowed_from}
    said = dict(lines(material))["Price regions"]
    assert lent
    assert all(shipped_names().region(code) in said for code in lent)
    assert "prices borrowed from" in said


def test_the_region_of_the_design_is_always_among_those_shown() -> None:
    found = example_regions()
    (chosen,) = (row for row in found.rows if row.chosen)
    others = [replace(row, chosen=False, name=f"Elsewhere {place}") for place, row in enumerate(found.rows * 3)]
    shown = matter()
    assert shown.findings.comparison is not None
    compared = replace(shown.findings.comparison, regions=replace(found, rows=(*others, chosen)))
    late = replace(shown, findings=replace(shown.findings, comparison=compared))
    rows = table_under(regions_side_by_side(late), "The regions side by side").rows
    names = [row[0].title for row in rows if isinstance(row[0], Titled)]
    assert names == [chosen.name, "Elsewhere 0", "Elsewhere 1"]
