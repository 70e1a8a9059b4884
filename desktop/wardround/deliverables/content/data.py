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
    Points,
    Section,
    Table,
    Titled,
    Together,
    Verdict,
)
from wardround.deliverables.charts.money_bar import Part, money_bar
from wardround.deliverables.content.clauses import in_clauses
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import CONTROL_STATES, counted, listed, readable, sentence, shortlist, within
from wardround.engine.plain_words import CLASSES

_CLASSES_SHOWN = 5
_SETS_SHOWN = 2
_INHERITED_SHOWN = 2
_DOMAINS_SHOWN = 3
_SWITCHES_SHOWN = 3
_REQUIREMENT = 90


def data(matter: Matter) -> Section:
    """Return the chapter on data classes, regimes and controls."""
    blocks: tuple[Block, ...] = (
        Paragraph(
            "This chapter is planning help, not legal advice. Which laws apply, and whether a control fulfils them, is "
            "for your counsel and your data protection officer to confirm.",
            "caution",
        ),
        Together((Heading("Data held"), _classes(matter))),
        *_inherited(matter),
        *_places(matter),
        Together((Heading("Laws and standards considered"), *_regimes(matter))),
        Together((Heading("State of the controls"), *_states(matter))),
        *_coverage(matter),
        *_deviations(matter),
        *_left_out(matter),
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
        note=f"{len(rows)} of {len(classes)} classes." if len(classes) > len(rows) else "",
    )


def _inherited(matter: Matter) -> tuple[Block, ...]:
    """Return the datasets that carry more than their own class, and classes that no dataset is labelled with."""
    found = matter.findings.data_map
    if found is None:
        return ()
    texts = [
        f"{row.name} is labelled as {_class(row.classes[0].class_id)}, and counts as {_class(row.strictest)}, which "
        f"come {next(one.came for one in row.classes if one.class_id == row.strictest)}."
        for row in found.datasets
        if row.inherits and row.strictest != row.classes[0].class_id
    ]
    texts += [f"No dataset is labelled as {_class(row.class_id)}, which come {row.came}." for row in found.unlabelled]
    if not texts:
        return ()
    return (Together((Heading("What arrives from elsewhere"), Points(tuple(texts[:_INHERITED_SHOWN])))),)


def _class(class_id: str) -> str:
    """Return a class of data as it stands inside a sentence."""
    return CLASSES.get(class_id, class_id)


