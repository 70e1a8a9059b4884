"""The small rows of the live panel: recovery margins of processes, and top risks."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from wardround.wizard import theme
from wardround.wizard.figure_block import INSET, colour_of
from wardround.wizard.glance import TopRisk
from wardround.wizard.labels import may_shorten
from wardround.wizard.margins import Margin
from wardround.wizard.painted_button import RIGHT, PaintedButton, width_of, write, write_wrapped

_DOT = 10
_CHIP_WIDTH, _CHIP_HEIGHT = 28, 20


class MarginRow(PaintedButton):
    """One process: a dot and a word for met, open or missed, and by how much."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"live.recovery.{place}")
        may_shorten(self)
        self._margin: Margin | None = None
        self._faded = False

    @property
    def margin(self) -> Margin | None:
        """What it shows."""
        return self._margin

    def show_margin(self, margin: Margin) -> None:
        """Show a process."""
        self._margin = margin
        self.setEnabled(bool(margin.figure))
        self.setAccessibleName(f"{margin.why}: {margin.verdict}")
        self.setToolTip(f"{margin.why} ({margin.verdict})")
        self.update()

    def fade(self, *, faded: bool) -> None:
        """Show the row greyed, or as it is."""
        self._faded = faded
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two small lines."""
        return QSize(220, 37)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint dot, name, verdict and margins."""
        margin, tokens = self._margin, theme.current()
        if margin is None:
            return
        painter = self.painter()
        self.paint_ground(painter, self.rect())
        inside = self.rect().adjusted(INSET, 1, -INSET, -1)
        colour = tokens.warn if margin.open else tokens.good if margin.met else tokens.bad
        _dot(painter, inside.left() + 1, inside.top() + 5, tokens.muted if self._faded else colour, met=margin.met)
        first = QRect(inside.left() + 20, inside.top(), inside.width() - 20, 20)
        verdict_colour = tokens.muted if self._faded or margin.met else tokens.bad_text
        weight = theme.REGULAR if margin.met else theme.SEMIBOLD
        verdict = theme.font(theme.NOTE, weight)
        ink, plain = tokens.muted if self._faded else tokens.ink, theme.font(theme.NOTE + 0.5)
        beside, small = width_of(margin.verdict, verdict) + 8, theme.font(theme.SMALL)
        second = first.translated(0, 17).adjusted(0, 0, 0, -2)
        below = width_of(margin.name, plain) + beside > first.width()  # a long name takes the whole line
        write(painter, second if below else first, margin.verdict, verdict, verdict_colour, RIGHT)
        write(painter, first.adjusted(0, 0, 0 if below else -beside, 0), margin.name, plain, ink)
        room = second.adjusted(0, 0, -beside if below else 0, 0)
        words = margin.words if width_of(margin.words, small) <= room.width() else margin.short_words
        write(painter, room, words, small, tokens.muted)


class RiskRow(PaintedButton):
    """One of the top risks: its score on a chip, and its title. A click leads to the register."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"live.risk.{place}")
        may_shorten(self)
        self._risk: TopRisk | None = None
        self._faded = False

    @property
    def risk(self) -> TopRisk | None:
        """What it shows."""
        return self._risk

    def show_risk(self, risk: TopRisk) -> None:
        """Show a risk."""
        self._risk = risk
        words = f"{risk.title}: score {risk.score}, {risk.band}"
        self.setAccessibleName(words)
        self.setToolTip(f"{risk.risk_id} {words}")
        self.update()

    def fade(self, *, faded: bool) -> None:
        """Show the row greyed, or as it is."""
        self._faded = faded
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two small lines, which a title may take."""
        return QSize(220, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint chip and title."""
        risk, tokens = self._risk, theme.current()
        if risk is None:
            return
        painter = self.painter()
        self.paint_ground(painter, self.rect())
        inside = self.rect().adjusted(INSET, 0, -INSET, 0)
        soft = {"bad": tokens.bad_soft, "warn": tokens.warn_soft}.get(risk.tone, tokens.good_soft)
        ink = tokens.muted if self._faded else tokens.ink
        chip = QRect(inside.left(), (self.height() - _CHIP_HEIGHT) // 2, _CHIP_WIDTH, _CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ground if self._faded else soft))
        painter.drawRoundedRect(chip, 4, 4)
        colour = tokens.muted if self._faded else colour_of(risk.tone, tokens, ink)
        write(
            painter,
            chip,
            str(risk.score),
            theme.font(theme.NOTE - 0.5, theme.SEMIBOLD),
            colour,
            Qt.AlignmentFlag.AlignHCenter,
        )
        title = inside.adjusted(_CHIP_WIDTH + 10, 0, 0, 0)
        write_wrapped(painter, title, risk.title, theme.font(theme.NOTE), ink)


def _dot(painter: QPainter, left: int, top: int, colour: str, *, met: bool) -> None:
    """Paint a full dot for met, a ring with a bar for missed: the shape says it without the colour."""
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(QColor(colour) if met else Qt.BrushStyle.NoBrush)
    box = QRect(left, top, _DOT, _DOT) if met else QRect(left + 1, top + 1, _DOT - 2, _DOT - 2)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1) if met else box)
    if not met:
        painter.drawLine(box.left() + 2, box.center().y() + 1, box.right() - 1, box.center().y() + 1)
