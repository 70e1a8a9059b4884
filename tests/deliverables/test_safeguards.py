"""Safeguards on paper: coverage, laws, controls left out, where data lie, monitoring, money and acceptance."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.deliverables.example_comparison import example_comparison
from tests.deliverables.example_findings import example
from tests.deliverables.workbook_reading import rows_of, summed_example, written
from wardround.deliverables.blocks import KeyFigures, Paragraph, Points, Section, Table, Titled, Together, Verdict
from wardround.deliverables.brand import brand_named
from wardround.deliverables.content.answer import answer
from wardround.deliverables.content.data import data
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.monitoring import monitoring
from wardround.deliverables.content.risks import risks
from wardround.deliverables.content.roadmap import roadmap
from wardround.deliverables.names import shipped_names
from wardround.deliverables.style import style_of
from wardround.engine.findings import Findings, RoleLoad
from wardround.engine.findings.risk import Acceptance, ExpectedLoss
from wardround.engine.plain_words import CLASSES

LOSS = ExpectedLoss("year", Decimal(2000), Decimal(24000), Decimal(90000), Decimal(500), "an hour costs 1,000")
ACCEPTED = Acceptance("replaced next year", "finance director", date(2026, 10, 1), date(2027, 6, 30), lapsed=False)
LAPSED = replace(ACCEPTED, until=date(2026, 11, 1), lapsed=True)


def judged() -> Findings:
    """Return the example with a loss and an acceptance on its first risk, a lapsed one on its second."""
    findings = summed_example()[1]
    first, second, *others = findings.risks
    return replace(
        findings,
        comparison=example_comparison(),
        risks=(replace(first, loss=LOSS, acceptance=ACCEPTED), replace(second, acceptance=LAPSED), *others),
    )


def matter(findings: Findings) -> Matter:
    return Matter(example()[0], findings, shipped_names(), style_of(brand_named("wardround")), 480)


def tables(section: Section) -> dict[str, Table]:
    """Return the tables of a chapter by their first heading."""
    found: dict[str, Table] = {}
    for block in section.blocks:
        for inner in block.blocks if isinstance(block, Together) else (block,):
            if isinstance(inner, Table):
                found[inner.columns[0].title] = inner
    return found


def test_the_register_of_the_workbook_has_money_and_acceptance() -> None:
    findings = judged()
    rows = {row["Id"]: row for row in rows_of(written(example()[0], findings)["Risks"])}
    first, second, third = (rows[risk.risk_id] for risk in findings.risks[:3])
    assert (first["Loss, low (USD)"], first["Loss, likely (USD)"], first["Loss, high (USD)"]) == (2000, 24000, 90000)
    assert first["Loss rests on"] == "an hour costs 1,000"
    assert first["Accepted by"] == "finance director"
    assert str(second["Why it is accepted"]).startswith("Run out, so it counts as not accepted.")
    assert third["Loss, likely (USD)"] is None


def test_the_sheets_on_controls_say_what_covers_what_and_what_leaving_out_opens() -> None:
    book = written(example()[0], judged())
    coverage = rows_of(book["Control coverage"])
    assert {row["By"] for row in coverage} == {"Domain", "Law or standard"}
    laws = {row["Law or standard"]: row for row in rows_of(book["Laws and standards"])}
    assert laws["HIPAA"]["Why it was overruled"] == "the clinic closed"
    assert laws["NIS 2"]["Why it was overruled"] == "no reason given yet"
    out = {row["Control"]: row for row in rows_of(book["Controls left out"])}
    assert out["CT-EDR-01"]["Saves a month (USD)"] == 452.41
    assert "An attack goes unseen (15)" in str(out["CT-EDR-01"]["Risks that it opens"])
    evidence = rows_of(book["Evidence"])
    assert all(row["Evidence to collect"] for row in evidence)


def test_the_monitoring_sheet_has_every_signal_with_shares_in_per_cent() -> None:
    findings = judged()
    share = replace(findings.monitoring[0], warning=0.7, critical=0.85, unit="share")
    rows = rows_of(
        written(example()[0], replace(findings, monitoring=(share, *findings.monitoring)))["Monitoring plan"]
    )
    assert len(rows) == len(findings.monitoring) + 1
    assert (rows[0]["Warn at"], rows[0]["Call at"], rows[0]["Unit"]) == (70, 85, "%")


def test_a_copy_outside_its_territory_is_named_on_paper_and_in_the_workbook() -> None:
    book = written(example()[0], judged())
    verdicts = [row["Verdict"] for row in rows_of(book["Where data lie"])]
    assert verdicts == ["inside", "inside", "outside", "inside"]
    places = tables(data(matter(judged())))["Copy"]
    assert [row[-1] for row in places.rows] == [
        Verdict("inside", "good"),
        Verdict("inside", "good"),
        Verdict("outside", "bad"),
        Verdict("inside", "good"),
    ]


def test_a_dataset_that_counts_as_another_class_is_said_with_its_own_label_and_the_way_in() -> None:
    of = matter(judged())
    text = " ".join(
        point
        for block in data(of).blocks
        for inner in (block.blocks if isinstance(block, Together) else (block,))
        if isinstance(inner, Points)
        for point in inner.texts
    )
    first = of.assessment.data.datasets[0]
    own = CLASSES[first.data_class]
    assert (
        f"{first.name} is labelled as {own}, and counts as patient health data, which come over the interface" in text
    )
    assert "No dataset is labelled as records of controlled substances, which come over the interface" in text


def test_a_law_left_out_against_the_answers_is_named_with_what_to_do() -> None:
    texts = [
        inner.text
        for block in data(matter(judged())).blocks
        for inner in (block.blocks if isinstance(block, Together) else (block,))
        if isinstance(inner, Paragraph)
    ]
    assert "Left out, though jurisdictions and data call for it: NIS 2. Record why." in texts


def test_the_chapter_on_risks_shows_money_acceptance_and_phases() -> None:
    findings = judged()
    found = tables(risks(matter(findings)))
    assert len(found["What it may cost"].rows) == 1
    accepted = found["Accepted risk, and why"].rows
    assert len(accepted) == 2
    assert accepted[1][-1] == Verdict("run out", "bad")
    text = " ".join(block.text for block in risks(matter(findings)).blocks if isinstance(block, Paragraph))
    assert text.startswith("To be treated by the end of: ")
    counts = re.findall(r"\((\d+)[,)]", text.partition("Most are")[0])
    assert sum(map(int, counts)) == len(findings.risks)
    first = found[""].rows[0][1]
    assert isinstance(first, Titled)
    assert "accepted" in first.title


def test_the_chapter_on_monitoring_shows_marks_that_were_computed_and_is_left_out_without_a_plan() -> None:
    findings = judged()
    section = monitoring(matter(findings))
    assert section is not None
    shown = [row[0] for row in tables(section)["What is watched"].rows]
    assert 0 < len(shown) <= 6
    assert set(shown) <= {row.title for row in findings.monitoring if row.because}
    assert monitoring(matter(replace(findings, monitoring=()))) is None


def paragraphs(section: Section) -> str:
    return " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def test_only_those_whose_time_alone_moves_the_date_are_said_to_move_it() -> None:
    findings = judged()
    one, other = findings.roadmap.people

    def said(*people: RoleLoad, same_day: bool = False) -> str:
        live = findings.roadmap.go_live if same_day else findings.roadmap.earliest_go_live
        plan = replace(findings.roadmap, people=people, earliest_go_live=live)
        return paragraphs(roadmap(matter(replace(findings, roadmap=plan))))

    moves = said(replace(one, sooner_days=28), replace(other, waited_days=3))
    assert "brings go-live forward: integration lead by 4 weeks" in moves
    assert "also waits for security lead, whose time alone moves nothing" in moves
    assert "it takes several at once" in said(one, other)
    assert "a weekend open to change decides it" in said(one, other, same_day=True)
    assert "Twice the time" not in said(other)


def test_a_go_live_that_fewer_than_half_of_the_plans_keep_has_the_day_that_half_keep_beside_it() -> None:
    findings = judged()
    assert findings.roadmap.odds is not None
    assert findings.roadmap.go_live is not None
    sooner = replace(findings.roadmap.odds, go_live_p50=findings.roadmap.go_live)
    later = replace(sooner, go_live_p50=findings.roadmap.go_live + timedelta(days=14))
    for odds, shown in ((sooner, False), (later, True)):
        found = replace(findings, roadmap=replace(findings.roadmap, odds=odds))
        details = [
            figure.detail
            for chapter in (answer(matter(found)), roadmap(matter(found)))
            for block in chapter.blocks
            if isinstance(block, KeyFigures)
            for figure in block.cards
            if figure.label == "Go-live"
        ]
        assert len(details) == 2
        assert [" half " in detail for detail in details] == [shown, shown]


def test_losses_speak_of_a_budget_only_where_one_is_overrun() -> None:
    findings = judged()
    first = findings.risks[0]
    other = replace(first, risk_id="RK-COS-01")
    for risks_, outage, budget in (((first,), True, False), ((first, other), True, True), ((other,), False, True)):
        table = tables(risks(matter(replace(findings, risks=risks_))))["What it may cost"]
        assert ("an hour of downtime" in table.note) is outage
        assert ("over a budget" in table.note) is budget
        assert "never add them up" in table.note


def test_a_control_that_no_risk_rests_on_says_what_it_is_for() -> None:
    findings = judged()
    assert findings.comparison is not None
    row = replace(findings.comparison.controls[0], opens=(), leaves=())
    assert findings.control_review is not None
    standing = findings.control_review.controls[0]
    for unmet, asked, words in (
        (("A.8.15",), (), "No longer met: A.8.15"),
        ((), (), "Good practice for"),
        ((), ("Regimes: DORA",), "Asked for by Regimes: DORA"),
    ):
        changed = replace(
            findings,
            comparison=replace(findings.comparison, controls=(replace(row, unmet=unmet),)),
            control_review=replace(
                findings.control_review,
                controls=(replace(standing, control_id=row.control_id, asked_by=asked),),
            ),
        )
        cell = tables(data(matter(changed)))["Without this control"].rows[0][2]
        assert isinstance(cell, str)
        assert cell.startswith(words)
