"""Parts of the window that come and go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_part(part: QWidget, *, shown: bool) -> None:
    """Show or hide a part of the window, also before it stands there.

    Qt would show a part without a parent as a window of its own, which flashes up and takes the keyboard away. A part
    that was never hidden needs no showing: it comes with what it is put into.
    """
    if not shown:
        part.hide()
    elif part.parentWidget() is not None:
        part.show()
