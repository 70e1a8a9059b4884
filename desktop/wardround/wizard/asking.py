"""The dialogs of the system that ask for a file. The window is handed them, so that a test can answer instead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

_STORE = "Wardround engagement (*.wardround)"
_JSON = "Engagement as JSON (*.json)"
_ANY = "Logs and exports (*.log *.csv *.txt);;All files (*)"
_EITHER = "Engagements (*.wardround *.json)"


class FileDialogs:
    """Asks a person for a file; None where they think better of it."""

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which engagement to open."""
        return _existing(parent, "Open an engagement", folder, _EITHER)

    def json_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which JSON file to import."""
        return _existing(parent, "Import an engagement", folder, _JSON)

    def where_to_keep(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask where a new engagement is to be kept."""
        return _new(parent, "Choose where the engagement is kept", suggestion, _STORE)

    def where_to_write_json(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask where a copy as JSON is to be written."""
        return _new(parent, "Save a copy as JSON", suggestion, _JSON)

    def folder_for_documents(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which folder the documents go into."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - a costly class that the first paint does not need

        name = QFileDialog.getExistingDirectory(parent, "Choose where the documents go", str(folder))
        return Path(name) if name else None

    def file_of_measurements(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """Ask which file that a client's server wrote is to be read."""
        return _existing(parent, title, folder, _ANY)


def _existing(parent: QWidget, title: str, folder: Path, kind: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - a costly class that the first paint does not need

    name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kind)
    return Path(name) if name else None


def _new(parent: QWidget, title: str, suggestion: Path, kind: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - the same

    name, _kind = QFileDialog.getSaveFileName(parent, title, str(suggestion), kind)
    path = Path(name)
    if not name:
        return None
    return path if path.suffix else path.with_name(path.name + suggestion.suffix)
