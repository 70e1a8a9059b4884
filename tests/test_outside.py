"""Tests that need another program say so."""

import sys
from pathlib import Path

import pytest

from tests.outside import outside_program


@pytest.fixture
def only_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is the only one in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program_in(folder: Path, name: str) -> Path:
    path = folder / (f"{name}.exe" if sys.platform == "win32" else name)
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_an_installed_program_is_found(only_here: Path) -> None:
    second = program_in(only_here, "second")
    assert outside_program("first", "second") == second


def test_a_missing_program_skips_the_test_with_a_word(only_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="first or second is not installed"):
        outside_program("first", "second")


def test_a_missing_program_fails_the_test_in_ci(only_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="first is not installed"):
        outside_program("first")
