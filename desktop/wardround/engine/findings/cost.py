"""The bill: line items, totals, and the purchase options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wardround.knowledge import FactValue

Follows = Literal["", "servers", "nodes", "data", "performance", "filestore", "vault", "logs", "answers", "wal"]
"""What the quantity of a line grows with: servers and their number, disks with the data or its IOPS, volumes."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line of the bill at list price.

    ``monthly_usd`` is quantity x units_per_month x unit price, to the cent.
    """

    line_id: str
    environment: str
    tenant: str
    tier: str
    role: str
    item: str
    sku: str
    quantity: Decimal
    units_per_month: Decimal
    """How many price units one of the quantity uses a month: 730 hours, 1 month, GiB and so on."""
    unit: str
    meter: str
    region: str
    unit_price_usd: Decimal | None
    price_date: str
    borrowed_from: str
    purchase_option: str
    monthly_usd: Decimal | None
    months_first_year: Decimal
    months_in_horizon: Decimal
    recurs: Literal["monthly", "once"]
    once_usd: Decimal
    note: str
    source: str
    ends: date | None = None
    """When the line stops being paid; None for one that goes on."""
    follows: Follows = ""
    """What its quantity grows with; '' where it stays as it is."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of priced lines. Each sum that misses a line says so in words."""

    list_monthly_usd: Decimal
    discount_monthly_usd: Decimal
    contingency_monthly_usd: Decimal
    tax_monthly_usd: Decimal
    monthly_usd: Decimal
    yearly_usd: Decimal
    horizon_usd: Decimal
    once_usd: Decimal
    unpriced_lines: int
    borrowed_lines: int
    words: str
    """'' or 'without 3 unpriced lines'."""
    discountable_monthly_usd: Decimal = Decimal("0.00")
    """The part of the list price that the agreement with Microsoft reaches: everything but the client's own lines."""
    steady_monthly_usd: Decimal = Decimal("0.00")
    """What a month costs when every line that ends inside the horizon has ended."""
    temporary_monthly_usd: Decimal = Decimal("0.00")
    """What the lines that end inside the horizon add to a month, with the same contingency and tax."""
    temporary_until: date | None = None
    """When the last of them ends."""
    unpriced_items: tuple[str, ...] = ()
    """What has no price, in the order of the bill, each name once."""


@dataclass(frozen=True, slots=True)
class CostGroup:
    """A share of the monthly bill, for the picture of where the money goes."""

    name: str
    monthly_usd: Decimal


@dataclass(frozen=True, slots=True)
class CommitmentChoice:
    """One purchase option for the production compute."""

    option: str
    monthly_usd: Decimal | None
    saving_share: float | None
    break_even_month: int | None
    """First month in which the commitment is cheaper even if it is then dropped; None where no ratio is known."""
    words: str
    worst_regret_usd: Decimal | None = None
    """The most that it can cost above what would have been the best way to buy, over the months compared."""
    worst_loss_usd: Decimal | None = None
    """The most that it can cost above pay as you go."""
    expected_usd: Decimal | None = None
    """Cost over the months compared, weighted by how likely each course is taken to be."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The bill."""

    lines: tuple[LineItem, ...]
    totals: Totals
    groups: tuple[CostGroup, ...]
    by_environment: tuple[CostGroup, ...]
    commitments: tuple[CommitmentChoice, ...]
    currency: str
    exchange_rate: Decimal
    exchange_rate_date: str
    discount_share: Decimal
    contingency_share: Decimal
    tax_share: Decimal
    horizon_years: int
    price_date_oldest: str
    price_date_newest: str
    regions: tuple[str, ...]
    derived: Mapping[str, FactValue]
