"""Facts that make a rule hold, or not: found by trying the values that the rule itself names."""

import ast
from collections.abc import Iterator, Mapping
from itertools import product

from wardround.knowledge import FactValue, Knowledge, Rule

KNOWLEDGE = Knowledge.load()
FAR = 100_000.0


def cases(rule: Rule) -> Iterator[dict[str, FactValue]]:
    """Yield values for all facts of a rule: every combination of those that could make a difference."""
    words, numbers = _literals(rule.text)
    names = rule.names
    for values in product(*(_values(name, words, numbers) for name in names)):
        yield dict(zip(names, values, strict=True))


def case_with(rule: Rule, verdict: bool) -> dict[str, FactValue]:
    """Return values under which a rule has a verdict. Raises AssertionError where there are none."""
    found = next((values for values in cases(rule) if rule.evaluate(values).verdict is verdict), None)
    assert found is not None, f"no values make this {verdict}: {rule.text}"
    return found


def _literals(text: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    words: dict[str, None] = {}
    numbers: dict[float, None] = {0.0: None, 1.0: None, FAR: None}
    for node in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words[node.value] = None
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            numbers |= dict.fromkeys((float(node.value) - 0.5, float(node.value), float(node.value) + 0.5))
    return tuple(words), tuple(numbers)


def _values(name: str, words: tuple[str, ...], numbers: tuple[float, ...]) -> tuple[FactValue, ...]:
    entry = KNOWLEDGE.facts[name]
    named: Mapping[str, None] = dict.fromkeys(word for word in words if word in entry.choices)
    if entry.type == "bool":
        return (True, False)
    if entry.type == "multi":
        return ((), *((word,) for word in named), tuple(named))
    if entry.type in {"enum", "text"}:
        others = [choice for choice in entry.choices if choice not in named][:1]
        return (*named, *others) if entry.choices else (*words, "something else")
    return numbers
