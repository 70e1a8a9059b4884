"""The look follows the system, and its words can be read in every theme."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wardround.wizard import theme
from wardround.wizard.theme import DARK, HIGH_CONTRAST, LIGHT, Tokens, stylesheet

THEMES = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}
READ_ON = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "accent_soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent_text", "surface"),
    ("accent_text", "accent_soft"),
    ("good_text", "surface"),
    ("good_text", "good_soft"),
    ("warn_text", "surface"),
    ("warn_text", "warn_soft"),
    ("bad_text", "surface"),
    ("bad_text", "bad_soft"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("words", "ground"), READ_ON)
def test_words_stand_out_from_their_ground(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_words_of_a_primary_button_stand_out(tokens: Tokens) -> None:
    assert contrast(tokens.ground if tokens.dark else tokens.surface, tokens.accent) >= 4.5


def test_wanting_another_theme_dresses_the_application_and_is_announced(qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.watcher().changed) as heard:
        theme.watcher().want(DARK)
    assert heard.args == [DARK]
    assert theme.current() is DARK
    assert DARK.surface in qapp.styleSheet()
    assert qapp.palette().window().color().name().upper() == DARK.ground


def test_wanting_the_theme_in_use_changes_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.watcher().changed):
        theme.watcher().want(LIGHT)


def test_a_title_is_as_many_pixels_high_on_screens_that_count_by_other_dots() -> None:
    assert f"font-size: {22 * 72 / 96:.3f}pt" in stylesheet(LIGHT, 96.0)
    assert "font-size: 22.000pt" in stylesheet(LIGHT, 72.0)
