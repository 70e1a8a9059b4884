"""The .venv of this checkout: made once, brought up to date only when the dependencies changed."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = Path("packaging", "constraints.txt")
_PYTHON_WORKS = "import pip, sys; sys.exit(sys.version_info < (3, 11))"


class SetupProblem(Exception):
    """Something stands in the way that the person can remove; the message says how."""


class VenvMissing(SetupProblem):
    """The Python that runs cannot make virtual environments."""

    def __init__(self, install_command: str | None) -> None:
        remedy = (
            f"Install it and call this again:\n  {install_command}"
            if install_command
            else "Install a complete Python (the module ensurepip is missing) and call this again with it."
        )
        super().__init__(f"This Python ({sys.executable}) cannot make a virtual environment.\n{remedy}")


class VenvFailed(SetupProblem):
    """Making the virtual environment failed for a reason that Python itself has printed."""

    def __init__(self, folder: Path, exit_code: int) -> None:
        super().__init__(f"The virtual environment {folder} could not be made (exit code {exit_code}): see above.")


class InstallFailed(SetupProblem):
    """Pip failed; it has printed the reason."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(
            f"pip could not install Wardround and its dependencies (exit code {exit_code}); "
            "its reason stands above.\nIf it speaks of a connection: the first call needs a network "
            "(behind a proxy, set HTTPS_PROXY). Then call this again."
        )


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last complete set-up put into .venv: the dependencies it followed, the extras it installed."""

    fingerprint: str
    extras: frozenset[str]

    def covers(self, wanted: Self) -> bool:
        """Return whether nothing needs to be installed for wanted."""
        return self.fingerprint == wanted.fingerprint and self.extras >= wanted.extras


def fingerprint(root: Path) -> str:
    """Return a hash that changes when the dependencies or the place of the checkout do.

    The place counts because an installation for editing points back to it.
    """
    digest = hashlib.sha256(os.fsencode(root))
    for name in (Path("pyproject.toml"), CONSTRAINTS):
        digest.update(b"\0")
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Environment:
    """The virtual environment of the checkout at root."""

    root: Path
    windows: bool = sys.platform == "win32"

    @property
    def folder(self) -> Path:
        """Where the environment lies."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.script("python")

    @property
    def stamp_file(self) -> Path:
        """Where the last complete set-up left its stamp."""
        return self.folder / "wardround-setup.json"

    def script(self, name: str) -> Path:
        """Return the path of a program that is installed in the environment."""
        if self.windows:
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def read_stamp(self) -> Stamp | None:
        """Return the stamp of the last complete set-up; None if there was none or it cannot be read."""
        try:
            content = json.loads(self.stamp_file.read_text(encoding="utf-8"))
            return Stamp(str(content["fingerprint"]), frozenset(map(str, content["extras"])))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write_stamp(self, stamp: Stamp) -> None:
        """Note that everything in stamp is installed."""
        content = {"extras": sorted(stamp.extras), "fingerprint": stamp.fingerprint}
        self.stamp_file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    def missing(self, extras: Iterable[str]) -> Stamp | None:
        """Return what a set-up has to install so that extras are there; None if they are.

        Extras installed before stay in the answer: a demo after a test must not lose the tools of the test.
        """
        wanted = Stamp(fingerprint(self.root), frozenset(extras))
        found = self.read_stamp()
        if found is None or not self.python.exists():
            return wanted
        if found.covers(wanted):
            return None
        return Stamp(wanted.fingerprint, wanted.extras | found.extras)

    def set_up(self, extras: Iterable[str] = ()) -> None:
        """Make the environment hold Wardround, its dependencies and extras; do nothing if it does.

        Raises
        ------
        SetupProblem : if Python cannot make virtual environments, or pip fails.
        """
        stamp = self.missing(extras)
        if stamp is None:
            return
        print(f"Setting up {self.folder}: a few minutes the first time, then only when dependencies change.")
        sys.stdout.flush()
        if not self._works():
            self._create()
        self.stamp_file.unlink(missing_ok=True)  # an interrupted installation must not look complete
        self._install(stamp.extras)
        self.write_stamp(stamp)

    def _works(self) -> bool:
        """Return whether the environment has a Python that is new enough and has pip."""
        if not self.python.exists():
            return False
        return subprocess.run([self.python, "-c", _PYTHON_WORKS], check=False, capture_output=True).returncode == 0

    def _create(self) -> None:
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            raise VenvMissing(system_libraries.venv_command(sys.version_info[:2], system_libraries.this_family()))
        code = subprocess.run([sys.executable, "-m", "venv", "--clear", self.folder], check=False).returncode
        if code != 0:
            raise VenvFailed(self.folder, code)

    def _install(self, extras: frozenset[str]) -> None:
        target = f".[{','.join(sorted(extras))}]" if extras else "."
        quiet = () if sys.stdout.isatty() else ("--quiet",)
        code = subprocess.run(
            [
                *(self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *quiet),
                *("--constraint", CONSTRAINTS, "--editable", target),
            ],
            cwd=self.root,
            check=False,
        ).returncode
        if code != 0:
            raise InstallFailed(code)
