"""What stands in a cell of a list: words, a number, a bar, a chip. Each paints itself and says itself in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from wardround.wizard import theme
from wardround.wizard.figure_block import colour_of
from wardround.wizard.glance import Tone
from wardround.wizard.painted_button import LEFT, in_two_lines, width_of, write, write_wrapped

CENTRE = Qt.AlignmentFlag.AlignHCenter
UNDER_ROOM = 18
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

    @property
    def said(self) -> str:
        """Both lines."""
        return ", ".join(part for part in (self.text, self.under) if part)

    def paint(self, painter: QPainter, box: QRect, side: Qt.AlignmentFlag) -> None:
        """Paint one line in the middle, or two that are centred together; a long first line may take both."""
        tokens = theme.current()
        ink = colour_of(self.tone, tokens, tokens.muted if self.quiet else tokens.ink)
        both = theme.font(theme.NOTE, theme.MEDIUM if self.strong else theme.REGULAR)
        is_long = width_of(self.text, self._font()) > box.width()
        if self.under and is_long and _has_two_lines(self.text, both, box.width()):
            write_wrapped(painter, box, self.text, both, ink)
            return
        if not self.under:
            write(painter, box, self.text, self._font(), ink, side)
            return
        top = box.top() + (box.height() - 20 - UNDER_ROOM + 3) // 2
        write(painter, QRect(box.left(), top, box.width(), 20), self.text, self._font(), ink, side)
        below = QRect(box.left(), top + 18, box.width(), UNDER_ROOM - 2)
        small = theme.font(theme.SMALL)
        write(painter, below, _longest(self.under, self.shorter, small, box.width()), small, tokens.muted, side)

    def is_cut(self, width: int) -> bool:
        """Return whether one of the lines is too long."""
        return width_of(self.text, self._font()) > width or width_of(self.under, theme.font(theme.SMALL)) > width

    def _font(self) -> QFont:
        return theme.font(theme.BODY if not self.quiet else theme.NOTE, theme.MEDIUM if self.strong else theme.REGULAR)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Small words on one line or two."""

    text: str
    quiet: bool = False
    strong: bool = False
    shorter: tuple[str, ...] = ()
    """What may stand in place of the words where two lines are not enough, the longest first."""

    @property
    def said(self) -> str:
        """The words."""
        return self.text

    def paint(self, painter: QPainter, box: QRect, _side: Qt.AlignmentFlag) -> None:
        """Paint the words in the middle of the height."""
        tokens, font = theme.current(), self._font()
        said = next(
            (words for words in (self.text, *self.shorter) if _has_two_lines(words, font, box.width())),
            (self.text, *self.shorter)[-1],
        )
        write_wrapped(painter, box, said, font, tokens.muted if self.quiet else tokens.ink)

    def is_cut(self, width: int) -> bool:
        """Return whether two lines are not enough."""
        return not _has_two_lines(self.text, self._font(), width)

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


def _has_two_lines(words: str, font: QFont, width: int) -> bool:
    return all(width_of(line, font) <= width for line in in_two_lines(words, font, width))


def soft_of(tone: Tone, tokens: theme.Tokens) -> str:
    """Return the soft ground of a tone."""
    return {"good": tokens.good_soft, "warn": tokens.warn_soft, "bad": tokens.bad_soft}.get(tone, tokens.ground)
