"""Several files written whole: all of them in their new state, or all as they were."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wardround.workshop.refused import Refused

NEW_FILE_MODE = 0o666
"""Less whatever the person's umask takes away."""


class NotWritten(Refused):
    """The files could not be written; what stood there before is still whole."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Take the file that was to be written, and what the operating system said."""
        super().__init__(
            f"{path} could not be written ({in_words(error)}); nothing was changed. "
            "Close it where it is open, or choose another folder."
        )


class FolderNotMade(NotWritten):
    """The folder for a file is not there and could not be made."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Take the file that was to be written, and what the operating system said."""
        why = f"its folder could not be made ({in_words(error)})"
        Refused.__init__(self, f"{path} could not be written: {why}; nothing was changed. Choose another folder.")


_IN_WORDS = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "what lies there can only be read",
    errno.ENOSPC: "there is no room left",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EEXIST: "a file has its name",
    errno.ENOTDIR: "a part of the way there is a file, not a folder",
    errno.ENOENT: "there is no such place, or it takes no new folders",
    errno.EINVAL: "the name holds a sign that is not allowed there",
}


def in_words(error: OSError) -> str:
    """Return why something could not be written, in words where the cause is a usual one."""
    return _IN_WORDS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


@dataclass(frozen=True, slots=True)
class _Pending:
    """One file on its way: the new content beside the target, and the old one kept until all are in place."""

    target: Path
    fresh: Path
    kept: Path


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none: each beside its target first, then all put in place.

    Folders that are missing are made. A target that cannot be replaced brings the others back as they were.
    Raises NotWritten.
    """
    pending = tuple(_pending(target) for target in files)
    try:
        for part, content in zip(pending, files.values(), strict=True):
            _make_folder_of(part.target)
            with refused_as(part.target):
                _write_durably(part, content)
        _put_in_place(pending)
    finally:
        for leftover in (path for part in pending for path in (part.fresh, part.kept)):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _make_folder_of(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotMade(target, error) from error


@contextlib.contextmanager
def refused_as(target: Path) -> Iterator[None]:
    """Turn what the operating system says while ``target`` is being written into NotWritten."""
    try:
        yield
    except OSError as error:
        raise NotWritten(target, error) from error


def _pending(target: Path) -> _Pending:
    # A link stays a link: what it leads to is replaced.
    target = Path(os.path.realpath(target))
    mark = secrets.token_hex(4)
    return _Pending(
        target,
        target.with_name(f".{target.name}.{mark}.part"),
        target.with_name(f".{target.name}.{mark}.kept"),
    )


def _write_durably(part: _Pending, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part.fresh, flags, NEW_FILE_MODE), "wb") as file:
        with contextlib.suppress(OSError):  # no file there yet, or a file system without modes
            shutil.copymode(part.target, part.fresh)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(pending: tuple[_Pending, ...]) -> None:
    for part in pending:
        if part.target.exists():
            with refused_as(part.target):
                _keep(part)
    placed: list[_Pending] = []
    try:
        for part in pending:
            with refused_as(part.target):
                part.fresh.replace(part.target)
            placed.append(part)
    except BaseException:
        for part in placed:
            if part.kept.exists():
                part.kept.replace(part.target)
            else:
                part.target.unlink()
        raise
    for folder in {part.target.parent for part in pending}:
        _sync_folder(folder)


def _keep(part: _Pending) -> None:
    try:
        os.link(part.target, part.kept)
    except OSError:  # a file system without links, or one that forbids them
        shutil.copy2(part.target, part.kept)


def _sync_folder(folder: Path) -> None:
    # Windows opens no folders, and some network drives do not sync them: the files are safe by now.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
