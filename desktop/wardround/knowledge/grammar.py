"""The closed grammar of rules.

A rule is an expression of `and or not in`, comparisons, `+ - * /`, brackets, literals and names of facts. There are
no calls and no attributes; a list of literals stands only after `in`. Python's own parser reads the text, only the
nodes of this grammar are let through, every name and every value is checked against the vocabulary, and what is left
becomes closures (`logic.py`). No text is ever evaluated.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import Any

from wardround.knowledge import logic
from wardround.knowledge.logic import Evaluation, KnownFacts
from wardround.knowledge.vocabulary import CHOICE_TYPES, NUMERIC_TYPES, VocabularyEntry

Vocabulary = Mapping[str, VocabularyEntry]

MAX_CHARACTERS = 2000
MAX_DEPTH = 40
MAX_NUMBER = 1e15
"""Above it a float no longer tells whole numbers apart."""
SHOWN_CHOICES = 12

EQUALITIES: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
ORDERINGS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class RuleRefused(ValueError):
    """A text is not a rule. `position` counts its characters from 1; `what` says what is wrong there."""

    def __init__(self, text: str, position: int, what: str) -> None:
        """Form the sentence that an editor of the rule reads."""
        super().__init__(f"{what} (character {position} of: {text})")
        self.text = text
        self.position = position
        self.what = what


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a rule.

    Parameters
    ----------
    verdict : True, False, or a number; None is not known yet.
    read : the facts that were read on the way, in order. Reading stops where the verdict is certain.
    """

    verdict: bool | float | None
    read: tuple[str, ...]


