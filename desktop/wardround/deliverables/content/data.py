"""Data, laws and controls: planning help."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Picture,
    Section,
    Table,
    Titled,
    Together,
)
from wardround.deliverables.charts.money_bar import Part, money_bar
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import CONTROL_STATES, counted, listed, sentence, shortlist

_OPEN_SHOWN = 6
_CLASSES_SHOWN = 10
_SETS_SHOWN = 3


def data(matter: Matter) -> Section:
    """Return the chapter on data classes, regimes and controls."""
    blocks: tuple[Block, ...] = (
        Paragraph(
            "This chapter is planning help, not legal advice. Which laws apply, and whether a control fulfils them, is "
            "for your counsel and your data protection officer to confirm.",
            "caution",
        ),
        Together((Heading("Data held"), _classes(matter))),
        Together((Heading("Laws and standards considered"), *_regimes(matter))),
        Together((Heading("State of the controls"), *_states(matter))),
        *_open(matter),
        *_deviations(matter),
    )
    return Section(
        "data", "Data and controls", "What is held, what that asks for, and how far it is fulfilled.", blocks
    )


def _classes(matter: Matter) -> Table:
    answers = matter.assessment.data
    held = answers.data_classes.value or ()
    classes = tuple(dict.fromkeys((*held, *(row.data_class for row in answers.datasets))))
    rows = []
    for code in classes[:_CLASSES_SHOWN]:
        sets = [row for row in answers.datasets if row.data_class == code]
        places = sorted({row.residency for row in sets if row.residency})
        years = max((row.retention_years for row in sets if row.retention_years is not None), default=None)
        names = listed(shortlist(tuple(row.name for row in sets), _SETS_SHOWN))
        rows.append((matter.names.data_class(code), names or None, ", ".join(places) or None, years))
    return Table(
        columns=(
            Column("Class", weight=3.2),
            Column("Datasets", weight=3.4),
            Column("Must stay in", weight=1.6),
            Column("Kept", Kind.NUMBER, "years", weight=1),
        ),
        rows=tuple(rows),
        empty="No data class has been named yet.",
        note=f"{len(classes) - len(rows)} more are in the workbook." if len(classes) > len(rows) else "",
    )


def _regimes(matter: Matter) -> tuple[Block, ...]:
    regimes = matter.assessment.compliance.regimes.value or ()
    if not regimes:
        return (Paragraph("No law or standard has been named yet.", "note"),)
    return (Paragraph(sentence(listed(tuple(matter.names.regime(code) for code in regimes)))),)


def _states(matter: Matter) -> tuple[Block, ...]:
    states = [row.state for row in matter.assessment.compliance.control_states]
    colours = matter.style.colours
    fills = {
        "fulfilled": colours.good,
        "accepted_deviation": colours.of_series(4),
        "open": colours.of_series(1),
        "not_verified": colours.of_series(7),
        "not_required": colours.line,
    }
    parts = []
    for code, name in CONTROL_STATES.items():
        number = states.count(code)  # type: ignore[arg-type]  # the codes are the states
        parts.append(Part(name, Decimal(number), counted(number, "control"), fills[code]))
    if not states:
        return (Paragraph("No control has been looked at yet; each counts as not verified.", "note"),)
    says = "; ".join(f"{part.name}: {part.words}" for part in parts)
    text = "Controls of the catalogue that are not counted here have not been looked at yet."
    return (Picture(money_bar(matter.style, parts, matter.width), says, text),)


def _open(matter: Matter) -> tuple[Block, ...]:
    rows = [row for row in matter.assessment.compliance.control_states if row.state == "open"]
    if not rows:
        return ()
    shown = rows[:_OPEN_SHOWN]
    table = Table(
        columns=(
            Column("What the control asks for", weight=6),
            Column("Owner", weight=2.2),
            Column("Due", Kind.DATE, weight=1.1),
        ),
        rows=tuple((matter.names.control(r.control_id), r.owner or "nobody yet", r.due) for r in shown),
        empty="",
        note=f"{len(rows) - len(shown)} more open controls are in the workbook." if len(rows) > len(shown) else "",
    )
    return (Heading("Open controls"), table)


def _deviations(matter: Matter) -> tuple[Block, ...]:
    rows = [row for row in matter.assessment.compliance.control_states if row.state == "accepted_deviation"]
    if not rows:
        return ()
    table = Table(
        columns=(
            Column("Control, and why the deviation is accepted", weight=6),
            Column("Owner", weight=2.2),
            Column("Until", Kind.DATE, weight=1.1),
        ),
        rows=tuple((Titled(matter.names.control(row.control_id), row.reason), row.owner, row.expires) for row in rows),
        empty="",
    )
    return (Together((Heading("Accepted deviations"), table)),)
