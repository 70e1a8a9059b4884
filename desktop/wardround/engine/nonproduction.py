"""The environments beside production: smaller, shared, and off when nobody needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from wardround.catalogue import DiskKind, PurchaseOption
from wardround.engine.application_tier import ApplicationNeeds, application_needs, workers_of
from wardround.engine.basis import Basis
from wardround.engine.database_tier import DatabaseContent
from wardround.engine.disks import PricedDisks, system_disk
from wardround.engine.findings import Environment, RoleSizing
from wardround.engine.needs import database_memory_gib
from wardround.engine.network_questions import Search
from wardround.engine.offered_sizes import Offer, Whole
from wardround.engine.one_server import CARRIED, Share, one_server, shared_data_disk, workers_for
from wardround.engine.performance import database_work
from wardround.engine.queueing import cpu_utilisation
from wardround.engine.role_sizing import built, chosen, chosen_by_steps, pinned_offer
from wardround.engine.search import Check, Checks, Winner
from wardround.engine.settings import OdooServer, odoo_settings
from wardround.engine.small_tiers import needs_translating

ORDER: tuple[Environment, ...] = ("preproduction", "test", "training", "development")
IN_TIERS = frozenset({"preproduction"})
"""Environments that keep the shape of production; the others run on one server."""

NONPRODUCTION_DISKS = (DiskKind.STANDARD_SSD, DiskKind.PREMIUM_SSD)
SHARED_STEP = "everything on one server: not for production"
CAPPED = "planned for a limited load: tests of volume and speed belong into preproduction"


@dataclass(frozen=True, slots=True)
class SmallerCopy:
    """One environment beside production: what it is sized from, and how much of production it is.

    Parameters
    ----------
    of : the sizes that it may take.
    database_gib, filestore_gib : of its own, at the end of the horizon. [GiB]
    """

    basis: Basis
    environment: Environment
    of: Offer
    share: Share
    content: DatabaseContent
    database_gib: float
    filestore_gib: float

    @property
    def mark(self) -> str:
        """How much of production it is, in words."""
        return f"{self.share.users:.0%} of production's users, {self.share.data:.0%} of its data"

    @property
    def data_disk(self) -> PricedDisks:
        """The cheapest disks that its database and files share."""
        iops = self.content.work.data_iops * self.share.users
        return shared_data_disk(self.basis, self.database_gib, self.filestore_gib, iops, NONPRODUCTION_DISKS)


def nonproduction_roles(
    basis: Basis,
    content: DatabaseContent,
    database_gib: float,
    filestore_gib: float,
    in_tiers: SmallerApplication | None,
) -> tuple[RoleSizing, ...]:
    """Return the roles of all environments in scope beside production and recovery.

    Parameters
    ----------
    basis : of the whole platform, all tenants together.
    database_gib, filestore_gib : of production at the end of the horizon. [GiB]
    in_tiers : what `smaller_application` found.
    """
    scope = basis.facts.choices("scope_environments")
    roles: list[RoleSizing] = []
    for environment in ORDER:
        if environment not in scope:
            continue
        share = Share(basis.policy(f"{environment}_users_share"), basis.policy(f"{environment}_data_share"))
        if basis.facts.flag("prod_data_in_nonprod"):
            share = replace(share, data=1.0)
        copy = SmallerCopy(
            basis,
            environment,
            nonproduction_offer(basis),
            share,
            content,
            database_gib * share.data,
            filestore_gib * share.data,
        )
        if environment in IN_TIERS and in_tiers is not None:
            roles.extend(_in_tiers(copy, in_tiers))
        else:
            roles.append(_on_one_server(copy))
    return tuple(roles)


def environments_in_full(basis: Basis, roles: Sequence[RoleSizing]) -> float:
    """Return the environments that have servers, each counted with its share of production's users."""
    served = {role.environment for role in roles if role.vcpus}
    beside = [environment for environment in ORDER if environment in served]
    return 1.0 + sum(basis.policy(f"{environment}_users_share") for environment in beside)


def nonproduction_offer(basis: Basis) -> Offer:
    """Return the sizes beside production: burstable ones too unless ruled out, in any zone, paid by the hour."""
    need = replace(basis.size_need, zones_at_least=0, burstable_allowed=True, accelerated_networking=False)
    return basis.offer_for(need, PurchaseOption.PAYG)


