"""Lines of everything that is not a VM or a managed disk: network, vaults, logs, protection, backup, transfer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from wardround.catalogue import Catalogue, Priced
from wardround.engine.facts import Facts
from wardround.engine.findings import LineItem, RoleSizing, Sizing
from wardround.engine.kubernetes import CONTROL_PLANE
from wardround.engine.kubernetes.cluster import METERS
from wardround.engine.kubernetes.cluster import SERVICE as AKS
from wardround.engine.line_items import HOURS_PER_MONTH, ONE, Place, Term, Use, line, place_of, quantity_of
from wardround.knowledge import Knowledge, RecoveryLayout

GB_PER_GIB = 1.073741824
DAYS_PER_MONTH = 365 / 12
FREE_EGRESS_GB = 100.0
OFFSITE_COPY = "CT-BKP-05"
"""The control that asks for a backup copy elsewhere."""
SMALL_INSTANCE_GIB = 50
LARGE_INSTANCE_GIB = 500


@dataclass(frozen=True, slots=True)
class Bill:
    """What the service lines are computed from."""

    catalogue: Catalogue
    knowledge: Knowledge
    facts: Facts
    sizing: Sizing
    roles: tuple[RoleSizing, ...]
    layout: RecoveryLayout
    recovery_region: str
    required_controls: frozenset[str]
    term: Term
    offsite_allowed: bool = True
    """Whether a copy may lie in the paired region under the client's residency rule."""

    def policy(self, policy_id: str) -> float:
        """Return the likely value of a design policy."""
        return self.knowledge.design_policies[policy_id].value


def service_lines(bill: Bill) -> Iterator[LineItem]:
    """Yield the service lines of the whole deployment."""
    yield from _network(bill)
    yield from cluster_lines(bill)
    yield from _filestore(bill)
    yield from _security(bill)
    yield from _monitoring(bill)
    yield from _backup(bill)
    yield from _recovery(bill)
    yield from _subscriptions(bill)


def recovery_lines(bill: Bill) -> Iterator[LineItem]:
    """Yield the service lines that depend on the recovery pattern, to compare patterns by price."""
    yield from (plane for plane in cluster_lines(bill) if plane.environment == "disaster_recovery")
    yield from _backup(bill)
    yield from _recovery(bill)


def _shared(bill: Bill, tier: str, role: str) -> Place:
    return Place("production", "", tier, role, bill.sizing.region)


def _priced(bill: Bill, place: Place, service: str, use: Use) -> LineItem:
    price: Priced | None = bill.catalogue.service_price(place.region, service, use.meter)
    return line(place, use, price, bill.term)


def _network(bill: Bill) -> Iterator[LineItem]:
    place = _shared(bill, "network", "network")
    facts, egress_gb = bill.facts, bill.sizing.data.egress_gib_per_month * GB_PER_GIB
    yield line(
        place,
        Use("Load Balancer Standard, first five rules", "Standard", "Base fee", "hour", ONE, HOURS_PER_MONTH),
        None,
        bill.term,
    )
    processed = quantity_of(egress_gb)
    use = Use(
        "Load Balancer Standard, data processed", "Standard", "Data processed", "GB", ONE, processed, follows="answers"
    )
    yield _priced(bill, place, "Load Balancer Standard", use)
    addresses = 2 + (facts.text("hybrid_link") == "vpn")
    use = Use(
        "Public IP addresses",
        "Standard",
        "Standard static, regional",
        "hour",
        Decimal(addresses),
        HOURS_PER_MONTH,
    )
    yield _priced(bill, place, "Public IP", use)
    use = Use("NAT Gateway", "Standard", "Gateway", "hour", ONE, HOURS_PER_MONTH)
    yield _priced(bill, place, "NAT Gateway", use)
    use = Use("NAT Gateway, data processed", "Standard", "Data processed", "GB", ONE, processed, follows="answers")
    yield _priced(bill, place, "NAT Gateway", use)
    paid_gb = quantity_of(max(0.0, egress_gb - FREE_EGRESS_GB))
    use = Use(
        "Data to the internet above 100 GB",
        "Bandwidth",
        "Internet egress, next 10 TB",
        "GB",
        ONE,
        paid_gb,
        note="the first 100 GB a month are free",
        follows="answers",
    )
    yield _priced(bill, place, "Bandwidth", use)
    zones = Decimal(ceil(bill.policy("dns_zones")))
    use = Use("DNS zones", "DNS", "Public or private zone", "zone-month", zones)
    yield _priced(bill, place, "DNS", use)
    if facts.flag("waf_present") or "CT-NET-03" in bill.required_controls:
        yield from _firewall(bill, place)
    yield from _hybrid_link(bill, place)


