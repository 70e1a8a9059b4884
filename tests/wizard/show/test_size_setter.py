"""Setting a size by hand in the tier table: look at the verdicts, set one, see it marked, undo, release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.wizard.frame import SLOWEST_MS
from tests.workshop.desk import begun, sample
from wardround.engine.assess import assess
from wardround.engine.findings import RoleSizing
from wardround.engine.pins import is_set_by_hand
from wardround.wizard.opening import Opener
from wardround.wizard.pages import page_for
from wardround.wizard.session import Session
from wardround.wizard.show.findings_page import FindingsPage
from wardround.wizard.show.list_row import ListRow
from wardround.workshop.steps import step

AS_OF = date(2026, 11, 25)
KEY = "production.application"


class Results:
    """The page of results over the clinics, with the application unfolded."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        page = page_for(step("results"), session)
        assert isinstance(page, FindingsPage)
        self.page = page
        qtbot.addWidget(page)
        page.resize(760, 900)
        page.show()
        session.assessed.connect(page.show_findings)
        with qtbot.waitSignal(session.assessed, timeout=SLOWEST_MS):
            session.begin()
        self.settle()
        self.click(ListRow, f"results.role.{KEY}")

    def settle(self) -> None:
        """Wait until the figures for the answers as they stand are shown."""
        ready: Callable[[], bool] = lambda: not self.session.stale and self.page.is_complete  # noqa: E731 - as the wait takes it
        self.qtbot.waitUntil(ready, timeout=SLOWEST_MS)

    def find(self, kind: type[QWidget], name: str) -> QWidget | None:
        """Return the widget of that name that can be seen."""
        found = [each for each in self.page.findChildren(kind, name) if each.isVisibleTo(self.page)]
        return found[-1] if found else None

    def click(self, kind: type[QWidget], name: str) -> None:
        self.qtbot.waitUntil(lambda: self.find(kind, name) is not None, timeout=SLOWEST_MS)
        widget = self.find(kind, name)
        assert widget is not None
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def says(self, name: str) -> str:
        found = self.find(QLabel, name)
        return found.text() if isinstance(found, QLabel) else ""

    def set_buttons(self) -> list[str]:
        buttons = self.page.findChildren(QPushButton)
        return [each.objectName() for each in buttons if each.objectName().startswith(f"{KEY}.sizes.set.")]

    @property
    def role(self) -> RoleSizing:
        findings = self.session.findings
        assert findings is not None
        return next(r for r in findings.deployment if (r.environment, r.role) == ("production", "application"))


@pytest.fixture
def results(qtbot: QtBot, tmp_path: Path, opener: Opener) -> Results:
    engagement = begun(tmp_path / "clinics.wardround", sample("clinic-group"))
    session = Session(engagement, opener.catalogue, opener.knowledge, assess=assess, today=lambda: AS_OF)
    return Results(qtbot, session)


def test_a_size_is_set_from_the_list_is_marked_and_released(results: Results) -> None:
    qtbot, model = results.qtbot, results.role
    assert results.find(QPushButton, f"{KEY}.release") is None
    results.click(QPushButton, f"{KEY}.sizes")
    wanted = f"{KEY}.sizes.set.{model.nodes + 1}.{model.sku}"
    qtbot.waitUntil(lambda: wanted in results.set_buttons(), timeout=SLOWEST_MS)
    results.click(QPushButton, wanted)
    results.settle()

    (pin,) = results.session.assessment.platform.pins
    assert (pin.environment, pin.role, pin.sku, pin.nodes) == ("production", "application", model.sku, model.nodes + 1)
    assert is_set_by_hand(results.role)
    row = results.find(ListRow, f"results.role.{KEY}")
    assert row is not None
    assert "set by hand" in row.accessibleName().lower()
    told = f"The model would choose {model.nodes} x"
    qtbot.waitUntil(lambda: told in results.says(f"{KEY}.by_hand"), timeout=SLOWEST_MS)
    assert "a month less" in results.says(f"{KEY}.by_hand")

    results.click(QPushButton, f"{KEY}.release")
    results.settle()
    assert not results.session.assessment.platform.pins
    assert (results.role.sku, results.role.nodes) == (model.sku, model.nodes)
    results.session.undo()
    results.settle()
    assert [one.key for one in results.session.assessment.platform.pins] == [pin.key]
    results.session.undo()
    results.settle()
    assert not results.session.assessment.platform.pins


def test_any_other_size_is_checked_before_it_is_set(results: Results) -> None:
    qtbot, model = results.qtbot, results.role
    results.click(QPushButton, f"{KEY}.sizes")
    qtbot.waitUntil(lambda: bool(results.set_buttons()), timeout=SLOWEST_MS)
    number = results.find(QLineEdit, f"{KEY}.sizes.nodes")
    assert isinstance(number, QLineEdit)
    number.selectAll()
    qtbot.keyClicks(number, "1")
    results.click(QPushButton, f"{KEY}.sizes.check")
    qtbot.waitUntil(lambda: "too small" in results.says(f"{KEY}.sizes.words"), timeout=SLOWEST_MS)
    assert results.session.assessment.platform.pins == ()
    results.click(QPushButton, f"{KEY}.sizes.set.1.{model.sku}")
    results.settle()
    assert results.role.nodes == 1
    qtbot.waitUntil(lambda: "too small" in results.says(f"{KEY}.by_hand"), timeout=SLOWEST_MS)


def test_a_number_that_cannot_be_is_refused_in_words(results: Results) -> None:
    qtbot = results.qtbot
    results.click(QPushButton, f"{KEY}.sizes")
    qtbot.waitUntil(lambda: bool(results.set_buttons()), timeout=SLOWEST_MS)
    number = results.find(QLineEdit, f"{KEY}.sizes.nodes")
    assert isinstance(number, QLineEdit)
    number.selectAll()
    qtbot.keyClicks(number, "many")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert "many" in results.says(f"{KEY}.sizes.words")
    assert results.session.assessment.platform.pins == ()


def test_what_is_looked_at_stays_open_when_other_figures_come(results: Results) -> None:
    qtbot = results.qtbot
    results.click(QPushButton, f"{KEY}.sizes")
    qtbot.waitUntil(lambda: bool(results.set_buttons()), timeout=SLOWEST_MS)
    findings = results.session.findings
    assert findings is not None
    results.page.show_findings(findings)
    results.settle()
    assert results.find(QLabel, f"{KEY}.sizes.words") is not None
    assert results.set_buttons()


def test_a_service_has_no_size_to_set(results: Results) -> None:
    results.click(ListRow, "results.role.production.filestore")
    assert results.find(QPushButton, "production.filestore.sizes") is None
