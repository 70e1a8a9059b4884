"""Modifiers and residual scores of a risk, as they are written."""

import pytest

from tests.knowledge.example_vocabulary import VOCABULARY
from wardround.knowledge import Residual, RuleRefused, parse_modifiers, parse_residual


def test_modifiers_come_in_the_order_in_which_they_are_written() -> None:
    first, second = parse_modifiers("L+1: users > 400 ; I-2: not audited", VOCABULARY)
    assert (first.axis, first.delta, first.rule.text) == ("L", 1, "users > 400")
    assert (second.axis, second.delta, second.rule.text) == ("I", -2, "not audited")


def test_no_text_is_no_modifiers() -> None:
    assert parse_modifiers("", VOCABULARY) == ()


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ("users > 400", 1, "a modifier begins with L or I"),
        ("L1: audited", 1, "a modifier begins with L or I"),
        ("X+1: audited", 1, "a modifier begins with L or I"),
        ("L+9: audited", 1, "a modifier begins with L or I"),
        ("L+1: audited ;", 15, "a modifier begins with L or I"),
        ("L+1: audited ; I+1: usres > 3", 21, "no fact is called usres"),
        ("L+1:", 5, "the rule is empty"),
        ("L+1: users + 1", 6, "compare it with something"),
    ],
)
def test_a_broken_modifier_is_refused_with_its_place_in_the_whole_text(text: str, position: int, what: str) -> None:
    with pytest.raises(RuleRefused) as caught:
        parse_modifiers(text, VOCABULARY)
    assert what in caught.value.what
    assert caught.value.position == position
    assert caught.value.text == text


def test_a_residual_score_has_a_likelihood_and_an_impact() -> None:
    assert parse_residual("L=2;I=3") == Residual(likelihood=2, impact=3)


@pytest.mark.parametrize("text", ["", "L=2", "I=3;L=2", "L=0;I=3", "L=2;I=6", "L=2; I=3"])
def test_anything_else_is_no_residual_score(text: str) -> None:
    with pytest.raises(RuleRefused, match="a residual score reads like 'L=2;I=3'"):
        parse_residual(text)
