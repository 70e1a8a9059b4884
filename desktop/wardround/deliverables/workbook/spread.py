"""What is not known exactly: bands and chances, what moves the result, what to ask next with the commands to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.amounts import Currency
from wardround.deliverables.spread_words import TIERS, about, best_questions, heading_of, told
from wardround.deliverables.words import sentence
from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page

NOT_DRAWN = "Only the single answer was worked out."
QUESTIONS = 40


def bands(page: Page, material: Material) -> None:
    """Write the percentiles of each result, the chances of missing a target, and how long the sizes last."""
    columns = (
        Column("What", 58),
        Column("Unit", 14),
        Column("As answered", 15, Kind.TWO_DECIMALS),
        Column("One in ten below", 15, Kind.TWO_DECIMALS),
        Column("Middle", 15, Kind.TWO_DECIMALS),
        Column("One in ten above", 15, Kind.TWO_DECIMALS),
        Column("Chance", 11, Kind.SHARE),
        Column("In words", 62),
    )
    page.table("Spread", columns, _bands(material), NOT_DRAWN)
    found = material.findings.spread
    if found is not None:
        page.note(f"Confidence {found.grade.letter}: {found.grade.words}. {found.grade.definition}.", len(columns))


def _bands(material: Material) -> Iterator[Sequence[Content]]:
    found = material.findings.spread
    if found is None:
        return
    for row in found.bands:
        percent = 100.0 if row.unit == "share" else 1.0
        values = (value * percent if value is not None else None for value in (row.single, row.p10, row.p50, row.p90))
        words = "" if row.p90 is not None else "so many samples have no steady state that the upper end is not a number"
        yield (heading_of(row, Currency()), _unit(row.unit), *values, None, words)
    for chance in found.chances:
        percent = 100.0 if chance.unit == "share" else 1.0
        yield (
            f"{chance.label} (target)",
            _unit(chance.unit),
            chance.target * percent,
            None,
            None,
            None,
            chance.share,
            chance.words,
        )
    for year in found.runway:
        tier = sentence(TIERS.get(year.tier, year.tier)).rstrip(".")
        words = "with all of the headroom kept"
        label = f"{tier}: next size up needed by the end of year {year.year}"
        yield (label, "", None, None, None, None, year.chance, words)


def _unit(unit: str) -> str:
    return {"share": "percent", "x": "times"}.get(unit, unit)


def swings(page: Page, material: Material) -> None:
    """Write what each input moves by itself, everything else as answered."""
    columns = (
        Column("Moves", 14),
        Column("Input", 50),
        Column("Standing", 13),
        Column("Low value", 13, Kind.NUMBER),
        Column("High value", 13, Kind.NUMBER),
        Column("Unit", 14),
        Column("Result at low", 15, Kind.TWO_DECIMALS),
        Column("Result at high", 15, Kind.TWO_DECIMALS),
        Column("Unit of the result", 14),
    )
    page.table("Swings", columns, _swings(material), NOT_DRAWN)


def _swings(material: Material) -> Iterator[Sequence[Content]]:
    found = material.findings.spread
    for row in found.swings if found is not None else ():
        yield (
            "cost" if row.result == "cost" else "response",
            row.label,
            row.standing,
            row.low_value,
            row.high_value,
            "times" if row.unit == "x" else row.unit,
            row.at_low,
            row.at_high,
            "USD/month" if row.result == "cost" else "s",
        )


def questions(page: Page, material: Material) -> None:
    """Write the questions worth asking next, each with what would answer it and the command to run."""
    columns = (
        Column("Question", 10),
        Column("What to ask", 44),
        Column("Standing now", 13),
        Column("Would narrow", 26),
        Column("By", 9, Kind.SHARE),
        Column("Band now", 22),
        Column("Band then", 22),
        Column("What would answer it", 46),
        Column("Command for the administrator", 80),
    )
    page.table("WorthAsking", columns, _questions(material), NOT_DRAWN)


def _questions(material: Material) -> Iterator[Sequence[Content]]:
    found = material.findings.spread
    for row in best_questions(found, QUESTIONS) if found is not None else ():
        unit = "share" if row.tier else "USD/month" if row.result == "cost" else "s"
        now, then = (
            " to ".join(told(value, unit, Currency()) for value in band) for band in (row.band_now, row.band_then)
        )
        yield (
            row.question_id,
            row.label,
            row.standing,
            about(row),
            row.narrower_share,
            now,
            then,
            row.artefact,
            row.command,
        )
