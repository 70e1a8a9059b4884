"""Tune first, and other ways to size: what saves something before anything is bought, and whether the sizes agree."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency, number, plain_money
from wardround.deliverables.words import sentence, size_name, spoken
from wardround.engine.findings import Findings
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.findings.tuning import Tuning, TuningMeasure
from wardround.wizard.labels import label
from wardround.wizard.show.cells import Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.other_ways_card import UNDER_WAY
from wardround.wizard.show.risk_detail import named_lines
from wardround.wizard.show.row_list import RowList

HEIGHT = 44
OVERLOADED = "overloaded"


class TuningCard(FlushCard):
    """The measures that save something, best first."""

    def __init__(self) -> None:
        super().__init__("Tune first", UNDER_WAY)
        self.setObjectName("results.tuning")
        self._list = RowList(_measure_columns("USD"), "Nothing that was tried saves anything.", height=HEIGHT)
        self._note = _Note("results.tuning.note")
        self._list.hide()
        self._note.hide()
        self.add(self._list)
        self.add(self._note)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the measures, or that they are being worked out."""
        compared = findings.comparison
        found = None if compared is None else compared.tuning
        self.setVisible(compared is None or found is not None)
        self._list.setVisible(found is not None)
        self._note.setVisible(found is not None)
        if found is None:
            self.say(UNDER_WAY)
            return
        self.say(spoken(found.words))
        self._list.show_columns(_measure_columns(currency.code))
        self._list.show_rows([_measure(place, one, currency) for place, one in enumerate(found.measures)])
        self._note.set_words(_nothing(found))


def _measure_columns(currency: str) -> tuple[Column, ...]:
    return (
        Column("Measure", 230, 6),
        Column(f"{currency} saved", 74, right=True),
        Column("95 % within", 76, right=True),
        Column("Days", 52, right=True),
        Column("Worth", 150, 4),
    )


def _measure(place: int, one: TuningMeasure, currency: Currency) -> Row:
    saved = plain_money(one.saved_usd, currency) if one.saved_usd else "\N{EN DASH}"
    verdict = sentence(one.verdict).rstrip(".")
    servers = _sizes(one.servers)
    worth = f"{verdict}: {servers}" if servers else verdict
    return Row(
        f"results.tuning.{place}",
        (
            Wrapped(one.title, lines=3),
            Words(saved, strong=True),
            Words(_seconds(one.p95_kept_s)),
            Words(f"{one.effort_days:g}"),
            Wrapped(worth, quiet=True, shorter=(verdict,), lines=3),
        ),
        detail=(lambda: named_lines([("Measure", (one.title,)), ("Servers", (servers,))])) if servers else None,
    )


def _sizes(words: str) -> str:
    """Return words about servers with the names of sizes as people read them."""
    return re.sub(r"\b([A-Z]+\d\w*)_(v\d+)\b", r"\1 \2", words)


def _seconds(value: float | None) -> str:
    return OVERLOADED if value is None else f"{value:.2f} s"


def _nothing(found: Tuning) -> str:
    now = "" if found.p95_s is None else f"As it stands: 95 % within {_seconds(found.p95_s)}. "
    lead = f"{now}Saved is a month of the whole bill; the response is on the servers of the design; days are judgement."
    if not found.saves_nothing:
        return lead
    return f"{lead} Tried, and saves nothing: {'; '.join(_lowered(one) for one in found.saves_nothing)}."


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


class MethodsCard(FlushCard):
    """What each way to size asks of application and database."""

    def __init__(self) -> None:
        super().__init__("Other ways to size", UNDER_WAY)
        self.setObjectName("results.methods")
        self._list = RowList(_way_columns(), "There is nothing to compare.", height=HEIGHT)
        self._note = _Note("results.methods.note")
        self._list.hide()
        self._note.hide()
        self.add(self._list)
        self.add(self._note)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the ways, or that they are being worked out."""
        compared = findings.comparison
        found = None if compared is None else compared.methods
        self.setVisible(compared is None or found is not None)
        self._list.setVisible(found is not None)
        self._note.setVisible(found is not None)
        if found is None:
            self.say(UNDER_WAY)
            return
        self.say(spoken(f"{found.words}{_follow(found, currency)} {found.why}"))
        self._list.show_rows([_way(place, one) for place, one in enumerate(found.results)])
        gaps = [one for one in found.gaps if "agree within" not in one]
        self._note.set_words(spoken("\n".join((*gaps, *found.missing))))


def _follow(found: Methods, currency: Currency) -> str:
    if not found.follow_measured_usd:
        return ""
    money = plain_money(found.follow_measured_usd, currency)
    return f" To follow the measured use would cost {currency.code} {money} a month more."


def _way_columns() -> tuple[Column, ...]:
    return (
        Column("Way to size", 260, 8),
        Column("vCPUs busy", 72, right=True),
        Column("To plan", 58, right=True),
        Column("Would ask for", 110, 1),
    )


def _way(place: int, one: MethodResult) -> Row:
    name = f"{one.tier.capitalize()}, {_lowered(one.title)}"
    servers = f"{one.nodes} x {size_name(one.sku)}" if one.enough else "more than is offered"
    return Row(
        f"results.methods.{place}",
        (
            Words(name, sentence(one.rests_on), strong=one.chosen, lines=2),
            Words(number(round(one.busy_vcpus, 1))),
            Words(number(round(one.planned_vcpus, 1)), strong=one.chosen),
            Words(servers, "followed" if one.chosen else ""),
        ),
    )


class _Note(QWidget):
    """Words below the rows, in line with the title."""

    def __init__(self, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 6, SIDE, 10)
        self._label = label("", "note", wrap=True)
        self._label.setObjectName(name)
        column.addWidget(self._label)

    def set_words(self, words: str) -> None:
        """Show words; nothing at all where there are none."""
        self._label.setText(words)
        self.setVisible(bool(words))
