"""How the example is bought, where else it could run, and who shares its servers, with a value in every field."""

from decimal import Decimal

from wardround.engine.findings.purchase import (
    MixPart,
    PurchaseCase,
    PurchaseComparison,
    PurchaseMix,
    PurchaseRegret,
    PurchaseTier,
    PurchaseWay,
)
from wardround.engine.findings.regions import RegionComparison, RegionRow, SizeSwap
from wardround.engine.findings.tenants import TenantComparison, TenantDesign, TenantRow


def example_purchase() -> PurchaseComparison:
    """Return two tiers: servers that are committed in part, and one that follows office hours."""
    ways = (
        _way("payg", "1460.00", 0.0, None, "0.00", "0.00", "20000.00", "48000.00"),
        _way("savings_1y", "1022.00", 0.3, 9, "15768.00", "9000.00", "9000.00", "35000.00"),
        _way("reserved_1y", "876.00", 0.4, 8, "21024.00", "9500.00", "9700.00", "31000.00"),
        PurchaseWay(
            "savings_3y", False, None, None, None, None, None, None, "", None,
            "no committed price is known for this size",
            "three-year savings plan: no committed price is known for this size, so none is advised",
        ),
        _way(
            "reserved_3y", "584.00", 0.6, 15, "31536.00", "20000.00", "20500.00", "26000.00",
            "the client has not allowed it",
        ),
    )  # fmt: skip
    mix = PurchaseMix(
        (MixPart("reserved_1y", 2, 8), MixPart("payg", 1)),
        Decimal("1095.00"),
        Decimal("6400.00"),
        "the size changes after month 1",
        Decimal("34000.00"),
    )
    all_reserved = PurchaseMix(
        (MixPart("reserved_1y", 3, 8),), Decimal("876.00"), Decimal("9700.00"), "the project stops after month 1",
        Decimal("31000.00"),
    )  # fmt: skip
    none = PurchaseMix((MixPart("payg", 1),), Decimal("52.00"), Decimal("0.00"), "nothing changes", Decimal("1900.00"))
    return PurchaseComparison(
        months=36,
        cases=(
            PurchaseCase("as_planned", 0.45, "it runs unchanged"),
            PurchaseCase("resized", 0.55, "the servers move to another size"),
        ),
        tiers=(
            PurchaseTier(
                "production", "", "application", "application", "Standard_D8as_v7", 3, 640.0,
                "640 of 730 hours a month on average, scaled by the hour", Decimal("1460.00"), ways, mix, all_reserved,
                mix, "2 on a one-year reservation and 1 on pay as you go: the least regret at worst.",
            ),
            PurchaseTier(
                "test", "", "application", "application", "Standard_E4as_v7", 1, 260.0,
                "260 of 730 hours a month, by schedule", Decimal("52.00"),
                (_way("payg", "52.00", 0.0, None, "0.00", "0.00", "0.00", "1900.00"),), none, none, none,
                "Pay as you go: it runs too few hours to pay one off.",
            ),
        ),
        regrets=(
            PurchaseRegret("reserved_1y", "as_planned", 0, Decimal("-21024.00")),
            PurchaseRegret("reserved_1y", "resized", 6, Decimal("1752.00")),
            PurchaseRegret("reserved_3y", "as_planned", 0, Decimal("-31536.00")),
            PurchaseRegret("reserved_3y", "resized", 6, Decimal("12264.00")),
        ),
        payg_monthly_usd=Decimal("1512.00"),
        priced_monthly_usd=Decimal("928.00"),
        monthly_usd=Decimal("1147.00"),
        expected_usd=Decimal("35900.00"),
        payg_expected_usd=Decimal("49900.00"),
        worst_regret_usd=Decimal("6400.00"),
        without_ratio=("Standard_L8s_v3",),
        words="Commit for 1 tier of 2: a month then costs 24% less than on pay as you go.",
        judgement="How likely each course is, is a judgement.",
    )  # fmt: skip


