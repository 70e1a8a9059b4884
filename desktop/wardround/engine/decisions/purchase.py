"""How production compute is bought."""

from __future__ import annotations

from decimal import Decimal

from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    option,
    pro,
    said,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import CommitmentChoice, Cost, Decision, Option, Reason, Sizing
from wardround.engine.plain_words import counted, in_words, lowered

TITLES = {
    "payg": "Pay as you go",
    "reserved_1y": "One-year reservation",
    "reserved_3y": "Three-year reservation",
    "savings_1y": "One-year savings plan",
    "savings_3y": "Three-year savings plan",
    "spot": "Spot capacity",
}
YEARS = {"payg": 0, "savings_1y": 1, "reserved_1y": 1, "savings_3y": 3, "reserved_3y": 3}
ALLOWED_YEARS = {"none": 0, "1y": 1, "3y": 3}
UNCERTAIN_PCT = 25
"""Uncertainty of the sizing from which a long commitment is a bet; source: risk RK-COS-03."""
MONTHS_A_YEAR = 12
MORE_THAN_ONE = 2
"""Options that must be open before one of them is compared with the others."""


def decide_purchase(facts: Facts, sizing: Sizing, cost: Cost) -> Decision:
    """Return the purchase option. The bill is priced with the commitment answered; the words say when to commit."""
    open_to_client = [choice for choice in cost.commitments if _is_open(choice, facts)]
    options = tuple(
        option(
            choice.option,
            TITLES[choice.option],
            [
                *_reasons(choice, facts, priced=choice.option == sizing.purchase_option),
                *_regret(choice, open_to_client),
            ],
            choice.monthly_usd,
            facts=facts,
        )
        for choice in cost.commitments
    )
    taken = next((o for o in options if o.option_id == sizing.purchase_option), options[0])
    return decision(
        "purchase",
        "How is production compute bought?",
        options,
        chosen=taken.option_id,
        wished="",
        words=_words(taken, best(options), facts),
        would_change="Two or three months of measured use would settle how much to commit, and for how long.",
        binds_unasked=YEARS.get(taken.option_id, 0) > 0 and not said(facts, "commitment_allowed"),
    )


def _reasons(choice: CommitmentChoice, facts: Facts, *, priced: bool) -> list[Reason | None]:
    years = YEARS.get(choice.option, 0)
    allowed = ALLOWED_YEARS[facts.text("commitment_allowed")]
    measured = facts.flag("baseline_available")
    saving, month = choice.saving_share, choice.break_even_month
    retiring = facts["sku_retirement_months"]
    reasons: list[Reason | None] = [
        _why_priced(facts) if priced else None,
    ]
    if not years:
        return [
            *reasons,
            pro(
                "Sizes can change while the first months are measured.",
                WORTH_SAYING if measured else COUNTS_A_LOT,
                "baseline_available",
            ),
            con("It is the dearest way to run a server all year.", COUNTS) if allowed else None,
        ]
    if years > allowed:
        asked = said(facts, "commitment_allowed")
        text = (
            f"The client rules out a commitment of {_years(years)}."
            if asked
            else f"Nobody has allowed a commitment of {_years(years)} yet."
        )
        reasons.append(barred(text))
    if years > facts.number("planning_horizon_years"):
        reasons.append(
            barred(f"It outlasts the plan of {facts.spoken('planning_horizon_years')}.", "planning_horizon_years")
        )
    if saving is None:
        reasons.append(con("It has no known price for some of the sizes chosen.", COUNTS))
    else:
        text = f"It saves {saving:.0%} against pay as you go" + (f", paid back by month {month}." if month else ".")
        reasons.append(pro(text, COUNTS_A_LOT if years > 1 else COUNTS))
    if not measured:
        text = "No measurement stands behind the sizes yet."
        reasons.append(con(text, COUNTS_A_LOT if years > 1 else WORTH_SAYING, "baseline_available"))
    uncertain = facts["uncertainty_pct"]
    if years > 1 and isinstance(uncertain, int | float) and uncertain > UNCERTAIN_PCT:
        reasons.append(con(f"The sizing is uncertain by {uncertain:.0f} %.", COUNTS, "uncertainty_pct"))
    if isinstance(retiring, int | float) and retiring < years * MONTHS_A_YEAR:
        text = f"A size chosen retires in {retiring:.0f} months."
        reasons.append(con(text, COUNTS_A_LOT, "sku_retirement_months"))
    return reasons


def _is_open(choice: CommitmentChoice, facts: Facts) -> bool:
    """Return whether the client's answers and the horizon leave room for an option whose regret is known."""
    years = YEARS.get(choice.option, 0)
    longest = min(ALLOWED_YEARS[facts.text("commitment_allowed")], facts.number("planning_horizon_years"))
    return choice.worst_regret_usd is not None and choice.expected_usd is not None and years <= longest


def _regret(choice: CommitmentChoice, others: list[CommitmentChoice]) -> list[Reason | None]:
    """Return what plans that change would make of an option, against the others that are open to the client."""
    if choice not in others or len(others) < MORE_THAN_ONE:
        return []
    safest = min(others, key=lambda one: one.worst_regret_usd or Decimal(0))
    cheapest = min(others, key=lambda one: one.expected_usd or Decimal(0))
    by_the_month = next((one.monthly_usd for one in others if not YEARS.get(one.option)), None)
    months = round(choice.worst_loss_usd / by_the_month) if choice.worst_loss_usd and by_the_month else 0
    return [
        pro("Whatever happens to the plan, it is the option regretted least at worst.", WORTH_SAYING)
        if choice is safest
        else None,
        pro("Weighed over what may happen to the plan, it should cost least.", WORTH_SAYING)
        if choice is cheapest
        else None,
        con(f"If plans change early, {counted(months, 'month')} of pay as you go can be lost.", WORTH_SAYING)
        if months
        else None,
    ]


def _years(years: int) -> str:
    return f"{in_words(years)} year{'' if years == 1 else 's'}"


def _why_priced(facts: Facts) -> Reason:
    if said(facts, "commitment_allowed"):
        return pro("The client's answer on commitments allows it, and the bill is priced with it.", COUNTS)
    return pro("The bill is priced with it until the client says which commitment it can make.", COUNTS)


def _words(taken: Option, advised: Option, facts: Facts) -> str:
    if taken.option_id == "payg":
        return "Pay as you go until the load has been measured; then weigh a commitment."
    title = lowered(taken.title)
    start = "Run on pay as you go for the first two or three months, and commit to what has then been measured."
    if advised.option_id == taken.option_id or not YEARS.get(advised.option_id):
        return f"The bill is priced with a {title}. {start}"
    allowed = ", which the client allows" if said(facts, "commitment_allowed") else ""
    measured = "" if facts.flag("baseline_available") else " while nothing has been measured"
    return f"The bill is priced with a {title}{allowed}; we would start with the {lowered(advised.title)}{measured}."
