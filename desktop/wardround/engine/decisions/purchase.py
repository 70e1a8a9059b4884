"""How production compute is bought."""

from __future__ import annotations

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
)
from wardround.engine.facts import Facts
from wardround.engine.findings import CommitmentChoice, Cost, Decision, Option, Reason, Sizing

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


def decide_purchase(facts: Facts, sizing: Sizing, cost: Cost) -> Decision:
    """Return the purchase option. The bill is priced with what the client allows; the words say when to commit."""
    options = tuple(
        option(
            choice.option,
            TITLES[choice.option],
            _reasons(choice, facts, priced=choice.option == sizing.purchase_option),
            choice.monthly_usd,
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
    )


def _reasons(choice: CommitmentChoice, facts: Facts, *, priced: bool) -> list[Reason | None]:
    years = YEARS.get(choice.option, 0)
    allowed = ALLOWED_YEARS[facts.text("commitment_allowed")]
    measured = facts.flag("baseline_available")
    saving, month = choice.saving_share, choice.break_even_month
    retiring = facts["sku_retirement_months"]
    reasons: list[Reason | None] = [
        pro("It is what the client allows and what the bill is priced with.", COUNTS, "commitment_allowed")
        if priced
        else None,
    ]
    if not years:
        return [
            *reasons,
            pro(
                "Sizes can change while the first months are measured.",
                WORTH_SAYING if measured else COUNTS_A_LOT,
                "baseline_available",
            ),
            con("It is the dearest way to run a server all year.", COUNTS, "commitment_allowed") if allowed else None,
        ]
    if years > allowed:
        reasons.append(barred(f"A commitment of {_years(years)} is not allowed.", "commitment_allowed"))
    if years > facts.number("planning_horizon_years"):
        reasons.append(
            barred(f"It outlasts the plan of {facts.spoken('planning_horizon_years')}.", "planning_horizon_years")
        )
    if saving is None:
        reasons.append(con("No known price for every size chosen.", COUNTS))
    else:
        text = f"It saves {saving:.0%} against pay as you go" + (f", paid back in month {month}." if month else ".")
        reasons.append(pro(text, COUNTS_A_LOT if years > 1 else COUNTS, "commitment_allowed"))
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


def _years(years: int) -> str:
    return "one year" if years == 1 else f"{years} years"


def _words(taken: Option, advised: Option, facts: Facts) -> str:
    if taken.option_id == "payg":
        return "Pay as you go until the load has been measured; then weigh a commitment."
    start = "Run on pay as you go for the first two or three months, and commit to what has then been measured."
    if advised.option_id == taken.option_id or not YEARS.get(advised.option_id):
        return f"{taken.title} is priced. {start}"
    measured = "" if facts.flag("baseline_available") else " while nothing has been measured"
    return f"{taken.title} is priced as allowed; we would start with the {advised.title.lower()}{measured}."
