"""Each act has a sentence that a person would say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.workshop.desk import begun, sample
from wardround.assessment import Assessment, Standing
from wardround.workshop.open_engagement import OpenEngagement
from wardround.workshop.sentences import LONGEST, spoken_at


@pytest.fixture
def engagement(tmp_path: Path) -> OpenEngagement:
    return begun(tmp_path / "x.wardround", sample())


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("people.peak_concurrent_users", 1150, "Peak concurrent users set to 1,150 users"),
        ("recovery.rto_minutes", 240, "Recovery time objective (RTO) set to 4 h"),
        ("recovery.rto_signed_off", False, "Recovery targets signed set to no"),
        ("platform.platform", "aks", "Platform for stateless tiers set to Kubernetes (AKS)"),
        ("organisation.jurisdictions", ("NL",), "Jurisdictions set to Netherlands"),
        ("engagement.target_finish_date", date(2027, 6, 30), "Target finish date set to 30 Jun 2027"),
        ("platform.azure_region", "germanywestcentral", "Preferred Azure region set to germanywestcentral"),
        ("operations.skills_k8s", 2, "Kubernetes skill set to Practised"),
        ("people.peak_concurrent_users", None, "Peak concurrent users cleared"),
    ],
)
def test_an_answer_is_told_with_its_value(engagement: OpenEngagement, path: str, value: Any, sentence: str) -> None:  # noqa: ANN401
    engagement.answer(path, value)
    assert engagement.undo_sentence == sentence


def test_what_is_known_about_an_answer_is_told_without_its_value(engagement: OpenEngagement) -> None:
    value = engagement.assessment.recovery.rto_minutes.value
    engagement.answer("recovery.rto_minutes", value, standing=Standing.ASSUMED)
    assert engagement.undo_sentence == "Recovery time objective (RTO): now assumed"
    answer = engagement.assessment.recovery.rpo_minutes
    engagement.park("recovery.rpo_minutes", owner="Ines", due=answer.due, note=answer.note)
    assert engagement.undo_sentence == "Recovery point objective (RPO): owner set"
    engagement.park("recovery.rpo_minutes", owner="", due=date(2027, 5, 1), note="later")
    assert engagement.undo_sentence == "Recovery point objective (RPO): owner, due date or note changed"


def test_a_plain_field_is_told_with_its_value(engagement: OpenEngagement) -> None:
    engagement.put_field("engagement.client", "Klinikum Nordtal")
    assert engagement.undo_sentence == "Client set to Klinikum Nordtal"
    engagement.put_field("engagement.client", "")
    assert engagement.undo_sentence == "Client cleared"
    engagement.put_field("calendar.fiscal_year_end_month", 6)
    assert engagement.undo_sentence == "Fiscal year ends in month set to June"


def test_rows_are_told_by_name_and_a_single_column_by_its_value(engagement: OpenEngagement) -> None:
    engagement.put_row("dependencies.systems", {"key": "new", "name": "Bed board"})
    assert engagement.undo_sentence == "Systems: 'Bed board' added"
    row = engagement.assessment.dependencies.systems[-1]
    engagement.put_row("dependencies.systems", dict(row) | {"rto_promised_minutes": 120})
    assert engagement.undo_sentence == "Systems, 'Bed board': recovery promised set to 2 h"
    engagement.put_field("dependencies.systems[new].site", "main")
    assert engagement.undo_sentence == "Systems, 'Bed board': site set to Main building"
    engagement.put_row("dependencies.systems", {"key": "new", "name": "Bed board", "criticality": 1, "moves": "stays"})
    assert engagement.undo_sentence == "Systems: 'Bed board' changed"
    engagement.remove_row("dependencies.systems", "new")
    assert engagement.undo_sentence == "Systems: 'Bed board' removed"


def test_rows_without_a_name_are_told_by_what_tells_them_apart(engagement: OpenEngagement) -> None:
    engagement.put_row("dependencies.edges", {"key": "e", "source": "erp", "target": "his"})
    assert engagement.undo_sentence == "Dependencies: 'the ERP, Hospital information system, Data' added"
    engagement.put_row("dependencies.edges", {"key": "e", "source": "his", "target": "erp"})
    assert engagement.undo_sentence == "Dependencies: 'Hospital information system, the ERP, Data' changed"


def test_a_whole_table_is_told_by_its_rows(engagement: OpenEngagement) -> None:
    engagement.replace_table("calendar.freezes", engagement.assessment.calendar.freezes[:1])
    assert engagement.undo_sentence == "Own freeze periods: 1 row"
    engagement.replace_table("calendar.freezes", ())
    assert engagement.undo_sentence == "Own freeze periods: no rows"


def test_long_texts_are_cut(engagement: OpenEngagement) -> None:
    engagement.put_field("engagement.client", "K" * 100)
    said = engagement.undo_sentence.removeprefix("Client set to ")
    assert len(said) == LONGEST
    assert said.endswith("…")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("engagement.regions_considered", (), "nothing"),
        ("people.roles.active_share", 0.25, "25 %"),
        ("data.data_classes", ("DC-PHI", "DC-FIN"), "Patient health, Financial ledgers"),
        ("dependencies.edges.source", "gone", "gone"),
    ],
)
def test_a_value_is_spoken_in_the_words_of_its_place(path: str, value: Any, words: str) -> None:  # noqa: ANN401
    assert spoken_at(path, value, Assessment()) == words
