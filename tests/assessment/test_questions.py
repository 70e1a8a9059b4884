"""Each question of the questionnaire has one field, and both say the same of it."""

import csv
from datetime import date
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wardround.assessment import Answer, AnyOf, Assessment, Between, OneOf, Row
from wardround.shipped import resource

Question = dict[str, str]

TYPES: dict[str, object] = {
    "bool": bool,
    "int": int,
    "duration": int,
    "decimal": float,
    "enum": str,
    "date": date,
    "multi": tuple[str, ...],
}


def questions() -> dict[str, Question]:
    with resource("facts", "questions.csv").open(encoding="utf-8", newline="") as table:
        return {row["question_id"]: row for row in csv.DictReader(table)}


def question_fields() -> list[tuple[str, str, FieldInfo]]:
    """Return question, path and field of each field that answers a question."""
    found = []
    for section_name, section in Assessment.model_fields.items():
        if isinstance(section.annotation, type) and issubclass(section.annotation, BaseModel):
            for name, field in section.annotation.model_fields.items():
                extra = field.json_schema_extra
                if isinstance(extra, dict):
                    found.append((str(extra["question"]), f"{section_name}.{name}", field))
    return found


QUESTIONS = questions()
FIELDS = question_fields()
SCALARS = [question_id for question_id, question in QUESTIONS.items() if question["answer_type"] != "table"]
TABLES = [question_id for question_id, question in QUESTIONS.items() if question["answer_type"] == "table"]


def field_of(question_id: str) -> tuple[str, FieldInfo]:
    [(path, field)] = [(path, field) for asked, path, field in FIELDS if asked == question_id]
    return path, field


def limit_of(field: FieldInfo) -> object:
    limits = [part for part in field.metadata if isinstance(part, Between | OneOf | AnyOf)]
    assert len(limits) <= 1
    return limits[0] if limits else None


def expected_limit(question: Question) -> object:
    choices = [choice for choice in question["choices"].split(";") if choice]
    if question["range_low"]:
        return Between(float(question["range_low"]), float(question["range_high"]), question["unit"])
    if question["answer_type"] == "multi":
        return AnyOf(*choices)
    return OneOf(*choices) if question["answer_type"] == "enum" and choices else None


def test_every_question_has_one_field_and_every_field_a_question_of_the_questionnaire() -> None:
    asked = [question_id for question_id, _, _ in FIELDS]
    assert sorted(asked) == sorted(QUESTIONS)


def test_every_scalar_answer_answers_a_question() -> None:
    answered = {path for _, path, _ in FIELDS}
    assert {path for path, _ in Assessment().answers()} <= answered


@pytest.mark.parametrize("question_id", SCALARS)
def test_a_field_takes_the_type_that_its_question_asks_for(question_id: str) -> None:
    _, field = field_of(question_id)
    annotation: Any = field.annotation
    assert issubclass(annotation, Answer)
    assert annotation.__pydantic_generic_metadata__["args"] == (TYPES[QUESTIONS[question_id]["answer_type"]],)


@pytest.mark.parametrize("question_id", SCALARS)
def test_a_field_has_the_range_the_choices_and_the_unit_of_its_question(question_id: str) -> None:
    _, field = field_of(question_id)
    assert limit_of(field) == expected_limit(QUESTIONS[question_id])


@pytest.mark.parametrize("question_id", SCALARS)
def test_a_field_is_called_as_the_fact_that_its_answer_becomes(question_id: str) -> None:
    path, _ = field_of(question_id)
    assert path.split(".")[1] == QUESTIONS[question_id]["fact"]


@pytest.mark.parametrize("question_id", TABLES)
def test_a_table_question_has_a_table_of_rows_that_starts_empty(question_id: str) -> None:
    _, field = field_of(question_id)
    assert get_origin(field.annotation) is tuple
    row_type, _ = get_args(field.annotation)
    assert issubclass(row_type, Row)
    assert field.default == ()


def test_no_two_fields_of_a_section_are_labelled_alike() -> None:
    for section in Assessment.model_fields.values():
        if isinstance(section.annotation, type) and issubclass(section.annotation, BaseModel):
            labels = [field.title for field in section.annotation.model_fields.values()]
            assert None not in labels
            assert sorted({str(label) for label in labels}) == sorted(str(label) for label in labels)
