"""Tab goes through the window as it is read: header, rail, page, live panel, and within each from the top down.

Qt keeps the order in which parts were made. Pages, rows and details are made whenever they are needed, so that order
would lead past the end of the window and back; where things stand is what a person expects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLayout, QScrollArea, QStackedWidget, QWidget


def as_read(whole: QWidget) -> Iterator[QWidget]:
    """Yield the visible parts of a widget in the order of their layouts, each before what it holds."""
    yield whole
    if isinstance(whole, QScrollArea):
        inside = whole.widget()
        if inside is not None:
            yield from as_read(inside)
        return
    if isinstance(whole, QStackedWidget):
        current: QWidget | None = whole.currentWidget()
        if current is not None:
            yield from as_read(current)
        return
    layout = whole.layout()
    if layout is not None:
        yield from _laid_out(layout)
    elif not isinstance(whole, QAbstractScrollArea):
        for part in _placed_by_hand(whole):
            yield from as_read(part)


def stops(whole: QWidget) -> tuple[QWidget, ...]:
    """Return the parts at which Tab stops, in order."""
    return tuple(part for part in as_read(whole) if _stops_at(part))


def go_on(whole: QWidget, *, forward: bool) -> bool:
    """Put the cursor on the next stop, or on the one before; from the last one to the first. False where there is none.

    From a part that is no stop itself, such as a row that was clicked, the way leads on from where it stands.
    """
    order = list(as_read(whole))
    here: QWidget | None = whole.window().focusWidget()
    place = order.index(here) if here in order else -1
    following = [*order[place + 1 :], *order[: max(place, 0)]]
    if not forward:
        following = [*reversed(order[: max(place, 0)]), *reversed(order[place + 1 :])]
    target = next((part for part in following if _stops_at(part)), None)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(target)
    return True


def _placed_by_hand(whole: QWidget) -> Sequence[QWidget]:
    """Return the visible parts of a widget that has no layout, from the top down."""
    parts = [part for part in whole.children() if isinstance(part, QWidget) and not part.isHidden()]
    return sorted((part for part in parts if not part.isWindow()), key=lambda part: (part.y(), part.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None and not widget.isHidden():
            yield from as_read(widget)
        elif inner is not None:
            yield from _laid_out(inner)


def _stops_at(part: QWidget) -> bool:
    takes_tab = (part.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return takes_tab and part.isEnabled() and not _left_to_arrows(part)


def _left_to_arrows(part: QWidget) -> bool:
    """Return whether another of a group of which one is chosen takes the cursor, and arrow keys lead from it."""
    group = part.group() if isinstance(part, QAbstractButton) else None
    if group is None or not group.exclusive() or not isinstance(part, QAbstractButton):
        return False
    chosen = group.checkedButton()
    return chosen is not None and chosen is not part


def _bring_into_view(part: QWidget) -> None:
    above: Sequence[QScrollArea] = [area for area in _ancestors(part) if isinstance(area, QScrollArea)]
    for area in above:
        area.ensureWidgetVisible(part)


def _ancestors(part: QWidget) -> Iterator[QWidget]:
    parent = part.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
