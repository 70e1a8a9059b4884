"""Tuning before buying, ways to size side by side, and sizes set by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.words import ENVIRONMENTS, ROLES, sentence, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings.by_hand import SetByHand, SizeVerdict
from wardround.engine.findings.methods import Methods
from wardround.engine.findings.tuning import Tuning

NOTHING = "Nothing stands beside the design here."
OVERLOADED = "overloaded"


def tune_first(page: Page, material: Material) -> None:
    """Write what tuning saves, best first, then what was tried and saves nothing."""
    found = None if material.findings.comparison is None else material.findings.comparison.tuning
    columns = (
        Column("Measure", 36),
        Column("What is done", 36),
        Column("Saved a month (USD)", 13, Kind.MONEY),
        Column("Response now (s)", 11, Kind.VALUE),
        Column("Response on the same servers (s)", 13, Kind.VALUE),
        Column("Response on servers chosen anew (s)", 13, Kind.VALUE),
        Column("Servers chosen anew", 30),
        Column("Effort (days)", 9, Kind.NUMBER),
        Column("Effort, from to (days)", 12),
        Column("Effort (USD)", 13, Kind.MONEY),
        Column("Paid back after (months)", 11, Kind.VALUE),
        Column("Who", 20),
        Column("Verdict", 26),
    )
    placed = page.table("TuneFirst", columns, _measures(found), NOTHING if found is None else found.words)
    if found is None:
        return
    page.note(
        f"{found.words} Saved is the whole bill, contingency and tax included. Effort is judgement; the order is the "
        "share of the bill and of the response saved for each day of it."
    )
    if found.saves_nothing:
        top = placed.last + 2
        page.section(top, "Tried, and saves nothing")
        for row, one in enumerate(found.saves_nothing, start=top + 1):
            page.spread(row, 1, 2, sentence(one), Tone.BODY)


def _measures(found: Tuning | None) -> Iterator[Sequence[Content]]:
    if found is None:
        return
    for row, one in enumerate(found.measures, start=FIRST_ROW):
        months = float(one.effort_usd / one.saved_usd) if one.saved_usd > 0 else None
        yield (
            one.title,
            one.change,
            one.saved_usd,
            _seconds(found.p95_s),
            _seconds(one.p95_kept_s),
            _seconds(one.p95_resized_s),
            one.servers,
            one.effort_days,
            f"{one.effort_days_low:g} to {one.effort_days_high:g}",
            one.effort_usd,
            "saves no money" if months is None else Formula(f"=$J{row}/$C{row}", months),
            sentence(one.role).rstrip("."),
            sentence(one.verdict),
        )


def _seconds(value: float | None) -> Content:
    return OVERLOADED if value is None else round(value, 2)


def ways_to_size(page: Page, material: Material) -> None:
    """Write what each way to size asks of application and database, then the gaps in words."""
    found = None if material.findings.comparison is None else material.findings.comparison.methods
    columns = (
        Column("Tier", 16),
        Column("Way to size", 24),
        Column("Followed", 10),
        Column("vCPUs busy", 10, Kind.ONE_DECIMAL),
        Column("vCPUs to plan", 10, Kind.ONE_DECIMAL),
        Column("Against the way followed", 12, Kind.SHARE),
        Column("Servers", 9, Kind.COUNT),
        Column("Size", 22),
        Column("Rests on", 70),
    )
    placed = page.table("WaysToSize", columns, _ways(found), NOTHING)
    if found is None:
        return
    page.note(f"{found.words} {found.why}{_followed(found)}")
    lines = (*found.gaps, *(f"Not possible yet. {one}" for one in found.missing))
    if lines:
        top = placed.last + 2
        page.section(top, "The gaps, and what usually explains them")
        for row, text in enumerate(lines, start=top + 1):
            page.spread(row, 1, len(columns), text, Tone.BODY)


def _ways(found: Methods | None) -> Iterator[Sequence[Content]]:
    for one in found.results if found is not None else ():
        yield (
            one.tier.capitalize(),
            one.title,
            "yes" if one.chosen else "no",
            one.busy_vcpus,
            one.planned_vcpus,
            one.against_chosen,
            one.nodes,
            one.sku if one.enough else f"{one.sku}, too small",
            one.rests_on,
        )


def _followed(found: Methods) -> str:
    if not found.follow_measured_usd:
        return ""
    return f" To follow the measured use would cost {found.follow_measured_usd:,.2f} USD a month more."


def set_by_hand(page: Page, material: Material) -> None:
    """Write each size that was set by hand beside what the model would choose."""
    found = material.findings.comparison.by_hand if material.findings.comparison is not None else ()
    columns = (
        Column("Environment", 17),
        Column("Tenant", 18),
        Column("Role", 24),
        Column("Set by hand", 26),
        Column("The model would choose", 26),
        Column("Costs more by (USD a month)", 15, Kind.MONEY),
        Column("Response, set by hand (s)", 13, Kind.VALUE),
        Column("Response, by the model (s)", 13, Kind.VALUE),
        Column("Verdict", 60),
    )
    page.table("SetByHand", columns, _by_hand(found), "No size was set by hand: the model chose all of them.")


def _by_hand(found: Sequence[SetByHand]) -> Iterator[Sequence[Content]]:
    for one in found:
        yield (
            word(ENVIRONMENTS, one.environment),
            one.tenant,
            word(ROLES, one.role),
            _servers(one.own),
            _servers(one.model),
            one.own.more_usd,
            "no part in it" if one.own.p95_s is None else round(one.own.p95_s, 2),
            "no part in it" if one.model.p95_s is None else round(one.model.p95_s, 2),
            sentence(one.words),
        )


def _servers(size: SizeVerdict) -> str:
    return f"{size.nodes} x {size.sku}" if size.nodes else "none"
