"""Decisions that somebody takes otherwise than advised: kept, marked, and their score shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wardround.assessment import Assessment, Standing
from wardround.assessment.platform import DecisionTaken
from wardround.engine.decisions.weighing import best, is_barred, strongest
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Fact, Option
from wardround.engine.findings.decisions import Overrule
from wardround.engine.plain_words import lowered, spoken_day
from wardround.knowledge import FactValue

Taken = Mapping[str, DecisionTaken]
"""What was decided otherwise, by the id of the decision."""

NOTHING: Taken = {}

COMMITMENTS: Mapping[str, str] = {"payg": "none", "reserved_1y": "1y", "reserved_3y": "3y"}
"""The answer on commitments with which the bill is priced by a purchase option."""

RECORDED_ONLY = frozenset({"tenancy.non_production", "database_service", "consolidation", "automation", "ai_readiness"})
"""Decisions that no size and no price follows: what is taken is written down, and the plan has to be told."""


def taken_otherwise(assessment: Assessment) -> Taken:
    """Return what was decided otherwise; of several rows on one decision the one decided last."""
    rows = sorted(assessment.platform.decisions_taken, key=lambda row: (row.decided_on, row.key))
    return {row.decision_id: row for row in rows}


def picked(decision_id: str, options: Iterable[Option], taken: Taken) -> Option | None:
    """Return the option that somebody took, None where nobody did or where it is no option any more."""
    row = taken.get(decision_id)
    return next((one for one in options if row is not None and one.option_id == row.option), None)


def overruled(made: Decision, taken: Taken) -> Decision:
    """Return the decision as somebody took it, with what we advise; the decision itself where nobody did."""
    option = picked(made.decision_id, made.options, taken)
    if option is None:
        return made
    row = taken[made.decision_id]
    advised = made.chosen if made.chosen != option.option_id else best(made.options).option_id
    ours = next(one for one in made.options if one.option_id == advised)
    return replace(
        made,
        chosen=option.option_id,
        advised=advised if advised != option.option_id else "",
        overrule=Overrule(option.option_id, row.reason, row.owner, row.decided_on),
        words=_words(made, option, ours, row),
        needs_sign_off=is_barred(option),
    )


def _words(made: Decision, option: Option, ours: Option, row: DecisionTaken) -> str:
    said = f"{option.title}, decided by {row.owner} on {spoken_day(row.decided_on)}: {_sentence(row.reason)}"
    if ours is option:
        return f"{said} That is what we advise too."
    because = strongest(ours, for_it=True)
    title = ours.title if made.decision_id == "region" else lowered(ours.title)
    advice = f"We advise {title} (score {ours.score:+d} against {option.score:+d})"
    said = f"{said} {advice}: {lowered(because)}" if because else f"{said} {advice}."
    if made.decision_id in RECORDED_ONLY or (made.decision_id == "purchase" and option.option_id not in COMMITMENTS):
        said += " Sizes and prices do not follow it, so the plan has to be told."
    return said


def _sentence(text: str) -> str:
    kept = " ".join(text.split())
    return kept if kept.endswith((".", "!", "?")) else f"{kept}."


def with_answers_taken(facts: Facts, taken: Taken) -> Facts:
    """Return the facts with the answers that a decision taken otherwise replaces: link, hosting, commitment."""
    added, wishes = dict(facts.entries), dict(facts.wishes)
    for decision_id, name in (("hybrid_link", "hybrid_link"), ("hosting", "hosting_model")):
        if decision_id in taken and taken[decision_id].option in _OPEN[decision_id]:
            wishes[name] = added[name]
            added[name] = _fact(name, taken[decision_id].option, taken[decision_id])
    if "purchase" in taken and taken["purchase"].option in COMMITMENTS:
        row = taken["purchase"]
        wishes["commitment_allowed"] = added["commitment_allowed"]
        added["commitment_allowed"] = _fact("commitment_allowed", COMMITMENTS[row.option], row)
    return replace(facts, entries=added, wishes=wishes)


_OPEN: Mapping[str, frozenset[str]] = {
    "hybrid_link": frozenset({"none", "internet", "vpn", "expressroute"}),
    "hosting": frozenset({"in_house", "shared_responsibility", "msp"}),
}


def _fact(name: str, value: FactValue, row: DecisionTaken) -> Fact:
    why = f"decided: {row.reason.rstrip('.')} ({row.owner}, {spoken_day(row.decided_on)})"
    return Fact(name, value, "decision", why, Standing.DOCUMENTED)
