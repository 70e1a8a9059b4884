"""What stands in a cell of a list: words, a number, a bar, a chip. Each paints itself and says itself in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from wardround.wizard import theme
from wardround.wizard.figure_block import colour_of
from wardround.wizard.glance import Tone
from wardround.wizard.painted_button import LEFT, in_lines, line_height, width_of, write, write_wrapped

CENTRE = Qt.AlignmentFlag.AlignHCenter
UNDER_ROOM = 18
AROUND = 8
"""Room above and below words on several lines, together."""
BAR_HEIGHT = 10
SHARE_ROOM = 50
CHIP_HEIGHT = 22


class Cell(Protocol):
    """Something that stands in a cell."""

    @property
    def said(self) -> str:
        """The cell in words, for who cannot see it; '' for an empty one."""
        ...

    def paint(self, painter: QPainter, box: QRect, side: Qt.AlignmentFlag) -> None:
        """Paint it into a box."""
        ...

    def is_cut(self, width: int) -> bool:
        """Return whether a width is too small for it."""
        ...


def height_of(cell: Cell, width: int) -> int:
    """Return the least height of a row with the cell in a column of a width; 0 for one that takes any."""
    return cell.height(width) if isinstance(cell, Words | Wrapped) else 0


@dataclass(frozen=True, slots=True)
class Words:
    """One line, and under it perhaps a small grey one."""

    text: str
    under: str = ""
    strong: bool = False
    quiet: bool = False
    tone: Tone = "plain"
    shorter: tuple[str, ...] = ()
    """What may stand in place of the grey line where it has no room, the longest first."""
    lines: int = 1
    """So many lines the words may take, and so many the grey ones; the row grows with them."""

    @property
    def said(self) -> str:
        """Both lines."""
        return ", ".join(part for part in (self.text, self.under) if part)

    def height(self, width: int) -> int:
        """Return the height that several lines need; 0 for words that keep to one."""
        if self.lines == 1:
            return 0
        return self._tall(self.text, self._font(), width) + self._tall(self.under, _small(), width) + AROUND

    def _tall(self, words: str, font: QFont, width: int) -> int:
        return len(in_lines(words, font, width, self.lines)) * line_height(font) if words else 0

    def _paint_lines(self, painter: QPainter, box: QRect, ink: str) -> None:
        first, second = (
            self._tall(words, font, box.width()) for words, font in ((self.text, self._font()), (self.under, _small()))
        )
        top = box.top() + (box.height() - first - second) // 2
        write_wrapped(painter, QRect(box.left(), top, box.width(), first), self.text, self._font(), ink, self.lines)
        below = QRect(box.left(), top + first, box.width(), second)
        if self.under:
            write_wrapped(painter, below, self.under, _small(), theme.current().muted, self.lines)

    def paint(self, painter: QPainter, box: QRect, side: Qt.AlignmentFlag) -> None:
        """Paint one line in the middle, or two that are centred together; a long first line may take both."""
        tokens = theme.current()
        ink = colour_of(self.tone, tokens, tokens.muted if self.quiet else tokens.ink)
        if self.lines > 1:
            self._paint_lines(painter, box, ink)
            return
        both = theme.font(theme.NOTE, theme.MEDIUM if self.strong else theme.REGULAR)
        is_long = width_of(self.text, self._font()) > box.width()
        if self.under and is_long and _has_lines(self.text, both, box.width(), 2):
            write_wrapped(painter, box, self.text, both, ink)
            return
        if not self.under:
            write(painter, box, self.text, self._font(), ink, side)
            return
        top = box.top() + (box.height() - 20 - UNDER_ROOM + 3) // 2
        write(painter, QRect(box.left(), top, box.width(), 20), self.text, self._font(), ink, side)
        below = QRect(box.left(), top + 18, box.width(), UNDER_ROOM - 2)
        small = _small()
        write(painter, below, _longest(self.under, self.shorter, small, box.width()), small, tokens.muted, side)

    def is_cut(self, width: int) -> bool:
        """Return whether one of the lines is too long."""
        has_room = _has_lines(self.text, self._font(), width, self.lines)
        return not (has_room and _has_lines(self.under, _small(), width, self.lines))

    def _font(self) -> QFont:
        return theme.font(theme.BODY if not self.quiet else theme.NOTE, theme.MEDIUM if self.strong else theme.REGULAR)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Small words on one line or two, or on more where `lines` says so; the row grows with them."""

    text: str
    quiet: bool = False
    strong: bool = False
    shorter: tuple[str, ...] = ()
    """What may stand in place of the words where the lines are not enough, the longest first."""
    lines: int = 2
    """So many lines the words may take."""

    @property
    def said(self) -> str:
        """The words."""
        return self.text

    def paint(self, painter: QPainter, box: QRect, _side: Qt.AlignmentFlag) -> None:
        """Paint the words in the middle of the height."""
        tokens, font = theme.current(), self._font()
        ink = tokens.muted if self.quiet else tokens.ink
        write_wrapped(painter, box, self._shown(box.width()), font, ink, self.lines)

    def is_cut(self, width: int) -> bool:
        """Return whether the lines are not enough."""
        return not _has_lines(self.text, self._font(), width, self.lines)

    def height(self, width: int) -> int:
        """Return the height that the lines need; 0 for a single one."""
        lines = in_lines(self._shown(width), self._font(), width, self.lines)
        return len(lines) * line_height(self._font()) + AROUND if len(lines) > 1 else 0

    def _shown(self, width: int) -> str:
        ways = (self.text, *self.shorter)
        return next((words for words in ways if _has_lines(words, self._font(), width, self.lines)), ways[-1])

    def _font(self) -> QFont:
        return theme.font(theme.NOTE, theme.MEDIUM) if self.strong else theme.font(theme.NOTE - 0.5)


