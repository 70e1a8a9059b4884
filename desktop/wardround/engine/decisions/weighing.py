"""How a decision is weighed: reasons for and against each option, added up.

The weights are judgement: 1 is worth saying, 2 counts, 3 counts a lot, and what is ruled out stays ruled out. The
option with the highest sum wins; between equals the one named first, which is the simpler one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from wardround.assessment import Standing
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason
from wardround.engine.plain_words import lowered

WORTH_SAYING = 1
COUNTS = 2
COUNTS_A_LOT = 3
RULED_OUT = 9
"""Weight of a reason that no sum of others outweighs."""

EXECUTIVE = frozenset({"region", "tenancy", "platform", "recovery_pattern", "hosting", "purchase"})
"""Decisions that move money, place, risk or responsibility, so that executives sign what is open about them; the part
before the point of an id counts. The others are the architects' to settle."""

TECHNICAL = frozenset({"tenancy.non_production"})
"""Decisions that belong to the architects although their family does not."""

_WISH = "It is what "
"""How a reason begins that repeats a wish; at the same weight a reason of substance goes before it."""

NARROW = 1
"""A lead no larger than this is close enough that people should look at it."""


def pro(text: str, weight: int, *facts: str) -> Reason:
    """Return a reason for an option, with the facts it rests on."""
    return Reason(text, for_it=True, weight=weight, facts=facts)


def con(text: str, weight: int, *facts: str) -> Reason:
    """Return a reason against an option, with the facts it rests on."""
    return Reason(text, for_it=False, weight=weight, facts=facts)


def barred(text: str, *facts: str) -> Reason:
    """Return the reason that rules an option out."""
    return Reason(text, for_it=False, weight=RULED_OUT, facts=facts)


def option(
    option_id: str,
    title: str,
    reasons: Iterable[Reason | None],
    monthly_usd: Decimal | None = None,
    *,
    facts: Facts | None = None,
) -> Option:
    """Return an option with the reasons that apply, the heaviest first, and their sum as its score.

    Parameters
    ----------
    facts : where given, a reason that rests on an answer nobody has given yet says so.
    """
    kept = [reason if facts is None else _honest(reason, facts) for reason in reasons if reason]
    kept.sort(key=lambda r: (-r.weight, not r.for_it, r.text.startswith(_WISH), r.text))
    score = sum(reason.weight if reason.for_it else -reason.weight for reason in kept)
    return Option(option_id, title, score, tuple(kept), monthly_usd)


def _honest(reason: Reason, facts: Facts) -> Reason:
    """Return a reason that says so where it rests on a default."""
    if all(said(facts, name) for name in reason.facts):
        return reason
    return replace(reason, text=f"{reason.text.removesuffix('.')} (assumed so far).")


def said(facts: Facts, name: str) -> bool:
    """Return whether somebody or something has told a fact, so that it is more than a default."""
    fact = facts.wishes.get(name) or facts.fact(name)
    return fact.origin not in {"default", "none"}


def is_barred(candidate: Option) -> bool:
    """Return whether an option is ruled out."""
    return any(not reason.for_it and reason.weight >= RULED_OUT for reason in candidate.reasons)


def best(options: tuple[Option, ...]) -> Option:
    """Return the option that wins; where all are ruled out, the one that is least so."""
    return max(options, key=lambda candidate: (not is_barred(candidate), candidate.score))


def wish_reason(facts: Facts, name: str, value: str, weight: int = COUNTS) -> Reason | None:
    """Return the client's wish as a reason for the option it names; a default is nobody's wish."""
    fact = facts.wishes.get(name) or facts.fact(name)
    if fact.origin in {"default", "none"} or fact.value != value:
        return None
    who = fact.trail.rpartition(", ")[0] if fact.origin == "answer" else ""
    if who and fact.standing is Standing.ASSUMED:
        return pro(f"{_WISH}{who} takes the client to want.", weight, name)
    return pro(f"{_WISH}{who or 'the client'} asks for.", weight, name)


def wished_words(facts: Facts, name: str) -> str:
    """Return what the client asked for as an option id, empty where nobody asked."""
    fact = facts.wishes.get(name) or facts.fact(name)
    if fact.origin in {"default", "none"} or fact.value is None:
        return ""
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    return str(fact.value)


def decision(
    decision_id: str,
    question: str,
    options: tuple[Option, ...],
    *,
    chosen: str,
    wished: str,
    words: str,
    would_change: str,
    binds_unasked: bool = False,
) -> Decision:
    """Return the decision.

    Executives sign off an executive matter that overrules a wish, that keeps a heavy objection, that is close while
    nobody has asked for what was chosen, or that binds the client though nobody has asked it.

    Parameters
    ----------
    binds_unasked : whether the choice commits the client to something that only a default allows.
    """
    taken = next(candidate for candidate in options if candidate.option_id == chosen)
    others = [candidate for candidate in options if candidate is not taken and not is_barred(candidate)]
    lead = taken.score - max((other.score for other in others), default=taken.score - NARROW - 1)
    objected = any(not reason.for_it and reason.weight >= COUNTS_A_LOT for reason in taken.reasons)
    overruled = bool(wished) and wished != chosen and any(o.option_id == wished for o in options)
    return Decision(
        decision_id=decision_id,
        question=question,
        chosen=chosen,
        wished=wished,
        options=options,
        words=words,
        would_change=would_change,
        needs_sign_off=_is_executive(decision_id)
        and (overruled or objected or binds_unasked or (lead <= NARROW and wished != chosen)),
    )


def strongest(candidate: Option, *, for_it: bool) -> str:
    """Return the text of the heaviest reason for or against an option, empty where there is none."""
    return next((reason.text for reason in candidate.reasons if reason.for_it is for_it), "")


def spoken_choice(taken: Option, options: tuple[Option, ...], *, named: bool = False) -> str:
    """Return the choice as a consultant would say it: what, the best reason for it, and why not the runner-up.

    Parameters
    ----------
    named : whether the titles are names, which keep their capital inside a sentence.
    """
    others = [candidate for candidate in options if candidate is not taken]
    runner_up = max(others, key=lambda candidate: (not is_barred(candidate), candidate.score))
    because, against = strongest(taken, for_it=True), strongest(runner_up, for_it=False)
    said_first = f"{taken.title}: {lowered(because)}" if because else f"{taken.title}."
    if not against:
        return said_first
    title = runner_up.title if named else lowered(runner_up.title)
    if is_barred(runner_up):
        return f"{said_first} We rule out {title}: {lowered(against)}"
    return f"{said_first} The next best, {title}, has this against it: {lowered(against)}"


def _is_executive(decision_id: str) -> bool:
    return decision_id.partition(".")[0] in EXECUTIVE and decision_id not in TECHNICAL
