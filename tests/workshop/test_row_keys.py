"""A new row gets a key from what it is called, and one of its own."""

import pytest

from wardround.assessment import Row
from wardround.workshop.row_keys import key_for


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ward nurses", "ward-nurses"),
        ("Zürich, Straße 7", "zurich-strasse-7"),
        ("  HL7 (ADT) ", "hl7-adt"),
        ("日本", "row"),
        ("", "row"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_key_is_the_name_in_small_plain_letters(name: str, key: str) -> None:
    assert key_for(name, ()) == key
    assert Row(key=key_for(name, ())).key == key


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert key_for("Nurses", {"nurses"}) == "nurses-2"
    assert key_for("Nurses", {"nurses", "nurses-2"}) == "nurses-3"
