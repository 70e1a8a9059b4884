import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.deliverables.brand import brand_named
from wardround.deliverables.style import blended, printable, shortened, style_of, text_on, width_of, wrapped

BRAND = brand_named("wardround")
STYLE = style_of(BRAND)


@pytest.mark.parametrize(
    "name", ["Łódź", "Çeşme", "Ålesund", "Αθήνα", "Київ", "Đà Nẵng", "a\N{EN DASH}b", "“quoted”", "≤ 5 €"]
)
def test_european_names_are_printed_as_they_are(name: str) -> None:
    assert printable(name, STYLE) == name


def test_letters_in_two_parts_become_one() -> None:
    assert printable("o\u0308", STYLE) == "ö"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("東京 病院", "?? ??"), ("مستشفى", "??????"), ("ok 🏥", "ok ?"), ("a\tb\nc", "a b c"), ("a\x00\u200bb", "ab")],
)
def test_what_the_typeface_lacks_becomes_a_question_mark(text: str, shown: str) -> None:
    assert printable(text, STYLE) == shown


@given(st.text(max_size=60), st.floats(10, 300))
def test_shortened_text_never_runs_wider_than_its_room(text: str, room: float) -> None:
    shown = shortened(printable(text, STYLE), STYLE.regular, 8, room)
    assert width_of(shown, STYLE.regular, 8) <= room


@given(st.text(max_size=200), st.floats(20, 200), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_room_and_its_lines(text: str, room: float, most: int) -> None:
    lines = wrapped(printable(text, STYLE), STYLE.regular, 8, room, most)
    assert len(lines) <= most
    assert all(width_of(line, STYLE.regular, 8) <= room for line in lines)


def test_text_is_dark_on_light_series_and_light_on_dark_ones() -> None:
    colours = BRAND.colours
    assert text_on("#E69F00", colours) == colours.ink
    assert text_on("#0072B2", colours) == colours.surface


def test_colours_blend_between_their_ends() -> None:
    assert blended("#000000", "#FFFFFF", 0) == "#000000"
    assert blended("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert blended("#000000", "#FFFFFF", 0.5) == "#808080"
