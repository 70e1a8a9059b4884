"""The roadmap as a reader opens it: pages, words, outline, typefaces, properties."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.deliverables.example_findings import example
from wardround.deliverables.brand import brand_named
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.pdf import roadmap_pdf
from wardround.engine.findings import Findings

BRAND = brand_named("wardround")
CHAPTERS = (
    "The answer on one page",
    "Scope and the answers behind it",
    "Decisions",
    "Cost",
    "Risks",
    "Roadmap",
    "Recovery",
    "Architecture",
    "Sizes and why",
    "What is not known yet",
    "Data and controls",
    "Cutover and way back",
    "Running the platform",
    "Open questions and assumptions",
    "Method and glossary",
)


@cache
def written() -> bytes:
    return roadmap_pdf(*example(), BRAND)


def read() -> PdfReader:
    return PdfReader(BytesIO(written()))


@cache
def pages() -> tuple[str, ...]:
    return tuple(" ".join(page.extract_text().split()) for page in read().pages)


def everything() -> str:
    return " ".join(pages())


def test_it_has_the_length_of_a_roadmap_and_not_of_a_manual() -> None:
    assert 10 <= len(pages()) <= 20


def test_the_cover_names_client_project_date_author_and_confidentiality() -> None:
    for words in (
        "Klinikum Nordtal",
        "Odoo on Azure",
        "23 November 2026",
        "Petra Sommer",
        "Confidential",
        "22 August 2026",
    ):
        assert words in pages()[0]


def test_the_page_after_the_cover_answers_what_how_much_when_and_what_to_decide() -> None:
    answer = pages()[1]
    for words in (
        "We recommend",
        "West Europe",
        "EUR 14,181",
        "1.60 s",
        "target 2.0 s",
        "99.97 %",
        "28 Apr 2027",
        "Three decisions",
        "Virtual machines or Kubernetes?",
        "Where the money goes",
        "Backup never restored",
        "Production cutover",
    ):
        assert words in answer


def test_the_answer_fits_on_its_page_and_the_contents_follow() -> None:
    assert pages()[2].startswith("Contents")


def test_every_page_after_the_cover_carries_its_number_price_date_rate_and_fingerprint() -> None:
    assessment, _ = example()
    for number, page in enumerate(pages()[1:], start=2):
        assert f"{number} of {len(pages())}" in page
        assert "List prices of 26 Jan 2026 to 22 Aug 2026" in page
        assert "EUR at 0.92 of 20 Nov 2026" in page
        assert fingerprint(assessment) in page
        assert "predicted, not measured" in page


def test_what_is_not_measured_is_said_where_the_sizes_stand() -> None:
    assert "These sizes are predicted, not measured at Klinikum Nordtal." in everything()


def test_measured_sizes_are_no_longer_called_a_prediction() -> None:
    assessment, findings = example()
    performance = replace(findings.sizing.performance, validated=True)
    measured = replace(findings, sizing=replace(findings.sizing, performance=performance))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(roadmap_pdf(assessment, measured, BRAND))).pages)
    assert "predicted" not in text


def test_what_executives_decide_on_comes_before_what_proves_it() -> None:
    decided = CHAPTERS.index("Recovery")
    assert set(CHAPTERS[1:decided]) >= {"Decisions", "Cost", "Risks", "Roadmap"}
    assert "Decisions Options weighed" in " ".join(pages()[2:4])
    assert "The workbook has all of them" in pages()[2]


def test_the_tightest_processes_every_wave_and_decision_and_the_gravest_risks_are_named() -> None:
    _, findings = example()
    text = everything()
    tightest = sorted(
        findings.resilience.processes,
        key=lambda row: (row.meets_rto and row.meets_rpo, row.rto_minutes, row.rpo_minutes),
    )
    for name in (
        *(process.name for process in tightest[:5]),
        *(wave.title for wave in findings.roadmap.waves),
        *(risk.title for risk in findings.risks[:10]),
        *(made.question for made in findings.decisions),
    ):
        assert name in text


def test_lines_without_a_price_and_with_a_borrowed_one_are_listed() -> None:
    text = everything()
    assert "Ubuntu Pro support" in text
    assert "no price" in text
    assert "France Central" in text
    assert "without 2 unpriced lines" in text


def test_the_chapter_on_law_says_that_it_is_not_legal_advice() -> None:
    assert "planning help, not legal advice" in everything()


def test_contents_and_outline_lead_to_the_page_where_the_chapter_starts() -> None:
    reader = read()
    found = {}
    for entry in reader.outline:
        if not isinstance(entry, list):
            number = reader.get_destination_page_number(entry)
            assert number is not None
            found[str(entry["/Title"])] = number
    assert tuple(found) == ("Cover", *CHAPTERS)
    contents = reader.pages[2].extract_text(extraction_mode="layout")
    for title in CHAPTERS:
        assert title in pages()[found[title]]
        assert re.search(rf"{title}\s+{found[title] + 1}\b", contents)


def test_every_typeface_is_embedded() -> None:
    fonts: dict[str, bool] = {}
    for page in read().pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for entry in dict(resources.get("/Font", {})).values():
            font = entry.get_object()
            assert isinstance(font, DictionaryObject)
            descriptor = font.get("/FontDescriptor")
            fonts[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    assert fonts
    assert all(fonts.values()), fonts


def test_the_file_knows_its_title_author_subject_date_and_language() -> None:
    reader = read()
    about = reader.metadata
    assert about is not None
    assert about.title == "Odoo on Azure, sizing and migration roadmap"
    assert about.author == "Petra Sommer"
    assert "Klinikum Nordtal" in str(about.subject)
    assert about.creation_date is not None
    assert about.creation_date.date().isoformat() == "2026-11-23"
    assert str(reader.root_object["/Lang"]) == "en-GB"


def test_equal_input_gives_equal_bytes() -> None:
    assert roadmap_pdf(*example(), BRAND) == written()


def test_another_total_gives_another_file() -> None:
    assessment, findings = example()
    totals = replace(findings.cost.totals, steady_monthly_usd=Decimal("20000.00"))
    changed = replace(findings, cost=replace(findings.cost, totals=totals))
    assert "EUR 18,400" in PdfReader(BytesIO(roadmap_pdf(assessment, changed, BRAND))).pages[1].extract_text()


def test_progress_runs_from_start_to_end_and_never_back() -> None:
    told: list[float] = []
    roadmap_pdf(*example(), BRAND, told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    assert len(told) > len(pages())
    assert all(0 <= share <= 1 for share in told)


def test_a_client_who_counts_in_dollars_reads_no_exchange_rate() -> None:
    assessment, findings = example()
    cost = replace(findings.cost, currency="USD", exchange_rate=Decimal(1), exchange_rate_date="")
    text = PdfReader(BytesIO(roadmap_pdf(assessment, replace(findings, cost=cost), BRAND))).pages[1].extract_text()
    assert "USD 15,414" in text
    assert " at 1" not in text


def text_with(findings: Findings) -> str:
    assessment, _ = example()
    reader = PdfReader(BytesIO(roadmap_pdf(assessment, findings, BRAND)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_line_that_ends_stands_beside_the_steady_month_with_its_date() -> None:
    answer = pages()[1]
    assert "until 31 Aug 2027" in answer
    assert "Old servers run on (until 31 August 2027)" in answer
    assert "contingency of 10 %, without tax" in answer
    assert "Less what ends" in everything()


def test_what_has_no_price_is_named_on_the_first_page() -> None:
    for item in example()[1].cost.totals.unpriced_items:
        assert item in pages()[1]


def test_lines_of_the_consultants_own_stand_each_by_itself() -> None:
    text = everything()
    assert "Lines of your own" in text
    for line in example()[1].cost.lines:
        if line.purchase_option == "own":
            assert line.item in text


def test_a_bill_in_which_prices_are_missing_is_not_put_against_the_budget_as_a_percentage() -> None:
    _, findings = example()
    ratio = replace(findings.facts["named_users"], name="cost_to_budget_ratio", value=0.58)
    with_ratio = replace(findings, facts={**findings.facts, "cost_to_budget_ratio": ratio})
    assert "which leaves" in text_with(with_ratio)
    assert "for those without one" in text_with(with_ratio)
    totals = replace(findings.cost.totals, unpriced_lines=0, unpriced_items=(), words="")
    whole = replace(with_ratio, cost=replace(findings.cost, totals=totals))
    assert "a steady month takes 58 % of it" in text_with(whole)


def test_a_recovery_that_rests_on_something_unknown_is_open_and_names_it() -> None:
    _, findings = example()
    processes = tuple(replace(one, unknown_needs=("Bank connection",)) for one in findings.resilience.processes)
    text = text_with(replace(findings, resilience=replace(findings.resilience, processes=processes)))
    assert "not known: Bank connection" in text
    assert "open" in text


def test_lost_data_asks_for_a_restore_and_the_late_processes_are_named() -> None:
    _, findings = example()
    late = tuple(one.name for one in findings.resilience.processes[:2])
    resilience = replace(findings.resilience, data_restore_minutes=640.0, restore_misses=late)
    text = text_with(replace(findings, resilience=resilience))
    assert "10 h 40 min" in text
    assert "late for 2" in text
    assert f"a restore comes too late for {late[0]} and {late[1]}." in text


def test_the_availability_asked_for_stands_beside_the_predicted() -> None:
    _, findings = example()
    asked = replace(findings.facts["named_users"], name="availability_target_pct", value=99.99)
    text = text_with(replace(findings, facts={**findings.facts, "availability_target_pct": asked}))
    assert "target 99.990 %" in text
    assert "is missed on paper" in text


def test_an_answer_just_over_its_target_is_missed_and_does_not_read_like_the_target() -> None:
    _, findings = example()
    performance = findings.sizing.performance
    hour = replace(performance.design_hour, p95_response_s=2.0205)
    sizing = replace(findings.sizing, performance=replace(performance, design_hour=hour))
    text = text_with(replace(findings, sizing=sizing))
    assert "2.02 s" in text
    assert "target 2.0 s missed" in text


def test_the_first_page_says_what_processes_do_not_get_after_a_failure() -> None:
    _, findings = example()
    missing = tuple(replace(row, meets_rto=False) for row in findings.resilience.processes[:1])
    found = replace(
        findings.resilience,
        processes=(
            *missing,
            *(replace(row, meets_rto=True, meets_rpo=True) for row in findings.resilience.processes[1:]),
        ),
        restore_misses=("Payroll", "Payments"),
    )
    text = text_with(replace(findings, resilience=found))
    assert f"After a failure 1 of {len(found.processes)} processes misses its objectives" in text
    assert "a restore of lost data comes too late for 2" in text


def test_the_grade_beside_the_cost_says_what_it_was_given_for() -> None:
    _, findings = example()
    assert findings.spread is not None
    assert f"confidence {findings.spread.grade.letter} of A to E, as " in pages()[1]


def test_measured_use_far_above_the_model_is_to_be_explained_before_servers_are_bought() -> None:
    _, findings = example()
    assert findings.comparison is not None
    assert findings.comparison.methods is not None
    ways = findings.comparison.methods
    measured = "find out why measured use asks for 10.0 database vCPUs (model: 4.0)"
    assert measured in text_with(findings)
    agreed = replace(ways, results=tuple(replace(row, agrees=True) for row in ways.results))
    comparison = replace(findings.comparison, methods=agreed)
    assert "find out why measured use" not in text_with(replace(findings, comparison=comparison))


def test_the_operations_that_miss_their_target_are_named_on_the_first_page() -> None:
    _, findings = example()
    performance = findings.sizing.performance
    classes = tuple(replace(one, meets_target=one.model_class != "print") for one in performance.classes)
    sizing = replace(findings.sizing, performance=replace(performance, classes=classes))
    assert "Over their target in the busiest hour: print one document." in text_with(replace(findings, sizing=sizing))
