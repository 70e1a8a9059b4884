"""The published JSON Schema is the model's own, takes every sample and refuses what the model refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import schema
from tests.assessment.published_schema import Schema, UnknownKeyword, violations
from tests.assessment.samples import NAMES, sample_file
from wardround.assessment import Assessment, AssessmentRefused, json_schema, label_at, question_at, read_assessment
from wardround.shipped import resource

Content = dict[str, Any]


@pytest.fixture(scope="module")
def published() -> Schema:
    """Return the schema as it is published."""
    content: Schema = json.loads(resource("docs", "engagement.schema.json").read_text(encoding="utf-8"))
    return content


def hospital() -> Content:
    content: Content = json.loads(sample_file("regional-hospital").read_text(encoding="utf-8"))
    return content


def test_the_published_schema_is_the_one_of_the_model(published: Schema) -> None:
    assert published == json_schema()
    assert schema.is_current(schema.PUBLISHED)


def test_the_schema_says_what_it_is_and_asks_for_the_form(published: Schema) -> None:
    assert published["title"] == "Wardround engagement"
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert published["required"] == ["schema_version"]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_takes_every_sample(name: str, published: Schema) -> None:
    content = json.loads(sample_file(name).read_text(encoding="utf-8"))
    assert list(violations(content, published, published)) == []


def set_answer(section: str, field: str, value: object) -> Callable[[Content], object]:
    return lambda content: content[section].__setitem__(field, {"value": value, "standing": "stated"})


@pytest.mark.parametrize(
    ("spoil", "at"),
    [
        (lambda content: content.pop("schema_version"), ".schema_version: missing"),
        (lambda content: content.update(schema_version=2), ".schema_version: maximum"),
        (lambda content: content.update(more=1), ".more: not in the schema"),
        (lambda content: content["people"].update(more=1), ".people.more: not in the schema"),
        (set_answer("people", "named_users", "many"), ".people.named_users.value: none of the choices"),
        (set_answer("people", "named_users", 0), ".people.named_users.value: none of the choices"),
        (set_answer("people", "named_users", 1.5), ".people.named_users.value: none of the choices"),
        (set_answer("platform", "platform", "mainframe"), ".platform.platform.value: enum"),
        (set_answer("compliance", "regimes", ["GDPR", "GDPR"]), ".compliance.regimes.value: none of the choices"),
        (set_answer("compliance", "regimes", ["MAGIC"]), ".compliance.regimes.value: none of the choices"),
        (lambda content: content["people"]["roles"][0].pop("key"), ".people.roles[0].key: missing"),
        (lambda content: content["people"]["roles"][0].update(key="a b"), ".people.roles[0].key: pattern"),
        (lambda content: content["people"]["roles"][0].update(head_count=-1), ".people.roles[0].head_count: minimum"),
        (
            lambda content: content["tenants"]["tenants"][0].update(database_gib=0),
            ".tenants.tenants[0].database_gib: exclusiveMinimum",
        ),
        (
            lambda content: content["calendar"]["profiles"][0].update(hour_shares=[1]),
            ".calendar.profiles[0].hour_shares: minItems",
        ),
        (
            lambda content: content["organisation"]["sites"][0].update(country="Nederland"),
            ".organisation.sites[0].country: pattern",
        ),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(
    spoil: Callable[[Content], object], at: str, published: Schema
) -> None:
    content = hospital()
    spoil(content)
    with pytest.raises(AssessmentRefused):
        read_assessment(json.dumps(content))
    assert at in list(violations(content, published, published))


def test_every_question_is_named_in_the_schema_with_its_label(published: Schema) -> None:
    fields = [field for part in published["$defs"].values() for field in part.get("properties", {}).values()]
    scalars = {field["question"]: field["title"] for field in fields if "question" in field and "allOf" in field}
    plain = {field["question"]: field["title"] for field in fields if "question" in field and "$ref" in field}
    assert scalars | plain == {question_at(path): label_at(path) for path, _ in Assessment().answers()}


def test_the_check_that_stands_here_knows_every_word_it_meets(published: Schema) -> None:
    with pytest.raises(UnknownKeyword, match="cannot check patternProperties"):
        list(violations({}, {"patternProperties": {}}, published))


def test_the_script_writes_the_schema_and_sees_when_the_file_is_old(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "docs" / "engagement.schema.json"
    assert schema.main(["check", "--file", str(file)]) == 1
    assert "is not what the model says: run this script with the command write" in capsys.readouterr().out
    assert schema.main(["write", "--file", str(file)]) == 0
    assert schema.main(["check", "--file", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json_schema()
    file.write_text("{}", encoding="utf-8")
    assert schema.main(["check", "--file", str(file)]) == 1
