"""Units of figures in the words of a meeting."""

import pytest

from wardround.wizard.figure_words import figure_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("18444", "USD/month", "USD 18,444 a month"),
        ("900", "USD/day", "USD 900 a day"),
        ("371738", "USD", "USD 371,738"),
        (12, "percent", "12 %"),
        (23302.6, "1/h", "23,303 an hour"),
        (40, "1/s", "40 a second"),
        (560, "messages/h", "560 messages an hour"),
        (3.5, "GiB/day", "3.5 GiB a day"),
        (250, "MB/s", "250 MB/s"),
        (2.7, "cores", "2.7 cores"),
        (0.62, "share", "62.0 %"),
        (True, "", "yes"),
    ],
)
def test_a_figure_is_said_with_its_unit_in_words(value: float | str | bool, unit: str, words: str) -> None:
    assert figure_words(value, unit) == words
