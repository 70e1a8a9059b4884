"""One sentence for each act, for the undo menu and the list of revisions."""

from __future__ import annotations

from typing import Any

from wardround.assessment import REFERENCES, THE_ERP, Answer, Assessment, Row, UnknownPath, label_at, value_at
from wardround.deliverables.words import counted, within
from wardround.store import Edit
from wardround.workshop.choice_words import DATA_CLASSES, NUMBERS, words_at
from wardround.workshop.shapes import Kind, shape_at
from wardround.workshop.table_words import telling_columns
from wardround.workshop.typed import unit_words, value_shown

LONGEST = 60
_NOT_SPOKEN_OF = frozenset({"by", "at"})
"""What the gate writes into a row by itself."""


def sentence_for(edit: Edit, before: Assessment, after: Assessment) -> str:
    """Return what an edit did, as a person would say it: 'Peak concurrent users set to 150'."""
    row, _, column = edit.path.partition("].")
    if "[" in row:
        return _row_sentence(row if not column else f"{row}]", before, after)
    label = label_at(edit.path)
    value, earlier = value_at(after, edit.path), value_at(before, edit.path)
    if isinstance(value, Answer):
        if value.value == earlier.value:
            return f"{label}: {_about(value, earlier)}"
        return f"{label} cleared" if value.is_open else f"{label} set to {spoken_at(edit.path, value.value, after)}"
    if isinstance(value, tuple) and any(isinstance(part, Row) for part in (*value, *earlier)):
        return f"{label}: {counted(len(value), 'row')}"
    return f"{label} set to {spoken_at(edit.path, value, after)}" if value else f"{label} cleared"


def _about(value: Answer[Any], earlier: Answer[Any]) -> str:
    """Return what changed about an answer whose value stayed."""
    if value.standing is not earlier.standing:
        return f"now {value.standing.value}"
    changed = [name for name in ("owner", "due", "note") if getattr(value, name) != getattr(earlier, name)]
    if len(changed) != 1:
        return "owner, due date or note changed"
    what = {"owner": "owner", "due": "due date", "note": "note"}[changed[0]]
    return f"{what} {'set' if getattr(value, changed[0]) else 'cleared'}"


def _row_sentence(path: str, before: Assessment, after: Assessment) -> str:
    label = label_at(path)
    was, now = _at(before, path), _at(after, path)
    name = _shortened(name_of_row(path, now or was, after if now else before))
    if was is None or now is None:
        return f"{label}: '{name}' {'added' if was is None else 'removed'}"
    changed = [
        column
        for column in type(now).model_fields
        if column not in _NOT_SPOKEN_OF and getattr(now, column) != getattr(was, column)
    ]
    if len(changed) != 1:
        return f"{label}: '{name}' changed"
    column_path = f"{path.partition('[')[0]}.{changed[0]}"
    said = spoken_at(column_path, getattr(now, changed[0]), after)
    return f"{label}, '{name}': {within(shape_at(column_path).label)} set to {said}"


def name_of_row(path: str, row: Any, assessment: Assessment) -> str:  # noqa: ANN401 - a row of any table
    """Return what people call a row: its name, else what its telling columns say."""
    table = path.partition("[")[0]
    said = (
        spoken_at(f"{table}.{column}", value, assessment)
        for column in telling_columns(table)
        if (value := getattr(row, column))
    )
    return ", ".join(said) or str(row.key)


def _at(assessment: Assessment, path: str) -> Any:  # noqa: ANN401 - a row of any table
    try:
        return value_at(assessment, path)
    except UnknownPath:
        return None


def spoken_at(path: str, value: Any, assessment: Assessment) -> str:  # noqa: ANN401 - as the path says
    """Return a value in the words of its place: '4 h' for minutes, 'Virtual machine on site' for a code.

    Names that only a fact table knows are spoken by their code.
    """
    shape = shape_at(path)
    if value in (None, "", ()):
        return "nothing"
    text = value_shown(value, shape, _Words(assessment))
    if shape.kind is Kind.YES_NO:
        text = text.lower()
    elif shape.kind is Kind.CHOICES:
        text = text.replace("; ", ", ")
    elif shape.kind in {Kind.WHOLE, Kind.NUMBER} and shape.unit:
        text = f"{text} {unit_words(shape.unit, assessment)}".rstrip()
    return _shortened(text)


class _Words:
    """The words for codes that need no fact table."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    def words(self, path: str, code: object) -> str:
        """Return the word for a code at a path."""
        if path in NUMBERS and isinstance(code, int):
            return NUMBERS[path].get(code, str(code))
        word = words_at(path).get(str(code)) or DATA_CLASSES.get(str(code))
        return word or self._row_name(path, code) or str(code).replace("_", " ")

    def _row_name(self, path: str, code: object) -> str:
        if code == THE_ERP:
            return "the ERP"
        for reference in REFERENCES:
            if f"{reference.table}.{reference.column}" == path:
                for target in reference.targets:
                    for row in value_at(self._assessment, target):
                        if row.key == code:
                            return str(getattr(row, "name", code))
        return ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
