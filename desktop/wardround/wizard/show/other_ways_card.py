"""Other ways to run the same: on Kubernetes, by the hour, on few or many servers, at other hours."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wardround.deliverables.amounts import Currency, plain_money, seconds, share
from wardround.deliverables.words import ENVIRONMENTS, sentence, size_name, spoken, word
from wardround.engine.findings import Findings
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.scaling import EnvironmentHours, Layout, Schedules, TierLayouts
from wardround.wizard.background import Newest
from wardround.wizard.labels import label
from wardround.wizard.pictures import PIXELS_PER_POINT, Picture, drawing_style, svg_of
from wardround.wizard.show.cells import Words, Wrapped
from wardround.wizard.show.columns import SIDE, Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.row_list import RowList

UNDER_WAY = "Being worked out \N{HORIZONTAL ELLIPSIS}"
HEIGHT = 34
NARROWEST, WIDEST = 440, 900
_SETTLED_MS = 200
_WORTH_DRAWING_ANEW = 40
_LOST_FROM, _NEVER = 800, 1_000_000
"""Widths of the list from which on the share lost with one server is shown; a database has no such share."""
_SCHEDULES = ("always_on", "office_hours", "on_demand")


class OtherWaysCard(FlushCard):
    """Four comparisons under each other, each with its sentence."""

    def __init__(self) -> None:
        super().__init__("Other ways to run it", UNDER_WAY)
        self._platforms = _Part("The same on Kubernetes (AKS)", _platform_columns(), "results.other.platforms")
        self._hours = _Part("Application servers by the hour", (), "results.other.hours")
        self._application = _Part(
            "Few large servers or many small ones", _layout_columns(lost=True), "results.other.layouts"
        )
        self._database = _Part("A larger database or a replica", _layout_columns(lost=False), "results.other.database")
        self._schedules = _Part("Hours of the other environments", _schedule_columns(), "results.other.schedules")
        self._parts = (self._platforms, self._hours, self._application, self._database, self._schedules)
        self._picture = Picture("Servers by the hour")
        self._picture.setObjectName("results.other.hours.picture")
        self._hours.add(self._picture)
        for part in self._parts:
            part.hide()
            self.add(part)
        self._wanted: Findings | None = None
        self._drawn_width = 0
        self._newest = Newest()
        self._newest.done.connect(self._on_drawn)
        self._newest.failed.connect(self._on_failed)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show what stands beside the design, or that it is being worked out."""
        found = findings.comparison
        if found is None:
            self.say(UNDER_WAY)
            for part in self._parts:
                part.hide()
            return
        self.say("")
        if found.kubernetes is not None:
            self._platforms.show_rows(found.kubernetes.words, _platform_rows(found.kubernetes, currency))
        if found.autoscaling is not None:
            scaled = found.autoscaling
            saved = plain_money(scaled.saving_usd, currency)
            words = (
                f"{scaled.words} {scaled.floor} to {scaled.ceiling} of {size_name(scaled.sku)}: {saved} a month less."
            )
            self._hours.show_rows(words, ())
            self._wanted = findings
            self._draw()
        tiers = {tier.tier: tier for tier in found.layouts}
        for tier, part in (("application", self._application), ("database", self._database)):
            part.setVisible(tier in tiers)
            if tier in tiers:
                part.show_rows(tiers[tier].words, _layout_rows(tiers[tier], currency))
        self._schedules.setVisible(found.schedules is not None)
        if found.schedules is not None:
            self._schedules.show_rows(found.schedules.words, _schedule_rows(found.schedules, currency))
        self._platforms.setVisible(found.kubernetes is not None)
        self._hours.setVisible(found.autoscaling is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw anew for another width, once the window has come to rest."""
        super().resizeEvent(event)
        if abs(self._width() - self._drawn_width) >= _WORTH_DRAWING_ANEW:
            self._settled.start()

    def _on_settled(self) -> None:
        if abs(self._width() - self._drawn_width) >= _WORTH_DRAWING_ANEW:
            self._draw()

    def _width(self) -> int:
        """Return how wide the drawing should be, in points."""
        return round(min(max((self.width() - 2 * SIDE - 2) / PIXELS_PER_POINT, NARROWEST), WIDEST))

    def _draw(self) -> None:
        findings = self._wanted
        if findings is None or findings.comparison is None or findings.comparison.autoscaling is None:
            return
        scaled, hour = findings.comparison.autoscaling, findings.demand.design_hour
        width = self._drawn_width = self._width()
        style = drawing_style()

        def drawn() -> tuple[bytes, str]:
            from wardround.deliverables.content.clock import clock_of  # noqa: PLC0415 - loads off the GUI thread
            from wardround.deliverables.content.other_ways import hours_picture  # noqa: PLC0415 - the same

            picture = hours_picture(style, scaled, clock_of(hour), width)
            return svg_of(picture.drawing), picture.says

        self._newest.ask(drawn)

    def _on_drawn(self, drawn: tuple[bytes, str]) -> None:
        svg, says = drawn
        self._picture.show_svg(svg)
        self._picture.setAccessibleName(says)

    def _on_failed(self, _error: BaseException) -> None:
        self._hours.say("The picture could not be drawn; the workbook has the hours.")


class _Part(QWidget):
    """One comparison: its title, its sentence, and its rows."""

    def __init__(self, title: str, columns: tuple[Column, ...], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 8)
        self._column.setSpacing(2)
        head = label(title, "strong")
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        self._words = label("", "note", wrap=True)
        self._words.setContentsMargins(SIDE, 0, SIDE, 4)
        self._column.addWidget(head)
        self._column.addWidget(self._words)
        self._list = RowList(columns, "", height=HEIGHT) if columns else None
        if self._list is not None:
            self._column.addWidget(self._list)

    def add(self, widget: QWidget) -> None:
        """Add what stands in line with the title, below the rows."""
        holder = QVBoxLayout()
        holder.setContentsMargins(SIDE, 4, SIDE, 4)
        holder.addWidget(widget)
        self._column.addLayout(holder)

    def say(self, words: str) -> None:
        """Show another sentence."""
        self._words.setText(spoken(words))

    def show_rows(self, words: str, rows: list[Row] | tuple[Row, ...]) -> None:
        """Show the sentence and the rows."""
        self.say(words)
        if self._list is not None:
            self._list.show_rows(list(rows))


def _platform_columns() -> tuple[Column, ...]:
    return (
        Column("A month at list price", 216, 3),
        Column("Virtual machines", 100, 1, right=True),
        Column("AKS", 90, 1, right=True),
        Column("More on AKS", 90, 1, right=True),
    )


def _platform_rows(found: PlatformComparison, currency: Currency) -> list[Row]:
    rows = [
        Row(
            f"results.other.platforms.{place}",
            (
                Words(part.name),
                Words(plain_money(part.machines_usd, currency)),
                Words(plain_money(part.cluster_usd, currency)),
                Words(plain_money(part.difference_usd, currency), strong=True),
            ),
        )
        for place, part in enumerate(found.parts)
    ]
    whole = (found.machines_usd, found.cluster_usd, found.difference_usd)
    cells = (Words("Everything, with contingency and tax", strong=True, lines=2), *_money(whole, currency))
    hours = f"{found.machines_hours:.0f} h", f"{found.cluster_hours:.0f} h"
    more = f"{found.cluster_hours - found.machines_hours:+.0f} h".replace("-", "\N{MINUS SIGN}")
    rows.append(Row("results.other.platforms.whole", cells))
    work = (
        Words("Work of the duties that differ", lines=2),
        Words(hours[0]),
        Words(hours[1]),
        Words(more, strong=True),
    )
    rows.append(Row("results.other.platforms.work", work))
    return rows


def _money(amounts: tuple[object, ...], currency: Currency) -> tuple[Words, ...]:
    return tuple(Words(plain_money(amount, currency), strong=True) for amount in amounts)  # type: ignore[arg-type]


def _layout_columns(*, lost: bool) -> tuple[Column, ...]:
    return (
        Column("Layout", 134, 2),
        Column("Servers", 100, 1),
        Column("A month", 66, right=True),
        Column("95 % within", 76, right=True),
        Column("Lost with one", 86, right=True, from_width=_LOST_FROM if lost else _NEVER),
        Column("Verdict", 170, 5),
    )


def _layout_rows(tier: TierLayouts, currency: Currency) -> list[Row]:
    return [
        _layout_row(f"results.other.{tier.tier}.{place}", each, tier, currency)
        for place, each in enumerate(tier.layouts)
    ]


def _layout_row(key: str, each: Layout, tier: TierLayouts, currency: Currency) -> Row:
    return Row(
        key,
        (
            Words(each.name, strong=each.chosen, lines=2),
            Words(f"{each.nodes} x {size_name(each.sku)}"),
            Words("no price" if each.monthly_usd is None else plain_money(each.monthly_usd, currency), strong=True),
            Words("not known" if each.p95_s is None else seconds(each.p95_s)),
            Words(share(each.lost_share) if tier.tier == "application" else ""),
            Wrapped(sentence(each.verdict).rstrip("."), quiet=True, lines=6),
        ),
    )


def _schedule_columns() -> tuple[Column, ...]:
    return (
        Column("A month at list price", 150, 2),
        Column("Always on", 90, 1, right=True),
        Column("Office hours", 90, 1, right=True),
        Column("On demand", 90, 1, right=True),
    )


def _schedule_rows(found: Schedules, currency: Currency) -> list[Row]:
    return [_schedule_row(each, currency) for each in found.environments]


def _schedule_row(each: EnvironmentHours, currency: Currency) -> Row:
    return Row(
        f"results.other.schedules.{each.environment}",
        (
            Words(word(ENVIRONMENTS, each.environment)),
            *(Words(plain_money(each.usd(name), currency), strong=name == each.chosen) for name in _SCHEDULES),
        ),
    )
