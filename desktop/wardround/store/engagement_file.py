"""The engagement file: one SQLite database in which every edit is an appended revision.

An edit is durable when `append` returns: SQLite's rollback journal with full synchronisation carries it
through a
power cut, and a transaction that was cut short leaves the revision before it. From time to time the whole
assessment is
kept as well, so that opening does not replay years of edits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from pydantic import ValidationError

from wardround.assessment import Assessment, AssessmentRefused, UnknownPath, read_assessment, write_assessment
from wardround.store.errors import (
    DamagedEngagementFile,
    FileExists,
    FileInUse,
    FileMissing,
    NewerEngagementFile,
    NotAnEngagementFile,
    NotSaved,
)
from wardround.store.revisions import Edit, Kind, Revision, applied

APPLICATION_ID = 0x57415244
"""'WARD': how SQLite files of ours are told from others."""
FORM = 1
"""The form of the file; the form of the assessment inside has a version of its own."""
REVISIONS_PER_SNAPSHOT = 64
MOST_BYTES = 1 << 30
"""No engagement comes near this; a damaged header must not ask for more."""

_TABLES = """
create table revision (
    number integer primary key,
    at text not null,
    by text not null,
    kind text not null,
    sentence text not null,
    edits text not null,
    before text not null
);
create table snapshot (
    number integer primary key references revision(number),
    assessment text not null
);
"""


class EngagementFile:
    """An open engagement file. Holds a lock until it is closed; made by `create` or `open`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take an open connection; use `create` or `open` instead."""
        self.path = path
        self._connection = connection
        self._last_number = self._highest("revision")
        self._last_snapshot = self._highest("snapshot")

    @classmethod
    def create(cls, path: Path, assessment: Assessment, at: datetime, by: str) -> Self:
        """Make a new file that starts with ``assessment``. Raises FileExists or NotSaved."""
        if path.exists():
            raise FileExists(path)
        try:
            connection = _connected(path)
            with connection:
                connection.execute(f"pragma application_id = {APPLICATION_ID}")
                connection.execute(f"pragma user_version = {FORM}")
                connection.executescript("begin;" + _TABLES + "commit;")
        except sqlite3.Error as error:
            raise NotSaved(path, str(error)) from error
        made = cls(path, connection)
        whole = json.loads(write_assessment(assessment))
        made.append("new", "Engagement started", (Edit(path="", value=whole),), (), assessment, at=at, by=by)
        return made

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file. Raises a FileRefused, and leaves a file that it refuses untouched."""
        if not path.is_file():
            raise FileMissing(path)
        _check_kind(path)
        try:
            connection = _connected(path)
            connection.execute("begin exclusive")
            connection.execute("rollback")
            if connection.execute("pragma quick_check").fetchone() != ("ok",):
                raise DamagedEngagementFile(path)
            return cls(path, connection)
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise FileInUse(path) from error
            raise DamagedEngagementFile(path) from error
        except sqlite3.DatabaseError as error:
            raise DamagedEngagementFile(path) from error

    def append(
        self,
        kind: Kind,
        sentence: str,
        edits: tuple[Edit, ...],
        before: tuple[Edit, ...],
        after: Assessment,
        *,
        at: datetime,
        by: str,
    ) -> Revision:
        """Keep one act for good and return its revision.

        ``before`` are the edits that take the act back, ``after`` is the assessment that it leads to.

        Raises NotSaved, and then the file is as it was before.
        """
        revision = Revision(
            number=self._last_number + 1,
            at=at,
            by=by,
            kind=kind,
            sentence=sentence,
            edits=edits,
            before=before,
        )
        try:
            with self._transaction():
                self._connection.execute(
                    "insert into revision values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        revision.number,
                        at.isoformat(),
                        by,
                        kind,
                        sentence,
                        _json(edits),
                        _json(before),
                    ),
                )
                keep_whole = revision.number - self._last_snapshot >= REVISIONS_PER_SNAPSHOT or kind == "new"
                if keep_whole:
                    self._connection.execute(
                        "insert into snapshot values (?, ?)", (revision.number, write_assessment(after))
                    )
        except (sqlite3.Error, OSError) as error:
            raise NotSaved(self.path, str(error)) from error
        self._last_number = revision.number
        if keep_whole:
            self._last_snapshot = revision.number
        return revision

    def assessment(self) -> Assessment:
        """Return the assessment after the last revision.

        Raises DamagedEngagementFile, NewerEngagementFile.
        """
        row = self._connection.execute(
            "select number, assessment from snapshot order by number desc limit 1"
        ).fetchone()
        if row is None:
            raise DamagedEngagementFile(self.path)
        number, text = row
        try:
            assessment = read_assessment(text)
            for revision in self.revisions(after=number):
                assessment = applied(assessment, revision.edits)
        except (AssessmentRefused, ValidationError, UnknownPath) as error:
            raise DamagedEngagementFile(self.path) from error
        return assessment

    def revisions(self, after: int = 0) -> Iterator[Revision]:
        """Yield the revisions in order, from the one behind number ``after``."""
        rows = self._connection.execute("select * from revision where number > ? order by number", (after,))
        for number, at, by, kind, sentence, edits, before in rows:
            yield Revision.model_validate(
                {
                    "number": number,
                    "at": at,
                    "by": by,
                    "kind": kind,
                    "sentence": sentence,
                    "edits": json.loads(edits),
                    "before": json.loads(before),
                }
            )

    def close(self) -> None:
        """Give the file free. Nothing is pending: every edit was kept when it was made."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _highest(self, table: str) -> int:
        query = {
            "revision": "select max(number) from revision",
            "snapshot": "select max(number) from snapshot",
        }
        (number,) = self._connection.execute(query[table]).fetchone()
        return int(number or 0)


def recovered(damaged: Path, target: Path, at: datetime, by: str) -> int:
    """Read a damaged file as far as it goes into a new file ``target`` and return the revisions that were saved.

    The damaged file is left as it is. Raises NotAnEngagementFile, FileExists, or DamagedEngagementFile
    where not even
    the first revision can be read.
    """
    _check_kind(damaged)
    if target.exists():
        raise FileExists(target)
    assessment, saved = None, 0
    with TemporaryDirectory() as folder:
        readable = Path(folder) / "whole.db"
        readable.write_bytes(_padded(damaged.read_bytes()))
        connection = sqlite3.connect(f"{readable.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            for kind, edits in connection.execute("select kind, edits from revision order by number"):
                steps = tuple(Edit.model_validate(edit) for edit in json.loads(edits))
                start = assessment if assessment is not None and kind != "new" else Assessment()
                assessment = applied(start, steps)
                saved += 1
        except (sqlite3.Error, ValueError, TypeError):
            pass  # The page is gone or its JSON refused: what was read up to here can be saved.
        finally:
            connection.close()
    if assessment is None:
        raise DamagedEngagementFile(damaged)
    EngagementFile.create(target, assessment, at, by).close()
    return saved


def _json(edits: tuple[Edit, ...]) -> str:
    return json.dumps([edit.model_dump(mode="json") for edit in edits], ensure_ascii=False)


def _padded(content: bytes) -> bytes:
    """Return a cut file at its full length, so that SQLite reads the pages that are there."""
    page_size = int.from_bytes(content[16:18], "big") or 1
    pages = int.from_bytes(content[28:32], "big")
    whole = pages * (65536 if page_size == 1 else page_size)
    return content.ljust(min(whole, MOST_BYTES), b"\0")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = extra")
    connection.execute("pragma locking_mode = exclusive")
    return connection


def _check_kind(path: Path) -> None:
    """Refuse what is not ours by its first bytes, before SQLite touches anything."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(b"SQLite format 3\0") or len(header) < 100:  # noqa: PLR2004 - SQLite's header
        raise NotAnEngagementFile(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAnEngagementFile(path)
    form = int.from_bytes(header[60:64], "big")
    if form > FORM:
        raise NewerEngagementFile(path, form)
