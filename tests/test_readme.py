"""The README keeps its word: its commands are there, its pictures and links lead somewhere."""

import re
from pathlib import Path

import pytest

import steps
from wardround import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^wardround ([^#\n]+?)\s*(?:#.*)?$", README, flags=re.MULTILINE)
PATHS = [path for path in re.findall(r"\]\(([^)]+)\)", README) if "://" not in path]


def test_it_shows_commands_pictures_and_links() -> None:
    assert len(COMMANDS) > 3
    assert len([path for path in PATHS if path.endswith(".png")]) == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_it_shows_is_one_that_the_command_line_takes(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = command.split(maxsplit=1)[0]
    taken = []

    def take(_options: object) -> int:
        taken.append(name)
        return 0

    monkeypatch.setattr(cli, f"_{name}", take)
    assert cli.main(command.split()) == 0
    assert taken == [name]


@pytest.mark.parametrize("path", PATHS)
def test_every_picture_and_link_leads_to_a_file(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_call_of_the_newcomers_door_is_one_of_its_commands() -> None:
    called = set(re.findall(r"packaging/dev\.py (\w+)", README))
    assert called
    assert called <= set(steps.COMMANDS)
