"""The database server and its disks, planned for a percentile of what is known, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from wardround.engine.basis import Basis
from wardround.engine.caution import Caution
from wardround.engine.database_tier import DatabaseContent, DatabaseNeeds, database_content, database_needs
from wardround.engine.findings import RoleSizing
from wardround.engine.offered_sizes import Offer
from wardround.engine.role_sizing import chosen
from wardround.engine.search import Winner
from wardround.engine.tenant_groups import TenantGroup

ZERO = Decimal("0.00")
WORTH_SAYING = Decimal("0.005")
"""A smaller share of a price is told as none."""
TEENS = frozenset({11, 12, 13})


@dataclass(frozen=True, slots=True)
class ChosenDatabase:
    """The database server chosen.

    Parameters
    ----------
    content : what the database is likely to hold and to be asked for.
    needs : what the server was held to, with caution.
    likely : what it would be held to without.
    caution_monthly_usd : its price with its disks above that of the server for the likely demand.
    """

    content: DatabaseContent
    needs: DatabaseNeeds
    likely: DatabaseNeeds
    won: Winner
    caution: Caution
    caution_monthly_usd: Decimal

    def told(self, role: RoleSizing) -> RoleSizing:
        """Return the role with a mark that says what it is planned for, and how much of each need is caution."""
        caution = self.caution
        if not caution.steps:
            return role
        factors = self._factors()
        # Their words stay: what decided is told in them.
        needs = tuple(replace(need, caution_factor=factors.get(need.name, 1.0)) for need in role.needs)
        by_hand = "its disks are " if self.needs.basis.pin("production", "postgresql") else ""
        mark = mark_of(caution, self.caution_monthly_usd, role, what=by_hand)
        return replace(role, needs=needs, marks=(*role.marks, mark))

    def _factors(self) -> Mapping[str, float]:
        """Return by need what it is over the likely one."""
        careful, plain = self.needs, self.likely
        pairs = {
            "cpu": (float(careful.work.max()), float(plain.work.max())),
            "memory": (careful.content.memory_gib, plain.content.memory_gib),
            "iops": (
                careful.content.work.data_iops + careful.content.work.wal_iops,
                plain.content.work.data_iops + plain.content.work.wal_iops,
            ),
            "throughput": (
                careful.content.work.data_mbps + careful.content.work.wal_mbps,
                plain.content.work.data_mbps + plain.content.work.wal_mbps,
            ),
        }
        return {name: of / likely for name, (of, likely) in pairs.items() if likely > 0}


def chosen_database(basis: Basis, group: TenantGroup, of: Offer) -> ChosenDatabase:
    """Return the cheapest database server that carries the percentile planned for, with its disks."""
    caution = basis.caution
    content = database_content(basis, group.database_gib, group.measured_share)
    likely = database_needs(basis, of, content)
    if not caution.steps:
        return ChosenDatabase(content, likely, likely, _cheapest(basis, of, likely, explained=True), caution, ZERO)
    size = caution.of_volume(group.database_gib_now, group.database_gib)
    careful = database_content(basis, size, group.measured_share, caution)
    needs = database_needs(basis, of, careful, caution)
    won = _cheapest(basis, of, needs, explained=True)
    without = _cheapest(basis, of, likely, explained=False)
    return ChosenDatabase(content, needs, likely, won, caution, max(won.monthly_usd - without.monthly_usd, ZERO))


def _cheapest(basis: Basis, of: Offer, needs: DatabaseNeeds, *, explained: bool) -> Winner:
    return chosen(
        basis,
        "production",
        "postgresql",
        of,
        (1,),
        needs.checks,
        plausible=needs.plausible,
        side_costs=needs.side_costs,
        explained=explained,
    )


def mark_of(caution: Caution, above: Decimal, role: RoleSizing, *, what: str = "") -> str:
    """Return what is said of a role that is planned with caution.

    Parameters
    ----------
    above : its price above that for the likely demand. [USD a month]
    what : the part of the role that is planned so, where not all of it is: "its disks are ".
    """
    share = above / role.monthly_usd if role.monthly_usd else ZERO
    less = f"{share:.0%} less" if share >= WORTH_SAYING else "about the same"
    return (
        f"{what}sized for the {ordinal(caution.percentile)} percentile of what is known; "
        f"for the likely demand it would cost {less}"
    )


def ordinal(value: float) -> str:
    """Return a number as an ordinal in figures: '90th', '51st', '72.5th'."""
    words = f"{value:g}"
    if not value.is_integer() or int(value) % 100 in TEENS:
        return f"{words}th"
    return words + {1: "st", 2: "nd", 3: "rd"}.get(int(value) % 10, "th")
