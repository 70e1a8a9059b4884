"""A size set by hand for one role: what it is, what the model would choose, another one to choose, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wardround.assessment import Problem
from wardround.deliverables.amounts import Currency, plain_money, seconds
from wardround.deliverables.words import sentence, size_name, spoken
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.findings.by_hand import SizesToChoose, SizeVerdict
from wardround.engine.pins import is_set_by_hand, sets_number
from wardround.wizard.calm import sentence_about
from wardround.wizard.fields.line_control import LineControl
from wardround.wizard.fields.picker import Picker
from wardround.wizard.labels import button, label
from wardround.wizard.show.fold import Fold
from wardround.wizard.show.role_words import role_key
from wardround.wizard.show.size_desk import TABLE, SizeDesk, SizeLook
from wardround.workshop.shapes import columns_of

Refused = Callable[[Sequence[Problem]], None]
"""Hears why something was not taken; nothing where all is well."""

UNDER_WAY = "Being worked out \N{HORIZONTAL ELLIPSIS}"
CHECKED = "Each was checked as if it were set; the price is that of the whole bill."
_NUMBER_WIDTH = 64
_PICKER_WIDTH = 210


class SizeSetter(QWidget):
    """Says whether a size was set by hand, and offers to set another one or to leave it to the model again."""

    def __init__(self, role: RoleSizing, findings: Findings, currency: Currency, desk: SizeDesk) -> None:
        super().__init__()
        self._role, self._currency, self._desk = role, currency, desk
        self._key = role_key(role)
        self._look = desk.look(findings, role)
        self._words = label("", "note", wrap=True)
        self._words.setObjectName(f"{self._key}.by_hand")
        self._release = button("Release", f"{self._key}.release")
        self._release.setAccessibleName("Release the size, so that the model chooses it again")
        self._release.setToolTip("Leave the size to the model again")
        self._release.clicked.connect(self._on_release)
        self._trouble = label("", "problem", wrap=True)
        self._trouble.setObjectName(f"{self._key}.by_hand.problem")
        self._trouble.hide()
        self._sizes = Fold("other sizes to choose from", f"{self._key}.sizes", self._chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._standing())
        column.addWidget(self._sizes)
        column.addWidget(self._trouble)
        self._look.changed.connect(self._on_looked)
        if is_set_by_hand(role):
            self._look.want_model()
        if self._look.is_open:
            self._sizes.unfold()
        self._sizes.toggled.connect(self._on_toggled)
        self._on_looked()

    def _standing(self) -> QWidget:
        by_hand = QWidget()
        row = QHBoxLayout(by_hand)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words, 1)
        row.addWidget(self._release, 0, Qt.AlignmentFlag.AlignTop)
        by_hand.setVisible(is_set_by_hand(self._role))
        return by_hand

    def _chooser(self) -> QWidget:
        return SizeChooser(self._role, self._look, self._currency, self._desk, self._on_refused)

    def _on_release(self) -> None:
        self._on_refused(self._desk.release(self._role))

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self._trouble.setText("\n".join(problem.what for problem in problems))
        self._trouble.setVisible(bool(problems))

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - a slot takes its values by position
        self._look.is_open = shown

    def _on_looked(self) -> None:
        if not is_set_by_hand(self._role):
            return
        found, error = self._look.found, self._look.failure
        if found is not None:
            self._words.setText(beside_words(found, self._currency))
        elif error is not None:
            self._words.setText(f"Set by hand. {sentence_about(error, 'working out what the model would choose')}")
        else:
            self._words.setText(f"Set by hand. What the model would choose: {UNDER_WAY.lower()}")


class SizeChooser(QWidget):
    """Sizes worth a look with their verdicts, and any other one to be judged before it is set."""

    def __init__(self, role: RoleSizing, look: SizeLook, currency: Currency, desk: SizeDesk, refused: Refused) -> None:
        """Take the role as it stands, what is known of its sizes, and who hears what was refused."""
        super().__init__()
        self._role, self._look, self._currency, self._desk = role, look, currency, desk
        self._refused = refused
        self._key = role_key(role)
        self._size = role.sku
        self._nodes = role.nodes
        self._checked: tuple[str, int] | None = None
        self._words = label(UNDER_WAY, "note", wrap=True)
        self._words.setObjectName(f"{self._key}.sizes.words")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addLayout(self._grid)
        column.addLayout(self._own_row())
        look.changed.connect(self._on_looked)
        look.want_near()
        self._on_looked()

    def _own_row(self) -> QHBoxLayout:
        shapes = {shape.name: shape for shape in columns_of(TABLE)}
        self._pick = Picker(shapes["sku"], self._desk.choices, may_be_open=False)
        self._pick.setObjectName(f"{self._key}.sizes.sku")
        self._pick.setAccessibleName("Any other size")
        self._pick.setFixedWidth(_PICKER_WIDTH)
        self._pick.show_value(self._size, "")
        self._pick.committed.connect(self._on_size)
        self._number = LineControl(shapes["nodes"], self._desk.choices)
        self._number.setObjectName(f"{self._key}.sizes.nodes")
        self._number.setAccessibleName("Number of servers")
        self._number.setFixedWidth(_NUMBER_WIDTH)
        self._number.show_value(self._nodes, "")
        self._number.committed.connect(self._on_number)
        self._number.refused.connect(self._words.setText)
        self._number.setVisible(sets_number(self._role))
        self._check = button("Check", f"{self._key}.sizes.check")
        self._check.setAccessibleName("Check this size against the model")
        self._check.clicked.connect(self._on_check)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Any other size", "note"))
        for widget in (self._number, self._pick, self._check):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _on_size(self, sku: object) -> None:
        self._size = str(sku)
        self._pick.show_value(self._size, "")

    def _on_number(self, nodes: object) -> None:
        self._nodes = nodes if isinstance(nodes, int) else self._role.nodes
        self._number.show_value(self._nodes, "")

    def _on_check(self) -> None:
        self._number.commit()
        self._checked = (self._size, self._nodes)
        self._look.want(self._size, self._nodes)

    def _on_looked(self) -> None:
        found, error = self._look.found, self._look.failure
        if error is not None:
            self._words.setText(sentence_about(error, "checking sizes"))
        elif found is None or self._look.is_busy:
            self._words.setText(UNDER_WAY)
        else:
            self._words.setText(self._checked_words() or CHECKED)
        if found is not None:
            self._show(found)

    def _checked_words(self) -> str:
        """Return the verdict on the size that was asked for last; '' where none was."""
        if self._checked is None:
            return ""
        sku, nodes = self._checked
        for one in reversed(self._look.sizes):
            if one.sku == sku and (one.nodes == nodes or not sets_number(self._role)):
                return f"{servers_of(one)}: {spoken(one.words)}."
        return ""

    def _show(self, found: SizesToChoose) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, heading in enumerate(("Servers", f"{self._currency.code} a month more", "95 % within", "Verdict")):
            self._grid.addWidget(label(heading, "small"), 0, place)
        for row, one in enumerate(self._look.sizes, start=1):
            self._add(row, one, stands=(one.sku, one.nodes) == (found.now.sku, found.now.nodes))

    def _add(self, row: int, one: SizeVerdict, *, stands: bool) -> None:
        cells = (
            label(servers_of(one), "strong"),
            label("" if one.more_usd is None else more_words(one.more_usd, self._currency)),
            label("" if one.p95_s is None else seconds(one.p95_s)),
            label(sentence(spoken(one.words)), "note" if one.enough else "problem", wrap=True),
        )
        for place, cell in enumerate(cells):
            self._grid.addWidget(cell, row, place)
        if stands:
            self._grid.addWidget(label("stands", "note"), row, len(cells))
            return
        take = button("Set", f"{self._key}.sizes.set.{one.nodes}.{one.sku}")
        take.setAccessibleName(f"Set {servers_of(one)} by hand")
        take.clicked.connect(lambda: self._on_take(one))
        self._grid.addWidget(take, row, len(cells))

    def _on_take(self, one: SizeVerdict) -> None:
        self._refused(self._desk.set_size(self._role, one.sku, one.nodes))


def servers_of(one: SizeVerdict) -> str:
    """Return '3 x D4as v7'."""
    return f"{one.nodes} x {size_name(one.sku)}"


def more_words(more_usd: Decimal, currency: Currency) -> str:
    """Return what a size costs more than the model's own: '+120', '\N{MINUS SIGN}40', 'the same'."""
    if not more_usd:
        return "the same"
    sign = "+" if more_usd > 0 else "\N{MINUS SIGN}"
    return f"{sign}{plain_money(abs(more_usd), currency)}"


def beside_words(found: SizesToChoose, currency: Currency) -> str:
    """Return what stands by hand beside what the model would choose, in words."""
    now, model = found.now, found.model
    if (now.sku, now.nodes) == (model.sku, model.nodes):
        return "Set by hand. The model would choose the same."
    parts = [f"Set by hand. The model would choose {servers_of(model)}"]
    if now.more_usd:
        money = f"{currency.code} {plain_money(abs(now.more_usd), currency)} a month"
        parts.append(f"{money} {'less' if now.more_usd > 0 else 'more'}")
    if now.p95_s is not None and model.p95_s is not None:
        parts.append(f"95 % within {seconds(model.p95_s)} instead of {seconds(now.p95_s)}")
    words = f"{'; '.join(parts)}."
    return words if now.enough else f"{words} What is set is too small."
