"""What holds for all tests: Qt draws into memory, and hypothesis takes its profile from where it runs."""

import os

import hypothesis

from tests.outside import in_ci

# Set before pytest-qt starts Qt; who wants to watch sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadlines: how long an example takes is for the benchmarks to say. In CI the same examples every time.
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=30)
hypothesis.settings.load_profile("ci" if in_ci() else "default")
