"""What must hold between the rows of this room, beyond what each cell says for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from math import isclose
from typing import Any

from wardround.knowledge.grammar import RuleRefused
from wardround.knowledge.questions import Question, typed_default
from wardround.knowledge.references import (
    FIRST_ROW,
    Written,
    cycle_problems,
    reference_problems,
)
from wardround.knowledge.rule_columns import refusals, rule_columns
from wardround.knowledge.rules import parse_residual
from wardround.knowledge.schema import ROW_TYPES
from wardround.knowledge.vocabulary import NUMERIC_TYPES, VocabularyEntry
from wardround.tables import FactProblem

SAME_CHOICES = (
    ("data_classes", "data_classes", "class_id"),
    ("regimes", "regimes", "id"),
    ("dr_pattern_id", "dr_patterns", "pattern_id"),
)
"""Facts whose choices are the ids of a table: fact, table, column."""

WIDTH_COLUMNS = {
    "lognormal": ("lognormal_sigma",),
    "triangular": ("triangular_min_factor", "triangular_max_factor"),
}
LEVELS = range(1, 6)
HOURS = tuple(range(24))
_MOVED = re.compile(r"\b(RK|CT)-[A-Z]+-(?:[0-9]+|\*)")


def check(written: Written) -> list[FactProblem]:
    """Return everything that is wrong between the tables of this room.

    Parameters
    ----------
    written : table name -> all rows of its file, in order, of the type that `TABLES` names.
    """
    problems = [
        *_rule_problems(written),
        *reference_problems(written),
        *cycle_problems(written),
        *_vocabulary_problems(written),
        *_fact_use_problems(written),
        *_question_problems(written),
        *_score_problems(written),
        *_bound_problems(written),
        *_sum_problems(written),
        *_missing_cell_problems(written),
        *_signal_problems(written),
    ]
    return sorted(problems, key=lambda problem: (problem.file, problem.row, problem.column))


def _rows(written: Written, table: str) -> Iterator[tuple[int, Any]]:
    return iter(enumerate(written.get(table, ()), start=FIRST_ROW))


def _rule_problems(written: Written) -> Iterator[FactProblem]:
    vocabulary = {entry.fact: entry for entry in written.get("rule_facts", ())}
    for table, row_type in ROW_TYPES.items():
        if not rule_columns(row_type):
            continue
        for number, row in _rows(written, table):
            for column, refused in refusals(row_type, row, vocabulary):
                yield FactProblem(f"{table}.csv", number, column, str(refused))


def _vocabulary_problems(written: Written) -> Iterator[FactProblem]:
    asked: dict[str, Question] = {row.fact: row for row in written.get("questions", ())}
    for number, entry in _rows(written, "rule_facts"):
        question = asked.get(entry.fact)
        if (entry.layer == "input") != (question is not None):
            what = "an input has a question of its own, and nothing else has"
            yield FactProblem("rule_facts.csv", number, "layer", what)
        elif question is not None:
            for column, mine, theirs in _shared_columns(entry, question):
                if mine != theirs:
                    what = f"{_shown(mine)} here, {_shown(theirs)} in questions.csv for {question.question_id}"
                    yield FactProblem("rule_facts.csv", number, column, what)
        for fact, table, column in SAME_CHOICES:
            odd = set(entry.choices) ^ {getattr(row, column) for row in written.get(table, ())}
            if entry.fact == fact and odd:
                what = f"the choices are the ids of {table}.csv; only one has {', '.join(sorted(odd))}"
                yield FactProblem("rule_facts.csv", number, "choices", what)


def _fact_use_problems(written: Written) -> Iterator[FactProblem]:
    entries: dict[str, VocabularyEntry] = {row.fact: row for row in written.get("rule_facts", ())}
    periods = entries["blackout_periods"].choices if "blackout_periods" in entries else ()
    for number, freeze in _rows(written, "public_calendars"):
        if freeze.con_12_value and freeze.con_12_value not in periods:
            what = f"{freeze.con_12_value} is no value of blackout_periods"
            yield FactProblem("public_calendars.csv", number, "con_12_value", what)
    for number, activity in _rows(written, "activities"):
        entry = entries.get(activity.scale_fact)
        if entry is not None and entry.type not in NUMERIC_TYPES:
            what = f"{activity.scale_fact} is no number, so effort cannot grow with it"
            yield FactProblem("activities.csv", number, "scale_fact", what)
        if bool(activity.elapsed_days_min) != bool(activity.elapsed_source):
            what = "a least elapsed time needs a source, and a source a time"
            yield FactProblem("activities.csv", number, "elapsed_source", what)


def _shared_columns(entry: VocabularyEntry, question: Question) -> Iterator[tuple[str, object, object]]:
    yield "type", entry.type, question.answer_type
    yield "produced_by", entry.produced_by, question.question_id
    for column in ("unit", "choices", "range_low", "range_high"):
        yield column, getattr(entry, column), getattr(question, column)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(value) or "nothing"
    return "nothing" if value in (None, "") else str(value)


def _question_problems(written: Written) -> Iterator[FactProblem]:
    known = {row.risk_id for row in written.get("risks", ())}
    known |= {row.control_id for row in written.get("controls", ())}
    first: dict[str, int] = {}
    for number, question in _rows(written, "questions"):
        if first.setdefault(question.fact, number) != number:
            what = f"the question in row {first[question.fact]} gives {question.fact} already"
            yield FactProblem("questions.csv", number, "fact", what)
        wrong = _wrong_default(question)
        if wrong:
            yield FactProblem("questions.csv", number, "default_or_benchmark", wrong)
        for found in _MOVED.finditer(";".join(question.drives)):
            name = found[0]
            stem = name.rstrip("*")
            if name not in known and not (stem != name and any(other.startswith(stem) for other in known)):
                yield FactProblem("questions.csv", number, "drives", f"there is no {name}")


def _wrong_default(question: Question) -> str:
    text = question.default_or_benchmark
    in_words = question.answer_type in {"table", "date"}
    if not text or in_words or (question.answer_type == "enum" and not question.choices):
        return ""
    default = typed_default(question.answer_type, text, question.choices)
    if default is None:
        return f"{text!r} is no {question.answer_type} that the question allows"
    if question.range_low is None or question.range_high is None or not isinstance(default, int | float):
        return ""
    if question.range_low <= default <= question.range_high:
        return ""
    return f"{text} lies outside {question.range_low:g} to {question.range_high:g}"


def _signal_problems(written: Written) -> Iterator[FactProblem]:
    for number, signal in _rows(written, "signals"):
        given = signal.warning is not None or signal.critical is not None
        if (signal.rule == "fixed") != given:
            what = "a fixed signal has a warning or a critical mark, and no other has"
            yield FactProblem("signals.csv", number, "rule", what)
    scales = [(row.axis, row.level) for row in written.get("loss_scales", ())]
    for axis in ("events", "chance", "outage") if scales else ():
        for level in LEVELS:
            if (axis, level) not in scales:
                yield FactProblem("loss_scales.csv", 0, "", f"no row of {axis} has the level {level}")


def _score_problems(written: Written) -> Iterator[FactProblem]:
    for number, risk in _rows(written, "risks"):
        try:
            residual = parse_residual(risk.residual_after_mitigation)
        except RuleRefused:
            continue
        if residual.likelihood > risk.base_likelihood or residual.impact > risk.base_impact:
            what = "mitigation cannot raise a score above its base"
            yield FactProblem("risks.csv", number, "residual_after_mitigation", what)
    scales = written.get("risk_scales", ())
    wanted = {
        "likelihood": set(LEVELS),
        "impact": set(LEVELS),
        "risk_band_product": {one * other for one in LEVELS for other in LEVELS},
    }
    for scale, scores in wanted.items() if scales else ():
        bands = [row for row in scales if row.scale == scale]
        for score in sorted(scores):
            count = sum(row.score_low <= score <= row.score_high for row in bands)
            if count != 1:
                yield FactProblem("risk_scales.csv", 0, "", f"{count} rows of {scale} hold the score {score}")


def _bound_problems(written: Written) -> Iterator[FactProblem]:
    for table, row_type in ROW_TYPES.items():
        names = [field.name for field in fields(row_type)]
        for low, middle, high in _bounds(names):
            for number, row in _rows(written, table):
                values = [value for name in (low, middle, high) if name and (value := getattr(row, name)) is not None]
                if values != sorted(values):
                    order = " <= ".join(name for name in (low, middle, high) if name)
                    yield FactProblem(f"{table}.csv", number, low, f"the values must rise: {order}")


def _bounds(names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the columns that bound a value: the low one, the value, the high one; the value may be missing."""
    for low in names:
        stem = low.removesuffix("low").removesuffix("_")
        high = f"{stem}_high" if stem else "high"
        if low == "low" or low.endswith("_low"):
            candidates = (f"{stem}_likely", stem, f"default_{stem}", f"{stem}_of_day", "" if stem else "value")
            middle = next((name for name in candidates if name and name in names), "")
            yield low, middle, high


