"""Whatever can be answered survives writing and reading."""

import json
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.assessment.generated import scenarios, section, sections
from tests.assessment.one_role import engagement
from wardround.assessment import Assessment, read_assessment, with_values, write_assessment

few = settings(max_examples=25)


def accepted(content: dict[str, Any]) -> Assessment:
    """Return the assessment with this content; passes over content in which two answers contradict each other."""
    try:
        return Assessment.model_validate(content)
    except ValidationError as error:
        if any(detail["loc"] for detail in error.errors()):
            raise
        reject()


def survives(content: dict[str, Any]) -> None:
    answered = accepted(content)
    text = write_assessment(answered)
    again = read_assessment(text)
    assert again == answered
    assert write_assessment(again) == text


@pytest.mark.parametrize("name", sections())
def test_every_answer_text_and_row_of_a_section_survives(name: str) -> None:
    @few
    @given(section(name))
    def check(content: dict[str, Any]) -> None:
        survives(engagement(**{name: content}))

    check()


@few
@given(scenarios())
def test_scenarios_survive_with_any_value_in_their_changes(rows: list[dict[str, Any]]) -> None:
    survives(engagement(scenarios=rows))


@few
@given(st.data())
def test_two_sections_do_not_disturb_each_other(data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.sampled_from(sections()), min_size=2, max_size=2, unique=True))
    both = engagement(**{one: data.draw(section(one)), other: data.draw(section(other))})
    together = accepted(both)
    alone = read_assessment(json.dumps({"schema_version": 1, one: both[one]}))
    assert getattr(together, one) == getattr(alone, one)
    survives(both)


@pytest.mark.parametrize("name", sections())
def test_answering_by_path_gives_the_same_assessment_as_reading_it_from_a_file(name: str) -> None:
    @few
    @given(section(name))
    def check(content: dict[str, Any]) -> None:
        read = accepted(engagement(**{name: content}))
        by_path = with_values(Assessment(), [(f"{name}.{field}", value) for field, value in content.items()])
        assert by_path == read

    check()
