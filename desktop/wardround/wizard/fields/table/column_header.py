"""The headings of a table: small and grey, on as many lines as they need, with a mark for the order."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from wardround.wizard import theme
from wardround.wizard.fields.table.cell_delegate import sides_of

_ABOVE, _BELOW = 8, 8
_MARK = 12
_UNBROKEN = re.compile(r"\([^()]*\)")
"""No line breaks inside brackets."""
_WRAP = int(Qt.TextFlag.TextWordWrap.value)


class ColumnHeader(QHeaderView):
    """Paints the headings, so that long ones wrap and all stand on one ground line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setSortIndicatorShown(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a height in which every heading that is shown has room."""
        metrics = QFontMetrics(heading_font())
        heights = [
            metrics.boundingRect(QRect(0, 0, max(self._room(section), 20), 400), _WRAP, self._text(section)).height()
            for section in range(self.count())
            if not self.isSectionHidden(section)
        ]
        return QSize(super().sizeHint().width(), max(heights, default=metrics.height()) + _ABOVE + _BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the headings, and draw the line below them on where no column stands."""
        super().paintEvent(event)
        right = self.length() - self.offset()
        if right < self.viewport().width():
            tokens = theme.current()
            painter = QPainter(self.viewport())
            rest = QRect(right, 0, self.viewport().width() - right, self.viewport().height())
            painter.fillRect(rest, QColor(tokens.surface))
            painter.setPen(QColor(tokens.line))
            painter.drawLine(rest.bottomLeft(), rest.bottomRight())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802 - Qt's name
        """Paint one heading."""
        tokens = theme.current()
        painter.save()
        painter.fillRect(rect, QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left, right = sides_of(logical)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        where = rect.adjusted(left, _ABOVE, -right - (_MARK if sorted_by else 0), -_BELOW)
        painter.setFont(heading_font())
        painter.setPen(QColor(tokens.ink if sorted_by else tokens.muted))
        side = self.model().headerData(logical, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        across = int(side) & int(Qt.AlignmentFlag.AlignHorizontal_Mask.value)
        painter.drawText(where, across | int(Qt.AlignmentFlag.AlignBottom.value) | _WRAP, self._text(logical))
        if sorted_by:
            self._paint_mark(painter, tokens, rect.right() - right - 4, rect.bottom() - _BELOW - 6)
        painter.restore()

    def _paint_mark(self, painter: QPainter, tokens: theme.Tokens, x: int, y: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent_text), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tip = -3 if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else 3
        painter.drawLine(x - 4, y - tip // 2, x, y + tip)
        painter.drawLine(x, y + tip, x + 4, y - tip // 2)

    def _room(self, section: int) -> int:
        return self.sectionSize(section) - sum(sides_of(section)) - _MARK

    def _text(self, section: int) -> str:
        return _UNBROKEN.sub(_kept_together, str(self.model().headerData(section, self.orientation())))


def _kept_together(found: re.Match[str]) -> str:
    return found.group().replace(" ", "\N{NO-BREAK SPACE}")


def heading_font() -> QFont:
    """Return the font of headings."""
    return theme.font(theme.SMALL + 0.5, theme.SEMIBOLD)
