"""A table without rows: what belongs there, and the three usual ways to fill it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardround.wizard.labels import button, label
from wardround.workshop.table_words import TableWords


class EmptyTable(QWidget):
    """Stands where the rows will be."""

    def __init__(self, words: TableWords, name: str) -> None:
        """Take how people speak of the table, and its path."""
        super().__init__()
        self.type_first = button(f"Type the first {words.row}", f"{name}.first")
        self.paste = button("Paste from a spreadsheet", f"{name}.paste_first")
        self.read_file = button("Read a file…", f"{name}.import_first")
        self.paste.setToolTip("Copy cells in Excel, with or without their headings, and paste them here")
        self.read_file.setToolTip("A CSV file, or the first sheet of an Excel workbook")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 22)
        column.setSpacing(12)
        said = label(words.belongs, "sentence", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for each in self.buttons():
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the three ways."""
        return (self.type_first, self.paste, self.read_file)
