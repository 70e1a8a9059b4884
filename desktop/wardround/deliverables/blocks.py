"""The content of a document as typed blocks, which every writer walks: nothing here knows paper, sheet or screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

from reportlab.graphics.shapes import Drawing


class Kind(Enum):
    """What a column holds, which decides alignment, number format and width."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    BAR = "bar"
    """A share that is also drawn as a bar inside the cell."""
    MONEY = "money"
    """US dollars as Decimal; a writer shows them in the currency of its reader."""
    DATE = "date"
    MINUTES = "minutes"
    VERDICT = "verdict"


Tone = Literal["plain", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement in words with its tone; the words alone must say it, the colour only repeats them."""

    words: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Titled:
    """A cell of two lines: what it is, and a grey line that explains it."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A share drawn as a bar, with the two amounts that it compares in words; None where it is not known."""

    share: float | None
    words: str


Cell = str | int | float | Decimal | date | Verdict | Titled | Measure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, kind, unit after each number, decimals, and its share of the width."""

    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    decimals: int | None = None
    weight: float = 1.0


class RowDoesNotFit(ValueError):
    """A row has not one cell for each column: a slip in the content, not in the data."""

    def __init__(self, cells: int, columns: int) -> None:
        super().__init__(f"a row of {cells} cells stands under {columns} headings")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. ``empty`` is what is said in place of an empty table; ``note`` stands below it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    note: str = ""
    total: tuple[Cell, ...] | None = None
    """A last row that sums the others, as the engine summed it."""

    def __post_init__(self) -> None:
        """Refuse a row that does not fit. Raises RowDoesNotFit."""
        for row in (*self.rows, *(() if self.total is None else (self.total,))):
            if len(row) != len(self.columns):
                raise RowDoesNotFit(len(row), len(self.columns))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: the lead of a page, body, a note in small grey, or a warning that must not be missed."""

    text: str
    style: Literal["lead", "body", "note", "caution"] = "body"


@dataclass(frozen=True, slots=True)
class Points:
    """Short statements under each other."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbered items, each with a line that explains it; ``compact`` ones are set small, for a full page."""

    items: tuple[Titled, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One card: what it is, the figure large, and the target or reason small beneath it."""

    label: str
    value: str
    detail: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Cards beside each other."""

    cards: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the words that say the same to those who cannot see it."""

    drawing: Drawing = field(repr=False)
    says: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Weighing:
    """One option of a decision with what speaks for and against it."""

    title: str
    chosen: bool
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page, as a heading with the picture under it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns of blocks; ``left_share`` of the width belongs to the left one."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    left_share: float = 0.5


Block = Heading | Paragraph | Points | Numbered | KeyFigures | Table | Picture | Weighing | Together | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its title, one sentence under it, and its blocks."""

    key: str
    title: str
    says: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it, for the cover."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``answer`` is the first page after the cover and the table of contents follows it."""

    title: str
    client: str
    author: str
    subject: str
    imprint: tuple[Line, ...]
    cover_picture: Picture | None
    answer: Section
    sections: tuple[Section, ...]
    footer: str
