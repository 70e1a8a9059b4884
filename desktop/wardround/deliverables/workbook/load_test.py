"""The load test for the client's testers: stages, users, operations, interfaces, criteria, data and servers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.words import ROLES, sentence, word
from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.findings.load_test import LoadTest, LoadUsers
from wardround.engine.load_test import NOTHING_TO_TEST


def write(page: Page, material: Material) -> None:
    """Write the stages first, then who does what, and what counts as passed."""
    found = None if material.findings.comparison is None else material.findings.comparison.load_test
    if found is None:
        page.table("TestStages", _stage_columns(), (), NOTHING_TO_TEST)
        return
    placed = page.table("TestStages", _stage_columns(), _stages(found), "")
    page.note(f"{found.words} {found.environment}")
    parts: tuple[tuple[str, str, tuple[Column, ...], Iterator[Sequence[Content]], str], ...] = (
        ("Users", "TestUsers", _user_columns(), _users(found, material), "Nobody works in the busiest hour."),
        ("Operations and their targets", "TestOperations", _operation_columns(), _operations(found), "None."),
        ("What must hold besides", "TestCriteria", _criterion_columns(), _criteria(found), "None."),
        ("Interfaces to stand in for", "TestInterfaces", _interface_columns(), _interfaces(found), "None is named."),
        ("Jobs and reports meanwhile", "TestJobs", _job_columns(), _jobs(found, material), "None in this hour."),
        ("Data that must be there", "TestData", _data_columns(), _data(found), "None."),
        ("Servers to test on", "TestServers", _server_columns(), _servers(found), "None."),
    )
    for title, name, columns, rows, empty in parts:
        top = placed.last + 2
        page.section(top, title)
        placed = page.table(name, columns, rows, empty, top + 1)


def _stage_columns() -> tuple[Column, ...]:
    return (
        Column("Stage", 34),
        Column("Minutes", 13, Kind.NUMBER),
        Column("Load at its end", 13, Kind.SHARE),
        Column("Servers switched off", 13, Kind.COUNT),
        Column("Counts", 13),
        Column("What it is for", 58),
    )


def _stages(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.stages:
        yield row.name, row.minutes, row.load_share, row.servers_lost, "yes" if row.counts else "no", row.purpose


def _user_columns() -> tuple[Column, ...]:
    return (
        Column("Kind of user", 34),
        Column("Users", 13, Kind.COUNT),
        Column("Pause between steps (s)", 13, Kind.ONE_DECIMAL),
        Column("Sign in a minute", 13, Kind.ONE_DECIMAL),
        Column("Share of users", 13, Kind.SHARE),
        Column("What they do", 58),
    )


def _users(found: LoadTest, material: Material) -> Iterator[Sequence[Content]]:
    whole = sum(row.users for row in found.users)
    for row in found.users:
        share = row.users / whole if whole else 0.0
        yield row.name, row.users, row.think_time_s, row.ramp_up_per_minute, share, _mix(row, material)


def _mix(row: LoadUsers, material: Material) -> str:
    parts = sorted(row.mix, key=lambda part: (-part.share, part.model_class))
    return "; ".join(f"{material.names.operation(part.model_class)} {100 * part.share:.3g} %" for part in parts)


def _operation_columns() -> tuple[Column, ...]:
    return (
        Column("Operation", 34),
        Column("An hour", 13, Kind.COUNT),
        Column("Share", 13, Kind.SHARE),
        Column("Target, 95 % within (s)", 13, Kind.NUMBER),
        Column("Model expects (s)", 13, Kind.VALUE),
        Column("Kind", 58),
    )


def _operations(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.operations:
        expected = "not known" if row.predicted_p95_s is None else round(row.predicted_p95_s, 2)
        yield row.name, row.per_hour, row.share, row.target_p95_s, expected, sentence(row.kind).rstrip(".")


def _criterion_columns() -> tuple[Column, ...]:
    return (
        Column("Measured", 34),
        Column("At most", 13, Kind.NUMBER),
        Column("Unit", 13),
        Column("Found in the test", 13),
        Column("Passed", 13),
        Column("Why", 58),
    )


def _criteria(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.criteria:
        yield row.what, row.at_most, row.unit, None, None, sentence(row.why)


def _interface_columns() -> tuple[Column, ...]:
    return (
        Column("Interface", 34),
        Column("Operations an hour", 13, Kind.ONE_DECIMAL),
        Column("Direction", 13),
        Column("Protocol", 13),
        Column("Type", 13),
        Column("What stands in for the partner", 58),
    )


def _interfaces(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.interfaces:
        yield row.name, row.operations_per_hour, row.direction, row.protocol, row.interface_type, sentence(row.stub)


def _job_columns() -> tuple[Column, ...]:
    return (
        Column("Job or report", 34),
        Column("Operations an hour", 13, Kind.ONE_DECIMAL),
        Column("Running at once", 13, Kind.NUMBER),
        Column("Kind", 13),
        Column("Key", 13),
        Column("Operation", 58),
    )


def _jobs(found: LoadTest, material: Material) -> Iterator[Sequence[Content]]:
    for row in found.jobs:
        what = material.names.operation(row.model_class) if row.model_class else "Keeps one core busy while it runs"
        kind = "job" if row.model_class else "report"
        yield row.name, row.operations_per_hour, row.running, kind, row.key, what


def _data_columns() -> tuple[Column, ...]:
    return (
        Column("Volume", 34),
        Column("Amount", 13, Kind.NUMBER),
        Column("Unit", 13),
        Column("Made ready by", 13),
        Column("On", 13),
        Column("Why", 58),
    )


def _data(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.data:
        yield row.what, round(row.amount, 1), row.unit, None, None, sentence(row.why)


def _server_columns() -> tuple[Column, ...]:
    return (
        Column("Role", 34),
        Column("Servers", 13, Kind.COUNT),
        Column("vCPUs of one", 13, Kind.COUNT),
        Column("Memory of one (GiB)", 13, Kind.NUMBER),
        Column("Tenant", 13),
        Column("Size", 58),
    )


def _servers(found: LoadTest) -> Iterator[Sequence[Content]]:
    for row in found.servers:
        yield word(ROLES, row.role), row.nodes, row.vcpus, row.memory_gib, row.tenant, row.sku
