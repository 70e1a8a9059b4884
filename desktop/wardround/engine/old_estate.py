"""Lines of the bill that pay for the old estate, against the day until which the roadmap needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.engine.findings import Roadmap

OVERLAP = "migration_overlap"
"""The kind of a line that pays for what runs beside Azure during the move."""

DAYS_PER_MONTH = Decimal(365) / Decimal(12)


@dataclass(frozen=True, slots=True)
class EndsTooSoon:
    """A line for the old estate that stops before the last system has left it.

    Parameters
    ----------
    key, name, owner : the line, and who entered it.
    ends : when it stops being paid.
    needed_until : the day of the last wave, or of the go-live where no wave has a day.
    months : between the two days, to a tenth.
    """

    key: str
    name: str
    owner: str
    ends: date
    needed_until: date
    months: Decimal


def needed_until(plan: Roadmap) -> date | None:
    """Return the day on which the last system leaves the old estate; None where the plan has no such day."""
    days = [wave.ends for wave in plan.waves if wave.ends is not None]
    days += [plan.go_live] if plan.go_live is not None else []
    return max(days, default=None)


def ends_too_soon(assessment: Assessment, plan: Roadmap) -> tuple[EndsTooSoon, ...]:
    """Return the lines for the old estate that stop before the roadmap is done with it, in the order of their keys."""
    last = needed_until(plan)
    if last is None:
        return ()
    return tuple(
        EndsTooSoon(
            own.key,
            own.name,
            own.by,
            own.ends,
            last,
            (Decimal((last - own.ends).days) / DAYS_PER_MONTH).quantize(Decimal("0.1")),
        )
        for own in sorted(assessment.budget.lines, key=lambda row: row.key)
        if own.kind == OVERLAP and own.recurs == "monthly" and own.ends is not None and own.ends < last
    )
