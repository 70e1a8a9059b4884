"""A card that holds one table: its title, what can be done with it, its rows, and what keeps them from standing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from wardround.assessment import value_at
from wardround.wizard.background import Job
from wardround.wizard.calm import sentence_about
from wardround.wizard.cards import PADDING
from wardround.wizard.fields.lists import choices_of
from wardround.wizard.fields.table.empty_table import EmptyTable
from wardround.wizard.fields.table.main_columns import main_columns
from wardround.wizard.fields.table.paste_preview import PastePreview
from wardround.wizard.fields.table.row_model import RowModel
from wardround.wizard.fields.table.table_view import TableView
from wardround.wizard.labels import label
from wardround.wizard.session import Session
from wardround.workshop.block_files import ENDINGS, block_of_file
from wardround.workshop.open_engagement import Change
from wardround.workshop.pasting import Block, Pasted, block_from, block_of, merged, pasted
from wardround.workshop.table_words import WORDS


class TableCard(QFrame):
    """Asks for the rows of one table."""

    previewed = Signal(object)
    """A block was read and its preview is open; carries the PastePreview."""
    grew = Signal()
    """The height changed."""

    def __init__(self, session: Session, title: str, table: str) -> None:
        """Take the path of the table."""
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.table = table
        self._session = session
        self._title = title
        self._words = WORDS[table]
        self._all = False
        self.model = RowModel(session, table, self)
        self.view = TableView(session, self.model)
        self.view.setAccessibleName(title)
        self.empty = EmptyTable(self._words, table)
        self._main = main_columns(table)
        self.preview: PastePreview | None = None
        self._lay_out()
        self._connect()
        self.view.show_columns(self._main)
        self._show_state()

    # --- for the page -------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the rows as they stand."""
        current = self.view.currentIndex()
        key = next((row.key for row in self.model.rows_at((current.row(),))), None) if current.isValid() else None
        before = self.model.rowCount()
        self.model.refresh(change)
        if key is not None and self.model.rowCount() != before and (line := self.model.place_of(key)) is not None:
            self.view.stand_on(self.model.index(line, current.column()))

    def show_cell(self, path: str) -> None:
        """Put the cursor on the row or cell at a path such as ``people.roles[nurses].head_count``."""
        key = path.partition("[")[2].partition("]")[0]
        name = path.rpartition("].")[2] if "]." in path else ""
        line = self.model.place_of(key)
        columns = [column.name for column in self.model.columns]
        if name in columns and self.view.isColumnHidden(columns.index(name)):
            self._show_all(all_columns=True)
        if line is not None:
            self.view.stand_on(self.model.index(line, columns.index(name) if name in columns else 0))
        focus = self.view if self.model.rowCount() else self.empty.type_first
        focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- what can be done ---------------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin a new row under the others and let its first cell be typed."""
        line = self.model.add_draft()
        self._show_state()
        first = self.model.index(line, 0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.stand_on(first)
        self.view.edit_cell(first)

    def duplicate(self) -> None:
        """Copy the current row."""
        current = self.view.currentIndex()
        line = self.model.duplicate(current.row()) if current.isValid() else None
        if line is not None:
            self.view.stand_on(self.model.index(line, current.column()))

    def remove(self) -> None:
        """Take the chosen rows away."""
        lines = {index.row() for index in self.view.selectedIndexes()} or {self.view.currentIndex().row()}
        lines.discard(-1)
        self.model.remove(lines)
        if lines and self.model.rowCount():
            line = min(*lines, self.model.rowCount() - 1)
            self.view.stand_on(self.model.index(line, max(self.view.currentIndex().column(), 0)))

    def copy(self) -> None:
        """Copy the chosen rows, or all of them, with headings, for a spreadsheet."""
        lines = {index.row() for index in self.view.selectedIndexes()}
        rows = self.model.rows_at(lines if len(lines) > 1 else range(self.model.rowCount()))
        QGuiApplication.clipboard().setText(block_from(rows, self.model.columns, choices_of(self._session)))
        self._say(f"{self._words.counted(len(rows))} copied with all columns; paste them into a spreadsheet")

    def paste(self) -> None:
        """Paste what the clipboard holds: one cell into the current one, a block as rows after a preview."""
        text = QGuiApplication.clipboard().text()
        current = self.view.currentIndex()
        one_cell = "\t" not in text and "\n" not in text.strip("\r\n")
        if not text.strip():
            self._say("There is nothing to paste: copy cells in a spreadsheet first")
        elif one_cell and current.isValid():
            self.model.setData(current, text.strip())
        else:
            self._read(lambda: block_of(text))

    def ask_for_file(self) -> None:
        """Ask for a file with rows, and preview what would be taken from it."""
        kinds = f"Tables ({' '.join(f'*{ending}' for ending in ENDINGS)})"
        name, _ = QFileDialog.getOpenFileName(self, f"Read {self._title.lower()} from a file", "", kinds)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Preview what would be taken from a file."""
        self._read(lambda: block_of_file(path))

    # --- within -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, 10, PADDING - 10, 4)
        head.setSpacing(0)
        self._count = label("", "note")
        head.addWidget(label(self._title, "head"))
        head.addSpacing(8)
        head.addWidget(self._count)
        head.addStretch(1)
        self._columns = self._tool("All columns", "columns", "Show every column, or the main ones only")
        self._add = self._tool("Add", "add", "Begin a new row (Ctrl+Enter)")
        self._duplicate = self._tool("Duplicate", "duplicate", "Copy the current row (Ctrl+D)")
        self._remove = self._tool("Remove", "remove", "Take the chosen rows away (Ctrl+Del)")
        self._paste = self._tool("Paste", "paste", "Paste rows from a spreadsheet (Ctrl+V)")
        self._copy = self._tool("Copy", "copy", "Copy the rows for a spreadsheet (Ctrl+C)")
        for tool in self._tools():
            head.addWidget(tool)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._note = label("", "note", wrap=True)
        self._problem = label("", "problem", wrap=True)
        for line in (self._note, self._problem):
            line.setContentsMargins(PADDING, 7, PADDING, 9)
            line.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._stack)
        whole.addWidget(self._problem)
        whole.addWidget(self._note)
        self._end = QWidget()
        self._end.setFixedHeight(8)
        whole.addWidget(self._end)

    def _connect(self) -> None:
        self._columns.clicked.connect(self._on_columns)
        for wanted, act in (
            (self._add.clicked, self.add),
            (self._duplicate.clicked, self.duplicate),
            (self._remove.clicked, self.remove),
            (self._paste.clicked, self.paste),
            (self._copy.clicked, self.copy),
            (self.empty.type_first.clicked, self.add),
            (self.empty.paste.clicked, self.paste),
            (self.empty.read_file.clicked, self.ask_for_file),
            (self.view.add_wanted, self.add),
            (self.view.duplicate_wanted, self.duplicate),
            (self.view.remove_wanted, self.remove),
            (self.view.copy_wanted, self.copy),
            (self.view.paste_wanted, self.paste),
        ):
            wanted.connect(act)
        self.model.told.connect(self._show_state)
        self.view.fitted.connect(self._fit_height)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)

    def _tool(self, words: str, name: str, explained: str) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName(f"{self.table}.{name}")
        made.setProperty("role", "quiet")
        made.setToolTip(explained)
        made.setAccessibleName(f"{words}, {self._title}")
        made.setAutoDefault(True)
        return made

    def _tools(self) -> tuple[QPushButton, ...]:
        return (self._columns, self._add, self._duplicate, self._remove, self._paste, self._copy)

    def _show_state(self) -> None:
        """Show rows or what belongs there, how many there are, and what keeps some from standing."""
        lines, drafts = self.model.rowCount(), self.model.drafts
        self._stack.setCurrentWidget(self.view if lines else self.empty)
        self._count.setText(f"{lines - drafts:,}" if lines else "")
        hidden = len(self.model.columns) - len(self._main)
        self._columns.setVisible(bool(lines) and hidden > 0)
        for tool in (self._add, self._duplicate, self._remove, self._paste, self._copy):
            tool.setVisible(bool(lines))
        problem = self.model.words()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._note.hide()
        self._on_current_changed()
        self._fit_height()

    def _on_current_changed(self) -> None:
        there = self.view.currentIndex().isValid()
        for tool in (self._duplicate, self._remove):
            tool.setEnabled(there)

    def _fit_height(self) -> None:
        height = self.view.wanted_height() if self.model.rowCount() else self.empty.sizeHint().height()
        if self._stack.height() != height or self._stack.maximumHeight() != height:
            self._stack.setFixedHeight(height)
            self.grew.emit()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()

    def _on_columns(self) -> None:
        self._show_all(all_columns=not self._all)

    def _show_all(self, *, all_columns: bool) -> None:
        self._all = all_columns
        self._columns.setText("Main columns" if all_columns else "All columns")
        self.view.show_columns([column.name for column in self.model.columns] if all_columns else self._main)
        self._fit_height()

    def _read(self, block: Callable[[], Block]) -> None:
        """Read a block on another thread, and preview it."""
        assessment, choices = self._session.assessment, choices_of(self._session)

        def work(_told: object) -> Pasted:
            return pasted(block(), self.table, assessment, choices)

        job = Job(work)
        job.done.connect(self._on_read)
        job.failed.connect(self._on_not_read)
        job.start()

    def _on_not_read(self, error: BaseException) -> None:
        self._say(sentence_about(error, "reading a table"))

    def _on_read(self, found: Pasted) -> None:
        if not found.rows:
            self._say("There are no rows in it")
            return
        present = len(value_at(self._session.assessment, self.table))
        self.preview = PastePreview(self, self._title, found, present, choices_of(self._session))
        self.preview.taken.connect(self._on_taken)
        self.preview.finished.connect(self._on_preview_finished)
        self.preview.open()
        self.previewed.emit(self.preview)

    def _on_preview_finished(self) -> None:
        if self.preview is not None:
            self.preview.deleteLater()
            self.preview = None

    def _on_taken(self, preview: PastePreview) -> None:
        """Put the chosen rows of a preview into the table; where the gate refuses, the preview stays and says why."""
        rows = preview.chosen()
        present = value_at(self._session.assessment, self.table)
        problems = self.model.take(merged(rows, present, instead=preview.instead), len(rows))
        if problems:
            preview.say("; ".join(problem.what for problem in problems))
            return
        preview.accept()
        self.view.fit_columns()
        self._show_state()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
