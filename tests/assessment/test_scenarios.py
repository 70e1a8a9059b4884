"""A scenario is a named set of changes on the base assessment."""

import json

import pytest
from pydantic import ValidationError

from tests.assessment.one_role import ROLE, engagement
from wardround.assessment import Assessment, UnknownPath, UnknownScenario, read_assessment, write_assessment


def with_scenarios(**changes: list[dict[str, object]]) -> Assessment:
    scenarios = [{"key": key, "title": key.title(), "changes": steps} for key, steps in changes.items()]
    named = {"value": 80, "standing": "documented"}
    return read_assessment(json.dumps(engagement(people={"roles": [ROLE], "named_users": named}, scenarios=scenarios)))


def test_a_scenario_changes_what_it_names_and_nothing_else() -> None:
    base = with_scenarios(
        growth=[
            {"path": "people.named_users", "value": 95, "reason": "the takeover"},
            {"path": "people.roles[nurses].head_count", "value": 60},
        ]
    )
    grown = base.under("growth")
    assert (grown.people.named_users.value, grown.people.roles[0].head_count) == (95, 60)
    assert grown.volumes is base.volumes
    assert grown.scenarios == base.scenarios


def test_a_scenario_without_changes_is_the_base() -> None:
    base = with_scenarios(base=[])
    assert base.under("base") == base


def test_an_unknown_scenario_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownScenario, match="no scenario is called 'gone': there are one, two"):
        with_scenarios(one=[], two=[]).under("gone")
    with pytest.raises(UnknownScenario, match="no scenario is called 'gone': this engagement has none"):
        with_scenarios().under("gone")


def test_a_scenario_that_names_a_place_that_is_not_there_is_refused_with_the_path() -> None:
    base = with_scenarios(wrong=[{"path": "people.roles[gone].head_count", "value": 1}])
    with pytest.raises(UnknownPath, match=r"'people\.roles\[gone\]\.head_count' leads nowhere: there is no '\[gone\]'"):
        base.under("wrong")


def test_a_scenario_with_a_value_that_is_refused_does_not_hold() -> None:
    base = with_scenarios(wrong=[{"path": "people.named_users", "value": 0}])
    with pytest.raises(ValidationError, match="0 is outside 1 to 50,000 users"):
        base.under("wrong")


def test_the_values_of_changes_survive_writing_and_reading() -> None:
    values: list[object] = [1, 1.5, "text", True, None, ["a", "b"], {"value": 3, "standing": "stated"}]
    base = with_scenarios(many=[{"path": "people.named_users", "value": value} for value in values])
    again = read_assessment(write_assessment(base))
    assert [change.value for change in again.scenarios[0].changes] == values
    assert again == base
