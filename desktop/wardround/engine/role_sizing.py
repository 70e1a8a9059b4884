"""From a search to a role: pins, zones, alternatives, marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from wardround.catalogue import Catalogue, UnknownSeries, VmSize
from wardround.engine.abreast import alone
from wardround.engine.basis import ZONES_FOR_SPREAD, Basis
from wardround.engine.findings import Alternative, DiskChoice, Environment, Need, RoleSizing, Setting
from wardround.engine.offered_sizes import MICRO, Offer, offer_of
from wardround.engine.search import HOURS_PER_MONTH, Checks, SideCosts, Steps, Winner, cheapest_by_steps, fixed, money

RULED_OUT_SHOWN = 2


def chosen(
    basis: Basis,
    environment: Environment,
    role: str,
    of: Offer,
    nodes: Sequence[int],
    checks: Checks,
    *,
    plausible: Checks | None = None,
    side_costs: SideCosts = 0,
    explained: bool = True,
) -> Winner:
    """Return the cheapest candidate of an offer. A size set by hand is looked up by `pinned_offer` before."""
    return alone(
        chosen_by_steps(
            basis,
            environment,
            role,
            of,
            nodes,
            checks,
            plausible=plausible,
            side_costs=side_costs,
            explained=explained,
        )
    )


def chosen_by_steps(
    basis: Basis,
    environment: Environment,
    role: str,
    of: Offer,
    nodes: Sequence[int],
    checks: Checks,
    *,
    plausible: Checks | None = None,
    quick: Checks | None = None,
    decisive: Checks | None = None,
    side_costs: SideCosts = 0,
    explained: bool = True,
    not_before: int = 0,
) -> Steps[Winner]:
    """Return the same as `chosen`, stopping before candidates are held to what is decisive."""
    pin = basis.pin(environment, role)
    place = of.index(pin.sku) if pin else None
    if pin and place is not None and len(of.sizes) == 1:
        return fixed(of, place, pin.nodes or nodes[0], checks, side_costs, decisive)
    return (
        yield from cheapest_by_steps(
            of,
            nodes,
            checks,
            plausible=plausible,
            quick=quick,
            decisive=decisive,
            side_costs=side_costs,
            explained=explained,
            not_before=not_before,
        )
    )


def pinned_offer(basis: Basis, environment: Environment, role: str, of: Offer) -> Offer:
    """Return the offer narrowed to the size set by hand for a role, whatever rules it breaks; else the offer itself.

    Raises UnknownSku for a size that the catalogue does not have.
    """
    pin = basis.pin(environment, role)
    if pin is None:
        return of
    size = basis.catalogue.size(pin.sku)
    try:
        return offer_of(basis.catalogue, basis.region, (size,), basis.option)
    except UnknownSeries:
        return of


def built(
    basis: Basis,
    environment: Environment,
    tier: str,
    role: str,
    of: Offer,
    won: Winner,
    *,
    disks: tuple[DiskChoice, ...],
    busy_share: float | None = None,
    settings: tuple[Setting, ...] = (),
    marks: tuple[str, ...] = (),
    carries: tuple[str, ...] = (),
    needs: tuple[Need, ...] = (),
) -> RoleSizing:
    """Return a role for the candidate that won, with zones, what was ruled out, and marks."""
    pin = basis.pin(environment, role)
    zones = basis.catalogue.vm_zones(basis.region, won.size.sku)
    spread = zones[: won.nodes] if won.nodes > 1 else zones[:1]
    own_marks = list(marks)
    if pin is not None:
        own_marks.append("set by hand" if won.enough else f"set by hand, and too small: {won.binding}")
    elif not won.enough:
        own_marks.append(f"largest size reached: {won.binding}")
    if pin is None and (broken_list := basis.list_broken(won.size.sku)):
        own_marks.append(f"breaks a rule: {broken_list}")
    if environment == "production" and (taken := lost_with_a_zone(basis, won.nodes, len(spread))):
        own_marks.append(f"the loss of a zone takes {taken} of the {won.nodes} servers; the spare covers {basis.lost}")
    if environment == "production":
        broken = basis.catalogue.why_not(basis.region, won.size.sku, basis.size_need)
        own_marks.extend(f"breaks a rule: {reason}" for reason in broken)
    return RoleSizing(
        environment=environment,
        tenant=basis.tenant,
        tier=tier,
        role=role,
        sku=won.size.sku,
        series=won.size.series,
        nodes=won.nodes,
        vcpus=won.size.vcpus,
        memory_gib=won.size.memory_gib,
        zones=spread,
        disks=disks,
        needs=(*won.needs, *needs),
        binding=won.binding,
        busy_share=busy_share,
        alternatives=(*won.alternatives, *_ruled_out(basis, of, won)),
        settings=settings,
        marks=tuple(own_marks),
        carries=carries,
        monthly_usd=won.monthly_usd,
    )


def lost_with_a_zone(basis: Basis, nodes: int, zones: int) -> int:
    """Return the servers that go with a zone, where that must be survived and they are more than the spare; else 0."""
    if zones < ZONES_FOR_SPREAD or basis.facts.text("ha_scope") not in {"zone", "region"} or not basis.lost:
        return 0
    taken = ceil(nodes / zones)
    return taken if taken > basis.lost else 0


def _ruled_out(basis: Basis, of: Offer, won: Winner) -> tuple[Alternative, ...]:
    """Return cheaper sizes of at least the same vCPUs and memory that a rule keeps out, each with its first reason."""
    price = int(of.hourly_micro_usd[won.place])
    found: list[Alternative] = []
    for hourly, size in by_list_price(basis.catalogue, basis.region):
        if hourly >= price or len(found) == RULED_OUT_SHOWN:
            break
        if size.vcpus < won.size.vcpus or size.memory_gib < won.size.memory_gib or size.sku in of.places:
            continue
        reasons = basis.catalogue.why_not(basis.region, size.sku, basis.size_need)
        reason = reasons[0] if reasons else "not among the sizes allowed"
        monthly = money(hourly * HOURS_PER_MONTH * won.nodes)
        found.append(Alternative(size.sku, won.nodes, monthly, "ruled_out", reason))
    return tuple(found)


@lru_cache(maxsize=64)
def by_list_price(catalogue: Catalogue, region: str) -> tuple[tuple[int, VmSize], ...]:
    """Return all sizes of a region with their pay-as-you-go price, the cheapest first. [micro-USD an hour]."""
    priced = ((catalogue.vm_price(region, size.sku), size) for size in catalogue.sizes_offered(region))
    return tuple((int(price.usd * MICRO), size) for price, size in priced if price is not None)
