"""A source is named in few words."""

import pytest

from wardround.knowledge import Knowledge
from wardround.workshop.source_words import source_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Wardround method 2026 (practice); general knowledge (unverified)", "our practice"),
        ("general knowledge (unverified)", "general knowledge"),
        ("MicrosoftDocs/well-architected:well-architected/checklist.md (PE:02)", "Azure Well-Architected Framework"),
        ("MicrosoftDocs/azure-docs:articles/site.md", "Microsoft documentation"),
        ("Azure/review-checklists:checklists/alz_checklist.en.json (D06.16)", "Azure review checklists"),
        ("45 CFR 164.312(b)", "45 CFR 164.312(b)"),
        ("pgAudit documentation, Usage (https://docs.example.org/pgaudit)", "pgAudit documentation, Usage"),
        ("https://www.example.org/in-depth/page", "example.org"),
        ("judgement", "judgement"),
    ],
)
def test_the_first_source_stands_for_all(source: str, words: str) -> None:
    assert source_words(source) == words


def test_no_source_of_the_question_bank_fills_more_than_a_line() -> None:
    for question in Knowledge.load().questions.values():
        assert 0 < len(source_words(question.source)) <= 90, question.question_id
        assert "http" not in source_words(question.source)
