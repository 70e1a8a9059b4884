"""What tuning saves, in words."""

from __future__ import annotations

from collections.abc import Sequence

from wardround.engine.findings import Findings, HourPerformance
from wardround.engine.findings.tuning import TuningMeasure
from wardround.engine.plain_words import counted, listed

NAMES = {
    "application": "application server",
    "batch": "job server",
    "postgresql": "database server",
    "read_replica": "read replica",
}
NOTICED_SHARE = 0.01
"""A difference in response that nobody would notice."""


def servers_changed(now: Findings, then: Findings) -> str:
    """Return which production servers are other ones than before, in words; '' where all stay."""
    before, after = _built(now), _built(then)
    changed = []
    for place in dict.fromkeys((*before, *after)):
        was, becomes = before.get(place), after.get(place)
        if was == becomes:
            continue
        name = NAMES.get(place[1], place[1].replace("_", " "))
        if becomes is None:
            changed.append(f"no {name}")
        elif was is None:
            changed.append(f"{becomes[0]} x {_short(becomes[1])} as {name}{'s' if becomes[0] > 1 else ''}")
        else:
            changed.append(f"{becomes[0]} x {_short(becomes[1])} instead of {was[0]} x {_short(was[1])} ({name})")
    return listed(changed)


def _built(findings: Findings) -> dict[tuple[str, str], tuple[int, str]]:
    return {
        (role.tenant, role.role): (role.nodes, role.sku)
        for role in findings.deployment
        if role.environment == "production" and role.vcpus
    }


def _short(sku: str) -> str:
    return sku.removeprefix("Standard_")


def verdict_of(found: TuningMeasure, hour: HourPerformance) -> str:
    """Return what a measure is good for, in a few words."""
    faster = quicker(found, hour)
    cheaper = found.saved_usd > 0
    if cheaper and faster:
        return "fewer or smaller servers, or the same ones faster" if found.servers else "faster, and cheaper to run"
    if cheaper:
        return "fewer or smaller servers" if found.servers else "cheaper to run; the response stays"
    if faster and found.saved_usd < 0:
        return "faster, and dearer"
    if faster:
        return "faster on the same servers"
    return "costs more" if found.saved_usd < 0 else "saves nothing"


def quicker(found: TuningMeasure, hour: HourPerformance) -> bool:
    """Return whether people would notice that the same servers answer sooner."""
    if hour.p95_response_s is None:
        return found.p95_kept_s is not None
    if found.p95_kept_s is None:
        return False
    return found.p95_kept_s < hour.p95_response_s * (1 - NOTICED_SHARE)


def words_of(measures: Sequence[TuningMeasure], p95_s: float | None) -> str:
    """Return the outcome in two sentences."""
    if not measures:
        return "None of the measures tried saves anything here: the sizes follow from other needs."
    best = measures[0]
    lead = f"{counted(len(measures), 'measure')} would save something before anything is bought. "
    if p95_s is None:
        return f"{lead}The busiest hour is overloaded as it stands. First for the effort: {_lowered(best.title)}."
    return f"{lead}Most for the effort: {_lowered(best.title)}."


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
