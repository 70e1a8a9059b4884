"""Other ways to run the same platform: on Kubernetes, by the hour, on few or many servers, at other hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.chart import Reference

from wardround.deliverables.content.clock import Clock, clock_of
from wardround.deliverables.words import DAY_TYPES, ENVIRONMENTS, ROLES, counted, sentence, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.native_charts import colour_lines, lines
from wardround.deliverables.workbook.page import FIRST_ROW, HEADER_ROW, Column, Page
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.findings.scaling import Autoscaling

HOURS = 24
NOT_COMPARED = "Nothing stands beside the design here."
SCHEDULES = {"always_on": "always on", "office_hours": "office hours", "on_demand": "on demand"}


def kubernetes(page: Page, material: Material) -> None:
    """Write the bill on both platforms in parts."""
    found = _platforms(material)
    page.table("Platforms", _part_columns(), _parts(found), NOT_COMPARED)
    if found is not None:
        page.note(_in_words(found))


def servers(page: Page, material: Material) -> None:
    """Write the stateless servers on both platforms, role by role."""
    page.table("PlatformServers", _server_columns(), _servers(_platforms(material)), NOT_COMPARED)


def duties(page: Page, material: Material) -> None:
    """Write the hours of the duties that differ, and who keeps what up to date."""
    page.table("PlatformDuties", _duty_columns(), _duties(_platforms(material)), NOT_COMPARED)


def _platforms(material: Material) -> PlatformComparison | None:
    return None if material.findings.comparison is None else material.findings.comparison.kubernetes


def _in_words(found: PlatformComparison) -> str:
    unpriced = [item for item in found.cluster_unpriced if item not in found.machines_unpriced]
    text = f"{found.words} The whole bill a month: {found.machines_usd:,.2f} USD on virtual machines, "
    text += f"{found.cluster_usd:,.2f} USD on AKS. PostgreSQL, Redis and monitoring are on virtual machines in both."
    return f"{text} AKS is without a price for: {', '.join(unpriced)}." if unpriced else text


def _part_columns() -> tuple[Column, ...]:
    return (
        Column("Part of the bill, a month at list price", 40),
        Column("Virtual machines (USD)", 24, Kind.MONEY),
        Column("AKS (USD)", 24, Kind.MONEY),
        Column("AKS costs more by (USD)", 18, Kind.MONEY),
    )


def _parts(found: PlatformComparison | None) -> Iterator[Sequence[Content]]:
    for row, part in enumerate(found.parts if found else (), start=FIRST_ROW):
        difference = Formula(f"=$C{row}-$B{row}", part.difference_usd)
        yield part.name, part.machines_usd, part.cluster_usd, difference


def _server_columns() -> tuple[Column, ...]:
    return (
        Column("Environment", 17),
        Column("Tenant", 18),
        Column("Role", 24),
        Column("On virtual machines", 24),
        Column("On AKS", 24),
        Column("Virtual machines (USD a month)", 16, Kind.MONEY),
        Column("AKS (USD a month)", 16, Kind.MONEY),
        Column("AKS costs more by (USD)", 16, Kind.MONEY),
    )


def _servers(found: PlatformComparison | None) -> Iterator[Sequence[Content]]:
    for row, each in enumerate(found.servers if found else (), start=FIRST_ROW):
        on_aks = f"{each.cluster_nodes} x {each.cluster_sku}" if each.cluster_nodes else each.cluster_sku
        if each.shares_with:
            on_aks = f"in the pool of {word(ROLES, each.shares_with).lower()}"
        yield (
            word(ENVIRONMENTS, each.environment),
            each.tenant,
            word(ROLES, each.role),
            f"{each.machines_nodes} x {each.machines_sku}" if each.machines_nodes else "none",
            on_aks or "none",
            each.machines_usd,
            each.cluster_usd,
            Formula(f"=$G{row}-$F{row}", each.cluster_usd - each.machines_usd),
        )


def _duty_columns() -> tuple[Column, ...]:
    return (
        Column("Duty or layer", 44),
        Column("On virtual machines (hours a month, or who)", 30, Kind.VALUE),
        Column("On AKS (hours a month, or who)", 30, Kind.VALUE),
        Column("More on AKS (h)", 12, Kind.NUMBER),
        Column("Responsible", 18),
        Column("Counted by", 34),
    )


def _duties(found: PlatformComparison | None) -> Iterator[Sequence[Content]]:
    if found is None:
        return
    for row, duty in enumerate(found.duties, start=FIRST_ROW):
        more = Formula(f"=$C{row}-$B{row}", round(duty.cluster_hours - duty.machines_hours, 1))
        yield duty.name, duty.machines_hours, duty.cluster_hours, more, sentence(duty.responsible).rstrip("."), duty.why
    for layer in found.responsibilities:
        yield layer.layer, sentence(layer.machines), sentence(layer.cluster), None, "", ""


def pools(page: Page, material: Material) -> None:
    """Write what a node of each pool has, what is kept back, what is left for pods, and the pods."""
    comparison = material.findings.comparison
    found = comparison.kubernetes.pools if comparison is not None and comparison.kubernetes is not None else ()
    columns = (
        Column("Environment", 17),
        Column("Tenant", 18),
        Column("Pool", 24),
        Column("Size of a node", 21),
        Column("Nodes", 8, Kind.COUNT),
        Column("vCPUs", 8, Kind.COUNT),
        Column("Kept back by AKS (vCPU)", 11, Kind.NUMBER),
        Column("Daemon sets (vCPU)", 11, Kind.NUMBER),
        Column("Left for pods (vCPU)", 11, Kind.NUMBER),
        Column("Memory (GiB)", 11, Kind.NUMBER),
        Column("Kept back by AKS (GiB)", 11, Kind.NUMBER),
        Column("Eviction threshold (GiB)", 11, Kind.NUMBER),
        Column("Daemon sets and protection (GiB)", 12, Kind.NUMBER),
        Column("Left for pods (GiB)", 11, Kind.NUMBER),
        Column("Most pods a node", 9, Kind.COUNT),
        Column("Pods on the fullest node", 10, Kind.COUNT),
        Column("Pods and what each asks for", 60),
    )
    rows = (
        (
            word(ENVIRONMENTS, pool.environment),
            pool.tenant,
            word(ROLES, pool.role),
            pool.sku,
            pool.nodes,
            pool.vcpus,
            pool.reserved_vcpus,
            pool.daemon_vcpus,
            Formula(f"=$F{row}-$G{row}-$H{row}", pool.allocatable_vcpus),
            pool.memory_gib,
            pool.reserved_gib,
            pool.eviction_gib,
            pool.daemon_gib,
            Formula(f"=$J{row}-$K{row}-$L{row}-$M{row}", pool.allocatable_gib),
            pool.max_pods,
            pool.fullest_pods,
            "\n".join(
                f"{pods.replicas} x {word(ROLES, pods.role).lower()}, {pods.count} with nodes lost: "
                f"{pods.vcpus:g} vCPU, {pods.memory_gib:g} GiB"
                + (f", {counted(pods.processes, 'process', 'processes')}" if pods.processes else "")
                for pods in pool.pods
            ),
        )
        for row, pool in enumerate(found, start=FIRST_ROW)
    )
    page.table("NodePools", columns, rows, NOT_COMPARED)
    page.note(
        "Kept back by AKS: the documented CPU table, and the smaller of 20 MB for each pod allowed plus 50 MB and a "
        "quarter of the memory. Daemon sets are general knowledge (unverified)."
    )


def by_hour(page: Page, material: Material) -> None:
    """Write the application servers of each hour and day type with the chart, and what scaling saves."""
    found = None if material.findings.comparison is None else material.findings.comparison.autoscaling
    if found is None:
        page.table("ServersByHour", (Column("Hour", 14),), (), NOT_COMPARED)
        return
    clock = clock_of(material.findings.demand.design_hour)
    days = tuple(dict.fromkeys(row.day_type for row in found.hours))
    columns = (
        Column(f"Hour ({clock.words})", 14),
        *(Column(word(DAY_TYPES, day), 12, Kind.COUNT) for day in days),
        Column("All always on", 12, Kind.COUNT),
    )
    running = {(row.day_type, clock.hour(row.hour_utc)): row.running for row in found.hours}
    rows = ((f"{hour:02d}:00", *(running.get((day, hour)) for day in days), found.ceiling) for hour in range(HOURS))
    placed = page.table("ServersByHour", columns, rows, NOT_COMPARED)
    page.note(found.words, 12)
    _hours_summary(page, found, len(columns) + 2)
    _hours_chart(page, found, clock, placed.last, len(columns))


def _hours_summary(page: Page, found: Autoscaling, column: int) -> None:
    saving = found.always_on_usd - found.scaled_usd
    facts: tuple[tuple[str, Content, Kind], ...] = (
        ("Servers", found.sku, Kind.TEXT),
        ("Fewest that run", found.floor, Kind.COUNT),
        ("Most that run", found.ceiling, Kind.COUNT),
        ("Bought with a commitment, always on", found.committed, Kind.COUNT),
        ("Server hours a month, all always on", found.always_on_node_hours, Kind.NUMBER),
        ("Server hours a month, by the hour", found.node_hours, Kind.NUMBER),
        ("All always on, a month at list price (USD)", found.always_on_usd, Kind.MONEY),
        ("By the hour, a month at list price (USD)", found.scaled_usd, Kind.MONEY),
        ("Saved a month (USD)", saving, Kind.MONEY),
        ("Allowed by the client", "yes" if found.allowed else "no", Kind.TEXT),
    )
    page.widths(*[0.0] * (column - 2), 3.0, 42.0, 22.0)
    page.headers(HEADER_ROW, (Column("Scaling by the hour", 42), Column("", 16)), column, Tone.HEADER)
    for row, (name, value, kind) in enumerate(facts, start=FIRST_ROW):
        page.put(row, column, name, Tone.BODY)
        page.put(row, column + 1, value, Tone.BODY, kind)
    for row, remark in enumerate(found.remarks, start=FIRST_ROW + len(facts) + 1):
        page.spread(row, column, column + 1, remark, Tone.NOTE)


def _hours_chart(page: Page, found: Autoscaling, clock: Clock, last: int, columns: int) -> None:
    chart = lines(page.look, f"Application servers that run by hour of the day ({clock.words})")
    data = Reference(page.sheet, min_col=2, max_col=columns, min_row=HEADER_ROW, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=FIRST_ROW, max_row=last))
    colour_lines(page.look, chart)
    chart.width, chart.height = 30, 9
    says = f"Line chart of the application servers that run in each hour, {found.floor} to {found.ceiling}."
    page.new_page_before(last + 2)
    page.chart(chart, last + 2, 1, says)


def layouts(page: Page, material: Material) -> None:
    """Write few large servers against many small ones, tier by tier."""
    found = material.findings.comparison.layouts if material.findings.comparison is not None else ()
    columns = (
        Column("Tier", 16),
        Column("Layout", 30),
        Column("Servers", 9, Kind.COUNT),
        Column("Size", 22),
        Column("vCPUs of one", 10, Kind.COUNT),
        Column("A month at list price (USD)", 16, Kind.MONEY),
        Column("Response at the 95th percentile (s)", 16, Kind.VALUE),
        Column("Lost with one server", 12, Kind.SHARE),
        Column("Verdict", 60),
    )
    rows = (
        (
            tier.tier.capitalize(),
            each.name,
            each.nodes,
            each.sku,
            each.vcpus,
            each.monthly_usd,
            "not known" if each.p95_s is None else round(each.p95_s, 2),
            each.lost_share if tier.tier == "application" else None,
            sentence(each.verdict),
        )
        for tier in found
        for each in tier.layouts
    )
    page.table("Layouts", columns, rows, NOT_COMPARED)
    page.note(" ".join(tier.words for tier in found) or NOT_COMPARED)


def schedules(page: Page, material: Material) -> None:
    """Write what each environment beside production costs under each schedule."""
    found = None if material.findings.comparison is None else material.findings.comparison.schedules
    columns = (
        Column("Environment", 20),
        Column("Servers", 9, Kind.COUNT),
        Column("In the bill", 16),
        Column("Always on (USD a month)", 16, Kind.MONEY),
        Column("Office hours (USD a month)", 16, Kind.MONEY),
        Column("On demand (USD a month)", 16, Kind.MONEY),
        Column("Saved by office hours (USD)", 16, Kind.MONEY),
        Column("Saved on demand (USD)", 16, Kind.MONEY),
        Column("Paid in any case (USD)", 16, Kind.MONEY),
    )
    rows = (
        (
            word(ENVIRONMENTS, each.environment),
            each.servers,
            SCHEDULES.get(each.chosen, each.chosen),
            each.always_on_usd,
            each.office_hours_usd,
            each.on_demand_usd,
            Formula(f"=$D{row}-$E{row}", each.always_on_usd - each.office_hours_usd),
            Formula(f"=$D{row}-$F{row}", each.always_on_usd - each.on_demand_usd),
            each.fixed_usd,
        )
        for row, each in enumerate(found.environments if found else (), start=FIRST_ROW)
    )
    page.table("NonProductionHours", columns, rows, "No environment beside production has servers.")
    if found is not None:
        page.note(found.words)
