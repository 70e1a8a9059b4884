"""Which systems move together, in which order, and what stays."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wardround.assessment import Assessment
from wardround.deliverables.words import counted, sentence
from wardround.engine.findings import Findings, Wave
from wardround.wizard import theme
from wardround.wizard.labels import label, line
from wardround.wizard.painted_button import write
from wardround.wizard.show.cells import CENTRE
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.fold import Fold
from wardround.wizard.show.roadmap_words import node_name, wave_days

_DISC = 26
_MOST_NAMES = 16
"""So many names are read at a glance; the others unfold."""


class WavesCard(FlushCard):
    """The waves under each other, each with what moves in it."""

    def __init__(self) -> None:
        super().__init__("Waves", "What moves together, and in which order.")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(12)
        self._shown: tuple[tuple[Wave, tuple[str, ...]], ...] = ()
        self.add_inside(self._holder)

    def show_findings(self, findings: Findings, assessment: Assessment) -> None:
        """Show the waves, those that stay last."""
        waves = sorted(findings.roadmap.waves, key=lambda wave: (wave.number <= 0, wave.number))
        shown = tuple((wave, tuple(node_name(key, assessment) for key in wave.members)) for wave in waves)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not shown:
            self._column.addWidget(label("No systems are listed that move.", "note"))
        for place, (wave, names) in enumerate(shown):
            if place:
                self._column.addWidget(line())
            self._column.addWidget(_wave(wave, names))


def _wave(wave: Wave, names: tuple[str, ...]) -> QWidget:
    made = QWidget()
    made.setObjectName(f"roadmap.wave.{wave.number}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(_Disc(wave.number), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(3)
    title = f"{wave.title}, {counted(len(names), 'part')}"
    column.addWidget(label(title, "strong", wrap=True))
    days = wave_days(wave)
    if days:
        column.addWidget(label(days, wrap=True))
    column.addWidget(label(sentence(wave.reason), "note", wrap=True))
    column.addWidget(label(_joined(names[:_MOST_NAMES]), wrap=True))
    if len(names) > _MOST_NAMES:
        rest = names[_MOST_NAMES:]
        more = Fold(f"{len(rest)} more", f"roadmap.wave.{wave.number}.more", lambda: label(_joined(rest), wrap=True))
        column.addWidget(more)
    if wave.acceptance:
        column.addWidget(label(f"Back to: {wave.rollback}", "note", wrap=True))
        column.addWidget(label(f"Moved when: {wave.acceptance}", "note", wrap=True))
    row.addLayout(column, 1)
    return made


def _joined(names: tuple[str, ...]) -> str:
    return " \N{MIDDLE DOT} ".join(names)


class _Disc(QWidget):
    """The number of a wave; a ring for what stays."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(_DISC, _DISC)
        self.setAccessibleName(f"Wave {number}" if number > 0 else "Not moved")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the disc."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        moves = self._number > 0
        painter.setPen(QColor(tokens.accent if moves else tokens.line))
        painter.setBrush(QColor(tokens.accent) if moves else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        words = str(self._number) if moves else "\N{EN DASH}"
        ink = (tokens.ground if tokens.dark else tokens.surface) if moves else tokens.muted
        write(painter, QRect(self.rect()), words, theme.font(theme.NOTE, theme.SEMIBOLD), ink, CENTRE)
