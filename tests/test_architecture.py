"""The floors of the house hold, and what the contracts in pyproject.toml cannot see holds too."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desktop" / "wardround"
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports.exe" if sys.platform == "win32" else "lint-imports")

# Whom a room may know, where that is narrower than "whatever lies below".
KNOWS = {
    "assessment": {"assessment"},
    "store": {"assessment", "store"},
    "intake": {"assessment", "catalogue", "intake", "knowledge", "shipped", "tables"},
}
# The engine gets its dates, its random numbers and its data handed in; these would fetch them.
FETCHING_NAMES = {"__import__", "eval", "exec", "input", "open", "print"}
FETCHING_METHODS = {
    "default_rng",
    "fromfile",
    "load",
    "loadtxt",
    "now",
    "read_text",
    "seed",
    "today",
    "utcnow",
}


def modules_in(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # It looks for the package in the folder it runs in before anywhere else.
    command: list[str | Path] = [LINT_IMPORTS, "--no-cache", "--no-logo", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")


def test_every_import_respects_the_floors() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture
def empty_house(tmp_path: Path) -> Path:
    """Return a folder with our contracts and a package that has our rooms with nothing in them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "wardround"
    rooms = [
        "assessment",
        "catalogue",
        "knowledge",
        "engine",
        "deliverables",
        "store",
        "intake",
        "workshop",
        "wizard",
    ]
    for folder in (package, *(package / room for room in rooms)):
        folder.mkdir()
        (folder / "__init__.py").touch()
    for module in ("cli", "tables", "shipped"):
        (package / f"{module}.py").touch()
    return tmp_path


def test_an_empty_house_keeps_all_contracts(empty_house: Path) -> None:
    outcome = lint_imports(empty_house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("engine/cost.py", "from wardround.deliverables import charts", "Nobody imports upwards or sideways"),
        ("catalogue/sizes.py", "import wardround.knowledge", "Nobody imports upwards or sideways"),
        ("plumbing.py", "", "Nobody imports upwards or sideways"),
        ("workshop/history.py", "from PySide6.QtCore import QObject", "Only the wizard knows Qt"),
        ("cli.py", "import PySide6", "Only the wizard knows Qt"),
        ("engine/demand.py", "import os.path", "The engine reaches no file, clock, socket or random source"),
        (
            "engine/spread.py",
            "from random import random",
            "The engine reaches no file, clock, socket or random source",
        ),
        ("catalogue/packs.py", "import urllib.request", "Only the catalogue's update opens a socket"),
        ("intake/inventory.py", "import socket", "Only the catalogue's update opens a socket"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(empty_house: Path, module: str, line: str, contract: str) -> None:
    (empty_house / "wardround" / "deliverables" / "charts.py").touch()
    (empty_house / "wardround" / module).write_text(f"{line}\n", encoding="utf-8")
    outcome = lint_imports(empty_house)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert f"{contract} BROKEN" in outcome.stdout
    assert outcome.stdout.count("BROKEN") == 1


def test_what_the_contracts_allow_is_allowed(empty_house: Path) -> None:
    package = empty_house / "wardround"
    (package / "wizard" / "window.py").write_text("from PySide6.QtWidgets import QMainWindow\n", encoding="utf-8")
    (package / "catalogue" / "update.py").write_text("import urllib.request\n", encoding="utf-8")
    (package / "engine" / "roadmap.py").write_text("from datetime import date\nimport numpy\n", encoding="utf-8")
    (package / "cli.py").write_text("def main(): from wardround.wizard import window\n", encoding="utf-8")
    outcome = lint_imports(empty_house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_starting_the_command_line_does_not_load_qt() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, wardround.cli; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "wardround.cli" in loaded
    assert [name for name in loaded if name.partition(".")[0] in {"PySide6", "shiboken6"}] == []


def test_outside_the_wizard_nothing_names_qt_not_even_in_a_string() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules_in(PACKAGE)
        if "wizard" not in path.relative_to(PACKAGE).parts
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("PySide6"))
        or (isinstance(node, ast.Import | ast.ImportFrom) and "PySide6" in ast.unparse(node))
    ]
    assert named == []


@pytest.mark.parametrize("room", KNOWS)
def test_a_room_knows_only_whom_it_may(room: str) -> None:
    strangers = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path, tree in modules_in(PACKAGE / room)
        for line, name in imports_of(tree)
        if name.startswith("wardround.") and name.split(".")[1] not in KNOWS[room]
    ]
    assert strangers == []


def test_the_engine_calls_nothing_that_fetches_data_dates_or_chance() -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} calls {ast.unparse(node.func)}"
        for path, tree in modules_in(PACKAGE / "engine")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in FETCHING_NAMES)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in FETCHING_METHODS)
        )
    ]
    assert calls == []
