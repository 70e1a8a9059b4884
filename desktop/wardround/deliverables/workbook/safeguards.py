"""Sheets on safeguards: coverage, laws, evidence, what a control costs, where data lie, risks by phase, monitoring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wardround.deliverables.words import CONTROL_STATES, listed, phase_name, phase_number, readable, sentence, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings import FiredRisk
from wardround.engine.findings.controls import ControlSwitch, OpenedRisk
from wardround.engine.findings.monitoring import WatchedSignal

COPIES = {
    "primary": "Production",
    "disaster_recovery": "Recovery",
    "backup": "Backup",
    "logs": "Logs",
}
KINDS = {"metric": "Metric", "log": "Log", "trace": "Trace", "security": "Security event"}


def coverage(page: Page, material: Material) -> None:
    """Write how far the controls of each domain and each law are fulfilled."""
    columns = (
        Column("By", 20),
        Column("Name", 44),
        Column("Required", 11, Kind.COUNT),
        Column("Fulfilled", 11, Kind.COUNT),
        Column("Share fulfilled", 11, Kind.SHARE),
        Column("Accepted deviations", 12, Kind.COUNT),
        Column("Open", 9, Kind.COUNT),
        Column("Not verified", 11, Kind.COUNT),
    )
    review = material.findings.control_review
    rows = (
        (
            "Domain" if row.kind == "domain" else "Law or standard",
            readable(row.name) if row.kind == "domain" else material.names.regime(row.name),
            row.required,
            row.fulfilled,
            Formula(f"=IF($C{place}=0,1,$D{place}/$C{place})", row.fulfilled_share),
            row.deviations,
            row.open,
            row.not_verified,
        )
        for place, row in enumerate(review.coverage if review else (), start=FIRST_ROW)
    )
    page.table("Coverage", columns, rows, "No control applies to these answers.")


def laws(page: Page, material: Material) -> None:
    """Write the laws and standards: called for or not, taken to apply or not, and why."""
    columns = (
        Column("Law or standard", 44),
        Column("Called for by the answers", 12),
        Column("Taken to apply", 11),
        Column("Because", 50),
        Column("Why it was overruled", 44),
        Column("Paragraphs matched to controls", 14),
    )
    review = material.findings.control_review
    rows = (
        (
            row.name,
            row.called_for,
            row.applies,
            "\n".join(material.names.spelt_out(text) for text in row.because),
            row.overruled or ("no reason given yet" if row.unexplained else ""),
            row.mapped,
        )
        for row in (review.regimes if review else ())
    )
    page.table("Laws", columns, rows, "No law or standard is called for by these answers.")


def evidence(page: Page, material: Material) -> None:
    """Write what is to be collected to show that each control works."""
    columns = (
        Column("Control", 13),
        Column("What it asks for", 46),
        Column("Evidence to collect", 44),
        Column("Evidence so far", 40),
        Column("State", 18),
        Column("Owner", 24),
        Column("Due", 12, Kind.DATE),
    )
    review = material.findings.control_review
    rows = (
        (
            row.control_id,
            row.requirement,
            row.evidence_to_collect,
            row.evidence,
            word(CONTROL_STATES, row.counts_as),
            row.owner or "nobody yet",
            row.due,
        )
        for row in (review.controls if review else ())
        if row.counts_as != "not_required"
    )
    page.table("Evidence", columns, rows, "No control applies to these answers.")


def left_out(page: Page, material: Material) -> None:
    """Write what leaving out each of the dearest controls would save, and what it would open."""
    columns = (
        Column("Control", 13),
        Column("What it asks for", 46),
        Column("Saves a month (USD)", 13, Kind.MONEY),
        Column("vCPU less", 9, Kind.COUNT),
        Column("Memory less (GiB)", 10, Kind.COUNT),
        Column("Logs less (GiB a day)", 10, Kind.ONE_DECIMAL),
        Column("Risks that it opens", 54),
        Column("Risks that it was meant to lower", 46),
        Column("Paragraphs left unanswered", 40),
    )
    comparison = material.findings.comparison
    rows = (_switch(row) for row in (comparison.controls if comparison else ()))
    page.table("LeftOut", columns, rows, "No control in force adds to cost or size.")


def _switch(row: ControlSwitch) -> Sequence[Content]:
    return (
        row.control_id,
        row.requirement,
        row.monthly_saving_usd,
        row.vcpus_saved,
        round(row.memory_gib_saved),
        row.log_gib_per_day_saved,
        "\n".join(opened_words(risk) for risk in row.opens) or "none of the library",
        "\n".join(f"{risk.title} (stays at {risk.score_without})" for risk in row.leaves),
        "\n".join(row.unmet),
    )


def opened_words(risk: OpenedRisk) -> str:
    """Return a risk that a missing control opens, with its score: 'An attack goes unseen (15)'."""
    if risk.score_with:
        return f"{risk.title} (from {risk.score_with} to {risk.score_without})"
    return f"{risk.title} ({risk.score_without})"


def places(page: Page, material: Material) -> None:
    """Write every copy with its region, and the data that must not lie there."""
    columns = (
        Column("Copy", 16),
        Column("What", 30),
        Column("Region", 22),
        Column("Country", 20),
        Column("Covered by the residency rule", 14),
        Column("Verdict", 12),
        Column("Why", 80),
    )
    found = material.findings.data_map
    page.table("Places", columns, _places(material), "Nothing is placed yet.")
    if found is None:
        return
    remarks = [row.words for row in found.breaches if row.copy not in COPIES]
    remarks += list(found.open_points)
    if found.log_days_asked > found.log_days_kept:
        remarks.append(
            f"Logs are kept for {found.log_days_kept:,.0f} days; {found.log_regime} asks for "
            f"{found.log_days_asked:,.0f}."
        )
    remarks += [
        f"{material.names.data_class(row.class_id)} comes into the ERP {row.came}, and no dataset there is labelled "
        "with it."
        for row in found.unlabelled
    ]
    if found.undeclared:
        remarks.append(f"Nobody has said which data these carry: {listed(found.undeclared)}.")
    if remarks:
        page.note(" ".join(remarks), len(columns))


def _places(material: Material) -> Iterator[Sequence[Content]]:
    found = material.findings.data_map
    for copy in found.copies if found else ():
        wrong = [row for row in found.breaches if (row.copy, row.region) == (copy.copy, copy.region)] if found else []
        ruled = any(row.ruled for row in wrong)
        yield (
            word(COPIES, copy.copy),
            copy.what[:1].upper() + copy.what[1:],
            copy.region_name,
            copy.country,
            copy.ruled,
            "outside" if ruled else "to settle" if wrong else "inside",
            "\n".join(row.words for row in wrong),
        )


def arrived(material: Material, key: str) -> tuple[str, str, int | None, str, float | None]:
    """Return what arrives at a dataset in words, its strictest class, sensitivity, isolation and retention asked."""
    found = material.findings.data_map
    row = next((row for row in (found.datasets if found else ()) if row.key == key), None)
    if row is None:
        return "", "", None, "", None
    ways = "\n".join(f"{material.names.data_class(one.class_id)} {one.came}" for one in row.classes if one.came)
    isolation = readable(row.min_tenancy).replace(" db", " database").replace(" vm", " servers")
    return ways, material.names.data_class(row.strictest), row.sensitivity, isolation, row.retention_years


def by_phase(page: Page, material: Material) -> None:
    """Write how many risks of each category are to be treated by which phase."""
    risks = material.findings.risks
    phases = sorted({risk.due_phase for risk in risks}, key=lambda phase: (phase_number(phase), phase))
    columns = (
        Column("Category", 24),
        Column("Risks", 9, Kind.COUNT),
        Column("Highest score", 10, Kind.SCORE),
        Column("Highest after", 10, Kind.SCORE),
        Column("Accepted", 10, Kind.COUNT),
        *(Column(phase_name(phase) or "No phase", 13, Kind.COUNT) for phase in phases),
    )
    categories = sorted(
        {risk.category for risk in risks}, key=lambda name: (-max(r.score for r in risks if r.category == name), name)
    )
    rows = (_category(name, [risk for risk in risks if risk.category == name], phases) for name in categories)
    page.table("RisksByPhase", columns, rows, "No rule of the library fires on these answers.")


def _category(name: str, risks: Sequence[FiredRisk], phases: Sequence[str]) -> Sequence[Content]:
    counts = Counter(risk.due_phase for risk in risks)
    return (
        readable(name),
        len(risks),
        max(risk.score for risk in risks),
        max(risk.residual_likelihood * risk.residual_impact for risk in risks),
        sum(risk.is_accepted for risk in risks),
        *(counts[phase] or None for phase in phases),
    )


def _marks(row: WatchedSignal) -> Sequence[Content]:
    """Return both marks with their unit; shares as per cent."""
    if row.unit != "share":
        return (row.warning, row.critical, row.unit)
    marks = (None if mark is None else round(mark * 100, 1) for mark in (row.warning, row.critical))
    return (*marks, "%")


def monitoring(page: Page, material: Material) -> None:
    """Write the monitoring plan: what to watch, at which mark somebody is called, and what is done first."""
    columns = (
        Column("Kind", 14),
        Column("Part", 14),
        Column("What is watched", 30),
        Column("Where it is read", 36),
        Column("Bad when", 9),
        Column("Warn at", 10, Kind.VALUE, inputs=True),
        Column("Call at", 10, Kind.VALUE, inputs=True),
        Column("Unit", 15),
        Column("For (minutes)", 10, Kind.COUNT),
        Column("Why there", 44),
        Column("What is done first", 44),
        Column("Who", 20),
        Column("Controls", 22),
        Column("Source", 40, Kind.LINE),
    )
    rows = (
        (
            word(KINDS, row.kind),
            readable(row.component),
            row.title,
            row.where,
            row.direction,
            *_marks(row),
            row.for_minutes,
            sentence(row.because),
            sentence(row.action),
            readable(row.owner_role),
            ", ".join(row.controls),
            row.source,
        )
        for row in material.findings.monitoring
    )
    page.table("Monitoring", columns, rows, "No signal applies to these answers.")
