"""A table on screen: keys and mouse, lists in its cells, and the first column that stays when the others move."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from wardround.wizard import theme
from wardround.wizard.fields.choice_popup import ChoicePopup
from wardround.wizard.fields.lists import choices_of
from wardround.wizard.fields.table.cell_delegate import ROW_HEIGHT, CellDelegate
from wardround.wizard.fields.table.column_header import ColumnHeader
from wardround.wizard.fields.table.column_widths import fitted_widths
from wardround.wizard.fields.table.first_column import FirstColumn
from wardround.wizard.fields.table.row_model import VALUE, RowModel
from wardround.wizard.labels import may_shorten
from wardround.wizard.session import Session
from wardround.workshop.shapes import Kind, Shape

Index = QModelIndex | QPersistentModelIndex

MOST_LINES = 12
"""A longer table scrolls inside."""
_YES_OR_NO = {Qt.Key.Key_Y: True, Qt.Key.Key_N: False}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LISTED = frozenset({Kind.CHOICE, Kind.CHOICES})
_BY_ITSELF = (QAbstractItemView.EditTrigger.DoubleClicked, QAbstractItemView.EditTrigger.EditKeyPressed)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


class TableView(QTableView):
    """Shows the rows of a model. What the keys ask of the table as a whole it hands on."""

    add_wanted = Signal()
    duplicate_wanted = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()
    fitted = Signal()
    """Columns and headings have their sizes."""

    def __init__(self, session: Session, model: RowModel) -> None:
        """Take the rows, and the session in which lists are looked up."""
        super().__init__()
        self._session = session
        self._rows = model
        self._first: FirstColumn | None = None
        self.setObjectName(model.table)
        may_shorten(self)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalHeader(ColumnHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table; inside a cell that is edited it goes on to the next
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.horizontalHeader().sectionClicked.connect(self._on_heading_clicked)
        self._order: tuple[int, Qt.SortOrder] | None = None

    # --- columns ------------------------------------------------------------------------------------------------

    def show_columns(self, names: Iterable[str]) -> None:
        """Show the columns of these names and hide the others."""
        wanted = set(names)
        for place, column in enumerate(self._rows.columns):
            self.setColumnHidden(place, column.name not in wanted)
        self.fit_columns()

    def shown_columns(self) -> tuple[Shape, ...]:
        """Return the columns that are shown, in order."""
        return tuple(column for place, column in enumerate(self._rows.columns) if not self.isColumnHidden(place))

    def fit_columns(self) -> None:
        """Give each column the width of what it holds, and share the room that is left."""
        shown = [place for place in range(len(self._rows.columns)) if not self.isColumnHidden(place)]
        if not shown:
            return
        widths = fitted_widths(self._rows, shown, self.viewport().width())
        for place, width in widths.items():
            self.setColumnWidth(place, width)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self._keep_first(stays=sum(widths.values()) > self.viewport().width())
        self.fitted.emit()

    def wanted_height(self) -> int:
        """Return the height that shows the rows, or as many as a page can take."""
        lines = min(self._rows.rowCount(), MOST_LINES)
        wide = sum(self.columnWidth(place) for place in range(len(self._rows.columns)))
        return (
            self.horizontalHeader().sizeHint().height()
            + lines * ROW_HEIGHT
            + (self.horizontalScrollBar().sizeHint().height() if wide > self.width() else 0)
        )

    # --- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what a key means for the table, the row or the cell."""
        if not (self._took_table_key(event) or self._took_cell_key(event)):
            super().keyPressEvent(event)

    def _took_table_key(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif (control and key in _ENTER) or key is Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif control and key is Qt.Key.Key_D:
            self.duplicate_wanted.emit()
        elif control and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_wanted.emit()
        else:
            return False
        return True

    def _took_cell_key(self, event: QKeyEvent) -> bool:
        index, key = self.currentIndex(), Qt.Key(event.key())
        if not index.isValid() or event.modifiers() not in _PLAIN:
            return False
        column = self._rows.columns[index.column()]
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._rows.clear_cells(self.selectedIndexes() or [index])
        elif key is Qt.Key.Key_Escape:
            return self._rows.forget_refusal(index)
        elif column.kind is Kind.YES_NO and key in _YES_OR_NO:
            self._rows.setData(index, _YES_OR_NO[key], VALUE)
        elif column.kind is Kind.YES_NO and key is Qt.Key.Key_Space:
            self._rows.setData(index, not index.data(VALUE), VALUE)
        elif key in _ENTER or (key is Qt.Key.Key_Space and column.kind in _LISTED):
            self.edit_cell(index)
        elif column.kind in _LISTED and event.text().strip() and event.text().isprintable():
            self._open_list(index, event.text())
        else:
            return False
        return True

    # --- editing ------------------------------------------------------------------------------------------------

    def edit_cell(self, index: QModelIndex) -> None:
        """Begin to change a cell: a list opens, a yes becomes a no, anything else is typed."""
        kind = self._rows.columns[index.column()].kind
        self.stand_on(index)
        if kind in _LISTED:
            self._open_list(index)
        elif kind is Kind.YES_NO:
            self._rows.setData(index, not index.data(VALUE), VALUE)
        else:
            super().edit(index)

    def edit(  # type: ignore[override] # one of two forms that Qt has
        self, index: Index, trigger: QAbstractItemView.EditTrigger, event: QEvent
    ) -> bool:
        """Begin to change a cell for a click or a key, as `edit_cell` does."""
        if not index.isValid() or not trigger & self.editTriggers():
            return super().edit(index, trigger, event)
        kind = self._rows.columns[index.column()].kind
        if kind not in _LISTED and kind is not Kind.YES_NO:
            return super().edit(index, trigger, event)
        if trigger not in _BY_ITSELF:
            return False
        self.edit_cell(self._rows.index(index.row(), index.column()))
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 - Qt's name
        """Go on to the next or the last cell after Tab, whatever kind it is."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._go_on(1)
        elif hint is QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self._go_on(-1)

    def _go_on(self, by: int) -> None:
        """Make the next shown cell current, and let it be typed into where it is typed."""
        shown = [place for place in range(len(self._rows.columns)) if not self.isColumnHidden(place)]
        index = self.currentIndex()
        if index.column() not in shown:
            return
        line, place = divmod(index.row() * len(shown) + shown.index(index.column()) + by, len(shown))
        if not 0 <= line < self._rows.rowCount():
            return
        following = self._rows.index(line, shown[place])
        self.stand_on(following)
        if self._rows.columns[shown[place]].kind not in _LISTED | {Kind.YES_NO}:
            super().edit(following)

    def _open_list(self, index: QModelIndex, typed: str = "") -> None:
        column = self._rows.columns[index.column()]
        several = column.kind is Kind.CHOICES
        value = index.data(VALUE)
        chosen = tuple(value or ()) if several else () if value in (None, "") else (value,)
        offered = choices_of(self._session).at(column.path)
        popup = ChoicePopup(self, offered, chosen, several=several, typed=typed)
        place = QPersistentModelIndex(index)
        popup.taken.connect(lambda value: self._on_taken(place, value))
        self.scrollTo(index)
        cell = self.visualRect(index)
        popup.open_beside(QRect(self.viewport().mapToGlobal(cell.topLeft()), cell.size()))

    def _on_taken(self, place: QPersistentModelIndex, value: object) -> None:
        if place.isValid():
            self._rows.setData(self._rows.index(place.row(), place.column()), value, VALUE)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_on(self, index: QModelIndex) -> None:
        """Put the cursor on a cell and choose it alone, whichever keys are held."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    # --- moving -------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Have a current cell as soon as the table has the cursor."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            first = next((p for p in range(len(self._rows.columns)) if not self.isColumnHidden(p)), 0)
            self.selectionModel().setCurrentIndex(
                self._rows.index(0, first), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll inside only while somebody works in the table; otherwise the page scrolls."""
        if self.hasFocus() or event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the cells, and draw the lines between the rows on where no column stands."""
        super().paintEvent(event)
        right = self.horizontalHeader().length() - self.horizontalHeader().offset()
        if right >= self.viewport().width():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.current().line))
        first = max(self.rowAt(0), 0)
        for row in range(first, min(first + MOST_LINES + 2, self._rows.rowCount())):
            y = self.rowViewportPosition(row) + ROW_HEIGHT - 1
            painter.drawLine(right, y, self.viewport().width(), y)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width among the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
        self._place_first()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view beside the first column, not behind it."""
        super().scrollTo(index, hint)
        if self._first is not None and self._first.isVisible() and index.column() > 0:
            hidden = self.columnWidth(0) - self.visualRect(index).left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height that the rows want."""
        return QSize(super().sizeHint().width(), self.wanted_height())

    # --- within -------------------------------------------------------------------------------------------------

    def _on_heading_clicked(self, section: int) -> None:
        """Sort upwards, downwards, and then as the answers stand again."""
        header = self.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self._order is None or self._order[0] != section:
            self._order = (section, up)
        else:
            self._order = (section, down) if self._order[1] is up else None
        header.setSortIndicatorShown(self._order is not None)
        if self._order is not None:
            header.setSortIndicator(*self._order)
        self._rows.sort(*(self._order or (-1, up)))
        header.viewport().update()

    def _keep_first(self, *, stays: bool) -> None:
        """Let the first column stand still while the others move, where they do not all have room."""
        if not stays:
            if self._first is not None:
                self._first.hide()
            return
        if self._first is None:
            self._first = FirstColumn(self)
            self._first.doubleClicked.connect(self.edit_cell)
        self._first.setColumnWidth(0, self.columnWidth(0))
        self._place_first()
        self._first.show()

    def _place_first(self) -> None:
        if self._first is not None:
            height = self.viewport().height() + self.horizontalHeader().height()
            self._first.setGeometry(0, 0, self.columnWidth(0), height)
            self._first.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
