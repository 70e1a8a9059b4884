"""The open engagement: the one gate through which an answer changes.

A change is validated, appended to the file, put into the history and announced, in this order. If the disk refuses,
nothing changed and the person knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import ValidationError

from wardround.assessment import (
    Answer,
    Assessment,
    Problem,
    Row,
    Standing,
    UnknownPath,
    label_at,
    problems_of,
    value_at,
    with_value,
    write_assessment,
)
from wardround.store import Edit, EngagementFile, Kind, Revision, applied
from wardround.workshop.sentences import sentence_for

Why = Literal["edit", "undo", "redo", "import"]
Listener = Callable[["Change"], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners hear: the values before and after, why it changed, and when it was saved."""

    before: Assessment
    after: Assessment
    why: Why
    sentence: str
    saved_at: datetime


class AnswerRefused(ValueError):
    """A value was not taken; ``problems`` say why. The engagement is as it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Act:
    sentence: str
    edits: tuple[Edit, ...]
    before: tuple[Edit, ...]


class OpenEngagement:
    """One engagement with its file, its history, and those who want to hear of changes."""

    def __init__(self, file: EngagementFile, *, now: Callable[[], datetime], by: str) -> None:
        """Take an open file, a clock, and the name of the person who types."""
        self._file = file
        self._now = now
        self.by = by
        self._assessment = file.assessment()
        self._done: list[_Act] = []
        self._undone: list[_Act] = []
        self._listeners: list[Listener] = []
        for revision in file.revisions():
            self._remember(revision)

    @property
    def assessment(self) -> Assessment:
        """The answers as they stand, all of them saved."""
        return self._assessment

    @property
    def file(self) -> EngagementFile:
        """The file behind the engagement."""
        return self._file

    @property
    def undo_sentence(self) -> str:
        """What undo would take back; '' when there is nothing."""
        return self._done[-1].sentence if self._done else ""

    @property
    def redo_sentence(self) -> str:
        """What redo would do again; '' when there is nothing."""
        return self._undone[-1].sentence if self._undone else ""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each saved change; the result, called, ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def answer(
        self,
        path: str,
        value: object,
        *,
        standing: Standing | None = None,
        owner: str | None = None,
        due: date | None = None,
        note: str | None = None,
    ) -> None:
        """Put an answer at a path; None opens the question again.

        Without a standing the answer keeps the one it had, and is ``stated`` when it was open. Raises AnswerRefused,
        UnknownPath or NotSaved.
        """
        before: Answer[Any] = value_at(self._assessment, path)
        if value is None:
            standing = Standing.UNKNOWN
        elif standing is None or standing is Standing.UNKNOWN:
            standing = Standing.STATED if before.is_open else before.standing
        content = {
            "value": value,
            "standing": standing,
            "by": self.by if value is not None else "",
            "at": self._now() if value is not None else None,
            "owner": before.owner if owner is None else owner,
            "due": before.due if due is None else due,
            "note": before.note if note is None else note,
        }
        if _same_answer(before, content):
            return
        self._change("edit", (path,), (content,))

    def park(self, path: str, *, owner: str = "", due: date | None = None, note: str = "") -> None:
        """Leave a question for later with an owner, a date and a note; the answer itself stays. As `answer`."""
        before: Answer[Any] = value_at(self._assessment, path)
        content = {"owner": owner, "due": due, "note": note}
        self._change("edit", (path,), (dict(before) | content,))

    def put_row(self, table: str, row: dict[str, Any] | Row) -> None:
        """Add a row to a table, or replace the one that has its key. As `answer`."""
        content = dict(row)
        content.setdefault("by", self.by)
        content.setdefault("at", self._now())
        self._change("edit", (f"{table}[{content['key']}]",), (content,))

    def put_field(self, path: str, value: object) -> None:
        """Put a value at a plain field, such as the client's name or one cell of a row. As `answer`."""
        if value_at(self._assessment, path) != value:
            self._change("edit", (path,), (value,))

    def remove_row(self, table: str, key: str) -> None:
        """Take a row out of a table. As `answer`."""
        self._change("edit", (f"{table}[{key}]",), (None,))

    def replace_table(self, table: str, rows: Sequence[dict[str, Any] | Row], sentence: str = "") -> None:
        """Put other rows in place of a whole table, as a paste does: one act, one undo. As `answer`."""
        said_by = {"by": self.by, "at": self._now()}
        self._change("edit", (table,), (tuple(said_by | dict(row) for row in rows),), sentence=sentence)

    def take_over(self, assessment: Assessment, sentence: str) -> None:
        """Replace all answers, as an import does: one act, one undo. As `answer`."""
        self._change("import", ("",), (json.loads(write_assessment(assessment)),), sentence=sentence)

    def undo(self) -> None:
        """Take the last act back. Does nothing when there is none."""
        if self._done:
            act = self._done[-1]
            self._commit("undo", act.before, act.edits, act.sentence)
            self._undone.append(self._done.pop())

    def redo(self) -> None:
        """Do the act again that was taken back last. Does nothing when there is none."""
        if self._undone:
            act = self._undone[-1]
            self._commit("redo", act.edits, act.before, act.sentence)
            self._done.append(self._undone.pop())

    def close(self) -> None:
        """Close the file; nothing is pending."""
        self._listeners.clear()
        self._file.close()

    def _change(self, why: Kind, paths: tuple[str, ...], values: tuple[Any, ...], sentence: str = "") -> None:
        edits = tuple(Edit(path=path, value=value) for path, value in zip(paths, values, strict=True))
        before = tuple(self._before(edit) for edit in edits)
        after = self._validated(edits)
        if after == self._assessment:
            return
        said = sentence or sentence_for(edits[0], self._assessment, after)
        json_edits = tuple(Edit(path=edit.path, value=_json(edit.value)) for edit in edits)
        self._commit(why, json_edits, before, said, after)
        self._done.append(_Act(said, json_edits, before))
        self._undone.clear()

    def _validated(self, edits: tuple[Edit, ...]) -> Assessment:
        try:
            return applied(self._assessment, edits)
        except ValidationError as error:
            raise AnswerRefused(_placed(error, self._assessment, edits[0])) from error

    def _before(self, edit: Edit) -> Edit:
        """Return the edit that takes another back; of a row that comes or goes the whole table, to keep its place."""
        path = edit.path
        if not path:
            return Edit(path="", value=json.loads(write_assessment(self._assessment)))
        if path.endswith("]"):
            table, _, key = path[:-1].rpartition("[")
            rows: tuple[Row, ...] = value_at(self._assessment, table)
            if edit.value is None or all(row.key != key for row in rows):
                path = table
        return Edit(path=path, value=_json(value_at(self._assessment, path)))

    def _commit(
        self,
        why: Kind,
        edits: tuple[Edit, ...],
        before: tuple[Edit, ...],
        sentence: str,
        after: Assessment | None = None,
    ) -> None:
        after = applied(self._assessment, edits) if after is None else after
        at = self._now()
        self._file.append(why, sentence, edits, before, after, at=at, by=self.by)
        earlier, self._assessment = self._assessment, after
        change = Change(earlier, after, "edit" if why == "new" else why, sentence, at)
        for listener in tuple(self._listeners):
            listener(change)

    def _remember(self, revision: Revision) -> None:
        """Rebuild the history from a file: undo and redo reach back over sessions."""
        if revision.kind in {"edit", "import"}:
            self._done.append(_Act(revision.sentence, revision.edits, revision.before))
            self._undone.clear()
        elif revision.kind == "undo" and self._done:
            self._undone.append(self._done.pop())
        elif revision.kind == "redo" and self._undone:
            self._done.append(self._undone.pop())


