"""The form of a new engagement: for whom it is, and what it starts from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardround.wizard.cards import Card
from wardround.wizard.choice_row import ChoiceRow
from wardround.wizard.labels import button, label
from wardround.wizard.samples import BLANK, SAMPLES

LONGEST_CLIENT = 120


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
        create = button("Choose where to keep it…", "new.create", primary=True)
        create.clicked.connect(self._on_create)
        back = button("Back", "new.back")
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
