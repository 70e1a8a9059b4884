"""The answer in figures: what it costs, where the money goes, what can go wrong, what is still open."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.chart import Reference

from wardround.deliverables.amounts import date_range, money, short_date
from wardround.deliverables.cost_words import passing_lines, what_prices
from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, readable, word
from wardround.deliverables.workbook import totals
from wardround.deliverables.workbook.kinds import Content, Formula, Kind, Plain
from wardround.deliverables.workbook.look import Tone
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.native_charts import bars, colour_bars
from wardround.deliverables.workbook.page import Column, Page
from wardround.engine.line_items import cents

CARD_ROW = 5
TOTALS_ROW = 11
COLUMNS = 8
"""Columns of the sheet's grid: a label and seven of figures."""

CARDS = ((1, 1), (2, 3), (4, 5), (6, COLUMNS))
"""First and last column of each card."""

WORDS = 5
"""First of the columns over which sentences run."""

TOP = 5
"""How many risks and questions the summary shows; the others have sheets of their own."""


def write(page: Page, material: Material) -> None:
    """Write the summary. Every amount on it is a formula over the bill."""
    page.widths(40, *[15] * (COLUMNS - 1))
    page.section(TOTALS_ROW - 1, "Totals")
    rows = totals.write(page, material, TOTALS_ROW)
    effort = money(material.findings.roadmap.one_time_usd)
    words = f"The effort of the project, {effort} at placeholder day rates, comes once and is in no total here."
    page.spread(rows.words, totals.SHARE + 1, COLUMNS, words, Tone.MUTED)
    _cards(page, material, rows)
    below = _commitments(page, material, rows.rate + 2)
    below = _matrix(page, material, below + 1)
    below = _risks(page, material, below + 1)
    _questions(page, material, below + 1)


def _cards(page: Page, material: Material, rows: totals.TotalRows) -> None:
    cost, roadmap = material.findings.cost, material.findings.roadmap
    sums, local = cost.totals, material.currency
    shift = 0 if local.is_dollar else 3
    converted = tuple(
        amount if local.is_dollar else cents(amount * local.rate)
        for amount in (sums.steady_monthly_usd, sums.yearly_usd, sums.horizon_usd)
    )
    labels = ("A steady month", "First year", material.horizon)
    total_rows = (rows.steady, rows.total, rows.total)
    notes: tuple[Content, ...] = (
        _added_for_now(page, material, rows, totals.SHARE + 1 + shift),
        "recurring lines and one-off lines",
        what_prices(sums),
    )
    for index, (label, shows, note) in enumerate(zip(labels, converted, notes, strict=True)):
        source = f"{page.letter(totals.SHARE + 1 + index + shift)}{total_rows[index]}"
        formula = Formula(f"=ROUND({source},0)", shows.quantize(Decimal(1), "ROUND_HALF_UP"))
        _card(page, index, f"{label} ({local.code})", formula, note)
    asked = f"asked for {short_date(roadmap.target)}" if roadmap.target else "no target date given"
    if roadmap.go_live is None:
        _card(page, len(labels), "Finish", short_date(roadmap.finish), asked)
    else:
        ends = f"{asked}; all work ends {short_date(roadmap.finish)}"
        _card(page, len(labels), "Go-live", short_date(roadmap.go_live), ends)


def _added_for_now(page: Page, material: Material, rows: totals.TotalRows, column: int) -> Content:
    """Return what the lines that end add until then; the price dates where none ends."""
    cost = material.findings.cost
    sums, local = cost.totals, material.currency
    if not sums.temporary_monthly_usd:
        return f"list prices of {date_range(cost.price_date_oldest, cost.price_date_newest)}"
    letter = page.letter(column)
    ends = sorted({line.ends for line in passing_lines(cost) if line.ends is not None})
    most, until = "", f" until {short_date(ends[-1])}" if ends else " for a while"
    if len(ends) > 1:
        # What ends first is in the table below: a split by day would not follow a price changed by hand.
        most, until = "up to ", f", less from {short_date(ends[0])}, nothing after {short_date(ends[-1])}"
    steady, whole = (
        amount if local.is_dollar else cents(amount * local.rate)
        for amount in (sums.steady_monthly_usd, sums.monthly_usd)
    )
    more = (whole - steady).quantize(Decimal(1), "ROUND_HALF_UP")
    return Formula(
        f'="plus {most}"&TEXT({letter}{rows.total}-{letter}{rows.steady},"#,##0")&"{until}"',
        f"plus {most}{more:,}{until}",
    )


