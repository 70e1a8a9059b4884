"""Where the figures of the catalogue come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class Source:
    """One document or data set that figures were taken from.

    Parameters
    ----------
    id : name by which tables refer to it.
    title : repository (`owner/name`), or title and address of a page.
    path : file inside the repository; empty for a page.
    commit : version of the repository that was read; empty for a page.
    data_date : day, month or span that the data is of, as the source states it; empty when it states none.
    note : licence and what to know before relying on it.
    """

    id: Annotated[str, Column(key=True)]
    title: str
    path: Annotated[str, Column(blank=True)]
    commit: Annotated[str, Column(blank=True, form="[0-9a-f]{40}")]
    data_date: Annotated[str, Column(blank=True)]
    note: Annotated[str, Column(blank=True)]
