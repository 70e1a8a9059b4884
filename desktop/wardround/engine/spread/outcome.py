"""What the samples come to: cost, response and use of each tier, from the load of each sample on the chosen design."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from wardround.engine.findings import Findings
from wardround.engine.queueing import Numbers
from wardround.engine.spread.bill import (
    Key,
    Volumes,
    climbed,
    log_factor,
    steady_month_usd,
    vault_factor,
)
from wardround.engine.spread.inputs import Draws
from wardround.engine.spread.ladder import Ladder
from wardround.engine.spread.load import LoadModel, SampledLoad
from wardround.knowledge import Knowledge

CUT_OFF_S = 120.0
"""Odoo ends a request after this time (limit_time_real), so no answer takes longer. [s]."""


@dataclass(frozen=True, slots=True)
class Responses:
    """How the chosen design answers in the design hour of each sample, with the nodes lost that may be lost."""

    p95_s: Numbers
    """Of all interactive operations together; CUT_OFF_S where there is no steady state."""
    class_p95_s: Numbers
    """[sample, class]."""
    application_util_share: Numbers
    database_util_share: Numbers
    worker_util_share: Numbers
    saturated: Numbers
    """1 where there is no steady state."""

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Return the parts one after the other."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


Respond = Callable[[SampledLoad, Draws], Responses]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The results of all samples."""

    draws: Draws
    load: SampledLoad
    monthly_usd: Numbers
    application_growth: Numbers
    database_growth: Numbers
    """Work asked of a tier over that of the single answer."""


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that turns draws into results: one implementation for the bands, for swings and for questions."""

    findings: Findings
    knowledge: Knowledge
    model: LoadModel
    ladders: tuple[Ladder, ...]
    single: SampledLoad
    """One sample: the single answer."""
    requests_of_logs_share: float
    retention_days: float
    full_days: float
    compressed: float
    filestore_gib: float
    filestore_growth_gib_month: float
    report_database_share: float
    """Of the core that a running report keeps busy."""
    series: Mapping[str, str]
    """VM series of the application and of the database."""

    def outcomes(self, draws: Draws) -> Outcomes:
        """Return cost and work of all samples."""
        load = self.model.sampled(draws, self.knowledge)
        needs = self.needs(load, draws)
        roles = {_key(ladder): climbed(ladder, needs[ladder.role.role]) for ladder in self.ladders}
        cost = steady_month_usd(self.findings, draws, roles, self.volumes(load, draws))
        return Outcomes(draws, load, cost, needs["application"]["cpu"], needs["postgresql"]["cpu"])

    def needs(self, load: SampledLoad, draws: Draws) -> Mapping[str, Mapping[str, Numbers]]:
        """Return by role and need what is asked over what is asked in the single answer."""
        one = self.single
        share = self.report_database_share
        application = _over(
            _work(load, load.application_s, 1.0 - share), _work(one, one.application_s, 1.0 - share)
        ) / draws.factor(f"speed.{self.series['application']}")
        database = _over(_on_primary(load, share), _on_primary(one, share)) / draws.factor(
            f"speed.{self.series['postgresql']}"
        )
        jobs = _over(_part(load.batch_per_s, load.application_s), _part(one.batch_per_s, one.application_s))
        operations = _over(load.per_s.sum(axis=1), one.per_s.sum(axis=1))
        of_database = {
            "cpu": database,
            "memory": draws.factor("fact.db_size_gb") * _over(load.data_growth, one.data_growth),
            "iops": operations,
            "throughput": operations,
        }
        return {
            "application": {
                "cpu": application,
                "response": application,
                "workers": application,
                "vendor_floor": _over(load.active_users, one.active_users),
            },
            "batch": {"cpu": jobs, "workers": jobs},
            "postgresql": of_database,
            "read_replica": of_database,
        }

    def volumes(self, load: SampledLoad, draws: Draws) -> Volumes:
        """Return the volumes of data over those of the single answer."""
        one = self.single
        operations = _over(load.per_s.sum(axis=1), one.per_s.sum(axis=1))
        database = draws.factor("fact.db_size_gb") * _over(load.data_growth, one.data_growth)
        months = 12.0 * self.model.years
        grown = self.filestore_gib + self.filestore_growth_gib_month * months
        files = draws.value("fact.filestore_gb", self.filestore_gib) + months * draws.value(
            "fact.filestore_growth_gb_month", self.filestore_growth_gib_month
        )
        plain = Volumes(
            database=database,
            filestore=files / grown if grown else np.ones(draws.samples),
            requests=operations,
            wal=operations,
            vault=np.ones(draws.samples),
            logs=log_factor(self.requests_of_logs_share, operations),
            iops=operations,
        )
        vault = vault_factor(self.findings, self.retention_days, self.full_days, self.compressed, plain)
        return Volumes(plain.database, plain.filestore, plain.requests, plain.wal, vault, plain.logs, plain.iops)


def _key(ladder: Ladder) -> Key:
    return ladder.role.environment, ladder.role.tenant, ladder.role.role


def _over(values: Numbers, one: Numbers) -> Numbers:
    """Return values over the single answer's; 1 where that asks for nothing."""
    return np.asarray(values / one[0]) if one[0] > 0 else np.ones_like(values)


def _part(per_s: Numbers, each_s: Numbers) -> Numbers:
    return np.asarray((per_s * each_s).sum(axis=1))


def _work(load: SampledLoad, each_s: Numbers, share_of_report: float) -> Numbers:
    """Return the reference cores that operations and reports keep busy on a tier."""
    return _part(load.per_s, each_s) + load.running_reports * share_of_report


def _on_primary(load: SampledLoad, share_of_report: float) -> Numbers:
    """Return the reference cores that the primary database keeps busy; reports that may read a replica do so."""
    on_primary = load.running_reports - load.replica_reports
    return _part(load.per_s, load.database_s) + on_primary * share_of_report