def _on_one_server(copy: SmallerCopy) -> RoleSizing:
    basis, environment, share, content = copy.basis, copy.environment, copy.share, copy.content
    of = pinned_offer(basis, environment, "application", copy.of)
    most_cores = basis.policy("one_server_most_cores")
    # Both limits are figures of their own and no share, so a heavier load never lowers what is needed.
    workers = min(workers_for(basis, share), ceil(most_cores))
    working_set_gib = min(content.working_set_gib * share.users, basis.policy("one_server_most_working_set_gib"))
    needs = one_server(basis, of, share, workers=workers, working_set_gib=working_set_gib, most_cores=most_cores)
    disks = [system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib"))]
    data = copy.data_disk
    disks.append(data)
    won = chosen(
        basis,
        environment,
        "application",
        of,
        (1,),
        needs.checks,
        side_costs=sum(disk.monthly_micro_usd for disk in disks),
    )
    jobs = int(basis.fact_number("max_cron_threads_default"))
    return built(
        basis,
        environment,
        "application",
        "application",
        of,
        won,
        disks=tuple(disk.choice for disk in disks),
        settings=odoo_settings(
            basis,
            OdooServer(workers, jobs, won.size.memory_gib, basis.agents_gib["database"] + working_set_gib),
        ),
        marks=(
            copy.mark,
            SHARED_STEP,
            *((CAPPED,) if needs.capped else ()),
        ),
        carries=(*CARRIED, *_translating(basis)),
    )


def _translating(basis: Basis) -> tuple[str, ...]:
    """Return the integration role where production has one: partners' test systems talk to it too."""
    return ("integration",) if needs_translating(basis) else ()


@dataclass(frozen=True, slots=True)
class SmallerApplication:
    """The application servers of an environment that keeps the shape of production."""

    needs: ApplicationNeeds
    won: Winner


def smaller_application(basis: Basis) -> Search[SmallerApplication | None]:
    """Return the application servers of the environment in tiers, None without one in scope.

    It stops at each question to the queueing network. What the database holds plays no part.
    """
    for environment in ORDER:
        if environment in IN_TIERS and environment in basis.facts.choices("scope_environments"):
            return (yield from _smaller_application(basis, environment))
    return None


def _smaller_application(basis: Basis, environment: Environment) -> Search[SmallerApplication]:
    of = pinned_offer(basis, environment, "application", nonproduction_offer(basis))
    whole = application_needs(basis, of, carries_jobs=True, floor=0)
    needs = whole.under(basis.heavy_hours.scaled(basis.policy(f"{environment}_users_share")), lost=0)
    won = yield from needs.asking(
        chosen_by_steps(
            basis,
            environment,
            "application",
            of,
            tuple(range(1, int(basis.policy("most_nodes")) + 1)),
            needs.checks,
            plausible=needs.plausible,
            quick=needs.busiest_hour().checks,
            decisive=needs.response,
            side_costs=system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib")).monthly_micro_usd,
        )
    )
    return SmallerApplication(needs, won)


def _in_tiers(copy: SmallerCopy, application: SmallerApplication) -> Iterator[RoleSizing]:
    basis, environment, of, share, content = copy.basis, copy.environment, copy.of, copy.share, copy.content
    mark = copy.mark
    system = system_disk(basis.catalogue, basis.region, basis.policy("os_disk_gib"))
    needs, won = application.needs, application.won
    workers, jobs = workers_of(needs, won)
    yield built(
        basis,
        environment,
        "application",
        "application",
        needs.of,
        won,
        disks=(system.choice,),
        settings=odoo_settings(basis, OdooServer(workers, jobs, won.size.memory_gib, needs.taken_gib(won.nodes))),
        marks=(mark,),
        carries=("batch", "ingress", "redis", *_translating(basis)),
    )
    data = copy.data_disk
    disks = (system, data)
    database_of = pinned_offer(basis, environment, "postgresql", of)
    memory = database_memory_gib(
        content.working_set_gib * share.users,
        ceil(content.connections * share.users),
        basis.fact_number("connection_memory_planning"),
        content.sorts * share.users,
        basis.policy("sort_memory_mib"),
        basis.agents_gib["database"],
    )
    work = database_work(basis.heavy_hours, basis.demands) * share.users
    won = chosen(
        basis,
        environment,
        "postgresql",
        database_of,
        (1,),
        _database_checks(basis, database_of, float(work.max()), float(memory)),
        side_costs=sum(disk.monthly_micro_usd for disk in disks),
    )
    yield built(
        basis,
        environment,
        "database",
        "postgresql",
        database_of,
        won,
        disks=tuple(disk.choice for disk in disks),
        marks=(mark,),
        carries=("filestore", "pooler"),
    )


def _database_checks(basis: Basis, of: Offer, work: float, memory_gib: float) -> Checks:
    cap = basis.policy("database_util_cap_share")

    def checks(places: Whole, counts: Whole) -> tuple[Check, ...]:
        del counts
        vcpus = of.vcpus[places]
        asked = (work + basis.fact_number("os_reserve_cpu")) / vcpus
        used = cpu_utilisation(asked, of.single_speed[places], of.full_speed[places])
        return (
            Check("cpu", "vCPU", f"busy vCPUs at {cap:.0%} use", used * vcpus / cap, vcpus.astype(float)),
            Check(
                "memory",
                "GiB",
                "working set, connections, operating system and agents",
                np.full(len(places), memory_gib),
                of.memory_gib[places],
            ),
        )

    return checks
