"""What the nodes of each pool leave for pods, as figures that explain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardround.engine.figure import Figure, Input
from wardround.engine.findings.kubernetes import NodePool
from wardround.engine.kubernetes.nodes import allocatable_gib, allocatable_vcpus
from wardround.knowledge import Knowledge

CATALOGUE = "sizes of the catalogue"


def pool_figures(pools: Iterable[NodePool], knowledge: Knowledge) -> Iterator[Figure]:
    """Yield for each pool the processors and the memory that a node leaves for pods."""
    policies = knowledge.design_policies
    daemon_vcpus, daemon_gib = policies["aks_daemonset_vcpus"], policies["aks_daemonset_gib"]
    threshold = knowledge.sizing_facts["aks_eviction_threshold_129"]
    for pool in pools:
        name = f"{pool.environment}.{pool.role}" + (f".{pool.tenant}" if pool.tenant else "")
        label = f"{pool.role.replace('_', ' ')} nodes, {pool.environment}"
        yield allocatable_vcpus.explain(
            f"{name}.allocatable_vcpus",
            f"Processors left for pods, {label}",
            (
                Input("vCPUs of the node", pool.vcpus, "vCPU", CATALOGUE),
                Input("Kept back by AKS", pool.reserved_vcpus, "vCPU", "SF-227 to SF-233"),
                Input(daemon_vcpus.meaning, pool.daemon_vcpus, "vCPU", daemon_vcpus.source),
            ),
            pool.allocatable_vcpus,
        )
        yield allocatable_gib.explain(
            f"{name}.allocatable_gib",
            f"Memory left for pods, {label}",
            (
                Input("Memory of the node", pool.memory_gib, "GiB", CATALOGUE),
                Input("Kept back by AKS", pool.reserved_gib, "GiB", f"SF-234, {pool.max_pods} pods a node"),
                Input("Eviction threshold", pool.eviction_gib, "GiB", f"{threshold.id}, {threshold.source}"),
                Input(
                    "Daemon sets and protection software",
                    pool.daemon_gib,
                    "GiB",
                    f"{daemon_gib.source}; controls in force",
                ),
            ),
            pool.allocatable_gib,
        )
