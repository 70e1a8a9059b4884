"""What an assessment comes to, on a few lines: the answer before anybody opens a document."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.deliverables.amounts import (
    Currency,
    availability,
    date_range,
    long_date,
    minutes,
    money,
    partial_date,
    response,
)
from wardround.deliverables.cost_words import added_for_now, shares_held, what_ends, without_price
from wardround.deliverables.spread_words import about, best_questions, less, money_band
from wardround.deliverables.words import counted, listed
from wardround.engine.findings import Cost, Findings, Roadmap
from wardround.workshop.one_line import one_line

MOST_RISKS = 5
MOST_PARTS = 3
"""Parts of the bill that are named."""
_LABEL_WIDTH = 14


def headline(assessment: Assessment, findings: Findings) -> tuple[str, ...]:
    """Return the lines that a command prints after an assessment."""
    rows = [
        ("Monthly cost", _cost(findings.cost)),
        *(("", text) for text in _around_the_cost(findings)),
        *(("", text) for text in _beside_the_cost(findings.cost)),
        ("", _price_basis(findings.cost)),
        ("Project, once", _once(findings)),
        ("Response", _response(findings)),
        ("Availability", _availability(findings)),
        ("Recovery", _recovery(findings)),
        ("Go-live", _go_live(findings.roadmap)),
    ]
    top = sorted(findings.risks, key=lambda risk: (-risk.score, risk.risk_id))[:MOST_RISKS]
    for place, risk in enumerate(top):
        assumed = " (rests on an assumption)" if risk.assumed else ""
        label = "" if place else "Top risks"
        rows.append((label, f"{risk.risk_id}  {risk.score:>2}  {one_line(risk.title)}{assumed}"))
    rows.extend(_worth_asking(findings))
    to_ask = counted(len(findings.open_questions), "open question")
    rows.append(("To ask", f"{to_ask} on which sizes, cost or risks rest"))
    return (_title(assessment, findings), *(f"  {label:<{_LABEL_WIDTH}}{text}" for label, text in rows))


def _title(assessment: Assessment, findings: Findings) -> str:
    about = one_line(assessment.engagement.client) or one_line(assessment.engagement.project)
    case = f"scenario {findings.scenario}" if findings.scenario else "the answers as they stand"
    return f"{about}: {case}, as of {long_date(findings.as_of)}"


def _cost(cost: Cost) -> str:
    """Return what a month costs in the long run, in dollars and in the client's currency."""
    steady = cost.totals.steady_monthly_usd
    text = money(steady, cents=True)
    if cost.currency != "USD":
        rate_date = partial_date(cost.exchange_rate_date) if cost.exchange_rate_date else "an unknown date"
        text += f" ({money(steady, _currency(cost))} at {cost.exchange_rate:f} of {rate_date})"
    return text


def _around_the_cost(findings: Findings) -> tuple[str, ...]:
    """Return between which amounts the cost lies in eight of ten samples, and how far that may be trusted."""
    found = findings.spread
    band = money_band(found, _currency(findings.cost))
    return (f"{band}; confidence {found.grade.letter}",) if found is not None and band else ()


def _worth_asking(findings: Findings) -> list[tuple[str, str]]:
    """Return the question whose answer would narrow the result most."""
    best = best_questions(findings.spread, 1) if findings.spread else []
    return [
        line
        for row in best
        for line in (
            ("Ask next", one_line(f"{row.label} (narrows {about(row)} by {less(row)})")),
            ("", one_line(f"from {row.artefact}")),
        )
    ]


def _currency(cost: Cost) -> Currency:
    return Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)


def _beside_the_cost(cost: Cost) -> tuple[str, ...]:
    """Return what the monthly cost leaves out and what it holds, a line each."""
    passing, lacking = added_for_now(cost, _currency(cost), long_date), without_price(cost)
    remarks = (
        f"{passing}: {one_line(what_ends(cost))}" if passing else "",
        shares_held(cost),
        _largest_parts(cost),
        f"nothing in it for what has no price: {one_line(lacking)}" if lacking else "",
    )
    return tuple(text for text in remarks if text)


def _once(findings: Findings) -> str:
    cost, currency = findings.cost, _currency(findings.cost)
    text = f"{money(findings.roadmap.one_time_usd, currency)} of effort at day rates that are placeholders"
    if cost.totals.once_usd:
        text += f", and {money(cost.totals.once_usd, currency)} of other one-off lines"
    return f"{text}, before contingency and tax"


def _price_basis(cost: Cost) -> str:
    totals = cost.totals
    remarks = [f"prices of {date_range(cost.price_date_oldest, cost.price_date_newest)}"]
    if totals.borrowed_lines:
        remarks.append(f"{counted(totals.borrowed_lines, 'price')} borrowed from another region")
    return "; ".join(remarks)


def _largest_parts(cost: Cost) -> str:
    parts = sorted(cost.groups, key=lambda part: (-part.monthly_usd, part.name))[:MOST_PARTS]
    named = [f"{part.name.lower()} {money(part.monthly_usd)}" for part in parts]
    return f"at list price the largest parts are {listed(tuple(named))}"


def _response(findings: Findings) -> str:
    performance = findings.sizing.performance
    basis = "" if performance.validated else "; predicted, not validated by a measurement"
    late = sum(not one.meets_target for one in performance.classes)
    missed = f"; {late} of {counted(len(performance.classes), 'kind')} of work over their target" if late else ""
    p95 = response(performance.design_hour.p95_response_s)
    return f"p95 {p95} at {findings.demand.design_hour.local_time}{missed}{basis}"


def _availability(findings: Findings) -> str:
    promised = findings.resilience.availability
    lost = minutes(promised.minutes_lost_per_year)
    asked = findings.facts.get("availability_target_pct")
    target = f", target {asked.value:g} %" if asked is not None and isinstance(asked.value, (int, float)) else ""
    return f"{availability(promised.monthly_share)} from published agreements{target}; {lost} lost a year"


def _recovery(findings: Findings) -> str:
    resilience = findings.resilience
    missed = sum(not (process.meets_rto and process.meets_rpo) for process in resilience.processes)
    count = len(resilience.processes)
    met = f"{missed} of {counted(count, 'process', 'processes')} miss their objective"
    if not missed:
        met = "all processes meet their objectives" if count else "no process has an objective yet"
    unknown = sum(bool(process.unknown_needs) for process in resilience.processes)
    waits = f"; {unknown} need a system whose recovery is not known" if unknown else ""
    paper = "" if resilience.proven else "; on paper until tested"
    return f"{resilience.pattern_name}; {met}{waits}{paper}"


def _go_live(roadmap: Roadmap) -> str:
    if roadmap.go_live is None:
        return "not planned"
    target = f" the target of {long_date(roadmap.target)}"
    if roadmap.target is None:
        against = ""
    elif roadmap.go_live > roadmap.target:
        against = f", after{target}"
    else:
        against = f", in time for{target}"
    return f"{long_date(roadmap.go_live)}{against}; all work ends on {long_date(roadmap.finish)}"
