"""The documents: which ones, what they are called, and where they may go."""

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliverables.example_findings import example
from wardround.assessment import Assessment, with_value
from wardround.engine.findings import Findings
from wardround.workshop.assessing import Assessed
from wardround.workshop.export import (
    NoFolder,
    documents,
    file_start,
    kinds_named,
    plain_name,
    require_folder,
)
from wardround.workshop.refused import Refused, UnknownName


@pytest.fixture(scope="module")
def hospital() -> Assessed:
    """Return the example hospital with what the engine might find."""
    assessment, findings = example()
    return Assessed(Path("workshop-notes.json"), assessment, findings)


def with_client(result: Assessed, client: str) -> Assessed:
    assessment: Assessment = with_value(result.assessment, "engagement.client", client)
    return dataclasses.replace(result, assessment=assessment)


# Names


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Klinikum Nordtal", "klinikum-nordtal"),
        ("St. Mary's & Co. (UK)", "st-mary-s-co-uk"),
        ("Universitätsklinik Gießen", "universitatsklinik-giessen"),
        ("Sygehus Ærø", "sygehus-aero"),
        ("Szpital Łódź", "szpital-lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("東京病院", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_plain_lower_case_words(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text())
def test_any_name_becomes_one_that_every_file_system_takes(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", plain_name(name))
    assert len(plain_name(name)) <= 60


def test_files_are_called_after_the_client(hospital: Assessed) -> None:
    assert file_start(with_client(hospital, "Klinikum Nordtal")) == "klinikum-nordtal"


@pytest.mark.parametrize("client", ["", "東京病院"])
def test_without_a_client_in_plain_letters_they_are_called_after_the_file(hospital: Assessed, client: str) -> None:
    assert file_start(with_client(hospital, client)) == "workshop-notes"


def test_without_any_plain_letter_they_are_called_engagement(hospital: Assessed) -> None:
    nameless = dataclasses.replace(with_client(hospital, ""), file=Path("東京.json"))
    assert file_start(nameless) == "engagement"


def test_a_scenario_is_part_of_the_name(hospital: Assessed) -> None:
    findings: Findings = dataclasses.replace(hospital.findings, scenario="take_over")
    taken_over = dataclasses.replace(with_client(hospital, "Nordtal"), findings=findings)
    assert file_start(taken_over) == "nordtal-take-over"


# Kinds


def test_without_a_list_all_kinds_are_made() -> None:
    assert kinds_named("") == ("xlsx", "pdf", "json")


@pytest.mark.parametrize("names", ["json,pdf", "pdf, JSON", "pdf,json,pdf,"])
def test_a_list_takes_each_kind_once_and_in_our_order(names: str) -> None:
    assert kinds_named(names) == ("pdf", "json")


def test_an_unknown_kind_is_refused_with_the_list() -> None:
    with pytest.raises(UnknownName, match=r"no document 'docx'.*There are xlsx, pdf, json, continuity"):
        kinds_named("pdf,docx")


# Folders


def test_a_folder_that_can_be_made_will_do(tmp_path: Path) -> None:
    require_folder(tmp_path / "new" / "deep")
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(NoFolder, match="is a file, not a folder; nothing was written"):
        require_folder(tmp_path / "taken" / "deep")


def test_a_folder_closed_for_writing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(NoFolder, match="is closed to you for writing"):
        require_folder(tmp_path)


# Content


def test_each_kind_has_its_content_under_its_name(hospital: Assessed) -> None:
    files = documents(kinds_named(""), with_client(hospital, "Nordtal"), Path("out"))
    assert [path.name for path in files] == [
        "nordtal-bom.xlsx",
        "nordtal-roadmap.pdf",
        "nordtal-findings.json",
    ]
    assert [content[:4] for content in files.values()] == [b"PK\x03\x04", b"%PDF", b'{\n "']


def test_progress_rises_to_the_end(hospital: Assessed) -> None:
    heard: list[float] = []
    documents(("xlsx", "json"), hospital, Path(), lambda share, _what: heard.append(share))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_brand_that_is_not_there_is_refused(hospital: Assessed) -> None:
    assessment: Assessment = with_value(hospital.assessment, "engagement.brand", "nobody")
    with pytest.raises(Refused, match="'nobody'"):
        documents(("json",), dataclasses.replace(hospital, assessment=assessment), Path())
