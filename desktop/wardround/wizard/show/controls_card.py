"""What each control costs and what it keeps shut, how far the required ones are fulfilled, where data lie."""

from __future__ import annotations

from collections.abc import Sequence

from wardround.deliverables.amounts import Currency, plain_money, share
from wardround.deliverables.words import CONTROL_STATES, counted, listed, readable, sentence, word
from wardround.engine.findings import Findings
from wardround.engine.findings.controls import ControlReview, ControlStanding, ControlSwitch, Coverage, OpenedRisk
from wardround.wizard.show.cells import Bar, Words, Wrapped
from wardround.wizard.show.columns import Column
from wardround.wizard.show.flush_card import FlushCard
from wardround.wizard.show.list_row import Row
from wardround.wizard.show.risk_detail import named_lines
from wardround.wizard.show.row_list import RowList

HEIGHT = 42
LOW_HEIGHT = 34
MOST_DOMAINS = 8
UNDER_WAY = "Being worked out \N{HORIZONTAL ELLIPSIS}"


class ControlsCard(FlushCard):
    """The controls that add most, each with what leaving it out would save and open."""

    def __init__(self) -> None:
        super().__init__("What controls add, and what they keep shut", UNDER_WAY)
        columns = (
            Column("Control", 160, 3),
            Column("Adds", 130, 2),
            Column("Saves", 66, right=True),
            Column("Opens without it", 150, 3),
        )
        self.list = RowList(columns, "No control in force adds to cost or size.", height=HEIGHT)
        self.list.setObjectName("risks.controls")
        self.add(self.list)

    def show_findings(self, findings: Findings, currency: Currency) -> None:
        """Show the controls that were left out in turn, or that this is being worked out."""
        review, comparison = findings.control_review, findings.comparison
        if review is None or comparison is None:
            self.say(UNDER_WAY)
            self.list.hide()
            return
        self.say(
            "Each was left out in turn, and everything sized, priced and judged again: what a month would cost less, "
            "and which risks would come up."
        )
        standings = {row.control_id: row for row in review.controls}
        rows = [_switch_row(row, standings.get(row.control_id), currency) for row in comparison.controls]
        self.list.show_rows(rows)
        self.list.show()


class CoverageCard(FlushCard):
    """How far the required controls are fulfilled, and which copies of the data lie outside their territory."""

    def __init__(self) -> None:
        super().__init__("How far the controls are fulfilled", " ")
        columns = (Column("Law or domain", 130, 2), Column("", 110, 2), Column("Fulfilled", 84, right=True))
        self.list = RowList(columns, "No control applies to these answers.", height=LOW_HEIGHT)
        self.list.setObjectName("risks.coverage")
        self.add(self.list)

    def show_findings(self, findings: Findings) -> None:
        """Show the coverage by law and by domain, the weakest domain first."""
        review = findings.control_review
        if review is None:
            self.list.show_rows([])
            return
        self.say(" ".join((_states(review), *_breaches(findings), *_unexplained(review))))
        laws = [row for row in review.coverage if row.kind == "regime"]
        domains = sorted(
            (row for row in review.coverage if row.kind == "domain" and row.required),
            key=lambda row: (row.fulfilled_share, -row.required, row.name),
        )
        self.list.show_rows([_coverage_row(row, findings) for row in (*laws, *domains[:MOST_DOMAINS])])


def _switch_row(row: ControlSwitch, standing: ControlStanding | None, currency: Currency) -> Row:
    return Row(
        f"risks.controls.{row.control_id}",
        (
            Wrapped(sentence(row.requirement).rstrip("."), lines=5),
            Wrapped(adds_words(standing) if standing else "", quiet=True, lines=3),
            Words(plain_money(row.monthly_saving_usd, currency), strong=True),
            Wrapped(consequence_words(row), lines=5),
        ),
        detail=lambda: named_lines(_lines(row, standing)),
    )


def _lines(row: ControlSwitch, standing: ControlStanding | None) -> Sequence[tuple[str, Sequence[str]]]:
    lines: list[tuple[str, Sequence[str]]] = [("Control", (f"{row.control_id}: {sentence(row.requirement)}",))]
    if standing is not None:
        lines += [
            ("State", (word(CONTROL_STATES, standing.counts_as),)),
            ("Asked for by", standing.asked_by or ("good practice for everybody",)),
            ("Adds", (adds_words(standing),)),
            ("Evidence", (sentence(standing.evidence_to_collect),)),
        ]
    lines += [
        ("Opens", tuple(opened_words(risk) for risk in row.opens) or ("no risk of the library",)),
        ("Stays", tuple(f"{risk.title}, at {risk.score_without}" for risk in row.leaves)),
        ("Unanswered", row.unmet),
    ]
    return [(name, texts) for name, texts in lines if any(texts)]


def consequence_words(row: ControlSwitch) -> str:
    """Return what comes of leaving a control out: the risks that come up, else those that stay, else what is unmet."""
    if row.opens:
        return listed(tuple(opened_words(risk) for risk in row.opens))
    if row.leaves:
        return f"stays untreated: {listed(tuple(risk.title for risk in row.leaves))}"
    if row.unmet:
        return f"unanswered: {listed(row.unmet)}"
    return "no risk of the library"


def opened_words(risk: OpenedRisk) -> str:
    """Return a risk with its score, and with the one that it has today where it gets worse."""
    before = f"{risk.score_with} to " if risk.score_with else ""
    return f"{risk.title} ({before}{risk.score_without})"


def adds_words(standing: ControlStanding) -> str:
    """Return what a control adds, as far as it adds anything."""
    adds = standing.adds
    parts = (
        (adds.vcpus >= 0.1, f"{adds.vcpus:.1f} vCPU busy"),  # noqa: PLR2004 - less than a tenth is told as nothing
        (adds.memory_gib >= 1, f"{adds.memory_gib:.0f} GiB memory"),
        (adds.log_gib_per_day >= 0.1, f"{adds.log_gib_per_day:.1f} GiB logs a day"),  # noqa: PLR2004 - as above
    )
    return ", ".join(words for holds, words in parts if holds) or "hardly anything"


def _coverage_row(row: Coverage, findings: Findings) -> Row:
    review = findings.control_review
    names = {one.regime_id: one.name for one in review.regimes} if review else {}
    name = names.get(row.name, row.name) if row.kind == "regime" else readable(row.name)
    return Row(
        f"risks.coverage.{row.kind}.{row.name.replace(' ', '_')}",
        (
            Words(name, strong=row.kind == "regime", lines=2),
            Bar(row.fulfilled_share, share(row.fulfilled_share)),
            Words(f"{row.fulfilled} of {row.required}"),
        ),
    )


def _states(review: ControlReview) -> str:
    states = [row.counts_as for row in review.controls]
    words: Sequence[str] = [
        f"{counted(states.count(state), 'is', 'are').replace('no ', '0 ')} {word(CONTROL_STATES, state).lower()}"
        for state in ("open", "not_verified")
    ]
    return f"{counted(len(states), 'control')} are asked for: {listed(tuple(words))}."


def _breaches(findings: Findings) -> tuple[str, ...]:
    found = findings.data_map
    return tuple(dict.fromkeys(row.words for row in found.breaches))[:3] if found else ()


def _unexplained(review: ControlReview) -> tuple[str, ...]:
    names = tuple(row.name for row in review.regimes if row.unexplained)
    return (f"Overruled without a reason: {listed(names)}.",) if names else ()