def _same_answer(before: Answer[Any], content: dict[str, Any]) -> bool:
    same = ("value", "standing", "owner", "due", "note")
    return all(getattr(before, name) == content[name] for name in same)


def _json(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value as JSON holds it: models, tuples, dates and moments unfolded."""
    if isinstance(value, Answer | Row):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_json(part) for part in value]
    if isinstance(value, dict):
        return {name: _json(part) for name, part in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value


def _placed(error: ValidationError, assessment: Assessment, edit: Edit) -> tuple[Problem, ...]:
    """Return the problems of a refused change, where they are; those of the whole, at the path that was to change."""
    label = label_at(edit.path) if edit.path else ""
    draft = _draft(assessment, edit)
    found = []
    for problem in problems_of(error, Assessment, draft):
        path = problem.path.removesuffix(".value")
        inside = bool(edit.path) and _without_place(path).startswith(_without_place(edit.path))
        found.append(Problem(path, _label(path), problem.what) if inside else Problem(edit.path, label, problem.what))
    return tuple(found)


def _label(path: str) -> str:
    try:
        return label_at(path)
    except UnknownPath:  # a field that the form does not have
        return ""


def _draft(assessment: Assessment, edit: Edit) -> object:
    """Return the rows that a refused change holds, so that a problem names a row by its key and not by its place."""
    table, _, key = edit.path.partition("[")
    if not edit.path or table.count(".") != 1:
        return None
    section, name = table.split(".")
    rows: Any = value_at(assessment, table) if key else edit.value
    if key and isinstance(edit.value, dict):
        known = [row.key for row in rows]
        changed = edit.value.get("key")
        rows = [edit.value if row.key == changed else row for row in rows] + [edit.value] * (changed not in known)
    return {section: {name: rows}}


def _without_place(path: str) -> str:
    return path.partition("[")[0]


def refused(assessment: Assessment, path: str, value: object) -> tuple[Problem, ...]:
    """Return what would keep ``value`` from being taken at ``path``, without changing anything."""
    try:
        with_value(assessment, path, value)
    except ValidationError as error:
        return _placed(error, assessment, Edit(path=path, value=value))
    return ()