def _card(page: Page, index: int, label: str, value: Content, note: Content) -> None:
    first, last = CARDS[index]
    for row, content, tone, points in (
        (CARD_ROW, label, Tone.CARD_LABEL, 16),
        (CARD_ROW + 1, value, Tone.CARD, 26),
        (CARD_ROW + 2, note, Tone.CARD_NOTE, 28),
    ):
        kind = Kind.WHOLE_MONEY if isinstance(content, Formula) else Kind.TEXT
        for column in range(first, last + 1):
            page.put(row, column, content if column == first else None, tone, kind)
        if last > first:
            page.merge(row, first, last)
        page.height(row, points)


def _matrix(page: Page, material: Material, top: int) -> int:
    """Write the list price by tier and environment with the chart beneath, and return the next free row."""
    lines = material.findings.cost.lines
    environments = tuple(dict.fromkeys(line.environment for line in lines))[: COLUMNS - 2]
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        cell = (line.tier, line.environment)
        sums[cell] = sums.get(cell, totals.ZERO) + (line.monthly_usd or totals.ZERO)
    by_tier = {tier: sum((sums.get((tier, e), totals.ZERO) for e in environments), totals.ZERO) for tier, _ in sums}
    tiers = sorted(by_tier, key=lambda tier: (-by_tier[tier], tier))
    page.section(top, "A month at list price by tier and environment (USD)")
    page.new_page_before(top)
    header = top + 1
    titles = [word(ENVIRONMENTS, environment) for environment in environments]
    page.headers(header, [Column("Tier", 40), *(Column(t, 15, Kind.MONEY) for t in (*titles, "All"))])
    first, last = header + 1, header + len(tiers)
    whole = len(environments) + 2
    for row, tier in enumerate(tiers, start=first):
        page.put(row, 1, readable(tier), Tone.BODY)
        for column, environment in enumerate(environments, start=2):
            text = f"=SUMIFS(bill_monthly_usd,bill_tier,$A{row},bill_environment,{page.letter(column)}${header})"
            shows = sums.get((tier, environment), totals.ZERO)
            page.put(row, column, Formula(text, shows), Tone.BODY, Kind.MONEY)
        text = f"=SUM(B{row}:{page.letter(whole - 1)}{row})"
        page.put(row, whole, Formula(text, by_tier[tier]), Tone.BODY, Kind.MONEY)
    page.put(last + 1, 1, "All tiers", Tone.TOTAL)
    for column in range(2, whole + 1):
        shown = (
            by_tier.values()
            if column == whole
            else (sums.get((t, environments[column - 2]), totals.ZERO) for t in tiers)
        )
        letter = page.letter(column)
        formula = Formula(f"=SUM({letter}{first}:{letter}{last})", sum(shown, totals.ZERO))
        page.put(last + 1, column, formula, Tone.TOTAL, Kind.MONEY)
    if not tiers:
        return last + 2
    return _chart(page, last + 3, (first, last), whole, readable(tiers[0]))


def _chart(page: Page, top: int, span: tuple[int, int], column: int, dearest: str) -> int:
    chart = bars(page.look, "Where the money goes: a month at list price (USD)")
    chart.add_data(Reference(page.sheet, min_col=column, min_row=span[0], max_row=span[1]))
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=span[0], max_row=span[1]))
    colour_bars(page.look, chart)
    chart.width, chart.height = 29, 2.2 + 0.6 * (span[1] - span[0] + 1)
    page.chart(chart, top, 1, f"Bar chart of the monthly list price by tier; {dearest} is the largest.")
    return page.bottom + 2


