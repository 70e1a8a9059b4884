"""Publish the JSON Schema of an engagement file, so that other programs can write and check one.

python packaging/schema.py check    say whether the published file is what the model says; exit 1 if it is not
python packaging/schema.py write    write it
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from wardround.assessment import json_schema

PUBLISHED = Path(__file__).resolve().parent.parent / "resources" / "docs" / "engagement.schema.json"


def schema_text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def is_current(published: Path) -> bool:
    """Return whether a file is there and holds the schema of the present model."""
    return published.is_file() and published.read_text(encoding="utf-8") == schema_text()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Publish the JSON Schema of an engagement file.")
    parser.add_argument("command", choices=("check", "write"))
    parser.add_argument("--file", type=Path, default=PUBLISHED, help="the published file")
    chosen = parser.parse_args(arguments)
    if chosen.command == "write":
        chosen.file.parent.mkdir(parents=True, exist_ok=True)
        chosen.file.write_text(schema_text(), encoding="utf-8", newline="\n")
        print(f"Wrote {chosen.file}.")
        return 0
    if is_current(chosen.file):
        print(f"{chosen.file.name} is what the model says.")
        return 0
    print(f"{chosen.file.name} is not what the model says: run this script with the command write.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
