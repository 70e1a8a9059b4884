"""Every question, field and table has its place on exactly one page."""

from __future__ import annotations

from collections import Counter

import pytest

from wardround.assessment import Assessment, field_at
from wardround.assessment.answer import models_in
from wardround.knowledge import Knowledge
from wardround.workshop.shapes import tables
from wardround.workshop.steps import STEPS, Group, groups, is_table, path_of_question, step

KNOWLEDGE = Knowledge.load()


def groups_of_all() -> list[tuple[str, Group]]:
    return [(each.step_id, group) for each in STEPS for group in groups(each.step_id, KNOWLEDGE)]


def fields_of_sections() -> set[str]:
    sections = dict(Assessment.model_fields)
    del sections["scenarios"], sections["schema_version"]
    return {
        f"{section}.{name}"
        for section, field in sections.items()
        for name in next(models_in(field.annotation)).model_fields
    }


def test_every_question_of_the_bank_has_exactly_one_place_on_the_page_of_its_step() -> None:
    places = {(step_id, path) for step_id, group in groups_of_all() for path in group.paths}
    for question in KNOWLEDGE.questions.values():
        path = path_of_question(question.question_id)
        assert [step_id for step_id, found in places if found == path] == [question.wizard_step], question.question_id


def test_every_field_of_the_form_has_exactly_one_place() -> None:
    places = Counter(path for _, group in groups_of_all() for path in group.paths)
    assert set(places) == fields_of_sections()
    assert set(places.values()) == {1}


def test_every_table_has_a_card_of_its_own() -> None:
    shown = [path for _, group in groups_of_all() for path in group.paths if is_table(path)]
    assert sorted(shown) == sorted(tables())
    for _, group in groups_of_all():
        assert len(group.paths) == 1 or not any(is_table(path) for path in group.paths), group.title


def test_cards_of_a_page_have_titles_of_their_own() -> None:
    for each in STEPS:
        titles = [group.title for group in groups(each.step_id, KNOWLEDGE)]
        assert len(set(titles)) == len(titles), each.step_id
        assert all(titles)


def test_steps_that_ask_have_groups_and_the_others_none() -> None:
    for each in STEPS:
        assert bool(groups(each.step_id, KNOWLEDGE)) == each.asks, each.step_id


def test_the_other_regions_stand_behind_the_preferred_one() -> None:
    wishes = next(group for _, group in groups_of_all() if "platform.azure_region" in group.paths)
    place = wishes.paths.index("platform.azure_region")
    assert wishes.paths[place + 1 : place + 3] == ("engagement.regions_considered", "engagement.recovery_region")


def test_what_every_workshop_asks_comes_before_the_rest_among_the_tables_of_a_section() -> None:
    shown = [path for _, group in groups_of_all() for path in group.paths]
    assert shown.index("recovery.processes") < shown.index("recovery.module_objectives")


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("dependencies.systems", True),
        ("calendar.profiles", True),
        ("engagement.client", False),
        ("engagement.regions_considered", False),
        ("platform.denied_skus", False),
        ("calendar.fiscal_year_end_month", False),
        ("people.peak_concurrent_users", False),
        ("engagement.scope_environments", False),
    ],
)
def test_a_table_is_where_rows_stand(path: str, table: bool) -> None:
    assert is_table(path) is table


def test_a_question_leads_to_the_field_that_answers_it() -> None:
    for question in KNOWLEDGE.questions.values():
        extra = field_at(path_of_question(question.question_id)).json_schema_extra
        assert isinstance(extra, dict)
        assert extra["question"] == question.question_id
    with pytest.raises(KeyError):
        path_of_question("XYZ-99")


def test_a_step_is_found_by_its_id() -> None:
    assert step("controls").title == "Controls"
    assert len({each.step_id for each in STEPS}) == len(STEPS)
