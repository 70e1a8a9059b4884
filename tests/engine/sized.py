"""Assessments from a few answers, taken through facts, demand and sizing, for the tests of those stages."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.basis import Basis
from wardround.engine.demand import demand
from wardround.engine.facts import Facts, answered
from wardround.engine.figure import Figure
from wardround.engine.findings import Demand, RoleSizing, Sizing
from wardround.engine.line_items import option_with_price, purchase_option
from wardround.engine.offered_sizes import MICRO
from wardround.engine.sizing import basis_of, production_region, size
from wardround.knowledge import FactValue, Knowledge

CATALOGUE = Catalogue.load()
KNOWLEDGE = Knowledge.load()
AS_OF = date(2026, 11, 25)
AnswerValue = Any
"""Whatever type the answer or field of that name has."""


def assessment(**answers: AnswerValue) -> Assessment:
    """Return an assessment with some answers; `people__named_users=5` stands for the path `people.named_users`."""
    found = Assessment()
    for path, value in answers.items():
        found = with_value(found, path.replace("__", "."), value)
    return found


def with_facts(facts: Facts, **values: FactValue) -> Facts:
    """Return facts some of which somebody stated."""
    entries = dict(facts.entries)
    for name, value in values.items():
        entries[name] = replace(entries[name], value=value, origin="answer")
    return replace(facts, entries=entries)


@dataclass(frozen=True)
class Sized:
    """An assessment with what the first stages make of it."""

    facts: Facts
    demand: Demand
    sizing: Sizing
    figures: tuple[Figure, ...]

    def role(self, name: str, environment: str = "production") -> RoleSizing:
        """Return the only role of a name."""
        found = [row for row in self.sizing.roles if row.role == name and row.environment == environment]
        assert len(found) == 1, f"{len(found)} roles {name} in {environment}"
        return found[0]

    def derived(self, name: str) -> float:
        """Return a fact of sizing that is a number."""
        value = self.sizing.derived[name]
        assert isinstance(value, int | float)
        return value

    def has_role(self, name: str) -> bool:
        """Return whether production has a role."""
        return any(row.role == name and row.environment == "production" for row in self.sizing.roles)


def facts_of(of: Assessment) -> Facts:
    """Return the facts of an assessment as its answers give them."""
    return answered(of, KNOWLEDGE)


def demand_of(of: Assessment, *, only: frozenset[str] | None = None, as_of: date = AS_OF) -> Demand:
    """Return the demand of an assessment."""
    return demand(of, facts_of(of), KNOWLEDGE, as_of, only=only)[0]


def sized(of: Assessment, facts: Facts | None = None) -> Sized:
    """Return an assessment taken through facts, demand and sizing."""
    known = facts or facts_of(of)
    load, load_figures = demand(of, known, KNOWLEDGE, AS_OF)
    sizing, sizing_figures = size(of, known, KNOWLEDGE, CATALOGUE, load, AS_OF)
    return Sized(known, load, sizing, (*load_figures, *sizing_figures))


def basis(of: Assessment, **changes: AnswerValue) -> Basis:
    """Return what the roles of an assessment are sized from."""
    known = facts_of(of)
    load, _ = demand(of, known, KNOWLEDGE, AS_OF)
    region = production_region(of, known, CATALOGUE)
    return replace(basis_of(of, known, KNOWLEDGE, CATALOGUE, load, AS_OF, region), **changes)


def monthly_usd(role: RoleSizing, sizing: Sizing, facts: Facts) -> Decimal:
    """Return the list price of the servers and managed disks of a role. [USD a month]."""
    total = Decimal(0)
    if role.vcpus:
        option = PurchaseOption.PAYG
        if role.environment == "production":
            option = purchase_option(facts.text("commitment_allowed"))
        _, price = option_with_price(CATALOGUE, sizing.region, role.sku, option)
        assert price is not None
        total += Decimal(int(price.usd * MICRO)) / MICRO * 730 * role.nodes
    for disk in role.disks:
        copies = max(role.nodes, 1) * disk.count
        if disk.kind == "premium_ssd_v2":
            for amount, meter in (
                (disk.size_gib, "PV2_PER_GIB"),
                (disk.extra_iops, "PV2_PER_EXTRA_IOPS"),
                (disk.extra_mbps, "PV2_PER_EXTRA_MBPS"),
            ):
                meter_price = CATALOGUE.disk_price(sizing.region, meter)
                assert meter_price is not None
                total += copies * amount * meter_price.usd
        elif disk.kind == "azure_files_premium":
            # Billed by the GiB; the price of one does not depend on the load.
            total += disk.size_gib
        else:
            price = CATALOGUE.disk_price(sizing.region, disk.disk_sku, disk.redundancy)
            assert price is not None
            total += copies * price.usd
    return total


def tier_prices(of: Assessment) -> dict[tuple[str, str], Decimal]:
    """Return the price of each tier of production, and of each other environment as a whole."""
    found = sized(of)
    prices: dict[tuple[str, str], Decimal] = {}
    for role in found.sizing.roles:
        key = (role.environment, role.tier if role.environment == "production" else "")
        prices[key] = prices.get(key, Decimal(0)) + monthly_usd(role, found.sizing, found.facts)
    return prices
