"""Texts made shorter so that what is left reads as a whole."""

from hypothesis import given
from hypothesis import strategies as st

from wardround.deliverables.content.clauses import in_clauses


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert in_clauses("Short, and whole.", 40) == "Short, and whole."


def test_a_sentence_is_kept_whole_and_the_clause_of_the_next_is_left_out() -> None:
    text = "The database stays on servers anyway. The next best, Kubernetes, would cost more."
    assert in_clauses(text, 55) == "The database stays on servers anyway."


def test_one_long_sentence_ends_with_a_clause_and_a_full_stop() -> None:
    text = "If 3.7 hours to recover were acceptable, a cheaper pattern would do: pilot light in the second region."
    assert in_clauses(text, 85) == "If 3.7 hours to recover were acceptable, a cheaper pattern would do."


def test_the_commas_of_numbers_part_nothing() -> None:
    assert (
        in_clauses("Between 16,900 and 20,600 a month and more without an end", 30) == "Between 16,900 and 20,600 a …"
    )


@given(st.text(), st.integers(min_value=5, max_value=200))
def test_a_text_never_grows(text: str, most: int) -> None:
    assert len(in_clauses(text, most)) <= max(most, 1) + 2
