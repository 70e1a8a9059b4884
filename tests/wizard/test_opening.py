"""From a sample, a profile, a JSON file or nothing to an open engagement, and nobody's file is harmed on the way."""

import json
from pathlib import Path

import pytest

from wardround.assessment import Assessment, Standing, write_assessment
from wardround.store import FileInUse, NotAnEngagementFile
from wardround.wizard.opening import Opener
from wardround.workshop.reading import EngagementRefused, FileNotRead
from wardround.workshop.whole_writes import NotWritten


def test_a_blank_engagement_knows_its_client_and_no_answer(opener: Opener, tmp_path: Path) -> None:
    engagement = opener.new(tmp_path / "a.wardround", "", "Klinikum Süd")
    assert engagement.assessment.engagement.client == "Klinikum Süd"
    assert all(answer.is_open for _path, answer in engagement.assessment.answers())
    engagement.close()


def test_an_engagement_from_a_profile_assumes_everything(opener: Opener, tmp_path: Path) -> None:
    engagement = opener.new(tmp_path / "a.wardround", "clinic-group", "Klinikum Süd")
    given = [answer for _path, answer in engagement.assessment.answers() if not answer.is_open]
    assert given
    assert {answer.standing for answer in given} == {Standing.ASSUMED}
    assert engagement.assessment.engagement.client == "Klinikum Süd"
    engagement.close()


def test_a_sample_keeps_its_made_up_client_and_its_standings(opener: Opener, tmp_path: Path) -> None:
    engagement = opener.of_sample(tmp_path / "a.wardround", "clinic-group")
    assert engagement.assessment.engagement.client
    assert Standing.MEASURED in {answer.standing for _path, answer in engagement.assessment.answers()}
    engagement.close()


def test_what_was_begun_is_there_when_it_is_opened_again(opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.wardround"
    engagement = opener.new(path, "", "Klinikum Süd")
    engagement.put_field("engagement.project", "ERP")
    engagement.close()
    again = opener.opened(path)
    assert again.assessment.engagement.project == "ERP"
    assert again.undo_sentence
    again.close()
    assert [file.name for file in path.parent.iterdir()] == ["a.wardround"]


def test_json_comes_in_as_it_went_out(opener: Opener, tmp_path: Path) -> None:
    first = opener.of_sample(tmp_path / "a.wardround", "clinic-group")
    opener.save_json(tmp_path / "a.json", first.assessment)
    second = opener.of_json(tmp_path / "b.wardround", tmp_path / "a.json")
    assert second.assessment == first.assessment
    first.close()
    second.close()


def test_json_with_a_slip_is_refused_by_its_field_and_makes_no_file(opener: Opener, tmp_path: Path) -> None:
    content = json.loads(write_assessment(Assessment()))
    content["platform"]["azure_region"] = {"value": "west europ", "standing": "stated"}
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(EngagementRefused, match=r"platform\.azure_region"):
        opener.of_json(tmp_path / "b.wardround", tmp_path / "a.json")
    assert not (tmp_path / "b.wardround").exists()


def test_a_missing_json_file_is_named(opener: Opener, tmp_path: Path) -> None:
    with pytest.raises(FileNotRead, match="there is no such file"):
        opener.of_json(tmp_path / "b.wardround", tmp_path / "a.json")


def test_a_name_that_is_taken_is_replaced_as_the_person_agreed(opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "a.wardround"
    opener.new(path, "", "Before").close()
    engagement = opener.new(path, "", "After")
    assert engagement.assessment.engagement.client == "After"
    engagement.close()


def test_the_file_of_an_open_window_is_never_replaced(opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "a.wardround"
    held = opener.new(path, "", "Before")
    with pytest.raises(FileInUse):
        opener.new(path, "", "After")
    held.put_field("engagement.project", "still writes")
    held.close()
    again = opener.opened(path)
    assert again.assessment.engagement.client == "Before"
    assert again.assessment.engagement.project == "still writes"
    again.close()


def test_a_place_that_cannot_be_written_is_named(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match=r"a\.wardround"):
        opener.new(tmp_path / "file" / "a.wardround", "", "")


def test_a_foreign_file_is_refused_and_left_as_it_is(opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "photo.wardround"
    path.write_bytes(b"no engagement at all")
    with pytest.raises(NotAnEngagementFile):
        opener.opened(path)
    assert path.read_bytes() == b"no engagement at all"