def _commitments(page: Page, material: Material, top: int) -> int:
    page.section(top, "Ways to buy the production servers")
    header = top + 1
    columns = (
        Column("Purchase option", 40),
        Column("A month (USD)", 15, Kind.MONEY),
        Column("Saving", 15, Kind.SHARE),
        Column("Cheaper from month", 15, Kind.COUNT),
        Column("In words", 15),
    )
    page.headers(header, columns)
    page.spread(header, WORDS, COLUMNS, "In words", Tone.CAPTION)
    row = header
    for row, choice in enumerate(material.findings.cost.commitments, start=header + 1):
        page.put(row, 1, word(PURCHASE, choice.option), Tone.BODY)
        amount: Plain = "no price" if choice.monthly_usd is None else choice.monthly_usd
        page.put(row, 2, amount, Tone.BODY, Kind.MONEY)
        page.put(row, 3, choice.saving_share, Tone.BODY, Kind.SHARE)
        page.put(row, 4, choice.break_even_month, Tone.BODY, Kind.COUNT)
        page.spread(row, WORDS, COLUMNS, choice.words, Tone.BODY)
    return row + 1


def _risks(page: Page, material: Material, top: int) -> int:
    risks = sorted(material.findings.risks, key=lambda risk: (-risk.score, risk.risk_id))
    shown = f"The {TOP} largest of {len(risks)} risks" if len(risks) > TOP else "Risks"
    page.section(top, shown)
    page.new_page_before(top)
    header = top + 1
    columns = (
        Column("Risk", 40),
        Column("Id", 15),
        Column("Likelihood x impact", 15, Kind.SCORE),
        Column("After treatment", 15, Kind.SCORE),
        Column("Treatment", 15),
    )
    page.headers(header, columns)
    page.spread(header, WORDS, COLUMNS, "Treatment", Tone.CAPTION)
    if not risks:
        page.put(header + 1, 1, "No rule of the library fires on these answers.", Tone.SENTENCE)
        return header + 2
    row = header
    for row, risk in enumerate(risks[:TOP], start=header + 1):
        page.put(row, 1, risk.title, Tone.BODY)
        page.put(row, 2, risk.risk_id, Tone.BODY)
        page.put(row, 3, risk.score, Tone.BODY, Kind.SCORE)
        page.put(row, 4, risk.residual_likelihood * risk.residual_impact, Tone.BODY, Kind.SCORE)
        page.spread(row, WORDS, COLUMNS, risk.mitigation, Tone.BODY)
    return row + 1


def _questions(page: Page, material: Material, top: int) -> int:
    questions = material.findings.open_questions
    shown = f"The first {TOP} of {len(questions)} open questions" if len(questions) > TOP else "Open questions"
    page.section(top, shown)
    header = top + 1
    columns = (
        Column("Question", 40),
        Column("Owner", 15),
        Column("Due", 15, Kind.DATE),
        Column("Taken as", 15),
        Column("Matters for", 15),
    )
    page.headers(header, columns)
    page.spread(header, WORDS, COLUMNS, "Matters for", Tone.CAPTION)
    if not questions:
        page.put(header + 1, 1, "Nothing is open.", Tone.SENTENCE)
        return header + 2
    row = header
    for row, question in enumerate(questions[:TOP], start=header + 1):
        page.put(row, 1, question.text, Tone.BODY)
        page.put(row, 2, question.owner or "nobody yet", Tone.BODY)
        page.put(row, 3, question.due, Tone.BODY, Kind.DATE)
        page.put(row, 4, question.default, Tone.BODY)
        page.spread(row, WORDS, COLUMNS, ", ".join(question.matters_for), Tone.BODY)
    return row + 1
