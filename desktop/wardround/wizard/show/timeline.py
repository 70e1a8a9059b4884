"""A calendar from left to right: months, days without changes, today, the target, and bars in rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from wardround.deliverables.amounts import MONTHS, short_date
from wardround.wizard import theme
from wardround.wizard.painted_button import LEFT, width_of, write
from wardround.wizard.show.cells import CENTRE

BAR = 10
_TO_SPARE = 1.4
_LABEL_ROOM, _LABEL_GAP = 34, 8


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of time on a row."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """What all rows have in common."""

    first: date
    last: date
    today: date
    target: date | None
    go_live: date | None
    freezes: tuple[Span, ...]

    def x(self, day: date, box: QRect) -> float:
        """Return where a day stands in a box."""
        span = max((self.last - self.first).days, 1)
        return box.left() + min(max((day - self.first).days / span, 0.0), 1.0) * box.width()

    def months(self) -> Iterator[date]:
        """Return the first day of each month that lies on the calendar."""
        year, month = self.first.year, self.first.month
        while (day := date(year, month, 1)) <= self.last:
            if day >= self.first:
                yield day
            year, month = (year + 1, 1) if month == len(MONTHS) else (year, month + 1)


@dataclass(frozen=True, slots=True)
class TimeBar:
    """A cell with a bar: full where it is critical, an outline where there is time to spare, which trails it."""

    calendar: Calendar
    span: Span
    critical: bool = True
    slack_days: int = 0
    parts: tuple[Span, ...] = ()
    """For a bar that sums others: the critical ones among them, full on its outline."""
    ends_live: bool = False
    """Whether the client is live when it ends."""

    @property
    def said(self) -> str:
        """Dates and weight in words."""
        spare = f", {self.slack_days} working days to spare" if self.slack_days and not self.critical else ""
        weight = "on the critical path" if self.critical else f"not critical{spare}"
        return f"{short_date(self.span.starts)} to {short_date(self.span.ends)}, {weight}"

    def is_cut(self, _width: int) -> bool:
        """Return that a bar always has more to tell: its dates."""
        return True

    def paint(self, painter: QPainter, box: QRect, _side: Qt.AlignmentFlag) -> None:
        """Paint the calendar behind, then the bar."""
        tokens = theme.current()
        paint_ground(painter, box, self.calendar, tokens)
        calendar, middle = self.calendar, box.center().y() + 1
        left, right = calendar.x(self.span.starts, box), calendar.x(self.span.ends + timedelta(days=1), box)
        bar = QRectF(left, middle - BAR / 2, max(right - left, 3), BAR)
        if self.slack_days and not self.critical:
            until = calendar.x(self.span.ends + timedelta(days=round(self.slack_days * _TO_SPARE)), box)
            painter.setPen(QPen(QColor(tokens.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(bar.right(), middle), QPointF(max(until, bar.right()), middle))
        painter.setPen(QPen(QColor(tokens.accent), 1.4))
        full = self.critical and not self.parts
        painter.setBrush(QColor(tokens.accent if full else tokens.surface if not self.parts else tokens.accent_soft))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        for part in self.parts:
            start, end = calendar.x(part.starts, box), calendar.x(part.ends + timedelta(days=1), box)
            painter.drawRect(QRectF(start, bar.top() + 2, max(end - start, 2), BAR - 4))
        if self.ends_live:
            _diamond(painter, QPointF(bar.right(), middle), tokens)


def paint_ground(painter: QPainter, box: QRect, calendar: Calendar, tokens: theme.Tokens) -> None:
    """Paint months, freezes, today and the target over the whole height of a row."""
    top, height = box.top(), box.height() + 1
    for freeze in calendar.freezes:
        if freeze.ends >= calendar.first and freeze.starts <= calendar.last:
            left, right = calendar.x(freeze.starts, box), calendar.x(freeze.ends + timedelta(days=1), box)
            painter.fillRect(QRectF(left, top, max(right - left, 2), height), QColor(tokens.line))
    for month in calendar.months():
        painter.fillRect(QRectF(calendar.x(month, box), top, 1, height), QColor(tokens.line))
    for day, colour, style in _marks(calendar, tokens):
        painter.setPen(QPen(QColor(colour), 1.4, style))
        x = calendar.x(day, box)
        painter.drawLine(QPointF(x, top), QPointF(x, top + height))


def paint_axis(painter: QPainter, box: QRect, calendar: Calendar) -> None:
    """Paint the names of months above the rows, and of the lines that run down through them."""
    tokens = theme.current()
    small = theme.font(theme.SMALL)
    upper, lower = QRect(box.left(), box.top() + 2, box.width(), 17), QRect(box.left(), box.top() + 19, box.width(), 17)
    for x, words in _month_names(box, calendar, small):
        where = QRect(round(x), lower.top(), width_of(words, small) + 2, lower.height())
        write(painter, where, words, small, tokens.muted, LEFT)
    taken = float(box.left())
    for day, colour, _style in _marks(calendar, tokens):
        words = "today" if day == calendar.today else "target"
        font = theme.font(theme.SMALL, theme.SEMIBOLD)
        wide = width_of(words, font)
        left = min(max(calendar.x(day, box) - wide / 2, taken), box.right() - wide)
        write(painter, QRect(round(left), upper.top(), wide + 2, upper.height()), words, font, colour, CENTRE)
        taken = left + wide + 8


def _month_names(box: QRect, calendar: Calendar, font: QFont) -> Iterator[tuple[float, str]]:
    """Return the months that have room for their names, and where; a new year is named before others, with its year."""
    months = list(calendar.months())
    taken: list[tuple[float, float]] = []
    for month in sorted(months, key=lambda each: each.month != 1):
        name, x = MONTHS[month.month - 1][:3], calendar.x(month, box)
        with_year = month.month == 1 or month == months[0]
        for words in (f"{name} {month.year}", name) if with_year else (name,):
            ends = x + max(width_of(words, font) + _LABEL_GAP, _LABEL_ROOM)
            if ends - _LABEL_GAP <= box.right() and all(ends <= left or x >= right for left, right in taken):
                taken.append((x, ends))
                yield x, words
                break


def _marks(calendar: Calendar, tokens: theme.Tokens) -> Iterator[tuple[date, str, Qt.PenStyle]]:
    """Return the days that a line marks, from left to right: full for today, dashed for the target."""
    marks = [(calendar.today, tokens.ink, Qt.PenStyle.SolidLine)]
    if calendar.target is not None:
        marks.append((calendar.target, tokens.bad_text, Qt.PenStyle.DashLine))
    return iter(
        sorted((mark for mark in marks if calendar.first <= mark[0] <= calendar.last), key=lambda mark: mark[0])
    )


def _diamond(painter: QPainter, at: QPointF, tokens: theme.Tokens) -> None:
    """Paint the mark of the day on which the client is live."""
    reach = BAR * 0.8
    corners = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)]
    painter.setPen(QPen(QColor(tokens.surface), 1.5))
    painter.setBrush(QColor(tokens.bad))
    painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in corners]))
