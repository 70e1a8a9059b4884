"""A change gives a new, validated copy; what it does not touch stays the very same value."""

import pytest
from pydantic import ValidationError

from tests.assessment.one_role import ROLE, two_roles
from wardround.assessment import (
    Answer,
    Assessment,
    Standing,
    UnknownPath,
    problems_of,
    value_at,
    with_value,
    with_values,
)
from wardround.assessment.people import Role

SECTIONS = [name for name in Assessment.model_fields if name not in {"schema_version", "scenarios"}]


def test_a_change_leaves_the_assessment_before_it_as_it_was() -> None:
    before = two_roles()
    after = with_value(before, "people.roles[nurses].head_count", 55)
    assert value_at(before, "people.roles[nurses].head_count") == 40
    assert value_at(after, "people.roles[nurses].head_count") == 55


@pytest.mark.parametrize("path", ["people.named_users", "people.roles[nurses].head_count", "people.roles[new]"])
def test_sections_that_a_change_does_not_touch_keep_their_identity(path: str) -> None:
    before = two_roles()
    after = with_value(before, path, {**ROLE, "key": "new"} if path.endswith("[new]") else 90)
    assert after.people is not before.people
    for name in SECTIONS:
        if name != "people":
            assert getattr(after, name) is getattr(before, name), name


def test_rows_and_answers_beside_a_change_keep_their_identity() -> None:
    before = two_roles()
    after = with_value(before, "people.roles[nurses].head_count", 55)
    assert after.people.roles[1] is before.people.roles[1]
    assert after.people.named_users is before.people.named_users


def test_a_bare_value_keeps_the_standing_and_the_source_of_the_answer_before() -> None:
    answer = with_value(two_roles(), "people.named_users", 90).people.named_users
    assert (answer.value, answer.standing, answer.by) == (90, Standing.DOCUMENTED, "Ada Brandt")


def test_a_bare_value_for_an_open_question_is_an_assumption() -> None:
    answer = with_value(two_roles(), "people.avg_concurrent_users", 30).people.avg_concurrent_users
    assert (answer.value, answer.standing, answer.owner) == (30, Standing.ASSUMED, "Ada Brandt")


def test_an_answer_can_be_opened_again_and_keeps_its_note() -> None:
    answer = with_value(two_roles(), "people.named_users", None).people.named_users
    assert answer.is_open
    assert (answer.standing, answer.note) == (Standing.UNKNOWN, "staff list")


def test_an_open_answer_as_a_file_holds_it_replaces_the_one_before() -> None:
    answer = with_value(two_roles(), "people.named_users", {"owner": "Ada Brandt"}).people.named_users
    assert answer.is_open
    assert (answer.owner, answer.by, answer.note) == ("Ada Brandt", "", "")


@pytest.mark.parametrize(
    "given", [Answer[int](value=70, standing=Standing.MEASURED), {"value": 70, "standing": "measured"}]
)
def test_a_whole_answer_replaces_the_one_before(given: object) -> None:
    answer = with_value(two_roles(), "people.named_users", given).people.named_users
    assert (answer.value, answer.standing, answer.by) == (70, Standing.MEASURED, "")


def test_one_part_of_an_answer_can_be_changed() -> None:
    answer = with_value(two_roles(), "people.named_users.note", "counted twice").people.named_users
    assert (answer.value, answer.note) == (80, "counted twice")


def test_a_text_beside_the_questions_can_be_changed() -> None:
    assert with_value(two_roles(), "engagement.client", "Nordhaus").engagement.client == "Nordhaus"


def test_a_row_for_a_new_key_is_added_at_the_end() -> None:
    after = with_value(two_roles(), "people.roles[payables]", {**ROLE, "key": "payables"})
    assert [role.key for role in after.people.roles] == ["nurses", "buyers.east", "payables"]


def test_a_row_for_a_key_that_is_there_replaces_that_row_in_its_place() -> None:
    row = Role.model_validate({**ROLE, "head_count": 7})
    after = with_value(two_roles(), "people.roles[nurses]", row)
    assert [(role.key, role.head_count) for role in after.people.roles] == [("nurses", 7), ("buyers.east", 40)]


