"""Files written together: all new, or all as they were."""

import os
import stat
import sys
from pathlib import Path

import pytest

from wardround.workshop.whole_writes import NotWritten, write_together

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no modes and few links")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refuse_to_replace(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the operating system refuse to replace the file of that name, as Windows does when Excel has it open."""
    really = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == name and self.suffix == ".part":
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_all_files_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_together({tmp_path / "a.xlsx": b"one", tmp_path / "b.pdf": b"two"})
    assert contents(tmp_path) == {"a.xlsx": b"one", "b.pdf": b"two"}


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    write_together({tmp_path / "new" / "deep" / "a.pdf": b"one"})
    assert contents(tmp_path / "new" / "deep") == {"a.pdf": b"one"}


def test_older_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old and longer")
    write_together({tmp_path / "a.pdf": b"new"})
    assert contents(tmp_path) == {"a.pdf": b"new"}


def test_a_file_that_cannot_be_replaced_brings_the_others_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.xlsx", "b.pdf"):
        (tmp_path / name).write_bytes(b"old " + name.encode())
    before = contents(tmp_path)
    refuse_to_replace(monkeypatch, "b.pdf")
    with pytest.raises(NotWritten, match=r"b\.pdf could not be written \(you may not write there\)"):
        write_together({tmp_path / "a.xlsx": b"new", tmp_path / "b.pdf": b"new", tmp_path / "c.json": b"new"})
    assert contents(tmp_path) == before


def test_a_file_that_was_not_there_before_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.pdf").write_bytes(b"old")
    refuse_to_replace(monkeypatch, "b.pdf")
    with pytest.raises(NotWritten):
        write_together({tmp_path / "a.xlsx": b"new", tmp_path / "b.pdf": b"new"})
    assert contents(tmp_path) == {"b.pdf": b"old"}


def test_older_files_come_back_on_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_from: Path, _to: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    test_a_file_that_cannot_be_replaced_brings_the_others_back(tmp_path, monkeypatch)


def test_a_full_disk_leaves_the_older_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(NotWritten, match=r"a\.xlsx could not be written \(there is no room left\)"):
        write_together({tmp_path / "a.xlsx": b"new", tmp_path / "b.pdf": b"new"})
    assert contents(tmp_path) == {"a.xlsx": b"old"}


def test_a_person_who_stops_it_midway_finds_the_older_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def stop(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / "a.xlsx": b"new"})
    assert contents(tmp_path) == {"a.xlsx": b"old"}


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(NotWritten, match=r"a\.pdf could not be written"):
        write_together({tmp_path / "a.pdf": b"new"})


@POSIX
def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    kept_elsewhere = tmp_path / "elsewhere.pdf"
    kept_elsewhere.write_bytes(b"old")
    (tmp_path / "a.pdf").symlink_to(kept_elsewhere)
    write_together({tmp_path / "a.pdf": b"new"})
    assert (tmp_path / "a.pdf").is_symlink()
    assert kept_elsewhere.read_bytes() == b"new"


@POSIX
def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "a.pdf").chmod(0o600)
    write_together({tmp_path / "a.pdf": b"new"})
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_named_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"a file")
    target = tmp_path / "notes" / "documents" / "a.pdf"
    with pytest.raises(NotWritten, match=r"a\.pdf could not be written: its folder could not be made \(a part"):
        write_together({target: b"new"})
    assert (tmp_path / "notes").read_bytes() == b"a file"
