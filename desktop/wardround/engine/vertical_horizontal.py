"""Few large servers against many small ones, and for the database a larger server against a replica or a pooler.

Each layout of the application is judged by `assess` itself with the size set by hand, so price, response and
constraints are those of the design.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from wardround.assessment import Assessment
from wardround.assessment.platform import Pin
from wardround.catalogue import VmSize
from wardround.engine.autoscaling import modelled_role
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.findings.scaling import Layout, TierLayouts
from wardround.engine.plain_words import counted

if TYPE_CHECKING:
    from wardround.engine.compare import Study

CLOSE_SHARE = 0.05
"""Layouts whose prices differ by less are weighed by what is lost with one server (judgement)."""
SAME_PRICE_SHARE = 0.005
SAME_RESPONSE_SHARE = 0.01
"""Differences that nobody would notice."""
TOO_LITTLE = {
    "cpu": "processors",
    "memory": "memory",
    "response": "response over its target",
    "response_alone": "response over its target, even without waiting",
    "workers": "more workers than the vendor allows",
    "vendor_floor": "fewer workers than the floor",
}
MARK_TOO_SMALL = "set by hand, and too small"
KEY_LENGTH = 80
"""The longest key of a row."""
SECURITY = "Defender for Cloud"
SERVERS_PLAN = "Servers plan 2"


def vertical_horizontal(study: Study) -> tuple[TierLayouts, ...]:
    """Return the layouts of application and database side by side."""
    found = [_application(study), _database(study)]
    return tuple(layouts for layouts in found if layouts is not None)


def _application(study: Study) -> TierLayouts | None:
    role = modelled_role(study.findings)
    need = None if role is None else next((row for row in role.needs if row.name == "cpu"), None)
    if role is None or need is None or role.platform != "vm":
        return None
    lost = _lost(study.findings)
    layouts = [_layout(study, role, study.findings, name="", chosen=True)]
    for nodes in _other_numbers(role.nodes, lost):
        size = _same_kind(study, role, need.needed / max(nodes - lost, 1))
        if size is None or (size.sku, nodes) == (role.sku, role.nodes):
            continue
        other = study.assessed(with_pin(study.assessment, role, size.sku, nodes))
        built = _role(other, role.role, role.tenant)
        if built is not None:
            layouts.append(_layout(study, built, other, name="", chosen=False))
    layouts.sort(key=lambda row: (row.nodes, row.vcpus))
    named = [replace(row, name=f"{_number_words(row, layouts)}") for row in layouts]
    judged = _judged(named)
    return TierLayouts("application", role.tenant, judged, _application_words(judged))


def _other_numbers(nodes: int, lost: int) -> tuple[int, ...]:
    least = lost + 1
    return tuple(sorted({least, max(ceil(nodes / 2), least), nodes * 2} - {nodes}))


def _same_kind(study: Study, role: RoleSizing, vcpus: float) -> VmSize | None:
    """Return the smallest size of the same series with so many vCPUs; they have the same cores and memory each."""
    sizes = study.catalogue.sizes_offered(study.findings.sizing.region)
    fitting = [size for size in sizes if size.series == role.series and size.vcpus >= vcpus - 1e-9]
    return min(fitting, key=lambda size: (size.vcpus, size.memory_gib, size.sku), default=None)


def with_pin(assessment: Assessment, role: RoleSizing, sku: str, nodes: int | None) -> Assessment:
    """Return the answers with a size set by hand for a role, in place of one set before."""
    pins = assessment.platform.pins
    place = (role.environment, role.role, role.tenant)
    kept = tuple(pin for pin in pins if (pin.environment, pin.role, pin.tenant) != place)
    key = "-".join(part for part in ("layout", *place) if part)[:KEY_LENGTH]
    own = Pin(key=key, environment=role.environment, role=role.role, tenant=role.tenant, sku=sku, nodes=nodes)
    platform = assessment.platform.model_copy(update={"pins": (*kept, own)})
    return assessment.model_copy(update={"platform": platform})


def _layout(study: Study, role: RoleSizing, findings: Findings, *, name: str, chosen: bool) -> Layout:
    modelled = modelled_role(findings)
    told = modelled is not None and modelled.tenant == role.tenant  # else the response is of another tenant's servers
    late = next((mark for mark in role.marks if mark.startswith(MARK_TOO_SMALL)), "")
    besides = per_server_usd(study) * role.nodes
    return Layout(
        name=name,
        sku=role.sku,
        nodes=role.nodes,
        vcpus=role.vcpus,
        monthly_usd=None if role.monthly_usd is None else role.monthly_usd + besides,
        p95_s=findings.sizing.performance.design_hour.p95_response_s if told else None,
        lost_share=1 / role.nodes if role.nodes else 0.0,
        enough=not late,
        chosen=chosen,
        verdict=_missing(role) if late else "",
    )


def _missing(role: RoleSizing) -> str:
    """Return what a role set by hand has too little of, in few words."""
    worst = max(role.needs, key=lambda need: need.used_share or 0.0, default=None)
    return TOO_LITTLE.get(worst.name, worst.words) if worst is not None else "a constraint"


def per_server_usd(study: Study) -> Decimal:
    """Return what is paid a month for each server besides itself: the protection software. [USD]."""
    if study.findings.facts["edr_planned"].value is not True:
        return Decimal("0.00")
    price = study.catalogue.service_price(study.findings.sizing.region, SECURITY, SERVERS_PLAN)
    return Decimal("0.00") if price is None else price.usd


def _number_words(row: Layout, layouts: Sequence[Layout]) -> str:
    chosen = next(other for other in layouts if other.chosen)
    if row.chosen:
        return "As designed"
    if row.sku == chosen.sku:
        if abs(row.nodes - chosen.nodes) == 1:
            return "One more of the same" if row.nodes > chosen.nodes else "One fewer of the same"
        return "More of the same" if row.nodes > chosen.nodes else "Fewer of the same"
    return "Fewer, larger" if row.nodes < chosen.nodes else "More, smaller"


def _judged(layouts: Sequence[Layout]) -> tuple[Layout, ...]:
    base = next(row for row in layouts if row.chosen)
    found = []
    for row in layouts:
        if row.chosen:
            verdict = "chosen"
        elif not row.enough:
            verdict = f"too small once a server is lost: {row.verdict}"
        elif row.monthly_usd is None or base.monthly_usd is None or not base.monthly_usd:
            verdict = "no price to compare"
        else:
            share = float(row.monthly_usd / base.monthly_usd) - 1
            more = f"{abs(share):.0%} {'dearer' if share > 0 else 'cheaper'}"
            verdict = "costs the same" if abs(share) < SAME_PRICE_SHARE else more
        found.append(replace(row, verdict=verdict))
    return tuple(found)


def _application_words(layouts: Sequence[Layout]) -> str:
    base = next(row for row in layouts if row.chosen)
    servers = f"{counted(base.nodes, 'server')} of {base.vcpus} vCPUs"
    lead = f"{servers}: one that fails takes {base.lost_share:.0%} of the power"
    rivals = [
        row
        for row in layouts
        if row.enough and not row.chosen and row.monthly_usd is not None and base.monthly_usd is not None
    ]
    close = [
        row
        for row in rivals
        if row.nodes > base.nodes and row.monthly_usd <= base.monthly_usd * Decimal(str(1 + CLOSE_SHARE))  # type: ignore[operator]
    ]
    if close:
        best = min(close, key=lambda row: row.lost_share)
        return (
            f"{lead}. {counted(best.nodes, 'server')} of {best.vcpus} vCPUs cost about as much and lose "
            f"{best.lost_share:.0%}: worth taking where more servers to patch are no trouble."
        )
    dearer = [row for row in rivals if row.nodes > base.nodes and row.vcpus < base.vcpus]
    larger = [row for row in rivals if row.nodes < base.nodes]
    parts = []
    if larger:
        parts.append(f"fewer and larger ones are {_least(larger).verdict}")
    if dearer:
        parts.append(f"more and smaller ones are {_least(dearer).verdict}")
    return f"{lead}; {' and '.join(parts)}." if parts else f"{lead}."


def _least(layouts: Sequence[Layout]) -> Layout:
    return min(layouts, key=lambda row: (row.monthly_usd or Decimal(0), row.nodes))


def _database(study: Study) -> TierLayouts | None:
    main = modelled_role(study.findings)
    if main is None:
        return None
    role = _role(study.findings, "postgresql", main.tenant)
    if role is None:
        return None
    replica = _role(study.findings, "read_replica", main.tenant)
    before = study.findings
    apart = None
    reports = study.assessment.reports.reports
    if reports:
        apart = study.assessed(_reports_read(study.assessment, replica=replica is None))
    rows = [
        _database_row(study, before, main.tenant, "As designed" + (", with a replica" if replica else ""), chosen=True)
    ]
    larger = next((row for row in role.alternatives if row.verdict == "larger"), None)
    if larger is not None:
        size = study.catalogue.size(larger.sku)
        each = larger.monthly_usd * role.nodes / max(larger.nodes, 1)
        extra = (replica.monthly_usd or Decimal(0)) if replica else Decimal(0)
        rows.append(
            Layout(
                "Next larger server",
                larger.sku,
                rows[0].nodes,
                size.vcpus,
                each + extra + per_server_usd(study) * rows[0].nodes,
                larger.predicted_p95_s,
                1.0,
                enough=True,
                chosen=False,
                verdict="",
            )
        )
    if apart is not None:
        name = "Without a replica for reports" if replica else "With a replica for reports"
        rows.append(_database_row(study, apart, main.tenant, name, chosen=False))
    judged = _judged(rows)
    return TierLayouts("database", main.tenant, judged, _database_words(judged, role))


def _reports_read(assessment: Assessment, *, replica: bool) -> Assessment:
    """Return the answers with every report allowed, or none, to read a replica."""
    rows = tuple(row.model_copy(update={"reads_replica": replica}) for row in assessment.reports.reports)
    return assessment.model_copy(update={"reports": assessment.reports.model_copy(update={"reports": rows})})


def _database_row(study: Study, findings: Findings, tenant: str, name: str, *, chosen: bool) -> Layout:
    role, replica = _role(findings, "postgresql", tenant), _role(findings, "read_replica", tenant)
    assert role is not None  # noqa: S101 - production always has a database
    prices = [row.monthly_usd for row in (role, replica) if row is not None]
    servers = role.nodes + (replica.nodes if replica else 0)
    priced = [price for price in prices if price is not None]
    whole = sum(priced, per_server_usd(study) * servers) if len(priced) == len(prices) else None
    return Layout(
        name=name,
        sku=role.sku,
        nodes=servers,
        vcpus=role.vcpus,
        monthly_usd=whole,
        p95_s=findings.sizing.performance.design_hour.p95_response_s,
        lost_share=1.0,
        enough=True,
        chosen=chosen,
        verdict="",
    )


def _database_words(layouts: Sequence[Layout], role: RoleSizing) -> str:
    pooler = next((row.value for row in role.settings if row.name == "max_connections"), "")
    lead = "PostgreSQL writes in one place, so more servers help readers alone"
    base = layouts[0]
    other = next((row for row in layouts[1:] if "replica" in row.name), None)
    if other is not None and other.p95_s is not None and base.p95_s is not None:
        change = other.p95_s / base.p95_s - 1 if base.p95_s else 0.0
        said = (
            "users would notice nothing"
            if abs(change) < SAME_RESPONSE_SHARE
            else f"users would wait {abs(change):.0%} {'longer' if change > 0 else 'less'}"
        )
        lead += f"; {other.name[:1].lower()}{other.name[1:]} it would be {other.verdict}, and {said}"
    words = f"{lead}."
    if pooler:
        words += f" The pooler keeps the server at {pooler} connections and costs nothing, so it comes first."
    return words


def _role(findings: Findings, name: str, tenant: str) -> RoleSizing | None:
    return next(
        (
            role
            for role in findings.deployment
            if (role.environment, role.role, role.tenant) == ("production", name, tenant)
        ),
        None,
    )


def _lost(findings: Findings) -> int:
    value = findings.facts["nodes_lost"].value
    return int(value) if isinstance(value, int | float) else 0
