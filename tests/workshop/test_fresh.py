"""New engagements from a profile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from wardround.assessment import Assessment, Row, Standing, read_assessment
from wardround.store import EngagementFile
from wardround.workshop.fresh import FileStands, from_profile, start_engagement
from wardround.workshop.profiles import profile_file, profile_names
from wardround.workshop.refused import UnknownName
from wardround.workshop.whole_writes import NotWritten

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PROFILES = profile_names()


def sample(profile: str) -> Assessment:
    return read_assessment(profile_file(profile).read_bytes())


def rows_of(assessment: Assessment) -> list[Row]:
    return [row for _, rows in assessment.tables() for row in rows]


def test_the_four_profiles_are_there() -> None:
    assert PROFILES == ("clinic-group", "multi-site-network", "regional-hospital", "shared-services")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_value_of_a_profile_is_an_assumption_until_somebody_confirms_it(profile: str) -> None:
    fresh = from_profile(profile)
    answered = [answer for _, answer in fresh.answers() if not answer.is_open]
    assert answered
    assert {given.standing for given in (*answered, *rows_of(fresh))} == {Standing.ASSUMED}
    assert {given.by for given in (*answered, *rows_of(fresh))} == {f"profile {profile}"}
    assert not any(given.owner or given.note or given.due or given.at for given in (*answered, *rows_of(fresh)))


@pytest.mark.parametrize("profile", PROFILES)
def test_the_values_are_those_of_the_sample(profile: str) -> None:
    whole, fresh = dict(sample(profile).answers()), dict(from_profile(profile).answers())
    differing = {path for path, answer in whole.items() if fresh[path].value != answer.value}
    assert differing <= {"baseline.baseline_available"}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_client_of_the_sample_its_people_and_its_evidence_stay_behind(profile: str) -> None:
    whole, fresh = sample(profile), from_profile(profile)
    assert whole.engagement.client
    assert fresh.engagement.client == fresh.engagement.author == ""
    assert not fresh.compliance.control_states
    assert not fresh.baseline.servers
    people = {given.by for _, given in whole.answers()} - {""}
    assert people
    assert not any(name in str(fresh.model_dump()) for name in people)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"Did you mean clinic-group\?.*regional-hospital"):
        from_profile("clinic")


def test_a_name_that_leads_out_of_the_samples_is_no_profile() -> None:
    with pytest.raises(UnknownName):
        profile_file("../samples/clinic-group")


def test_json_is_written_unless_the_file_is_for_the_window(tmp_path: Path) -> None:
    made = start_engagement("clinic-group", tmp_path / "deep" / "lakeside.json", NOW)
    assert read_assessment((tmp_path / "deep" / "lakeside.json").read_bytes()) == made


def test_the_file_of_the_window_begins_with_the_profile_as_its_first_revision(tmp_path: Path) -> None:
    made = start_engagement("clinic-group", tmp_path / "lakeside.wardround", NOW)
    with EngagementFile.open(tmp_path / "lakeside.wardround") as file:
        assert file.assessment() == made
        assert [(revision.kind, revision.by) for revision in file.revisions()] == [("new", "profile clinic-group")]
    assert [path.name for path in tmp_path.iterdir()] == ["lakeside.wardround"]


@pytest.mark.parametrize("name", ["lakeside.json", "lakeside.wardround"])
def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("somebody's work", encoding="utf-8")
    with pytest.raises(FileStands, match="is there already"):
        start_engagement("clinic-group", file, NOW)
    assert file.read_text(encoding="utf-8") == "somebody's work"
    start_engagement("clinic-group", file, NOW, replace=True)
    assert file.read_bytes() != b"somebody's work"


@pytest.mark.parametrize("name", ["lakeside.json", "lakeside.wardround"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(NotWritten, match="could not be written"):
        start_engagement("clinic-group", tmp_path / "taken" / name, NOW)
