"""The main job by hand in a real window: a process of its own on a screen, mouse and keyboard from outside."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.journeys.hands import RealWindow, real_window, until, x_server
from wardround.assessment import Assessment, value_at
from wardround.store import EngagementFile

CLIENT = "Klinikum Nordtal"
Typed = tuple[tuple[str, str, str, object], ...]
ANSWERS: dict[str, Typed] = {
    "engagement": (
        ("engagement.project", "line", "ERP to Azure", "ERP to Azure"),
        ("engagement.deadline_weeks", "line", "39", 39),
        ("engagement.planning_horizon_years", "line", "4", 4),
    ),
    "sites_and_people": (("organisation.site_count", "line", "3", 3), ("organisation.legal_entities", "line", "2", 2)),
    "workload": (("people.named_users", "line", "1200", 1200), ("people.peak_concurrent_users", "line", "240", 240)),
    "interfaces_and_dependencies": (
        ("interfaces.interface_count", "line", "14", 14),
        ("interfaces.realtime_interface_count", "line", "5", 5),
    ),
    "data_classification": (
        ("data.controlled_substances", "key", "n", False),
        ("data.payroll_in_scope", "key", "y", True),
    ),
    "controls": (
        ("compliance.residency_required", "key", "y", True),
        ("compliance.log_retention_days", "line", "365", 365),
    ),
    "recovery_objectives": (
        ("recovery.rto_minutes", "line", "4 h", 240),
        ("recovery.rpo_minutes", "line", "15 min", 15),
    ),
    "platform_and_operations": (
        ("platform.azure_region", "list", "westeurope", "westeurope"),
        ("platform.rehearsals_planned", "line", "2", 2),
    ),
}
"""By step: the path, the way in which it is answered, what is typed, and what must be in the file."""
SITE = "Haupthaus"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Return an X server without a screen."""
    with x_server() as name:
        yield name


def test_from_a_blank_engagement_to_both_documents_by_mouse_and_keyboard_alone(display: str, tmp_path: Path) -> None:
    file, documents = tmp_path / "nordtal.wardround", tmp_path / "documents"
    with real_window(display, tmp_path / "home") as window:
        begin_blank(window, file)
        for step, answers in ANSWERS.items():
            window.click_to(f"rail.{step}", showing(window, answers[0][0]))
            for path, way, typed, _value in answers:
                give(window, path, way, typed)
            if step == "sites_and_people":
                type_a_site(window)
        window.wait_for("live.cost")  # figures are there
        for step in ("results", "risks", "roadmap"):
            window.click_to(f"rail.{step}", lambda: not window.focus().startswith("platform."))
        window.click_to("rail.deliverables", showing(window, "deliverables.write"))
        window.fill("deliverables.folder", str(documents))
        until("the documents", lambda: written(documents) or None)
        window.wait_for("deliverables.open_folder")
        assert window.quit() == 0, window.complaints()
        assert "Traceback" not in window.complaints()
    assert_answered(file)
    assert_documents(documents)


def test_size_place_and_last_file_are_remembered_from_one_start_to_the_next(display: str, tmp_path: Path) -> None:
    file, home = tmp_path / "sued.wardround", tmp_path / "home"
    with real_window(display, home) as window:
        begin_blank(window, file)
        window.put(40, 30, 1120, 700)
        assert window.quit() == 0, window.complaints()
    with real_window(display, home) as window:
        window.wait_for("start.recent.1")
        until("the place it had", lambda: window.place() == (40, 30, 1120, 700))
        window.make_active()
        until("the cursor on it", lambda: window.focus() == "start.recent.1")
        window.key("Return")  # the file opened last has the cursor
        window.wait_for("rail.engagement")
        assert window.window_id(CLIENT)
        assert window.quit() == 0, window.complaints()


# --- what a person does ---------------------------------------------------------------------------------------------


def begin_blank(window: RealWindow, file: Path) -> None:
    """Begin a blank engagement for the client, kept in a file."""
    window.click_to("start.new", showing(window, "new.client"))
    window.click_into("new.client")
    window.type(CLIENT)
    window.click("new.create")
    window.name_file(file)
    window.wait_for("engagement.client")


def give(window: RealWindow, path: str, way: str, typed: str) -> None:
    """Answer one question."""
    if way == "line":
        window.fill(path, typed)
    elif way == "key":
        window.click_into(path)
        window.key(typed)
    else:
        window.bring_into_view(path)
        window.click_to(path, showing(window, "choice.search"))
        window.type(typed)
        take(window)
    until(f"{path} taken over", lambda: not window.shows(f"{path}.assumed"))


def take(window: RealWindow) -> None:
    """Take what a list offers first."""
    window.key("Return")
    until("the list gone", lambda: not window.shows("choice.search"))


def type_a_site(window: RealWindow) -> None:
    """Type the first row of the table of sites: a name, and a country and a time zone from their lists."""
    first = "organisation.sites.first"
    window.bring_into_view(first)
    window.click_to(first, lambda: window.focus() == "cell.editor")
    window.type(SITE)
    window.key("Tab")
    until("the cell left", lambda: window.focus() == "organisation.sites")
    for typed, onwards in (("Germany", "Right"), ("Berlin", "Left")):
        window.key(typed[0])  # opens the list
        window.wait_for("choice.search")
        window.type(typed[1:])
        take(window)
        until("the table again", lambda: window.focus() == "organisation.sites")
        window.key(onwards)


def showing(window: RealWindow, name: str) -> Callable[[], bool]:
    return lambda: window.shows(name)


# --- what is there afterwards ---------------------------------------------------------------------------------------


def written(documents: Path) -> bool:
    """Return whether workbook, roadmap and findings are there; they are put in place together."""
    return {path.name for path in documents.glob("*")} == {
        "klinikum-nordtal-bom.xlsx",
        "klinikum-nordtal-roadmap.pdf",
        "klinikum-nordtal-findings.json",
    }


def assert_answered(file: Path) -> None:
    """Check that the file holds what was typed."""
    opened = EngagementFile.open(file)
    try:
        assessment: Assessment = opened.assessment()
    finally:
        opened.close()
    assert assessment.engagement.client == CLIENT
    for answers in ANSWERS.values():
        for path, _way, _typed, value in answers:
            found = value_at(assessment, path)
            assert getattr(found, "value", found) == value, path
    (site,) = assessment.organisation.sites
    assert (site.name, site.country, site.time_zone) == (SITE, "DE", "Europe/Berlin")


def assert_documents(documents: Path) -> None:
    """Check that the documents can be read by others, and are about this client and these answers."""
    findings = json.loads((documents / "klinikum-nordtal-findings.json").read_text(encoding="utf-8"))
    assert float(findings["totals"]["monthly_usd"]) > 0
    cells = [
        str(cell)
        for sheet in load_workbook(documents / "klinikum-nordtal-bom.xlsx", read_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert any(CLIENT in cell for cell in cells)
    assert any("westeurope" in cell or "West Europe" in cell for cell in cells)
    pages = [page.extract_text() for page in PdfReader(documents / "klinikum-nordtal-roadmap.pdf").pages]
    assert CLIENT in pages[0]
    assert any("West Europe" in page or "westeurope" in page for page in pages)
