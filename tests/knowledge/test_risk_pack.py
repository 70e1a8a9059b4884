"""A firm's own risks: taken as a whole, or refused by row and column with nothing taken."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from wardround.knowledge import Knowledge
from wardround.knowledge.risk_pack import with_risk_pack
from wardround.shipped import resource
from wardround.tables import FactsRefused

KNOWLEDGE = Knowledge.load()
ROW = {
    "risk_id": "FIRM-01",
    "category": "operations",
    "title": "Nobody of the firm is on call at night",
    "cause": "The contract covers office hours",
    "event": "An alarm rings at two in the morning",
    "consequence": "Nobody answers until eight",
    "trigger_condition": "support_hours != '24x7' and operating_hours == '24x7'",
    "base_likelihood": "4",
    "base_impact": "3",
    "modifiers": "I+1: tier0_module_count >= 2",
    "mitigation": "Add night cover to the contract",
    "owner_role": "service manager",
    "evidence": "Rota",
    "residual_after_mitigation": "L=2;I=2",
    "controls": "CT-GOV-02",
    "source": "practice of the firm",
}


def pack(folder: Path, *changes: Mapping[str, str]) -> Path:
    header = resource("facts", "risks.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    path = folder / "firm.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        for change in changes:
            writer.writerow({**ROW, **change})
    return path


def test_the_risks_of_a_pack_stand_beside_those_of_the_library(tmp_path: Path) -> None:
    found = with_risk_pack(KNOWLEDGE, pack(tmp_path, {}))
    assert found.risks.keys() == {*KNOWLEDGE.risks, "FIRM-01"}
    assert found.risks["FIRM-01"].trigger_condition.names == ("support_hours", "operating_hours")
    assert "FIRM-01" in found.rules_reading["tier0_module_count"]
    assert found.version.startswith(KNOWLEDGE.version)
    assert found.version != KNOWLEDGE.version


def test_an_event_of_the_firms_takes_no_more_than_the_worst_of_its_category(tmp_path: Path) -> None:
    servers = {"risk_id": "FIRM-02", "category": "high availability"}
    found = with_risk_pack(KNOWLEDGE, pack(tmp_path, {}, servers, {"risk_id": "FIRM-03", "category": "cutover"}))
    assert "FIRM-01" not in found.risk_losses
    most = max(KNOWLEDGE.risk_losses[key].hours_high for key in ("RK-HA-01", "RK-HA-02", "RK-HA-04", "RK-HA-05"))
    assert found.risk_losses["FIRM-02"].hours_high == most
    assert found.risk_losses["FIRM-02"].reading == "itself"
    assert found.risk_losses["FIRM-03"].reading == "once"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"trigger_condition": "suport_hours != '24x7'"}, "firm.csv, row 2, column trigger_condition: "),
        ({"modifiers": "I+9: tier0_module_count >= 2"}, "firm.csv, row 2, column modifiers: "),
        ({"base_impact": "7"}, "firm.csv, row 2, column base_impact: "),
        ({"controls": "CT-XXX-01"}, "firm.csv, row 2, column controls: there is no control CT-XXX-01"),
        ({"risk_id": "RK-BKP-01"}, "firm.csv, row 2, column risk_id: RK-BKP-01 is a risk of the library"),
        ({"residual_after_mitigation": "L=5;I=2"}, "firm.csv, row 2, column residual_after_mitigation: mitigation"),
        ({"residual_after_mitigation": "low"}, "firm.csv, row 2, column residual_after_mitigation: "),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_the_pack_is_taken(
    tmp_path: Path, change: Mapping[str, str], said: str
) -> None:
    before = dict(KNOWLEDGE.risks)
    with pytest.raises(FactsRefused) as refused:
        with_risk_pack(KNOWLEDGE, pack(tmp_path, change, {"risk_id": "FIRM-02"}))
    assert any(line.startswith(said) for line in str(refused.value).splitlines())
    assert dict(KNOWLEDGE.risks) == before


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsRefused, match=r"row 3, column risk_id"):
        with_risk_pack(KNOWLEDGE, pack(tmp_path, {}, {}))


@pytest.mark.parametrize("content", ["", "id,name\n1,x\n", "\xff\xfe"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "firm.csv"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(FactsRefused, match=r"firm\.csv"):
        with_risk_pack(KNOWLEDGE, path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsRefused, match="missing"):
        with_risk_pack(KNOWLEDGE, tmp_path / "none.csv")