@dataclass(frozen=True, slots=True)
class Bar:
    """A share as a bar with its percentage behind it. Without a share only the words are shown."""

    share: float | None
    words: str
    tone: Tone = "plain"
    story: str = ""
    """What the bar is about, for the tooltip and for who cannot see it."""

    @property
    def said(self) -> str:
        """The share in words, with its story."""
        return self.story or self.words

    def paint(self, painter: QPainter, box: QRect, _side: Qt.AlignmentFlag) -> None:
        """Paint a pale track with the share of it, and the words at its end."""
        tokens = theme.current()
        small = theme.font(theme.NOTE)
        if self.share is None:
            write(painter, box, self.words, small, tokens.muted, LEFT)
            return
        track = QRectF(box.left(), box.center().y() - BAR_HEIGHT / 2 + 1, box.width() - SHARE_ROOM, BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line if tokens.dark else tokens.ground))
        painter.drawRoundedRect(track, 3, 3)
        filled = QRectF(track)
        filled.setWidth(max(min(self.share, 1.0) * track.width(), 3))
        painter.setBrush(QColor({"warn": tokens.warn, "bad": tokens.bad}.get(self.tone, tokens.accent)))
        painter.drawRoundedRect(filled, 3, 3)
        behind = QRect(round(track.right()) + 8, box.top(), SHARE_ROOM - 8, box.height())
        write(painter, behind, self.words, small, colour_of(self.tone, tokens, tokens.muted), LEFT)

    def is_cut(self, width: int) -> bool:
        """Return whether the words have no room, or there is more to tell."""
        if self.story:
            return True
        room = width if self.share is None else SHARE_ROOM - 8
        return width_of(self.words, theme.font(theme.NOTE)) > room


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word or number on a soft ground whose colour repeats what it says."""

    words: str
    tone: Tone = "plain"
    meaning: str = ""
    """What it says to who cannot see the colour: 'score 20, very high'."""

    @property
    def said(self) -> str:
        """The meaning, or the words alone."""
        return self.meaning or self.words

    def paint(self, painter: QPainter, box: QRect, side: Qt.AlignmentFlag) -> None:
        """Paint the chip at its side of the box."""
        if not self.words:
            return
        tokens = theme.current()
        font = theme.font(theme.NOTE - 0.5, theme.SEMIBOLD)
        wide = min(max(width_of(self.words, font) + 14, 30), box.width())
        left = box.right() - wide + 1 if side == Qt.AlignmentFlag.AlignRight else box.left()
        where = QRect(left, box.top() + (box.height() - CHIP_HEIGHT) // 2, wide, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft_of(self.tone, tokens)))
        painter.drawRoundedRect(where, 4, 4)
        write(painter, where, self.words, font, colour_of(self.tone, tokens, tokens.ink), CENTRE)

    def is_cut(self, width: int) -> bool:
        """Return whether the words have no room."""
        return width_of(self.words, theme.font(theme.NOTE - 0.5, theme.SEMIBOLD)) + 14 > width


def _longest(words: str, shorter: tuple[str, ...], font: QFont, width: int) -> str:
    """Return the first of several ways to say something that has its room; the last where none has."""
    ways = (words, *shorter)
    return next((way for way in ways if width_of(way, font) <= width), ways[-1])


def _has_lines(words: str, font: QFont, width: int, most: int) -> bool:
    return all(width_of(line, font) <= width for line in in_lines(words, font, width, most))


def _small() -> QFont:
    return theme.font(theme.SMALL)


def soft_of(tone: Tone, tokens: theme.Tokens) -> str:
    """Return the soft ground of a tone."""
    return {"good": tokens.good_soft, "warn": tokens.warn_soft, "bad": tokens.bad_soft}.get(tone, tokens.ground)
