"""The list inside the popup of a picker: what matches the search, with marks for what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wardround.wizard import theme
from wardround.workshop.choices import Choice, Code

ROW = 32
_SIDE = 12
_MARK = 26
_BETWEEN = 16
CHOICE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class ChoiceModel(QAbstractListModel):
    """The choices that match what was searched for."""

    def __init__(self, choices: Sequence[Choice], chosen: Iterable[Code]) -> None:
        super().__init__()
        self._all = tuple(choices)
        self._shown = self._all
        self.chosen = list(chosen)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and usual default
        """Return how many choices match."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's way
        """Return the words of a choice, or the choice itself."""
        choice = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return choice.words
            case Qt.ItemDataRole.ToolTipRole:
                return f"{choice.words}\n{choice.hint}".strip()
            case Qt.ItemDataRole.CheckStateRole:
                return None
            case Qt.ItemDataRole.UserRole:
                return choice
        return None

    def search(self, text: str) -> None:
        """Show only choices in which every word of ``text`` begins or stands; those that begin with it come first."""
        words = text.casefold().split()
        found = [choice for choice in self._all if all(word in _searchable(choice) for word in words)]
        wanted = text.casefold().strip()
        found.sort(key=lambda choice: not choice.words.casefold().startswith(wanted))
        self.beginResetModel()
        self._shown = tuple(found)
        self.endResetModel()

    def place_of(self, code: Code | None) -> int:
        """Return the place of a choice in the list, 0 where it is not shown."""
        return next((place for place, choice in enumerate(self._shown) if choice.code == code), 0)

    def toggle(self, choice: Choice) -> None:
        """Choose what was not chosen, and the other way round."""
        if choice.code in self.chosen:
            self.chosen.remove(choice.code)
        else:
            self.chosen.append(choice.code)
        self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def chosen_in_order(self) -> tuple[Code, ...]:
        """Return what is chosen in the order of the list; codes that are on no list come last."""
        listed = [choice.code for choice in self._all if choice.code in self.chosen]
        return (*listed, *(code for code in self.chosen if code not in listed))

    def widest(self) -> int:
        """Return the room that the longest line needs."""
        body = QFontMetrics(theme.font(theme.BODY))
        note = QFontMetrics(theme.font(theme.NOTE))
        widths = (
            body.horizontalAdvance(choice.words)
            + (note.horizontalAdvance(choice.hint) + _BETWEEN if choice.hint else 0)
            for choice in self._all
        )
        return max(widths, default=0) + 2 * _SIDE + _MARK


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: a mark, its words, and small beside them what else it is known by."""

    def __init__(self, model: ChoiceModel, *, several: bool) -> None:
        super().__init__()
        self._model = model
        self._several = several

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a line."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        tokens = theme.current()
        choice: Choice = index.data(CHOICE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            current = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if current else tokens.ground))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 5, 5)
        self._paint_mark(painter, tokens, rect, chosen=choice.code in self._model.chosen)
        left = rect.left() + _SIDE + _MARK
        room = rect.right() - _SIDE - left
        painter.setFont(theme.font(theme.BODY))
        words = painter.fontMetrics().horizontalAdvance(choice.words)
        painter.setPen(QColor(tokens.ink))
        _line(painter, QRect(left, rect.top(), min(words + 1, room), rect.height()), choice.words)
        rest = room - words - _BETWEEN
        if choice.hint and rest > _BETWEEN:
            painter.setFont(theme.font(theme.NOTE))
            painter.setPen(QColor(tokens.muted))
            _line(painter, QRect(left + words + _BETWEEN, rect.top(), rest, rect.height()), choice.hint)
        painter.restore()

    def _paint_mark(self, painter: QPainter, tokens: theme.Tokens, rect: QRect, *, chosen: bool) -> None:
        left, middle = rect.left() + _SIDE, rect.center().y() + 1
        if self._several:
            painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.muted), 1.4))
            painter.setBrush(QColor(tokens.accent if chosen else tokens.surface))
            painter.drawRoundedRect(left, middle - 7, 14, 14, 3, 3)
        if chosen:
            inside = tokens.surface if self._several else tokens.accent
            painter.setPen(QPen(QColor(inside), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(left + 3, middle, left + 6, middle + 3)
            painter.drawLine(left + 6, middle + 3, left + 11, middle - 3)


def _line(painter: QPainter, where: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter.value), shown)


def _searchable(choice: Choice) -> str:
    return f"{choice.words} {choice.hint} {choice.code}".casefold()
