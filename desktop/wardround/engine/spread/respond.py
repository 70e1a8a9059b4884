"""How the chosen design answers in the design hour of many samples: the performance stage, all samples at once."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.asked import Carriers, Work, ask
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.neighbours import servers_of
from wardround.engine.offered_sizes import offer_of
from wardround.engine.performance import Demands, Layout, Servers, carriers_of
from wardround.engine.queueing import Numbers
from wardround.engine.response import Responses as Found
from wardround.engine.response import respond
from wardround.engine.spread.inputs import Draws
from wardround.engine.spread.load import SampledLoad
from wardround.engine.spread.outcome import CUT_OFF_S, Responses
from wardround.knowledge import Knowledge

SCALES = np.concatenate(
    [np.linspace(0.4, 0.95, 7), np.array([1.0]), np.linspace(1.06, 1.6, 9), np.linspace(1.8, 4.0, 7)]
)
"""Multiples of the single answer's load that are tried, 1 among them; between two the response is a straight line."""
RUNGS_TRIED = (-1, 0, 2, 6)
"""Servers beside those chosen for which it is tried; for other numbers the reach is a straight line, too."""


@dataclass(frozen=True, slots=True)
class Design:
    """The servers that the samples run on, with the nodes lost that may be lost."""

    layout: Layout
    demands: Demands
    in_job_worker: Numbers
    """1 for classes whose machine operations run in job workers."""
    application_series: str
    database_series: str

    def responses(self, load: SampledLoad, draws: Draws) -> Responses:
        """Return how the design answers in each sample, by the network that gives the single answer."""
        return self._told(respond(self._work(load), self._carriers(draws)))

    def use(self, load: SampledLoad, draws: Draws) -> tuple[Numbers, Numbers]:
        """Return the use of application and database CPU in each sample, which needs no queue. [share]."""
        asked = ask(self._work(load), self._carriers(draws))
        return np.minimum(asked.application_used, 1.0), np.minimum(asked.database_used, 1.0)

    def _work(self, load: SampledLoad) -> Work:
        demands = self.demands
        jobs = load.machine_per_s * self.in_job_worker
        return Work(
            interactive_per_s=load.interactive_per_s,
            machine_per_s=load.machine_per_s - jobs,
            background_per_s=load.batch_per_s + jobs,
            people=load.active_users,
            running_reports=load.running_reports - load.replica_reports,
            replica_reports=load.replica_reports,
            application_s=load.application_s,
            database_s=load.database_s,
            other_s=demands.other_s,
            data_ios=demands.data_ios,
            log_ios=demands.log_ios,
            report_database_share=demands.report_database_share,
        )

    def _told(self, found: Found) -> Responses:
        stuck = found.saturated
        each = np.where(stuck[:, None], CUT_OFF_S, found.percentile_s(0.95))
        together = np.where(stuck, CUT_OFF_S, found.interactive_p95_s())
        return Responses(
            np.minimum(np.where(np.isfinite(together), together, CUT_OFF_S), CUT_OFF_S),
            np.minimum(np.where(np.isfinite(each), each, CUT_OFF_S), CUT_OFF_S),
            np.minimum(found.application_util_share, 1.0),
            np.minimum(found.database_util_share, 1.0),
            np.minimum(np.where(np.isfinite(found.worker_util_share), found.worker_util_share, 1.0), 1.0),
            stuck.astype(float),
        )

    def _carriers(self, draws: Draws) -> Carriers:
        """Return the same servers in each sample, as fast as it says."""
        many = carriers_of([self.layout])
        repeated = {
            field.name: np.repeat(value, draws.samples, axis=0)
            for field in fields(many)
            if isinstance(value := getattr(many, field.name), np.ndarray)
        }
        application = draws.factor(f"speed.{self.application_series}")
        database = draws.factor(f"speed.{self.database_series}")
        for name, factor in (("application", application), ("database", database)):
            for speed in ("single", "full"):
                repeated[f"{name}_{speed}"] = repeated[f"{name}_{speed}"] * factor
        return replace(many, **repeated)  # type: ignore[arg-type] # only arrays are in it

    def reach(self, single: SampledLoad, nodes: Numbers, targets_s: Numbers) -> Numbers:
        """Return by how much the load may grow, all of it alike, before a class misses its target, by servers up.

        A class that misses its target in the single answer may answer as late as there.

        Parameters
        ----------
        single : one sample.
        nodes : numbers of application servers that are up.
        """
        chosen = self.layout.application.nodes
        tried = sorted({max(chosen + step, 1) for step in RUNGS_TRIED})
        now = self.responses(single, Draws((), {}, 1)).class_p95_s[0]
        allowed = np.maximum(targets_s, now * (1.0 + 1e-9))
        arriving = single.per_s[0] > 0
        many = single.repeated(len(SCALES)).scaled(SCALES)
        nothing = Draws((), {}, len(SCALES))
        found = []
        for up in tried:
            layout = replace(self.layout, application=replace(self.layout.application, nodes=up))
            p95 = replace(self, layout=layout).responses(many, nothing).class_p95_s
            share = np.where(arriving, p95 / allowed, 0.0).max(axis=1)
            found.append(_crossing(np.maximum.accumulate(share)))
        beyond = np.interp(nodes, tried, found)
        return np.where(nodes > tried[-1], found[-1] * nodes / tried[-1], beyond)


def _crossing(share: Numbers) -> float:
    """Return the scale at which a rising share reaches 1."""
    if share[0] > 1.0:
        return 0.0
    past = np.flatnonzero(share > 1.0)
    if not len(past):
        return float(SCALES[-1])
    after, before = int(past[0]), int(past[0]) - 1
    part = (1.0 - share[before]) / (share[after] - share[before])
    return float(SCALES[before] + part * (SCALES[after] - SCALES[before]))


def design_of(
    findings: Findings, catalogue: Catalogue, knowledge: Knowledge, roles: dict[str, RoleSizing], lost: int
) -> Design:
    """Return the servers of the tenants that performance was predicted for.

    Parameters
    ----------
    roles : their application, postgresql and, where there are servers for jobs, batch.
    lost : application servers that may be down.
    """
    application, database = roles["application"], roles["postgresql"]
    whole = _servers(catalogue, findings.sizing.region, application)
    layout = Layout(
        application=whole.without(lost),
        workers_per_node=max(round(findings.sizing.performance.workers / application.nodes), 1),
        database=_servers(catalogue, findings.sizing.region, database, nodes=1),
        batch=_servers(catalogue, findings.sizing.region, roles["batch"]) if "batch" in roles else None,
        idle_work=float(knowledge.sizing_facts["os_reserve_cpu"].value or 0.0),
    )
    kinds = [knowledge.model_classes[name] for name in findings.demand.classes]
    return Design(
        layout,
        Demands.of(findings.demand.services),
        np.array([float(kind.runs_in == "http_or_job_worker") for kind in kinds]),
        application.series,
        database.series,
    )


def _servers(catalogue: Catalogue, region: str, role: RoleSizing, nodes: int = 0) -> Servers:
    of = offer_of(catalogue, region, (catalogue.size(role.sku),), PurchaseOption.PAYG)
    return servers_of(of, 0, nodes or role.nodes)
