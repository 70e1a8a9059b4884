"""Failures of the platform itself: a server of each tier, a zone, the region, the data, the key vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wardround.engine.findings import RoleSizing
from wardround.engine.findings.safeguards import FailureKind
from wardround.engine.pattern_results import RESTORE_CLASSES
from wardround.engine.plain_words import in_words, listed
from wardround.engine.process_recovery import said
from wardround.engine.recovery_steps import steps_named, total_minutes
from wardround.engine.safeguards.ground import Ground

EVERYBODY: frozenset[str] = frozenset({"ingress", "application", "postgresql", "pooler"})
"""Roles without which nobody works."""
HELD_BACK = {
    "batch": "scheduled and queued work waits; people go on",
    "read_replica": "reports wait, or read the main database; people go on",
    "quorum": "the voters that are left still agree; people go on",
    "monitoring": "nobody is told of faults until it is back; people go on",
    "management": "administrators reach the servers another way or wait; people go on",
}
"""What the loss of a single server of other roles means."""
ROLES = {
    "ingress": "One ingress server",
    "application": "One application server",
    "batch": "One server for scheduled work",
    "postgresql": "One server of the main database",
    "pooler": "One connection pooler",
    "read_replica": "One reporting copy of the database",
    "quorum": "One voter of the database cluster",
    "redis": "One Redis server",
    "integration": "One integration server",
    "monitoring": "One monitoring server",
    "management": "One server for administrators",
}
"""Tiers of which a single server may fail, and how that failure is called."""
TIERS = {"ingress": "the ingress", "application": "the application", "postgresql": "the main database",
         "pooler": "the connection pooler", "redis": "Redis"}  # fmt: skip
REBUILD = ("detect_human", "provision_vm_code", "repoint_local", "start_app", "verify_base")
"""Steps by which a server that holds no data is made again."""
TWO = 2
KEYS_HELD_BY_CLIENT = "CT-ENC-07"
STEPS_SOURCE = "recovery steps, sources with each"

Reach = Literal["nobody", "everybody", "interfaces"]


@dataclass(frozen=True, slots=True)
class Outage:
    """One failure before it is known whom it reaches.

    ``tested`` names what has to be tested for the way back to be proven.
    """

    kind: FailureKind
    about: str
    name: str
    words: str
    minutes: float | None
    rpo_minutes: float | None
    reach: Reach
    tested: Literal["restore", "failover", ""]
    source: str = STEPS_SOURCE


def outages(ground: Ground) -> Iterator[Outage]:
    """Yield the failures of the platform, the smallest first."""
    production = [role for role in ground.deployment if role.environment == "production" and role.vcpus]
    for name in ROLES:
        same = [role for role in production if role.role == name]
        if same:
            yield _server(ground, min(same, key=lambda role: (role.nodes, role.tenant)))
    yield _zone(ground, production)
    yield _region(ground)
    yield _data(ground)
    yield _key_vault(ground)


def _server(ground: Ground, role: RoleSizing) -> Outage:
    """Return what the loss of one server of a role means; of several tenants the one with fewest servers counts."""
    if role.role == "postgresql":
        return _database_server(ground, role)
    name = ROLES[role.role]
    if role.nodes >= TWO:
        rest = f"{in_words(role.nodes - 1)} of {in_words(role.nodes)} go on"
        words = (
            f"{rest}, sized for the busiest hour with one lost" if ground.setting.facts.number("nodes_lost") else rest
        )
        return Outage("node", role.role, name, words, 0.0, 0.0, "nobody", "", "sizing")
    if role.role in HELD_BACK or (role.role == "redis" and not _sessions_in_redis(ground)):
        words = HELD_BACK.get(role.role, "only cached results are lost; people go on")
        return Outage("node", role.role, name, words, 0.0, 0.0, "nobody", "", "judgement")
    minutes = _rebuilt(ground)
    if role.role == "integration":
        words = f"no interface runs until the server is built again, in {said(minutes)}"
        return Outage("node", role.role, name, words, minutes, 0.0, "interfaces", "restore")
    words = f"it is the only one: nobody works until it is built again, in {said(minutes)}"
    return Outage("node", role.role, name, words, minutes, 0.0, "everybody", "restore")


def _sessions_in_redis(ground: Ground) -> bool:
    return ground.setting.facts.text("redis_role") in {"sessions", "queue"}


def _rebuilt(ground: Ground) -> float:
    """Return the time until a server without data is made again. [minutes]."""
    setting = ground.setting
    extent = setting.extent(ground.layout)
    alone = replace(extent, counts={**extent.counts, "vms_in_sequence_groups": 1})
    return round(total_minutes(steps_named(REBUILD, alone, setting.facts, setting.knowledge)), 4)


def _near_class(ground: Ground) -> str:
    return "auto_failover" if ground.layout.quorum_nodes else "manual_standby"


def _database_server(ground: Ground, role: RoleSizing) -> Outage:
    name = ROLES[role.role]
    if role.nodes >= TWO:
        minutes = _steps_take(ground, _near_class(ground))
        by = "by itself" if ground.layout.quorum_nodes else "when somebody says so"
        words = f"a standby takes over {by}, in {said(minutes)}"
        lost = 0.0 if ground.layout.synchronous else _lag(ground)
        return Outage("node", role.role, name, words, minutes, lost, "everybody", "failover")
    restore = ground.recovery.data_restore_minutes
    if ground.layout.recovery_database_nodes and ground.chosen.rto_minutes < restore:
        rto, rpo = ground.chosen.rto_minutes, ground.chosen.rpo_minutes
        words = f"there is no second one in the region: work moves to the other region, in {said(rto)}"
        return Outage("node", role.role, name, words, rto, rpo, "everybody", "failover")
    words = f"it is the only one: unless Azure restarts it elsewhere, the backup is restored, in {said(restore)}"
    return Outage("node", role.role, name, words, restore, _archived(ground), "everybody", "restore")


def _zone(ground: Ground, production: list[RoleSizing]) -> Outage:
    name = "A whole zone"
    setting = ground.setting
    if not setting.catalogue.zone_count(setting.sizing.region):
        words = "the region has no zones: what stops a data centre stops the region"
        return replace(_region(ground), kind="zone", name=name, words=words)
    database = [role for role in production if role.role == "postgresql"]
    needed = EVERYBODY | ({"redis"} if _sessions_in_redis(ground) else set())
    bound = sorted({role.role for role in production if role.role in needed and len(role.zones) < TWO})
    files = [disk for role in ground.deployment if role.environment == "production" and role.role == "filestore"
             for disk in role.disks]  # fmt: skip
    local_files = any(disk.redundancy == "LRS" for disk in files)
    if not bound and not local_files:
        minutes = _steps_take(ground, _near_class(ground))
        words = f"the other zones carry on; the standby database takes over in {said(minutes)}"
        lost = 0.0 if ground.layout.synchronous else _lag(ground)
        return Outage("zone", "", name, words, minutes, lost, "everybody", "failover")
    apart = [TIERS[one] for one in bound] + (["the filestore"] if local_files else [])
    stuck = f"{listed(apart)} stand{'s' if len(apart) == 1 else ''} in one zone alone"
    spread_database = database and all(len(role.zones) >= TWO for role in database)
    if spread_database and not local_files:
        minutes = max(_steps_take(ground, _near_class(ground)), _rebuilt(ground))
        words = f"{stuck} and {'is' if len(apart) == 1 else 'are'} built again in another, in {said(minutes)}"
        return Outage("zone", "", name, words, minutes, _lag(ground), "everybody", "failover")
    if ground.chosen.pattern_class not in RESTORE_CLASSES and _elsewhere(ground):
        rto, rpo = ground.chosen.rto_minutes, ground.chosen.rpo_minutes
        words = f"{stuck}: work moves to where the copies are, in {said(rto)}"
        return Outage("zone", "", name, words, rto, rpo, "everybody", "failover")
    if ground.vault_redundancy == "LRS":
        words = f"{stuck}, and so do the backups: nothing is back before the zone is"
        return Outage("zone", "", name, words, None, None, "everybody", "", "layout; Azure promises no time")
    minutes = ground.recovery.data_restore_minutes
    words = f"{stuck}: the backup is restored into another zone, in {said(minutes)}"
    return Outage("zone", "", name, words, minutes, _archived(ground), "everybody", "restore")


def _elsewhere(ground: Ground) -> bool:
    return bool(ground.layout.recovery_database_nodes or ground.layout.site_recovery)


def _region(ground: Ground) -> Outage:
    name = "The whole region"
    setting = ground.setting
    rows = [
        row
        for row in setting.knowledge.recovery_pattern_classes
        if row.pattern_id == ground.recovery.pattern_id and row.failure_scope in {"region", "zone_and_region"}
    ]
    if rows and setting.recovery_region:
        place = setting.catalogue.region(setting.recovery_region).display_name
        minutes = _steps_take(ground, rows[0].pattern_class)
        lost = ground.chosen.rpo_minutes if rows[0].pattern_class == ground.chosen.pattern_class else _lag(ground)
        words = f"work moves to {place}, in {said(minutes)}"
        tested: Literal["restore", "failover"] = "restore" if rows[0].pattern_class in RESTORE_CLASSES else "failover"
        return Outage("region", "", name, words, minutes, lost, "everybody", tested)
    pair = setting.catalogue.paired_region(setting.sizing.region)
    if ground.vault_redundancy == "GRS" and pair is not None:
        minutes = _steps_take(ground, "cold_region")
        lost = _archived(ground) + setting.policy("geo_copy_minutes")
        words = f"everything is built anew in {pair.display_name} from the copy of the backups, in {said(minutes)}"
        return Outage("region", "", name, words, minutes, lost, "everybody", "restore")
    words = "nothing is kept outside the region: nothing is back before the region is"
    return Outage("region", "", name, words, None, None, "everybody", "", "layout; Azure promises no time")


def _data(ground: Ground) -> Outage:
    minutes = ground.recovery.data_restore_minutes
    words = f"copies repeat the damage: the backup is restored, in {said(minutes)}"
    return Outage("data", "", "Lost or corrupted data", words, minutes, _archived(ground), "everybody", "restore")


def _key_vault(ground: Ground) -> Outage:
    name = "The key vault"
    if KEYS_HELD_BY_CLIENT in ground.setting.required_controls:
        words = (
            "running servers outlast a short outage; while a key is disabled or deleted, every disk that it encrypts "
            "stops until it is back"
        )
        return Outage("key_vault", "", name, words, None, 0.0, "everybody", "", "general knowledge (unverified)")
    words = "running servers go on; none can be built, restored or failed over until it is back"
    return Outage("key_vault", "", name, words, 0.0, 0.0, "nobody", "", "general knowledge (unverified)")


def _steps_take(ground: Ground, pattern_class: str) -> float:
    return round(total_minutes(ground.setting.steps(pattern_class, ground.layout)), 4)


def _lag(ground: Ground) -> float:
    return round(ground.setting.extent(ground.layout).lag_minutes, 4)


def _archived(ground: Ground) -> float:
    """Return the work lost where the last backup or the last piece of the log archive is all that is left. [min]."""
    if ground.chosen.pattern_class == "backup_only":
        return ground.chosen.rpo_minutes
    return ground.setting.policy("archive_timeout_minutes")
