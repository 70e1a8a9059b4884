"""The bars of the roadmap: one source for the screen, the workbook and the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wardround.deliverables.words import listed, phase_name, phase_number
from wardround.engine.findings import Activity, Findings, Roadmap

BEFORE, AFTER = timedelta(days=4), timedelta(days=10)
"""Room at the ends of the time axis."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar, both days included."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Axis:
    """The time axis of a roadmap and what stands on it.

    ``closed`` are the periods without changes; those that touch are one.
    """

    first: date
    last: date
    today: date
    target: date | None
    go_live: date | None
    closed: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase with its activities in the order of their dates."""

    phase: str
    name: str
    activities: tuple[Activity, ...]

    @property
    def starts(self) -> date:
        """The first day of work."""
        return min(each.starts for each in self.activities)

    @property
    def ends(self) -> date:
        """The last day of work."""
        return max(each.ends for each in self.activities)


def phase_rows(activities: Sequence[Activity]) -> tuple[PhaseRow, ...]:
    """Return the activities by phase, phases in their order."""
    names = sorted({each.phase for each in activities}, key=lambda name: (phase_number(name), name))
    return tuple(
        PhaseRow(
            name,
            phase_name(name),
            tuple(
                sorted(
                    (each for each in activities if each.phase == name),
                    key=lambda each: (each.starts, each.ends, each.activity_id),
                )
            ),
        )
        for name in names
    )


def axis(findings: Findings) -> Axis:
    """Return the time axis of a roadmap."""
    roadmap = findings.roadmap
    last = max(roadmap.finish, roadmap.target or roadmap.finish)
    return Axis(
        first=min(roadmap.starts, findings.as_of) - BEFORE,
        last=last + AFTER,
        today=findings.as_of,
        target=roadmap.target,
        go_live=roadmap.go_live,
        closed=_joined(roadmap),
    )


def closed_names(roadmap: Roadmap) -> tuple[str, ...]:
    """Return what the closed periods are called, each once, in the order of the calendar."""
    return tuple(dict.fromkeys(one.name for one in roadmap.closed))


def _joined(roadmap: Roadmap) -> tuple[Stretch, ...]:
    """Return the closed periods with those that touch or overlap made one."""
    found: list[tuple[list[str], date, date]] = []
    for one in sorted(roadmap.closed, key=lambda one: (one.starts, one.ends, one.name)):
        if found and one.starts <= found[-1][2] + timedelta(days=1):
            names, starts, ends = found[-1]
            found[-1] = ([*names, one.name], starts, max(ends, one.ends))
        else:
            found.append(([one.name], one.starts, one.ends))
    return tuple(Stretch(listed(tuple(dict.fromkeys(names))), starts, ends) for names, starts, ends in found)
