"""Suggestions for names that were mistyped."""

import pytest

from wardround.workshop.near import did_you_mean, near_names
from wardround.workshop.refused import UnknownName

REGIONS = ("westeurope", "northeurope", "uksouth", "eastus", "eastus2")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("westeurop", "westeurope"),
        ("West Europe", "westeurope"),
        ("UK-South", "uksouth"),
        ("eastsu2", "eastus2"),
    ],
)
def test_a_mistyped_name_finds_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert near_names(typed, REGIONS)[0] == meant


def test_part_of_a_name_finds_the_names_that_hold_it_the_shortest_first() -> None:
    assert near_names("monthly", ("cost.monthly_usd_list", "cost.monthly_usd", "recovery.rto")) == (
        "cost.monthly_usd",
        "cost.monthly_usd_list",
    )


def test_at_most_three_names_are_offered() -> None:
    assert len(near_names("region", [f"region{number}" for number in range(9)])) == 3


@pytest.mark.parametrize("typed", ["", "...", "zzzzzz"])
def test_a_name_like_none_of_ours_gets_no_suggestion(typed: str) -> None:
    assert near_names(typed, REGIONS) == ()
    assert did_you_mean(typed, REGIONS) == ""


def test_a_refused_name_comes_with_a_suggestion_and_with_the_list() -> None:
    refusal = UnknownName("profile", "clinic", ("clinic-group", "shared-services"))
    assert str(refusal) == (
        "There is no profile 'clinic'. Did you mean clinic-group? There are clinic-group, shared-services."
    )


def test_a_refused_name_where_there_are_none_at_all_says_so() -> None:
    assert str(UnknownName("scenario", "growth", ())) == "There is no scenario 'growth'. There are none."
