"""What there is to choose from."""

from __future__ import annotations

import pytest

from tests.workshop.desk import choices_of, sample
from wardround.assessment import Assessment, with_value
from wardround.workshop.shapes import Kind, columns_of, shape_at, tables


def test_every_place_that_is_chosen_has_something_to_choose_from() -> None:
    choices = choices_of(sample())
    paths = [path for path, _ in Assessment().answers()]
    paths += [column.path for table in tables() for column in columns_of(table)]
    for path in paths:
        if shape_at(path).kind in {Kind.CHOICE, Kind.CHOICES}:
            offered = choices.at(path)
            assert offered, path
            assert len({choice.code for choice in offered}) == len(offered), path
            assert len({choice.words for choice in offered}) == len(offered), path


def test_rows_of_other_tables_are_offered_by_name() -> None:
    choices = choices_of(sample())
    sites = {choice.code: choice.words for choice in choices.at("people.roles.site")}
    assert sites["main"] == "Main building"
    assert sites[""] == "None"
    assert choices.words("people.roles.site", "main") == "Main building"


def test_an_end_of_a_dependency_may_be_the_erp_a_system_an_interface_or_a_dataset() -> None:
    hints = {choice.hint for choice in choices_of(sample()).at("dependencies.edges.source")}
    assert hints == {"", "system", "interface", "dataset"}
    assert choices_of(sample()).words("dependencies.edges.source", "erp") == "The ERP"


def test_two_rows_of_the_same_name_are_told_apart_by_their_keys() -> None:
    row = {"name": "Ward printers", "kind": "device"}
    assessment = with_value(Assessment(), "dependencies.systems", ({"key": "north", **row}, {"key": "south", **row}))
    words = [choice.words for choice in choices_of(assessment).at("interfaces.interfaces.system")]
    assert words == ["None", "Ward printers (north)", "Ward printers (south)"]


def test_regions_are_called_as_microsoft_calls_them() -> None:
    choices = choices_of(Assessment())
    assert choices.words("platform.azure_region", "germanywestcentral") == "Germany West Central"
    offered = choices.at("platform.azure_region")
    assert [choice.words for choice in offered] == sorted(choice.words for choice in offered)
    assert "" not in {choice.code for choice in offered}


def test_a_second_region_may_be_none() -> None:
    assert choices_of(Assessment()).at("engagement.recovery_region")[0].code == ""


def test_sizes_are_those_of_the_region() -> None:
    offered = {choice.code: choice for choice in choices_of(sample()).at("platform.pins.sku")}
    assert offered["Standard_E16as_v5"].words == "E16as v5"
    assert offered["Standard_E16as_v5"].hint == "16 vCPU, 128 GiB"
    assert choices_of(Assessment()).at("platform.pins.sku")


def test_data_classes_are_short_in_a_cell_and_whole_in_the_list() -> None:
    choices = choices_of(Assessment())
    assert choices.words("data.datasets.data_class", "DC-PHI") == "Patient health"
    whole = {choice.code: choice.words for choice in choices.at("data.data_classes")}
    assert "patient health information" in whole["DC-PHI"]


def test_a_code_that_is_on_no_list_is_made_readable() -> None:
    assert choices_of(Assessment()).words("people.roles.site", "old_site") == "Old site"


def test_a_measured_shape_of_the_day_can_be_chosen_for_a_role() -> None:
    row = {"key": "own", "profile": "dialysis", "hour_shares": (1 / 24,) * 24}
    assessment = with_value(Assessment(), "calendar.profiles", (row,))
    assert "dialysis" in {choice.code for choice in choices_of(assessment).at("people.roles.profile")}


@pytest.mark.parametrize("path", ["engagement.client", "people.named_users", "interfaces.interfaces.protocol"])
def test_a_place_without_a_list_offers_nothing(path: str) -> None:
    assert choices_of(Assessment()).at(path) == ()


def test_countries_and_time_zones_are_offered_by_name() -> None:
    choices = choices_of(Assessment())
    assert choices.words("organisation.sites.country", "NL") == "Netherlands"
    assert choices.words("organisation.sites.time_zone", "America/New_York") == "America/New York"
