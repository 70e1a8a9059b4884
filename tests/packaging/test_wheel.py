"""The wheel carries all that Wardround needs, and finds it again where it is installed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("folder", ["resources", "templates"])
def test_the_wheel_holds_every_file_of_the_folders_that_travel_with_it(wheel: Path, folder: str) -> None:
    wanted = {
        f"wardround/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_package_and_nothing_of_the_checkout_around_it(wheel: Path) -> None:
    top_level = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top_level if not name.endswith(".dist-info")} == {"wardround"}


def test_the_wheel_carries_licence_notice_and_types(wheel: Path) -> None:
    names = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    assert {"LICENSE", "NOTICE", "py.typed"} <= names


def test_an_installed_wheel_finds_its_own_files_and_not_those_of_a_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from wardround.shipped import resource, template\n"
        "print(resource('facts'), template('samples'), sep='\\n')"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    package = tmp_path.resolve() / "wardround"
    assert [Path(path) for path in found] == [
        package / "resources" / "facts",
        package / "templates" / "samples",
    ]
