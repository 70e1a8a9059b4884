"""Documented defaults become values of the right type, and words do not."""

from dataclasses import replace

import pytest

from wardround.knowledge import FactType, FactValue, Question

QUESTION = Question(
    question_id="USR-99",
    step="users_concurrency",
    wizard_step="workload",
    question="How many?",
    help_text="",
    answer_type="int",
    unit="users",
    choices=(),
    range_low=1,
    range_high=100,
    allowed_in_words="",
    default_or_benchmark="20",
    required=True,
    show_if=None,
    drives=(),
    fact="how_many",
    depth="core",
    source="judgement",
)


@pytest.mark.parametrize(
    ("kind", "text", "choices", "value"),
    [
        ("bool", "yes", (), True),
        ("bool", "no", (), False),
        ("bool", "perhaps", (), None),
        ("int", "999", (), 999),
        ("int", "see help", (), None),
        ("int", "2.5", (), None),
        ("decimal", "2", (), 2.0),
        ("decimal", "-0.5", (), -0.5),
        ("decimal", "0.5 FTE per role", (), None),
        ("duration", "240", (), 240),
        ("duration", "0.25", (), 0.25),
        ("enum", "vm", ("vm", "aks"), "vm"),
        ("enum", "nearest allowed", (), None),
        ("multi", "production;test", ("production", "test", "training"), ("production", "test")),
        ("multi", "production;staging", ("production", "test"), None),
        ("multi", "", ("production", "test"), None),
        ("table", "one production database", (), None),
        ("date", "", (), None),
    ],
)
def test_a_default_is_a_value_of_the_answers_type_or_nothing(
    kind: FactType, text: str, choices: tuple[str, ...], value: FactValue
) -> None:
    default = replace(QUESTION, answer_type=kind, default_or_benchmark=text, choices=choices).default
    assert default == value
    assert type(default) is type(value)


def test_a_range_has_both_ends_or_is_none() -> None:
    assert QUESTION.range == (1, 100)
    assert replace(QUESTION, range_high=None).range is None
