"""What one operation of each class costs: lab demands, moved to the client's installation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from wardround.assessment import Assessment, Standing
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input, formula
from wardround.engine.findings import ServiceDemand
from wardround.engine.needs import number
from wardround.engine.overheads import Overheads
from wardround.engine.queueing import Sampled
from wardround.knowledge import ClassComposition, DemandUplift, Knowledge, LabDemand, ModelClass

LAB_TABLE_ROWS = 25_000
"""Rows of the largest table in the lab: its journal items."""

SAME_EVERYWHERE = frozenset({"login"})
"""Lab operations that no uplift touches: hashing a password costs the same in every installation."""

SINGLE_SIGN_ON = frozenset({"entra_id", "other_saml_oidc"})
"""Identity providers that check the password themselves, so that the server hashes none."""

ASSUMED_CLASSES = frozenset({"scan", "api_call"})
"""Classes whose composition has no lab operation of its own kind."""

WRITES_FROM_WAL_BYTES = 1_000
"""A lab operation that logs more than this commits a change; less is hint bits and background."""

MICROSECONDS = 1_000_000

LISTED_INSTEAD = frozenset({"scheduled_jobs"})
"""Uplifts that stand for batch jobs as long as nobody lists them one by one."""


@formula(
    "lab demand x uplifts x data volume x compliance overhead",
    unit="s",
    source="measured on Odoo 17 and PostgreSQL 15 (lab demands); weights and uplifts are judgement",
)
def moved_demand(lab_s: float, uplift: float, volume: float, overhead: float) -> float:
    """Return CPU seconds of one operation on a lone reference thread. [s]."""
    return lab_s * uplift * volume * overhead


@formula(
    "(rows of the largest table / 25,000) to the power of the class, from 1 up to its cap",
    unit="x",
    source="operation classes: exponent and cap are judgement; the lab had 25,000 journal items",
)
def volume_factor(rows: Sampled, exponent: float, cap: float) -> Sampled:
    """Return what a larger table multiplies CPU demand by, never below 1."""
    return np.minimum(np.maximum(rows / LAB_TABLE_ROWS, 1.0) ** exponent, cap)


@formula(
    "product of the uplifts that apply, each at most its cap",
    unit="x",
    source="demand uplifts (judgement)",
)
def combined_uplift(factors: tuple[float, ...]) -> float:
    """Return what separates a lived-in installation from the lab, as a factor on CPU demand."""
    return prod(factors)


@formula(
    "what the lab waited + SQL statements x round trip + HTTP requests x round trip to Redis "
    "+ blocks that are not in memory x read from disk",
    unit="s",
    source="statements and requests measured (lab demands), where all was on one machine; round trip SF-171; "
    "share of blocks not in memory and time of a read are judgement",
)
def held_beyond_cpu_s(
    waited_s: float, statements: float, http_requests: float, missed: float, round_trip_s: float, read_s: float
) -> float:
    """Return how long a worker is held beyond CPU where database and Redis are on servers of their own. [s]."""
    return waited_s + (statements + http_requests) * round_trip_s + missed * read_s


@dataclass(frozen=True, slots=True)
class Wires:
    """What a real platform has and the measuring machine had not, or otherwise.

    Seconds of a round trip between servers, share of blocks that are not in memory, seconds of a read from disk; and
    the speed of the machine that the demands were measured on against the reference thread, which is uncertain.
    """

    round_trip_s: float
    miss_share: float
    read_s: float
    measured_speed: float

    @classmethod
    def of(cls, knowledge: Knowledge) -> Wires:
        """Return those of servers in one region."""
        policies = knowledge.design_policies
        return cls(
            number(knowledge, "network_rtt_1gbit") / MICROSECONDS,
            policies["read_miss_share"].value,
            policies["disk_read_ms"].value / 1000,
            policies["measuring_machine_speed"].value,
        )


LOOPBACK = Wires(0.0, 0.0, 0.0, 1.0)
"""The lab: everything on one machine, its database in memory."""


@dataclass(frozen=True, slots=True)
class _Uplifts:
    """The uplift of each side with the rows behind it."""

    application: float
    database: float
    behind: tuple[Input, ...]


def service_demands(
    assessment: Assessment,
    facts: Facts,
    knowledge: Knowledge,
    overheads: Overheads,
    data_growth_factor: float,
) -> tuple[tuple[ServiceDemand, ...], tuple[Figure, ...]]:
    """Return the demand of every operation class, in the order of the class table, and the figures behind them.

    Parameters
    ----------
    data_growth_factor : size of the database at the end of the horizon against now; the largest table grows alike.
    """
    uplifts, wires = _uplifts(assessment, facts, knowledge), Wires.of(knowledge)
    rows = facts.number("largest_table_rows") * data_growth_factor
    measured = {row.model_class: row for row in assessment.baseline.measured_demands}
    parts = _parts_by_class(facts, knowledge)
    demands: list[ServiceDemand] = []
    figures = [
        combined_uplift.explain(f"demand.uplift.{side}", f"Uplift on {side} CPU", uplifts.behind, round(value, 4))
        for side, value in (("application", uplifts.application), ("database", uplifts.database))
    ]
    figures += [overheads.figure("application"), overheads.figure("database")]
    for name, model_class in knowledge.model_classes.items():
        volume = float(volume_factor(rows, model_class.data_volume_exponent_likely, model_class.data_volume_factor_cap))
        demand = _from_lab(model_class, parts[name], knowledge.lab_demands, uplifts, volume, overheads, wires)
        if name in measured:
            row = measured[name]
            demand = _with_measured(demand, row.application_cpu_ms / 1000, row.database_cpu_ms / 1000, overheads)
        demands.append(demand)
        figures.append(_figure(demand, model_class, facts, volume))
    return tuple(demands), tuple(figures)


def _parts_by_class(facts: Facts, knowledge: Knowledge) -> Mapping[str, tuple[tuple[ClassComposition, float], ...]]:
    """Return the composition of each class with its weights; with single sign-on no password is hashed here."""
    outside = facts.text("identity_provider") in SINGLE_SIGN_ON

    def weight(part: ClassComposition) -> float:
        return part.weight_low if outside and part.lab_op_class in SAME_EVERYWHERE else part.weight

    return {
        name: tuple((part, weight(part)) for part in knowledge.class_composition[name])
        for name in knowledge.model_classes
    }


def _from_lab(
    model_class: ModelClass,
    parts: tuple[tuple[ClassComposition, float], ...],
    lab: Mapping[str, LabDemand],
    uplifts: _Uplifts,
    volume: float,
    overheads: Overheads,
    wires: Wires,
) -> ServiceDemand:
    def total(quantity: Callable[[LabDemand], float | None]) -> float:
        return sum(weight * (quantity(lab[part.lab_op_class]) or 0.0) for part, weight in parts)

    application_s = database_s = 0.0
    for part, weight in parts:
        row = lab[part.lab_op_class]
        free = part.lab_op_class in SAME_EVERYWHERE
        application_s += moved_demand(
            weight * row.odoo_cpu_s * wires.measured_speed,
            1.0 if free else uplifts.application,
            1.0 if free else volume,
            overheads.cpu_factor["application"],
        )
        database_s += moved_demand(
            weight * (row.pg_backend_cpu_s + row.pg_background_cpu_s) * wires.measured_speed,
            uplifts.database,
            volume,
            overheads.cpu_factor["database"],
        )
    assumed = model_class.model_class in ASSUMED_CLASSES
    requests, blocks = total(lambda row: row.http_requests_per_op), volume * total(lambda row: row.blk_hit)
    missed = blocks * wires.miss_share
    held = held_beyond_cpu_s(
        total(_waiting_s), total(lambda row: row.sql_queries), requests, missed, wires.round_trip_s, wires.read_s
    )
    return ServiceDemand(
        model_class=model_class.model_class,
        application_cpu_s=application_s,
        database_cpu_s=database_s,
        other_hold_s=held,
        wal_bytes=total(lambda row: row.wal_bytes),
        response_bytes=total(lambda row: row.response_bytes),
        http_requests=requests,
        standing=Standing.ASSUMED if assumed else Standing.DOCUMENTED,
        source="lab demands, weighted by class composition (weights are judgement)",
        blocks_read=blocks,
        blocks_written=total(lambda row: row.blk_dirtied),
        commits=total(lambda row: row.http_requests_per_op if row.wal_bytes > WRITES_FROM_WAL_BYTES else 0.0),
        blocks_missed=missed,
    )


def _waiting_s(row: LabDemand) -> float:
    """Return what the median answer took beyond its CPU: a PDF run waits for a second by design of the call. [s]."""
    busy = row.odoo_cpu_s + row.pg_backend_cpu_s + row.pg_background_cpu_s
    return max(0.0, row.wall_p50_s - busy)


def _with_measured(
    demand: ServiceDemand, application_s: float, database_s: float, overheads: Overheads
) -> ServiceDemand:
    return ServiceDemand(
        model_class=demand.model_class,
        application_cpu_s=application_s * overheads.cpu_factor["application"],
        database_cpu_s=database_s * overheads.cpu_factor["database"],
        other_hold_s=demand.other_hold_s,
        wal_bytes=demand.wal_bytes,
        response_bytes=demand.response_bytes,
        http_requests=demand.http_requests,
        standing=Standing.MEASURED,
        source="fitted from the client's own logs; compliance overhead on top",
        blocks_read=demand.blocks_read,
        blocks_written=demand.blocks_written,
        commits=demand.commits,
        blocks_missed=demand.blocks_missed,
    )


def _uplifts(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> _Uplifts:
    sides: dict[str, list[float]] = {"application_cpu": [], "database_cpu": []}
    behind = []
    for _, uplift in sorted(knowledge.demand_uplifts.items()):
        factor = uplift_factor(uplift, facts, jobs_listed=bool(assessment.reports.jobs))
        if factor == 1.0:
            continue
        for side in uplift.applies_to:
            sides[side].append(factor)
        behind.append(Input(uplift.name, round(factor, 4), "x", uplift.source))
        if uplift.fact:
            behind.append(facts.input(uplift.fact))
    return _Uplifts(
        combined_uplift(tuple(sides["application_cpu"])),
        combined_uplift(tuple(sides["database_cpu"])),
        tuple(behind),
    )


def uplift_factor(uplift: DemandUplift, facts: Facts, *, jobs_listed: bool) -> float:
    """Return the factor of one uplift for this client, at most its cap; 1 where it does not apply.

    A condition that cannot be decided yet counts, as everywhere where a doubt would make the platform smaller.
    """
    if uplift.applies_when.evaluate(facts).verdict is False:
        return 1.0
    if uplift.uplift_id in LISTED_INSTEAD and (jobs_listed or not facts.number("cron_jobs")):
        return 1.0
    exponent = facts.number(uplift.fact) / uplift.per_count if uplift.per_count else 1.0
    return float(min(uplift.factor_likely**exponent, uplift.cap_factor))


def _figure(demand: ServiceDemand, model_class: ModelClass, facts: Facts, volume: float) -> Figure:
    inputs = [
        Input("Application CPU", round(demand.application_cpu_s, 5), "s", demand.source),
        Input("Database CPU", round(demand.database_cpu_s, 5), "s", demand.source),
    ]
    if demand.standing is not Standing.MEASURED:
        inputs += [
            Input("Uplift on application CPU", "", "", "", "demand.uplift.application"),
            Input("Uplift on database CPU", "", "", "", "demand.uplift.database"),
            Input("Data volume", round(volume, 4), "x", model_class.source),
            facts.input("largest_table_rows"),
        ]
    return moved_demand.explain(
        f"demand.service.{demand.model_class}.cpu_s",
        f"CPU of one operation '{model_class.name}'",
        tuple(inputs),
        round(demand.application_cpu_s + demand.database_cpu_s, 5),
    )
