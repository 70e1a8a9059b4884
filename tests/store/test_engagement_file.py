"""The engagement file: what was saved is there, and what is not ours is left alone."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wardround.assessment import Assessment, with_value
from wardround.store import (
    DamagedEngagementFile,
    Edit,
    EngagementFile,
    FileExists,
    FileInUse,
    FileMissing,
    NewerEngagementFile,
    NotAnEngagementFile,
    NotSaved,
    recovered,
)

NOW = datetime(2026, 11, 20, 14, 20, tzinfo=UTC)
PEAK = "people.peak_concurrent_users"


def edited(file: EngagementFile, assessment: Assessment, users: int) -> Assessment:
    after = with_value(assessment, PEAK, users)
    edit = (Edit(path=PEAK, value=users),)
    file.append("edit", f"Peak set to {users}", edit, (), after, at=NOW, by="Anna")
    return after


def file_with_edits(path: Path, count: int) -> Assessment:
    with EngagementFile.create(path, Assessment(), NOW, "Anna") as file:
        assessment = file.assessment()
        for users in range(1, count + 1):
            assessment = edited(file, assessment, users)
    return assessment


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_a_file_opened_again_holds_the_last_edit_and_every_revision(tmp_path: Path, count: int) -> None:
    path = tmp_path / "clinic.wardround"
    last = file_with_edits(path, count)
    with EngagementFile.open(path) as file:
        assert file.assessment() == last
        assert [revision.number for revision in file.revisions()] == list(range(1, count + 2))
        assert all(revision.by == "Anna" and revision.at == NOW for revision in file.revisions())


def test_nothing_but_the_file_itself_stays_on_the_disk(tmp_path: Path) -> None:
    file_with_edits(tmp_path / "clinic.wardround", 3)
    assert [entry.name for entry in tmp_path.iterdir()] == ["clinic.wardround"]


def test_a_second_window_is_told_that_the_file_is_open(tmp_path: Path) -> None:
    path = tmp_path / "clinic.wardround"
    with (
        EngagementFile.create(path, Assessment(), NOW, "Anna"),
        pytest.raises(FileInUse, match="open in another window"),
    ):
        EngagementFile.open(path)
    EngagementFile.open(path).close()


def test_a_new_file_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "clinic.wardround"
    path.write_text("mine")
    with pytest.raises(FileExists):
        EngagementFile.create(path, Assessment(), NOW, "Anna")
    assert path.read_text() == "mine"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"gone\.wardround"):
        EngagementFile.open(tmp_path / "gone.wardround")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"SQLite format 3\0" + bytes(200)])
def test_a_foreign_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.wardround"
    path.write_bytes(content)
    with pytest.raises(NotAnEngagementFile):
        EngagementFile.open(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "clinic.wardround"
    file_with_edits(path, 1)
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerEngagementFile, match="form 99"):
        EngagementFile.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept_share", [0.3, 0.5, 0.8, 0.95])
def test_a_cut_file_is_refused_untouched_and_recovered_as_far_as_it_reads(tmp_path: Path, kept_share: float) -> None:
    path = tmp_path / "clinic.wardround"
    file_with_edits(path, 600)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept_share)])
    before = path.read_bytes()
    with pytest.raises(DamagedEngagementFile, match="damaged"):
        EngagementFile.open(path)
    saved = recovered(path, tmp_path / "saved.wardround", NOW, "Anna")
    assert path.read_bytes() == before
    assert saved > 1
    with EngagementFile.open(tmp_path / "saved.wardround") as file:
        assert file.assessment().people.peak_concurrent_users.value == saved - 1


def test_an_edit_that_the_disk_refuses_did_not_happen(tmp_path: Path) -> None:
    path = tmp_path / "clinic.wardround"
    with EngagementFile.create(path, Assessment(), NOW, "Anna") as file:
        assessment = edited(file, file.assessment(), 10)
        file._connection.execute("pragma max_page_count = 1")  # noqa: SLF001 - a full disk, made by hand
        edit = (Edit(path=PEAK, value=11),)

        def fill_the_disk() -> None:
            for _ in range(1000):
                file.append("edit", "x" * 4000, edit, (), assessment, at=NOW, by="Anna")

        with pytest.raises(NotSaved, match=r"clinic\.wardround could not be written"):
            fill_the_disk()
        saved = len(list(file.revisions()))
    with EngagementFile.open(path) as file:
        assert len(list(file.revisions())) == saved
