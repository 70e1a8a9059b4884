from datetime import date
from decimal import Decimal

import pytest

from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency

EURO = Currency("EUR", Decimal("0.92"), "2026-11-20")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0 min"),
        (0.7, "42 s"),
        (1.7, "1 min 42 s"),
        (9.99, "10 min"),
        (38, "38 min"),
        (59.6, "1 h"),
        (124, "2 h 04 min"),
        (1440, "24 h"),
        (4320, "3 days"),
        (4800, "3 days 8 h"),
        (None, "not known"),
    ],
)
def test_durations_read_as_people_say_them(value: float | None, words: str) -> None:
    assert amounts.minutes(value) == words


def test_terms_of_support_are_said_in_hours_because_a_day_of_support_has_fewer_than_24() -> None:
    assert amounts.on_the_clock(4800) == "80 h"
    assert amounts.on_the_clock(90) == "1 h 30 min"


def test_a_response_just_above_its_target_does_not_read_like_the_target() -> None:
    assert amounts.response(1.5205) == "1.52 s"
    assert amounts.response(0.08) == "80 ms"
    assert amounts.response(41.72) == "41.7 s"
    assert amounts.response(None) == "saturated"


def test_dollars_are_converted_at_the_entered_rate_and_rounded_once() -> None:
    assert amounts.money(Decimal("15413.82"), EURO) == "EUR 14,181"
    assert amounts.money(Decimal("15413.82"), EURO, cents=True) == "EUR 14,180.71"


def test_a_missing_price_says_so() -> None:
    assert amounts.money(None, EURO) == "no price"


def test_half_a_unit_rounds_away_from_zero() -> None:
    assert amounts.plain_money(Decimal("2.5")) == "3"


def test_a_deduction_carries_a_minus_sign_and_not_a_hyphen() -> None:
    assert amounts.plain_money(Decimal("-678.50"), cents=True) == "\N{MINUS SIGN}678.50"


@pytest.mark.parametrize(
    ("share", "words"), [(0.99979, "99.97 %"), (0.9999, "99.990 %"), (0.999999, "99.999 %"), (0.95, "95.00 %")]
)
def test_availability_is_never_rounded_up(share: float, words: str) -> None:
    assert amounts.availability(share) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026", "2026"),
        ("2026-08", "August 2026"),
        ("2026-08-22", "22 August 2026"),
        ("2026-13", "2026-13"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_partial_price_dates_say_no_more_than_is_known(iso: str, words: str) -> None:
    assert amounts.partial_date(iso) == words


def test_a_range_of_one_date_is_that_date() -> None:
    assert amounts.date_range("2026-08-22", "2026-08-22") == "22 August 2026"
    assert amounts.date_range("2024", "2026-08") == "2024 to August 2026"


@pytest.mark.parametrize(
    ("value", "words"),
    [(1234567, "1,234,567"), (9.4, "9.4"), (0.0448, "0.0448"), (3.0, "3"), (float("inf"), "not known")],
)
def test_numbers_show_three_digits_and_no_empty_decimals(value: float, words: str) -> None:
    assert amounts.number(value) == words


def test_sizes_change_to_tebibytes_when_they_get_long() -> None:
    assert [amounts.gib(size) for size in (3.1, 8.0, 410, 10_240)] == ["3.1 GiB", "8 GiB", "410 GiB", "10 TiB"]


def test_figures_carry_their_unit() -> None:
    assert amounts.value_with_unit(value="15413.82", unit="USD a month") == "15,413.82 USD a month"
    assert amounts.value_with_unit(value=True, unit="") == "yes"
    assert amounts.value_with_unit(value="zone", unit="") == "zone"
    assert amounts.value_with_unit(0.62, "share") == "62.0 %"


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (0.999, 0, "99.9 %"),
        (0.9996, 1, "99.96 %"),
        (0.99999999, 0, "99.9999 %"),
        (0.994, 0, "99 %"),
        (1.0, 0, "100 %"),
        (1.2, 0, "120 %"),
        (0.0, 0, "0 %"),
        (0.0001, 0, "less than 1 %"),
        (Decimal("0.21"), 1, "21.0 %"),
        (None, 0, "not known"),
    ],
)
def test_a_share_is_called_the_whole_or_nothing_only_where_it_is(
    value: float | Decimal | None, decimals: int, words: str
) -> None:
    assert amounts.share(value, decimals) == words


def test_dollars_inside_a_sentence_are_told_in_the_currency_of_the_reader() -> None:
    text = "Meets everything for 837.71 USD more a month, USD 1,000 in all; 5 USD/day and 12 users stay."
    assert amounts.in_currency(text, EURO) == (
        "Meets everything for EUR 771 more a month, EUR 920 in all; 5 USD/day and 12 users stay."
    )
    assert amounts.in_currency("costs 0.05 USD", amounts.DOLLAR) == "costs USD 0.05"


def test_dates_are_written_out() -> None:
    assert amounts.long_date(date(2027, 9, 14)) == "14 September 2027"
    assert amounts.short_date(None) == "not set"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("list prices of 2023-08 to 2026-08-22", "list prices of August 2023 to 22 August 2026"),
        ("Directive (EU) 2022/2555, CVE-2024-1234, SP 800-34", "Directive (EU) 2022/2555, CVE-2024-1234, SP 800-34"),
    ],
)
def test_dates_inside_a_text_are_said_and_other_numbers_left(text: str, said: str) -> None:
    assert amounts.spoken_dates(text) == said
