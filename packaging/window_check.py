"""Checks a window that stands on the screen: text that is cut off, widgets that overlap, letters without a glyph.

`complaints` is asked by the screenshots command and by the tests. Every visible widget paints itself once more while
drawn_text.py takes notes, so a chart that paints its own words is held to the same as a label:

cut off      letters run out of their widget or of the part of it that may be painted, or a label has more words than
             it shows. A line that ends in dots is cut off too, unless its widget declares that it may shorten (the
             property that labels.may_shorten sets) and its tooltip has the text whole.
overlap      two visible widgets of one parent lie over each other, or two texts of one widget do. What floats over
             the window (Floating) is meant to.
sticks out   a widget is wider or higher than its parent, where the parent does not scroll.
no glyph     a letter that no font of this machine has, so that a box is shown in its place.
too faint    text whose contrast with what lies behind it is below 4.5 to 1; what is disabled may be fainter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from drawn_text import UNSEEN, DrawnText, drawn_texts
from ground_contrast import faint
from wardround.wizard.floating import Floating
from wardround.wizard.labels import SHORTENS

DOTS = "\N{HORIZONTAL ELLIPSIS}"
TOLERANCE = 1.0
"""Pixels by which a letter may reach over its edge, as round letters do."""
TYPED_INTO = (QLineEdit, QPlainTextEdit, QTextEdit)
"""What somebody types into: it may hold more than it shows."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong: what kind, which widget, and the text it is about."""

    kind: str
    widget: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind:<10}  {self.widget}: {self.text!r}"


def complaints(root: QWidget, picture: QImage | None = None) -> tuple[Complaint, ...]:
    """Return what is wrong with a widget and everything visible in it, each thing once.

    With a picture of the root, as ``grab`` returns it, the contrast of texts is checked too.
    """
    found: list[Complaint] = []
    for widget in visible(root):
        found += _about_places(widget)
        texts = drawn_texts(widget)
        found += _about_texts(widget, texts)
        if picture is not None and widget.isEnabled() and not isinstance(widget, TYPED_INTO):
            found += [Complaint("too faint", name_of(widget), words) for words in faint(root, widget, texts, picture)]
    return tuple(dict.fromkeys(found))


def shortened(root: QWidget) -> tuple[Complaint, ...]:
    """Return the texts that are shortened by widgets that may: for who looks at the pictures."""
    return tuple(
        dict.fromkeys(
            Complaint("shortened", name_of(widget), text.text)
            for widget in visible(root)
            for text in drawn_texts(widget)
            if _is_shortened(widget, text)
        )
    )


