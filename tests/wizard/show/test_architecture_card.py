"""The card of the architecture draws the platform."""

from pytestqt.qtbot import QtBot

from tests.deliverables.example_findings import example
from wardround.wizard.pictures import Picture
from wardround.wizard.show.architecture_card import ArchitectureCard

SLOWEST_MS = 20_000


def test_the_platform_is_drawn_and_told_in_words(qtbot: QtBot) -> None:
    assessment, findings = example()
    card = ArchitectureCard()
    qtbot.addWidget(card)
    card.resize(900, 600)
    card.show()
    picture = card.findChild(Picture, "results.architecture")
    assert isinstance(picture, Picture)
    waiting = card.note.text()
    card.show_findings(assessment, findings)
    qtbot.waitUntil(lambda: card.note.text() != waiting, timeout=SLOWEST_MS)
    assert "could not be drawn" not in card.note.text()
    assert picture.accessibleName() != "Picture of the architecture"
    qtbot.waitUntil(lambda: picture.height() > 100, timeout=SLOWEST_MS)
