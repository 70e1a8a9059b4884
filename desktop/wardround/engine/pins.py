"""The rows that set sizes by hand: which role they stand for, and the answers without them."""

from __future__ import annotations

from dataclasses import dataclass

from wardround.assessment import Assessment
from wardround.assessment.platform import Pin
from wardround.engine.findings import Findings, RoleSizing

SET_BY_HAND = "set by hand"
FOLLOWING = frozenset({"read_replica", "quorum"})
"""Roles whose size follows from others."""


@dataclass(frozen=True, slots=True)
class Place:
    """A role of an environment, and of a tenant where it has its own servers."""

    environment: str
    tenant: str
    role: str

    @classmethod
    def of(cls, role: RoleSizing) -> Place:
        """Return the place of a role."""
        return cls(role.environment, role.tenant, role.role)

    def in_findings(self, findings: Findings) -> RoleSizing | None:
        """Return what was built here; None where nothing was."""
        return next((role for role in findings.deployment if Place.of(role) == self), None)


def is_set_by_hand(role: RoleSizing) -> bool:
    """Return whether a role has a size that somebody set."""
    return any(mark.startswith(SET_BY_HAND) for mark in role.marks)


def can_be_set(role: RoleSizing) -> bool:
    """Return whether somebody may set a role's size: not that of a service, nor of a copy that follows its original."""
    return bool(role.vcpus) and role.role not in FOLLOWING and role.environment != "disaster_recovery"


def sets_number(role: RoleSizing) -> bool:
    """Return whether the number of servers is set with the size; that of databases follows from the recovery."""
    return role.role != "postgresql"


def pin_of(assessment: Assessment, role: RoleSizing) -> Pin | None:
    """Return the row that sets a role's size: its tenant's own, else that for all tenants; of two the first by key."""
    rows = sorted(assessment.platform.pins, key=lambda row: row.key)
    here = [row for row in rows if (row.environment, row.role) == (role.environment, role.role)]
    own = [row for row in here if row.tenant == role.tenant and role.environment == "production"]
    return next(iter([*own, *(row for row in here if not row.tenant)]), None)


def released(assessment: Assessment, role: RoleSizing) -> Assessment:
    """Return the answers without the sizes set by hand for a role."""
    pins = assessment.platform.pins
    pin = pin_of(assessment, role)
    while pin is not None:
        key = pin.key
        pins = tuple(row for row in pins if row.key != key)
        platform = assessment.platform.model_copy(update={"pins": pins})
        assessment = assessment.model_copy(update={"platform": platform})
        pin = pin_of(assessment, role)
    return assessment
