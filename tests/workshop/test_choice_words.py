"""Every code that an answer or a row may hold has words that a consultant would say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

import pytest

from wardround.assessment import AnyOf, Assessment, OneOf, field_at
from wardround.knowledge import Knowledge
from wardround.workshop.choice_words import DATA_CLASSES, HOURLY_PROFILES, NUMBERS, OF_ANSWERS, OF_COLUMNS, words_at
from wardround.workshop.shapes import Kind, columns_of, shape_at, tables
from wardround.workshop.steps import path_of_question

NAMED_BY_FACTS = {"data.data_classes", "compliance.regimes"}
NOT_A_CODE = re.compile(r"[A-Z][^_]*")
FOREIGN = re.compile(r"\b(center|organization|license|color|canceled|labor)\b", re.IGNORECASE)


def closed_answers() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, _ in Assessment().answers():
        for limit in field_at(path).metadata:
            if isinstance(limit, OneOf | AnyOf):
                yield path, limit.choices


def literals(annotation: object) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for part in get_args(annotation) if (found := literals(part))), ())


def closed_columns() -> Iterator[tuple[str, tuple[str, ...]]]:
    for table in tables():
        for column in columns_of(table):
            found = literals(field_at(column.path).annotation)
            if found:
                yield column.path, found


@pytest.mark.parametrize(("path", "codes"), [case for case in closed_answers() if case[0] not in NAMED_BY_FACTS])
def test_each_choice_of_an_answer_has_words_in_the_order_of_the_list(path: str, codes: tuple[str, ...]) -> None:
    assert tuple(words_at(path)) == codes


@pytest.mark.parametrize(("path", "codes"), list(closed_columns()))
def test_each_choice_of_a_column_has_words(path: str, codes: tuple[str, ...]) -> None:
    assert set(words_at(path)) == set(codes)


def test_each_choice_of_the_question_bank_has_words() -> None:
    for question in Knowledge.load().questions.values():
        path = path_of_question(question.question_id)
        if question.choices and path not in NAMED_BY_FACTS:
            assert set(question.choices) == set(words_at(path)), question.question_id


def test_no_words_stand_for_a_place_that_is_gone() -> None:
    assert set(OF_ANSWERS) == {path for path, _ in closed_answers()} - NAMED_BY_FACTS
    assert set(OF_COLUMNS) == {path for path, _ in closed_columns()}
    assert all(shape_at(path).kind is Kind.CHOICE for path in NUMBERS)


def test_data_classes_and_hourly_profiles_have_a_short_name_each() -> None:
    knowledge = Knowledge.load()
    assert set(DATA_CLASSES) == set(knowledge.data_classes)
    assert set(HOURLY_PROFILES) == {profile for profile, _ in knowledge.hourly_profiles}


@pytest.mark.parametrize("words", [*OF_ANSWERS.values(), *OF_COLUMNS.values(), DATA_CLASSES, HOURLY_PROFILES])
def test_words_are_british_english_told_apart_and_no_codes(words: dict[str, str]) -> None:
    assert len(set(words.values())) == len(words)
    for word in words.values():
        assert NOT_A_CODE.fullmatch(word), word
        assert not FOREIGN.search(word), word


def test_numbers_on_a_known_scale_have_words_from_end_to_end() -> None:
    for path, words in NUMBERS.items():
        shape = shape_at(path)
        assert shape.low is not None
        assert shape.high is not None
        assert list(words) == list(range(int(shape.low), int(shape.high) + 1))


def test_a_place_without_codes_has_no_words() -> None:
    assert words_at("engagement.client") == {}
    assert list(words_at("people.roles.standing")) == ["measured", "documented", "stated", "assumed", "unknown"]
