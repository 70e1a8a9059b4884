"""What a client typed, put on one line."""

from hypothesis import given
from hypothesis import strategies as st

from wardround.workshop.one_line import one_line


def test_line_breaks_become_spaces() -> None:
    assert one_line("first\r\nsecond\tthird") == "first second third"


def test_text_cannot_steer_a_terminal() -> None:
    assert one_line("\x1b[2Jgone\x07 \u202etxt.exe") == "[2Jgone txt.exe"


def test_letters_of_any_language_stay() -> None:
    assert one_line("Klinikum Süd, 東京, Łódź") == "Klinikum Süd, 東京, Łódź"


@given(st.text())
def test_no_text_takes_more_than_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
