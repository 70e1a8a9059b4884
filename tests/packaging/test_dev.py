"""The newcomer's one door: what it says when it cannot open, and when it sets up anew."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import environment
import steps
import system_libraries
from environment import Environment, Stamp
from tests.outside import in_ci

ROOT = Path(__file__).resolve().parents[2]
DOOR = ROOT / "packaging" / "dev.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Environment:
    """Return the environment of a small checkout on Linux, not set up yet."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "packaging" / "constraints.txt").write_text("numpy==2.0.0\n", encoding="utf-8")
    return Environment(tmp_path, windows=False)


def set_up_with(checkout: Environment, *extras: str) -> None:
    """Leave checkout as a complete set-up with extras leaves it."""
    checkout.python.parent.mkdir(parents=True)
    checkout.python.touch()
    checkout.write_stamp(Stamp(environment.fingerprint(checkout.root), frozenset(extras)))


def call_door(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, DOOR, *arguments], cwd=cwd, check=False, capture_output=True, text=True)


# The Python it runs under


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_told_what_is_wanted_and_what_it_is(version: tuple[int, int]) -> None:
    message = dev.old_python(version, "/usr/bin/python3")
    assert "needs Python 3.11 or newer" in message
    assert f"this is {version[0]}.{version[1]} (/usr/bin/python3)" in message


@pytest.mark.parametrize("version", [(3, 11), (3, 13), (4, 0)])
def test_a_python_that_is_new_enough_hears_nothing(version: tuple[int, int]) -> None:
    assert dev.old_python(version, "/usr/bin/python3") == ""


