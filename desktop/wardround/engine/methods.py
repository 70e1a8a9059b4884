"""Two ways to size side by side, and measured use as the third: vCPUs, servers, and what explains the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, fsum
from typing import TYPE_CHECKING

import numpy as np

from wardround.assessment import Assessment
from wardround.engine.facts import Facts
from wardround.engine.figure import formula
from wardround.engine.findings import Findings, RoleSizing, ServiceDemand
from wardround.engine.findings.methods import MethodName, MethodResult, Methods
from wardround.engine.measured_use import ROLE_OF, TIERS, MeasuredTier, Tier, measured_tiers, measured_vcpus
from wardround.engine.plain_words import counted, listed
from wardround.engine.vertical_horizontal import with_pin
from wardround.knowledge import Knowledge

if TYPE_CHECKING:
    from wardround.engine.compare import Study

TITLES: Mapping[MethodName, str] = {
    "users": "By users",
    "documents": "By documents an hour",
    "measured": "By measured use",
}
SECONDS_PER_HOUR = 3600
CAPS: Mapping[Tier, str] = {
    "application": "application_util_cap_share",
    "database": "database_util_cap_share",
}
"""The policy that has the highest use planned."""
AGREE = "methods_agree_factor"
MONTH_DAYS = 28
"""Days after which a measurement has seen every day of a month but its end."""


@formula(
    "sum over document types of documents in the busiest hour x operations of a document, by class",
    unit="1/s",
    source="document operations (judgement); sizing models, section 1, throughput view",
)
def operations_of_documents(per_hour: float, operations: float) -> float:
    """Return the operations a second that documents take. [1/s]."""
    return per_hour * operations / SECONDS_PER_HOUR


def methods(study: Study) -> Methods | None:
    """Return the ways to size side by side; None where production has no servers to compare."""
    found = study.findings
    roles = {tier: _roles(found, ROLE_OF[tier]) for tier in TIERS}
    if not roles["application"] or not roles["database"]:
        return None
    ratios = _documents_against_users(study)
    measured = measured_tiers(study.answers)
    comfort = study.knowledge.design_policies["comfort_factor"].value
    growth = found.demand.user_growth_factor
    results: list[MethodResult] = []
    for tier in TIERS:
        place = _Place(study, tier, roles[tier])
        cap = study.knowledge.design_policies[CAPS[tier]].value
        users = place.by_users
        results.append(place.result("users", users * cap, users, _people_words(found)))
        if ratios:
            words = _document_words(study.facts, study.answers)
            results.append(place.result("documents", users * ratios[tier] * cap, users * ratios[tier], words))
        if tier in measured:
            busy = measured[tier].busy_vcpus
            planned = measured_vcpus(busy, comfort, growth)
            words = _measured_words(measured[tier], comfort, growth)
            results.append(place.result("measured", busy * growth, planned, words))
    gaps = tuple(_gaps(results, study.knowledge))
    follow = _follow(study, results, roles)
    return Methods(
        results=tuple(results),
        chosen="users",
        why=_why(study.facts, measured=bool(measured)),
        gaps=gaps,
        missing=tuple(_missing(measured, documents=bool(ratios))),
        follow_measured_usd=follow,
        words=_words(results, follow, _room(results, roles, int(study.facts.number("nodes_lost")))),
    )


def _roles(findings: Findings, name: str) -> tuple[RoleSizing, ...]:
    return tuple(
        role for role in findings.deployment if (role.environment, role.role) == ("production", name) and role.vcpus
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """One tier of production, on the servers of each tenant."""

    study: Study
    tier: Tier
    roles: Sequence[RoleSizing]

    @property
    def by_users(self) -> float:
        """Return the vCPUs to plan by users, all tenants together. [vCPU]."""
        return _planned(self.roles)

    @property
    def largest(self) -> RoleSizing:
        """Return the servers of the largest platform."""
        return max(self.roles, key=lambda row: (row.nodes * row.vcpus, row.tenant))

    def result(self, method: MethodName, busy: float, planned: float, rests_on: str) -> MethodResult:
        """Return what a method asks of the tier."""
        wanted = planned * self._share_of_largest
        nodes, sku, enough = self._servers(wanted)
        ratio = planned / self.by_users if self.by_users else None
        return MethodResult(
            method=method,
            title=TITLES[method],
            tier=self.tier,
            busy_vcpus=busy,
            planned_vcpus=planned,
            against_chosen=ratio,
            agrees=_agrees(ratio, self.study.knowledge),
            largest_vcpus=wanted,
            nodes=nodes,
            sku=sku,
            enough=enough,
            rests_on=rests_on,
            chosen=method == "users",
        )

    @property
    def _share_of_largest(self) -> float:
        """Return which part of the load falls on the largest platform, by users."""
        return _planned([self.largest]) / self.by_users if self.by_users else 1.0

    def _servers(self, wanted: float) -> tuple[int, str, bool]:
        role = self.largest
        if self.tier == "application":
            lost = int(self.study.facts.number("nodes_lost"))
            return max(ceil(wanted / role.vcpus - 1e-9) + lost, role.nodes), role.sku, True
        if wanted <= role.vcpus:
            return role.nodes, role.sku, True
        sku = self._larger(role, wanted)
        return role.nodes, sku or role.sku, bool(sku)

    def _larger(self, role: RoleSizing, vcpus: float) -> str:
        """Return the next size with so many vCPUs and no less memory, of the series if it has one; '' if none."""
        found, catalogue = self.study.findings, self.study.catalogue
        sizes = [
            (size.series != role.series, price.usd, size.sku)
            for size in catalogue.sizes_offered(found.sizing.region)
            if size.vcpus >= vcpus
            and size.memory_gib >= role.memory_gib
            and size.cpu_arch == "x86_64"
            and (price := catalogue.vm_price(found.sizing.region, size.sku)) is not None
        ]
        return min(sizes)[2] if sizes else ""


def _planned(roles: Sequence[RoleSizing]) -> float:
    return fsum(need.needed for role in roles for need in role.needs if need.name == "cpu")


def _documents_against_users(study: Study) -> Mapping[Tier, float]:
    """Return the CPU seconds of the busiest hour where documents stand for people, against those by users.

    Empty without documents by type. What machines do is the same by both ways.
    """
    load, facts = study.findings.demand, study.facts
    rows = [row for row in study.answers.volumes.documents if row.document_type in study.knowledge.document_operations]
    whole = fsum(row.per_day for row in rows)
    per_hour = facts.number("peak_tx_per_hour")
    if not whole or not per_hour:
        return {}
    places = {name: place for place, name in enumerate(load.classes)}
    per_s = np.zeros(len(load.classes))
    for row in rows:
        for part in study.knowledge.document_operations[row.document_type]:
            share = per_hour * row.per_day / whole
            per_s[places[part.model_class]] += operations_of_documents(share, part.operations_likely)
    per_s *= load.user_growth_factor * load.headroom_factor
    day, hour = load.day_types.index(load.design_hour.day_type), load.design_hour.hour_utc
    people = np.array(load.interactive_per_s[day][hour])
    machines = np.array(load.machine_per_s[day][hour]) + np.array(load.batch_per_s[day][hour])
    reports = load.running_reports[day][hour]
    found: dict[Tier, float] = {}
    for tier in TIERS:
        cpu_s = np.array([_cpu_s(row, tier) for row in load.services])
        # A heavy report keeps one core busy, now of the application and now of the database; both ways have it.
        same = float(machines @ cpu_s) + reports / len(TIERS)
        users = float(people @ cpu_s) + same
        found[tier] = (float(per_s @ cpu_s) + same) / users if users else 0.0
    return found


def _cpu_s(row: ServiceDemand, tier: Tier) -> float:
    return row.application_cpu_s if tier == "application" else row.database_cpu_s


def _follow(
    study: Study, results: Sequence[MethodResult], roles: Mapping[Tier, Sequence[RoleSizing]]
) -> Decimal | None:
    """Return what the bill rises by where measured use is more; None where it is not, or where no size is enough."""
    more = [row for row in results if _more(row)]
    if not more or not all(row.enough for row in more):
        return None
    answers = study.assessment
    for row in more:
        role = max(roles[row.tier], key=lambda one: (one.nodes * one.vcpus, one.tenant))
        if (row.nodes, row.sku) != (role.nodes, role.sku):
            # The copies of a database that a recovery pattern adds follow its size by themselves.
            answers = with_pin(answers, role, row.sku, None if row.tier == "database" else row.nodes)
    if answers is study.assessment:
        return Decimal("0.00")
    then = study.assessed(answers)
    return then.cost.totals.steady_monthly_usd - study.findings.cost.totals.steady_monthly_usd


def _more(row: MethodResult) -> bool:
    return row.method == "measured" and (row.against_chosen or 0.0) > 1.0


def _room(results: Sequence[MethodResult], roles: Mapping[Tier, Sequence[RoleSizing]], lost: int) -> str:
    """Return how full measured use would leave the servers, those of the application with some lost as planned."""
    parts = []
    for row in results:
        if _more(row):
            role = max(roles[row.tier], key=lambda one: (one.nodes * one.vcpus, one.tenant))
            # Only one server of a database writes, however many copies stand by.
            servers = 1 if row.tier == "database" else role.nodes - lost
            parts.append(f"{row.largest_vcpus:.3g} of {servers * role.vcpus} vCPUs for the {row.tier}")
    where = " of the largest platform" if any(len(found) > 1 for found in roles.values()) else ""
    return f"{listed(parts)}{where}"


def _people_words(findings: Findings) -> str:
    hour = findings.demand.design_hour
    return f"{hour.active_users:,.0f} active people, all machines, growth and headroom"


def _document_words(facts: Facts, answers: Assessment) -> str:
    per_hour = facts.number("peak_tx_per_hour")
    types = len({row.document_type for row in answers.volumes.documents})
    return f"{per_hour:,.0f} documents an hour of {counted(types, 'type')}, growth and headroom"


def _measured_words(row: MeasuredTier, comfort: float, growth: float) -> str:
    servers = listed(row.servers) if len(row.servers) <= 3 else counted(len(row.servers), "server")  # noqa: PLR2004
    return f"{row.busy_vcpus:.1f} vCPU busy on {servers} today, x {comfort:g} comfort, x {growth:.2f} growth"


def _gaps(results: Sequence[MethodResult], knowledge: Knowledge) -> Sequence[str]:
    """Return each gap in words, tiers with the same explanation together."""
    agree = knowledge.design_policies[AGREE].value
    groups: dict[tuple[str, str], list[str]] = {}
    for row in results:
        ratio = row.against_chosen
        if not row.chosen and ratio is not None:
            close = f"The two agree within a factor of {agree:g}." if row.agrees else ""
            groups.setdefault((row.title, close or _reasons(row)), []).append(
                f"{_ratio_words(ratio)} for the {row.tier}"
            )
    return [f"{title}: {listed(needs)} as by users. {why}" for (title, why), needs in groups.items()]


def _agrees(ratio: float | None, knowledge: Knowledge) -> bool:
    """Return whether a way lies within the factor up to which two ways count as agreeing."""
    agree = knowledge.design_policies[AGREE].value
    return ratio is None or 1 / agree <= ratio <= agree


def _ratio_words(ratio: float) -> str:
    return f"{ratio:.1f} times as much" if ratio >= 1 else f"{ratio:.0%} as much"


def _reasons(row: MethodResult) -> str:
    """Return what usually explains a gap beyond the factor up to which two ways count as agreeing."""
    if row.method == "documents":
        if (row.against_chosen or 0.0) < 1:
            return (
                "Usual reasons: people look up and approve without making a document; the pauses between two steps are "
                "longer than assumed; documents are missing from the count. Ask how many steps people take an hour."
            )
        return (
            "Usual reasons: interfaces and imports make many of the documents; documents need fewer steps here than "
            "assumed; the peak covers more than an hour's work. Ask who makes the documents of the busiest hour."
        )
    if (row.against_chosen or 0.0) > 1:
        if row.tier == "database":
            return (
                "Usual reasons: missing indexes and slow queries; a database larger than memory; reports and extracts "
                "that nobody listed; older and slower processors. Ask for the statements that take most time."
            )
        return (
            "Usual reasons: custom modules that cost more than planned; work that nobody listed; older and slower "
            "processors. Ask for the slowest requests in the server's log."
        )
    return (
        "Usual reasons: the measurement missed month-end; the load is to grow beyond today's; the plan has people or "
        "interfaces that are not there yet. Measure again over a month-end."
    )


def _why(facts: Facts, *, measured: bool) -> str:
    lead = "The design follows the users: only this way knows hours, response times and what a lost server takes."
    if not measured:
        return f"{lead} Measured use would check it; nothing was measured on the present servers."
    days = facts.number("baseline_days")
    if days < MONTH_DAYS or facts["baseline_includes_month_end"] is not True:
        return f"{lead} The measurement, which may have missed a month-end, is the check on it."
    return f"{lead} The measurement over {days:.0f} days is the check on it: processors of today and of Azure differ."


def _missing(measured: Mapping[Tier, MeasuredTier], *, documents: bool) -> Sequence[str]:
    found = []
    if not documents:
        found.append("By documents an hour: enter documents by type, and how many come in the busiest hour.")
    found.extend(
        f"By measured use of the {tier}: enter the present servers with their CPU use."
        for tier in TIERS
        if tier not in measured
    )
    return found


def _words(results: Sequence[MethodResult], follow: Decimal | None, room: str) -> str:
    more = [row for row in results if _more(row)]
    if more:
        tiers = listed([f"{row.against_chosen:.1f} times as much for the {row.tier}" for row in more])
        cost = ""
        if not all(row.enough for row in more):
            cost = " No size offered in the region has so many vCPUs; split the load by tenant, or tune it."
        elif follow is not None and not follow:
            cost = f" The servers of the design have room for it: {room}."
        return f"Measured use asks for more than the model: {tiers}.{cost}"
    others = [row for row in results if not row.chosen and row.against_chosen is not None]
    if not others:
        return "Sized by users alone; nothing stands beside it yet."
    low = min(row.against_chosen or 0.0 for row in others)
    high = max(row.against_chosen or 0.0 for row in others)
    return f"The other ways ask for {low:.0%} to {high:.0%} of what the design is sized for."