def cluster_lines(bill: Bill) -> Iterator[LineItem]:
    """Yield the lines of the clusters themselves: control planes, and the registry that images come from."""
    planes = [role for role in bill.roles if role.role == CONTROL_PLANE]
    for role in planes:
        region = bill.recovery_region if role.environment == "disaster_recovery" else bill.sizing.region
        tier = role.sku.partition(" ")[2].capitalize()
        use = Use(f"AKS control plane, {tier} tier", role.sku, METERS[role.sku], "hour", ONE, HOURS_PER_MONTH)
        yield _priced(bill, place_of(role, region), AKS, use)
    if planes:
        place = _shared(bill, "application", CONTROL_PLANE)
        use = Use("Container registry, Premium", "Premium", "Registry unit", "month", ONE)
        yield line(place, use, None, bill.term)


def _firewall(bill: Bill, place: Place) -> Iterator[LineItem]:
    service = "Application Gateway WAF v2"
    use = Use("Web application firewall", "WAF_v2", "Fixed gateway fee", "hour", ONE, HOURS_PER_MONTH)
    yield _priced(bill, place, service, use)
    units = quantity_of(bill.policy("waf_capacity_units"))
    use = Use("Web application firewall, capacity", "WAF_v2", "Capacity unit", "CU-hour", units, HOURS_PER_MONTH)
    yield _priced(bill, place, service, use)


def _hybrid_link(bill: Bill, place: Place) -> Iterator[LineItem]:
    link = bill.facts.text("hybrid_link")
    if link == "vpn":
        use = Use("VPN gateway to the old estate", "VpnGw1AZ", "VpnGw1AZ", "hour", ONE, HOURS_PER_MONTH)
        yield _priced(bill, place, "VPN Gateway", use)
    elif link == "expressroute":
        circuits = Decimal(2 if bill.facts.flag("hybrid_link_redundant") else 1)
        for item in ("ExpressRoute circuit", "ExpressRoute gateway"):
            yield line(place, Use(item, "ExpressRoute", item, "month", circuits), None, bill.term)


def _filestore(bill: Bill) -> Iterator[LineItem]:
    for role in bill.roles:
        for disk in role.disks:
            if disk.kind == "azure_files_premium":
                meter = f"Premium {disk.redundancy} Provisioned"
                region = bill.recovery_region if role.environment == "disaster_recovery" else bill.sizing.region
                use = Use(
                    f"Azure Files premium share, {disk.size_gib} GiB",
                    "Azure Files premium",
                    meter,
                    "GiB-month",
                    Decimal(disk.count),
                    Decimal(disk.size_gib),
                    follows="filestore",
                )
                yield _priced(bill, place_of(role, region), "Azure Files premium", use)


