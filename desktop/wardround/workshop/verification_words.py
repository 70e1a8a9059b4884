"""What a simulation says of the predictions of a design hour, for the window and for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.deliverables.amounts import number
from wardround.deliverables.names import shipped_names
from wardround.engine.network.simulate import Estimate
from wardround.workshop.verifying import PEOPLE, Verdict, Verified

UNSTABLE = "More work comes in than can be done, so no answer time settles, in the simulation either."
IN_WORDS: dict[Verdict, str] = {
    Verdict.HOLDS: "yes",
    Verdict.OFF: "no",
    Verdict.RARE: "too few",
    Verdict.UNSTABLE: "unstable",
}
_HEADINGS = ("Operation", "Predicted", "Simulated", "95 % within", "Simulated", "Within 3 %")


def verification_lines(found: Verified) -> Iterator[str]:
    """Yield a table of the classes, means first and then 95th percentiles, and the sentence below it."""
    rows = (
        [
            _HEADINGS,
            *(
                _cells(row.name, row.predicted_mean_s, row.mean, row.predicted_p95_s, row.p95, row.verdict)
                for row in found.classes
            ),
        ]
        if found.stable
        else []
    )
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(_HEADINGS))]
    for row in rows:
        first, *others = (
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((first, *others))
    yield told(found)


def _cells(
    name: str,
    mean_s: float | None,
    mean: Estimate | None,
    p95_s: float | None,
    p95: Estimate | None,
    verdict: Verdict,
) -> tuple[str, ...]:
    return (
        class_name(name),
        time_words(mean_s),
        interval_words(mean),
        time_words(p95_s),
        interval_words(p95),
        IN_WORDS[verdict],
    )


def told(found: Verified) -> str:
    """Return in a sentence what a simulation says of the predictions."""
    if not found.stable:
        return UNSTABLE
    counted = len(found.counted)
    requests = number(found.transactions)
    if not counted:
        return f"{requests} requests were simulated, too few of each kind to say anything."
    near = (
        "All predicted means lie" if found.holding == counted else f"{found.holding} of {counted} predicted means lie"
    )
    return f"{requests} requests were simulated. {near} within 3 % of the simulated ones."


def class_name(name: str) -> str:
    """Return what people call a class of the design hour."""
    who, _, what = name.partition(": ")
    if not what:
        return f"{name[:1].upper()}{name[1:]}"
    operation = shipped_names().operation(what)
    return operation if f"{who}: " == PEOPLE else f"{operation}, by {who}"


def interval_words(estimate: Estimate | None) -> str:
    """Return a simulated time with half the width of its 95 % confidence interval."""
    if estimate is None:
        return "\N{EN DASH}"
    scale, unit, digits = _scale(estimate.value)
    value, half = estimate.value * scale, estimate.half_width * scale
    return f"{value:.{digits}f} ± {half:.{max(digits, 1)}f} {unit}"


def time_words(value: float | None) -> str:
    """Return seconds to three digits or so: a comparison to a hundredth needs more than the page does."""
    if value is None:
        return "\N{EN DASH}"
    scale, unit, digits = _scale(value)
    return f"{value * scale:.{digits}f} {unit}"


def _scale(value: float) -> tuple[float, str, int]:
    """Return by what to multiply seconds, the unit that they are in then, and the decimals to show."""
    if value < 1.0:
        return 1000.0, "ms", 0 if value >= 0.01 else 1  # noqa: PLR2004 - 10 ms
    return 1.0, "s", 2 if value < 10.0 else 1  # noqa: PLR2004 - 10 s