def _places(matter: Matter) -> tuple[Block, ...]:
    """Return where the copies lie, which of them lie outside their territory, and what is still to settle."""
    found = matter.findings.data_map
    if found is None or not found.copies:
        return ()
    rows = []
    for copy in found.copies:
        wrong = [row for row in found.breaches if (row.copy, row.region) == (copy.copy, copy.region)]
        ruled = any(row.ruled for row in wrong)
        verdict = (
            Verdict("outside", "bad") if ruled else Verdict("to settle", "warn") if wrong else Verdict("inside", "good")
        )
        territories = sorted({row.territory for row in wrong})
        rows.append(
            (
                sentence(copy.what).rstrip("."),
                f"{copy.region_name}, {copy.country}",
                ", ".join(territories) or None,
                verdict,
            )
        )
    notes = list(found.open_points)
    if found.log_days_asked > found.log_days_kept:
        notes.append(
            f"Logs are kept for {found.log_days_kept:,.0f} days; {found.log_regime} asks for "
            f"{found.log_days_asked:,.0f}."
        )
    if found.undeclared:
        notes.append(f"{counted(len(found.undeclared), 'interface')} without a class of data: ask what they carry.")
    if not found.breaches:
        places: dict[str, list[str]] = {}
        for copy in found.copies:
            places.setdefault(f"{copy.region_name}, {copy.country}", []).append(within(copy.what).rstrip("."))
        lie = "; ".join(f"{listed(tuple(copies))} in {place}" for place, copies in places.items())
        text = f"Every copy lies where it may: {lie}. {' '.join(notes)}"
        return (Together((Heading("Where each copy lies"), Paragraph(text.strip()))),)
    table = Table(
        columns=(
            Column("Copy", weight=2.6),
            Column("Where it lies", weight=2.8),
            Column("Must stay in", weight=1.8),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=tuple(rows),
        empty="",
        note=" ".join(notes),
    )
    return (Together((Heading("Where each copy lies"), table)),)


def _coverage(matter: Matter) -> tuple[Block, ...]:
    """Return how far the controls are fulfilled: by law where its paragraphs are matched, and the weakest domains."""
    review = matter.findings.control_review
    if review is None or not review.coverage:
        return ()
    laws = [row for row in review.coverage if row.kind == "regime"]
    domains = sorted(
        (row for row in review.coverage if row.kind == "domain" and row.required),
        key=lambda row: (row.fulfilled_share, -row.required, row.name),
    )
    parts = [f"{matter.names.regime(row.name)} {row.fulfilled} of {row.required}" for row in laws]
    weakest = [f"{within(readable(row.name))} {row.fulfilled} of {row.required}" for row in domains[:_DOMAINS_SHOWN]]
    text = f"Fulfilled: {listed(tuple(parts))}. " if parts else ""
    return (Paragraph(f"{text}The weakest domains: {listed(tuple(weakest))}."),) if weakest else ()


def _left_out(matter: Matter) -> tuple[Block, ...]:
    """Return what leaving out the dearest controls would save, and what it would open."""
    comparison = matter.findings.comparison
    switches = comparison.controls if comparison else ()
    if not switches:
        return ()
    rows = []
    for row in switches[:_SWITCHES_SHOWN]:
        opens = listed(tuple(f"{risk.title} ({risk.score_without})" for risk in row.opens))
        leaves = listed(shortlist(tuple(risk.title for risk in row.leaves), 2))
        rows.append(
            (
                in_clauses(row.requirement.rstrip("."), _REQUIREMENT),
                row.monthly_saving_usd,
                _without(opens, leaves, listed(shortlist(row.unmet, 2)), _asked_for(matter, row.control_id)),
            )
        )
    table = Table(
        columns=(
            Column("Without this control", weight=3.2),
            Column("Saves a month", Kind.MONEY, weight=1.2),
            Column("What that would open", weight=3.6),
        ),
        rows=tuple(rows),
        empty="",
        note="Each was left out in turn, and everything sized, priced and judged again. In brackets: the score.",
    )
    return (Together((Heading("What the dearest controls buy"), table)),)


def _asked_for(matter: Matter, control_id: str) -> str:
    """Return who asks for a control that no score of a risk rests on."""
    review = matter.findings.control_review
    for one in review.controls if review else ():
        if one.control_id == control_id:
            asked = listed(tuple(matter.told(each) for each in one.asked_by[:2]))
            return f"Asked for by {asked}" if asked else f"Good practice for {within(readable(one.domain))}"
    return "Good practice"


def _without(opens: str, leaves: str, unmet: str, asked: str) -> Titled | str:
    """Return what a control is for: the risk it closes, else what it treats, else who asks for it."""
    said = [
        *((opens,) if opens else ()),
        *((f"Stays untreated: {leaves}",) if leaves else ()),
        *((f"No longer met: {unmet}",) if unmet else ()),
    ]
    if not said:
        return f"{asked}; the score of no risk rests on it."
    return Titled(said[0], said[1]) if len(said) > 1 else said[0]


def _regimes(matter: Matter) -> tuple[Block, ...]:
    review = matter.findings.control_review
    unexplained = tuple(row for row in review.regimes if row.unexplained) if review else ()
    said = tuple(row for row in review.regimes if row.overruled) if review else ()
    blocks = list(_regimes_named(matter))
    if said:
        blocks.append(Points(tuple(f"{row.name}: overruled, {within(row.overruled).rstrip('.')}." for row in said)))
    taken = listed(tuple(row.name for row in unexplained if row.applies))
    left = listed(tuple(row.name for row in unexplained if not row.applies))
    words = (
        f"Taken to apply, though jurisdictions and data do not call for it: {taken}." if taken else "",
        f"Left out, though jurisdictions and data call for it: {left}." if left else "",
    )
    if unexplained:
        blocks.append(Paragraph(f"{' '.join(part for part in words if part)} Record why.", "note"))
    return tuple(blocks)


def _regimes_named(matter: Matter) -> tuple[Block, ...]:
    review = matter.findings.control_review
    answered = matter.assessment.compliance.regimes.value or ()
    if answered:
        return (Paragraph(sentence(listed(tuple(matter.names.regime(code) for code in answered)))),)
    suggested = tuple(matter.names.regime(row.regime_id) for row in review.regimes if row.applies) if review else ()
    text = "No law or standard has been named yet"
    return (Paragraph(f"{text}; what is known suggests {listed(suggested)}." if suggested else f"{text}."),)


def _states(matter: Matter) -> tuple[Block, ...]:
    review = matter.findings.control_review
    if review is not None:
        states = [row.counts_as for row in review.controls]
    else:
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
        number = sum(state == code for state in states)
        parts.append(Part(name, Decimal(number), counted(number, "control"), fills[code]))
    if not states:
        return (Paragraph("No control has been looked at yet; each counts as not verified.", "note"),)
    says = "; ".join(f"{part.name}: {part.words}" for part in parts)
    text = "A control that nobody has looked at counts as not verified, a deviation whose term is over as open."
    return (Picture(money_bar(matter.style, parts, matter.width), says, text),)


def _deviations(matter: Matter) -> tuple[Block, ...]:
    rows = [row for row in matter.assessment.compliance.control_states if row.state == "accepted_deviation"]
    if not rows:
        return ()
    table = Table(
        columns=(
            Column("Control, and why the deviation is accepted", weight=5),
            Column("Owner", weight=3.6),
            Column("Until", Kind.DATE, weight=1.1),
        ),
        rows=tuple((Titled(matter.names.control(row.control_id), row.reason), row.owner, row.expires) for row in rows),
        empty="",
    )
    return (Together((Heading("Accepted deviations"), table)),)
