"""Sizes set by hand: what the model would choose instead, and what a size somebody thinks of would mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.findings.by_hand import SetByHand, SizesToChoose, SizeVerdict
from wardround.engine.pins import Place, is_set_by_hand, released, sets_number
from wardround.engine.vertical_horizontal import MARK_TOO_SMALL, with_pin

if TYPE_CHECKING:
    from wardround.engine.compare import Study

ANSWERING = frozenset({"application", "batch", "postgresql"})
"""The roles that a response to users depends on."""
MODEL_CHOICE = "the model's own choice"


def sizes_by_hand(study: Study) -> tuple[SetByHand, ...]:
    """Return each role whose size was set by hand beside what the model would choose for it alone."""
    return tuple(_beside(study, role) for role in study.findings.deployment if is_set_by_hand(role))


def _beside(study: Study, role: RoleSizing) -> SetByHand:
    place = Place.of(role)
    without = study.assessed(released(study.assessment, role))
    model = verdict(place, without, without)
    own = verdict(place, study.findings, without)
    same = (own.sku, own.nodes) == (model.sku, model.nodes)
    return SetByHand(place.environment, place.tenant, place.role, own, model, is_choice=same, words=_words(own, same))


def _words(own: SizeVerdict, same: bool) -> str:  # noqa: FBT001 - inside this module
    if same:
        return "the model would choose the same"
    return own.words


def sizes_to_choose(
    study: Study, role: RoleSizing, asked: Sequence[tuple[str, int]] | None, told: Callable[[float], None]
) -> SizesToChoose:
    """Return what stands for a role, what the model chooses, and other sizes, each judged by an assessment of its own.

    Parameters
    ----------
    asked : sizes and numbers of servers to judge; None for those worth a look.
    told : hears the share that is done; may raise to stop the work.
    """
    by_hand = is_set_by_hand(role)
    choice = study.assessed(released(study.assessment, role)) if by_hand else study.findings
    place = Place.of(role)
    now, model = verdict(place, study.findings, choice), verdict(place, choice, choice)
    own = place.in_findings(choice)
    wanted = asked if asked is not None else near(study, role, own) if own is not None else ()
    known = {(one.sku, one.nodes) for one in (now, model)}
    others = []
    for done, (sku, nodes) in enumerate(wanted, start=1):
        if asked is not None or (sku, nodes) not in known:
            others.append(judged(study, role, sku, nodes, choice))
        told(done / len(wanted))
    return SizesToChoose(now, model, by_hand, tuple(others))


def judged(study: Study, role: RoleSizing, sku: str, nodes: int, own_choice: Findings) -> SizeVerdict:
    """Return what a size for a role would mean, by assessing it as if it were set by hand.

    Parameters
    ----------
    own_choice : the findings with the model's own choice for the role.
    """
    own_number = nodes if sets_number(role) else None
    with_it = study.assessed(with_pin(released(study.assessment, role), role, sku, own_number))
    return verdict(Place.of(role), with_it, own_choice)


def verdict(place: Place, found: Findings, own_choice: Findings) -> SizeVerdict:
    """Return the verdict on what stands at a place against the findings with the model's own choice."""
    role = place.in_findings(found)
    model = place.in_findings(own_choice)
    if role is None:
        return SizeVerdict("", 0, None, None, None, enough=False, words="there is no such server in this design")
    bill = found.cost.totals.steady_monthly_usd
    more = bill - own_choice.cost.totals.steady_monthly_usd
    short = too_small(role)
    answers = place.environment == "production" and place.role in ANSWERING
    return SizeVerdict(
        sku=role.sku,
        nodes=role.nodes,
        monthly_usd=bill,
        more_usd=more,
        p95_s=found.sizing.performance.design_hour.p95_response_s if answers else None,
        enough=not short,
        words=_verdict_words(role, model, short, more),
    )


def too_small(role: RoleSizing) -> str:
    """Return why a size set by hand is too small; '' where it is enough."""
    mark = next((mark for mark in role.marks if mark.startswith(MARK_TOO_SMALL)), "")
    return mark.removeprefix(MARK_TOO_SMALL).removeprefix(": ") or ("a constraint is not met" if mark else "")


def _verdict_words(role: RoleSizing, model: RoleSizing | None, short: str, more: Decimal) -> str:
    if short:
        return f"too small: {short}"
    if model is not None and (role.sku, role.nodes) == (model.sku, model.nodes):
        return MODEL_CHOICE
    broken = next((mark for mark in role.marks if mark.startswith("breaks a rule")), "")
    lead = f"enough, but it {broken}" if broken else "enough"
    if more > 0:
        return f"{lead}, and dearer"
    return f"{lead}, and cheaper" if more < 0 else f"{lead}, at the same price"


def near(study: Study, role: RoleSizing, model: RoleSizing) -> tuple[tuple[str, int], ...]:
    """Return sizes worth a look for a role with their number: the model's, its neighbours, one server more or less."""
    sizes = sorted(
        (size for size in study.catalogue.sizes_offered(study.findings.sizing.region) if size.series == model.series),
        key=lambda size: (size.vcpus, size.memory_gib, size.sku),
    )
    places = [place for place, size in enumerate(sizes) if size.sku == model.sku]
    found: list[tuple[str, int]] = [(model.sku, model.nodes)]
    if places:
        found += _neighbours([size.sku for size in sizes], places[0], model.nodes)
    if sets_number(role):
        found += [(model.sku, model.nodes + 1)]
        found += [(model.sku, model.nodes - 1)] if model.nodes > 1 else []
    found += [(role.sku, role.nodes)]
    return tuple(dict.fromkeys(found))


def _neighbours(skus: Sequence[str], place: int, nodes: int) -> Iterator[tuple[str, int]]:
    for other in (place - 1, place + 1):
        if 0 <= other < len(skus):
            yield skus[other], nodes
