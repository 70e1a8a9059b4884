"""Garbage is looked for, but what the program loaded is not looked through again."""

import gc
from collections.abc import Iterator

import pytest

from wardround.wizard import collecting


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_the_program_loads() -> None:
    collecting.hold()
    assert not gc.isenabled()


def test_once_loaded_garbage_is_collected_and_what_stays_is_left_alone() -> None:
    stays: list[list[int]] = [[] for _ in range(1000)]
    collecting.hold()
    collecting.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(stays)


def test_where_loading_failed_garbage_is_collected_as_ever() -> None:
    collecting.hold()
    collecting.resume()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
