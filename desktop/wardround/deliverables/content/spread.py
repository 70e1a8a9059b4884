"""What is not known exactly: how far the answer may lie off, what moves it, what to ask next, how long sizes last."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.deliverables.amounts import share
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Picture,
    Section,
    Table,
    Titled,
    Together,
)
from wardround.deliverables.charts.tornado import tornado
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.spread_words import (
    TIERS,
    about,
    band_words,
    best_questions,
    narrowed,
    swung,
    told,
    unit_of,
)
from wardround.deliverables.words import listed, sentence
from wardround.engine.findings.spread import Result, Spread

_QUESTIONS = 3
_SWINGS = 4
_LIMITS = 1
_RESPONSE_SWINGS = 3


def spread(matter: Matter) -> Section | None:
    """Return the chapter; None where only the single answer was worked out."""
    found = matter.findings.spread
    if found is None:
        return None
    blocks: list[Block] = [
        KeyFigures(_figures(matter, found)),
        Paragraph(_words(matter, found)),
        Paragraph(f"Confidence: {found.grade.definition}.", "note"),
        *_moves(matter, found, "cost", "What moves the cost of a steady month", _SWINGS),
        *_moves(matter, found, "response", "What moves the response time", _RESPONSE_SWINGS),
        Together((Heading("Worth asking next"), _questions(matter, found))),
        Together((Heading("How long the sizes last"), _runway(found))),
    ]
    says = "How far the answer may lie off, what moves it most, and what would narrow it."
    return Section("spread", "What is not known yet", says, tuple(blocks))


def _figures(matter: Matter, found: Spread) -> tuple[KeyFigure, ...]:
    late = next((row for row in found.chances if row.name == "response"), None)
    figures = [
        KeyFigure("Confidence", found.grade.letter, "from A, close, to E, rough"),
        KeyFigure(
            f"Cost a month, {matter.currency.code}",
            band_words(found.band("cost"), matter.currency),
            "eight of ten samples",
        ),
        KeyFigure("95 % answered within", _response(matter, found), "eight of ten samples"),
    ]
    if late is not None:
        figures.append(KeyFigure("Answers later than asked", share(late.share), "of the samples, sizes as chosen"))
    return tuple(figures)


def _response(matter: Matter, found: Spread) -> str:
    """Return between what the response lies; its upper end is open where one sample in ten has no steady state."""
    band = found.band("response")
    if band is not None and band.p10 is not None and band.p90 is None:
        return f"{told(band.p10, band.unit, matter.currency)} and more"
    return band_words(band, matter.currency)


def _words(matter: Matter, found: Spread) -> str:
    return (
        f"Every answer was varied within what it may really be, {found.samples:,} times. Cost is that of a design "
        "sized anew; response and use are those of the sizes chosen here. "
        f"{_uses(matter, found)}{sentence(matter.told(found.grade.words))}"
    )


def _uses(matter: Matter, found: Spread) -> str:
    """Return between what the use of the servers lies, in eight of ten samples."""
    named = (("application", "application servers"), ("database", "database server"))
    bands = tuple((found.band(name), of) for name, of in named)
    parts = tuple(
        f"{band_words(band, matter.currency)} of the {of}" for band, of in bands if band is not None and band.p10
    )
    return f"In eight of ten, the use is {listed(parts)}. " if parts else ""


def _moves(matter: Matter, found: Spread, result: Result, title: str, most: int) -> Iterator[Block]:
    rows = swung(found, result, matter.currency, most)
    band = found.band(result)
    if not rows or band is None or band.single is None:
        return
    single = told(band.single, unit_of(result), matter.currency)
    drawing = tornado(matter.style, rows, band.single, f"as answered: {single}", matter.width)
    says = "; ".join(f"{row.name}: {row.low_words} to {row.high_words}" for row in rows)
    yield Together((Heading(title), Picture(drawing, says)))


def _questions(matter: Matter, found: Spread) -> Table:
    columns = (
        Column("What to ask", weight=2.2),
        Column("What it would narrow", weight=2.4),
        Column("By", Kind.SHARE, weight=0.6),
        Column("What would answer it", weight=2.6),
    )
    rows = tuple(
        (
            Titled(row.label, f"now {row.standing}"),
            Titled(sentence(about(row)).rstrip("."), narrowed(row, matter.currency)),
            row.narrower_share,
            sentence(row.artefact).rstrip("."),
        )
        for row in best_questions(found, _QUESTIONS)
    )
    note = "Commands to hand to the administrator are in the workbook."
    return Table(columns, rows, "No single answer would narrow the result by a hundredth.", note=note)


def _runway(found: Spread) -> Table:
    years = sorted({row.year for row in found.runway})
    tiers = list(dict.fromkeys(row.tier for row in found.runway))
    chance = {(row.tier, row.year): row.chance for row in found.runway}
    columns = (Column("Tier", weight=2.0), *(Column(f"Year {year}", Kind.SHARE, weight=1.0) for year in years))
    rows = tuple(
        (sentence(TIERS.get(tier, tier)).rstrip("."), *(chance.get((tier, year)) for year in years)) for tier in tiers
    )
    note = "Chance that the next size up is needed by the end of the year, with all of the headroom kept."
    limits = f" {sentence('; '.join(found.limits[:_LIMITS]))}" if found.limits else ""
    return Table(columns, rows, "No tier follows the load.", note=note + limits)
