"""How far above the likely demand what cannot grow by itself is planned: PostgreSQL and storage, at a percentile.

Application servers are planned at the likely demand and grow within minutes; a database server and its disks cannot, so
they are planned for a percentile of what is known. What is known better is planned with less caution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from types import MappingProxyType

import numpy as np

from wardround.assessment import Standing
from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import Demand
from wardround.engine.performance import Load
from wardround.engine.queueing import Numbers
from wardround.knowledge import Knowledge

STANDING_OF_EVIDENCE: Mapping[str, Standing] = MappingProxyType(
    {"verbal": Standing.STATED, "documents": Standing.DOCUMENTED, "measured": Standing.MEASURED}
)
ORDER = tuple(Standing)
LIKELY_PCT, WIDTH_PCT = 50.0, 90.0
"""The percentile without any caution, and the one that the half widths of the standings reach to."""


@formula(
    "z of the percentile / z of the 90th, of the normal distribution",
    unit="half widths",
    source="normal errors; the half width of a standing is half its 90th less its 10th percentile",
)
def half_widths_above(percentile: float) -> float:
    """Return by how many half widths a percentile lies above the middle.

    Parameters
    ----------
    percentile : from 50 up to below 100.
    """
    normal = NormalDist()
    return max(normal.inv_cdf(percentile / 100.0), 0.0) / normal.inv_cdf(WIDTH_PCT / 100.0)


@formula(
    "likely work + half widths added x root of the summed squares of the half widths that come from the service "
    "demands, from people and from machines",
    unit="cores",
    source="standing widths (judgement); independent errors add in quadrature",
)
def with_caution(
    likely: Numbers | float, services: Numbers | float, people: Numbers | float, machines: Numbers | float, steps: float
) -> Numbers | float:
    """Return what is planned for above what is likely.

    Parameters
    ----------
    services, people, machines : half widths of the work, in its own unit, each by itself.
    steps : half widths added.
    """
    return likely + steps * (services**2 + people**2 + machines**2) ** 0.5


@dataclass(frozen=True, slots=True)
class Caution:
    """The half widths of what a database and its disks are sized from, and how many of them are added.

    Parameters
    ----------
    percentile : planned for; 50 is the likely demand.
    steps : half widths added.
    services : half widths of the service demands, by class. [share]
    reports, users, volumes : half widths of reports, of people's load and of machines' load. [share]
    sizes, growth, files, files_growth : half widths of the database today and of its growth, of the filestore today
        and of its growth. [share]
    """

    percentile: float
    steps: float
    services: Numbers
    reports: float
    users: float
    volumes: float
    sizes: float
    growth: float
    files: float
    files_growth: float

    def parts_of_load(self, load: Load, each: Numbers, of_report: float = 0.0) -> tuple[Numbers, Numbers, Numbers]:
        """Return by hour the half widths that come from the service demands, from people and from machines."""
        people = load.interactive_per_s @ each
        per_s, reports = load.requests_per_s + load.background_per_s, load.running_reports * of_report
        machines = np.maximum(per_s @ each + reports - people, 0.0)
        return per_s @ (each * self.services) + reports * self.reports, self.users * people, self.volumes * machines

    @property
    def likely(self) -> Caution:
        """The same knowledge without any caution."""
        return replace(self, percentile=LIKELY_PCT, steps=0.0)

    def of_load(self, load: Load, each: Numbers, of_report: float = 0.0) -> Numbers:
        """Return by hour what a load asks for, with caution. It rises with each part of the load.

        Service demands err together, people and machines each by themselves: independent errors add in quadrature.

        Parameters
        ----------
        each : what one operation asks for, by class.
        of_report : what a running report asks for.
        """
        total = (load.requests_per_s + load.background_per_s) @ each + load.running_reports * of_report
        if not self.steps:
            return np.asarray(total)
        return np.asarray(with_caution(total, *self.parts_of_load(load, each, of_report), self.steps))

    def of_people(self, value: float) -> float:
        """Return something that stands on people alone, with caution."""
        return value * (1.0 + self.steps * self.users)

    def of_machines(self, value: float) -> float:
        """Return something that machines write, with caution."""
        return value * (1.0 + self.steps * self.volumes)

    def of_volume(self, now_gib: float, horizon_gib: float) -> float:
        """Return the database at the end of the horizon, with caution for its size today and its growth. [GiB]."""
        return horizon_gib + self.steps * _volume_above(now_gib, horizon_gib, self.sizes, self.growth)

    def of_files(self, now_gib: float, horizon_gib: float) -> float:
        """Return the filestore at the end of the horizon, with caution for its size today and its growth. [GiB]."""
        return horizon_gib + self.steps * _volume_above(now_gib, horizon_gib, self.files, self.files_growth)


def _volume_above(now_gib: float, horizon_gib: float, size: float, growth: float) -> float:
    grown = max(horizon_gib - now_gib, 0.0)
    return float(np.hypot(size * min(now_gib, horizon_gib), growth * grown))


def caution_of(facts: Facts, knowledge: Knowledge, demand: Demand) -> Caution:
    """Return the caution that the answers ask for, from how firmly they stand."""
    percentile = facts.number("conservative_percentile")

    def wide(standing: Standing, kind: str) -> float:
        return half_width(knowledge, standing, kind)

    return Caution(
        percentile=percentile,
        steps=half_widths_above(percentile),
        services=np.array([wide(row.standing, "service_demand") for row in demand.services]),
        reports=wide(Standing.DOCUMENTED, "service_demand"),
        users=wide(standing_of(facts, "role_mix_table", "peak_concurrent_users"), "users"),
        volumes=wide(standing_of(facts, "interface_table", "interface_msgs_per_hour_peak"), "volumes"),
        sizes=wide(facts.standing("db_size_gb"), "sizes"),
        growth=wide(facts.standing("db_growth_gb_month"), "growth"),
        files=wide(facts.standing("filestore_gb"), "sizes"),
        files_growth=wide(facts.standing("filestore_growth_gb_month"), "growth"),
    )


def half_width(knowledge: Knowledge, standing: Standing, kind: str) -> float:
    """Return half the distance of the 10th and 90th percentile of an answer, as a share of it."""
    row = knowledge.standing_widths[standing.value, kind]
    return (row.p90_factor - row.p10_factor) / 2


def standing_of(facts: Facts, table: str, scalar: str) -> Standing:
    """Return the standing of the rows, else of the scalar; no better than the evidence level allows for rows."""
    own = facts.standing(table) if facts[table] else facts.standing(scalar)
    evidence = STANDING_OF_EVIDENCE[facts.text("evidence_level")]
    return max(own, evidence, key=ORDER.index)
