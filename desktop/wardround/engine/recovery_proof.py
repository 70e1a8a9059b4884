"""Whether restore and failover were ever shown to work: a plan that was never tested is a plan on paper."""

from __future__ import annotations

from typing import Literal

from wardround.engine.facts import Facts
from wardround.engine.findings.resilience import Proof
from wardround.engine.plain_words import counted
from wardround.knowledge import Knowledge

NEVER_MONTHS = 999.0
PROOF_LASTS = "proof_lasts_months"
"""The policy on how long a test counts."""

_TOLD = {
    "restore": ("restore_test_last_months", "restore from backup"),
    "failover": ("dr_test_last_months", "failover or recovery elsewhere"),
}


def proof_of(what: Literal["restore", "failover"], facts: Facts, knowledge: Knowledge) -> Proof:
    """Return how far restore or failover is proven."""
    name, words = _TOLD[what]
    ago = facts.number(name)
    never = ago >= NEVER_MONTHS
    lasts = knowledge.design_policies[PROOF_LASTS].value
    assumed = not facts.known_better(name)
    if never:
        said = "no test is known" if assumed else "never tested"
    else:
        said = f"last tested {counted(ago, 'month')} ago" if ago else "tested within the last month"
        if ago > lasts:
            said += f"; a test older than {lasts:g} months proves little"
    return Proof(what, None if never else ago, lasts, not never and ago <= lasts, assumed, f"{words}: {said}")
