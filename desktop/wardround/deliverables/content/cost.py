"""What it costs, and on which prices that rests."""

from __future__ import annotations

from decimal import Decimal

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Beside,
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
    Verdict,
)
from wardround.deliverables.charts.bars import Bar, bars
from wardround.deliverables.content.buying import how_to_buy
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.other_ways import nonproduction_hours
from wardround.deliverables.cost_words import added_for_now, shares_held, what_ends, what_prices, without_price
from wardround.deliverables.words import ENVIRONMENTS, PURCHASE, counted, listed, sentence, size_name, word
from wardround.engine.cost import OWN_LINE
from wardround.engine.findings import CostGroup, LineItem

_UNPRICED_SHOWN = 3
_BORROWED_SHOWN = 1
_OWN_SHOWN = 3


def cost(matter: Matter) -> Section:
    """Return the chapter on cost."""
    found = matter.findings.cost
    half = (matter.width - 16) / 2
    blocks: list[Block] = [
        KeyFigures(_figures(matter)),
        Paragraph(_what_is_in_it(matter)),
        Beside(
            left=(Heading("By environment, at list price"), _bars(matter, found.by_environment, half)),
            right=(Heading("How the machines are bought"), _commitments(matter, half)),
        ),
        *how_to_buy(matter),
        *_budget(matter),
        Together((Heading("From list price to a steady month"), _total(matter))),
        *_own_lines(matter),
        *_outlived(matter),
        *nonproduction_hours(matter),
        *_doubtful(matter),
    ]
    says = "Each month, to the horizon, and what the prices are."
    return Section("cost", "Cost", says, tuple(blocks))


def _figures(matter: Matter) -> tuple[KeyFigure, ...]:
    found = matter.findings.cost
    totals = found.totals
    years = counted(found.horizon_years, "year")
    return (
        KeyFigure(
            "A steady month",
            matter.money(totals.steady_monthly_usd),
            added_for_now(found, matter.currency) or matter.beside(totals.steady_monthly_usd) or totals.words,
        ),
        KeyFigure("First year", matter.money(totals.yearly_usd), "recurring and one-off lines"),
        KeyFigure(f"Over {years}", matter.money(totals.horizon_usd), what_prices(totals)),
        KeyFigure(
            "The project, once",
            matter.money(matter.findings.roadmap.one_time_usd),
            "effort at placeholder day rates, in no other figure here",
        ),
    )


def _what_is_in_it(matter: Matter) -> str:
    found = matter.findings.cost
    lacking, ends = without_price(found), what_ends(found)
    text = f"All four are in {matter.currency.code}; the first three {shares_held(found)}, the project before both."
    if ends:
        text += f" What ends inside the horizon is not in the steady month: {ends}."
    if lacking:
        text += f" No price is known for: {lacking}. Every total here is without them."
    return text


def _bars(matter: Matter, groups: tuple[CostGroup, ...], width: float) -> Picture:
    rows = [
        Bar(
            ENVIRONMENTS.get(group.name, group.name),
            float(group.monthly_usd),
            matter.money(group.monthly_usd),
            chosen=not place,
        )
        for place, group in enumerate(groups)
    ]
    return Picture(bars(matter.style, rows, width, 0.36), "; ".join(f"{row.name} {row.words}" for row in rows))


def _commitments(matter: Matter, width: float) -> Picture:
    chosen = matter.findings.sizing.purchase_option
    rows = []
    for choice in matter.findings.cost.commitments:
        detail = f"{amounts.share(choice.saving_share)} less" if choice.saving_share else ""
        if choice.break_even_month is not None:
            detail += f", pays off from month {choice.break_even_month} even if then dropped"
        if choice.monthly_usd is None:
            detail = choice.words
        length = float(choice.monthly_usd or 0)
        name = word(PURCHASE, choice.option)
        rows.append(Bar(name, length, matter.money(choice.monthly_usd), choice.option == chosen, detail))
    return Picture(bars(matter.style, rows, width, 0.47), "; ".join(f"{row.name} {row.words}" for row in rows))


def _budget(matter: Matter) -> tuple[Block, ...]:
    budget = matter.assessment.budget.budget_monthly.value
    ratio = matter.findings.facts.get("cost_to_budget_ratio")
    if budget is None:
        return (Paragraph("No monthly budget was named, so none is compared.", "note"),)
    text = f"The monthly budget is {matter.currency.code} {amounts.number(budget, 0)}"
    share = ratio.value if ratio is not None and isinstance(ratio.value, (int, float)) else None
    over = share is not None and share > 1
    if matter.findings.cost.totals.unpriced_lines:
        text += (
            "; the steady month is above it even without the lines that have no price"
            if over
            else f"; {_left_of(budget, matter)}"
        )
    elif share is not None:
        text += f"; a steady month takes {amounts.share(share)} of it"
    return (Paragraph(sentence(text), "caution" if over else "body"),)


def _left_of(budget: float, matter: Matter) -> str:
    """Return what of the budget is left for the lines that have no price."""
    known = matter.currency.of(matter.findings.cost.totals.steady_monthly_usd).quantize(Decimal(1))
    left = Decimal(repr(budget)).quantize(Decimal(1)) - known
    if left < 0:
        return "the steady month is above it even without the lines that have no price"
    return (
        f"the lines with a price take {amounts.number(known, 0)} of it in a steady month, which leaves "
        f"{amounts.number(left, 0)} for those without one"
    )


def _outlived(matter: Matter) -> tuple[Block, ...]:
    """Return the lines that stop paying for the old estate while the roadmap still needs it."""
    told = tuple(matter.told(note.text) for note in matter.findings.notes if note.about[0].startswith("budget.lines["))
    return tuple(Paragraph(text, "caution") for text in told)


