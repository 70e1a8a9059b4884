"""What a steady month costs in every sample: the lines of the bill, each moved by what it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wardround.engine.cost import is_agreed, is_temporary
from wardround.engine.data_sizes import backup_vault_gib, log_gib_per_day
from wardround.engine.findings import Findings, Follows, LineItem
from wardround.engine.line_items import COMPUTE_ITEM
from wardround.engine.queueing import Numbers
from wardround.engine.spread.inputs import BORROWED_PRICES, LISTED_PRICES, Draws, is_listed
from wardround.engine.spread.ladder import Ladder

Key = tuple[str, str, str]
"""Environment, tenant and role: what a line and a sizing have in common."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """A role in all samples: price and number of its servers over the chosen ones."""

    price: Numbers
    nodes: Numbers


@dataclass(frozen=True, slots=True)
class Volumes:
    """Volumes of data in all samples over those of the single answer."""

    database: Numbers
    filestore: Numbers
    requests: Numbers
    wal: Numbers
    vault: Numbers
    logs: Numbers
    iops: Numbers


def climbed(ladder: Ladder, growth: Mapping[str, Numbers]) -> Climbed:
    """Return how far a role climbs in each sample."""
    rungs = ladder.rungs(growth)
    return Climbed(ladder.price_at(rungs), ladder.nodes_at(rungs))


def vault_factor(
    findings: Findings, retention_days: float, full_days: float, compressed: float, of: Volumes
) -> Numbers:
    """Return the backup vault over that of the single answer."""
    data = findings.sizing.data
    grown = (data.filestore_gib - data.filestore_gib_now) / max(findings.cost.horizon_years * 365.25, 1.0)

    def held(database: Numbers, wal: Numbers, files: Numbers) -> Numbers:
        return np.asarray(
            backup_vault_gib(
                data.database_gib * database,
                data.wal_gib_per_day * wal,
                data.filestore_gib * files,
                grown * files,
                retention_days,
                full_days,
                compressed,
            )
        )

    one = np.ones(1)
    whole = held(one, one, one)[0]
    return held(of.database, of.wal, of.filestore) / whole if whole else np.ones_like(of.database)


def log_factor(by_request_share: float, requests: Numbers) -> Numbers:
    """Return the log volume over that of the single answer: only the part that requests write follows them."""
    return 1.0 + by_request_share * (requests - 1.0)


def request_share_of_logs(findings: Findings, requests_per_day: float, bytes_each: float) -> float:
    """Return the share of the log volume that requests write."""
    whole = findings.sizing.data.log_gib_per_day
    return log_gib_per_day(0.0, 0, 0.0, 0.0, requests_per_day, bytes_each) / whole if whole else 0.0


def steady_month_usd(findings: Findings, draws: Draws, roles: Mapping[Key, Climbed], volumes: Volumes) -> Numbers:
    """Return the cost of a steady month by sample, with discount, contingency and tax as in the bill. [USD].

    Lines that end inside the horizon are not part of a steady month; a line without a price stays out, as in the bill.
    """
    cost = findings.cost
    discount, more, tax = (float(share) for share in (cost.discount_share, cost.contingency_share, cost.tax_share))
    on_all = (1.0 + more) * (1.0 + tax)
    listed, borrowed = draws.factor(LISTED_PRICES), draws.factor(BORROWED_PRICES)
    servers = _server_factor(findings, roles)
    total = np.zeros(draws.samples)
    for line in cost.lines:
        if line.monthly_usd is None or is_temporary(line, cost.lines):
            continue
        amount = float(line.monthly_usd) * on_all * (1.0 - discount if is_agreed(line) else 1.0)
        price = (borrowed if line.borrowed_from else listed) if is_listed(line) else 1.0
        total += amount * price * _follows(line, roles, volumes, servers)
    return total


def _server_factor(findings: Findings, roles: Mapping[Key, Climbed]) -> Numbers | float:
    """Return the number of servers over that of the single answer."""
    counted = [role for role in findings.deployment if role.vcpus and role.nodes]
    whole = sum(role.nodes for role in counted)
    if not whole:
        return 1.0
    found: Numbers | float = 0.0
    for role in counted:
        climbed = roles.get((role.environment, role.tenant, role.role))
        found = found + role.nodes / whole * (climbed.nodes if climbed else 1.0)
    return found


def _follows(
    line: LineItem, roles: Mapping[Key, Climbed], volumes: Volumes, servers: Numbers | float
) -> Numbers | float:
    """Return the quantity of a line in every sample over that of the bill."""
    role = roles.get((line.environment, line.tenant, line.role))
    nodes = role.nodes if role else 1.0
    own = line.tier in {"database", "application"}
    by: dict[Follows, Numbers | float] = {
        "": 1.0,
        "servers": servers,
        "nodes": nodes,
        "data": nodes * volumes.database if own else nodes,
        "performance": nodes * volumes.iops if own else nodes,
        "filestore": volumes.filestore,
        "vault": volumes.vault,
        "logs": volumes.logs,
        "answers": volumes.requests,
        "wal": volumes.wal,
    }
    if line.follows == "servers" and line.item.startswith(COMPUTE_ITEM):
        return role.price if role else 1.0
    return by[line.follows]
