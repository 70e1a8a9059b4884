"""How the chosen design answers in the design hour of many samples: the performance stage, all samples at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from wardround.catalogue import Catalogue, PurchaseOption
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.neighbours import servers_of
from wardround.engine.performance import (
    Demands,
    Layout,
    Servers,
    held_workers,
    response_p95,
    response_variance,
    station,
)
from wardround.engine.queueing import Numbers, erlang_c, mean_wait, mixture_p95
from wardround.engine.search import offer_of
from wardround.engine.spread.inputs import Draws
from wardround.engine.spread.load import SampledLoad
from wardround.engine.spread.outcome import CUT_OFF_S, Responses
from wardround.knowledge import Knowledge

SCALES = np.concatenate([np.linspace(0.05, 2.0, 118), np.linspace(2.1, 8.0, 60)])
"""Multiples of the single answer's load that are tried, 1 among them within a hundredth."""


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
        """Return how the design answers in each sample."""
        layout, demands = self.layout, self.demands
        jobs = load.batch_per_s + load.machine_per_s * self.in_job_worker
        requests = load.interactive_per_s + load.machine_per_s * (1.0 - self.in_job_worker)
        share = demands.report_database_share
        reports = load.running_reports
        on_app = requests if layout.batch else requests + jobs
        nodes = layout.application.nodes
        app_speed = draws.factor(f"speed.{self.application_series}")
        database_speed = draws.factor(f"speed.{self.database_series}")
        app_s, database_s = load.application_s, load.database_s
        app_util, app_stretch, app_wait = station(
            ((on_app * app_s).sum(axis=1) + reports * (1.0 - share)) / nodes + layout.idle_work,
            (requests * app_s**2).sum(axis=1) / nodes,
            np.full(len(reports), layout.application.vcpus),
            layout.application.single_speed * app_speed,
            layout.application.full_speed * app_speed,
        )
        database_util, database_stretch, database_wait = station(
            ((requests + jobs) * database_s).sum(axis=1) + (reports - load.replica_reports) * share + layout.idle_work,
            (requests * database_s**2).sum(axis=1),
            np.full(len(reports), layout.database.vcpus),
            layout.database.single_speed * database_speed,
            layout.database.full_speed * database_speed,
        )
        at_app = app_stretch[:, None] * app_s + app_wait[:, None]
        at_database = database_stretch[:, None] * database_s + database_wait[:, None]
        hold = at_app + at_database + demands.other_s
        offered, squared = held_workers(requests / nodes, hold, reports / nodes)
        workers = layout.workers_per_node
        finite = np.where(np.isfinite(offered), np.minimum(offered, workers), float(workers))
        wait = mean_wait(
            erlang_c(finite, np.full(len(finite), workers)),
            workers,
            finite,
            np.where(np.isfinite(squared), squared, 0.0),
        )
        wait = np.where(offered >= workers, np.inf, wait)
        stuck = ~np.isfinite(app_wait + database_wait + wait)
        p95 = response_p95(at_app, at_database, wait[:, None], demands.other_s)
        variance = response_variance(at_app, at_database, wait[:, None])
        together = mixture_p95(load.interactive_per_s, hold + wait[:, None], variance)
        return Responses(
            np.minimum(np.where(stuck, CUT_OFF_S, together), CUT_OFF_S),
            np.minimum(np.where(stuck[:, None], CUT_OFF_S, p95), CUT_OFF_S),
            np.minimum(np.where(np.isfinite(app_util), app_util, 1.0), 1.0),
            np.minimum(np.where(np.isfinite(database_util), database_util, 1.0), 1.0),
            np.minimum(offered / workers, 1.0),
            stuck.astype(float),
        )

    def reach(self, single: SampledLoad, nodes: Numbers, targets_s: Numbers) -> Numbers:
        """Return by how much the load may grow, all of it alike, before a class misses its target, by servers up.

        A class that misses its target in the single answer may answer as late as there.

        Parameters
        ----------
        single : one sample.
        nodes : numbers of application servers that are up.
        """
        many = single.repeated(len(SCALES)).scaled(SCALES)
        nothing = Draws((), {}, len(SCALES))
        arriving = single.per_s[0] > 0
        now = self.responses(single, Draws((), {}, 1)).class_p95_s[0]
        allowed = np.maximum(targets_s, now * (1.0 + 1e-9))
        found = []
        for up in nodes:
            layout = replace(self.layout, application=replace(self.layout.application, nodes=int(up)))
            p95 = replace(self, layout=layout).responses(many, nothing).class_p95_s
            met = np.all((p95 <= allowed) | ~arriving, axis=1)
            found.append(SCALES[int(np.argmin(met)) - 1] if not met.all() else SCALES[-1])
            found[-1] = found[-1] if met[0] else 0.0
        return np.array(found)


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
