"""How people speak of tables."""

from __future__ import annotations

import pytest

from wardround.assessment import THE_ERP
from wardround.workshop.shapes import columns_of, tables
from wardround.workshop.table_words import WORDS, TableWords, telling_columns

SHOWN = [table for table in tables() if table in WORDS]


def test_every_table_on_a_page_has_words() -> None:
    from wardround.knowledge import Knowledge  # noqa: PLC0415 - for this test only
    from wardround.workshop.steps import STEPS, groups, is_table  # noqa: PLC0415 - the same

    knowledge = Knowledge.load()
    on_pages = {
        path
        for step in STEPS
        if step.asks
        for group in groups(step.step_id, knowledge)
        for path in group.paths
        if is_table(path)
    }
    assert on_pages == set(WORDS)


@pytest.mark.parametrize(
    ("row", "number", "words"),
    [
        ("site", 1, "1 site"),
        ("site", 38, "38 sites"),
        ("dependency", 2, "2 dependencies"),
        ("process", 2, "2 processes"),
        ("process", 1, "1 process"),
        ("role", 0, "no roles"),
    ],
)
def test_rows_are_counted_as_people_count_them(row: str, number: int, words: str) -> None:
    assert TableWords(row, "").counted(number) == words


@pytest.mark.parametrize("table", SHOWN)
def test_what_belongs_there_is_one_sentence(table: str) -> None:
    belongs = WORDS[table].belongs
    assert belongs.endswith(".")
    assert belongs[:1].isupper()
    assert THE_ERP not in belongs.split()


@pytest.mark.parametrize("table", SHOWN)
def test_rows_are_told_apart_by_columns_that_the_table_has(table: str) -> None:
    names = {column.name for column in columns_of(table)}
    assert telling_columns(table)
    assert set(telling_columns(table)) <= names


@pytest.mark.parametrize("table", SHOWN)
def test_a_table_begins_with_what_tells_its_rows_apart(table: str) -> None:
    """The first column is the one that is typed first, and that stays in view when the others move."""
    assert columns_of(table)[0].name == telling_columns(table)[0]
