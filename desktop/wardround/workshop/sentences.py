"""One sentence for each act, for the undo menu and the list of revisions."""

from __future__ import annotations

from typing import Any

from wardround.assessment import Answer, Assessment, UnknownPath, label_at, value_at
from wardround.store import Edit

LONGEST = 60


def sentence_for(edit: Edit, before: Assessment, after: Assessment) -> str:
    """Return what an edit did, as a person would say it: 'Peak concurrent users set to 150'."""
    label = label_at(edit.path)
    if edit.path.endswith("]"):
        return _row_sentence(edit.path, label, before, after)
    value = value_at(after, edit.path)
    if isinstance(value, Answer):
        earlier = value_at(before, edit.path)
        if value.value == earlier.value:
            return f"{label}: standing, owner or note changed"
        return f"{label} cleared" if value.is_open else f"{label} set to {spoken(value.value)}"
    if isinstance(value, tuple) and value and hasattr(value[0], "key"):
        return f"{label}: {len(value)} rows"
    return f"{label} set to {spoken(value)}"


def _row_sentence(path: str, label: str, before: Assessment, after: Assessment) -> str:
    was, now = _at(before, path), _at(after, path)
    name = spoken(getattr(now or was, "name", None) or getattr(now or was, "key", ""))
    if was is None:
        return f"{label}: '{name}' added"
    return f"{label}: '{name}' removed" if now is None else f"{label}: '{name}' changed"


def _at(assessment: Assessment, path: str) -> Any:  # noqa: ANN401 - a row of any table
    try:
        return value_at(assessment, path)
    except UnknownPath:
        return None


def spoken(value: object) -> str:
    """Return a value as people say it: yes and no, lists with commas, thousands parted, long texts cut."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, tuple | list):
        text = ", ".join(spoken(part) for part in value) or "nothing"
    else:
        text = str(value).replace("_", " ") or "nothing"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
