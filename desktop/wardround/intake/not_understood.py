"""A file is not what its reader expects: one class for each kind of trouble, each with what to do about it."""

from __future__ import annotations


class NotUnderstood(Exception):
    """Says what was expected, what stood there, and what to do. ``line`` is that of the file, 0 for the whole of it."""

    def __init__(self, what: str, line: int = 0) -> None:
        """Take the sentence and the line."""
        super().__init__(f"line {line}: {what}" if line else what)
        self.line = line


class NotThisForm(NotUnderstood):
    """The file is of another form."""

    def __init__(self, what: str, begins: str, command: str, line: int = 1) -> None:
        """Take what the file should be, how such a file begins, and the command that makes one."""
        super().__init__(f"this is not {what}: it begins with {begins}. Export with: {command}", line)


class NothingInIt(NotUnderstood):
    """The file is of the right form and lacks what is needed."""

    def __init__(self, what: str, remedy: str) -> None:
        """Take what is missing and what to do."""
        super().__init__(f"there is no {what} in this file; {remedy}")


class NotANumber(NotUnderstood):
    """A cell holds something else than a number."""

    def __init__(self, text: str, column: str, line: int) -> None:
        """Take the cell, its column and its line."""
        super().__init__(f"'{text}' in the column {column} is not a number", line)


class NotATime(NotUnderstood):
    """A cell holds something else than a time."""

    def __init__(self, text: str, example: str, line: int) -> None:
        """Take the cell, what a time looks like, and the line."""
        super().__init__(f"'{text}' is not a time such as {example}", line)


class ColumnsMissing(NotUnderstood):
    """A table lacks columns."""

    def __init__(self, names: list[str], command: str) -> None:
        """Take the names and the command that exports the table whole."""
        super().__init__(f"the columns {', '.join(names)} are missing. Export with: {command}", 1)
