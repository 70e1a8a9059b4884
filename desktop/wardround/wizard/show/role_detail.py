"""What unfolds below a role: why this size and not another, its disks, its settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency, plain_money
from wardround.deliverables.words import sentence, spoken
from wardround.engine.findings import Findings, LineItem, RoleSizing
from wardround.engine.pins import can_be_set
from wardround.wizard.labels import label, line
from wardround.wizard.show.cells import Bar, Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.fold import Fold
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.pair import Pair
from wardround.wizard.show.role_words import (
    VERDICTS,
    alternative_words,
    carried,
    disk_words,
    figure_of,
    marks_of,
    monthly,
    need_name,
    need_words,
    nodes_words,
    role_key,
    size_of,
    title_of,
    tone_of,
)
from wardround.wizard.show.row_list import RowList
from wardround.wizard.show.size_desk import SizeDesk
from wardround.wizard.show.size_setter import SizeSetter

INSET = 8
ROW_HEIGHT = 36

Ask = Callable[[str, QWidget], None]
"""Asks why a figure is what it is, beside a widget."""


class RoleDetail(QWidget):
    """Needs beside what was not chosen, then disks, lines of the bill and settings on demand."""

    def __init__(
        self, role: RoleSizing, findings: Findings, currency: Currency, ask: Ask, desk: SizeDesk | None = None
    ) -> None:
        super().__init__()
        self._role, self._findings, self._currency = role, findings, currency
        self._key = role_key(role)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(SIDE + INSET, 12, SIDE + INSET, 14)
        inside.setSpacing(10)
        inside.addWidget(self._summary())
        if desk is not None and can_be_set(role):
            inside.addWidget(SizeSetter(role, findings, currency, desk))
        inside.addWidget(Pair(self._needs(), self._alternatives(), gap=12, from_width=860))
        for widget in self._folds():
            inside.addWidget(widget)
        figure = figure_of(role, findings)
        if figure:
            inside.addWidget(_why(f"{self._key}.why", figure, ask), 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(inside)
        whole.addWidget(line())

    def _summary(self) -> QWidget:
        role = self._role
        size, holds = size_of(role)
        parts = (f"{title_of(role)} on {size}, {holds}", nodes_words(role), carried(role))
        lines = ["; ".join(part for part in parts if part) + ".", sentence(spoken(role.binding)), *marks_of(role)]
        return label("\n".join(lines), "muted", wrap=True)

    def _needs(self) -> QWidget:
        rows = []
        for place, need in enumerate(self._role.needs):
            amount, used = need_words(need)
            bar = Bar(need.used_share, used, tone_of(need.used_share))
            name = need_name(need)
            rows.append(Row(f"{self._key}.need.{place}", (Words(name, sentence(need.words)), Words(amount), bar)))
        columns = (
            Column("Why this size", 150, 4),
            Column("Needed of given", 118, 1, right=True),
            Column("In use", 96, 1),
        )
        return _listed(columns, rows, "This service has no size to choose.")

    def _alternatives(self) -> QWidget:
        rows = []
        for place, other in enumerate(self._role.alternatives):
            size, why = alternative_words(other)
            money = plain_money(other.monthly_usd, self._currency)
            cells = (Words(size, VERDICTS.get(other.verdict, other.verdict)), Wrapped(why), Words(money))
            rows.append(Row(f"{self._key}.other.{place}", cells))
        columns = (
            Column("Why not another", 128, 1),
            Column("", 130, 4),
            Column(f"{self._currency.code} a month", 84, right=True),
        )
        return _listed(columns, rows, "No other size was weighed.")

    def _folds(self) -> Sequence[QWidget]:
        found: list[QWidget] = []
        role = self._role
        if role.disks:
            found.append(Fold(f"the disks of one node ({len(role.disks)})", f"{self._key}.disks", self._disks))
        _, lines = monthly(role, self._findings)
        if lines:
            words = f"the lines of the bill ({len(lines)})"
            found.append(Fold(words, f"{self._key}.lines", lambda: self._lines(lines)))
        if role.settings:
            words = f"the settings to go with it ({len(role.settings)})"
            found.append(Fold(words, f"{self._key}.settings", self._settings))
        return found

    def _disks(self) -> QWidget:
        rows = []
        for place, disk in enumerate(self._role.disks):
            what, gives = disk_words(disk)
            cells = (Words(what), Words(gives, sentence(disk.why)))
            rows.append(Row(f"{self._key}.disk.{place}", cells))
        return _listed((Column("Disk", 110), Column("Gives", 240, 1)), rows, "")

    def _lines(self, lines: Sequence[LineItem]) -> QWidget:
        rows = []
        for item in lines:
            price = plain_money(item.monthly_usd, self._currency) if item.monthly_usd is not None else "no price"
            where = f"{item.region}, prices of {item.price_date}"
            note = f"{where}; borrowed from {item.borrowed_from}" if item.borrowed_from else where
            cells = (Words(item.item, note), Words(f"{item.quantity.normalize():f} x {item.sku}"), Words(price))
            rows.append(Row(f"{self._key}.line.{item.line_id}", cells))
        columns = (
            Column("Line of the bill", 190, 2),
            Column("Quantity", 140, 1),
            Column(f"{self._currency.code} a month", 84, right=True),
        )
        return _listed(columns, rows, "")

    def _settings(self) -> QWidget:
        rows = []
        for place, setting in enumerate(self._role.settings):
            cells = (Words(setting.name, setting.component), Words(setting.value, strong=True), Wrapped(setting.why))
            rows.append(Row(f"{self._key}.setting.{place}", cells))
        columns = (Column("Setting", 160, 2), Column("Value", 120, 1), Column("Why", 160, 3))
        return _listed(columns, rows, "")


def _listed(columns: Sequence[Column], rows: Sequence[Row], empty: str) -> RowList:
    made = RowList(columns, empty, height=ROW_HEIGHT, side=0)
    made.show_rows(rows)
    return made


def _why(name: str, figure: str, ask: Ask) -> QPushButton:
    made = QPushButton("Why this size, in figures")
    made.setProperty("role", "link")
    made.setObjectName(name)
    made.setAccessibleName(made.text())
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda: ask(figure, made))
    return made
