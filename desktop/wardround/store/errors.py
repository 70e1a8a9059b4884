"""Why an engagement file cannot be opened or written, in words for the person in the room."""

from __future__ import annotations

from pathlib import Path


class FileRefused(Exception):
    """An engagement file is not taken. It was left exactly as it is."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path.name}: {what}")
        self.path = path


class NotAnEngagementFile(FileRefused):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "this is not a Wardround engagement file; it was left as it is")


class NewerEngagementFile(FileRefused):
    """The file was written by a later version."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            path,
            f"this file has the form {version}, which a later version of Wardround writes; "
            "open it there. It was left as it is",
        )


class DamagedEngagementFile(FileRefused):
    """The file is an engagement file, but parts of it cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "this file is damaged; it was left as it is. "
            "Recover what can still be read with: wardround recover FILE NEWFILE",
        )


class FileInUse(FileRefused):
    """Another window or program holds the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "this engagement is open in another window; close it there first")


class FileMissing(FileRefused):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "there is no such file")


class FileExists(FileRefused):
    """A new file would replace one that is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "there is a file of this name already; choose another name")


class NotSaved(Exception):
    """An edit could not be made durable, so it did not happen."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name} could not be written ({why}); the last edit was not taken")
        self.path = path
