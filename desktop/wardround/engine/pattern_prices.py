"""What a recovery pattern costs above one copy of production: only what it changes is priced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from wardround.engine.cost import Purchase, own_servers, purchase, replicas
from wardround.engine.findings import LineItem, RoleSizing
from wardround.engine.line_items import cents, full_term
from wardround.engine.recovery_setting import Setting
from wardround.engine.service_lines import Bill, recovery_lines
from wardround.knowledge import RecoveryLayout

BASE_PATTERN = "DRP-02"
"""One copy of production with its backups: what every pattern is compared with."""


@dataclass(frozen=True)
class PatternPrices:
    """The prices of the patterns for one design. What several patterns share is priced once."""

    setting: Setting

    def extra_monthly_usd(self, layout: RecoveryLayout) -> Decimal | None:
        """Return the list price of a pattern above one copy of production; None where a part has no price."""
        # Where the servers stand and when they commit has no price: layouts that differ by it alone cost the same.
        alike = replace(layout, pattern_id="", zone_spread=False, synchronous=False, source="")
        if alike not in self._changed:
            self._changed[alike] = self._changed_usd(layout)
        changed = self._changed[alike]
        return None if changed is None or self._base_usd is None else cents(changed - self._base_usd)

    @cached_property
    def _changed(self) -> dict[RecoveryLayout, Decimal | None]:
        return {}

    @cached_property
    def _base_usd(self) -> Decimal | None:
        return self._changed_usd(self.setting.knowledge.recovery_layouts[BASE_PATTERN])

    @cached_property
    def _bought(self) -> Purchase:
        return purchase(self.setting.facts, self.setting.knowledge)

    @cached_property
    def _servers(self) -> dict[tuple[str, str, str, str, int], Decimal | None]:
        return {}

    @cached_property
    def _services(self) -> dict[tuple[int, int, bool, bool, bool], Decimal | None]:
        return {}

    def _changed_usd(self, layout: RecoveryLayout) -> Decimal | None:
        """Return the monthly price of everything that depends on the pattern."""
        changed = self.setting.copies.of(layout)
        bill = self._bill(layout, (*self.setting.copies.untouched, *changed))
        amounts = [self._services_usd(bill), *(self._servers_usd(bill, role) for role in changed)]
        priced = [amount for amount in amounts if amount is not None]
        return sum(priced, Decimal(0)) if len(priced) == len(amounts) else None

    def _servers_usd(self, bill: Bill, role: RoleSizing) -> Decimal | None:
        key = (role.environment, role.tenant, role.role, role.sku, role.nodes)
        if key not in self._servers:
            lines = own_servers(bill, role, self._bought.option, self._bought.nonproduction_hours)
            self._servers[key] = _sum(lines)
        return self._servers[key]

    def _services_usd(self, bill: Bill) -> Decimal | None:
        """Return the price of vault, Site Recovery and transfer; it depends on the layout through these five alone."""
        layout = bill.layout
        key = (
            layout.database_nodes,
            layout.quorum_nodes,
            layout.geo_backup,
            layout.site_recovery,
            bool(layout.recovery_database_nodes),
        )
        if key not in self._services:
            copies = chain.from_iterable(replicas(bill, role) for role in bill.roles if layout.site_recovery)
            self._services[key] = _sum(chain(recovery_lines(bill), copies))
        return self._services[key]

    def _bill(self, layout: RecoveryLayout, roles: tuple[RoleSizing, ...]) -> Bill:
        setting = self.setting
        return Bill(
            setting.catalogue,
            setting.knowledge,
            setting.facts,
            setting.sizing,
            roles,
            layout,
            setting.recovery_region,
            setting.required_controls,
            full_term(int(setting.facts.number("planning_horizon_years"))),
            setting.recovery_allowed,
        )


def _sum(lines: Iterable[LineItem]) -> Decimal | None:
    """Return the monthly price of lines, None where one has none."""
    total = Decimal(0)
    for line in lines:
        if line.monthly_usd is None:
            return None
        total += line.monthly_usd
    return total
