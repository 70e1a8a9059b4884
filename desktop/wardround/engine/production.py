"""Production: the servers of one group of tenants, and the shared ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from wardround.catalogue import DiskKind
from wardround.engine.application_search import Application, ApplicationSearch, Batch
from wardround.engine.application_tier import worker_floor
from wardround.engine.basis import Basis
from wardround.engine.database_tier import DatabaseContent, DatabaseNeeds, database_content, database_needs
from wardround.engine.disks import system_disk
from wardround.engine.findings import Alternative, RoleSizing
from wardround.engine.needs import database_connections
from wardround.engine.one_server import Share, one_server, shared_data_disk
from wardround.engine.performance import Layout, Prediction, Servers, predict
from wardround.engine.role_sizing import built, chosen, pinned_offer
from wardround.engine.search import Offer, Winner
from wardround.engine.settings import odoo_settings, postgres_settings
from wardround.engine.tenant_groups import TenantGroup

TEMPORARY = (
    "temporary: one server for all roles; a step on the way and no state to stay in, since every fault stops everything"
)


@dataclass(frozen=True, slots=True)
class GroupSizing:
    """The servers of one group of tenants.

    `layout` is what they give to the performance model; `down` is what that says of the design hour and the heaviest
    others with the nodes lost.
    """

    basis: Basis
    group: TenantGroup
    roles: tuple[RoleSizing, ...]
    layout: Layout
    content: DatabaseContent
    database: DatabaseNeeds
    down: Prediction
    jobs_per_node: int
    max_connections: int
    floor: int
    floor_monthly_usd: Decimal


def group_sizing(basis: Basis, group: TenantGroup, *, measured: bool) -> GroupSizing:
    """Return the servers of a group of tenants in production.

    Parameters
    ----------
    measured : whether measurements of this client stand behind the service demands, which lifts the vendor floor.
    """
    content = database_content(basis, group.database_gib)
    database_of = pinned_offer(basis, "production", "postgresql", basis.offer)
    needs = database_needs(basis, database_of, content)
    won = chosen(
        basis,
        "production",
        "postgresql",
        database_of,
        (1,),
        needs.checks,
        plausible=needs.plausible,
        side_costs=needs.side_costs,
    )
    floor = worker_floor(basis, measured=measured)
    search = ApplicationSearch(basis)
    taken = search.taken(floor)
    without = search.price(0) if floor else taken.monthly_usd
    jobs = taken.batch.jobs_per_node if taken.batch else taken.jobs_per_node
    layout = Layout(
        application=_servers(taken.of, taken.won),
        workers_per_node=taken.workers_per_node,
        database=_servers(database_of, won),
        batch=_servers(taken.batch.of, taken.batch.won) if taken.batch else None,
        idle_work=basis.fact_number("os_reserve_cpu"),
    )
    fewer = replace(layout, application=layout.application.without(basis.lost))
    # With nodes lost only the hours that nothing outweighs can be the worst; the design hour comes first.
    down = predict(basis.load.hours([basis.design_row, *basis.heavy_rows]), basis.demand.services, fewer)
    caution = max(taken.monthly_usd - without, Decimal("0.00"))
    connections = max_connections(basis, content, layout, jobs)
    roles = [
        _application_role(basis, taken, content, group, floor, caution, late_classes(basis, down)),
        *([_batch_role(basis, taken.batch)] if taken.batch else []),
        built(
            basis,
            "production",
            "database",
            "postgresql",
            database_of,
            won,
            disks=needs.disks(won.place),
            settings=postgres_settings(basis, won.size.memory_gib, won.size.vcpus, connections, content.database_gib),
            carries=("pooler",),
        ),
    ]
    if basis.load.replica_reports.any():
        roles.append(
            replace(
                roles[-1],
                role="read_replica",
                settings=(),
                marks=("read replica: serves the reports that may read a copy, as large as the primary",),
                carries=(),
            )
        )
    return GroupSizing(basis, group, tuple(roles), layout, content, needs, down, jobs, connections, floor, caution)


def max_connections(basis: Basis, content: DatabaseContent, layout: Layout, jobs: int) -> int:
    """Return the server connections to allow: those that memory was sized for, or more where the layout uses more."""
    servers = layout.batch.nodes if layout.batch else layout.application.nodes
    processes = layout.workers_per_node * layout.application.nodes + jobs * servers
    used = database_connections(
        processes, basis.policy("database_connections_per_worker"), basis.policy("connection_reserve")
    )
    return max(content.connections, used)


def _servers(of: Offer, won: Winner) -> Servers:
    return Servers(won.nodes, won.size.vcpus, float(of.single_speed[won.place]), float(of.full_speed[won.place]))


def _application_role(
    basis: Basis,
    taken: Application,
    content: DatabaseContent,
    group: TenantGroup,
    floor: int,
    caution: Decimal,
    late: tuple[str, ...],
) -> RoleSizing:
    marks = []
    if caution:
        marks.append(
            f"floor: {floor} workers by the vendor's rule cost {caution:,.2f} USD a month above the model's own answer"
        )
    if late and taken.won.enough:
        marks.append(
            f"out of reach of hardware: {', '.join(late)}; the work alone takes most of the target even on the fastest "
            "size, so tune it or move the target"
        )
    carries = () if taken.batch else ("batch",)
    if carries:
        marks.append("jobs run here too: too few for servers of their own")
    step = _temporary_step(basis, content, group, taken)
    if step:
        marks.append(f"{TEMPORARY}; {step.sku} would cost {step.monthly_usd:,.2f} USD a month")
    role = built(
        basis,
        "production",
        "application",
        "application",
        taken.of,
        taken.won,
        disks=(system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib")).choice,),
        settings=odoo_settings(basis, taken.workers_per_node, taken.jobs_per_node, carries_jobs=not taken.batch),
        marks=tuple(marks),
        carries=carries,
    )
    return replace(role, alternatives=(*role.alternatives, *((step,) if step else ())))


def late_classes(basis: Basis, down: Prediction) -> tuple[str, ...]:
    """Return the names of the classes in use that miss their target in some hour with nodes lost."""
    late = (down.p95_response_s > basis.targets_s * (1 + 1e-9)).any(axis=0) & basis.in_use
    return tuple(row.name for row, missed in zip(basis.classes, late, strict=True) if missed)


def _batch_role(basis: Basis, batch: Batch) -> RoleSizing:
    return built(
        basis,
        "production",
        "application",
        "batch",
        batch.of,
        batch.won,
        disks=(system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib")).choice,),
        settings=odoo_settings(basis, 2, batch.jobs_per_node, for_jobs_only=True),
    )


def _temporary_step(
    basis: Basis, content: DatabaseContent, group: TenantGroup, taken: Application
) -> Alternative | None:
    """Return one server for everything, for a small deployment that asks for no availability of its own."""
    people = max(max(day) for day in basis.demand.active_users)
    if people > basis.policy("consolidated_users") or basis.facts.text("ha_scope") != "none":
        return None
    workers = taken.workers_per_node * taken.won.nodes
    needs = one_server(basis, basis.offer, Share(1.0, 1.0), workers=workers, working_set_gib=content.working_set_gib)
    data = shared_data_disk(
        basis, group.database_gib + group.filestore_gib, content.work.data_iops, (DiskKind.PREMIUM_SSD,)
    )
    system = system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib"))
    disks = system.monthly_micro_usd + data.monthly_micro_usd
    won = chosen(basis, "production", "everything", basis.offer, (1,), needs.checks, side_costs=disks)
    if not won.enough:
        return None
    return Alternative(won.size.sku, 1, won.monthly_usd, "smaller", TEMPORARY)
