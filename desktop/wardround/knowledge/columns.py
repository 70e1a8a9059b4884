"""Kinds of column that the tables of this room share."""

from __future__ import annotations

from typing import Annotated

from wardround.tables import Column

Key = Annotated[str, Column(key=True)]
"""The id of a row, or one part of it."""

Blank = Annotated[str, Column(blank=True)]
"""Text that may be left out."""

Ids = Annotated[tuple[str, ...], Column(filled=True)]
"""At least one id."""

Share = Annotated[float, Column(low=0, high=1)]
"""A share from 0 to 1."""

Amount = Annotated[float, Column(low=0)]
"""A quantity that cannot be negative."""

AmountOrUnknown = Annotated[float | None, Column(low=0)]
"""A quantity that cannot be negative; an empty cell is not known, or does not apply."""

Factor = Annotated[float, Column(low=0)]
"""A multiplier; 1 changes nothing."""

Count = Annotated[int, Column(low=0)]
"""A whole number that cannot be negative."""

Score = Annotated[int, Column(low=1, high=5)]
"""A level from 1 to 5, 5 being the most severe."""
