"""The rows of one table for a view: read from the answers, changed through the gate, never kept aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from wardround.assessment import Problem, Row, value_at
from wardround.wizard.fields.lists import choices_of
from wardround.wizard.fields.table.items import (
    Draft,
    Item,
    Refusal,
    mark_of,
    missing_in,
    name_of,
    sort_key,
    told_apart_by,
    value_of,
)
from wardround.wizard.session import Session
from wardround.workshop.choices import Choices
from wardround.workshop.not_understood import ValueRefused
from wardround.workshop.open_engagement import Change
from wardround.workshop.row_keys import key_for
from wardround.workshop.shapes import Shape, columns_of
from wardround.workshop.table_words import WORDS
from wardround.workshop.typed import value_shown, value_typed

Index = QModelIndex | QPersistentModelIndex

VALUE = int(Qt.ItemDataRole.UserRole)
"""The value itself, to read and to set."""
PROBLEM = VALUE + 1
"""What is wrong with a cell; '' when nothing is."""
MISSING = VALUE + 2
"""Whether a draft still needs this cell."""

_WRITTEN_BY_THE_GATE = frozenset({"by", "at"})
_OVERRULES = frozenset({"undo", "redo", "import"})
"""Changes that win over what was refused and still stands in a cell."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractTableModel):
    """A table of the answers. Every column of its rows is there; the view chooses which it shows.

    A draft stands behind the rows and becomes one of them as soon as nothing is missing any more.
    """

    told = Signal()
    """Something changed about the rows, or about what is refused or missing."""

    def __init__(self, session: Session, table: str, parent: QObject | None = None) -> None:
        """Take the session and the path of the table."""
        super().__init__(parent)
        self._session = session
        self.table = table
        self.columns: tuple[Shape, ...] = columns_of(table)
        self._items: list[Item] = list(self._rows())
        self._sorted = False
        self._becoming: tuple[Draft, str] | None = None
        self._refusals: dict[tuple[object, str], Refusal] = {}
        self._refused = ""
        self._texts: dict[tuple[int, int], str] = {}

    # --- reading ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and usual default
        """Return how many lines there are, drafts included."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - the same
        """Return how many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen and changed."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's way
        """Return what a column is called, and at which side it stands."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_numeric else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's way
        """Return text, value, side or problem of a cell."""
        item, column = self._items[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_numeric else _LEFT
        if role == VALUE:
            return value_of(item, column)
        if role == MISSING:
            return isinstance(item, Draft) and column in missing_in(item, self.columns)
        return self._said_in(index, self._refusals.get((mark_of(item), column.name)), role)

    def _said_in(self, index: Index, refusal: Refusal | None, role: int) -> str | None:
        """Return the text of a cell, what is wrong with it, or what its tooltip says."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return refusal.text if refusal and refusal.text else self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return refusal.what if refusal else self._text(index.row(), index.column())
        if role == PROBLEM:
            return refusal.what if refusal else ""
        return None

    def place_of(self, key: str) -> int | None:
        """Return the line in which a row stands."""
        return next((n for n, item in enumerate(self._items) if isinstance(item, Row) and item.key == key), None)

    def rows_at(self, lines: Iterable[int]) -> tuple[Row, ...]:
        """Return the rows of the answers in some lines, in the order of the view."""
        found = (self._items[line] for line in sorted(set(lines)))
        return tuple(item for item in found if isinstance(item, Row))

    @property
    def drafts(self) -> int:
        """How many lines are being typed and do not stand yet."""
        return sum(isinstance(item, Draft) for item in self._items)

    def words(self) -> str:
        """Return what keeps the table from being as it was typed; '' when nothing does."""
        if self._refused:
            return self._refused
        for item in self._items:
            for column in self.columns:
                refusal = self._refusals.get((mark_of(item), column.name))
                if refusal is not None:
                    return f"{self._name(item)}, {column.label}: {refusal.what}"
            if isinstance(item, Draft) and (needed := missing_in(item, self.columns)):
                labels = ", ".join(column.label for column in needed)
                return f"{self._name(item)} is not saved yet; still missing: {labels}"
        return ""

    # --- changing -----------------------------------------------------------------------------------------------

    def setData(  # noqa: N802 - Qt's name
        self,
        index: Index,
        value: Any,  # noqa: ANN401 - Qt's way
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Take a text that was typed, or a value that was chosen. What is refused stays in the cell, marked."""
        item, column = self._items[index.row()], self.columns[index.column()]
        place = (mark_of(item), column.name)
        self._refused = ""
        if role == Qt.ItemDataRole.EditRole:
            if value == self.data(index, Qt.ItemDataRole.EditRole):
                return True  # leaving a cell is not an edit
            try:
                value = value_typed(value, column, self._choices())
            except ValueRefused as error:
                self._refusals[place] = Refusal(str(value), str(error))
                self._tell_cells()
                return False
        self._refusals.pop(place, None)
        if isinstance(item, Draft):
            item.values[column.name] = value
            self._complete(item)
        elif value != value_of(item, column):
            self._put(item, column, value)
        self._tell_cells()
        return place not in self._refusals

    def add_draft(self) -> int:
        """Begin a new row at the end and return its line."""
        line = len(self._items)
        self.beginInsertRows(QModelIndex(), line, line)
        self._items.append(Draft())
        self.endInsertRows()
        self.told.emit()
        return line

    def duplicate(self, line: int) -> int | None:
        """Put a copy of a row into the table, with a name of its own, and return its line; None where it cannot be."""
        item = self._items[line]
        if not isinstance(item, Row):
            return None
        content = self._content(item)
        if isinstance(content.get("name"), str):
            content["name"] = self._name_of_copy(content["name"])
        content["key"] = key_for(str(content.get("name") or item.key), self._keys())
        self._after(self._session.put_row(self.table, content))
        return self.place_of(content["key"])

    def remove(self, lines: Iterable[int]) -> None:
        """Take rows and drafts away; the rows as one act."""
        gone = [self._items[line] for line in sorted(set(lines))]
        for item in gone:
            if isinstance(item, Draft):
                self._drop(item)
        rows = [item for item in gone if isinstance(item, Row)]
        if len(rows) == 1:
            self._after(self._session.remove_row(self.table, rows[0].key))
        elif rows:
            keys = {row.key for row in rows}
            kept = [row for row in self._rows() if row.key not in keys]
            self._after(self._session.replace_table(self.table, kept, self._said_of(len(rows), "removed")))

    def take(self, rows: Sequence[dict[str, Any]], taken: int) -> list[Problem]:
        """Put rows in place of the whole table, as a paste of ``taken`` lines does; return what was refused."""
        problems = self._session.replace_table(self.table, rows, self._said_of(taken, "taken over"))
        if not problems:
            self._after([])
        return problems

    def clear_cells(self, cells: Sequence[Index]) -> None:
        """Empty the cells that may be empty."""
        for index in cells:
            column = self.columns[index.column()]
            if column.may_be_empty:
                self.setData(index, column.empty, VALUE)

    def forget_refusal(self, index: Index) -> bool:
        """Show again what stands in a cell instead of what was refused; return whether there was anything."""
        item, column = self._items[index.row()], self.columns[index.column()]
        gone = self._refusals.pop((mark_of(item), column.name), None)
        self._refused = ""
        self._tell_cells()
        return gone is not None

    # --- following the answers ----------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the rows as they stand; an undo or an import wins over what was refused."""
        if change is not None and change.why in _OVERRULES:
            self._refusals.clear()
            self._refused = ""
        items = self._items_now()
        self._texts.clear()
        if len(items) == len(self._items):
            self._items = items  # nothing moves: the cursor and an open editor stay where they are
            self._tell_cells()
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()
        self.told.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows in the order of a column; -1 in the order of the answers. Drafts stay at the end."""
        self._sorted = column >= 0
        rows: list[Item] = list(self._rows())
        if self._sorted:
            shape, choices = self.columns[column], self._choices()
            down = order is Qt.SortOrder.DescendingOrder
            filled = [item for item in rows if not sort_key(item, shape, choices)[0]]
            empty = [item for item in rows if sort_key(item, shape, choices)[0]]
            rows = sorted(filled, key=lambda item: sort_key(item, shape, choices), reverse=down) + empty
        self.layoutAboutToBeChanged.emit()
        self._items = rows + [item for item in self._items if isinstance(item, Draft)]
        self._texts.clear()
        self.layoutChanged.emit()

    def _items_now(self) -> list[Item]:
        """Return the rows as they stand with the drafts behind them; a sorted table keeps its places meanwhile."""
        rows = self._rows()
        if self._becoming is not None and any(row.key == self._becoming[1] for row in rows):
            drafts = [item for item in self._items if isinstance(item, Draft) and item is not self._becoming[0]]
        else:
            drafts = [item for item in self._items if isinstance(item, Draft)]
        if not self._sorted:
            return [*rows, *drafts]
        fresh = {row.key: row for row in rows}
        kept = [fresh.pop(item.key) for item in self._items if isinstance(item, Row) and item.key in fresh]
        return [*kept, *fresh.values(), *drafts]

    # --- within -------------------------------------------------------------------------------------------------

    def _rows(self) -> tuple[Row, ...]:
        rows: tuple[Row, ...] = value_at(self._session.assessment, self.table)
        return rows

    def _choices(self) -> Choices:
        return choices_of(self._session)

    def _text(self, row: int, column: int) -> str:
        text = self._texts.get((row, column))
        if text is None:
            shape = self.columns[column]
            text = value_shown(value_of(self._items[row], shape), shape, self._choices())
            self._texts[row, column] = text
        return text

    def _content(self, row: Row) -> dict[str, Any]:
        """Return a row without what the gate writes into it: whoever changes it says it anew."""
        return {name: value for name, value in row if name not in _WRITTEN_BY_THE_GATE}

    def _put(self, row: Row, column: Shape, value: Any) -> None:  # noqa: ANN401 - as the column says
        problems = self._session.put_row(self.table, self._content(row) | {column.name: value})
        if problems:
            text = value_shown(value, column, self._choices())
            what = "; ".join(problem.what for problem in problems)
            self._refusals[row.key, column.name] = Refusal(text, what)
        else:
            self.refresh(None)

    def _complete(self, draft: Draft) -> None:
        """Put a draft into the answers if nothing is missing any more."""
        self._texts.clear()
        if missing_in(draft, self.columns):
            return
        noun = WORDS[self.table].row.replace(" ", "-")
        key = key_for(told_apart_by(draft, self.table, self.columns, self._choices()), self._keys(), otherwise=noun)
        filled = {name: value for name, value in draft.values.items() if value is not None}
        self._becoming = (draft, key)
        problems = self._session.put_row(self.table, {"key": key} | filled)
        if problems:
            self._refuse_draft(draft, problems)
        else:
            self.refresh(None)
        self._becoming = None

    def _refuse_draft(self, draft: Draft, problems: Iterable[Problem]) -> None:
        names = {column.name for column in self.columns}
        for problem in problems:
            name = problem.path.rpartition("].")[2].partition("[")[0].partition(".")[0]
            if name in names:
                self._refusals[draft, name] = Refusal("", problem.what)
            else:
                self._refused = problem.what

    def _after(self, problems: Sequence[Problem]) -> None:
        self._refused = "; ".join(problem.what for problem in problems)
        if problems:
            self.told.emit()
        else:
            self.refresh(None)

    def _drop(self, draft: Draft) -> None:
        line = self._items.index(draft)
        self.beginRemoveRows(QModelIndex(), line, line)
        del self._items[line]
        self.endRemoveRows()
        self._texts.clear()
        self.told.emit()

    def _tell_cells(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, len(self.columns) - 1))
        self.told.emit()

    def _keys(self) -> set[str]:
        return {row.key for row in self._rows()}

    def _name(self, item: Item) -> str:
        return name_of(item, self.table, self.columns, self._session.assessment, self._choices())

    def _name_of_copy(self, name: str) -> str:
        names = {getattr(row, "name", "") for row in self._rows()}
        number = 2
        while f"{name} {number}" in names:
            number += 1
        return f"{name} {number}"

    def _said_of(self, lines: int, what: str) -> str:
        return f"{WORDS[self.table].counted(lines)} {what}"