def _security(bill: Bill) -> Iterator[LineItem]:
    place = _shared(bill, "security", "security")
    facts = bill.facts
    use = Use("Bastion host", "Bastion", "Host", "hour", ONE, HOURS_PER_MONTH)
    yield _priced(bill, place, "Bastion", use)
    operations = quantity_of(bill.policy("key_vault_operations_10k_per_month"))
    use = Use("Key Vault, secret operations", "Key Vault", "Secret operations", "10k operations", ONE, operations)
    yield _priced(bill, place, "Key Vault", use)
    if facts.flag("cmk_required"):
        use = Use(
            "Key Vault, client-held disk and backup keys",
            "Premium",
            "HSM key RSA 2048",
            "key-month",
            Decimal(3),
        )
        yield _priced(bill, place, "Key Vault Premium", use)
        use = Use("Key Vault, key operations", "Premium", "HSM key operations", "10k operations", ONE, operations)
        yield _priced(bill, place, "Key Vault Premium", use)
    if "CT-NET-06" in bill.required_controls:
        endpoints = Decimal(ceil(bill.policy("private_endpoints")))
        use = Use("Private endpoints", "Private endpoint", "Endpoint", "hour", endpoints, HOURS_PER_MONTH)
        yield _priced(bill, place, "Private endpoint", use)
    if facts.flag("edr_planned"):
        servers = sum(role.nodes for role in bill.roles if role.vcpus and role.platform == "vm")
        use = Use(
            "Endpoint detection on all servers",
            "Servers plan 2",
            "Servers plan 2",
            "server-month",
            Decimal(servers),
            follows="servers",
        )
        yield _priced(bill, place, "Defender for Cloud", use)
        cores = sum(role.nodes * role.vcpus for role in bill.roles if role.platform == "aks")
        use = Use(
            "Threat detection on cluster nodes",
            "Containers",
            "Containers",
            "vCore-month",
            Decimal(cores),
            follows="servers",
        )
        yield _priced(bill, place, "Defender for Cloud", use)


def _monitoring(bill: Bill) -> Iterator[LineItem]:
    place = _shared(bill, "monitoring", "monitoring")
    facts = bill.facts
    gb_per_day = bill.sizing.data.log_gib_per_day * GB_PER_GIB
    ingested = quantity_of(gb_per_day * DAYS_PER_MONTH)
    use = Use(
        "Log ingestion",
        "Analytics logs",
        "Analytics logs ingestion, pay as you go",
        "GB",
        ONE,
        ingested,
        follows="logs",
    )
    yield _priced(bill, place, "Log Analytics", use)
    kept = facts.number("log_retention_days")
    included = bill.policy("included_log_retention_days")
    searchable = min(kept, bill.policy("interactive_log_retention_days"))
    if searchable > included:
        meter = "Interactive retention beyond the included period"
        stored = quantity_of(gb_per_day * (searchable - included))
        use = Use(
            f"Logs kept searchable to day {searchable:.0f}",
            "Log Analytics",
            meter,
            "GB-month",
            ONE,
            stored,
            follows="logs",
        )
        yield _priced(bill, place, "Log Analytics", use)
    if kept > searchable:
        days = mean_archived_days(kept - searchable, float(bill.term.horizon) * DAYS_PER_MONTH - searchable)
        stored = quantity_of(gb_per_day * days)
        use = Use(
            f"Logs archived to day {kept:,.0f}",
            "Log Analytics",
            "Archive (long-term) retention",
            "GB-month",
            ONE,
            stored,
            note="mean over the horizon: the archive fills from empty",
            follows="logs",
        )
        yield _priced(bill, place, "Log Analytics", use)
    if facts.text("siem") == "sentinel":
        use = Use(
            "Security events in Sentinel", "Sentinel", "Pay as you go ingestion", "GB", ONE, ingested, follows="logs"
        )
        yield _priced(bill, place, "Microsoft Sentinel", use)
    servers = sum(role.nodes for role in bill.roles if role.vcpus)
    series = Decimal(ceil(bill.policy("metric_alerts_per_vm") * servers))
    use = Use(
        "Metric alerts",
        "Azure Monitor",
        "Metric alert, per monitored time series",
        "time-series-month",
        series,
        follows="servers",
    )
    yield _priced(bill, place, "Azure Monitor alerts", use)


def mean_archived_days(window_days: float, horizon_days: float) -> float:
    """Return how many days of logs the archive holds on average over a horizon that starts with an empty archive.

    It grows by a day each day until the window is full: half of the horizon where the window is longer, else the window
    less what is missing while it fills.
    """
    if horizon_days <= 0:
        return 0.0
    if horizon_days <= window_days:
        return horizon_days / 2
    return window_days - window_days**2 / (2 * horizon_days)


