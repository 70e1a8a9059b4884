"""What is written down about a defect of ours, and what is not."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wardround.workshop.defects import record_defect, report, state_folder

WHEN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def raised(error: Exception) -> Exception:
    """Return the error as it looks when it was raised inside the program."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_report_names_the_kind_of_error_and_where_it_rose() -> None:
    told = report(raised(KeyError("x")), "assess", WHEN)
    assert "command 'assess', 2026-11-25T09:30:00+00:00" in told
    assert "builtins.KeyError" in told
    assert f"{__name__}:" in told
    assert " raised" in told


def test_a_report_keeps_to_itself_what_the_client_typed() -> None:
    told = report(raised(ValueError("Klinikum Nordtal pays 17 EUR")), "assess", WHEN)
    assert "Klinikum" not in told
    assert "message withheld" in told


def test_a_message_about_the_program_itself_is_told() -> None:
    assert "no module called wardround.gone" in report(
        raised(ImportError("no module called wardround.gone")), "check", WHEN
    )


def test_what_led_to_an_error_is_told_as_well() -> None:
    error = raised(RuntimeError("outer"))
    error.__cause__ = raised(ZeroDivisionError("inner"))
    error.__cause__.__context__ = error  # a ring must end, too
    told = report(error, "assess", WHEN)
    assert told.index("RuntimeError") < told.index("ZeroDivisionError")


def test_a_report_is_written_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    path = record_defect(raised(KeyError("x")), "check", WHEN, tmp_path / "state")
    assert path.parent == tmp_path / "state"
    assert path.read_text(encoding="utf-8") == report(raised(KeyError("x")), "check", WHEN)


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {"XDG_STATE_HOME": "/var/state"}, Path("/var/state/wardround")),
        ("linux", {"XDG_STATE_HOME": "not/absolute"}, Path("home/.local/state/wardround")),
        ("linux", {}, Path("home/.local/state/wardround")),
        ("darwin", {}, Path("home/Library/Logs/Wardround")),
        ("win32", {"LOCALAPPDATA": "local"}, Path("local/Wardround/Logs")),
        ("win32", {}, Path("home/AppData/Local/Wardround/Logs")),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="an absolute path looks otherwise on Windows")
def test_each_operating_system_has_its_folder_for_logs(
    monkeypatch: pytest.MonkeyPatch, system: str, environment: dict[str, str], folder: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert state_folder(environment, system) == folder
