"""What the commands of dev.py do, once an environment is there to do it in."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import system_libraries
from environment import ROOT, Environment, SetupProblem

DEMO_SAMPLE = ROOT / "templates" / "samples" / "regional-hospital.json"
OUT = ROOT / "out"
INTERRUPTED = 130


class LibrariesMissing(SetupProblem):
    """Qt cannot start because the operating system lacks libraries."""

    def __init__(self, missing: tuple[system_libraries.Library, ...], family: str | None) -> None:
        super().__init__(system_libraries.missing_message(missing, family))


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the test command: a name for the summary, and what to run."""

    name: str
    command: tuple[str | Path, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a check ended, and after how long."""

    name: str
    exit_code: int
    seconds: float


def checks(environment: Environment) -> tuple[Check, ...]:
    """Return the steps of the test command, the quick ones first."""
    python, script = environment.python, environment.script
    return (
        Check("ruff check", (script("ruff"), "check")),
        Check("ruff format", (script("ruff"), "format", "--check")),
        Check("mypy", (python, "-m", "mypy")),
        Check("import contracts", (script("lint-imports"), "--no-logo")),
        Check("facts", (python, ROOT / "packaging" / "facts.py", "check")),
        Check("pytest", (python, "-m", "pytest", "-q")),
    )


def summary(results: Sequence[CheckResult]) -> str:
    """Return one line per check: name, how it ended, seconds."""
    width = max(len(result.name) for result in results)
    return "\n".join(
        f"{result.name:<{width}}  {'ok' if result.exit_code == 0 else 'FAILED':<6}  {result.seconds:7.1f} s"
        for result in results
    )


def size_words(size_bytes: int) -> str:
    """Return the size of a file as people write it, in units of 1,024."""
    kib = 1024
    if size_bytes < kib:
        return f"{size_bytes} bytes"
    if size_bytes < kib * kib:
        return f"{size_bytes / kib:.0f} KiB"
    return f"{size_bytes / kib / kib:.1f} MiB"


def files_since(folder: Path, began_s: float) -> tuple[Path, ...]:
    """Return the files in folder written at or after began_s (seconds since the epoch), by name."""
    coarsest_clock_s = 2  # of the file systems in use: FAT
    return tuple(
        sorted(
            path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime >= began_s - coarsest_clock_s
        )
    )


def _run(command: Sequence[str | Path]) -> int:
    """Run command in the root of the checkout and return its exit code; its output goes where ours goes."""
    sys.stdout.flush()
    # Some of the tools print more than an old console's code page holds.
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, check=False).returncode


def _require_libraries(*, for_window: bool) -> None:
    missing = system_libraries.missing_libraries(for_window=for_window)
    if missing:
        raise LibrariesMissing(missing, system_libraries.this_family())


def _demo(environment: Environment, arguments: list[str]) -> int:
    environment.set_up()
    began_s = time.time()
    wardround = environment.script("wardround")
    code = _run([wardround, "assess", DEMO_SAMPLE, "--out", OUT, *arguments])
    if code != 0:
        return code
    print(f"\nMade in {OUT}:")
    for path in files_since(OUT, began_s):
        print(f"  {path.name:<40}  {size_words(path.stat().st_size):>10}")
    print(f"\nWhy a figure is what it is:\n  {wardround} explain {DEMO_SAMPLE}")
    return 0


def _window(environment: Environment, arguments: list[str]) -> int:
    environment.set_up()
    wardround = environment.script("wardround")
    _require_libraries(for_window="WAYLAND_DISPLAY" not in os.environ)
    return _run([wardround, *arguments])


def _test(environment: Environment, arguments: list[str]) -> int:
    environment.set_up(["dev"])
    _require_libraries(for_window=False)
    results = []
    for check in checks(environment):
        command = [*check.command, *arguments] if check.name == "pytest" else check.command
        print(f"\n== {check.name}")
        began_s = time.monotonic()
        code = _run(command)
        results.append(CheckResult(check.name, code, time.monotonic() - began_s))
    print(f"\n{summary(results)}")
    return 0 if all(result.exit_code == 0 for result in results) else 1


def _bench(environment: Environment, arguments: list[str]) -> int:
    environment.set_up(["dev"])
    _require_libraries(for_window=False)
    benchmarks = (ROOT / "tests" / "benchmarks", "--benchmark-enable", "--benchmark-only")
    return _run([environment.python, "-m", "pytest", *benchmarks, *arguments])


def _pictures(environment: Environment, arguments: list[str]) -> int:
    environment.set_up(["dev"])
    return _run([environment.python, ROOT / "packaging" / "pictures.py", *arguments])


def _accuracy(environment: Environment, arguments: list[str]) -> int:
    environment.set_up(["dev"])
    return _run([environment.python, ROOT / "packaging" / "accuracy.py", *arguments])


def _screenshots(environment: Environment, arguments: list[str]) -> int:
    environment.set_up(["dev"])
    _require_libraries(for_window=False)
    return _run([environment.python, ROOT / "packaging" / "screenshots.py", *arguments])


COMMANDS: dict[str, Callable[[Environment, list[str]], int]] = {
    "demo": _demo,
    "run": _window,
    "test": _test,
    "bench": _bench,
    "pictures": _pictures,
    "screenshots": _screenshots,
    "accuracy": _accuracy,
}


def run_command(name: str, arguments: list[str]) -> int:
    """Run one of COMMANDS and return the exit code; what a person can put right is said in plain words."""
    try:
        return COMMANDS[name](Environment(ROOT), arguments)
    except SetupProblem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
