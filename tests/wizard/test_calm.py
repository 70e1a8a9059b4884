"""What goes wrong becomes one sentence, and a defect is written down without what the client typed."""

from pathlib import Path

import pytest

from wardround.assessment import Problem
from wardround.catalogue import Catalogue
from wardround.catalogue.unknown import UnknownRegion
from wardround.store import FileMissing
from wardround.wizard.calm import sentence_about
from wardround.workshop.reading import EngagementRefused


def logs(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "state").rglob("defect-*.log"))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FileMissing(Path("nordtal.wardround")), "nordtal.wardround: there is no such file."),
        (
            UnknownRegion("west europ", ["westeurope"]),
            "The catalogue has no region 'west europ'. Did you mean westeurope?",
        ),
        (
            EngagementRefused((Problem("a.b", "B", "must be text"), Problem("a.c", "C", "must be text"))),
            "a.b (B): must be text (and 1 more)",
        ),
    ],
)
def test_what_a_person_can_put_right_speaks_for_itself(error: Exception, sentence: str, tmp_path: Path) -> None:
    assert sentence_about(error, "opening the file") == sentence
    assert logs(tmp_path) == []


def test_a_defect_is_told_calmly_and_written_down_without_any_answer(tmp_path: Path) -> None:
    sentence = sentence_about(ValueError("Mrs Secret, 3 beds"), "working out the figures")
    (log,) = logs(tmp_path)
    assert sentence.startswith("Wardround made a mistake of its own while working out the figures")
    assert str(log) in sentence
    assert "\n" not in sentence
    assert "Secret" not in sentence
    assert "Secret" not in log.read_text(encoding="utf-8")


def test_a_defect_that_cannot_be_written_down_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    assert "ZeroDivisionError" in sentence_about(ZeroDivisionError(), "working out the figures")


def test_the_catalogue_names_what_it_does_not_know() -> None:
    with pytest.raises(UnknownRegion) as refused:
        Catalogue.load().region("atlantis")
    assert sentence_about(refused.value, "working out the figures").startswith("The catalogue has no region")
