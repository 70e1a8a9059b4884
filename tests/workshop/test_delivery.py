"""The way of the documents to their folder: all of them whole, or everything as it was."""

import dataclasses
from pathlib import Path

import pytest

from tests.deliverables.example_findings import example
from tests.workshop.desk import sample
from wardround.assessment import with_value
from wardround.catalogue import Catalogue
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.workshop.assessing import Progress, unheard
from wardround.workshop.delivery import (
    ASSESSING,
    PLACING,
    Cancelled,
    Delivered,
    NoHome,
    Order,
    deliver,
    folder_typed,
)
from wardround.workshop.reading import EngagementRefused
from wardround.workshop.refused import Refused, UnknownName

FILE = Path("nordtal.wardround")


def order_to(folder: Path, *kinds: str, scenario: str = "") -> Order:
    assessment = with_value(sample(), "engagement.client", "Klinikum Nordtal")
    return Order(FILE, assessment, scenario, kinds, folder)


def delivered(order: Order, told: Progress = unheard) -> tuple[Delivered, ...]:
    return deliver(order, found, Catalogue.load(), Knowledge.load(), told)


def found(_told: object = None) -> Findings:
    return example()[1]


def test_every_document_lies_in_the_folder_with_its_size(tmp_path: Path) -> None:
    written = delivered(order_to(tmp_path / "to" / "be made", "xlsx", "json"))
    assert [(each.kind, each.path.name) for each in written] == [
        ("xlsx", "klinikum-nordtal-bom.xlsx"),
        ("json", "klinikum-nordtal-findings.json"),
    ]
    for each in written:
        assert each.path.stat().st_size == each.size_bytes > 0
        assert each.at.timestamp() == pytest.approx(each.path.stat().st_mtime)
    assert sorted(path.name for path in (tmp_path / "to" / "be made").iterdir()) == sorted(
        each.path.name for each in written
    )


def test_each_part_is_told_from_its_beginning_to_its_end_and_in_order(tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    delivered(order_to(tmp_path, "xlsx", "json"), lambda share, what: heard.append((what, share)))
    assert list(dict.fromkeys(what for what, _ in heard)) == [ASSESSING, "xlsx", "json", PLACING]
    for part in (ASSESSING, "xlsx", "json"):
        shares = [share for what, share in heard if what == part]
        assert (shares[0], shares[-1]) == (0.0, 1.0)
        assert shares == sorted(shares)


@pytest.mark.parametrize("part", [ASSESSING, "xlsx", "json", PLACING])
def test_cancelled_at_any_part_everything_is_as_it_was(tmp_path: Path, part: str) -> None:
    (tmp_path / "klinikum-nordtal-findings.json").write_text("of last week", encoding="utf-8")

    def stop(_share: float, what: str) -> None:
        if what == part:
            raise Cancelled

    with pytest.raises(Cancelled, match="nothing was written"):
        delivered(order_to(tmp_path, "xlsx", "json"), stop)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("klinikum-nordtal-findings.json", "of last week")
    ]


def test_a_scenario_is_applied_and_named(tmp_path: Path) -> None:
    def under_it(_told: object) -> Findings:
        return dataclasses.replace(example()[1], scenario=key)

    order = order_to(tmp_path, "json")
    key = order.assessment.scenarios[0].key
    order = dataclasses.replace(order, scenario=key)
    (written,) = deliver(order, under_it, Catalogue.load(), Knowledge.load(), unheard)
    assert written.path.name.startswith("klinikum-nordtal-")
    assert written.path.name != "klinikum-nordtal-findings.json"


def test_an_unknown_scenario_a_file_for_a_folder_and_an_unknown_brand_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(UnknownName, match="There is no scenario 'nowhere'"):
        delivered(order_to(tmp_path, "json", scenario="nowhere"))
    with pytest.raises(Refused, match="is a file, not a folder; nothing was written"):
        delivered(order_to(tmp_path / "taken", "json"))
    order = order_to(tmp_path, "json")
    branded = with_value(order.assessment, "engagement.brand", "nobody")
    with pytest.raises(Refused, match="nobody"):
        delivered(dataclasses.replace(order, assessment=branded))
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_answers_with_problems_are_refused_before_anything_is_worked_out(tmp_path: Path) -> None:
    def never(_told: object) -> Findings:
        raise AssertionError

    order = order_to(tmp_path, "json")
    nowhere = with_value(order.assessment, "engagement.recovery_region", "atlantis")
    with pytest.raises(EngagementRefused, match="atlantis"):
        deliver(dataclasses.replace(order, assessment=nowhere), never, Catalogue.load(), Knowledge.load(), unheard)


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("", None),
        ("   ", None),
        ("documents", Path("/clients/nordtal/documents")),
        ("  ../out ", Path("/clients/nordtal/../out")),
        ("/elsewhere", Path("/elsewhere")),
    ],
)
def test_a_typed_folder_counts_from_the_engagement_unless_it_is_whole(text: str, folder: Path | None) -> None:
    assert folder_typed(text, Path("/clients/nordtal/nordtal.wardround")) == folder


def test_a_tilde_is_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert folder_typed("~/out", FILE) == tmp_path / "out"


def test_the_home_of_nobody_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_path: Path) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "expanduser", homeless)
    with pytest.raises(NoHome, match="There is no folder ~nobody/out"):
        folder_typed("~nobody/out", FILE)