def test_the_door_can_be_read_by_an_old_python() -> None:
    # A best effort of ast, but it refuses what is likeliest to slip in: match, walrus, except*.
    ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = [
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.parse(DOOR.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert imported == ["sys"]


def test_the_wanted_python_is_the_one_of_the_package() -> None:
    wanted = f'requires-python = ">={".".join(map(str, dev.OLDEST_PYTHON))}"'
    assert wanted in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["dev", "environment", "steps", "system_libraries"])
def test_the_door_needs_the_standard_library_only(name: str) -> None:
    neighbours = {"environment", "steps", "system_libraries"}
    tree = ast.parse((DOOR.parent / f"{name}.py").read_text(encoding="utf-8"))
    imported = {
        module.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
    assert imported - neighbours <= sys.stdlib_module_names


# Commands


def test_without_a_command_it_lists_the_commands_from_wherever_it_is_called(tmp_path: Path) -> None:
    outcome = call_door(cwd=tmp_path)
    assert outcome.returncode == 0
    assert all(f"\n  {command} " in outcome.stdout for command in steps.COMMANDS)


def test_an_unknown_command_is_refused_with_the_list(tmp_path: Path) -> None:
    outcome = call_door("tset", cwd=tmp_path)
    assert outcome.returncode == 2
    assert "There is no command 'tset'" in outcome.stderr
    assert "usage:" in outcome.stderr


def test_a_problem_that_a_person_can_remove_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_environment: Environment, _arguments: list[str]) -> int:
        raise environment.InstallFailed(1)

    monkeypatch.setitem(steps.COMMANDS, "demo", refuse)
    assert steps.run_command("demo", []) == 1
    said = capsys.readouterr().err
    assert "pip could not install" in said
    assert "Traceback" not in said


# When it sets up


def test_a_fresh_checkout_is_set_up(checkout: Environment) -> None:
    missing = checkout.missing(["dev"])
    assert missing is not None
    assert missing.extras == {"dev"}


def test_a_second_call_sets_nothing_up(checkout: Environment) -> None:
    set_up_with(checkout, "dev")
    assert checkout.missing(["dev"]) is None


def test_a_demo_after_a_test_sets_nothing_up(checkout: Environment) -> None:
    set_up_with(checkout, "dev")
    assert checkout.missing([]) is None


def test_a_test_after_a_demo_adds_its_tools(checkout: Environment) -> None:
    set_up_with(checkout)
    missing = checkout.missing(["dev"])
    assert missing is not None
    assert missing.extras == {"dev"}


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/constraints.txt"])
def test_changed_dependencies_are_set_up_and_the_extras_stay(checkout: Environment, changed: str) -> None:
    set_up_with(checkout, "dev")
    with (checkout.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    missing = checkout.missing([])
    assert missing is not None
    assert missing.extras == {"dev"}
    assert missing.fingerprint == environment.fingerprint(checkout.root)


def test_a_checkout_that_moved_is_set_up_again(checkout: Environment) -> None:
    set_up_with(checkout)
    moved = checkout.root.with_name(f"{checkout.root.name}-moved")
    checkout.root.rename(moved)
    assert Environment(moved, windows=False).missing([]) is not None


def test_an_environment_whose_python_is_gone_is_set_up_again(checkout: Environment) -> None:
    set_up_with(checkout)
    checkout.python.unlink()
    assert checkout.missing([]) is not None


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', '{"fingerprint": 1}', json.dumps({"extras": None})])
def test_a_stamp_that_cannot_be_read_counts_as_none(checkout: Environment, content: str) -> None:
    set_up_with(checkout)
    checkout.stamp_file.write_text(content, encoding="utf-8")
    assert checkout.read_stamp() is None
    assert checkout.missing([]) is not None


def test_an_interrupted_installation_does_not_look_complete(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_with(checkout)

    def pip_fails(command: list[str | Path], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1 if "install" in command else 0)

    monkeypatch.setattr(subprocess, "run", pip_fails)
    with pytest.raises(environment.InstallFailed, match="exit code 1"):
        checkout.set_up(["dev"])
    assert checkout.read_stamp() is None


def test_programs_are_found_where_each_system_puts_them(tmp_path: Path) -> None:
    assert Environment(tmp_path, windows=False).script("ruff") == tmp_path / ".venv" / "bin" / "ruff"
    assert Environment(tmp_path, windows=True).script("ruff") == tmp_path / ".venv" / "Scripts" / "ruff.exe"


# What the operating system lacks


@pytest.mark.parametrize(
    ("os_release", "family"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "debian"),
        ({"ID": "fedora"}, "fedora"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "arch"),
        ({"ID": "opensuse-tumbleweed", "ID_LIKE": "opensuse suse"}, "suse"),
        ({"ID": "opensuse-leap"}, "suse"),
        ({"ID": "nixos"}, None),
        ({}, None),
    ],
)
def test_a_distribution_is_known_by_its_ancestors(os_release: dict[str, str], family: str | None) -> None:
    assert system_libraries.distribution_family(os_release) == family


@pytest.mark.parametrize(
    ("family", "command"),
    [
        ("debian", "apt-get install libegl1 libxcb-cursor0"),
        ("fedora", "dnf install libglvnd-egl xcb-util-cursor"),
        ("arch", "pacman -S libglvnd xcb-util-cursor"),
        ("suse", "zypper install libglvnd libxcb-cursor0"),
    ],
)
def test_missing_libraries_come_with_the_one_command_that_installs_them(family: str, command: str) -> None:
    absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    missing = system_libraries.missing_libraries(for_window=True, loads=lambda file: file not in absent, system="linux")
    message = system_libraries.missing_message(missing, family)
    assert "libEGL.so.1, libxcb-cursor.so.0" in message
    assert message.endswith(command)


def test_an_unknown_distribution_hears_which_libraries_are_missing() -> None:
    message = system_libraries.missing_message(system_libraries.TO_DRAW[:1], None)
    assert "libEGL.so.1" in message
    assert "Install the packages that hold them" in message


def test_drawing_into_memory_does_not_ask_for_the_libraries_of_a_window() -> None:
    missing = system_libraries.missing_libraries(for_window=False, loads=lambda _file: False, system="linux")
    assert missing == system_libraries.TO_DRAW


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_have_all_that_qt_needs(system: str) -> None:
    nothing_loads = system_libraries.missing_libraries(for_window=True, loads=lambda _file: False, system=system)
    assert nothing_loads == ()


def test_ci_installs_every_library_that_the_door_asks_for() -> None:
    installed = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split()
    libraries = system_libraries.TO_DRAW + system_libraries.TO_SHOW
    assert {library.debian for library in libraries} <= set(installed)


@pytest.mark.skipif(not in_ci(), reason="only .ci/run is bound to install every library")
def test_the_libraries_are_called_as_the_loader_knows_them() -> None:
    assert system_libraries.missing_libraries(for_window=True) == ()


def test_debian_is_told_the_package_that_makes_virtual_environments() -> None:
    command = system_libraries.venv_command((3, 12), "debian")
    assert command is not None
    assert command.endswith("apt-get install python3.12-venv")
    assert command in str(environment.VenvMissing(command))


def test_a_python_that_cannot_make_virtual_environments_is_noticed_before_anything_is_made(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(environment.VenvMissing, match="cannot make a virtual environment"):
        checkout.set_up()
    assert not checkout.folder.exists()


def test_elsewhere_a_complete_python_is_asked_for() -> None:
    assert system_libraries.venv_command((3, 12), "fedora") is None
    assert "Install a complete Python" in str(environment.VenvMissing(None))


# What it reports


def test_the_summary_has_a_line_per_check_with_how_it_ended() -> None:
    results = [steps.CheckResult("mypy", 0, 12.34), steps.CheckResult("pytest", 1, 100.0)]
    assert steps.summary(results).splitlines() == ["mypy    ok         12.3 s", "pytest  FAILED    100.0 s"]


@pytest.mark.parametrize(("size_bytes", "words"), [(0, "0 bytes"), (1023, "1023 bytes"), (1536, "2 KiB")])
def test_sizes_are_told_as_people_write_them(size_bytes: int, words: str) -> None:
    assert steps.size_words(size_bytes) == words


def test_a_size_of_megabytes_has_one_decimal() -> None:
    assert steps.size_words(5 * 1024 * 1024 // 2) == "2.5 MiB"


def test_only_files_written_now_are_reported(tmp_path: Path) -> None:
    (tmp_path / "new-bom.xlsx").touch()
    began_s = (tmp_path / "new-bom.xlsx").stat().st_mtime
    (tmp_path / "folder").mkdir()
    (tmp_path / "also-new.pdf").touch()
    assert [path.name for path in steps.files_since(tmp_path, began_s)] == ["also-new.pdf", "new-bom.xlsx"]
    assert steps.files_since(tmp_path, began_s + 3600) == ()
