"""The start screen: what was open lately, a new engagement, and four samples to look around in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wardround.wizard.cards import ROW_SIDE, Card, ListCard
from wardround.wizard.choice_row import ChoiceRow
from wardround.wizard.labels import label
from wardround.wizard.remembered import RecentFile

SAMPLES = {
    "clinic-group": ("Clinic group", "Outpatient clinics that share one ERP"),
    "regional-hospital": ("Regional hospital", "One hospital, around the clock"),
    "multi-site-network": ("Multi-site network", "Hospitals and clinics in several places"),
    "shared-services": ("Shared services", "One ERP for several subsidiaries"),
}
"""The samples, which are also the profiles that a new engagement can start from."""

BLANK = ""
WIDEST = 940
LONGEST_CLIENT = 120
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
        self._new = NewEngagement()
        self._new.back_wanted.connect(self.show_overview)
        self._new.new_wanted.connect(self.new_wanted)
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName("start.problem")
        self._begin = _button("New engagement", "start.new", primary=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview())
        self._stack.addWidget(self._new)
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
        self._stack.setCurrentIndex(1)
        self._new.begin()

    def show_recent(self, files: Sequence[RecentFile], today: date) -> None:
        """List the files opened last."""
        while (item := self._recent.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, file in enumerate(files, start=1):
            row = ChoiceRow(file.client or file.path.stem, str(file.path), opened_words(file.opened, today))
            row.setObjectName(f"start.recent.{place}")
            row.clicked.connect(lambda _checked=False, path=file.path: self.file_wanted.emit(path))
            self._recent.rows.addWidget(row)
        if not files:
            words = "Engagements that you open are listed here.\nBegin a new one, or look around in a sample."
            nothing = label(words, "note", wrap=True)
            nothing.setContentsMargins(ROW_SIDE, 0, ROW_SIDE, 0)
            self._recent.rows.addWidget(nothing)

    def first_recent(self) -> ChoiceRow | None:
        """Return the row of the file opened last."""
        return self.findChild(ChoiceRow, "start.recent.1")

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
        open_one = _button("Open…", "start.open")
        open_one.setToolTip("Ctrl+O")
        import_one = _button("Import JSON…", "start.import")
        self._begin.setToolTip("Ctrl+N")
        self._begin.clicked.connect(self.show_new)
        open_one.clicked.connect(self.open_wanted)
        import_one.clicked.connect(self.import_wanted)
        begin = Card("Begin")
        begin.body.setSpacing(8)
        for button in (self._begin, open_one, import_one):
            begin.body.addWidget(button)
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


class NewEngagement(QWidget):
    """The form of a new engagement: for whom, and what it starts from."""

    new_wanted = Signal(str, str)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._client = QLineEdit()
        self._client.setObjectName("new.client")
        self._client.setMaxLength(LONGEST_CLIENT)
        self._client.setAccessibleName("Client")
        self._client.setPlaceholderText("Name of the client, as it stands on the documents")
        self._client.returnPressed.connect(self._on_create)
        self._profiles: dict[str, ChoiceRow] = {}
        self._group = QButtonGroup(self)
        create = _button("Choose where to keep it…", "new.create", primary=True)
        create.clicked.connect(self._on_create)
        back = _button("Back", "new.back")
        back.clicked.connect(self.back_wanted)
        card = Card("New engagement")
        card.body.setSpacing(8)
        card.body.addWidget(label("Client", "caption"))
        card.body.addWidget(self._client)
        card.body.addSpacing(8)
        card.body.addWidget(label("Start from", "caption"))
        self._add_profile(card, BLANK, "Blank", "Nothing is answered; documented defaults stand in until it is")
        for name, (title, sentence) in SAMPLES.items():
            self._add_profile(card, name, title, f"{sentence}; every value is an assumption to confirm")
        card.body.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(create)
        buttons.addWidget(back)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        whole.addStretch(1)

    def begin(self) -> None:
        """Start over, with the cursor where the client's name goes."""
        self._client.clear()
        self._profiles[BLANK].setChecked(True)
        self._client.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _add_profile(self, card: Card, name: str, title: str, sentence: str) -> None:
        row = ChoiceRow(title, sentence, choosable=True)
        row.setObjectName(f"new.profile.{name or 'blank'}")
        self._group.addButton(row)
        self._profiles[name] = row
        card.body.addWidget(row)

    def _on_create(self) -> None:
        chosen = next(name for name, row in self._profiles.items() if row.isChecked())
        self.new_wanted.emit(chosen, self._client.text().strip())


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


def _button(text: str, name: str, *, primary: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.rstrip("…"))
    made.setAutoDefault(True)  # Enter does what a click does
    if primary:
        made.setProperty("role", "primary")
    return made
