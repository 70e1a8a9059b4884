"""A list of rows under headings: one may be unfolded, arrow keys walk along, what does not change stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.wizard.labels import label, line
from wardround.wizard.show.columns import MARK, SIDE, Column
from wardround.wizard.show.list_row import HEIGHT, ListHead, ListRow, Row


class RowList(QWidget):
    """Rows that fill the width of a card from edge to edge."""

    explained = Signal(str, object)
    """A row was asked why: the name of its figure, and the row."""
    unfolded = Signal(str)
    """The key of the row that was unfolded; '' when it was folded again."""

    def __init__(
        self, columns: Sequence[Column], empty: str, *, height: int = HEIGHT, side: int = SIDE, head: bool = True
    ) -> None:
        """Take the columns, and what to say in place of an empty list."""
        super().__init__()
        self._columns = tuple(columns)
        self._height, self._side = height, side
        self._mark = 0
        self._rows: dict[str, ListRow] = {}
        self._shown: tuple[Row, ...] = ()
        self._open = ""
        self._detail: QWidget | None = None
        self._has_head = head
        self._empty = label(empty, "note", wrap=True)
        self._empty.setContentsMargins(side, 6, side, 6)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._empty)

    @property
    def open_key(self) -> str:
        """The key of the row that is unfolded; '' where none is."""
        return self._open

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The rows in order."""
        return tuple(self._rows.values())

    def row(self, key: str) -> ListRow | None:
        """Return a row by its key."""
        return self._rows.get(key)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Stand the rows under other headings; the next rows shown are made anew where they changed."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._shown = ()

    def say_empty(self, words: str) -> None:
        """Say something else in place of an empty list."""
        self._empty.setText(words)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows. Where only figures changed, the rows stay where they are, and so does what is unfolded."""
        places_now = [(row.key, row.section) for row in rows]
        if places_now == [(row.key, row.section) for row in self._shown] and rows:
            for row, before in zip(rows, self._shown, strict=True):
                # What unfolds is made from the latest findings, also where the cells say the same.
                if row != before or row.detail is not None:
                    self._rows[row.key].show_row(row)
            self._shown = tuple(rows)
        else:
            self._shown = tuple(rows)
            self._build()
        if self._open:
            self._unfold(self._open if self._open in self._rows else "")

    def unfold(self, key: str) -> None:
        """Unfold a row, and fold the one that was open; '' folds it."""
        if key != self._open:
            self._unfold(key)
            self.unfolded.emit(self._open)

    def focus_row(self, key: str) -> None:
        """Put the focus on a row."""
        if key in self._rows:
            self._reach(self._rows[key])
            self._rows[key].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        while (item := self._whole.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._empty:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        self._detail = None
        self._mark = MARK if any(row.detail for row in self._shown) else 0
        self._empty.setVisible(not self._shown)
        if not self._shown:
            self._whole.addWidget(self._empty)
            return
        if self._has_head:
            self._whole.addWidget(ListHead(self._columns, self._side, self._mark))
        section = ""
        for row in self._shown:
            if row.section != section:
                section = row.section
                self._whole.addWidget(self._caption(section))
            self._whole.addWidget(self._made(row))
        first = next((made for made in self._rows.values() if made.acts), None)
        if first is not None:
            self._reach(first)

    def _caption(self, words: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        caption = label(words, "caption")
        caption.setContentsMargins(self._side, 12, self._side, 6)
        column.addWidget(caption)
        column.addWidget(line())
        return holder

    def _made(self, row: Row) -> ListRow:
        made = ListRow(row, self._columns, self._height, self._side, self._mark)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus if made.acts else Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _checked=False, made=made: self._on_clicked(made))
        made.stepped.connect(lambda by, made=made: self._on_stepped(made, by))
        self._rows[row.key] = made
        return made

    # --- acting ---------------------------------------------------------------------------------------------

    def _on_clicked(self, made: ListRow) -> None:
        if not made.acts:
            return
        self._reach(made)
        if made.row.detail is None:
            self.explained.emit(made.row.figure, made)
            return
        self._unfold(made.row.key if self._open != made.row.key else "")
        self.unfolded.emit(self._open)

    def _on_stepped(self, made: ListRow, by: int) -> None:
        awake = [row for row in self._rows.values() if row.acts]
        place = min(max(awake.index(made) + by, 0), len(awake) - 1)
        self.focus_row(awake[place].row.key)

    def _reach(self, made: ListRow) -> None:
        """Let the tab key come to this row; from there the arrow keys lead on."""
        for row in self._rows.values():
            if row.acts:
                policy = Qt.FocusPolicy.StrongFocus if row is made else Qt.FocusPolicy.ClickFocus
                row.setFocusPolicy(policy)

    def _unfold(self, key: str) -> None:
        if self._detail is not None:
            self._whole.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = None
        self._open = key
        for row in self._rows.values():
            row.setChecked(row.row.key == key)
        made = self._rows.get(key)
        if made is None or made.row.detail is None:
            return
        self._detail = made.row.detail()
        self._whole.insertWidget(self._whole.indexOf(made) + 1, self._detail)
        self._detail.show()
