"""The dialogs of the system that ask for a file. The window is handed them, so that a test can answer instead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_STORE = "Wardround engagement (*.wardround)"
_JSON = "Engagement as JSON (*.json)"
_EITHER = "Engagements (*.wardround *.json)"


class FileDialogs:
    """Asks a person for a file; None where they think better of it."""

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which engagement to open."""
        return self._chosen(QFileDialog.getOpenFileName(parent, "Open an engagement", str(folder), _EITHER), "")

    def json_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which JSON file to import."""
        return self._chosen(QFileDialog.getOpenFileName(parent, "Import an engagement", str(folder), _JSON), "")

    def where_to_keep(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask where a new engagement is to be kept."""
        title = "Choose where the engagement is kept"
        return self._chosen(QFileDialog.getSaveFileName(parent, title, str(suggestion), _STORE), ".wardround")

    def where_to_write_json(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask where a copy as JSON is to be written."""
        title = "Save a copy as JSON"
        return self._chosen(QFileDialog.getSaveFileName(parent, title, str(suggestion), _JSON), ".json")

    def _chosen(self, answer: tuple[str, str], suffix: str) -> Path | None:
        name = answer[0]
        if not name:
            return None
        path = Path(name)
        return path if path.suffix or not suffix else path.with_name(path.name + suffix)