class Kind(Enum):
    """What an expression yields; the value completes "this is ..."."""

    CONDITION = "a yes or no"
    NUMBER = "a number"
    CHOICE = "a fact with one value of a list"
    SEVERAL = "a fact with several values"
    WORD = "a quoted value"
    WORDS = "a list of quoted values"
    NUMBERS = "a list of numbers"


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked expression over facts.

    Parameters
    ----------
    text : the expression as written.
    kind : `Kind.CONDITION` or `Kind.NUMBER`.
    names : every fact that the expression names, in order; evaluation may read fewer.
    """

    text: str
    kind: Kind
    names: tuple[str, ...]
    evaluation: Evaluation = field(repr=False, compare=False)

    def evaluate(self, facts: KnownFacts) -> Outcome:
        """Return the verdict over the facts; one that is missing or None counts as not known yet."""
        reads: logic.Reads = {}
        verdict = self.evaluation(facts, reads)
        return Outcome(verdict, tuple(reads))


def parse(text: str, vocabulary: Vocabulary) -> Rule:
    """Return the rule that a text states: a condition or a number. Raises RuleRefused."""
    reader = _Reader(text.strip(), vocabulary)
    part = reader.whole()
    if part.kind not in {Kind.CONDITION, Kind.NUMBER}:
        raise reader.refused(part.node, f"a rule gives a yes or no, or a number; this is {part.kind.value}")
    return Rule(reader.text, part.kind, tuple(reader.names), part.evaluation)


def parse_condition(text: str, vocabulary: Vocabulary) -> Rule:
    """Return the rule that a text states, which must be a condition. Raises RuleRefused."""
    rule = parse(text, vocabulary)
    if rule.kind is not Kind.CONDITION:
        raise RuleRefused(rule.text, 1, "this gives a number; compare it with something")
    return rule


@dataclass(frozen=True, slots=True)
class _Part:
    """A checked piece of the expression."""

    node: ast.expr
    kind: Kind
    evaluation: Evaluation
    name: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()


class _Reader:
    """Turns one text into a checked part, noting the facts it names."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.names: dict[str, None] = {}
        self._vocabulary = vocabulary
        # The nodes of the grammar; whatever is not here is refused.
        self._readers: Mapping[type[ast.expr], Callable[[Any, int], _Part]] = {
            ast.BoolOp: self._junction,
            ast.UnaryOp: self._unary,
            ast.Compare: self._comparison,
            ast.BinOp: self._arithmetic,
            ast.Name: self._fact,
            ast.Constant: self._literal,
            ast.Tuple: self._list,
        }

    def whole(self) -> _Part:
        body = self._tree()
        part = self._part(body, 0)
        # Python's parser drops a comment without a word; half a rule must not vanish behind one.
        after = self.text.encode()[body.end_col_offset or 0 :].decode()
        comment = after.lstrip(") \t\f")
        if comment:
            raise RuleRefused(self.text, len(self.text) - len(comment) + 1, "a rule has no comments")
        return part

    def refused(self, node: ast.expr, what: str) -> RuleRefused:
        position = len(self.text.encode()[: node.col_offset].decode()) + 1
        return RuleRefused(self.text, position, what)

    def _tree(self) -> ast.expr:
        if not self.text:
            raise RuleRefused(self.text, 1, "the rule is empty; write True where it always holds")
        if len(self.text) > MAX_CHARACTERS:
            raise RuleRefused(self.text, MAX_CHARACTERS, f"a rule has {MAX_CHARACTERS} characters at most")
        for forbidden, words in (("\n", "is one line"), ("\r", "is one line"), ("\\", "has no backslashes")):
            if forbidden in self.text:
                raise RuleRefused(self.text, self.text.index(forbidden) + 1, f"a rule {words}")
        try:
            return ast.parse(self.text, mode="eval").body
        except SyntaxError as error:
            position = min(max(error.offset or 1, 1), len(self.text) + 1)
            raise RuleRefused(self.text, position, f"not an expression: {error.msg}") from None
        except (ValueError, RecursionError, MemoryError):
            raise RuleRefused(self.text, 1, "not an expression that can be read") from None

    def _part(self, node: ast.expr, depth: int) -> _Part:
        if depth > MAX_DEPTH:
            raise self.refused(node, "the expression is nested too deeply; split the rule")
        read = self._readers.get(type(node))
        if read is None:
            raise self.refused(node, _forbidden(node))
        return read(node, depth)

    def _of_kind(self, kind: Kind, node: ast.expr, depth: int) -> _Part:
        part = self._part(node, depth + 1)
        if part.kind is not kind:
            raise self.refused(node, f"{kind.value} is needed here; this is {part.kind.value}")
        return part

    def _junction(self, node: ast.BoolOp, depth: int) -> _Part:
        parts = [self._of_kind(Kind.CONDITION, value, depth) for value in node.values]
        join = logic.all_of if isinstance(node.op, ast.And) else logic.any_of
        return _Part(node, Kind.CONDITION, join([part.evaluation for part in parts]))

    def _unary(self, node: ast.UnaryOp, depth: int) -> _Part:
        if isinstance(node.op, ast.Not):
            part = self._of_kind(Kind.CONDITION, node.operand, depth)
            return _Part(node, Kind.CONDITION, logic.negation(part.evaluation))
        part = self._part(node.operand, depth + 1)
        if not (isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and part.numbers):
            raise self.refused(node, "a sign is a minus, and stands before a literal number only")
        return self._number(node, -part.numbers[0])

    def _literal(self, node: ast.Constant, _: int) -> _Part:
        match node.value:
            case bool() as truth:
                return _Part(node, Kind.CONDITION, logic.constant(truth))
            case int() | float() as value:
                return self._number(node, value)
            case str() as word:
                return _Part(node, Kind.WORD, logic.constant(word), words=(word,))
            case None:
                raise self.refused(node, "there is no None: what is not known yet stays undecided by itself")
        raise self.refused(node, "a literal is True, False, a number or a quoted value")

    def _number(self, node: ast.expr, value: float) -> _Part:
        if abs(value) > MAX_NUMBER:
            raise self.refused(node, f"no number in a rule is beyond {MAX_NUMBER:,.0f}")
        return _Part(node, Kind.NUMBER, logic.constant(value), numbers=(value,))

    def _fact(self, node: ast.Name, _: int) -> _Part:
        name = node.id
        entry = self._vocabulary.get(name)
        if entry is None:
            raise self.refused(node, f"no fact is called {name}{_hint(name, self._vocabulary)}")
        if entry.type == "bool":
            kind = Kind.CONDITION
        elif entry.type in NUMERIC_TYPES:
            kind = Kind.NUMBER
        elif entry.type in CHOICE_TYPES:
            kind = Kind.SEVERAL if entry.type == "multi" else Kind.CHOICE
        else:
            raise self.refused(node, f"{name} is a {entry.type}; no rule can read it")
        self.names[name] = None
        return _Part(node, kind, logic.fact(name), name=name, choices=entry.choices)

    def _list(self, node: ast.Tuple, depth: int) -> _Part:
        parts = [self._part(element, depth + 1) for element in node.elts]
        nothing = logic.constant("")
        if parts and all(part.kind is Kind.WORD for part in parts):
            return _Part(node, Kind.WORDS, nothing, words=tuple(word for part in parts for word in part.words))
        if parts and all(part.numbers for part in parts):
            numbers = tuple(number for part in parts for number in part.numbers)
            return _Part(node, Kind.NUMBERS, nothing, numbers=numbers)
        raise self.refused(node, "a list holds quoted values only, or numbers only, and at least one")

    def _arithmetic(self, node: ast.BinOp, depth: int) -> _Part:
        operate = ARITHMETIC.get(type(node.op))
        if operate is None:
            raise self.refused(node, "arithmetic is + - * / only")
        one = self._of_kind(Kind.NUMBER, node.left, depth)
        other = self._of_kind(Kind.NUMBER, node.right, depth)
        return _Part(node, Kind.NUMBER, logic.arithmetic(operate, one.evaluation, other.evaluation))

    def _comparison(self, node: ast.Compare, depth: int) -> _Part:
        parts = [self._part(operand, depth + 1) for operand in (node.left, *node.comparators)]
        # a < b < c says what a < b and b < c say.
        links = [self._link(op, left, right) for op, left, right in zip(node.ops, parts, parts[1:], strict=False)]
        return _Part(node, Kind.CONDITION, links[0] if len(links) == 1 else logic.all_of(links))

    def _link(self, op: ast.cmpop, left: _Part, right: _Part) -> Evaluation:
        if isinstance(op, ast.In | ast.NotIn):
            found = self._membership(left, right)
            return logic.negation(found) if isinstance(op, ast.NotIn) else found
        kinds = (left.kind, right.kind)
        if type(op) in ORDERINGS:
            for part in (left, right):
                if part.kind is not Kind.NUMBER:
                    raise self.refused(part.node, f"only numbers are larger or smaller; this is {part.kind.value}")
            return logic.comparison(ORDERINGS[type(op)], left.evaluation, right.evaluation)
        if type(op) not in EQUALITIES:
            raise self.refused(left.node, "'is' compares nothing here; write == or !=")
        if kinds == (Kind.CHOICE, Kind.WORD):
            self._known_words(left, right)
        elif kinds == (Kind.WORD, Kind.CHOICE):
            self._known_words(right, left)
        elif kinds != (Kind.NUMBER, Kind.NUMBER):
            raise self.refused(left.node, _unequal(left, right))
        return logic.comparison(EQUALITIES[type(op)], left.evaluation, right.evaluation)

    def _membership(self, left: _Part, right: _Part) -> Evaluation:
        match left.kind, right.kind:
            case Kind.WORD, Kind.SEVERAL:
                self._known_words(right, left)
                return logic.holds(right.evaluation, left.words[0])
            case Kind.CHOICE, Kind.WORDS:
                self._known_words(left, right)
                return logic.one_of(left.evaluation, frozenset(right.words))
            case Kind.NUMBER, Kind.NUMBERS:
                return logic.one_of(left.evaluation, frozenset(right.numbers))
        what = "'in' asks whether a fact is one of ('x', 'y'), or whether 'x' is among the values of a fact"
        raise self.refused(left.node, f"{what}; here it is {left.kind.value} in {right.kind.value}")

    def _known_words(self, fact: _Part, words: _Part) -> None:
        for word in words.words:
            if fact.choices and word not in fact.choices:
                choices = ", ".join(fact.choices[:SHOWN_CHOICES])
                more = ", ..." if len(fact.choices) > SHOWN_CHOICES else ""
                hint = _hint(word, fact.choices)
                raise self.refused(words.node, f"{word!r} is no value of {fact.name} ({choices}{more}){hint}")


def _forbidden(node: ast.expr) -> str:
    match node:
        case ast.Call():
            return "a rule calls nothing"
        case ast.Attribute() | ast.Subscript():
            return "a rule looks into nothing; name a fact"
        case ast.List() | ast.Set():
            return "write a list in round brackets"
    return f"{type(node).__name__} is not part of the grammar"


def _unequal(left: _Part, right: _Part) -> str:
    if Kind.CONDITION in {left.kind, right.kind}:
        return "a yes or no stands alone, or after not"
    if Kind.SEVERAL in {left.kind, right.kind}:
        return "a fact with several values is asked with 'x' in it"
    return f"== compares two numbers, or a fact and its value; here {left.kind.value} and {right.kind.value}"


def _hint(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""
