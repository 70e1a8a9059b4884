"""How the spread is told: one way on screen, on paper and in the workbook."""

from dataclasses import replace
from decimal import Decimal

from tests.deliverables.example_spread import example_spread
from wardround.deliverables.amounts import DOLLAR, Currency
from wardround.deliverables.spread_words import about, band_words, best_questions, money_band, narrowed, swung, told

EURO = Currency("EUR", Decimal("0.5"), "2026-11-02")


def test_results_are_told_in_the_unit_of_their_reader() -> None:
    assert told(20_100.0, "USD/month", EURO) == "10,050"
    assert told(0.31, "share", DOLLAR) == "31 %"
    assert told(1.25, "s", DOLLAR) == "1.2 s"
    assert told(None, "s", DOLLAR) == "no steady state"


def test_a_band_is_told_from_low_to_high() -> None:
    spread = example_spread()
    assert money_band(spread, EURO) == "EUR 10,050 to 12,400 in eight of ten samples"
    assert band_words(spread.band("response"), DOLLAR) == "0.8 s to no steady state"
    assert money_band(None, DOLLAR) == ""


def test_the_best_question_comes_first_and_each_input_once() -> None:
    spread = example_spread()
    best = best_questions(spread, 5)
    assert [row.input_id for row in best] == ["think.heavy_clerk", "fact.largest_table_rows"]
    assert about(best[0]) == "cost a month"
    assert about(best[1]) == "use of the database server"
    assert narrowed(best[1], DOLLAR) == "15 % to 39 % becomes 17 % to 35 %"


def test_a_band_that_moves_by_less_than_a_per_cent_is_told_finer() -> None:
    row = replace(best_questions(example_spread(), 5)[1], band_now=(0.061, 0.134), band_then=(0.063, 0.128))
    assert narrowed(row, DOLLAR) == "6.1 % to 13.4 % becomes 6.3 % to 12.8 %"


def test_a_swing_without_an_upper_end_keeps_its_lower_one() -> None:
    (row,) = swung(example_spread(), "response", DOLLAR)
    assert (row.low, row.high, row.high_words) == (0.9, None, "no steady state")


def test_the_widest_swing_of_the_cost_comes_first_with_what_it_was_taken_from() -> None:
    first = swung(example_spread(), "cost", DOLLAR)[0]
    assert first.name == "Think time: heavy clerk"
    assert first.detail == "6 to 18 s, assumed"
