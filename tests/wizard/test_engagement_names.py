"""Names of engagement files."""

from pathlib import Path

import pytest

from tests.wizard.frame import WHEN
from wardround.assessment import Assessment
from wardround.store import EngagementFile
from wardround.wizard.engagement_names import is_store, suggested_name, suggestion


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ("Klinikum Süd", "Klinikum Süd.wardround"),
        ("St. Anna / Haus 2: Nord", "St. Anna Haus 2 Nord.wardround"),
        ("..", "engagement.wardround"),
        ("", "engagement.wardround"),
    ],
)
def test_a_client_gives_the_file_a_name_that_every_system_takes(client: str, name: str) -> None:
    assert suggested_name(client) == name


def test_a_suggestion_never_names_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "Nordtal.wardround").touch()
    (tmp_path / "Nordtal 2.wardround").touch()
    assert suggestion(tmp_path, "Nordtal") == tmp_path / "Nordtal 3.wardround"


def test_a_file_of_the_window_is_told_from_json_by_its_content(tmp_path: Path) -> None:
    store, text = tmp_path / "a.json", tmp_path / "b.txt"
    EngagementFile.create(store, Assessment(), WHEN, "").close()
    text.write_text("{}", encoding="utf-8")
    assert is_store(store)
    assert not is_store(text)
    assert is_store(tmp_path / "missing.wardround")
    assert not is_store(tmp_path / "missing.json")