def _total(matter: Matter) -> Table:
    found = matter.findings.cost
    totals = found.totals
    rows: list[tuple[str, str, Decimal]] = [
        ("All lines at list price", totals.words or "all lines have a price", totals.list_monthly_usd),
        (
            f"Discount, {amounts.share(found.discount_share, 1)}",
            f"on {matter.money(totals.discountable_monthly_usd)} bought from Microsoft",
            -totals.discount_monthly_usd,
        ),
        (f"Contingency, {amounts.share(found.contingency_share, 1)}", "", totals.contingency_monthly_usd),
        (f"Tax or partner uplift, {amounts.share(found.tax_share, 1)}", "", totals.tax_monthly_usd),
    ]
    rows = [row for row in rows if row[2]]
    if totals.temporary_monthly_usd:
        rows += [
            ("A month while all lines run", "", totals.monthly_usd),
            ("Less what ends, with its contingency and tax", what_ends(found), -totals.temporary_monthly_usd),
        ]
    return Table(
        columns=(
            Column("", weight=2.4),
            Column("", weight=3),
            Column("A month", Kind.MONEY, decimals=2, weight=1.5),
        ),
        rows=tuple(rows),
        total=("A steady month", "", totals.steady_monthly_usd),
        empty="There are no lines.",
        note=_rate_words(matter),
    )


def _own_lines(matter: Matter) -> tuple[Block, ...]:
    """Return the lines that the client or the consultant entered, each by itself."""
    lines = [line for line in matter.findings.cost.lines if line.purchase_option == OWN_LINE]
    if not lines:
        return ()
    ordered = sorted(lines, key=lambda line: (line.recurs == "once", -(line.monthly_usd or line.once_usd)))
    shown = ordered[:_OWN_SHOWN]
    rows = tuple(
        (
            Titled(line.item, sentence(line.note).rstrip(".")),
            _quantity(line),
            line.monthly_usd if line.recurs == "monthly" else None,
            line.once_usd if line.recurs == "once" else None,
            line.ends or ("once" if line.recurs == "once" else "goes on"),
        )
        for line in shown
    )
    table = Table(
        columns=(
            Column("Line", weight=4),
            Column("Quantity", weight=1.8),
            Column("A month", Kind.MONEY),
            Column("Once", Kind.MONEY),
            Column("Until", Kind.DATE),
        ),
        rows=rows,
        empty="",
    )
    return (Heading(_own_title(len(shown), len(ordered))), table)


def _own_title(shown: int, there: int) -> str:
    """Return the heading of the client's own lines, which says how many of them are shown."""
    title = "Lines of your own, before contingency and tax"
    return f"{title}: the {shown} largest of {there}" if shown < there else title


def _quantity(line: LineItem) -> str:
    """Return how many of what; that it is paid by the month stands in the heading."""
    unit = line.unit.removesuffix("month").strip().removesuffix(" and").rstrip("-")
    return f"{amounts.number(line.quantity)} x {unit}" if unit else amounts.number(line.quantity)


def _rate_words(matter: Matter) -> str:
    found = matter.findings.cost
    dates = amounts.date_range(found.price_date_oldest, found.price_date_newest)
    regions = listed(tuple(matter.names.region(code) for code in found.regions))
    text = f"Azure list prices of {dates} for {regions}, not an offer; lines of your own as you gave them."
    if not matter.currency.is_dollar:
        rate = matter.currency
        text += (
            f" Priced in US dollars: {amounts.money(found.totals.steady_monthly_usd, cents=True)} a steady month, at "
            f"{rate.rate.normalize():f} {rate.code} for a dollar, rate of {amounts.partial_date(rate.rate_date)}."
        )
    return text


def _doubtful(matter: Matter) -> tuple[Block, ...]:
    lines = matter.findings.cost.lines
    unpriced = [line for line in lines if line.unit_price_usd is None]
    borrowed = [line for line in lines if line.borrowed_from and line.unit_price_usd is not None]
    borrowed.sort(key=lambda line: (-(line.monthly_usd or 0), line.line_id))
    none = Verdict("no price", "bad")
    rows = [_doubt(line, none, line.note.partition(":")[0]) for line in unpriced[:_UNPRICED_SHOWN]]
    for line in borrowed[:_BORROWED_SHOWN]:
        source = f"{matter.names.region(line.borrowed_from)}, {amounts.partial_date(line.price_date)}"
        rows.append(_doubt(line, Verdict("borrowed", "warn"), source))
    note = "A line without a price is missing from every total."
    if len(unpriced) + len(borrowed) > len(rows):
        note += f" {len(unpriced)} have none, and {len(borrowed)} borrow one."
    table = Table(
        columns=(
            Column("Line", weight=3),
            Column("Environment", weight=1.9),
            Column("Quantity", Kind.NUMBER),
            Column("State", Kind.VERDICT),
            Column("From, or why", weight=3.8),
            Column("A month", Kind.MONEY),
        ),
        rows=tuple(rows),
        empty="Every line has a price of its own region.",
        note=note,
    )
    return (Together((Heading("What has no price, and what borrows one"), table)),)


def _doubt(line: LineItem, state: Verdict, why: str) -> tuple[str, str, Decimal, Verdict, str, Decimal | None]:
    told = line.sku and line.sku.lower() not in line.item.lower()
    name = f"{line.item}, {size_name(line.sku)}" if told else line.item
    environment = word(ENVIRONMENTS, line.environment)
    return (name, environment, line.quantity, state, sentence(why).rstrip("."), line.monthly_usd)
