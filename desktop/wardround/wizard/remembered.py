"""What the window remembers from one day to the next: its size and place, and the files opened last."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8

_GEOMETRY, _RECENT, _DOCUMENTS = "window/geometry", "files/recent", "documents"


@dataclass(frozen=True, slots=True)
class RecentFile:
    """One file that was open once: where it lies, whose it is, and when it was opened last."""

    path: Path
    client: str
    opened: datetime


class Remembered:
    """The memory of the window, kept where the system keeps the settings of a program."""

    def __init__(self, settings: QSettings | None = None) -> None:
        """Take the settings to keep it in; without any the system's own."""
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Wardround", "Wardround"
        )

    def geometry(self) -> QByteArray | None:
        """Return size and place of the window as Qt writes them; None the first time."""
        found = self._settings.value(_GEOMETRY)
        return found if isinstance(found, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember size and place of the window."""
        self._settings.setValue(_GEOMETRY, geometry)
        self._settings.sync()

    def recent(self) -> tuple[RecentFile, ...]:
        """Return the files opened last, the newest first; what cannot be read is left out."""
        files: list[RecentFile] = []
        for place in range(self._settings.beginReadArray(_RECENT)):
            self._settings.setArrayIndex(place)
            path, client, opened = (str(self._settings.value(name, "")) for name in ("path", "client", "opened"))
            with contextlib.suppress(ValueError):  # somebody edited the settings by hand
                files.append(RecentFile(Path(path), client, datetime.fromisoformat(opened)))
        self._settings.endArray()
        return tuple(files[:MOST_RECENT])

    def opened(self, path: Path, client: str, at: datetime) -> None:
        """Put a file at the head of the list."""
        self._keep((RecentFile(path, client, at), *self._without(path)))

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._keep(self._without(path))

    def folder(self) -> Path:
        """Return where a file dialog should start: beside the file opened last, else at home."""
        for file in self.recent():
            if file.path.parent.is_dir():
                return file.path.parent
        return Path.home()

    def documents_folder(self, file: Path) -> Path:
        """Return where the documents of an engagement went last; at first the folder that its file is in."""
        kept = str(self._settings.value(f"{_DOCUMENTS}/{_key_of(file)}", ""))
        return Path(kept) if kept else file.parent

    def keep_documents_folder(self, file: Path, folder: Path) -> None:
        """Remember where the documents of an engagement go."""
        self._settings.setValue(f"{_DOCUMENTS}/{_key_of(file)}", str(folder))
        self._settings.sync()

    def _without(self, path: Path) -> tuple[RecentFile, ...]:
        return tuple(file for file in self.recent() if file.path != path)

    def _keep(self, files: tuple[RecentFile, ...]) -> None:
        self._settings.remove(_RECENT)
        self._settings.beginWriteArray(_RECENT)
        for place, file in enumerate(files[:MOST_RECENT]):
            self._settings.setArrayIndex(place)
            self._settings.setValue("path", str(file.path))
            self._settings.setValue("client", file.client)
            self._settings.setValue("opened", file.opened.isoformat())
        self._settings.endArray()
        self._settings.sync()


def _key_of(file: Path) -> str:
    """Return a file's path as one key: slashes would make groups of it, and capitals get lost on some systems."""
    from hashlib import sha256  # noqa: PLC0415 - the first paint does not need it

    return sha256(str(file).encode()).hexdigest()[:24]
