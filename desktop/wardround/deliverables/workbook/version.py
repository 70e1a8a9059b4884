"""What this workbook was made from, and a place to record what is changed in it by hand."""

from __future__ import annotations

from wardround import __version__
from wardround.deliverables.amounts import date_range, long_date, partial_date
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.workbook.kinds import Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import HEADER_ROW, Column, Page
from wardround.engine.findings import FINDINGS_SCHEMA_VERSION

CHANGE_ROWS = 12
"""Empty rows that the list of changes starts with."""


def lines(material: Material) -> tuple[tuple[str, str], ...]:
    """Return what identifies this workbook: labels and values."""
    findings, cost = material.findings, material.findings.cost
    engagement, local = material.assessment.engagement, material.currency
    rate = "US dollars only"
    if not local.is_dollar:
        rate = f"{local.rate.normalize():f} {local.code} for one USD"
        rate += f", of {partial_date(local.rate_date)}" if local.rate_date else ", date not given"
    return (
        ("Client", engagement.client or "not named"),
        ("Project", engagement.project),
        ("Scenario", _scenario(material)),
        ("Author", engagement.author or "not named"),
        ("Date", long_date(findings.as_of)),
        ("Confidentiality", engagement.confidentiality),
        ("Prices", f"list prices of {date_range(cost.price_date_oldest, cost.price_date_newest)}"),
        ("Price regions", _price_regions(material)),
        ("Exchange rate", rate),
        ("Fingerprint of the answers", fingerprint(material.assessment)),
        ("Wardround", __version__),
        ("Rules", findings.knowledge_version),
        ("Schema of the findings", str(FINDINGS_SCHEMA_VERSION)),
    )


def _price_regions(material: Material) -> str:
    """Return the regions that things are bought in, and those whose price lists stand in for a price of theirs."""
    cost, name = material.findings.cost, material.names.region
    lent = tuple(dict.fromkeys(line.borrowed_from for line in cost.lines if line.borrowed_from))
    bought = ", ".join(name(code) for code in cost.regions)
    return f"{bought}; prices borrowed from {', '.join(map(name, lent))}" if lent else bought


def _scenario(material: Material) -> str:
    key = material.findings.scenario
    titles = {scenario.key: scenario.title for scenario in material.assessment.scenarios}
    return titles.get(key, key) or "the answers as they stand"


def write(page: Page, material: Material) -> None:
    """Write what identifies the workbook, and a list for changes made by hand."""
    changes = (
        Column("Date", 26, Kind.DATE),
        Column("Sheet", 30),
        Column("Cell", 12),
        Column("Old value", 22),
        Column("New value", 22),
        Column("By", 22),
        Column("Why", 50),
    )
    identity = lines(material)
    page.widths(*(column.width for column in changes))
    page.headers(HEADER_ROW, (Column("Item", 26), Column("Value", 30)))
    for row, (label, value) in enumerate(identity, start=HEADER_ROW + 1):
        page.put(row, 1, label, Tone.BODY)
        page.put(row, 2, value, Tone.BODY)
    top = HEADER_ROW + len(identity) + 3
    page.section(top - 1, "Changes made by hand since")
    page.table("Changes", changes, [[None] * len(changes)] * CHANGE_ROWS, "", top)
