"""How each tier may be bought: what a commitment saves, when it has paid off, and what it costs when plans change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Course = Literal["as_planned", "resized", "grows", "shrinks", "stops"]
"""What may become of a tier in the months compared."""


@dataclass(frozen=True, slots=True)
class PurchaseCase:
    """One thing that may become of a tier, with how likely it is taken to be (a judgement)."""

    course: Course
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class PurchaseRegret:
    """What a way to buy all tiers costs more than pay as you go when something happens in a month."""

    option: str
    course: Course
    month: int
    """0 where nothing happens."""
    against_payg_usd: Decimal
    """Over the months compared; below 0 where the commitment still saves."""


@dataclass(frozen=True, slots=True)
class PurchaseWay:
    """One way to buy all servers of a tier."""

    option: str
    allowed: bool
    """Whether the client's answers and the planning horizon leave room for it."""
    monthly_usd: Decimal | None
    """None where no price is known."""
    saving_share: float | None
    break_even_month: int | None
    """First month from which it has cost less even if the servers are then dropped; None where it never does."""
    saved_usd: Decimal | None
    """Against pay as you go over the months compared, if all goes as planned; below 0 where it costs more."""
    worst_loss_usd: Decimal | None
    """The most that it can cost above pay as you go."""
    worst_regret_usd: Decimal | None
    """The most that it can cost above what would have been the best way to buy."""
    worst_case: str
    expected_usd: Decimal | None
    """Cost over the months compared, weighted over all cases."""
    why_not: str
    """Why it is not open; '' where it is."""
    words: str


@dataclass(frozen=True, slots=True)
class MixPart:
    """So many servers of a tier bought in one way."""

    option: str
    nodes: int
    break_even_month: int | None = None
    """From when it has cost less for these servers even if they are then dropped; None for pay as you go."""


@dataclass(frozen=True, slots=True)
class PurchaseMix:
    """A way to buy each server of a tier."""

    parts: tuple[MixPart, ...]
    monthly_usd: Decimal
    worst_regret_usd: Decimal
    worst_case: str
    expected_usd: Decimal


@dataclass(frozen=True, slots=True)
class PurchaseTier:
    """One role of one environment: its hours, its ways to buy, and the mix to buy it in."""

    environment: str
    tenant: str
    tier: str
    role: str
    sku: str
    nodes: int
    hours_per_month: float
    """Mean over its servers."""
    hours_words: str
    payg_monthly_usd: Decimal
    ways: tuple[PurchaseWay, ...]
    least_regret: PurchaseMix
    """The mix whose worst regret is least."""
    least_expected: PurchaseMix
    """The mix with the least expected cost."""
    recommended: PurchaseMix
    words: str


@dataclass(frozen=True, slots=True)
class PurchaseComparison:
    """How all servers may be bought, tier by tier."""

    months: int
    """The months compared."""
    cases: tuple[PurchaseCase, ...]
    tiers: tuple[PurchaseTier, ...]
    regrets: tuple[PurchaseRegret, ...]
    """What each commitment on everything that always runs costs more, case by case."""
    payg_monthly_usd: Decimal
    priced_monthly_usd: Decimal
    """As the bill is priced."""
    monthly_usd: Decimal
    """As recommended."""
    expected_usd: Decimal
    payg_expected_usd: Decimal
    worst_regret_usd: Decimal
    """Sum over the tiers, each at its own worst."""
    without_ratio: tuple[str, ...]
    """Sizes for which no committed price is known, so that none is advised."""
    words: str
    judgement: str
