"""The tier table: every role with its size, how busy it is, what decided, and its price a month."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.deliverables.amounts import DOLLAR, Currency, money, plain_money
from wardround.deliverables.caution_words import caution_words
from wardround.engine.findings import Findings, RoleSizing
from wardround.wizard.show.cells import Bar, Cell, Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.role_detail import Ask, RoleDetail
from wardround.wizard.show.role_words import (
    busy_tip,
    decided_by,
    decided_shortly,
    in_order,
    monthly,
    need_words,
    processor_need,
    role_key,
    section_of,
    size_of,
    title_of,
    tone_of,
    under_title,
    under_title_shortly,
)
from wardround.wizard.show.row_list import RowList
from wardround.wizard.show.size_desk import SizeDesk

WITH_LOGS = "price with logs"
"""What stands below a role on whose lines of the bill the logs are: they cost more than its servers."""


class TierTable(FlushCard):
    """A card with the table. A row unfolds to why it is this size."""

    def __init__(self, ask: Ask, desk: SizeDesk | None = None) -> None:
        """Take who explains figures, and who sets sizes; without the latter they can only be read."""
        super().__init__()
        self._ask, self._desk = ask, desk
        self.list = RowList(_columns(DOLLAR.code), "No machines are needed for what is in scope.")
        self.add(self.list)

    def show_findings(self, findings: Findings, assessment: Assessment, currency: Currency) -> None:
        """Show the roles of all environments."""
        rows = [
            _row(role, findings, assessment, currency, self._ask, self._desk) for role in in_order(findings, assessment)
        ]
        self.say(caution_words(findings.sizing, lambda usd: money(usd, currency)))
        self.list.show_columns(_columns(currency.code))
        self.list.show_rows(rows)


def _columns(currency: str) -> tuple[Column, ...]:
    return (
        Column("Tier", 98, 3),
        Column("Size", 106, 1),
        Column("Nodes", 38, right=True),
        Column("Of planned use", 102, 3),
        Column("Decided by", 124, 5),
        Column(f"{currency} a month", 76, right=True),
    )


def _row(
    role: RoleSizing,
    findings: Findings,
    assessment: Assessment,
    currency: Currency,
    ask: Ask,
    desk: SizeDesk | None,
) -> Row:
    size, holds = size_of(role)
    usd, lines = monthly(role, findings)
    below, shortly = under_title(role), under_title_shortly(role)
    if any(line.follows == "logs" for line in lines):
        below = f"{below}; {WITH_LOGS}" if below else WITH_LOGS
        shortly = (*(f"{words}; {WITH_LOGS}" for words in shortly), WITH_LOGS)
    price = "no price" if usd is None else plain_money(usd, currency)
    return Row(
        key=f"results.role.{role_key(role)}",
        cells=(
            Words(title_of(role), below, strong=True, shorter=shortly),
            Words(size, holds, shorter=(holds.partition(",")[0],)),
            Words(str(role.nodes) if role.nodes else "\N{EN DASH}"),
            _busy(role),
            Wrapped(decided_by(role), shorter=decided_shortly(role)),
            Words(price, strong=True),
        ),
        detail=lambda: RoleDetail(role, findings, currency, ask, desk),
        section=section_of(role, assessment),
    )


def _busy(role: RoleSizing) -> Cell:
    need = processor_need(role)
    if need is None:
        return Bar(None, "smallest size" if role.nodes else "")
    return Bar(need.used_share, need_words(need)[1], tone_of(need.used_share), busy_tip(role, need))
