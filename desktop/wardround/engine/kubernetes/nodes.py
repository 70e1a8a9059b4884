"""What a node of AKS leaves for pods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wardround.engine.basis import Basis
from wardround.engine.figure import formula
from wardround.engine.needs import MIB_PER_GIB, number
from wardround.engine.queueing import Numbers
from wardround.knowledge import Knowledge

RESERVED_AT = (1, 2, 4, 8, 16, 32, 64)
"""vCPUs of a node for which the CPU that AKS keeps back is documented."""
MILLI = 1000.0
PER_FURTHER_VCPU = 10.0
"""Millicores for each vCPU from four on; the documented line goes on beyond its last point."""
RESERVED_PER_POD_MB = 20.0
RESERVED_BASE_MB = 50.0
MOST_RESERVED_SHARE = 0.25
SOURCE = "AKS node resource reservations (SF-227 to SF-235)"


def reserved_points(knowledge: Knowledge) -> Mapping[int, float]:
    """Return the millicores that AKS keeps back by vCPUs of the node."""
    return {vcpus: number(knowledge, f"aks_kube_reserved_cpu_{vcpus}") for vcpus in RESERVED_AT}


@formula(
    "millicores of the documented table, in between on a straight line, 10 more for each vCPU above 64",
    unit="vCPU",
    source="AKS node resource reservations (SF-227 to SF-233)",
)
def reserved_vcpus(vcpus: ArrayLike, points: Mapping[int, float]) -> Numbers:
    """Return the CPU of a node that AKS keeps back for itself. [vCPU]."""
    at, kept = np.array(list(points)), np.array(list(points.values()))
    cores = np.asarray(vcpus, dtype=float)
    beyond = np.maximum(cores - at[-1], 0.0) * PER_FURTHER_VCPU
    return np.asarray((np.interp(cores, at, kept) + beyond) / MILLI)


@formula(
    "the smaller of (20 MB x most pods + 50 MB) and a quarter of the node's memory",
    unit="GiB",
    source="AKS 1.29 and later, node resource reservations (SF-234); a MB is read as a MiB, the cautious way",
)
def reserved_gib(memory_gib: ArrayLike, max_pods: float) -> Numbers:
    """Return the memory of a node that AKS keeps back for itself. [GiB]."""
    by_pods = (RESERVED_PER_POD_MB * max_pods + RESERVED_BASE_MB) / MIB_PER_GIB
    return np.asarray(np.minimum(by_pods, MOST_RESERVED_SHARE * np.asarray(memory_gib, dtype=float)))


@formula(
    "vCPUs of the node - kept back by AKS - daemon sets",
    unit="vCPU",
    source=f"{SOURCE}; daemon sets general knowledge (unverified)",
)
def allocatable_vcpus(vcpus: ArrayLike, reserved: ArrayLike, daemon_sets: float) -> Numbers:
    """Return the CPU of a node that pods may ask for. [vCPU]."""
    return np.asarray(np.asarray(vcpus, dtype=float) - np.asarray(reserved) - daemon_sets)


@formula(
    "memory of the node - kept back by AKS - eviction threshold - daemon sets and protection software",
    unit="GiB",
    source=f"{SOURCE}; daemon sets general knowledge (unverified); protection software of the controls in force",
)
def allocatable_gib(memory_gib: ArrayLike, reserved: ArrayLike, eviction: float, daemon_sets: float) -> Numbers:
    """Return the memory of a node that pods may ask for. [GiB]."""
    return np.asarray(np.asarray(memory_gib, dtype=float) - np.asarray(reserved) - eviction - daemon_sets)


@dataclass(frozen=True)
class NodeRules:
    """What every node of a cluster keeps for itself.

    Parameters
    ----------
    daemon_vcpus, daemon_gib, daemon_pods : of the daemon sets of AKS. [vCPU], [GiB]
    eviction_gib : free memory below which pods are evicted. [GiB]
    max_pods : pods that one node may run.
    """

    points: Mapping[int, float]
    daemon_vcpus: float
    daemon_gib: float
    daemon_pods: int
    eviction_gib: float
    max_pods: int

    def vcpus(self, vcpus: ArrayLike) -> Numbers:
        """Return the CPU that nodes leave for pods. [vCPU]."""
        return allocatable_vcpus(vcpus, reserved_vcpus(vcpus, self.points), self.daemon_vcpus)

    def gib(self, memory_gib: ArrayLike, protection_gib: float) -> Numbers:
        """Return the memory that nodes leave for pods. [GiB]."""
        kept = reserved_gib(memory_gib, self.max_pods)
        return allocatable_gib(memory_gib, kept, self.eviction_gib, self.daemon_gib + protection_gib)


def node_rules(basis: Basis) -> NodeRules:
    """Return what every node of a cluster keeps for itself."""
    return NodeRules(
        points=reserved_points(basis.knowledge),
        daemon_vcpus=basis.policy("aks_daemonset_vcpus"),
        daemon_gib=basis.policy("aks_daemonset_gib"),
        daemon_pods=round(basis.policy("aks_daemonset_pods")),
        eviction_gib=basis.fact_number("aks_eviction_threshold_129") / MIB_PER_GIB,
        max_pods=round(basis.policy("aks_max_pods")),
    )
