"""What users would wait if a neighbouring size had been taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from wardround.engine.application_search import Application
from wardround.engine.application_tier import workers_at
from wardround.engine.basis import Basis
from wardround.engine.findings import Alternative, RoleSizing
from wardround.engine.offered_sizes import Offer
from wardround.engine.performance import Layout, Servers
from wardround.engine.queueing import Numbers
from wardround.engine.search import Winner

NEIGHBOURS = frozenset({"smaller", "larger"})
"""Verdicts of the next sizes down and up: what users would wait there tells what a step costs or brings."""


def servers_of(of: Offer, place: int, nodes: int) -> Servers:
    """Return so many servers of a size for the performance model."""
    return Servers(nodes, of.sizes[place].vcpus, float(of.single_speed[place]), float(of.full_speed[place]))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The layout with each neighbouring size, by alternative, for application and database servers."""

    application: Mapping[Alternative, Layout]
    database: Mapping[Alternative, Layout]

    @property
    def layouts(self) -> list[Layout]:
        """All of them, the application's first."""
        return [*self.application.values(), *self.database.values()]

    def answering(self, application: RoleSizing, database: RoleSizing, p95_s: Numbers) -> tuple[RoleSizing, RoleSizing]:
        """Return both roles with what users would wait on each neighbouring size.

        Parameters
        ----------
        p95_s : on each of `layouts`; infinite where it is saturated.
        """
        own, other = p95_s[: len(self.application)].tolist(), p95_s[len(self.application) :].tolist()
        return (
            _answering(application, dict(zip(self.application, own, strict=True))),
            _answering(database, dict(zip(self.database, other, strict=True))),
        )


def neighbours(basis: Basis, layout: Layout, taken: Application, database: Winner, of: Offer) -> Neighbours:
    """Return the layout with each of the next smaller and larger sizes.

    Parameters
    ----------
    layout : with the nodes lost that may be lost.
    of : the sizes that the database may take.
    """
    beside = {
        row: replace(layout, database=servers_of(of, place, 1))
        for row in database.alternatives
        if row.verdict in NEIGHBOURS and (place := of.index(row.sku)) is not None
    }
    return Neighbours(_of_application(basis, layout, taken), beside)


def _of_application(basis: Basis, layout: Layout, taken: Application) -> Mapping[Alternative, Layout]:
    """Return the layout with each neighbouring size of the application servers, and the workers they would run."""
    found = {row: taken.of.index(row.sku) for row in taken.won.alternatives if row.verdict in NEIGHBOURS}
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
