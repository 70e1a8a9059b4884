"""What is not known exactly: each answer and each figure behind the result, with how far the truth may lie from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from wardround.assessment import Assessment, Row, Standing
from wardround.catalogue import Catalogue
from wardround.engine.demand import Contribution
from wardround.engine.facts import Facts
from wardround.engine.findings import Findings, LineItem
from wardround.engine.origins import ORIGINS
from wardround.engine.queueing import Numbers
from wardround.engine.service_demands import ASSUMED_CLASSES, uplift_factor
from wardround.engine.spread.distributions import Distribution, Lognormal, of_bounds, of_standing
from wardround.engine.spread.hypercube import TENTH_AND_NINETIETH, Levels, Order
from wardround.knowledge import Knowledge

R = TypeVar("R", bound=Row)

COMMON_DEMAND = "demand.common"
"""The speed of the machine that all lab demands were measured on: one factor for all of them."""
LISTED_PRICES, BORROWED_PRICES = "price.listed", "price.borrowed"
RATES_OF = {
    "interface_msgs_per_hour_peak": "volumes",
    "bulk_import_rows_day": "volumes",
    "peak_concurrent_users": "users",
    "scanner_terminals": "users",
    "portal_users": "users",
    "login_storm_users_5min": "users",
}
"""Facts that stand for rows, with the kind of their width."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One thing that is not known exactly.

    `value` is what the single answer takes. `path` is where the answer stands, '' where no single answer carries it;
    `measured` is the distribution that a measurement would leave.
    """

    input_id: str
    label: str
    kind: str
    standing: Standing
    value: float
    unit: str
    path: str
    question_id: str
    distribution: Distribution
    measured: Distribution

    @property
    def can_be_asked(self) -> bool:
        """Return whether a measurement would narrow it."""
        return self.standing is not Standing.MEASURED and self.kind != "price"


@dataclass(frozen=True, slots=True)
class Draws:
    """The values of all inputs in all samples, by input."""

    inputs: tuple[Uncertain, ...]
    values: Mapping[str, Numbers]
    samples: int

    def factor(self, input_id: str) -> Numbers:
        """Return a value as a multiple of what the single answer takes; 1 for what does not vary or is zero."""
        found = self.values.get(input_id)
        base = next((row.value for row in self.inputs if row.input_id == input_id), 0.0)
        if found is None or base == 0.0:
            return np.ones(self.samples)
        return np.asarray(found / base)

    def part(self, start: int, stop: int) -> Draws:
        """Return some of the samples."""
        return Draws(self.inputs, {name: column[start:stop] for name, column in self.values.items()}, stop - start)

    def value(self, input_id: str, single: float) -> Numbers:
        """Return a value; that of the single answer for what does not vary."""
        found = self.values.get(input_id)
        return np.full(self.samples, single) if found is None else found


def drawn(inputs: tuple[Uncertain, ...], order: Order) -> Draws:
    """Return the values of inputs for the strata that each sample takes, [inputs, samples]."""
    samples = order.shape[1]
    at = Levels.of(samples)
    values = {row.input_id: row.distribution.values(at)[order[place]] for place, row in enumerate(inputs)}
    return Draws(inputs, values, samples)


def one_at_a_time(inputs: tuple[Uncertain, ...]) -> Draws:
    """Return draws in which each input stands once at its 10th and once at its 90th percentile, all else as answered.

    The first sample is the single answer; inputs follow in their order, low before high.
    """
    samples = 1 + 2 * len(inputs)
    values = {}
    for place, row in enumerate(inputs):
        column = np.full(samples, row.value)
        column[1 + 2 * place : 3 + 2 * place] = percentiles(row.distribution)
        values[row.input_id] = column
    return Draws(inputs, values, samples)


def percentiles(distribution: Distribution) -> Numbers:
    """Return the 10th and the 90th percentile of a distribution."""
    return distribution.values(TENTH_AND_NINETIETH)


def uncertain_inputs(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    catalogue: Catalogue,
    findings: Findings,
    parts: tuple[Contribution, ...],
) -> tuple[Uncertain, ...]:
    """Return everything that is not known exactly and moves cost or response, each once, in a fixed order."""
    found = _Inputs(assessment, facts, knowledge, catalogue, findings)
    rows = [*found.of_load(parts), *found.of_growth(), *found.of_demands(), *found.of_speed(), *found.of_prices()]
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Inputs:
    assessment: Assessment
    facts: Facts
    knowledge: Knowledge
    catalogue: Catalogue
    findings: Findings

    def of_load(self, parts: tuple[Contribution, ...]) -> Iterator[Uncertain]:
        """Yield counts of people, their pace, and volumes."""
        seen: set[str] = set()
        for part in parts:
            if part.key in RATES_OF:
                if part.key not in seen:
                    yield self._fact(part.key, RATES_OF[part.key])
            elif part.kind == "people":
                role = _row(self.assessment.people.roles, part.key)
                label = f"Head count: {role.name}"
                yield self._of(part.key, "people.roles", "head_count", label, "users", role, role.head_count, "people")
            elif part.kind == "interface":
                yield self._interface(part.key)
            elif part.kind == "job":
                job = _row(self.assessment.reports.jobs, part.key)
                label = f"Operations of a run: {job.name}"
                yield self._of(part.key, "reports.jobs", "operations", label, "volumes", job, job.operations, "a run")
            elif part.kind in {"report", "replica_report"}:
                report = _row(self.assessment.reports.reports, part.key)
                label = f"Runs a day: {report.name}"
                runs = report.runs_per_day
                yield self._of(part.key, "reports.reports", "runs_per_day", label, "volumes", report, runs, "a day")
            seen.add(part.key)
        for level in dict.fromkeys(part.level for part in parts if part.kind == "people"):
            yield self._think_time(level)

    def of_growth(self) -> Iterator[Uncertain]:
        """Yield growth and volumes of data."""
        for name, kind in (
            ("user_growth_pct_year", "growth"),
            ("db_size_gb", "sizes"),
            ("db_growth_gb_month", "volumes"),
            ("filestore_gb", "sizes"),
            ("filestore_growth_gb_month", "volumes"),
            ("largest_table_rows", "sizes"),
        ):
            yield self._fact(name, kind)

    def of_demands(self) -> Iterator[Uncertain]:
        """Yield service demands: one factor for the machine of the lab, uplifts, and classes that stand alone."""
        services = self.findings.demand.services
        if any(row.standing is not Standing.MEASURED for row in services):
            yield self._factor(COMMON_DEMAND, "Server time per operation, all operations alike", Standing.DOCUMENTED)
            jobs_listed = bool(self.assessment.reports.jobs)
            for _, uplift in sorted(self.knowledge.demand_uplifts.items()):
                value = uplift_factor(uplift, self.facts, jobs_listed=jobs_listed)
                if value == 1.0:
                    continue
                exponent = np.log(value) / np.log(uplift.factor_likely) if uplift.factor_likely > 1 else 1.0
                low, high = (
                    min(factor**exponent, uplift.cap_factor) for factor in (uplift.factor_low, uplift.factor_high)
                )
                path = getattr(ORIGINS.get(uplift.fact), "path", "") if uplift.fact else ""
                yield Uncertain(
                    f"uplift.{uplift.uplift_id}",
                    uplift.name,
                    "service_demand",
                    Standing.ASSUMED,
                    value,
                    "x",
                    path,
                    self._question(uplift.fact),
                    of_bounds(low, value, high),
                    of_standing(self.knowledge, Standing.MEASURED, "service_demand", value),
                )
        for row in services:
            if row.standing is Standing.MEASURED or row.model_class in ASSUMED_CLASSES:
                name = self.knowledge.model_classes[row.model_class].name.lower()
                yield self._factor(f"demand.{row.model_class}", f"Server time per operation: {name}", row.standing)

    def of_speed(self) -> Iterator[Uncertain]:
        """Yield the core speed of the series that users wait for."""
        series = {
            role.series: role
            for role in self.findings.sizing.roles
            if role.environment == "production" and role.role in {"application", "postgresql"}
        }
        for name in sorted(series):
            speed = self.catalogue.core_speed(name)
            if speed.core_speed_low >= speed.core_speed_high:
                continue
            yield Uncertain(
                f"speed.{name}",
                f"Processor speed of the {name} series",
                "speed",
                Standing.DOCUMENTED,
                1.0,
                "x",
                "",
                "",
                of_bounds(
                    speed.core_speed_low / speed.core_speed_index, 1.0, speed.core_speed_high / speed.core_speed_index
                ),
                Lognormal(1.0, 0.02),
            )

    def of_prices(self) -> Iterator[Uncertain]:
        """Yield list prices, and those borrowed from another region, each moving together."""
        lines = self.findings.cost.lines
        for input_id, label, standing, borrowed in (
            (LISTED_PRICES, "List prices of the region", Standing.DOCUMENTED, False),
            (BORROWED_PRICES, "Prices borrowed from other regions", Standing.ASSUMED, True),
        ):
            if any(is_listed(line) and bool(line.borrowed_from) is borrowed for line in lines):
                spread = of_standing(self.knowledge, standing, "price", 1.0)
                yield Uncertain(input_id, label, "price", standing, 1.0, "x", "", "", spread, spread)

    def _interface(self, key: str) -> Uncertain:
        row = _row(self.assessment.interfaces.interfaces, key)
        kind = self.knowledge.interface_types[row.interface_type]
        path = f"interfaces.interfaces[{key}].messages_per_day"
        label = f"Messages a day: {row.name}"
        if row.messages_per_day is not None:
            return self._of(
                key, "interfaces.interfaces", "messages_per_day", label, "volumes", row, row.messages_per_day, "a day"
            )
        likely = kind.messages_per_day_likely
        return Uncertain(
            f"load.{key}",
            label,
            "volumes",
            Standing.UNKNOWN,
            likely,
            "a day",
            path,
            self._question("interface_table"),
            of_bounds(kind.messages_per_day_low, likely, kind.messages_per_day_high),
            of_standing(self.knowledge, Standing.MEASURED, "volumes", likely),
        )

    def _think_time(self, level: str) -> Uncertain:
        row = self.knowledge.activity_levels[level]
        own = next(
            (
                each
                for each in self.assessment.people.activity_overrides
                if each.activity_level == level and each.think_time_s
            ),
            None,
        )
        value = (own.think_time_s if own else None) or row.think_time_s_likely
        spread = (
            of_standing(self.knowledge, own.standing, "think_time", value)
            if own
            else of_bounds(row.think_time_s_low, value, row.think_time_s_high)
        )
        return Uncertain(
            f"think.{level}",
            f"Think time: {row.name.lower()}",
            "think_time",
            own.standing if own else Standing.ASSUMED,
            value,
            "s",
            "people.activity_overrides",
            "",
            spread,
            of_standing(self.knowledge, Standing.MEASURED, "think_time", value),
        )

    def _of(
        self, key: str, table: str, field: str, label: str, kind: str, row: Row, value: float, unit: str
    ) -> Uncertain:
        return Uncertain(
            f"load.{key}",
            label,
            kind,
            row.standing,
            float(value),
            unit,
            f"{table}[{key}].{field}",
            "",
            of_standing(self.knowledge, row.standing, kind, float(value)),
            of_standing(self.knowledge, Standing.MEASURED, kind, float(value)),
        )

    def _fact(self, name: str, kind: str) -> Uncertain:
        value, standing = self.facts.number(name), self.facts.standing(name)
        return Uncertain(
            f"fact.{name}",
            self.facts.label(name),
            kind,
            standing,
            value,
            self.facts.unit(name),
            str(getattr(ORIGINS[name], "path", "")),
            self._question(name),
            of_standing(self.knowledge, standing, kind, value),
            of_standing(self.knowledge, Standing.MEASURED, kind, value),
        )

    def _factor(self, input_id: str, label: str, standing: Standing) -> Uncertain:
        spread = of_standing(self.knowledge, standing, "service_demand", 1.0)
        if input_id != COMMON_DEMAND and standing is not Standing.MEASURED:
            spread = _beyond_common(spread, of_standing(self.knowledge, Standing.DOCUMENTED, "service_demand", 1.0))
        return Uncertain(
            input_id,
            label,
            "service_demand",
            standing,
            1.0,
            "x",
            "baseline.measured_demands",
            "",
            spread,
            of_standing(self.knowledge, Standing.MEASURED, "service_demand", 1.0),
        )

    def _question(self, fact: str) -> str:
        found = self.knowledge.questions.get(fact)
        return found.question_id if found else ""


def _beyond_common(whole: Distribution, common: Distribution) -> Distribution:
    """Return what is left of a width when the common factor has taken its part; variances of logarithms add up."""
    if not isinstance(whole, Lognormal) or not isinstance(common, Lognormal):
        return whole
    left = max(whole.sigma**2 - common.sigma**2, 1e-6)
    return Lognormal(whole.median, left**0.5)


def is_listed(line: LineItem) -> bool:
    """Return whether a line's price comes from a price list and not from the consultant or the client."""
    return line.monthly_usd is not None and line.purchase_option != "own"


def _row(rows: tuple[R, ...], key: str) -> R:
    return next(row for row in rows if row.key == key)