def _sum_problems(written: Written) -> Iterator[FactProblem]:
    mixes: dict[str, float] = {}
    for row in written.get("activity_mix", ()):
        mixes[row.level_id] = mixes.get(row.level_id, 0) + row.share
    for level, total in mixes.items():
        if not isclose(total, 1, abs_tol=1e-6):
            what = f"the shares of {level} add up to {total:g}, not to 1"
            yield FactProblem("activity_mix.csv", 0, "share", what)
    days: dict[tuple[str, str], dict[int, float]] = {}
    for row in written.get("hourly_profiles", ()):
        days.setdefault((row.profile_id, row.day_type), {})[row.hour_local] = row.share_of_day
    for (profile, day_type), shares in days.items():
        if tuple(sorted(shares)) != HOURS:
            what = f"{profile} on a {day_type} does not have the 24 hours 0 to 23"
            yield FactProblem("hourly_profiles.csv", 0, "hour_local", what)
        if not isclose(sum(shares.values()), 1, abs_tol=1e-3):
            what = f"the shares of {profile} on a {day_type} add up to {sum(shares.values()):g}, not to 1"
            yield FactProblem("hourly_profiles.csv", 0, "share_of_day", what)


def _missing_cell_problems(written: Written) -> Iterator[FactProblem]:
    for number, fact in _rows(written, "sizing_facts"):
        if (fact.value is None) == (not fact.text):
            what = "a row has either a number here or words in 'text'"
            yield FactProblem("sizing_facts.csv", number, "value", what)
    for number, width in _rows(written, "standing_widths"):
        for column in WIDTH_COLUMNS[width.distribution]:
            if getattr(width, column) is None:
                what = f"a {width.distribution} distribution needs it"
                yield FactProblem("standing_widths.csv", number, column, what)