def _backup(bill: Bill) -> Iterator[LineItem]:
    place = _shared(bill, "backup", "backup")
    service = "Azure Backup (VM)"
    # Nodes of a cluster hold nothing: they are made again from their description and need no copy.
    protected = [
        role
        for role in bill.roles
        if role.vcpus and role.platform == "vm" and role.environment in {"production", "preproduction"}
    ]
    small = sum(role.nodes for role in protected if _protected_gib(role) <= SMALL_INSTANCE_GIB)
    middle = sum(role.nodes for role in protected if SMALL_INSTANCE_GIB < _protected_gib(role) <= LARGE_INSTANCE_GIB)
    large = sum(
        role.nodes * ceil(_protected_gib(role) / LARGE_INSTANCE_GIB)
        for role in protected
        if _protected_gib(role) > LARGE_INSTANCE_GIB
    )
    for count, meter in (
        (small, "Instance up to 50 GB"),
        (middle, "Instance over 50 GB up to 500 GB"),
        (large, "Instance over 500 GB, per started 500 GB"),
    ):
        if count:
            use = Use(
                f"Protected servers, {meter[9:]}",
                "Azure Backup",
                meter,
                "instance-month",
                Decimal(count),
                follows="servers",
            )
            yield _priced(bill, place, service, use)
    redundancy = backup_redundancy(bill)
    stored = quantity_of(bill.sizing.data.backup_vault_gib * GB_PER_GIB)
    use = Use(
        f"Backup vault, {redundancy}",
        "Azure Backup",
        f"Vault storage {redundancy}",
        "GB-month",
        ONE,
        stored,
        follows="vault",
    )
    yield _priced(bill, place, service, use)


def backup_redundancy(bill: Bill) -> str:
    """Return where the copies of the vault lie: GRS with a copy elsewhere, ZRS with zones, else LRS.

    A copy elsewhere is part of the design where the pattern, the client or the control on copies asks for it and the
    residency rule allows it: what the risk register proposes must stand on the bill.
    """
    wanted = bill.layout.geo_backup or bill.facts.flag("backup_offsite") or OFFSITE_COPY in bill.required_controls
    if wanted and bill.offsite_allowed and bill.catalogue.paired_region(bill.sizing.region) is not None:
        return "GRS"
    zones = bill.catalogue.region(bill.sizing.region).zone_count or 0
    return "ZRS" if zones >= 3 else "LRS"  # noqa: PLR2004 - zone-redundant storage spans three zones


def _protected_gib(role: RoleSizing) -> int:
    return sum(disk.count * disk.size_gib for disk in role.disks)


def _recovery(bill: Bill) -> Iterator[LineItem]:
    if bill.layout.site_recovery:
        place = _shared(bill, "backup", "site recovery")
        servers = sum(
            role.nodes
            for role in bill.roles
            if role.vcpus and role.platform == "vm" and role.environment == "production"
        )
        meter = "Azure VM to another Azure region"
        use = Use(
            "Site Recovery, protected servers",
            "Site Recovery",
            meter,
            "instance-month",
            Decimal(servers),
            follows="servers",
        )
        yield _priced(bill, place, "Azure Site Recovery", use)
    if bill.layout.recovery_database_nodes:
        place = _shared(bill, "network", "replication")
        sent = quantity_of(bill.sizing.data.wal_gib_per_day * GB_PER_GIB * DAYS_PER_MONTH)
        meter = "Transfer between regions"
        use = Use("Replication to the recovery region", "Bandwidth", meter, "GB", ONE, sent, follows="wal")
        yield _priced(bill, place, "Bandwidth", use)


def _subscriptions(bill: Bill) -> Iterator[LineItem]:
    facts = bill.facts
    place = _shared(bill, "licences", "licences")
    servers = sum(role.nodes for role in bill.roles if role.vcpus and role.platform == "vm")
    system = facts.text("os_preference")
    if system in {"rhel", "sles"}:
        name = {"rhel": "Red Hat Enterprise Linux", "sles": "SUSE Linux Enterprise Server"}[system]
        yield line(
            place,
            Use(f"{name} subscriptions", system.upper(), name, "month", Decimal(servers)),
            None,
            bill.term,
        )
