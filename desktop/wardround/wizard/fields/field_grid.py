"""Fields in one column, or in two where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from wardround.wizard.fields.answer_field import AnswerField

TWO_COLUMNS_FROM = 1100
_GAP = 48


class FieldGrid(QWidget):
    """Lays out fields; their order stays, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[AnswerField, ...] = ()
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)

    @property
    def last(self) -> QWidget | None:
        """The widget at which Tab leaves the fields."""
        return last_of(self._fields[-1]) if self._fields else None

    @property
    def fields(self) -> tuple[AnswerField, ...]:
        """The fields that are shown, in order."""
        return self._fields

    def show_fields(self, fields: Sequence[AnswerField]) -> None:
        """Show these fields and no others; those that are shown already keep the cursor and what was typed."""
        if tuple(fields) == self._fields:
            return
        for field in self._fields:
            if field not in fields:
                self._grid.removeWidget(field)
                field.hide()
        self._fields = tuple(fields)
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of one column: two must not keep the window from becoming smaller again."""
        narrowest = max((field.minimumSizeHint().width() for field in self._fields), default=0)
        return QSize(narrowest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Change between one column and two."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for number, field in enumerate(self._fields):
            row, column = divmod(number, self._columns)
            self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
            field.set_first(first=row == 0)
            field.show()
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self.chain()

    def chain(self) -> None:
        """Let Tab go through the fields as they are read."""
        for before, after in zip(self._fields, self._fields[1:], strict=False):
            _chain(before, after)


def _chain(before: AnswerField, after: AnswerField) -> None:
    """Let Tab go through the fields as they are read, also those that came later."""
    QWidget.setTabOrder(before.control, last_of(before))
    QWidget.setTabOrder(last_of(before), after.control)


def last_of(field: AnswerField) -> QWidget:
    """Return the widget at which Tab leaves a field."""
    return field.standing if field.standing is not None else field.control
