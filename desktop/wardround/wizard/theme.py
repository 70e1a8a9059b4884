"""The look of the window: it follows the system between light, dark and high contrast."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from wardround.wizard.stylesheet import POINTS_PER_INCH, stylesheet
from wardround.wizard.tokens import (
    BIG,
    BODY,
    DARK,
    HEAD,
    HIGH_CONTRAST,
    LIGHT,
    MEDIUM,
    NOTE,
    REGULAR,
    SEMIBOLD,
    SMALL,
    TITLE,
    Tokens,
)

__all__ = [
    "BIG",
    "BODY",
    "DARK",
    "HEAD",
    "HIGH_CONTRAST",
    "LIGHT",
    "MEDIUM",
    "NOTE",
    "REGULAR",
    "SEMIBOLD",
    "SMALL",
    "TITLE",
    "Tokens",
    "Watcher",
    "current",
    "font",
    "stylesheet",
    "watcher",
]

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans")
"""Interface fonts in the order of taste; the system's own comes last by itself."""


class Watcher(QObject):
    """Knows the colours in use, and says when the system, or a person, wants others."""

    changed = Signal(object)
    """Carries the Tokens."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Tokens | None = None
        self._tokens = _of_system()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        accessibility = getattr(hints, "accessibility", None)  # Qt 6.10
        if accessibility is not None:
            accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    def want(self, tokens: Tokens | None) -> None:
        """Use these colours whatever the system says; None follows the system again."""
        self._wanted = tokens
        self._on_system_changed()

    def dress(self) -> None:
        """Give the application its font and colours."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        application.setFont(font(BODY))
        application.setPalette(_palette(self._tokens))
        application.setStyleSheet(stylesheet(self._tokens, _dots_per_inch()))

    def _on_system_changed(self, *_: object) -> None:
        tokens = self._wanted or _of_system()
        if tokens == self._tokens:
            return
        self._tokens = tokens
        self.dress()
        self.changed.emit(tokens)


@cache
def watcher() -> Watcher:
    """Return the one watcher of the application."""
    return Watcher()


def current() -> Tokens:
    """Return the colours in use."""
    return watcher().tokens


@cache
def font(size: float, weight: int = REGULAR) -> QFont:
    """Return the interface font in a size in pixels at 100 %, with figures that stand in columns where it is small.

    The same font is handed out again and again: copy it before changing anything.
    """
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(size * POINTS_PER_INCH / _dots_per_inch())
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)  # letters keep their own widths
    if size < TITLE:  # a large figure stands alone
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return float(screen.logicalDotsPerInchY())


def _of_system() -> Tokens:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    """Return the palette for what no style sheet reaches, such as marks in check boxes."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.ground,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.ground if tokens.dark else tokens.surface,
        role.Link: tokens.accent_text,
        role.Light: tokens.surface,
        role.Midlight: tokens.line,
        role.Mid: tokens.line,
        role.Dark: tokens.muted,
        role.Shadow: tokens.muted,
        role.BrightText: tokens.bad,
    }
    palette = QPalette()
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    for faint in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, faint, QColor(tokens.muted))
    return palette
