"""Why each number is what it is: every fact, every figure, every price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wardround.assessment import Answer
from wardround.deliverables.amounts import number
from wardround.deliverables.words import ORIGINS, PURCHASE, word
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
            _value(fact.value),
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


def _value(value: object) -> Plain:
    if value is None:
        return "not known yet"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or "none"
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return dated(text) if text[:4].isdigit() else text


def figures(page: Page, material: Material) -> None:
    """Write every figure with its formula in words, what went in, and the source of the formula."""
    columns = (
        Column("Figure", 34),
        Column("What", 34),
        Column("Value", 16, Kind.VALUE),
        Column("Unit", 15),
        Column("Formula in words", 52),
        Column("From", 70),
        Column("Source of the formula", 44),
    )
    rows = (
        (
            figure.name,
            figure.label,
            figure.value,
            figure.unit,
            figure.words,
            "\n".join(_input(each) for each in figure.inputs),
            figure.source,
        )
        for _, figure in sorted(material.findings.figures.items())
    )
    page.table("Figures", columns, rows, "No figure is on record.")


def _input(each: Input) -> str:
    shown = each.value
    if isinstance(shown, bool):
        text = "yes" if shown else "no"
    else:
        text = number(shown) if isinstance(shown, int | float) else shown
    where = f"figure {each.figure}" if each.figure else each.source
    return f"{each.name}: {text} {each.unit}".rstrip() + (f" ({where})" if where else "")


def prices(page: Page, material: Material) -> None:
    """Write every price that the bill uses, once, with how many lines use it."""
    columns = (
        Column("Meter", 40),
        Column("SKU", 24),
        Column("Region", 18),
        Column("Unit", 14),
        Column("Unit price (USD)", 13, Kind.PRICE),
        Column("Price date", 13, Kind.DATE),
        Column("Price mark", 26),
        Column("Purchase option", 20),
        Column("Lines", 8, Kind.COUNT),
        Column("Monthly (USD)", 14, Kind.MONEY),
        Column("Source", 50),
    )
    page.table("Prices", columns, _prices(material.findings.cost.lines), "The bill uses no price.")


def _prices(lines: tuple[LineItem, ...]) -> Iterator[Sequence[Content]]:
    used: dict[tuple[str | Decimal | None, ...], list[LineItem]] = {}
    for line in lines:
        key = (line.meter, line.sku, line.region, line.unit, line.unit_price_usd, line.price_date, line.purchase_option)
        used.setdefault((*key, line.borrowed_from, line.source), []).append(line)
    for same in used.values():
        first = same[0]
        amounts = [line.monthly_usd for line in same if line.monthly_usd is not None]
        yield (
            first.meter,
            first.sku,
            first.region,
            first.unit,
            first.unit_price_usd,
            dated(first.price_date),
            price_mark(first),
            word(PURCHASE, first.purchase_option),
            len(same),
            sum(amounts, Decimal("0.00")) if amounts else "",
            first.source,
        )


def sources(page: Page, material: Material) -> None:
    """Write each document that a price, figure, setting, risk or activity rests on, and how often."""
    columns = (Column("Source", 100), Column("Used by", 30), Column("Times", 9, Kind.COUNT))
    counts: dict[tuple[str, str], int] = {}
    for source, user in _cited(material):
        if source:
            counts[source, user] = counts.get((source, user), 0) + 1
    rows = ((source, user, count) for (source, user), count in sorted(counts.items()))
    page.table("Sources", columns, rows, "Nothing on record has a source.")


def _cited(material: Material) -> Iterator[tuple[str, str]]:
    findings = material.findings
    for line in findings.cost.lines:
        yield line.source, "prices"
    for service in findings.demand.services:
        yield service.source, "service demands"
    for role in findings.deployment:
        for setting in role.settings:
            yield setting.source, "settings"
    for figure in findings.figures.values():
        yield figure.source, "formulas"
    for risk in findings.risks:
        yield risk.source, "risks"
    for activity in findings.roadmap.activities:
        yield activity.source, "roadmap"
    for part in findings.resilience.availability_parts:
        yield part.source, "availability"
