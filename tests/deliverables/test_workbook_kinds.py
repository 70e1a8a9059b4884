"""Values find the format and the room that they need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wardround.deliverables.workbook.kinds import Kind, Plain
from wardround.deliverables.workbook.page import lines_of


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.NUMBER, 730.0, Kind.COUNT),
        (Kind.NUMBER, Decimal("6.2"), Kind.NUMBER),
        (Kind.NUMBER, "not known", Kind.NUMBER),
        (Kind.VALUE, "not known yet", Kind.TEXT),
        (Kind.VALUE, date(2026, 11, 20), Kind.DATE),
        (Kind.VALUE, 0.998501, Kind.SMALL),
        (Kind.VALUE, -0.5, Kind.SMALL),
        (Kind.VALUE, 12.5, Kind.VALUE),
        (Kind.VALUE, 3, Kind.COUNT),
        (Kind.MINUTES, 0.02, Kind.TWO_DECIMALS),
        (Kind.MINUTES, 645.871, Kind.ONE_DECIMAL),
        (Kind.MINUTES, 60.0, Kind.COUNT),
        (Kind.MONEY, Decimal("5.00"), Kind.MONEY),
        (Kind.COUNT, None, Kind.COUNT),
    ],
)
def test_a_value_is_written_in_the_kind_that_fits_it(kind: Kind, value: Plain, expected: Kind) -> None:
    assert kind.fitting(value) is expected


def test_no_two_kinds_are_the_same_kind_under_two_names() -> None:
    assert len({kind.name for kind in Kind}) == len(Kind.__members__)


@pytest.mark.parametrize(
    ("kind", "value", "width"),
    [
        (Kind.MONEY, Decimal("1234567.891"), len("1,234,567.89")),
        (Kind.PRICE, Decimal("0.000021"), len("0.000021")),
        (Kind.SHARE, 0.123, len("12.3%")),
        (Kind.COUNT, 1450, len("1,450")),
        (Kind.MONEY, "no price", len("no price")),
        (Kind.TEXT, "a long text that wraps", 0),
        (Kind.LINE, "a text that runs on", 0),
    ],
)
def test_the_room_of_a_value_is_what_its_format_prints(kind: Kind, value: Plain, width: int) -> None:
    assert kind.printed_width(value) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("short", 20, 1), ("a\nb\nc", 20, 3), ("word " * 20, 22, 5), ("x" * 60, 20, 3), ("", 10, 1)],
)
def test_a_text_takes_as_many_lines_as_its_words_need(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines
