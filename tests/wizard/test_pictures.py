"""Charts that were drawn for paper, on screen: in the colours of the theme, as sharp as the room allows."""

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from reportlab.graphics.shapes import Drawing

from wardround.deliverables.charts.risk_map import risk_map
from wardround.wizard import theme
from wardround.wizard.pictures import Picture, drawing_style, svg_of


def chart() -> Drawing:
    return risk_map(drawing_style(), [(3, 4), (5, 5)], 300, 150)


def colours_in(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def near(colour: str, found: set[str]) -> bool:
    """Return whether a colour is there but for the rounding to whole per cent that SVG of reportlab brings."""
    wanted = QColor(colour)
    return any(
        max(abs(wanted.red() - c.red()), abs(wanted.green() - c.green()), abs(wanted.blue() - c.blue())) <= 3
        for c in map(QColor, found)
    )


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_chart_wears_the_colours_of_the_theme(qtbot: QtBot, tokens: theme.Tokens) -> None:
    theme.watcher().want(tokens)
    picture = Picture("risks by likelihood and impact")
    qtbot.addWidget(picture)
    picture.show_drawing(chart())
    picture.resize(600, picture.heightForWidth(600))
    found = colours_in(picture.grab().toImage())
    assert near(tokens.bad_soft, found)
    assert near(tokens.good_soft, found)


def test_a_chart_keeps_its_proportions_and_grows_no_further_than_its_largest(qtbot: QtBot) -> None:
    picture = Picture("risks", largest=2.0)
    qtbot.addWidget(picture)
    assert picture.heightForWidth(300) == 0, "without a drawing it takes no room"
    picture.show_drawing(chart())
    assert picture.heightForWidth(300) == 150
    assert picture.heightForWidth(450) == 225
    assert picture.heightForWidth(5000) == 300


def test_a_chart_says_in_words_what_it_shows(qtbot: QtBot) -> None:
    picture = Picture("risks by likelihood and impact")
    qtbot.addWidget(picture)
    picture.show_drawing(chart(), "two risks, both high")
    assert picture.accessibleName() == "two risks, both high"


def test_words_in_a_chart_are_set_in_the_typeface_they_were_measured_with() -> None:
    svg = svg_of(chart()).decode()
    assert "font-family: Wardround Sans; font-weight: 400;" in svg
    assert "WardroundSans-" not in svg
