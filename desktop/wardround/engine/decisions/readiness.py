"""Which step of automation comes first, and what to prepare for AI features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    best,
    con,
    decision,
    option,
    pro,
    spoken_choice,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason
from wardround.engine.findings.operating import MaturityPart
from wardround.engine.maturity import score
from wardround.engine.plain_words import counted, lasting, listed, lowered
from wardround.knowledge import Knowledge

SHORT_DAYS = 6.0
"""Work up to which a step is done between other things. [days]"""
SHORT_RTO_MINUTES = 480.0
"""Recovery time up to which servers have to come from code; judgement. [min]"""
MANY_CUSTOM_MODULES = 10
READS: Mapping[str, tuple[str, ...]] = {
    "iac": ("iac_level",),
    "cicd": ("cicd_level", "rollback_procedure"),
    "gitops": ("iac_level", "cicd_level"),
    "certificates": ("cert_inventory", "cert_management"),
    "policy": (),
}
"""The answers that the level of a part rests on."""


def decide_automation(parts: Sequence[MaturityPart], facts: Facts) -> Decision:
    """Return the step of automation to take first: what it is worth here against the work."""
    open_parts = [part for part in parts if part.subject == "automation" and part.next_step]
    options = (*(_step(part, facts) for part in open_parts), _as_it_is(open_parts, facts))
    taken = best(options)
    step = next((part for part in open_parts if part.part == taken.option_id), None)
    days = "" if step is None else f", about {counted(step.effort_days_likely, 'day')} of the {step.role}"
    words = spoken_choice(taken, options) if step is None else f"{taken.title} first{days}: {lowered(step.next_step)}"
    if step is not None:
        words = f"{words} {step.why}"
    return decision(
        "automation",
        "Which step of automation comes first?",
        options,
        chosen=taken.option_id,
        wished="",
        words=words,
        would_change="Once this step is done, the next one follows from the same list."
        if step is not None
        else "New environments, or releases that go wrong, would bring the list back.",
    )


def _step(part: MaturityPart, facts: Facts) -> Option:
    days = part.effort_days_likely
    long = days > SHORT_DAYS
    partners = int(facts.number("bank_links")) + int(facts.number("portal_users") > 0)
    rto, modules = facts.number("rto_minutes"), int(facts.number("custom_module_count"))
    reasons: list[Reason | None] = [
        pro(part.why, part.worth, *READS.get(part.part, ())),
        con(
            f"It takes about {counted(days, 'day')} of the {part.role}.",
            COUNTS if long else WORTH_SAYING,
        ),
    ]
    if part.part == "iac" and rto <= SHORT_RTO_MINUTES:
        text = f"Coming back within {lasting(rto)} leaves no time to build by hand."
        reasons.append(pro(text, COUNTS, "rto_minutes"))
    if part.part == "cicd" and modules >= MANY_CUSTOM_MODULES:
        text = f"{modules} custom modules change with every release."
        reasons.append(pro(text, COUNTS, "custom_module_count"))
    if part.part == "certificates" and partners and part.level == 0:
        text = "Banks and people from outside meet the platform through its certificates."
        reasons.append(pro(text, WORTH_SAYING, "bank_links", "portal_users"))
    return option(part.part, part.name, reasons, facts=facts)


def _as_it_is(open_parts: Sequence[MaturityPart], facts: Facts) -> Option:
    names = listed([lowered(part.name) for part in open_parts]) if open_parts else ""
    return option(
        "as_it_is",
        "Leave automation as it is",
        [
            pro("Every part stands on its highest level.", COUNTS_A_LOT) if not open_parts else None,
            pro("The migration has enough to do.", WORTH_SAYING) if open_parts else None,
            con(f"Work by hand stays in {names}.", COUNTS) if open_parts else None,
        ],
        facts=facts,
    )


def decide_ai_readiness(parts: Sequence[MaturityPart], facts: Facts, knowledge: Knowledge) -> Decision:
    """Return what to prepare for AI features: nothing, the foundations, or a first pilot."""
    own = [part for part in parts if part.subject == "ai"]
    reached = score(parts, "ai")
    enough = knowledge.design_policies["ai_pilot_share"].value
    wished = wished_words(facts, "ai_readiness")
    asked, refused = wished == "yes", wished == "no"
    behind = [part for part in own if part.level == 0]
    unmasked = facts.flag("prod_data_in_nonprod") and not facts.flag("masking_in_nonprod")
    patients = facts.text("phi_present") != "none"
    standing = f"The foundations stand at {reached:.0%}"
    options = (
        option(
            "nothing",
            "Nothing for now",
            [
                pro("The client does not want room for AI features.", COUNTS, "ai_readiness") if refused else None,
                pro("The migration comes first.", WORTH_SAYING),
                con("The client wants room for AI features.", COUNTS_A_LOT, "ai_readiness") if asked else None,
            ],
            facts=facts,
        ),
        option(
            "foundations",
            "The foundations that operations need anyway",
            [
                pro("It is what the client asks for.", COUNTS, "ai_readiness") if asked else None,
                pro("Lists of data, searchable logs and described interfaces serve audits and operations too.", COUNTS),
                con("Nobody asks for more than operations need.", WORTH_SAYING) if refused else None,
                con(f"{standing} already.", COUNTS) if reached >= enough else None,
            ],
            facts=facts,
        ),
        option(
            "pilot",
            "A first pilot that only reads, on a copy of the data",
            [
                pro(f"{standing}, enough for a pilot ({enough:.0%}).", COUNTS_A_LOT)
                if reached >= enough
                else con(f"{standing}; a pilot takes {enough:.0%}.", COUNTS_A_LOT),
                pro("It shows what is missing before money is spent.", WORTH_SAYING) if asked else None,
                con("Nobody has asked for it.", COUNTS, "ai_readiness") if not asked else None,
                con("Copies of live data are not masked.", COUNTS_A_LOT, "masking_in_nonprod") if unmasked else None,
                con("Data of patients need an assessment of the impact on privacy first.", COUNTS, "dpia_done")
                if patients and not facts.flag("dpia_done")
                else None,
            ],
            facts=facts,
        ),
    )
    taken = best(options)
    first = f" Begin with {listed([lowered(part.name) for part in behind])}." if behind else ""
    if taken.option_id == "nothing":
        first = ""
    return decision(
        "ai_readiness",
        "What should be prepared for AI features now?",
        options,
        chosen=taken.option_id,
        wished="foundations" if asked else "nothing" if refused else "",
        words=f"{taken.title}: {_because(taken, reached)}{first}",
        would_change=_ai_would_change(reached, enough)
        if taken.option_id != "pilot"
        else "Live data in a pilot, or writing instead of reading, would ask for an assessment of its own.",
    )


def _ai_would_change(reached: float, enough: float) -> str:
    if reached >= enough:
        return "Somebody who asks for AI features, and masked copies, would make a first pilot worth trying."
    return f"Foundations at {enough:.0%} and masked copies would make a first pilot worth trying."


def _because(taken: Option, reached: float) -> str:
    if taken.option_id == "nothing":
        return f"the foundations stand at {reached:.0%}, and what operations need of them is in the plan anyway."
    return f"metadata, logs, interfaces, flows, storage and observability stand at {reached:.0%} today."
