"""Durations are typed as people say them, and read back as what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.workshop.durations import minutes_typed, spoken_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4 h", 240),
        ("4h", 240),
        ("15 min", 15),
        ("15m", 15),
        ("1 d 2 h", 1560),
        ("1 day and 2 hours", 1560),
        ("1h30min", 90),
        ("1 h, 30 min", 90),
        ("1:30", 90),
        ("0.5 h", 30),
        ("0,5 h", 30),
        ("2 weeks", 20_160),
        ("30 s", 0.5),
        ("90", 90),
        ("1,440", 1440),
        ("0", 0),
    ],
)
def test_a_duration_is_understood(text: str, minutes: float) -> None:
    assert minutes_typed(text, "minutes") == minutes


def test_a_bare_number_counts_in_the_unit_of_the_field() -> None:
    assert minutes_typed("8", "hours") == 480
    assert minutes_typed("8 min", "hours") == 8


@pytest.mark.parametrize("text", ["", "soon", "4 x", "h", "1:75", "-5", "4 h later"])
def test_anything_else_is_no_duration(text: str) -> None:
    assert minutes_typed(text, "minutes") is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (5, "5 min"),
        (60, "1 h"),
        (90, "1 h 30 min"),
        (1440, "24 h"),
        (4320, "72 h"),
        (5760, "4 d"),
        (5850, "4 d 1 h 30 min"),
        (0.5, "30 s"),
        (7.3, "7.3 min"),
    ],
)
def test_a_duration_is_shown_in_the_words_of_a_meeting(minutes: float, words: str) -> None:
    assert spoken_minutes(minutes) == words


@given(st.integers(0, 200_000) | st.floats(0.001, 10_000).map(lambda minutes: round(minutes, 3)))
def test_what_is_shown_reads_back_as_the_same_duration(minutes: float) -> None:
    assert minutes_typed(spoken_minutes(minutes), "minutes") == pytest.approx(minutes)
