"""Reading engagements: from both kinds of file, and refusing with every problem."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wardround.assessment import Assessment, Change, Scenario, with_value, write_assessment
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.store import EngagementFile
from wardround.workshop import reading
from wardround.workshop.reading import (
    EngagementRefused,
    FileNotRead,
    open_answers,
    read_engagement,
    recover_engagement,
    scenario_problems,
    under_scenario,
)
from wardround.workshop.refused import Refused, UnknownName

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def lakeside() -> Assessment:
    """Return an engagement with a client and one answer."""
    named: Assessment = with_value(Assessment(), "engagement.client", "Lakeside")
    return with_value(named, "people.peak_concurrent_users", 120)


def with_scenario(assessment: Assessment, *changes: tuple[str, object]) -> Assessment:
    scenario = Scenario(
        key="s1", title="Other", changes=tuple(Change(path=path, value=value) for path, value in changes)
    )
    return Assessment.model_validate(dict(assessment) | {"scenarios": (scenario,)})


def test_json_is_read(tmp_path: Path, lakeside: Assessment) -> None:
    file = tmp_path / "lakeside.json"
    file.write_text(write_assessment(lakeside), encoding="utf-8")
    assert read_engagement(file) == lakeside


def test_json_with_a_byte_order_mark_is_read(tmp_path: Path, lakeside: Assessment) -> None:
    file = tmp_path / "lakeside.json"
    file.write_text(write_assessment(lakeside), encoding="utf-8-sig")
    assert read_engagement(file) == lakeside


@pytest.mark.parametrize("name", ["lakeside.wardround", "lakeside.json"])
def test_the_file_of_the_window_is_known_by_its_content(tmp_path: Path, lakeside: Assessment, name: str) -> None:
    EngagementFile.create(tmp_path / name, lakeside, NOW, "Tom Brandt").close()
    assert read_engagement(tmp_path / name) == lakeside


def test_a_file_that_is_open_in_the_window_is_refused_with_a_word(tmp_path: Path, lakeside: Assessment) -> None:
    file = tmp_path / "lakeside.wardround"
    with EngagementFile.create(file, lakeside, NOW, "Tom Brandt"), pytest.raises(Refused, match="is open in"):
        read_engagement(file)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda _path: None, "there is no such file"),
        (Path.mkdir, "this is a folder"),
    ],
    ids=["missing", "folder"],
)
def test_what_cannot_be_read_is_refused_by_its_path(tmp_path: Path, make: Callable[[Path], None], what: str) -> None:
    path = tmp_path / "x.json"
    make(path)
    with pytest.raises(FileNotRead) as refusal:
        read_engagement(path)
    assert str(refusal.value).startswith(f"{path}: {what}")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(FileNotRead, match="no file can have this name"):
        read_engagement(Path("a\0b.json"))


def test_a_file_that_is_closed_to_the_person_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(FileNotRead, match="you may not read this file"):
        read_engagement(tmp_path / "x.json")


def test_a_file_far_too_large_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_MIB", 0)
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FileNotRead, match="larger than 0 MiB"):
        read_engagement(tmp_path / "x.json")


def test_every_problem_of_a_file_is_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(
        '{"schema_version": 1, "engagement": {"client": 7}, "people": {"roles": [{"key": "a\\nb"}]}}',
        encoding="utf-8",
    )
    with pytest.raises(EngagementRefused) as refusal:
        read_engagement(file)
    lines = refusal.value.lines
    assert len(lines) == len(refusal.value.problems) > 2
    assert all("\n" not in line for line in lines)
    assert any(line.startswith("engagement.client ") for line in lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_no_content_leads_to_anything_but_a_refusal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(Refused):
        read_engagement(tmp_path / "x.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(section=st.sampled_from(sorted(Assessment.model_fields)), content=JSON)
def test_no_content_of_a_section_leads_to_anything_but_an_assessment_or_a_refusal(
    tmp_path: Path, section: str, content: object
) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"schema_version": 1, section: content}), encoding="utf-8")
    read = None
    lines: tuple[str, ...] = ()
    try:
        read = read_engagement(tmp_path / "x.json")
    except Refused as refusal:
        lines = refusal.lines
    assert isinstance(read, Assessment) or lines
    assert all(line and "\n" not in line for line in lines)


# Scenarios


def test_without_a_name_the_answers_stand_as_they_are(lakeside: Assessment) -> None:
    assert under_scenario(lakeside, "") is lakeside


def test_a_scenario_changes_the_answers(lakeside: Assessment) -> None:
    changed = under_scenario(with_scenario(lakeside, ("people.peak_concurrent_users", 240)), "s1")
    assert changed.people.peak_concurrent_users.value == 240


def test_an_unknown_scenario_is_refused_with_those_there_are(lakeside: Assessment) -> None:
    with pytest.raises(UnknownName, match=r"There is no scenario 'other'.*There are s1\."):
        under_scenario(with_scenario(lakeside), "other")


def test_a_scenario_that_breaks_nothing_has_no_problems(lakeside: Assessment) -> None:
    good = with_scenario(lakeside, ("people.peak_concurrent_users", 240))
    assert scenario_problems(good, Catalogue.load(), Knowledge.load()) == ()


def test_each_change_that_cannot_be_made_is_a_problem_at_its_place(lakeside: Assessment) -> None:
    bad = with_scenario(
        lakeside,
        ("people.peak_concurrent_users", 240),
        ("people.antigravity", 1),
        ("people.named_users", "many"),
    )
    problems = scenario_problems(bad, Catalogue.load(), Knowledge.load())
    assert [problem.path for problem in problems] == ["scenarios[s1].changes[2]", "scenarios[s1].changes[3]"]
    assert problems[1].what.startswith("people.named_users: ")


def test_a_name_that_only_a_scenario_gets_wrong_is_a_problem_of_the_scenario(lakeside: Assessment) -> None:
    bad = with_scenario(lakeside, ("platform.azure_region", "atlantis"))
    (problem,) = scenario_problems(bad, Catalogue.load(), Knowledge.load())
    assert problem.path == "scenarios[s1]: platform.azure_region"


def test_a_name_that_is_wrong_already_is_not_told_twice(lakeside: Assessment) -> None:
    wrong: Assessment = with_value(lakeside, "platform.azure_region", "atlantis")
    bad = with_scenario(wrong, ("people.peak_concurrent_users", 240))
    assert scenario_problems(bad, Catalogue.load(), Knowledge.load()) == ()


# The rest


def test_open_answers_are_counted(lakeside: Assessment) -> None:
    assert open_answers(Assessment()) - open_answers(lakeside) == 1


def test_recovery_does_not_replace_a_file(tmp_path: Path, lakeside: Assessment) -> None:
    EngagementFile.create(tmp_path / "a.wardround", lakeside, NOW, "Tom Brandt").close()
    (tmp_path / "b.wardround").touch()
    with pytest.raises(Refused, match=r"b\.wardround"):
        recover_engagement(tmp_path / "a.wardround", tmp_path / "b.wardround", NOW)