def visible(root: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that are shown in it."""
    yield root
    for child in root.children():
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisible():
            yield from visible(child)


def name_of(widget: QWidget) -> str:
    """Return what a widget is called: its objectName, or its kind inside the next one that has a name."""
    kind = type(widget).__name__
    up: QWidget | None = widget
    while up is not None:
        name = up.objectName()
        if name and not name.startswith("qt_"):
            return name if up is widget else f"{kind} in {name}"
        up = up.parentWidget()
    return kind


# --- places ---------------------------------------------------------------------------------------------------


def _about_places(widget: QWidget) -> Iterator[Complaint]:
    parent = widget.parentWidget()
    if parent is not None and not widget.isWindow() and not _is_scrolling_machinery(widget, parent):
        over = _sticks_out(widget, parent)
        if over:
            yield Complaint("sticks out", name_of(widget), f"{over} of {name_of(parent)}")
    if isinstance(widget, QAbstractScrollArea):
        return  # its bars, headings and frozen columns lie where Qt and it want them
    children = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow() and not isinstance(child, Floating)
    ]
    for one, other in combinations(children, 2):
        both = one.geometry().intersected(other.geometry())
        if not both.isEmpty():
            size = f"{both.width()} x {both.height()} px under {name_of(other)}"
            yield Complaint("overlap", name_of(one), size)


def _is_scrolling_machinery(widget: QWidget, parent: QWidget) -> bool:
    return isinstance(parent, QAbstractItemView | QHeaderView) or isinstance(widget, QScrollBar)


def _sticks_out(widget: QWidget, parent: QWidget) -> str:
    area = parent.parentWidget()
    place, room = widget.geometry(), parent.rect()
    across = place.left() < room.left() or place.right() > room.right()
    down = place.top() < room.top() or place.bottom() > room.bottom()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        down = False
        across = across and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    parts = [
        f"{max(room.left() - place.left(), place.right() - room.right())} px across" if across else "",
        f"{max(room.top() - place.top(), place.bottom() - room.bottom())} px down" if down else "",
    ]
    return " and ".join(part for part in parts if part)


# --- texts ----------------------------------------------------------------------------------------------------


def _about_texts(widget: QWidget, texts: tuple[DrawnText, ...]) -> Iterator[Complaint]:
    name = name_of(widget)
    for text in texts:
        ends_in_dots = text.text.rstrip().endswith(DOTS) and not _ends_so_itself(widget, text)
        is_cut = ends_in_dots and not _is_shortened(widget, text)
        if is_cut or not (_holds(text.shown, text.box) or _scrolls(widget)):
            yield Complaint("cut off", name, text.text)
        yield from (
            Complaint("no glyph", name, f"{letter} (U+{ord(letter):04X}) in {text.text}")
            for letter in missing(text.text, text.font.toString())
        )
    yield from _about_words(widget, texts)
    if isinstance(widget, TYPED_INTO):
        return  # what is marked is drawn twice
    for one, other in combinations(texts, 2):
        both = one.box.intersected(other.box)
        if both.width() > TOLERANCE and both.height() > TOLERANCE:
            yield Complaint("overlap", name, f"{one.text} / {other.text}")


def _about_words(widget: QWidget, texts: tuple[DrawnText, ...]) -> Iterator[Complaint]:
    """Complain of words that a label or button has and nobody sees."""
    if not isinstance(widget, QLabel | QAbstractButton) or any(_is_shortened(widget, text) for text in texts):
        return
    whole, seen = _letters(widget.text()), _letters("".join(text.text for text in texts))
    if len(seen) < len(whole):
        yield Complaint("cut off", name_of(widget), widget.text())


def _letters(words: str) -> str:
    """Return words without spaces, and without the mark of a key that Qt does not show."""
    return "".join(words.split()).replace("&", "")


def _scrolls(widget: QWidget) -> bool:
    """Return whether what is not seen now can be scrolled to: in what is typed into, and in lists and tables."""
    parent = widget.parentWidget()
    return isinstance(widget, TYPED_INTO) or (isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget)


def _ends_so_itself(widget: QWidget, text: DrawnText) -> bool:
    """Return whether the dots belong to the words: 'Open…' leads to a question."""
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return text.text.strip() in words


def _is_shortened(widget: QWidget, text: DrawnText) -> bool:
    """Return whether a text was shortened by a widget that declares that it may, and tells it whole."""
    if not text.text.rstrip().endswith(DOTS) or _ends_so_itself(widget, text):
        return False
    start = text.text.rstrip().rstrip(DOTS).rstrip()
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        index = view.indexAt(text.box.center().toPoint())
        told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        return bool(view.property(SHORTENS)) and start in told
    return bool(widget.property(SHORTENS)) and start in widget.toolTip()


def _holds(room: QRectF, box: QRectF) -> bool:
    return room.adjusted(-TOLERANCE, -TOLERANCE, TOLERANCE, TOLERANCE).contains(box)


@cache
def missing(text: str, font: str) -> tuple[str, ...]:
    """Return the letters of a text for which neither the font nor any that stands in for it has a glyph.

    ``font`` is the font as Qt writes it: ``QFont.toString()``.
    """
    return tuple(
        letter
        for letter in dict.fromkeys(text)
        if not (letter.isspace() or letter in UNSEEN or _has_glyph(letter, font))
    )


@cache
def _has_glyph(letter: str, words: str) -> bool:
    font = QFont()
    font.fromString(words)
    layout = QTextLayout(letter, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return not any(0 in run.glyphIndexes() for run in layout.glyphRuns())
