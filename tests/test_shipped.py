"""The files that travel with Wardround are found from a checkout, a wheel and a frozen bundle."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wardround import shipped
from wardround.shipped import ShippedFileMissing, resource, template

ROOT = Path(__file__).resolve().parent.parent


def test_a_checkout_keeps_them_beside_the_source() -> None:
    assert resource("facts", "regions.csv") == ROOT / "resources" / "facts" / "regions.csv"


def test_a_missing_file_is_named_with_what_to_do() -> None:
    with pytest.raises(ShippedFileMissing, match=r"templates/samples/none\.json is missing") as refused:
        template("samples", "none.json")
    assert "Install Wardround again" in str(refused.value)
    assert refused.value.name == "templates/samples/none.json"


def found_from(package: Path, name: str) -> Path:
    """Ask a copy of the package which file it finds, in a process of its own."""
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    shutil.copy(shipped.__file__, package)
    question = f"from wardround.shipped import resource; print(resource({name!r}))"
    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=package.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(answer.stdout.strip())


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_a_wheel_keeps_them_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "wardround"
    path = put(package / "resources" / "facts.json.gz")
    assert found_from(package, "facts.json.gz") == path


def test_a_bundle_keeps_them_where_it_unpacks_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "wardround" / "resources" / "facts.json.gz")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("facts.json.gz") == path


def test_an_installed_package_takes_no_file_from_a_stranger_two_folders_up(tmp_path: Path) -> None:
    put(tmp_path / "resources" / "facts.json.gz")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        found_from(tmp_path / "lib" / "wardround", "facts.json.gz")
    assert "ShippedFileMissing" in failed.value.stderr
