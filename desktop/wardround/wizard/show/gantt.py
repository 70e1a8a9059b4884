"""The roadmap on a calendar: phases that unfold to their activities, all activities, or the critical path alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from wardround.deliverables.plan_rows import PhaseRow
from wardround.deliverables.words import counted
from wardround.engine.findings import Activity, Findings
from wardround.wizard import theme
from wardround.wizard.labels import label, line
from wardround.wizard.painted_button import LEFT, write
from wardround.wizard.show.cells import Words
from wardround.wizard.show.columns import MARK, SIDE, Column, places
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.roadmap_words import activity_lines, calendar, freeze_words, phases
from wardround.wizard.show.row_list import RowList
from wardround.wizard.show.segment import Segment
from wardround.wizard.show.timeline import Calendar, Span, TimeBar, paint_axis

ROW, SMALL_ROW = 36, 33
_INDENT = 14
_VIEWS = {"phases": "Phases", "all": "All activities", "critical": "Critical path"}
COLUMNS = (Column("Phase, activity", 196, 3), Column("Who", 130, 1, from_width=1000), Column("", 260, 7))


class Gantt(FlushCard):
    """A card with the calendar."""

    def __init__(self) -> None:
        self._view = Segment("roadmap.view", "Show on the calendar", _VIEWS)
        super().__init__("The way there", " ", beside=self._view)
        self._axis = _Axis()
        self.list = RowList(COLUMNS, "There are no activities.", height=ROW, head=False)
        self._view.chosen.connect(lambda _key: self._show())
        self._findings: Findings | None = None
        self.add(self._axis)
        self.add(self.list)

    def show_findings(self, findings: Findings) -> None:
        """Show the roadmap."""
        self._findings = findings
        self._show()

    def _show(self) -> None:
        if self._findings is None:
            return
        when = calendar(self._findings)
        self._axis.show_calendar(when)
        names = {each.activity_id: each.title for each in self._findings.roadmap.activities}
        view = self._view.key
        rows: list[Row] = []
        for phase in phases(self._findings):
            if view == "phases":
                rows.append(_phase_row(phase, when, names))
                continue
            shown = [each for each in phase.activities if each.critical or view == "all"]
            rows += [_activity_row(each, when, names, section=phase.name) for each in shown]
        self.list.show_rows(rows)
        how = "Full: a day lost there is a day lost at the end. Outlined: time to spare, dotted to its end."
        live = " Diamond: live." if when.go_live else ""
        self.say(f"{how}{live} {freeze_words(self._findings)}".strip())


class _Axis(QWidget):
    """Months above the rows."""

    def __init__(self) -> None:
        super().__init__()
        self._calendar: Calendar | None = None
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_calendar(self, when: Calendar) -> None:
        """Show the months of a calendar."""
        self._calendar = when
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint headings, months and a line below them."""
        tokens = theme.current()
        painter = QPainter(self)
        font = theme.font(theme.SMALL + 0.5, theme.SEMIBOLD)
        for place in places(COLUMNS, self.width(), SIDE, MARK):
            box = QRect(place.left, 0, place.width, self.height())
            if place.index == len(COLUMNS) - 1 and self._calendar is not None:
                paint_axis(painter, box, self._calendar)
            else:
                below = box.adjusted(0, 17, 0, 0)
                write(painter, below, COLUMNS[place.index].title, font, tokens.muted, LEFT)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.line))


def _phase_row(phase: PhaseRow, when: Calendar, names: dict[str, str]) -> Row:
    critical = tuple(Span(each.starts, each.ends) for each in phase.activities if each.critical)
    bar = TimeBar(
        when,
        Span(phase.starts, phase.ends),
        critical=bool(critical),
        parts=critical,
        ends_live=any(each.critical and each.ends == when.go_live for each in phase.activities),
    )

    def activities() -> QWidget:
        made = RowList(COLUMNS, "", height=SMALL_ROW, head=False)
        made.show_rows([_activity_row(each, when, names, indent=_INDENT) for each in phase.activities])
        return made

    count = counted(len(phase.activities), "activity", "activities")
    return Row(
        key=f"roadmap.phase.{phase.name}",
        cells=(Words(phase.name, strong=True), Words(count, quiet=True), bar),
        detail=activities,
    )


def _activity_row(
    activity: Activity, when: Calendar, names: dict[str, str], *, section: str = "", indent: int = 0
) -> Row:
    bar = TimeBar(
        when,
        Span(activity.starts, activity.ends),
        critical=activity.critical,
        slack_days=max(0, activity.slack_days),
        ends_live=activity.critical and activity.ends == when.go_live,
    )
    who = activity.responsible[:1].upper() + activity.responsible[1:]
    return Row(
        key=f"roadmap.{activity.activity_id}",
        cells=(Words(activity.title, strong=activity.critical), Words(who, quiet=True), bar),
        detail=lambda: _detail(activity, names),
        section=section,
        indent=indent,
    )


def _detail(activity: Activity, names: dict[str, str]) -> QWidget:
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    grid = QGridLayout()
    grid.setContentsMargins(SIDE + 2 * _INDENT, 10, SIDE + 8, 14)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(activity_lines(activity, names)):
        grid.addWidget(label(name, "note"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), row, 1)
    whole.addLayout(grid)
    whole.addWidget(line())
    return holder
