"""Without a screen the program says so and does not die."""

import pytest

from wardround.wizard import open_window
from wardround.wizard.screen import NoScreen, require_screen


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_session_that_names_a_screen_may_open_a_window(name: str) -> None:
    require_screen({name: ":0"}, "linux")


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_always_have_a_screen(system: str) -> None:
    require_screen({}, system)


def test_a_plain_remote_shell_is_told_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(NoScreen, match="There is no screen"):
        open_window(None)
