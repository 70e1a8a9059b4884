"""The load in every sample: each row's part by its own factor, growth, and what one operation costs."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from wardround.assessment import Standing
from wardround.engine.demand import Contribution, busy_cores, data_growth_factor, growth_factor
from wardround.engine.facts import Facts
from wardround.engine.findings import Demand
from wardround.engine.queueing import Numbers
from wardround.engine.service_demands import SAME_EVERYWHERE, volume_factor
from wardround.engine.site_time import HOURS
from wardround.engine.spread.inputs import COMMON_DEMAND, RATES_OF, Draws
from wardround.knowledge import Knowledge

HOURS_WATCHED = 4
"""The busiest hours of the single answer; in a sample the busiest of them is the design hour."""


@dataclass(frozen=True, slots=True)
class SampledLoad:
    """The design hour of each sample, [sample] or [sample, class]; classes in the order of the demand."""

    interactive_per_s: Numbers
    machine_per_s: Numbers
    batch_per_s: Numbers
    active_users: Numbers
    running_reports: Numbers
    """All of them; each keeps one core busy."""
    replica_reports: Numbers
    """Those of them that read a replica."""
    application_s: Numbers
    database_s: Numbers
    """CPU of one operation on a lone reference thread. [s]."""
    growth: Numbers
    """Load at the end of the horizon against now."""
    data_growth: Numbers
    """Database at the end of the horizon against now."""

    @property
    def per_s(self) -> Numbers:
        """Return all operations. [1/s]."""
        return self.interactive_per_s + self.machine_per_s + self.batch_per_s

    @property
    def think_time_s(self) -> Numbers:
        """Return the mean think time of the active people. [s]."""
        steps = self.interactive_per_s.sum(axis=1)
        return np.asarray(self.active_users / np.where(steps > 0, steps, 1.0))

    def repeated(self, samples: int) -> SampledLoad:
        """Return one sample many times over."""
        return SampledLoad(*(np.repeat(getattr(self, field.name), samples, axis=0) for field in fields(self)))

    def scaled(self, factor: Numbers) -> SampledLoad:
        """Return the same samples so many times as heavy."""
        return self.at_growth(self.growth * factor)

    def at_growth(self, growth: Numbers) -> SampledLoad:
        """Return the same samples with another growth of load."""
        by = growth / self.growth
        return SampledLoad(
            self.interactive_per_s * by[:, None],
            self.machine_per_s * by[:, None],
            self.batch_per_s * by[:, None],
            self.active_users * by,
            self.running_reports * by,
            self.replica_reports * by,
            self.application_s,
            self.database_s,
            growth,
            self.data_growth,
        )


@dataclass(frozen=True, slots=True)
class LoadModel:
    """What the load of a sample is computed from: the parts of the rows in the busiest hours, [part, hour, class]."""

    demand: Demand
    parts: tuple[Contribution, ...]
    interactive: Numbers
    machine: Numbers
    batch: Numbers
    active: Numbers
    reports: Numbers
    years: float
    db_size_gib: float
    db_growth_gib_month: float
    growth_pct: float
    table_rows: float

    def sampled(self, draws: Draws, knowledge: Knowledge) -> SampledLoad:
        """Return the load of all samples in the busiest of the hours watched.

        Steps of people follow their number over their think time, exactly as in the single answer; whoever is not
        drawn keeps the value answered.
        """
        demand = self.demand
        counted = np.stack([draws.factor(_input_of(part)) for part in self.parts], axis=1)
        paced = np.stack(
            [
                1.0 / draws.factor(f"think.{part.level}") if part.level else np.ones(draws.samples)
                for part in self.parts
            ],
            axis=1,
        )
        growth = np.asarray(growth_factor(draws.value("fact.user_growth_pct_year", self.growth_pct), self.years))
        gib = draws.value("fact.db_size_gb", self.db_size_gib)
        each_month = draws.value("fact.db_growth_gb_month", self.db_growth_gib_month)
        data_growth = np.asarray(data_growth_factor(gib, each_month, self.years))
        scale = growth * demand.headroom_factor
        application_s, database_s = self._demands(draws, knowledge, data_growth)
        interactive = _weighted(counted * paced, self.interactive) * scale[:, None, None]
        machine = _weighted(counted, self.machine) * scale[:, None, None]
        batch = _weighted(counted, self.batch) * scale[:, None, None]
        active = counted @ self.active * scale[:, None]
        reports = counted @ self.reports * scale[:, None]
        replica = np.array([float(part.kind == "replica_report") for part in self.parts])
        cpu_s = application_s + database_s
        cores = busy_cores((interactive + machine + batch) * cpu_s[:, None, :], np.ones(cpu_s.shape[1]), reports)
        sample, hour = np.arange(draws.samples), np.argmax(cores, axis=1)
        return SampledLoad(
            interactive[sample, hour],
            machine[sample, hour],
            batch[sample, hour],
            active[sample, hour],
            reports[sample, hour],
            (counted @ (self.reports * replica[:, None]) * scale[:, None])[sample, hour],
            application_s,
            database_s,
            growth,
            data_growth,
        )

    def _demands(self, draws: Draws, knowledge: Knowledge, data_growth: Numbers) -> tuple[Numbers, Numbers]:
        """Return application and database CPU of one operation by sample and class."""
        services = self.demand.services
        rows = draws.value("fact.largest_table_rows", self.table_rows) * data_growth
        single_rows = self.table_rows * self.demand.data_growth_factor
        common = draws.factor(COMMON_DEMAND)
        uplift = {"application_cpu": np.ones(draws.samples), "database_cpu": np.ones(draws.samples)}
        for row in draws.inputs:
            if row.input_id.startswith("uplift."):
                for side in knowledge.demand_uplifts[row.input_id.removeprefix("uplift.")].applies_to:
                    uplift[side] = uplift[side] * draws.factor(row.input_id)
        application = np.empty((draws.samples, len(services)))
        database = np.empty_like(application)
        for place, service in enumerate(services):
            own = draws.factor(f"demand.{service.model_class}")
            if service.standing is Standing.MEASURED:
                application[:, place] = service.application_cpu_s * own
                database[:, place] = service.database_cpu_s * own
                continue
            kind = knowledge.model_classes[service.model_class]
            exponent, cap = kind.data_volume_exponent_likely, kind.data_volume_factor_cap
            volume = np.asarray(volume_factor(rows, exponent, cap)) / float(volume_factor(single_rows, exponent, cap))
            # Hashing a password costs the same everywhere; it is the one lab operation that no uplift touches.
            lived_in = 1.0 if service.model_class in SAME_EVERYWHERE else uplift["application_cpu"] * volume
            application[:, place] = service.application_cpu_s * common * own * lived_in
            database[:, place] = service.database_cpu_s * common * own * uplift["database_cpu"] * volume
        return application, database


def load_model(demand: Demand, parts: tuple[Contribution, ...], facts: Facts) -> LoadModel:
    """Return the model of a demand whose rows add up to it."""
    total = sum((part.interactive_per_s + part.machine_per_s + part.batch_per_s for part in parts), np.zeros(()))
    reports = sum((part.running_reports for part in parts), np.zeros(()))
    cpu_s = np.array([row.application_cpu_s + row.database_cpu_s for row in demand.services])
    cores = np.ravel(busy_cores(total, cpu_s, reports))
    busiest = np.sort(np.argsort(-cores, kind="stable")[:HOURS_WATCHED])
    days, hours = np.divmod(busiest, HOURS)

    def watched(name: str) -> Numbers:
        return np.stack([getattr(part, name)[days, hours] for part in parts])

    return LoadModel(
        demand,
        parts,
        watched("interactive_per_s"),
        watched("machine_per_s"),
        watched("batch_per_s"),
        watched("active_users"),
        watched("running_reports"),
        facts.number("planning_horizon_years"),
        facts.number("db_size_gb"),
        facts.number("db_growth_gb_month"),
        facts.number("user_growth_pct_year"),
        facts.number("largest_table_rows"),
    )


def _input_of(part: Contribution) -> str:
    return f"fact.{part.key}" if part.key in RATES_OF else f"load.{part.key}"


def _weighted(factors: Numbers, parts: Numbers) -> Numbers:
    """Return the sum over parts, [sample, hour, class], of factors [sample, part] times parts [part, hour, class]."""
    flat = parts.reshape(len(parts), -1)
    return (factors @ flat).reshape(len(factors), *parts.shape[1:])
