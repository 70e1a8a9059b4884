"""A large figure to click: what it is, its value, the target beside it, the reason under it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPaintEvent

from wardround.wizard import theme
from wardround.wizard.glance import Said, Tone
from wardround.wizard.painted_button import RIGHT, PaintedButton, width_of, write

INSET = 8
"""How far the ground of the mouse and the ring of the focus reach out beside the words."""
_LABEL, _VALUE, _UNDER = 18, 34, 18
_NOTHING = Said("", "", "", "")


def colour_of(tone: Tone, tokens: theme.Tokens, plain: str) -> str:
    """Return the colour that words of a tone are written in."""
    return {"good": tokens.good_text, "warn": tokens.warn_text, "bad": tokens.bad_text}.get(tone, plain)


class FigureBlock(PaintedButton):
    """One figure of the live panel. A click asks why; its size never changes with what it shows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._said = _NOTHING
        self._faded = False
        self._is_small = False
        self.show_said(_NOTHING)

    @property
    def said(self) -> Said:
        """What it shows."""
        return self._said

    def show_said(self, said: Said) -> None:
        """Show a figure."""
        self._said = said
        asks = bool(said.figure)
        self.setEnabled(asks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asks else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor)
        spread = f"{said.band} in eight of ten samples" if said.band else ""
        words = ", ".join(part for part in (said.label, said.value, spread, said.aside, said.under) if part)
        self.setAccessibleName(f"{words}. Why?" if asks else words)
        value = f"{said.value}, {said.aside}" if said.aside else said.value
        self.setToolTip("\n".join(part for part in (said.label, value, spread, said.under, said.more) if part))
        self.update()

    def fits_large(self) -> bool:
        """Return whether the value has its room in the large type."""
        return self._taken_by(theme.font(theme.BIG, theme.SEMIBOLD)) <= self.width() - 2 * INSET

    def keep_small(self, *, small: bool) -> None:
        """Write the value in the smaller type whatever room there is, as its neighbours do; or as large as it fits."""
        self._is_small = small
        self.update()

    def _taken_by(self, font: QFont) -> int:
        aside = width_of(self._said.aside, theme.font(theme.NOTE)) + 12 if self._said.aside else 0
        return width_of(self._said.value, font) + aside

    def fade(self, *, faded: bool) -> None:
        """Show the figure greyed, because it is older than the answers, or as it is."""
        self._faded = faded
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the three lines."""
        return QSize(220, _LABEL + _VALUE + _UNDER + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same height: a figure does not shrink."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, focus and words."""
        tokens, said = theme.current(), self._said
        painter = self.painter()
        self.paint_ground(painter, self.rect())
        inside = self.rect().adjusted(INSET, 4, -INSET, -4)
        note = theme.font(theme.NOTE)
        row = QRect(inside.left(), inside.top(), inside.width(), _LABEL)
        taken = width_of(said.band, note) + 12 if said.band else 0
        fits_whole = width_of(said.label, note) + taken <= row.width()
        name = said.label if fits_whole or not said.short_label else said.short_label
        write(painter, row.adjusted(0, 0, -taken, 0), name, note, tokens.muted)
        write(painter, row, said.band, note, tokens.muted, RIGHT)
        row = QRect(inside.left(), row.bottom() + 1, inside.width(), _VALUE)
        ink = tokens.muted if self._faded else colour_of(said.tone, tokens, tokens.ink)
        aside = width_of(said.aside, note) + 12 if said.aside else 0
        big = theme.font(theme.BIG, theme.SEMIBOLD)
        if self._is_small or not self.fits_large():
            big = theme.font(theme.TITLE, theme.SEMIBOLD)
        used = write(painter, row, said.value, big, ink)
        fits = used + aside <= inside.width()
        if fits:
            write(painter, row.adjusted(0, 5, 0, 0), said.aside, note, tokens.muted, RIGHT)
        below = said.under if fits else ", ".join(part for part in (said.aside, said.under) if part)
        faint = tokens.muted if self._faded else colour_of(said.under_tone, tokens, tokens.muted)
        row = QRect(inside.left(), row.bottom() + 1, inside.width(), _UNDER)
        write(painter, row, below, theme.font(theme.NOTE - 0.5, theme.MEDIUM), faint)