def _way(
    option: str,
    monthly: str,
    saving: float,
    month: int | None,
    saved: str,
    loss: str,
    regret: str,
    expected: str,
    why_not: str = "",
) -> PurchaseWay:
    return PurchaseWay(
        option, not why_not, Decimal(monthly), saving, month, Decimal(saved), Decimal(loss), Decimal(regret),
        "the size changes after month 1", Decimal(expected), why_not, option,
    )  # fmt: skip


def example_regions() -> RegionComparison:
    """Return the region chosen, one that borrows and lacks a size, and one outside the territory."""
    return RegionComparison(
        rows=(
            _region("westeurope", "West Europe", 1, "21400.00", 0.0, chosen=True),
            _region("northeurope", "North Europe", 2, "21850.00", 0.021, swaps=(
                SizeSwap("postgresql", "production", "", "Standard_E16as_v7", 2, "Standard_E16as_v6", 2),
            ), missing=("NAT Gateway",)),
            _region("eastus2", "East US 2", 3, "19900.00", -0.0701, ruled_out="Data must stay in the European Union."),
        ),
        words="West Europe ranks first of 3 regions.",
        note="The design is the same wherever a region offers its sizes.",
    )  # fmt: skip


def _region(
    code: str,
    name: str,
    rank: int,
    monthly: str,
    against: float,
    *,
    chosen: bool = False,
    swaps: tuple[SizeSwap, ...] = (),
    missing: tuple[str, ...] = (),
    ruled_out: str = "",
) -> RegionRow:
    return RegionRow(
        region=code, name=name, country="Ireland", rank=rank, chosen=chosen,
        why_listed="chosen" if chosen else "considered", monthly_usd=Decimal(monthly), against_chosen_share=against,
        servers_usd=Decimal("9000.00"), services_usd=Decimal("4000.00"), zones=3, paired_region="northeurope",
        recovery_region="northeurope", recovery_distance_km=756.0, inside=not ruled_out,
        residency=ruled_out or "It lies where the data belong, in the European Union.", restricted_access=False,
        borrowed_share=0.0 if chosen else 0.15, borrowed_lines=0 if chosen else 12, unpriced_lines=2, swaps=swaps,
        missing=missing, distance_km=0.0 if chosen else 756.0, ruled_out=ruled_out,
        reasons_for=("3 availability zones.",),
        reasons_against=tuple(part for part in (ruled_out, "" if chosen else "15% of its price is borrowed.") if part),
    )  # fmt: skip


def example_tenants() -> TenantComparison:
    """Return one tenant whose data leave no choice, and one that shares."""
    return TenantComparison(
        rows=(
            TenantRow(
                "nordtal", "Klinikum Nordtal", "dedicated_vm", Decimal("6200.00"), Decimal("6500.00"), 0.9, 21.5,
                "month-end, 10:00 to 11:00 in Europe/Berlin", 21.7, 0.0, False,
                "Patient health data ask for virtual machines of its own at least.",
                "Servers of its own cost USD 300 a month less than its part of shared ones, but its data leave no "
                "choice.",
            ),
            TenantRow(
                "service", "Nordtal Service GmbH", "dedicated_db", Decimal("900.00"), Decimal("310.00"), 0.1, 2.2,
                "weekday, 08:00 to 09:00 in Europe/Berlin", 40.0, 0.25, True,
                "Financial ledgers ask for a database of its own on shared hosts at least.",
                "Servers of its own cost USD 590 a month more than its part of shared ones; it shares.",
            ),
        ),
        designs=(
            TenantDesign("decided", Decimal("21400.00"), 18, 96),
            TenantDesign("shared", Decimal("21100.00"), 16, 92),
            TenantDesign("apart", Decimal("22000.00"), 22, 104),
        ),
        headroom_share=0.225,
        surge_share=0.25,
        peak_to_peaks_share=0.95,
        words="Servers for each tenant cost 4% a month more than shared ones.",
        note="At list price.",
    )  # fmt: skip