def test_nothing_in_place_of_a_row_removes_it() -> None:
    after = with_value(two_roles(), "people.roles[nurses]", None)
    assert [role.key for role in after.people.roles] == ["buyers.east"]


def test_a_key_with_a_dot_is_one_key() -> None:
    assert value_at(two_roles(), "people.roles[buyers.east].name") == "Buyers"


def test_a_part_of_an_assessment_can_be_changed_alone() -> None:
    people = with_value(two_roles().people, "roles[nurses].head_count", 3)
    assert people.roles[0].head_count == 3


@pytest.mark.parametrize(
    "path",
    [
        "",
        "people.",
        ".people",
        "people..roles",
        "People.roles",
        "people.users",
        "users",
        "people.roles[gone].head_count",
        "people.roles[gone]",
        "people.roles[]",
        "people.roles[nurses",
        "people.roles[nurses].heads",
        "people.roles[nurses].name.first",
        "people.named_users[nurses]",
        "people.named_users.value.more",
        "people[nurses]",
        "engagement.regions_considered[westeurope]",
        "people.roles[nurses].shifts[early]",
        "schema_version.major",
    ],
)
def test_a_path_that_leads_nowhere_is_refused_and_named(path: str) -> None:
    for act in (lambda: with_value(two_roles(), path, None), lambda: value_at(two_roles(), path)):
        with pytest.raises(UnknownPath) as refused:
            act()
        assert str(refused.value).startswith(f"'{path}' leads nowhere: there is no '")


def test_a_refused_value_is_named_by_its_place_in_the_whole_assessment() -> None:
    before = two_roles()
    with pytest.raises(ValidationError) as refused:
        with_value(before, "people.roles[buyers.east].head_count", -3)
    [problem] = problems_of(refused.value, Assessment, before)
    assert str(problem) == (
        "people.roles[buyers.east].head_count (Users and concurrency, Roles, Head count): must be 0 or more"
    )


def test_a_change_that_contradicts_another_answer_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"Peak concurrent users \(90\) are more than Named users \(80\)"):
        with_value(two_roles(), "people.peak_concurrent_users", 90)


def test_a_row_that_another_row_names_cannot_be_removed_alone() -> None:
    with pytest.raises(ValidationError, match="Role 'Nurses', Site, names 'main'"):
        with_value(two_roles(), "organisation.sites[main]", None)
    after = with_values(two_roles(), [("organisation.sites[main]", None), ("people.roles[nurses].site", "")])
    assert after.organisation.sites == ()


@pytest.mark.parametrize("swapped", [False, True])
def test_two_changes_that_need_each_other_may_come_in_any_order(swapped: bool) -> None:
    base = with_values(
        two_roles(), [("platform.azure_region", "westeurope"), ("engagement.recovery_region", "northeurope")]
    )
    changes = [("platform.azure_region", "northeurope"), ("engagement.recovery_region", "westeurope")]
    after = with_values(base, reversed(changes) if swapped else changes)
    assert (after.platform.azure_region.value, after.engagement.recovery_region) == ("northeurope", "westeurope")


def test_later_changes_see_earlier_ones() -> None:
    after = with_values(
        two_roles(),
        [
            ("people.roles[payables]", {**ROLE, "key": "payables"}),
            ("people.roles[payables].active_share", 0.8),
            ("people.roles[payables].site", "main"),
            ("people.named_users", {"value": 100, "standing": "measured"}),
            ("people.named_users", 120),
            ("people.named_users.note", "with payables"),
        ],
    )
    row, answer = after.people.roles[-1], after.people.named_users
    assert (row.active_share, row.site, row.head_count) == (0.8, "main", 40)
    assert (answer.value, answer.standing, answer.note) == (120, Standing.MEASURED, "with payables")


def test_no_changes_give_the_same_assessment() -> None:
    before = two_roles()
    assert with_values(before, []) is before
