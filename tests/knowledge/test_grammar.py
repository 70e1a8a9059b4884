"""What a rule may say, and what an editor is told who writes something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.example_vocabulary import VOCABULARY
from wardround.knowledge import FactValue, Kind, RuleRefused, parse, parse_condition

FACTS: dict[str, FactValue] = {
    "backed_up": True,
    "audited": False,
    "users": 400,
    "sites": 0,
    "growth_pct": 12.5,
    "rto_minutes": 240,
    "tenancy": "shared",
    "pattern": "DRP-08",
    "regimes": ("HIPAA", "SOX"),
}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("True", True),
        ("False", False),
        ("backed_up", True),
        ("not backed_up", False),
        ("backed_up and not audited", True),
        ("audited or users >= 400", True),
        ("users > 400 or users < 400", False),
        ("growth_pct == 12.5 and users != 401", True),
        ("0 < users <= 400", True),
        ("growth_pct > -20", True),
        ("tenancy == 'shared'", True),
        ("'shared' != tenancy", False),
        ("tenancy in ('shared', 'dedicated_db')", True),
        ("tenancy not in ('dedicated_vm',)", True),
        ("users in (1, 400)", True),
        ("pattern == 'DRP-08'", True),
        ("'HIPAA' in regimes", True),
        ("'GDPR' not in regimes", True),
        ("rto_minutes / 60 > 3 + 0.5", True),
        ("users * 12 - 800 == 4000", True),
        ("(audited or backed_up) and ('SOX' in regimes)", True),
    ],
)
def test_a_rule_over_known_facts_says_yes_or_no(text: str, verdict: bool) -> None:
    assert parse(text, VOCABULARY).evaluate(FACTS).verdict is verdict


def test_a_rule_may_be_a_number() -> None:
    rule = parse("users * 2 + 0.5", VOCABULARY)
    assert rule.kind is Kind.NUMBER
    assert rule.evaluate(FACTS).verdict == 800.5


def test_a_rule_keeps_its_text_and_the_facts_it_names_in_order() -> None:
    rule = parse("  users > 3 and (backed_up or users < 2)  ", VOCABULARY)
    assert rule.text == "users > 3 and (backed_up or users < 2)"
    assert rule.names == ("users", "backed_up")


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ("", 1, "the rule is empty"),
        ("user > 3", 1, "no fact is called user; did you mean users?"),
        ("backed_up and zzz", 15, "no fact is called zzz"),
        ("tenancy == 'dedicated'", 12, "'dedicated' is no value of tenancy (shared, dedicated_db, dedicated_vm)"),
        ("tenancy in ('shared', 'dedicated_d')", 12, "did you mean dedicated_db?"),
        ("'HIPPA' in regimes", 1, "'HIPPA' is no value of regimes (HIPAA, GDPR, SOX); did you mean HIPAA?"),
        ("backed_up == True", 1, "a yes or no stands alone, or after not"),
        ("regimes == 'SOX'", 1, "a fact with several values is asked with 'x' in it"),
        ("users == 'many'", 1, "== compares two numbers, or a fact and its value"),
        ("tenancy == pattern", 1, "== compares two numbers, or a fact and its value"),
        ("tenancy > 'shared'", 1, "only numbers are larger or smaller"),
        ("3 < tenancy", 5, "only numbers are larger or smaller; this is a fact with one value of a list"),
        ("users", 1, "this gives a number; compare it with something"),
        ("tenancy", 1, "a rule gives a yes or no, or a number"),
        ("'shared'", 1, "this is a quoted value"),
        ("('shared', 'x')", 1, "this is a list of quoted values"),
        ("users and backed_up", 1, "a yes or no is needed here; this is a number"),
        ("not tenancy", 5, "a yes or no is needed here"),
        ("backed_up + 1 > 2", 1, "a number is needed here; this is a yes or no"),
        ("users > 1 + 'x'", 13, "a number is needed here; this is a quoted value"),
        ("users ** 2 > 9", 1, "arithmetic is + - * / only"),
        ("users % 2 > 0", 1, "arithmetic is + - * / only"),
        ("-users < 3", 1, "stands before a literal number only"),
        ("+3 < users", 1, "stands before a literal number only"),
        ("-True < users", 1, "stands before a literal number only"),
        ("users in ('one', 2)", 10, "a list holds quoted values only, or numbers only"),
        ("users in ()", 10, "a list holds quoted values only, or numbers only"),
        ("tenancy in 'shared'", 1, "'in' asks whether"),
        ("tenancy in regimes", 1, "'in' asks whether"),
        ("users in regimes", 1, "'in' asks whether"),
        ("tenancy in ['shared']", 12, "write a list in round brackets"),
        ("tenancy is 'shared'", 1, "write == or !="),
        ("users == None", 10, "there is no None"),
        ("users > 3j", 9, "a literal is True, False, a number or a quoted value"),
        ("users > 1e300", 9, "no number in a rule is beyond"),
        ("len(regimes) > 1", 1, "a rule calls nothing"),
        ("users.real > 1", 1, "a rule looks into nothing"),
        ("regimes[0] == 'SOX'", 1, "a rule looks into nothing"),
        ("[x for x in regimes]", 1, "ListComp is not part of the grammar"),
        ("users if backed_up else sites", 1, "IfExp is not part of the grammar"),
        ("(lambda: 1)", 2, "Lambda is not part of the grammar"),
        ("(users := 3) > 2", 2, "NamedExpr is not part of the grammar"),
        ("f'{users}' == 'x'", 1, "JoinedStr is not part of the grammar"),
        ("users > 3\nand backed_up", 10, "a rule is one line"),
        ("pattern == 'a\\x41'", 14, "a rule has no backslashes"),
        ("backed_up # and audited", 11, "a rule has no comments"),
        ("(backed_up) # and audited", 13, "a rule has no comments"),
        ("go_live == '2026-01-01'", 1, "go_live is a date; no rule can read it"),
        ("systems", 1, "systems is a table; no rule can read it"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_place_and_the_reason(text: str, position: int, what: str) -> None:
    with pytest.raises(RuleRefused) as caught:
        parse_condition(text, VOCABULARY)
    refused = caught.value
    assert what in refused.what
    assert refused.position == position
    assert str(refused) == f"{refused.what} (character {position} of: {text})"


@pytest.mark.parametrize("text", ["users >", "users = 3", "users > 3; backed_up", "(users > 3", "'shared == tenancy"])
def test_what_is_no_expression_is_refused_with_the_place_where_reading_stopped(text: str) -> None:
    # Where exactly Python's parser stops is its own business and differs between releases.
    with pytest.raises(RuleRefused, match="not an expression") as caught:
        parse(text, VOCABULARY)
    assert 1 <= caught.value.position <= len(text) + 1


def test_a_place_counts_characters_and_not_bytes() -> None:
    with pytest.raises(RuleRefused) as caught:
        parse("pattern == 'Zürich' and nothing", VOCABULARY)
    assert caught.value.position == len("pattern == 'Zürich' and ") + 1


@pytest.mark.parametrize("text", ["not " * 60 + "backed_up", "-" * 100 + "1 < users", "(" * 500 + "users" + ")" * 500])
def test_a_rule_that_is_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(RuleRefused):
        parse(text, VOCABULARY)


def test_a_rule_that_is_too_long_is_refused() -> None:
    with pytest.raises(RuleRefused, match="2000 characters at most"):
        parse(" or ".join(["backed_up"] * 300), VOCABULARY)


def test_a_sum_may_name_no_condition_where_one_is_wanted() -> None:
    assert parse("users + 1", VOCABULARY).kind is Kind.NUMBER
    with pytest.raises(RuleRefused, match="compare it with something"):
        parse_condition("users + 1", VOCABULARY)


@given(st.text() | st.text(alphabet="users tenancy'\"()<>=!+-*/,.0123456789andornoti\x00\\#\n", max_size=60))
def test_any_text_is_a_rule_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        rule = parse(text, VOCABULARY)
    except RuleRefused as refused:
        place, length = refused.position, len(refused.text)
    else:
        assert rule.kind in {Kind.CONDITION, Kind.NUMBER}
        return
    assert 1 <= place <= length + 1
