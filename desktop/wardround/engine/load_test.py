"""The load test that would prove the sizes: made from the demand model, to be handed to the client's testers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, fsum
from typing import TYPE_CHECKING

from wardround.engine.demand import Contribution, contributions
from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import Demand, Findings
from wardround.engine.findings.load_test import (
    LoadData,
    LoadInterface,
    LoadJob,
    LoadOperation,
    LoadServers,
    LoadShare,
    LoadStage,
    LoadTest,
    LoadUsers,
    PassCriterion,
)
from wardround.engine.plain_words import counted, listed
from wardround.engine.site_time import HOURS
from wardround.knowledge import Knowledge

if TYPE_CHECKING:
    from wardround.engine.compare import Study

SECONDS_PER_HOUR = 3600
NOTHING_TO_TEST = "No load test was worked out."
MINUTES_PER_HOUR = 60
WARM_SHARE = 0.5
"""Load of the warm-up against the busiest hour (judgement)."""
SHORT_BY_AT_MOST = 0.05
"""A run that brings less of the load than this is no proof (judgement)."""
MEASURED_BY_USERS = ("application", "batch", "postgresql", "read_replica", "redis", "ingress", "integration")


@formula(
    "3 / operations counted",
    unit="share",
    source="rule of three for a sample without any event, 95 % confidence, general knowledge (unverified)",
)
def error_share_ruled_out(operations: float) -> float:
    """Return the error rate that so many operations without any error rule out. [share]."""
    return 3.0 / operations


@dataclass(frozen=True, slots=True)
class _Hour:
    """The busiest hour: its place, and what all loads are multiplied by."""

    day: int
    hour: int
    factor: float

    def per_hour(self, load: Demand, place: int) -> float:
        """Return the operations of a class in it, all sources together. [1/h]."""
        sources = (load.interactive_per_s, load.machine_per_s, load.batch_per_s)
        return SECONDS_PER_HOUR * fsum(part[self.day][self.hour][place] for part in sources)


def load_test(study: Study) -> LoadTest:
    """Return the specification of the load test for the busiest hour at the end of the horizon."""
    found, load, knowledge = study.findings, study.findings.demand, study.knowledge
    design = load.design_hour
    hour = _Hour(load.day_types.index(design.day_type), design.hour_utc, load.user_growth_factor * load.headroom_factor)
    rows = contributions(study.answers, study.facts, knowledge, study.as_of, load)
    operations = tuple(_operations(found, hour, knowledge))
    per_hour = fsum(row.per_hour for row in operations)
    stages = _stages(study, hour)
    counted_operations = round(fsum(per_hour * row.load_share * row.minutes for row in stages if row.counts) / 60)
    users = tuple(_users(rows, hour, load, knowledge))
    interfaces = tuple(_interfaces(study, rows, hour))
    return LoadTest(
        design_hour=design.local_time,
        active_users=design.active_users,
        operations_per_hour=per_hour,
        growth_factor=load.user_growth_factor,
        headroom_factor=load.headroom_factor,
        environment=_environment(study.facts, knowledge),
        users=users,
        operations=operations,
        interfaces=interfaces,
        jobs=tuple(_jobs(study, rows, hour)),
        stages=stages,
        criteria=tuple(_criteria(knowledge, counted_operations)),
        data=tuple(_data(study)),
        servers=tuple(_servers(found)),
        counted_operations=counted_operations,
        error_share_shown=error_share_ruled_out(counted_operations) if counted_operations else 1.0,
        words=_words(users, interfaces, per_hour, stages),
    )


def _users(rows: Sequence[Contribution], hour: _Hour, load: Demand, knowledge: Knowledge) -> Iterator[LoadUsers]:
    """Yield the virtual users of each activity level; roles of one level work alike."""
    ramp = knowledge.design_policies["load_test_ramp_minutes"].value
    levels: dict[str, list[Contribution]] = {}
    for row in rows:
        if row.kind == "people" and row.active_users[hour.day, hour.hour] > 0:
            levels.setdefault(row.level, []).append(row)
    for level, parts in sorted(levels.items()):
        active = fsum(float(part.active_users[hour.day, hour.hour]) for part in parts) * hour.factor
        by_class = sum(part.interactive_per_s[hour.day, hour.hour] for part in parts) * hour.factor
        steps = float(by_class.sum())
        users = ceil(active - 1e-9)
        yield LoadUsers(
            level=level,
            name=knowledge.activity_levels[level].name,
            users=users,
            # So many whole users as there are keep the pace of the model.
            think_time_s=users / steps if steps else 0.0,
            ramp_up_per_minute=users / ramp,
            mix=tuple(
                LoadShare(name, float(share) / steps)
                for name, share in zip(load.classes, by_class, strict=True)
                if steps and share > 0
            ),
        )


def _operations(found: Findings, hour: _Hour, knowledge: Knowledge) -> Iterator[LoadOperation]:
    load = found.demand
    answers = {row.model_class: row for row in found.sizing.performance.classes}
    whole = fsum(hour.per_hour(load, place) for place in range(len(load.classes)))
    for place, name in enumerate(load.classes):
        per_hour = hour.per_hour(load, place)
        if per_hour <= 0:
            continue
        kind, answer = knowledge.model_classes[name], answers.get(name)
        usual = kind.response_target_p95_ms_likely / 1000
        yield LoadOperation(
            model_class=name,
            name=kind.name,
            kind=kind.kind,
            per_hour=per_hour,
            share=per_hour / whole,
            target_p95_s=answer.target_p95_s if answer is not None else usual,
            predicted_p95_s=answer.p95_response_s if answer is not None else None,
        )


def _interfaces(study: Study, rows: Sequence[Contribution], hour: _Hour) -> Iterator[LoadInterface]:
    by_key = {row.key: row for row in study.answers.interfaces.interfaces}
    for row in rows:
        if row.kind != "interface" or row.key not in by_key:
            continue
        wired = by_key[row.key]
        kind = study.knowledge.interface_types[wired.interface_type]
        per_hour = float(row.machine_per_s[hour.day, hour.hour].sum()) * hour.factor * SECONDS_PER_HOUR
        yield LoadInterface(
            key=wired.key,
            name=wired.name,
            interface_type=kind.name,
            direction=wired.direction,
            protocol=wired.protocol or kind.protocol,
            operations_per_hour=per_hour,
            stub=_stub(wired.direction),
        )


def _stub(direction: str) -> str:
    if direction == "inbound":
        return "a sender that brings the messages at this rate"
    if direction == "outbound":
        return "a receiver that takes the messages and answers as the partner does"
    return "a sender at this rate, and a receiver that answers as the partner does"


def _jobs(study: Study, rows: Sequence[Contribution], hour: _Hour) -> Iterator[LoadJob]:
    """Yield the jobs and heavy reports that run in the busiest hour."""
    jobs, reports = study.answers.reports.jobs, study.answers.reports.reports
    names = {**{row.key: row.name for row in jobs}, **{row.key: row.name for row in reports}}
    classes = {row.key: row.model_class for row in jobs}
    for row in rows:
        per_hour = float(row.batch_per_s[hour.day, hour.hour].sum()) * hour.factor * SECONDS_PER_HOUR
        running = float(row.running_reports[hour.day, hour.hour]) * hour.factor
        if row.kind not in {"job", "report", "replica_report"} or (per_hour <= 0 and running <= 0):
            continue
        yield LoadJob(
            key=row.key,
            name=names.get(row.key, "Bulk imports"),
            model_class=classes.get(row.key, "import_bulk") if row.kind == "job" else "",
            operations_per_hour=per_hour,
            running=running,
        )


def _stages(study: Study, hour: _Hour) -> tuple[LoadStage, ...]:
    load, policies = study.findings.demand, study.knowledge.design_policies
    places = range(len(load.classes))
    weekday = load.day_types.index("weekday")
    day = [_Hour(weekday, each, 1.0) for each in range(HOURS)]
    mean = fsum(one.per_hour(load, place) for one in day for place in places) / HOURS
    design = fsum(hour.per_hour(load, place) for place in places)
    usual = min(mean / design, 1.0) if design else 1.0
    lost = int(study.facts.number("nodes_lost"))
    stress = policies["load_test_stress_share"].value

    def minutes(name: str) -> float:
        return policies[f"load_test_{name}_minutes"].value

    stages = [
        LoadStage("Warm up", minutes("warm_up"), WARM_SHARE, 0, counts=False, purpose="Fills the caches."),
        LoadStage("Ramp up", minutes("ramp"), 1.0, 0, counts=False, purpose="Users sign in evenly."),
        LoadStage("Busiest hour", minutes("steady"), 1.0, 0, counts=True, purpose="The load of the design."),
    ]
    if lost:
        words = f"{counted(lost, 'application server')} switched off: what the design promises to survive."
        stages.append(LoadStage("Servers lost", minutes("alone"), 1.0, lost, counts=True, purpose=words))
    stages += [
        LoadStage(
            "Stress",
            minutes("alone"),
            stress,
            0,
            counts=False,
            purpose="Shows what gives first.",
        ),
        LoadStage(
            "Endurance",
            policies["load_test_soak_hours"].value * MINUTES_PER_HOUR,
            usual,
            0,
            counts=False,
            purpose="The mean load of a weekday for hours: leaks, bloat and filling disks would show.",
        ),
    ]
    return tuple(stages)


def _criteria(knowledge: Knowledge, operations: int) -> Iterator[PassCriterion]:
    policies = knowledge.design_policies
    why = (
        f"so many without an error rule out more than {error_share_ruled_out(operations):.2g} of all"
        if operations
        else ""
    )
    yield PassCriterion(f"Errors and time-outs of {operations:,} operations counted", 0.0, "operations", why)
    for what, policy in (
        ("CPU of each application server", "application_util_cap_share"),
        ("CPU of the database server", "database_util_cap_share"),
        ("IOPS and throughput of each disk, of its limit", "disk_util_cap_share"),
    ):
        yield PassCriterion(what, policies[policy].value, "share", "the highest use that the sizes were planned for")
    yield PassCriterion("Memory swapped out on any server", 0.0, "GiB", "a server that swaps is too small")
    words = "a run with less load proves nothing"
    yield PassCriterion("Operations an hour short of this specification", SHORT_BY_AT_MOST, "share", words)


def _data(study: Study) -> Iterator[LoadData]:
    sizes, facts = study.findings.sizing.data, study.facts
    yield LoadData("Database", sizes.database_gib_now, "GiB", "as it is today, or a masked copy of it")
    yield LoadData("Database at the end of the horizon", sizes.database_gib, "GiB", "for a second run, with copies")
    yield LoadData("Filestore", sizes.filestore_gib_now, "GiB", "as it is today")
    yield LoadData("Largest table", facts.number("largest_table_rows"), "rows", "journal items or stock moves")
    yield LoadData("Named users", facts.number("named_users"), "users", "with their rights, so that record rules cost")


def _servers(found: Findings) -> Iterator[LoadServers]:
    for role in found.deployment:
        if role.environment == "production" and role.role in MEASURED_BY_USERS and role.vcpus:
            yield LoadServers(role.tenant, role.role, role.sku, role.nodes, role.vcpus, role.memory_gib)


def _environment(facts: Facts, knowledge: Knowledge) -> str:
    if "preproduction" in facts.choices("scope_environments"):
        share = knowledge.design_policies["preproduction_users_share"].value
        return (
            f"Preproduction, with as many servers of the same size as production for the days of the test: it is built "
            f"for {share:.0%} of the users. Partners are stood in for, no message leaves."
        )
    return (
        "Production before it goes live, or a copy of it for the days of the test, built and deleted from the same "
        "scripts. Partners are stood in for, no message leaves."
    )


def _words(
    users: Sequence[LoadUsers], interfaces: Sequence[LoadInterface], per_hour: float, stages: Sequence[LoadStage]
) -> str:
    people = f"{fsum(row.users for row in users):,.0f} users of {counted(len(users), 'kind')}"
    parts = [people] + ([counted(len(interfaces), "interface")] if interfaces else [])
    hours = fsum(row.minutes for row in stages) / MINUTES_PER_HOUR
    return (
        f"{listed(parts)} bring {per_hour:,.0f} operations in the busiest hour. The whole test takes "
        f"{hours:.1f} hours; what passes in the stages that count passes."
    )
