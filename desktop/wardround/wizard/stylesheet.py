"""The style sheet of the window, written from a set of tokens."""

from __future__ import annotations

from wardround.wizard.tokens import BIG, BODY, HEAD, MEDIUM, NOTE, SEMIBOLD, SMALL, TITLE, Tokens

POINTS_PER_INCH = 72


def stylesheet(tokens: Tokens, dots_per_inch: float = 96.0) -> str:
    """Return the style sheet for a set of colours.

    Sizes of type are written in points, because a style sheet rounds pixels to whole ones: ``dots_per_inch`` is what
    the screen counts by.
    """

    def type_of(size: float, weight: int) -> str:
        return f"font-size: {size * POINTS_PER_INCH / dots_per_inch:.3f}pt; font-weight: {weight};"

    t = tokens
    on_accent = t.ground if t.dark else t.surface
    return f"""
QMainWindow, QWidget[role="ground"], QScrollArea[role="ground"] {{ background: {t.ground}; }}
QWidget[role="surface"] {{ background: {t.surface}; }}
QFrame[role="header"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[role="floating"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[role="line"] {{ background: {t.line}; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[role="column"] {{ background: transparent; }}

QLabel {{ background: transparent; }}
QLabel[role="title"] {{ {type_of(TITLE, SEMIBOLD)} }}
QLabel[role="sentence"] {{ color: {t.muted}; }}
QLabel[role="head"] {{ {type_of(BODY + 0.5, SEMIBOLD)} }}
QLabel[role="client"] {{ {type_of(HEAD, SEMIBOLD)} }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="note"] {{ color: {t.muted}; {type_of(NOTE, 400)} }}
QLabel[role="small"] {{ color: {t.muted}; {type_of(SMALL, 400)} }}
QLabel[role="caption"] {{ color: {t.muted}; {type_of(NOTE, SEMIBOLD)} }}
QLabel[role="strong"] {{ {type_of(BODY, MEDIUM)} }}
QLabel[role="big"] {{ {type_of(BIG, SEMIBOLD)} }}
QLabel[role="problem"] {{ color: {t.bad_text}; {type_of(NOTE, MEDIUM)} }}
QLabel[role="saved"] {{ color: {t.good_text}; {type_of(NOTE + 0.5, MEDIUM)} }}
QLabel[role="trouble"] {{ color: {t.bad_text}; {type_of(NOTE + 0.5, MEDIUM)} }}
QLabel[role="chip"] {{
    background: {t.ground}; border: 1px solid {t.line}; border-radius: 10px; padding: 3px 10px;
    {type_of(SMALL + 0.5, MEDIUM)}
}}

QPushButton {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; border-radius: 6px;
    padding: 6px 14px; {type_of(BODY - 0.5, MEDIUM)}
}}
QPushButton:hover {{ background: {t.ground}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {t.muted}; background: transparent; }}
QPushButton[role="primary"] {{
    background: {t.accent}; color: {on_accent}; border: 1px solid {t.accent}; font-weight: {SEMIBOLD};
}}
QPushButton[role="primary"]:hover {{ background: {t.accent_text}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; padding: 5px 13px; }}
QPushButton[role="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.muted}; }}
QPushButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 6px 8px; }}
QPushButton[role="quiet"]:hover {{ background: {t.ground}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {t.accent}; padding: 5px 7px; }}
QPushButton[role="quiet"]:disabled {{ color: {t.muted}; }}
QPushButton[role="quiet"]::menu-indicator {{ width: 0; height: 0; image: none; }}
QPushButton[role="link"] {{
    background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 1px 3px;
    color: {t.accent_text}; text-align: left; {type_of(NOTE, MEDIUM)}
}}
QPushButton[role="link"]:hover {{ background: {t.accent_soft}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.accent}; padding: 0px 2px; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; border-radius: 6px; padding: 5px 8px;
    selection-background-color: {t.accent}; selection-color: {on_accent};
}}
QLineEdit {{ placeholder-text-color: {t.muted}; }}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{
    border-color: {t.muted};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
    border: 2px solid {t.accent}; padding: 4px 7px;
}}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {t.muted}; background: {t.ground}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
    background: {t.surface}; border: 1px solid {t.line}; selection-background-color: {t.accent_soft};
    selection-color: {t.ink}; padding: 4px;
}}
QComboBox QAbstractItemView::item {{ min-height: 28px; }}

QRadioButton {{ spacing: 8px; }}
QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.muted}; border-radius: 8px; background: {t.surface};
}}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {t.accent}; }}
QRadioButton:focus {{ color: {t.accent_text}; }}

QTableView, QListView, QTreeView {{
    background: {t.surface}; border: none; gridline-color: {t.line};
    selection-background-color: {t.accent_soft}; selection-color: {t.ink};
}}
QListWidget {{ border: 1px solid {t.line}; border-radius: 8px; padding: 7px 9px; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: {t.surface}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line};
    padding: 6px 10px; {type_of(SMALL + 0.5, SEMIBOLD)}
}}
QTableCornerButton::section {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: 6px; }}
QMenu::item {{ padding: 7px 28px 7px 14px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 6px 8px; }}
QToolTip {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: 6px 8px; {type_of(NOTE, 400)}
}}
QProgressBar {{ background: {t.ground}; border: 1px solid {t.line}; border-radius: 4px; height: 8px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""
