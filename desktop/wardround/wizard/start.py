"""The start screen: what was open lately, a new engagement, and four samples to look around in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wardround.wizard.cards import ROW_SIDE, Card, ListCard
from wardround.wizard.choice_row import ChoiceRow
from wardround.wizard.labels import button, label
from wardround.wizard.remembered import RecentFile
from wardround.wizard.samples import SAMPLES

if TYPE_CHECKING:
    from wardround.wizard.new_engagement import NewEngagement

WIDEST = 940
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class StartScreen(QScrollArea):
    """What the window shows while no engagement is open."""

    open_wanted = Signal()
    import_wanted = Signal()
    file_wanted = Signal(object)
    """Carries the Path of a recent file."""
    sample_wanted = Signal(str)
    new_wanted = Signal(str, str)
    """Carries the profile, '' for a blank engagement, and the client's name."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent = ListCard("Recent")
        self._new: NewEngagement | None = None
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName("start.problem")
        self._begin = button("New engagement", "start.new", primary=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview())
        self._lay_out()
        self.show_recent((), datetime.now().astimezone().date())
        self.say("")

    def show_overview(self) -> None:
        """Show the lists, not the form of a new engagement."""
        self._stack.setCurrentIndex(0)
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_new(self) -> None:
        """Show the form of a new engagement."""
        self.say("")
        if self._new is None:
            from wardround.wizard.new_engagement import NewEngagement  # noqa: PLC0415 - not before the first paint

            self._new = NewEngagement()
            self._new.back_wanted.connect(self.show_overview)
            self._new.new_wanted.connect(self.new_wanted)
            self._stack.addWidget(self._new)
        self._stack.setCurrentWidget(self._new)
        self._new.begin()

    def show_recent(self, files: Sequence[RecentFile], today: date) -> None:
        """List the files opened last."""
        while (item := self._recent.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, file in enumerate(files, start=1):
            row = ChoiceRow(file.client or file.path.stem, str(file.path), opened_words(file.opened, today))
            row.setObjectName(f"start.recent.{place}")
            row.clicked.connect(lambda _checked=False, path=file.path: self.file_wanted.emit(path))
            self._recent.rows.addWidget(row)
            row.show()  # at once, so that it can take the focus
        if not files:
            words = "Engagements that you open are listed here.\nBegin a new one, or look around in a sample."
            nothing = label(words, "note", wrap=True)
            nothing.setContentsMargins(ROW_SIDE, 0, ROW_SIDE, 0)
            self._recent.rows.addWidget(nothing)

    def first_recent(self) -> ChoiceRow | None:
        """Return the row of the file opened last."""
        return self.findChild(ChoiceRow, "start.recent.1")

    @property
    def sentence(self) -> str:
        """The sentence that it shows; '' for none."""
        return self._problem.text()

    def say(self, sentence: str) -> None:
        """Show one calm sentence; '' takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    # --- laying out -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "ground")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("Wardround", "big"))
        column.addWidget(
            label(
                "Size, price and de-risk an Odoo-based healthcare ERP on Azure, together with the client.", "sentence"
            )
        )
        column.addSpacing(10)
        column.addWidget(self._problem)
        column.addSpacing(10)
        column.addWidget(self._stack)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        middle.setLayout(column)
        whole = QHBoxLayout(inside)
        whole.setContentsMargins(32, 48, 32, 28)
        whole.addStretch(1)
        whole.addWidget(middle, 1000)  # it takes all room up to its widest
        whole.addStretch(1)
        self.setWidget(inside)

    def _overview(self) -> QWidget:
        open_one = button("Open…", "start.open")
        open_one.setToolTip("Ctrl+O")
        import_one = button("Import JSON…", "start.import")
        self._begin.setToolTip("Ctrl+N")
        self._begin.clicked.connect(self.show_new)
        open_one.clicked.connect(self.open_wanted)
        import_one.clicked.connect(self.import_wanted)
        begin = Card("Begin")
        begin.body.setSpacing(8)
        for each in (self._begin, open_one, import_one):
            begin.body.addWidget(each)
        samples = ListCard("Samples", "Made-up clients, answered throughout. You choose where your copy is kept.")
        for name, (title, sentence) in SAMPLES.items():
            row = ChoiceRow(title, sentence)
            row.setObjectName(f"start.sample.{name}")
            row.clicked.connect(lambda _checked=False, name=name: self.sample_wanted.emit(name))
            samples.rows.addWidget(row)
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        grid.addWidget(self._recent, 0, 0, 2, 1)
        grid.addWidget(begin, 0, 1)
        grid.addWidget(samples, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(2, 1)
        return made


def opened_words(opened: datetime, today: date) -> str:
    """Return when a file was open last, as people say it: 'today 14:20', 'yesterday', '3 Nov'."""
    local = opened.astimezone()
    days = (today - local.date()).days
    if days == 0:
        return f"today {local:%H:%M}"
    if days == 1:
        return "yesterday"
    day = f"{local.day} {_MONTHS[local.month - 1]}"
    return day if local.year == today.year else f"{day} {local.year}"
