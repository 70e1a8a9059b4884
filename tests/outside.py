"""Programs of the operating system that some tests need: missing, they fail in CI and skip elsewhere."""

import os
import shutil
from pathlib import Path

import pytest


def in_ci() -> bool:
    """Return whether the tests run in continuous integration, where no program may be missing."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def outside_program(*names: str) -> Path:
    """Return the path of the first of names that is installed.

    Without one the test that asks is skipped with a word; in CI, where .ci/run installs them all, it fails.
    """
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    reason = f"{' or '.join(names)} is not installed (.ci/run lists the packages that the tests need)"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
