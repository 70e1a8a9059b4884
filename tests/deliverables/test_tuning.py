"""Tuning, ways to size and sizes set by hand in the documents, and the load test as a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.deliverables.example_findings import example
from tests.deliverables.schema_check import problems
from tests.deliverables.test_charts import STYLE, WIDTH
from tests.deliverables.workbook_reading import example_workbook
from wardround.deliverables.blocks import Heading, Paragraph, Points, Table, Titled, Together
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.tuning import tuning
from wardround.deliverables.load_test_json import SCHEMA_VERSION, load_test_json
from wardround.deliverables.names import shipped_names
from wardround.shipped import resource

SCHEMA: Mapping[str, Any] = json.loads(resource("docs", "loadtest.schema.json").read_text(encoding="utf-8"))


def written() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(load_test_json(*example()))
    return found


def cells(name: str) -> set[str]:
    return {str(cell.value) for row in example_workbook()[name].iter_rows() for cell in row if cell.value is not None}


def test_the_load_test_is_exactly_what_its_schema_describes() -> None:
    assert list(problems(written(), SCHEMA, SCHEMA)) == []
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION


def test_the_schema_of_the_load_test_says_the_same_as_that_of_the_findings() -> None:
    whole = json.loads(resource("docs", "findings.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert SCHEMA["$defs"]
    for name, described in SCHEMA["$defs"].items():
        assert described == whole[name], name


def test_every_key_of_the_load_test_stands_in_its_documentation() -> None:
    page = resource("docs", "loadtest.md").read_text(encoding="utf-8")
    for name, described in SCHEMA["$defs"].items():
        part = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for key in described["properties"]:
            assert f"| `{key}` |" in part, (name, key)


def test_testers_get_users_operations_stages_and_criteria_and_no_answers() -> None:
    found = written()
    assert found["kind"] == "wardround-load-test"
    assert found["load_test"].keys() >= {"users", "operations", "interfaces", "stages", "criteria", "data", "servers"}
    assert not found.keys() & {"facts", "line_items", "totals", "risks"}


def test_without_a_load_test_the_file_says_so() -> None:
    assessment, findings = example()
    found = json.loads(load_test_json(assessment, replace(findings, comparison=None)))
    assert found["load_test"] is None
    assert found["note"] == "No load test was worked out."
    assert list(problems(found, SCHEMA, SCHEMA)) == []


def test_the_workbook_has_a_sheet_for_each() -> None:
    assert "Run 'Cost per ward' outside the busiest hour" in cells("Tune first")
    assert "Throttle the interface 'Admissions'." in cells("Tune first")
    assert "By measured use" in cells("Ways to size")
    assert "4 x Standard_D16as_v5" in cells("Set by hand")
    assert {"Ordinary clerk", "Open a document", "CPU of the database server"} <= cells("Load test")


def said(blocks: object) -> Iterator[str]:
    for block in blocks if isinstance(blocks, tuple) else ():
        match block:
            case Together():
                yield from said(tuple(block.blocks))
            case Heading() | Paragraph():
                yield block.text
            case Points():
                yield from block.texts
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield f"{cell.title} {cell.detail}" if isinstance(cell, Titled) else str(cell)


def test_the_roadmap_says_what_to_tune_whether_ways_agree_and_what_was_set_by_hand() -> None:
    matter = Matter(*example(), shipped_names(), STYLE, WIDTH)
    text = "\n".join(said(tuning(matter)))
    for words in (
        "Tune first",
        "It starts at 23:00",
        "side by side",
        "missing indexes",
        "Sizes set by hand",
        "and dearer",
    ):
        assert words in text, words
