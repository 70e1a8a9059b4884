"""The live panel: it fills with the first figures, keeps its places, and stays calm when something fails."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import example
from tests.wizard.frame import SLOWEST_MS, Assess
from wardround.engine.findings import Findings
from wardround.wizard.figure_block import FigureBlock
from wardround.wizard.live_panel import OLDER, LivePanel
from wardround.wizard.margin_rows import MarginRow, RiskRow
from wardround.wizard.session import Session

PEAK = "people.peak_concurrent_users"


class Engine:
    """Answers what it was told to answer, or fails."""

    def __init__(self) -> None:
        self.findings = example()[1]
        self.broken = False

    def __call__(self, *_: object) -> Findings:
        if self.broken:
            raise ArithmeticError
        return self.findings

    def cost(self, usd: str) -> None:
        cost = self.findings.cost
        totals = replace(cost.totals, steady_monthly_usd=Decimal(usd))
        self.findings = replace(self.findings, cost=replace(cost, totals=totals))


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def live(qtbot: QtBot, session_with: Callable[[Assess], Session], engine: Engine) -> LivePanel:
    panel = LivePanel(session_with(engine))
    qtbot.addWidget(panel)
    panel.resize(284, 667)
    panel.show()
    return panel


def settle(qtbot: QtBot) -> None:
    """Let the layout find its places, as it does before anything is painted."""
    qtbot.wait(1)


def assessed(qtbot: QtBot, live: LivePanel) -> None:
    with qtbot.waitSignal(live.session.assessed, timeout=SLOWEST_MS):
        live.session.assess_now()
    settle(qtbot)


def answered(qtbot: QtBot, live: LivePanel, peak: int) -> None:
    with qtbot.waitSignal(live.session.assessed, timeout=SLOWEST_MS):
        live.session.answer(PEAK, peak)
    settle(qtbot)


def block(live: LivePanel, name: str) -> FigureBlock:
    found = live.findChild(FigureBlock, f"live.{name}")
    assert isinstance(found, FigureBlock)
    return found


def places(live: LivePanel) -> dict[str, QRect]:
    named = (child for child in live.findChildren(QWidget) if child.objectName().startswith("live."))
    return {child.objectName(): child.geometry() for child in named if child.isVisible()}


def words_of(live: LivePanel) -> str:
    return " ".join(child.text() for child in live.findChildren(QLabel) if child.isVisible())


def test_before_the_first_figures_it_says_what_will_stand_there(live: LivePanel) -> None:
    assert "first figures appear here" in words_of(live)
    assert not block(live, "cost").isVisible()


def test_the_first_figures_fill_the_panel(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)
    assert block(live, "cost").said.value.startswith("EUR ")
    assert block(live, "response").said.value == "1.60 s"
    assert block(live, "availability").said.value == "99.97 %"
    assert len([row for row in live.findChildren(MarginRow) if row.isVisible()]) == 4
    assert len([row for row in live.findChildren(RiskRow) if row.isVisible()]) == 3
    assert "first figures" not in words_of(live)
    assert "Prices of" in words_of(live)


def test_the_next_figures_tell_the_change_since_the_answer(qtbot: QtBot, live: LivePanel, engine: Engine) -> None:
    engine.cost("1000")
    assessed(qtbot, live)
    engine.cost("1500")
    answered(qtbot, live, 390)
    assert block(live, "cost").said.under == "+460 since last answer"


def test_figures_that_change_do_not_move(qtbot: QtBot, live: LivePanel, engine: Engine) -> None:
    assessed(qtbot, live)
    before = places(live)
    engine.cost("1234567.89")
    answered(qtbot, live, 390)
    assert places(live) == before


def test_all_of_it_stands_in_the_smallest_window(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)
    lowest = max(place.bottom() for place in places(live).values())
    assert lowest <= live.height()


@pytest.mark.parametrize(
    ("name", "figure"),
    [("cost", "cost.steady_monthly_usd"), ("recovery.1", ""), ("availability", "")],
)
def test_a_click_on_a_figure_asks_why(qtbot: QtBot, live: LivePanel, engine: Engine, name: str, figure: str) -> None:
    known = dict(engine.findings.figures)
    cost = known["cost.steady_monthly_usd"]
    for other in ("recovery.rto_minutes", "recovery.rpo_minutes", "availability.production"):
        known[other] = replace(cost, name=other)
    engine.findings = replace(engine.findings, figures=known)
    assessed(qtbot, live)
    target = live.findChild(QWidget, f"live.{name}")
    assert isinstance(target, QWidget)
    with qtbot.waitSignal(live.session.why_wanted) as heard:
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    assert heard.args[1] is target
    assert heard.args[0] == figure or heard.args[0].startswith(name.partition(".")[0])


def test_enter_on_a_figure_asks_why(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)
    with qtbot.waitSignal(live.session.why_wanted):
        qtbot.keyClick(block(live, "cost"), Qt.Key.Key_Return)


def test_a_figure_without_an_explanation_cannot_be_asked(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)  # the example explains no availability
    with qtbot.assertNotEmitted(live.session.why_wanted):
        qtbot.mouseClick(block(live, "availability"), Qt.MouseButton.LeftButton)


def test_a_click_on_a_risk_leads_to_the_register(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)
    risk = live.findChild(RiskRow, "live.risk.1")
    with qtbot.waitSignal(live.session.step_wanted) as heard:
        qtbot.mouseClick(risk, Qt.MouseButton.LeftButton)
    assert heard.args == ["risks"]


def test_when_the_engine_fails_the_last_good_figures_stay_grey_and_in_place(
    qtbot: QtBot, live: LivePanel, engine: Engine
) -> None:
    assessed(qtbot, live)
    value, before = block(live, "cost").said.value, places(live)
    bright = block(live, "response").grab().toImage()
    engine.broken = True
    with qtbot.waitSignal(live.session.failed, timeout=SLOWEST_MS):
        live.session.answer(PEAK, 390)
    assert block(live, "cost").said.value == value
    assert OLDER in words_of(live)
    assert block(live, "response").grab().toImage() != bright
    after = places(live)
    assert {name: place.top() for name, place in after.items()} == {name: place.top() for name, place in before.items()}


def test_after_a_failure_good_figures_are_bright_again(qtbot: QtBot, live: LivePanel, engine: Engine) -> None:
    assessed(qtbot, live)
    bright = block(live, "response").grab().toImage()
    engine.broken = True
    with qtbot.waitSignal(live.session.failed, timeout=SLOWEST_MS):
        live.session.answer(PEAK, 390)
    engine.broken = False
    answered(qtbot, live, 395)
    assert OLDER not in words_of(live)
    assert block(live, "response").grab().toImage() == bright


def test_a_failure_before_the_first_figures_is_told_in_the_panel(qtbot: QtBot, live: LivePanel, engine: Engine) -> None:
    engine.broken = True
    with qtbot.waitSignal(live.session.failed, timeout=SLOWEST_MS):
        live.session.assess_now()
    assert "Wardround made a mistake of its own" in words_of(live)


def test_confidence_is_a_word_with_its_reason_behind_it(qtbot: QtBot, live: LivePanel) -> None:
    assessed(qtbot, live)
    chip = live.findChild(QLabel, "live.confidence")
    assert chip is not None
    assert chip.text() == "confidence C"
    assert "known to within about 30% either way" in chip.toolTip()
    assert "measured reference system" in chip.toolTip()
