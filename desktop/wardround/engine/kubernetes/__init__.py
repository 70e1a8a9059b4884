"""The stateless roles as pods on AKS: what a node gives, what pods ask for, and the pools that hold them."""

from wardround.engine.kubernetes.cluster import CLUSTER_ROLES, CONTROL_PLANE, SYSTEM_POOL, on_kubernetes

__all__ = ["CLUSTER_ROLES", "CONTROL_PLANE", "SYSTEM_POOL", "on_kubernetes"]
