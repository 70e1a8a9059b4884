"""Files of every earlier form open; a file of a later form is refused and left alone."""

import json
from pathlib import Path

import pytest

from wardround.assessment import SCHEMA_VERSION, AssessmentRefused, read_assessment, write_assessment
from wardround.assessment.migrations import STEPS, migrated

OLD_FILES = Path(__file__).parent / "old_files"


def test_there_is_a_step_and_a_real_file_for_every_earlier_form() -> None:
    earlier = range(SCHEMA_VERSION)
    assert set(STEPS) == set(earlier)
    assert {path.name for path in OLD_FILES.iterdir()} == {f"form-{version}.json" for version in earlier}


def test_a_file_of_form_0_opens_with_its_sites_where_they_are_now() -> None:
    opened = read_assessment((OLD_FILES / "form-0.json").read_bytes())
    assert opened.schema_version == SCHEMA_VERSION
    assert [site.key for site in opened.organisation.sites] == ["main", "stores"]
    assert opened.organisation.site_count.value == 2
    assert opened.organisation.operating_hours.note == "asks the wards"
    assert opened.people.roles[0].site == "stores"
    assert opened.under("growth").people.named_users.value == 260


@pytest.mark.parametrize("version", range(SCHEMA_VERSION))
def test_an_old_file_is_written_in_the_present_form(version: int) -> None:
    opened = read_assessment((OLD_FILES / f"form-{version}.json").read_bytes())
    text = write_assessment(opened)
    assert json.loads(text)["schema_version"] == SCHEMA_VERSION
    assert read_assessment(text) == opened


def test_bringing_content_to_the_present_form_leaves_what_was_read_alone() -> None:
    text = (OLD_FILES / "form-0.json").read_text(encoding="utf-8")
    content = json.loads(text)
    migrated(content)
    assert content == json.loads(text)


@pytest.mark.parametrize("organisation", [5, [], "x", None])
def test_a_section_of_an_old_file_that_is_no_section_is_named(organisation: object) -> None:
    content = {"schema_version": 0, "sites": [{"key": "main"}], "organisation": organisation}
    with pytest.raises(AssessmentRefused, match=r"organisation \(Sites and people\): must be a group of fields"):
        read_assessment(json.dumps(content))


def test_an_old_file_without_sites_opens() -> None:
    assert read_assessment('{"schema_version": 0}').organisation.sites == ()


def test_a_file_of_a_later_form_is_refused_and_the_message_says_what_to_do() -> None:
    later = SCHEMA_VERSION + 1
    with pytest.raises(AssessmentRefused) as refused:
        read_assessment(json.dumps({"schema_version": later, "anything": "else"}))
    said = str(refused.value)
    assert f"this file has the form {later}" in said
    assert "open it with a newer version" in said
    assert "left as it is" in said
