"""Why each number is what it is: every fact, every figure, every price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wardround.assessment import Answer
from wardround.deliverables.words import ORIGINS, PURCHASE, counted, word
from wardround.deliverables.workbook.bill import price_mark
from wardround.deliverables.workbook.kinds import Content, Kind, Plain
from wardround.deliverables.workbook.material import Material, dated
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.figure import Input
from wardround.engine.findings import LineItem


def assumptions(page: Page, material: Material) -> None:
    """Write every fact that rules and stages speak about: its value, how firmly it stands, and where it came from."""
    columns = (
        Column("Question", 10),
        Column("What", 40),
        Column("Value", 26, Kind.VALUE),
        Column("Unit", 15),
        Column("Standing", 13),
        Column("Origin", 14),
        Column("Where it came from", 50),
        Column("Owner", 18),
        Column("Due", 12, Kind.DATE),
        Column("Note", 34),
        Column("Name in rules", 30),
    )
    placed = page.table("Assumptions", columns, _facts(material), "No fact is on record.")
    if placed.last >= placed.first:
        area = f"E{placed.first}:E{placed.last}"
        page.tint(area, f'OR(E{placed.first}="assumed",E{placed.first}="unknown")', page.look.brand.colours.warn_soft)


def _facts(material: Material) -> Iterator[Sequence[Content]]:
    answers = {path.rpartition(".")[2]: answer for path, answer in material.assessment.answers()}
    vocabulary = material.knowledge.facts
    for name in sorted(material.findings.facts, key=lambda fact: _order(material, fact)):
        fact, entry = material.findings.facts[name], vocabulary.get(name)
        asked = entry is not None and entry.layer == "input"
        answer: Answer[object] = answers.get(name, Answer())
        yield (
            entry.produced_by if entry is not None and asked else "",
            material.names.answer(name) if asked or entry is None else entry.meaning,
            _value(fact.value, table=entry is not None and entry.type == "table"),
            entry.unit if entry is not None else "",
            fact.standing.value,
            word(ORIGINS, fact.origin),
            fact.trail,
            answer.owner,
            answer.due,
            answer.note,
            name,
        )


def _order(material: Material, name: str) -> tuple[bool, str]:
    """Answers first, in the order of the bank of questions; what stages compute after them, by name."""
    entry = material.knowledge.facts.get(name)
    asked = entry is not None and entry.layer == "input"
    return not asked, entry.produced_by if entry is not None and asked else name


def _value(value: object, *, table: bool) -> Plain:
    if value is None:
        return "not known yet"
    if isinstance(value, tuple) and table:
        return counted(len(value), "row")
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or "none"
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return dated(text) if text[:4].isdigit() else text


def figures(page: Page, material: Material) -> None:
    """Write every figure with its formula in words and the source of that, and below each other what went in."""
    columns = (
        Column("Figure", 36),
        Column("What", 36),
        Column("Value", 16, Kind.VALUE),
        Column("Unit", 15),
        Column("Formula in words", 46),
        Column("Source of the formula", 40),
        Column("From", 42),
        Column("Value of that", 20, Kind.VALUE),
        Column("Unit of that", 15),
        Column("Where that came from", 46),
        Column("Explained by figure", 34),
    )
    page.table("Figures", columns, _figures(material), "No figure is on record.")


def _figures(material: Material) -> Iterator[Sequence[Content]]:
    """Yield a row for each input; the figure's own name stands on all of them, so that a filter keeps them together."""
    for _, figure in sorted(material.findings.figures.items()):
        own: Sequence[Content] = (figure.value, figure.unit, figure.words, figure.source)
        for each in figure.inputs or (None,):
            yield (figure.name, figure.label, *own, *_input(each, material))
            own = ("", "", "", "")


def _input(each: Input | None, material: Material) -> Sequence[Content]:
    if each is None:
        return ("", "", "", "", "")
    return (each.name, each.value, each.unit, material.cited(each.source), each.figure)


def prices(page: Page, material: Material) -> None:
    """Write every price that the bill uses, once, with how many lines use it."""
    columns = (
        Column("Meter", 40),
        Column("SKU", 24),
        Column("Region", 18),
        Column("Unit", 14),
        Column("Unit price (USD)", 13, Kind.PRICE),
        Column("Price date", 13, Kind.DATE),
        Column("Price mark", 30),
        Column("Purchase option", 20),
        Column("Lines", 8, Kind.COUNT),
        Column("Monthly (USD)", 14, Kind.MONEY),
        Column("Source", 50),
    )
    page.table("Prices", columns, _prices(material), "The bill uses no price.")


def _prices(material: Material) -> Iterator[Sequence[Content]]:
    used: dict[tuple[str | Decimal | None, ...], list[LineItem]] = {}
    for line in material.findings.cost.lines:
        key = (line.meter, line.sku, line.region, line.unit, line.unit_price_usd, line.price_date, line.purchase_option)
        used.setdefault((*key, line.borrowed_from, line.source), []).append(line)
    for same in used.values():
        first = same[0]
        amounts = [line.monthly_usd for line in same if line.monthly_usd is not None]
        yield (
            first.meter,
            first.sku,
            material.names.region(first.region),
            first.unit,
            first.unit_price_usd,
            dated(first.price_date),
            price_mark(first, material),
            word(PURCHASE, first.purchase_option),
            len(same),
            sum(amounts, Decimal("0.00")) if amounts else "",
            material.cited(first.source),
        )
