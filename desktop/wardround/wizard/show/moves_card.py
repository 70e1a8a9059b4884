"""Moving a wave to another day or a system to another wave, and what breaks by it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardround.assessment import THE_ERP, Assessment, Problem
from wardround.assessment.calendar import Pin
from wardround.deliverables.amounts import long_date
from wardround.deliverables.words import sentence
from wardround.engine.findings import Findings, Wave
from wardround.wizard.labels import button, label
from wardround.wizard.session import Session
from wardround.wizard.show.drop_list import DropList
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.roadmap_words import node_name
from wardround.workshop.not_understood import NotUnderstood
from wardround.workshop.typed import date_typed

TABLE = "calendar.pins"
LEAST_LETTERS = 12
"""The lists take the room there is, at least that of so many letters."""
NOTHING_BREAKS = "Nothing breaks by these moves."


class MovesCard(FlushCard):
    """Two lines to move something, what was moved so far, and what breaks."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            "Move a wave", "Pin a wave to a day, or a system to a wave. What breaks is told, not forbidden."
        )
        self._session = session
        self._wave = DropList("roadmap.move.wave", "Wave to move")
        self._day = QLineEdit()
        self._day.setObjectName("roadmap.move.day")
        self._day.setAccessibleName("Day to move it to")
        self._day.setPlaceholderText("day, as in 2027-06-19")
        self._system = DropList("roadmap.move.system", "System to move")
        self._to = DropList("roadmap.move.to", "Wave to move it to")
        self._refused = label("", "problem", wrap=True)
        self._refused.setObjectName("roadmap.move.problem")
        self._refused.hide()
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(0, 3)
        lines.setColumnStretch(2, 2)
        for each in (self._wave, self._system, self._to):
            each.setMinimumContentsLength(LEAST_LETTERS)
            each.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        day, wave = button("Move", "roadmap.move.by_day"), button("Move", "roadmap.move.by_wave")
        day.setAccessibleName("Move the wave to the day")
        wave.setAccessibleName("Move the system to the wave")
        for row, (what, to, press) in enumerate(((self._wave, self._day, day), (self._system, self._to, wave))):
            lines.addWidget(what, row, 0)
            lines.addWidget(label("to", "note"), row, 1)
            lines.addWidget(to, row, 2)
            lines.addWidget(press, row, 3)
        day.clicked.connect(self._on_day)
        wave.clicked.connect(self._on_wave)
        self._day.returnPressed.connect(self._on_day)
        self._found = QWidget()
        self._column = QVBoxLayout(self._found)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._waves: dict[str, Wave] = {}
        self.add_inside(grid)
        self.add_inside(self._refused, above=0, below=0)
        self.add_inside(self._found, above=2)

    def show_findings(self, findings: Findings, assessment: Assessment) -> None:
        """Show what can be moved, what was, and what breaks."""
        moving = [wave for wave in findings.roadmap.waves if wave.number > 0 and wave.members]
        self._waves = {str(wave.number): wave for wave in moving}
        titles = [(f"Wave {wave.number}: {wave.title}", str(wave.number)) for wave in moving]
        self._wave.offer(titles)
        self._to.offer([*titles, ("A wave of its own at the end", str(len(moving) + 1))])
        there = {member for wave in moving for member in wave.members}
        systems = [(row.name, row.key) for row in assessment.dependencies.systems if row.key in there]
        self._system.offer(sorted(systems))
        self._show_pins(assessment)
        words = [sentence(one.words) for one in findings.roadmap.breaks]
        if not words and assessment.calendar.pins:
            self._column.addWidget(label(NOTHING_BREAKS, "note", wrap=True))
        for place, text in enumerate(words):
            made = label(text, "problem", wrap=True)
            made.setObjectName(f"roadmap.break.{place}")
            self._column.addWidget(made)

    def _show_pins(self, assessment: Assessment) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pin in assessment.calendar.pins:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(_pin_words(pin, assessment, self._waves), wrap=True), 1)
            back = button("Put back", f"roadmap.move.back.{pin.key}")
            back.setAccessibleName(f"Put {node_name(pin.member, assessment)} back")
            back.clicked.connect(lambda _checked=False, key=pin.key: self._tell(self._session.remove_row(TABLE, key)))
            row.addWidget(back)
            self._column.addWidget(holder)

    def _on_day(self) -> None:
        wave = self._waves.get(self._wave.key)
        if wave is None:
            return
        try:
            day = date_typed(self._day.text())
        except NotUnderstood as refused:
            self._say(str(refused))
            return
        # The ERP stands for its wave: its day is the cutover.
        member = THE_ERP if THE_ERP in wave.members else wave.members[0]
        if self._put(member, {"day": day}):
            self._day.clear()

    def _on_wave(self) -> None:
        if self._system.key and self._to.key:
            self._put(self._system.key, {"wave": int(self._to.key)})

    def _put(self, member: str, values: dict[str, object]) -> bool:
        pins = self._session.assessment.calendar.pins
        before = next((pin for pin in pins if pin.member == member), None)
        kept = {"wave": before.wave, "day": before.day} if before else {}
        key = before.key if before else f"move-{member.replace(':', '-')}"
        return self._tell(self._session.put_row(TABLE, {"key": key, "member": member} | kept | values))

    def _tell(self, problems: Sequence[Problem]) -> bool:
        self._say(" ".join(problem.what for problem in problems))
        return not problems

    def _say(self, words: str) -> None:
        self._refused.setText(words)
        self._refused.setVisible(bool(words))


def _pin_words(pin: Pin, assessment: Assessment, waves: dict[str, Wave]) -> str:
    name = node_name(pin.member, assessment)
    there = next((wave for wave in waves.values() if pin.member in wave.members), None)
    parts = []
    if pin.wave is not None:
        parts.append(f"{name} moves in wave {pin.wave}")
    if pin.day is not None:
        what = f"wave {there.number} ({there.title})" if there else name
        parts.append(f"{what} moves on {long_date(pin.day)}")
    return sentence("; ".join(parts) or f"{name} is pinned to nothing")
