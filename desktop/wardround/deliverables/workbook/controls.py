"""The controls that the answers ask for, with the state of each and how many stand in each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wardround.assessment.compliance import ControlState
from wardround.deliverables.words import CONTROL_STATES, readable, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.findings.controls import ControlStanding
from wardround.knowledge import Control

STATES = ("fulfilled", "accepted_deviation", "open", "not_verified", "not_required")
COUNTS_ROW = 5
TABLE_ROW = COUNTS_ROW + len(STATES) + 3
STATE_COLUMN = 4

NOT_LEGAL_ADVICE = "References to laws and standards are planning help, to be confirmed by counsel."


def write(page: Page, material: Material) -> None:
    """Write the counts by state and the list of controls below."""
    columns = (
        Column("Control", 20),
        Column("Domain", 15),
        Column("What it asks for", 46),
        Column("State", 17),
        Column("Evidence", 24),
        Column("Reason", 24),
        Column("Accepted until", 12, Kind.DATE),
        Column("Owner", 18),
        Column("Due", 12, Kind.DATE),
        Column("How on Azure", 44),
        Column("Effect on cost and size", 28),
        Column("Evidence to collect", 32),
        Column("Asked for by", 40),
        Column("vCPU", 9, Kind.TWO_DECIMALS),
        Column("Memory (GiB)", 10, Kind.ONE_DECIMAL),
        Column("Logs (GiB a day)", 10, Kind.TWO_DECIMALS),
        Column("Logs and services a month (USD)", 14, Kind.MONEY),
        Column("HIPAA", 34),
        Column("ISO or HITRUST", 36),
        Column("NIST 800-53", 30),
        Column("Source", 40, Kind.LINE),
    )
    rows = tuple(_rows(material))
    placed = page.table("Controls", columns, rows, "No control applies to these answers.", TABLE_ROW)
    states = placed.column(STATE_COLUMN - 1)
    counts = Counter(row[STATE_COLUMN - 1] for row in rows)
    page.headers(COUNTS_ROW, (Column("State", 20), Column("Controls", 15, Kind.COUNT)))
    for row, state in enumerate(STATES, start=COUNTS_ROW + 1):
        label = word(CONTROL_STATES, state)
        page.put(row, 1, label, Tone.BODY)
        page.put(row, 2, Formula(f"=COUNTIFS({states},$A{row})", counts[label]), Tone.BODY, Kind.COUNT)
    if placed.last >= placed.first:
        colours = page.look.brand.colours
        area = f"D{placed.first}:D{placed.last}"
        for state, colour in (
            ("open", colours.bad_soft),
            ("not_verified", colours.warn_soft),
            ("accepted_deviation", colours.warn_soft),
            ("fulfilled", colours.good_soft),
        ):
            page.tint(area, f'D{placed.first}="{word(CONTROL_STATES, state)}"', colour)


def _rows(material: Material) -> Iterator[Sequence[Content]]:
    recorded = {row.control_id: row for row in material.assessment.compliance.control_states}
    required = {control.control_id for control in material.findings.controls}
    review = material.findings.control_review
    standings = {row.control_id: row for row in (review.controls if review else ())}
    for control_id in sorted(required | recorded.keys()):
        control = material.knowledge.controls.get(control_id)
        yield _row(control_id, control, recorded.get(control_id), standings.get(control_id))


def _row(
    control_id: str, control: Control | None, state: ControlState | None, standing: ControlStanding | None
) -> Sequence[Content]:
    counts = standing.counts_as if standing else state.state if state else "not_verified"
    label = word(CONTROL_STATES, counts)
    lapsed = "The accepted deviation has run out. " if state and state.state != counts else ""
    own: Sequence[Content] = (
        (label, state.evidence, lapsed + state.reason, state.expires, state.owner, state.due)
        if state
        else (label, "", "", None, "", None)
    )
    if control is None:
        return (control_id, "", "not in the catalogue of this version", *own, "", "", "", *_adds(None), "", "", "", "")
    return (
        control_id,
        readable(control.domain),
        control.requirement,
        *own,
        control.azure_implementation,
        control.cost_or_sizing_effect,
        control.evidence_to_collect,
        *_adds(standing),
        ", ".join(control.hipaa_ref),
        ", ".join(control.hitrust_or_iso_ref),
        ", ".join(control.nist_800_53_ref),
        control.source,
    )


def _adds(standing: ControlStanding | None) -> Sequence[Content]:
    if standing is None:
        return ("", None, None, None, None)
    adds = standing.adds
    asked = "\n".join(standing.asked_by) or "good practice for everybody"
    return (
        asked,
        round(adds.vcpus, 2) or None,
        round(adds.memory_gib, 1) or None,
        round(adds.log_gib_per_day, 2) or None,
        adds.monthly_usd or None,
    )
