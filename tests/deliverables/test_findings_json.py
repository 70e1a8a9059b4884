"""The findings as JSON: documented, versioned, exact, and the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliverables.example_findings import example
from tests.deliverables.schema_check import problems
from wardround.assessment import Assessment, with_value
from wardround.deliverables.findings_json import SCHEMA_VERSION, findings_json
from wardround.deliverables.json_text import Json, json_text
from wardround.engine.findings import Findings
from wardround.shipped import resource

SCHEMA: Mapping[str, Any] = json.loads(resource("docs", "findings.schema.json").read_text(encoding="utf-8"))


def document(assessment: Assessment, findings: Findings) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(findings_json(assessment, findings))
    return loaded


def test_the_output_is_exactly_what_the_published_schema_describes() -> None:
    assert list(problems(document(*example()), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda found: found.pop("totals"), "$: 'totals' is missing"),
        (lambda found: found["line_items"][0].pop("sku"), "$.line_items[0]: 'sku' is missing"),
        (lambda found: found["roles"][0].update(nodes="2"), "$.roles[0].nodes: '2' is no integer"),
        (lambda found: found["roles"][0].update(nodes=True), "$.roles[0].nodes: True is no integer"),
        (lambda found: found.update(schema_version=2), "$.schema_version: 2 is not 1"),
        (lambda found: found.update(as_of="soon"), "$.as_of: 'soon' is no date"),
        (lambda found: found.update(extra=1), "$: 'extra' is not described"),
        (lambda found: found["figures"].update(x=1), "$.figures.x: 1 is no object"),
    ],
)
def test_the_check_against_the_schema_finds_what_is_wrong(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    found = document(*example())
    change(found)
    assert said in list(problems(found, SCHEMA, SCHEMA))


def test_the_version_of_the_schema_is_the_version_that_is_written() -> None:
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert document(*example())["schema_version"] == SCHEMA_VERSION


def described(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, inner in part.get("properties", {}).items():
            yield key, inner
            yield from described(inner)


def test_every_key_of_the_schema_has_a_meaning_and_stands_in_the_documentation() -> None:
    page = resource("docs", "findings.md").read_text(encoding="utf-8")
    for key, inner in described(SCHEMA):
        assert inner.get("description") or "$ref" in inner, key
        assert re.search(rf"^\| `([a-z_.]+\.)?{key}` \|", page, re.MULTILINE), key
    for name in SCHEMA["$defs"]:
        assert f"\n## {name}\n" in page


def test_the_keys_that_other_programs_rely_on_are_there() -> None:
    found = document(*example())
    assert found["catalogue"]["price_dates"].keys() >= {"oldest", "newest"}
    assert found["catalogue"].keys() >= {"regions", "currency"}
    assert found["totals"].keys() >= {
        "monthly_usd",
        "yearly_usd",
        "horizon_usd",
        "unpriced_lines",
        "borrowed_lines",
    }
    assert found["line_items"][0].keys() >= {
        "environment",
        "role",
        "item",
        "sku",
        "quantity",
        "unit_price_usd",
        "price_date",
        "borrowed_from",
        "monthly_usd",
    }
    assert found["roles"][0].keys() >= {"environment", "role", "sku", "nodes", "vcpus", "memory_gib"}
    assert found["risks"][0].keys() >= {
        "id",
        "title",
        "likelihood",
        "impact",
        "residual_likelihood",
        "residual_impact",
        "because",
    }
    assert found["roadmap"].keys() >= {"activities", "waves", "critical_path", "finish"}
    assert all(figure.keys() >= {"value", "unit", "words", "inputs", "source"} for figure in found["figures"].values())
    assert found.keys() >= {"schema_version", "as_of", "design_hour", "recovery", "decisions"}


def test_the_same_input_gives_the_same_text() -> None:
    assert findings_json(*example()) == findings_json(*example())


def test_the_order_of_named_things_does_not_depend_on_the_order_in_which_they_were_found() -> None:
    assessment, findings = example()
    backwards = replace(
        findings,
        figures=dict(reversed(list(findings.figures.items()))),
        facts=dict(reversed(list(findings.facts.items()))),
    )
    assert findings_json(assessment, backwards) == findings_json(assessment, findings)


def test_money_has_two_decimals_and_unit_prices_have_at_most_six() -> None:
    written = re.findall(r'"([a-z_]+_usd)": ([^,\n]+)', findings_json(*example()))
    assert len(written) > 100
    for key, number in written:
        places = r"\d{2,6}" if key == "unit_price_usd" else r"\d{2}"
        assert number == "null" or re.fullmatch(rf"-?\d+\.{places}", number), f"{key}: {number}"


def test_a_price_of_many_places_keeps_them_and_a_whole_price_gets_two() -> None:
    assessment, findings = example()
    for price, text in (("0.000021", "0.000021"), ("5", "5.00"), ("0.0448", "0.0448"), ("1E+2", "100.00")):
        line = replace(findings.cost.lines[0], unit_price_usd=Decimal(price))
        changed = replace(findings, cost=replace(findings.cost, lines=(line,)))
        assert f'"unit_price_usd": {text},' in findings_json(assessment, changed)


def test_amounts_are_the_engines_own() -> None:
    assessment, findings = example()
    found = document(assessment, findings)
    totals = findings.cost.totals
    assert Decimal(str(found["totals"]["horizon_usd"])) == totals.horizon_usd
    for item, line in zip(found["line_items"], findings.cost.lines, strict=True):
        assert item["quantity"] == float(line.quantity)
        amount = None if item["monthly_usd"] is None else Decimal(str(item["monthly_usd"]))
        assert amount == line.monthly_usd


def test_a_line_without_a_price_has_null_and_is_counted() -> None:
    found = document(*example())
    unpriced = [item for item in found["line_items"] if item["unit_price_usd"] is None]
    assert unpriced
    assert all(item["monthly_usd"] is None for item in unpriced)
    assert found["totals"]["unpriced_lines"] == len(unpriced)
    assert found["totals"]["words"] == f"without {len(unpriced)} unpriced lines"


def test_a_saturated_hour_is_null_and_so_is_a_number_that_json_does_not_have() -> None:
    assessment, findings = example()
    hour = replace(findings.sizing.performance.hours[0], p95_response_s=None, mean_response_s=inf)
    performance = replace(findings.sizing.performance, hours=(hour,), vendor_ratio=nan)
    changed = replace(findings, sizing=replace(findings.sizing, performance=performance))
    found = document(assessment, changed)["performance"]
    assert found["hours"][0]["p95_response_s"] is None
    assert found["hours"][0]["mean_response_s"] is None
    assert found["vendor_ratio"] is None


def test_noise_in_the_last_digits_of_a_figure_is_not_written() -> None:
    assessment, findings = example()
    noisy = replace(findings, demand=replace(findings.demand, think_time_s=0.1 + 0.2))
    assert document(assessment, noisy)["demand"]["think_time_s"] == 0.3


@pytest.mark.parametrize("text", ['=cmd "x"', "Łódź\nzwei\tdrei", "\x00\x07", "\ud800", "日本 🏥", "</script>"])
def test_what_a_client_wrote_arrives_as_written(text: str) -> None:
    assessment, findings = example()
    line = replace(findings.cost.lines[0], item=text)
    changed = replace(findings, cost=replace(findings.cost, lines=(line,)))
    written = findings_json(assessment, changed)
    written.encode()
    assert json.loads(written)["line_items"][0]["item"] == text


def test_the_client_and_the_fingerprint_of_the_answers_are_named() -> None:
    assessment, findings = example()
    found = document(assessment, findings)["engagement"]
    assert found["client"] == assessment.engagement.client
    other = document(with_value(assessment, "people.named_users", 1451), findings)["engagement"]
    assert other["fingerprint"] != found["fingerprint"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(json_values)
def test_any_json_value_is_read_back_as_it_was_written(value: Json) -> None:
    assert json.loads(json_text(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_read_back_exactly(amount: Decimal) -> None:
    assert json.loads(json_text(amount), parse_float=Decimal, parse_int=Decimal) == amount


def test_empty_lists_and_objects_stand_on_one_line() -> None:
    assert json_text({"a": [], "b": {}}) == '{\n "a": [],\n "b": {}\n}\n'


def test_a_float_that_is_no_number_is_refused_by_the_writer() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(nan)
