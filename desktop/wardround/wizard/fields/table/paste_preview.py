"""What a pasted block would do to a table, before it does: rows to take, cells that cannot be, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wardround.deliverables.words import counted
from wardround.wizard.fields.table.preview_model import LEADING, ROW_HEIGHT, PreviewDelegate, PreviewModel
from wardround.wizard.labels import button, label
from wardround.workshop.choices import Choices
from wardround.workshop.pasting import Pasted, PastedRow, RefusedCell
from wardround.workshop.table_words import WORDS

_SIZE = QSize(940, 600)
_MOST_LINES, _MOST_REFUSED = 9, 4
_LEADING_WIDTHS = (52, 52, 84)
_WIDEST = 260
_REFUSED_ROW = 24


class PastePreview(QDialog):
    """Shows a block as rows. Nothing is taken before somebody says so, and then as one act."""

    taken = Signal(object)
    """The rows that are chosen are to be taken; carries the preview itself."""

    def __init__(self, parent: QWidget, title: str, pasted: Pasted, present: int, choices: Choices) -> None:
        """Take what the table is called, the block, and how many rows the table has already."""
        super().__init__(parent)
        self._pasted = pasted
        self._words = WORDS[pasted.table]
        self.setWindowTitle(f"Rows for {title}")
        self.setObjectName("paste.preview")
        self.setProperty("role", "ground")
        self.model = PreviewModel(pasted, choices)
        self.model.marked.connect(self._show_how_many)
        self.view = self._made_view()
        self.view.installEventFilter(self)  # a view would take the key for itself
        self.refused = QListWidget()
        self.refused.setObjectName("paste.refused")
        self.refused.setAccessibleName("Cells that cannot be taken")
        self.refused.addItems([refused_words(cell) for cell in pasted.refused])
        self.beside = QRadioButton(f"Beside the {self._words.counted(present)} that are there")
        self.beside.setObjectName("paste.beside")
        self.in_place = QRadioButton("In place of them")
        self.in_place.setObjectName("paste.instead")
        self.beside.setChecked(True)
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName("paste.problem")
        self._problem.hide()
        self.take = button("", "paste.take", primary=True)
        self.take.clicked.connect(lambda: self.taken.emit(self))
        self._lay_out(has_rows=present > 0)
        self._show_how_many()
        self.resize(_SIZE)

    @property
    def instead(self) -> bool:
        """Whether the block takes the place of the rows that are there."""
        return self.in_place.isChecked()

    def chosen(self) -> tuple[PastedRow, ...]:
        """Return the rows that are to be taken."""
        return self.model.chosen()

    def say(self, problem: str) -> None:
        """Show why the rows were not taken after all; nothing has changed."""
        self._problem.setText(problem)
        self._problem.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take a row or leave it out with Space, while the cursor is in the rows."""
        current = self.view.currentIndex()
        if watched is self.view and current.isValid() and _is_space_press(event):
            self.model.toggle(current.row())
            return True
        return super().eventFilter(watched, event)

    def _made_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("paste.rows")
        view.setAccessibleName("Rows of the block")
        view.setModel(self.model)
        view.setItemDelegate(PreviewDelegate(view))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setShowGrid(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.clicked.connect(self._on_clicked)
        header.setResizeContentsPrecision(60)
        view.resizeColumnsToContents()
        for place, width in enumerate(_LEADING_WIDTHS):
            view.setColumnWidth(place, width)
        metrics = view.fontMetrics()
        for place, column in enumerate(self._pasted.columns, start=len(LEADING)):
            texts = [str(self.model.index(line, place).data()) for line in range(min(self.model.rowCount(), 60))]
            widest = max(metrics.horizontalAdvance(text) for text in (*texts, column.label))
            view.setColumnWidth(place, min(widest + 34, _WIDEST))
        return view

    def _lay_out(self, *, has_rows: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(f"{self._words.counted(len(self._pasted.rows))} found".capitalize(), "title"))
        column.addWidget(label(self._how_read(), "sentence", wrap=True))
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        column.addWidget(card, 1)
        if self._pasted.refused:
            many = counted(len(self._pasted.refused), "cell")
            column.addWidget(label(f"{many} cannot be taken, and their rows are left out", "problem", wrap=True))
            self.refused.setFixedHeight(min(self.refused.count(), _MOST_REFUSED) * _REFUSED_ROW + 18)
            column.addWidget(self.refused)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(18)
        if has_rows:
            row.addWidget(self.beside)
            row.addWidget(self.in_place)
        row.addStretch(1)
        leave = button("Cancel", "paste.cancel")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addWidget(self.take)
        column.addSpacing(4)
        column.addLayout(row)

    def _how_read(self) -> str:
        names = ", ".join(column.label for column in self._pasted.columns)
        said = (
            f"The first line names the columns: {names}."
            if self._pasted.by_header
            else (
                f"The columns were taken from the left: {names}. "
                "With headings in the first line they may stand in any order."
            )
        )
        if self._pasted.ignored:
            said += f" Left out, as no column is called so: {', '.join(self._pasted.ignored)}."
        if self._pasted.cut_off:
            said += f" {self._pasted.cut_off:,} lines behind the last one were not read."
        return said

    def _show_how_many(self) -> None:
        chosen, found = len(self.chosen()), len(self._pasted.rows)
        all_of_them = f"Take all {found}" if found > 1 else "Take it"
        some = f"Take {chosen} and leave {found - chosen} out" if chosen else "Nothing to take"
        self.take.setText(all_of_them if chosen == found else some)
        self.take.setEnabled(chosen > 0)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.model.toggle(index.row())


def _is_space_press(event: QEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space


def refused_words(cell: RefusedCell) -> str:
    """Return a refused cell in words: 'Line 4, Kind: 'Gadget' is not on the list.'."""
    place = f"Line {cell.row}, {cell.column}" if cell.column else f"Line {cell.row}"
    return f"{place}: {cell.what}"
