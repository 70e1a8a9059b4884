"""A firm's own risks: beside a brand, or named by hand; a bad pack is refused and nothing of it taken."""

from pathlib import Path

import pytest

from tests.knowledge.test_risk_pack import pack
from wardround.knowledge import Knowledge
from wardround.workshop import own_risks
from wardround.workshop.own_risks import RiskPackRefused, knowledge_with_own_risks, packs_beside_brands


@pytest.fixture
def brands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a folder of brands of its own."""
    folder = tmp_path / "brands"
    folder.mkdir()
    monkeypatch.setattr(own_risks, "template", lambda *_parts: folder)
    return folder


def test_without_a_pack_the_library_stands_alone() -> None:
    assert packs_beside_brands() == ()
    assert knowledge_with_own_risks() is Knowledge.load()


def test_a_pack_beside_a_brand_is_taken_and_one_named_by_hand_as_well(brands: Path, tmp_path: Path) -> None:
    pack(tmp_path, {}).rename(brands / "harbour.risks.csv")
    named = pack(tmp_path, {"risk_id": "FIRM-02"})
    found = knowledge_with_own_risks(named)
    assert found.risks.keys() - Knowledge.load().risks.keys() == {"FIRM-01", "FIRM-02"}


def test_a_pack_with_a_problem_is_refused_by_row_and_column(brands: Path, tmp_path: Path) -> None:
    pack(tmp_path, {"base_impact": "9"}).rename(brands / "harbour.risks.csv")
    with pytest.raises(RiskPackRefused) as refused:
        knowledge_with_own_risks()
    assert refused.value.lines[0].startswith("harbour.risks.csv, row 2, column base_impact")
