"""What is not known yet: how far the answer may lie off, what moves it, and which question would narrow it most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency
from wardround.deliverables.spread_words import (
    about,
    band_words,
    best_questions,
    heading_of,
    less,
    narrowed,
    swung,
    told,
    unit_of,
)
from wardround.deliverables.words import sentence, spoken
from wardround.engine.findings import Findings
from wardround.engine.findings.spread import Band, Result, WorthAsking
from wardround.wizard.background import Newest
from wardround.wizard.labels import label, line
from wardround.wizard.pictures import Picture, drawing_style, svg_of
from wardround.wizard.show.cells import Bar, Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList

WAITING = "The samples around these figures are being drawn."
QUESTIONS = 6
WIDTH = 520
"""Of the pictures, in points."""


class SpreadCard(FlushCard):
    """Bands, and the questions worth asking next."""

    def __init__(self, go_to: Callable[[str], None]) -> None:
        super().__init__("What is not known yet", " ")
        self._go_to = go_to
        self.bands = RowList(
            (
                Column("Result", 210, 4),
                Column("As answered", 84, right=True),
                Column("Eight of ten samples", 132, 2, right=True),
            ),
            WAITING,
            height=34,
        )
        self.questions = RowList(
            (
                Column("Worth asking next", 180, 4),
                Column("It would narrow", 130, 3),
                Column("By", 96, 1),
            ),
            "No single answer would narrow the result by a hundredth.",
        )
        self.add(self.bands)
        self.add(self.questions)
        self.questions.hide()

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the spread, or that it is being drawn."""
        found = findings.spread
        self.questions.setVisible(found is not None)
        if found is None:
            self.say(WAITING)
            self.bands.show_rows([])
            return
        grade = spoken(found.grade.words)
        self.say(f"Confidence {found.grade.letter}: {grade}. {found.samples:,} samples.")
        self.bands.show_rows([_band(row, currency) for row in found.bands])
        self.questions.show_rows([self._question(row, currency) for row in best_questions(found, QUESTIONS)])

    def _question(self, row: WorthAsking, currency: Currency) -> Row:
        key = f"results.spread.ask.{row.input_id}"
        return Row(
            key,
            (
                Words(row.label, f"now {row.standing}", strong=True),
                Wrapped(about(row)),
                Bar(row.narrower_share, less(row)),
            ),
            detail=lambda: _detail(key, row, currency, self._go_to),
        )


def _band(row: Band, currency: Currency) -> Row:
    return Row(
        f"results.spread.band.{row.name}",
        (
            Wrapped(heading_of(row, currency)),
            Words(told(row.single, row.unit, currency), strong=True),
            Words(band_words(row, currency)),
        ),
    )


def _detail(key: str, row: WorthAsking, currency: Currency, go_to: Callable[[str], None]) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    inside = QVBoxLayout()
    inside.setContentsMargins(SIDE + 8, 10, SIDE + 8, 14)
    inside.setSpacing(8)
    inside.addWidget(label(f"The band {narrowed(row, currency)}.", wrap=True))
    inside.addWidget(label(f"What would answer it: {sentence(row.artefact)}", "note", wrap=True))
    if row.command:
        command = label(row.command, "small", wrap=True)
        command.setObjectName(f"{key}.command")
        inside.addWidget(command)
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    if row.command:
        copy = QPushButton("Copy the command")
        copy.setObjectName(f"{key}.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(row.command))
        buttons.addWidget(copy)
    if row.path:
        there = QPushButton("Go to the answer")
        there.setObjectName(f"{key}.go")
        there.clicked.connect(lambda: go_to(row.path))
        buttons.addWidget(there)
    buttons.addStretch(1)
    inside.addLayout(buttons)
    whole.addLayout(inside)
    whole.addWidget(line())
    return holder


class SwingsCard(FlushCard):
    """What moves cost and response, as the pictures that the roadmap prints; drawn off the GUI thread."""

    def __init__(self) -> None:
        super().__init__("What moves the result", WAITING)
        self._pictures = {
            "cost": Picture("What moves the cost of a month"),
            "response": Picture("What moves the response time"),
        }
        self._titles = {
            "cost": label("Cost of a steady month", "strong"),
            "response": label("Response at the 95th percentile", "strong"),
        }
        for name, picture in self._pictures.items():
            picture.setObjectName(f"results.swings.{name}")
            self.add_inside(self._titles[name])
            self.add_inside(picture)
            self._titles[name].hide()
        self._newest = Newest()
        self._newest.done.connect(self._on_drawn)
        self._newest.failed.connect(lambda _error: self.say("The picture could not be drawn; the workbook has it."))

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Draw the pictures once there is a spread."""
        found = findings.spread
        if found is None:
            self.say(WAITING)
            return
        style = drawing_style()

        def drawn() -> dict[str, tuple[bytes, str]]:
            from wardround.deliverables.charts.tornado import tornado  # noqa: PLC0415 - loads off the GUI thread

            made: dict[str, tuple[bytes, str]] = {}
            results: tuple[Result, ...] = ("cost", "response")
            for result in results:
                band, rows = found.band(result), swung(found, result, currency)
                if band is None or band.single is None or not rows:
                    continue
                single = told(band.single, unit_of(result), currency)
                picture = tornado(style, rows, band.single, f"as answered: {single}", WIDTH)
                says = "; ".join(f"{row.name}: {row.low_words} to {row.high_words}" for row in rows)
                made[result] = svg_of(picture), says
            return made

        self._newest.ask(drawn)

    def _on_drawn(self, made: dict[str, tuple[bytes, str]]) -> None:
        self.say("Each input from its low to its high value, everything else as answered.")
        for name, (svg, says) in made.items():
            self._titles[name].show()
            self._pictures[name].show_svg(svg)
            self._pictures[name].setAccessibleName(says)
