"""Documents that nobody wants to write: hostile names, endless names, and next to no answers."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.deliverables.example_findings import example
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.brand import brand_named
from wardround.deliverables.pdf import roadmap_pdf
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine import assess
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge

BRAND = brand_named("wardround")
ENDLESS = "Universitätsklinikumsverwaltungsgesellschaft" * 2


def text_of(assessment: Assessment, findings: Findings) -> str:
    written = PdfReader(BytesIO(roadmap_pdf(assessment, findings, BRAND)))
    return " ".join(" ".join(page.extract_text().split()) for page in written.pages)


def named(client: str) -> tuple[Assessment, Findings]:
    """Return the example with one text in every place that a client fills."""
    assessment, findings = example()
    engagement = assessment.engagement.model_copy(
        update={"client": client[:120], "project": client[:120], "author": client[:120]}
    )
    systems = tuple(row.model_copy(update={"name": client[:120]}) for row in assessment.dependencies.systems)
    changed = assessment.model_copy(
        update={
            "engagement": engagement,
            "dependencies": assessment.dependencies.model_copy(update={"systems": systems}),
        }
    )
    processes = tuple(replace(row, name=client, limited_by=client) for row in findings.resilience.processes)
    risks = tuple(replace(row, title=client, mitigation=client, because=(client,)) for row in findings.risks)
    decisions = tuple(replace(row, question=client, words=client, would_change=client) for row in findings.decisions)
    questions = tuple(replace(row, text=client, owner=client) for row in findings.open_questions)
    return changed, replace(
        findings,
        resilience=replace(findings.resilience, processes=processes, words=client, met=False),
        risks=risks,
        decisions=decisions,
        open_questions=questions,
    )


@pytest.mark.parametrize(
    "client",
    [
        "<b>Bold & Co</b>",
        "</para><para>",
        "&amp; <img src='x'/>",
        "]]><!-- -->",
        '<a href="file:///etc/passwd">go</a>',
        "{{1+1}} %s %(x)s",
    ],
)
def test_markup_of_a_client_is_printed_and_never_obeyed(client: str) -> None:
    assert client in text_of(*named(client))


def test_letters_without_a_glyph_become_question_marks() -> None:
    assert "?? Klinik ?" in text_of(*named("東京 Klinik 🏥"))


def test_control_characters_and_turned_text_leave_no_trace() -> None:
    assert "Klinik gpj.exe" in text_of(*named("Klinik \u202egpj.exe\x07"))


def test_endless_words_are_broken_and_stay_on_the_page() -> None:
    written = PdfReader(BytesIO(roadmap_pdf(*named(ENDLESS * 6), BRAND)))
    assert written.pages[2].extract_text().startswith("Contents")


@settings(max_examples=8)
@given(st.text(min_size=1, max_size=120))
def test_any_text_at_all_makes_a_document(text: str) -> None:
    assert roadmap_pdf(*named(text), BRAND).startswith(b"%PDF")


def bare() -> tuple[Assessment, Findings]:
    """Return findings of an engagement in which hardly anything was answered."""
    _, findings = example()
    resilience = replace(
        findings.resilience,
        patterns=(),
        processes=(),
        availability_parts=(),
        recovery_region="",
        recovery_database_nodes=0,
    )
    roadmap = replace(findings.roadmap, activities=(), waves=(), critical_path=(), target=None, go_live=None)
    cost = replace(findings.cost, lines=(), groups=(), by_environment=(), commitments=(), regions=())
    sizing = replace(findings.sizing, roles=(), interfaces_carried=0)
    performance = replace(sizing.performance, hours=(), classes=())
    demand = replace(findings.demand, classes=(), day_types=(), services=())
    return Assessment(), replace(
        findings,
        facts={},
        figures={},
        demand=demand,
        sizing=replace(sizing, performance=performance),
        deployment=(),
        resilience=resilience,
        roadmap=roadmap,
        cost=cost,
        decisions=(),
        risks=(),
        open_questions=(),
        notes=(),
        control_review=None,
    )


def test_an_empty_engagement_still_makes_a_whole_document_that_says_what_is_missing() -> None:
    text = text_of(*bare())
    for words in (
        "None of these questions has been answered yet",
        "No process has an objective yet",
        "No recovery pattern was weighed",
        "No rule of the risk library holds",
        "No monthly budget was named",
        "Nothing is open",
        "No control has been looked at yet",
    ):
        assert words in text


def test_a_saturated_platform_says_so_on_the_first_page() -> None:
    assessment, findings = example()
    performance = findings.sizing.performance
    hour = replace(performance.design_hour, p95_response_s=None, mean_response_s=None, saturated=True)
    sizing = replace(findings.sizing, performance=replace(performance, design_hour=hour))
    assert "saturated" in text_of(assessment, replace(findings, sizing=sizing))


def test_many_tenants_are_told_apart() -> None:
    assessment, findings = example()
    first = assessment.tenants.tenants[0]
    second = first.model_copy(update={"key": "rehab", "name": "Rehabilitation Łódź", "database": "rehab"})
    tenants = assessment.tenants.model_copy(update={"tenants": (first, second)})
    text = text_of(assessment.model_copy(update={"tenants": tenants}), findings)
    assert "Rehabilitation Łódź" in text
    assert "2 tenants have a database of their own: Klinikum Nordtal" in text


def test_an_engagement_without_a_single_answer_yields_both_documents() -> None:
    blank = Assessment()
    findings = assess(blank, Catalogue.load(), Knowledge.load(), date(2026, 11, 25))
    text = text_of(blank, findings)
    assert "documented default" in text
    assert "No law or standard has been named yet" in text
    book = load_workbook(BytesIO(bill_of_materials(blank, findings, BRAND)))
    assert book["Bill of materials"]["A6"].value == "L001"
    assert "No interface" in str(book["Interfaces"]["A6"].value)
