"""The one door for whoever works on Wardround: set up, try, check and measure it.

Needs nothing but Python: everything else is installed into .venv beside this checkout, once. This file must
stay readable for a Python 3.6, so that the message about the version can appear; what lies behind the door
(environment.py, steps.py, system_libraries.py) uses all of the wanted version.
"""

import sys

OLDEST_PYTHON = (3, 11)

USAGE = """\
usage: python packaging/dev.py COMMAND

commands:
  demo         assess the regional hospital and write its workbook, PDF and JSON into out/
  run          open the window
  test         run all checks and tests; the last lines say which passed and how long each took
  bench        run the benchmarks
  pictures     draw the pictures of the README anew
  screenshots  take pictures of the window into out/screenshots/, and check them: nothing cut off, nothing overlaps
  accuracy     compare the solver with its reference answers and write resources/docs/accuracy.md

What follows a command is handed on: to wardround by demo and run, to pytest by test and bench.
The first call sets up .venv, which needs a network; later calls do so only when the dependencies changed."""


def old_python(version: "tuple[int, ...]", executable: str) -> str:
    """Return what to tell someone whose Python is too old; empty if it is not.

    version is (major, minor), executable the path of the Python that runs.
    """
    if version >= OLDEST_PYTHON:
        return ""
    oldest, found = (".".join(map(str, numbers)) for numbers in (OLDEST_PYTHON, version))
    return (
        f"Wardround needs Python {oldest} or newer; this is {found} ({executable}).\n"
        "Install a newer one and call it by name, for example: python3.12 packaging/dev.py demo"
    )


def main() -> int:
    """Run the command named on the command line and return the exit code."""
    problem = old_python(sys.version_info[:2], sys.executable)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    import steps  # noqa: PLC0415 - an old Python cannot read it

    command, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("--help", [])
    if command in ("-h", "--help", "help"):
        print(USAGE)
        return 0
    if command not in steps.COMMANDS:
        print(f"There is no command {command!r}.\n\n{USAGE}", file=sys.stderr)
        return 2
    return steps.run_command(command, arguments)


if __name__ == "__main__":
    sys.exit(main())
