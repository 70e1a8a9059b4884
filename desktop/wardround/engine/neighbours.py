"""What users would wait if a neighbouring size had been taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from wardround.engine.application_search import Application
from wardround.engine.application_tier import workers_at
from wardround.engine.basis import Basis
from wardround.engine.findings import Alternative, RoleSizing
from wardround.engine.performance import Layout, Servers, interactive_p95_s
from wardround.engine.search import Offer

NEIGHBOURS = frozenset({"smaller", "larger"})
"""Verdicts of the next sizes down and up: what users would wait there tells what a step costs or brings."""


def servers_of(of: Offer, place: int, nodes: int) -> Servers:
    """Return so many servers of a size for the performance model."""
    return Servers(nodes, of.sizes[place].vcpus, float(of.single_speed[place]), float(of.full_speed[place]))


def with_responses(
    basis: Basis, application: RoleSizing, database: RoleSizing, layout: Layout, taken: Application, of: Offer
) -> tuple[RoleSizing, RoleSizing]:
    """Return application and database servers with what users would wait on each neighbouring size.

    Parameters
    ----------
    layout : with the nodes lost that may be lost.
    of : the sizes that the database may take.
    """
    for_application = _layouts_of_application(basis, application, layout, taken)
    for_database = {
        row: replace(layout, database=servers_of(of, place, 1))
        for row in database.alternatives
        if row.verdict in NEIGHBOURS and (place := of.index(row.sku)) is not None
    }
    layouts = [*for_application.values(), *for_database.values()]
    if not layouts:
        return application, database
    found = interactive_p95_s(basis.load.hours([basis.design_row]), basis.demand.services, layouts).tolist()
    own, other = found[: len(for_application)], found[len(for_application) :]
    return (
        _answering(application, dict(zip(for_application, own, strict=True))),
        _answering(database, dict(zip(for_database, other, strict=True))),
    )


def _layouts_of_application(
    basis: Basis, role: RoleSizing, layout: Layout, taken: Application
) -> Mapping[Alternative, Layout]:
    """Return the layout with each neighbouring size of the application servers, and the workers they would run."""
    found = {row: taken.of.index(row.sku) for row in role.alternatives if row.verdict in NEIGHBOURS}
    places = {row: place for row, place in found.items() if place is not None}
    if not places:
        return {}
    counts = np.array([row.nodes for row in places], dtype=np.int64)
    workers, _ = workers_at(taken.needs, np.array(list(places.values()), dtype=np.int64), counts)
    return {
        row: replace(
            layout,
            application=servers_of(taken.of, place, row.nodes).without(basis.lost),
            workers_per_node=int(http),
        )
        for (row, place), http in zip(places.items(), workers, strict=True)
    }


def _answering(role: RoleSizing, p95_s: Mapping[Alternative, float]) -> RoleSizing:
    """Return a role with the response of each neighbour that has a steady state. [s]."""
    answers = {row: round(value, 4) for row, value in p95_s.items() if np.isfinite(value)}
    return replace(
        role,
        alternatives=tuple(
            replace(row, predicted_p95_s=answers[row]) if row in answers else row for row in role.alternatives
        ),
    )
