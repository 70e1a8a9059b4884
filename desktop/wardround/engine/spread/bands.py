"""Percentiles of the results, chances of missing a target, and how far all of it may be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from wardround.engine.findings import Findings
from wardround.engine.findings.spread import Band, Chance, Grade
from wardround.engine.queueing import Numbers
from wardround.engine.spread.outcome import CUT_OFF_S, Outcomes, Responses

TENTHS = (10.0, 50.0, 90.0)


def band(name: str, label: str, unit: str, single: float | None, values: Numbers, *, most: float = np.inf) -> Band:
    """Return the band of a result; a percentile at or beyond `most` is not a number."""
    found = [float(value) for value in np.percentile(values, TENTHS)]
    p10, p50, p90 = (value if value < most else None for value in found)
    return Band(name, label, unit, single, p10, p50, p90)


def bands(findings: Findings, found: Outcomes, answers: Responses) -> tuple[Band, ...]:
    """Return the bands of cost, response, use and growth."""
    performance = findings.sizing.performance
    hour = performance.design_hour
    return (
        band(
            "cost",
            "Cost of a steady month",
            "USD/month",
            float(findings.cost.totals.steady_monthly_usd),
            found.monthly_usd,
        ),
        band(
            "response",
            "Response at the 95th percentile in the busiest hour, one node lost",
            "s",
            hour.p95_response_s,
            answers.p95_s,
            most=CUT_OFF_S,
        ),
        band(
            "application",
            "Use of the application servers",
            "share",
            hour.application_util_share,
            answers.application_util_share,
        ),
        band("database", "Use of the database server", "share", hour.database_util_share, answers.database_util_share),
        band("workers", "Busy Odoo workers", "share", hour.worker_util_share, answers.worker_util_share),
        band(
            "growth",
            "Load at the end of the horizon against now",
            "x",
            findings.demand.user_growth_factor,
            found.load.growth,
        ),
        band(
            "data_growth",
            "Database at the end of the horizon against now",
            "x",
            findings.demand.data_growth_factor,
            found.load.data_growth,
        ),
    )


def chances(
    findings: Findings, found: Outcomes, answers: Responses, *, target_s: float, caps: dict[str, float], budget: float
) -> tuple[Chance, ...]:
    """Return the chance of missing each target with the chosen sizes.

    Parameters
    ----------
    target_s : response target of all interactive operations. [s]
    caps : planned use by tier: application, database, workers. [share]
    budget : a month's, 0 where none is known. [USD]
    """
    return tuple(_chances(findings, found, answers, target_s, caps, budget))


def _chances(
    findings: Findings, found: Outcomes, answers: Responses, target_s: float, caps: dict[str, float], budget: float
) -> Iterator[Chance]:
    late = float(np.mean(answers.p95_s > target_s))
    yield Chance(
        "response",
        "Interactive work answers later than its target",
        late,
        target_s,
        "s",
        f"in {told(late)} of the samples the 95th percentile of the busiest hour lies above {target_s:g} s",
    )
    shown = {row.model_class: row for row in findings.sizing.performance.classes}
    for place, name in enumerate(findings.demand.classes):
        row = shown.get(name)
        if row is not None and row.meets_target:
            missed = float(np.mean(answers.class_p95_s[:, place] > row.target_p95_s))
            yield Chance(
                f"response.{name}",
                f"'{name}' answers later than its target",
                missed,
                row.target_p95_s,
                "s",
                f"in {told(missed)} of the samples above {row.target_p95_s:g} s at the 95th percentile",
            )
    for tier, label, values in (
        ("application", "Application servers above their planned use", answers.application_util_share),
        ("database", "Database server above its planned use", answers.database_util_share),
        ("workers", "Odoo workers above their planned use", answers.worker_util_share),
    ):
        over = float(np.mean(values > caps[tier]))
        yield Chance(
            tier, label, over, caps[tier], "share", f"in {told(over)} of the samples above {caps[tier]:.0%} busy"
        )
    stuck = float(np.mean(answers.saturated))
    yield Chance(
        "saturated",
        "The busiest hour has no steady state",
        stuck,
        0.0,
        "share",
        f"in {told(stuck)} of the samples more arrives than the platform can do",
    )
    if budget > 0:
        dearer = float(np.mean(found.monthly_usd > budget))
        yield Chance(
            "budget",
            "A steady month costs more than the budget",
            dearer,
            budget,
            "USD/month",
            f"in {told(dearer)} of the samples above the budget",
        )


def told(share: float) -> str:
    """Return a chance as people say it; the samples do not tell rarer ones apart."""
    if share < 0.01:  # noqa: PLR2004 - one in a hundred
        return "fewer than 1 in 100" if share > 0 else "none"
    return f"{share:.0%}" if share < 0.995 else "practically all"  # noqa: PLR2004 - the same from above


GRADES: tuple[tuple[Literal["A", "B", "C", "D", "E"], float], ...] = (
    ("A", 0.10),
    ("B", 0.25),
    ("C", 0.50),
    ("D", 1.00),
    ("E", np.inf),
)
"""The widest half-width of a grade, as a share of the middle (judgement)."""
DEFINITION = (
    "half the distance from the 10th to the 90th percentile, over the middle, of the monthly cost or of the use of the "
    "servers, whichever is wider: A up to 10 %, B 25 %, C 50 %, D 100 %, E beyond (judgement)"
)


def grade(found: tuple[Band, ...]) -> Grade:
    """Return how far the result may be trusted."""
    widths = {}
    for row in found:
        if row.name in {"cost", "application", "database"} and row.p10 is not None and row.p90 is not None and row.p50:
            widths[row.name] = (row.p90 - row.p10) / 2 / row.p50
    name = max(widths, key=lambda key: widths[key])
    letter = next(letter for letter, most in GRADES if widths[name] <= most)
    label = next(row.label for row in found if row.name == name).lower()
    return Grade(letter, f"{label} is known to within about {widths[name]:.0%} either way", DEFINITION)
