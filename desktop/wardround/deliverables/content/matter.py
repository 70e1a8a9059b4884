"""What every chapter is written from: answers, findings, names, and how to draw and to print money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wardround.assessment import THE_ERP, Assessment
from wardround.deliverables import amounts
from wardround.deliverables.amounts import Currency
from wardround.deliverables.content.clock import Clock, clock_of
from wardround.deliverables.names import Names
from wardround.deliverables.style import Style
from wardround.deliverables.words import ENVIRONMENTS, readable, spoken, word
from wardround.engine.findings import Decision, Findings, Option, RoleSizing

CUTOVER_PHASE = 8
"""A percent sign that stands too close to its number."""


@dataclass(frozen=True, slots=True)
class Matter:
    """The material of a document. ``width`` is the room for pictures, in points."""

    assessment: Assessment
    findings: Findings
    names: Names
    style: Style
    width: float

    @property
    def currency(self) -> Currency:
        """Return the client's currency with its rate."""
        cost = self.findings.cost
        return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)

    @property
    def client(self) -> str:
        """Return the name of the client, or a word for it."""
        return self.assessment.engagement.client or "the client"

    def money(self, usd: Decimal | None, *, cents: bool = False) -> str:
        """Return an amount in the client's currency."""
        return amounts.money(usd, self.currency, cents=cents)

    def beside(self, usd: Decimal) -> str:
        """Return the same amount in dollars, empty where the client counts in dollars."""
        return "" if self.currency.is_dollar else amounts.money(usd)

    def told(self, text: str) -> str:
        """Return a text of the engine as the client reads it: own currency, names for ids, sizes as people say them."""
        return self.names.spelt_out(amounts.in_currency(spoken(text), self.currency))

    @property
    def clock(self) -> Clock:
        """Return the clock that charts of the day follow."""
        return clock_of(self.findings.demand.design_hour)

    def tenant(self, key: str) -> str:
        """Return the name of a tenant."""
        rows = {row.key: row.name for row in self.assessment.tenants.tenants}
        return rows.get(key, key)

    def node(self, key: str) -> str:
        """Return the name of a system, interface or dataset, or of an environment of the ERP."""
        if key == THE_ERP:
            return "Odoo"
        environment = key.removeprefix(f"{THE_ERP}:")
        if environment != key:
            return f"Odoo, {word(ENVIRONMENTS, environment).lower()}"
        tables = (
            self.assessment.dependencies.systems,
            self.assessment.interfaces.interfaces,
            self.assessment.data.datasets,
            self.assessment.tenants.tenants,
        )
        found = (row.name for rows in tables for row in rows if row.key == key)
        return next(found, readable(key))

    def decision(self, decision_id: str) -> Decision | None:
        """Return a decision by its id."""
        return next((made for made in self.findings.decisions if made.decision_id == decision_id), None)

    def roles(self, environment: str) -> tuple[RoleSizing, ...]:
        """Return the roles of an environment as they will be built."""
        return tuple(role for role in self.findings.deployment if role.environment == environment)

    def role_monthly(self, role: RoleSizing) -> Decimal | None:
        """Return what a month of a role's servers and disks costs; of a service what its one line in the bill says."""
        if role.monthly_usd is not None:
            return role.monthly_usd
        lines = [
            line
            for line in self.findings.cost.lines
            if (line.environment, line.tenant, line.role, line.sku)
            == (role.environment, role.tenant, role.role, role.sku)
        ]
        return lines[0].monthly_usd if len(lines) == 1 else None

    def availability_target(self) -> float | None:
        """Return the share of time that the client asks for."""
        percent = self._number("availability_target_pct")
        return None if percent is None else round(percent / 100, 8)

    def _number(self, name: str) -> float | None:
        fact = self.findings.facts.get(name)
        if fact is None or isinstance(fact.value, (str, bool, tuple)) or fact.value is None:
            return None
        return float(fact.value)

    def go_live(self) -> date | None:
        """Return the day on which the client is live."""
        return self.findings.roadmap.go_live

    def target_s(self) -> float | None:
        """Return the response target of interactive work in seconds."""
        milliseconds = self._number("response_target_p95_ms")
        return None if milliseconds is None else milliseconds / 1000


def first_of_each_kind(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return the decisions, of those that come once for each tenant only the first."""
    kinds: dict[str, Decision] = {}
    for made in decisions:
        kinds.setdefault(made.decision_id.split(".", maxsplit=1)[0], made)
    return tuple(kinds.values())


def chosen_option(made: Decision) -> Option | None:
    """Return the option that was chosen."""
    return next((option for option in made.options if option.option_id == made.chosen), None)
