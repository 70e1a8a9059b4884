"""How cells become values, and how everything that is wrong with a table is told at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardround.tables import (
    Column,
    CompiledFacts,
    FactProblem,
    FactsRefused,
    compile_facts,
    read_cells,
    read_csv,
    split_by,
)


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    whole: int
    real: float
    money: Decimal
    flag: bool
    day: date
    parts: tuple[str, ...]
    counts: tuple[int, ...]
    colour: Colour
    size: Literal["small", "large"]
    maybe: int | None
    zones: tuple[int, ...] | None
    remark: Annotated[str, Column(blank=True)]


@dataclass(frozen=True, slots=True)
class Priced:
    region: Annotated[str, Column(key=True, form="[a-z]+")]
    item: Annotated[str, Column(key=True)]
    usd: Annotated[Decimal, Column(low=0, high=1000)]
    share: Annotated[float | None, Column(low=0, high=1)]
    source: Annotated[tuple[str, ...], Column(filled=True)]


@dataclass(frozen=True, slots=True)
class Span:
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")  # noqa: TRY003 - as a row type does


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def problems(path: Path, row_type: type[Priced] | type[Span] | type[Everything]) -> list[FactProblem]:
    with pytest.raises(FactsRefused) as refused:
        read_csv(path, row_type)
    return list(refused.value.problems)


HEADER = "text,whole,real,money,flag,day,parts,counts,colour,size,maybe,zones,remark\n"
PRICES = "region,item,usd,share,source\n"


def test_each_cell_becomes_a_value_of_its_column_type(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER + '"a, b",-3,2.5,0.10,yes,2026-08-01,x;y z,1;2,red,large,7,1;3,hm\n')
    assert read_csv(path, Everything) == (
        Everything(
            text="a, b",
            whole=-3,
            real=2.5,
            money=Decimal("0.10"),
            flag=True,
            day=date(2026, 8, 1),
            parts=("x", "y z"),
            counts=(1, 2),
            colour=Colour.RED,
            size="large",
            maybe=7,
            zones=(1, 3),
            remark="hm",
        ),
    )


def test_an_empty_cell_is_nothing_known_where_the_column_allows_it(tmp_path: Path) -> None:
    (row,) = read_csv(table(tmp_path, HEADER + "a,1,1,1,no,2026-08-01,,,blue,small,,,\n"), Everything)
    assert (row.parts, row.counts, row.maybe, row.zones, row.remark) == ((), (), None, None, "")


def test_known_to_be_none_is_told_from_not_known(tmp_path: Path) -> None:
    (row,) = read_csv(table(tmp_path, HEADER + "a,1,1,1,no,2026-08-01,,,blue,small,,none,\n"), Everything)
    assert row.zones == ()


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("text", "", "the cell is empty; it needs a text"),
        ("text", " a", "' a' is not free of spaces at its ends"),
        ("whole", "1.0", "'1.0' is not a whole number"),
        ("whole", "1_000", "'1_000' is not a whole number"),
        ("whole", "", "the cell is empty; it needs a whole number"),
        ("real", "1e3", "'1e3' is not a number"),
        ("real", "nan", "'nan' is not a number"),
        ("real", "1,5", "'1,5' is not a number"),
        ("money", "$1", "'$1' is not a number"),
        ("money", "Infinity", "'Infinity' is not a number"),
        ("flag", "Yes", "'Yes' is not one of yes, no"),
        ("day", "20260801", "'20260801' is not a date like 2026-08-01"),
        ("day", "2026-02-30", "'2026-02-30' is not a date like 2026-08-01"),
        ("parts", "a;;b", "'a;;b' is not a list whose parts are joined by single semicolons"),
        ("counts", "1;x", "'x' is not a whole number"),
        ("colour", "green", "'green' is not one of red, blue"),
        ("size", "medium", "'medium' is not one of small, large"),
        ("maybe", "some", "'some' is not a whole number"),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_refused_in_plain_words(
    tmp_path: Path, column: str, cell: str, words: str
) -> None:
    good = dict(
        zip(
            HEADER.strip().split(","),
            ["a", "1", "1", "1", "no", "2026-08-01", "", "", "red", "small", "", "", ""],
            strict=True,
        )
    )
    row = ",".join(f'"{value}"' for value in (good | {column: cell}).values())
    assert problems(table(tmp_path, f"{HEADER}{row}\n"), Everything) == [FactProblem("table.csv", 2, column, words)]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("west,disk,-1,,list", "usd", "'-1' is not at least 0"),
        ("west,disk,1001,,list", "usd", "'1001' is not at most 1000"),
        ("west,disk,1,1.01,list", "share", "'1.01' is not at most 1"),
        ("west,disk,1,-0.01,list", "share", "'-0.01' is not at least 0"),
        ("West,disk,1,,list", "region", "'West' is not of the form [a-z]+"),
        ("west,disk,1,,", "source", "the cell is empty; it needs a text"),
    ],
)
def test_a_value_outside_the_rules_of_its_column_is_refused(tmp_path: Path, row: str, column: str, words: str) -> None:
    assert problems(table(tmp_path, f"{PRICES}{row}\n"), Priced) == [FactProblem("table.csv", 2, column, words)]


def test_values_at_the_edge_of_the_range_are_taken(tmp_path: Path) -> None:
    rows = read_csv(table(tmp_path, f"{PRICES}a,x,0,0,s\nb,x,1000,1,s\nc,x,1,,s\n"), Priced)
    assert [(row.usd, row.share) for row in rows] == [
        (Decimal(0), 0.0),
        (Decimal(1000), 1.0),
        (Decimal(1), None),
    ]


def test_a_second_row_with_the_same_key_is_refused_and_names_the_first(tmp_path: Path) -> None:
    path = table(tmp_path, f"{PRICES}a,x,1,,s\na,y,1,,s\na,x,2,,s\n")
    assert problems(path, Priced) == [FactProblem("table.csv", 4, "item", "a / x stands in row 2 already")]


def test_all_problems_of_a_table_are_told_at_once_in_the_order_of_its_rows(tmp_path: Path) -> None:
    path = table(tmp_path, f"{PRICES}a,x,one,,s\nB,y,1,2,s\na,x,1,,\n")
    assert [(problem.row, problem.column) for problem in problems(path, Priced)] == [
        (2, "usd"),
        (3, "region"),
        (3, "share"),
        (4, "item"),
        (4, "source"),
    ]


def test_rows_are_counted_as_a_spreadsheet_shows_them_even_over_broken_lines(tmp_path: Path) -> None:
    path = table(tmp_path, f'{PRICES}a,"x\ny",1,,s\na,z,one,,s\n')
    assert [problem.row for problem in problems(path, Priced)] == [3]


def test_the_message_has_a_line_for_each_problem_with_file_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(FactsRefused) as refused:
        read_csv(table(tmp_path, f"{PRICES}a,x,one,,s\na,y,two,,s\n"), Priced)
    assert str(refused.value).splitlines() == [
        "table.csv, row 2, column usd: 'one' is not a number",
        "table.csv, row 3, column usd: 'two' is not a number",
    ]


@pytest.mark.parametrize(
    ("header", "column", "words"),
    [
        ("region,item,usd,source", "share", "the column is missing"),
        ("region,item,usd,share,source,extra", "extra", "the column is unknown"),
        ("region,item,usd,share,source,usd", "usd", "the column stands twice"),
    ],
)
def test_columns_must_be_exactly_those_of_the_row_type(tmp_path: Path, header: str, column: str, words: str) -> None:
    assert problems(table(tmp_path, f"{header}\n"), Priced) == [FactProblem("table.csv", 1, column, words)]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    (row,) = read_csv(table(tmp_path, "source,usd,share,item,region\ns,1,,x,a\n"), Priced)
    assert (row.region, row.item, row.usd) == ("a", "x", Decimal(1))


def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, f"{PRICES}a,x,1,,s\na,y,1,,s,t\n\n")
    assert [(problem.row, problem.what[:7]) for problem in problems(path, Priced)] == [
        (3, "6 cells"),
        (4, "0 cells"),
    ]


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert read_csv(table(tmp_path, PRICES), Priced) == ()


def test_an_empty_file_lacks_all_its_columns(tmp_path: Path) -> None:
    assert {problem.what for problem in problems(table(tmp_path, ""), Priced)} == {"the column is missing"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path / "gone.csv", Priced) == [FactProblem("gone.csv", 0, "", "the file is missing")]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(f"{PRICES}a,caf\xe9,1,,s\n".encode("latin-1"))
    (problem,) = problems(path, Priced)
    assert "save it as UTF-8" in problem.what


def test_what_a_spreadsheet_adds_when_it_saves_does_no_harm(tmp_path: Path) -> None:
    plain, saved = tmp_path / "plain.csv", tmp_path / "saved.csv"
    plain.write_bytes(f"{PRICES}a,x,1,,s\n".encode())
    saved.write_bytes(f"{PRICES}a,x,1,,s\n".replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_csv(saved, Priced) == read_csv(plain, Priced)


def test_a_row_type_may_refuse_a_row_as_a_whole(tmp_path: Path) -> None:
    assert problems(table(tmp_path, "low,high\n1,2\n3,2\n"), Span) == [
        FactProblem("table.csv", 3, "", "low 3 is above high 2")
    ]


PRICED_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["east", "west", "north"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8),
        st.decimals(0, 1000, places=4).map(lambda usd: f"{usd:f}"),
        st.one_of(st.just(""), st.integers(0, 100).map(lambda hundredths: f"{hundredths / 100:.2f}")),
        st.sampled_from(["list", "list;page"]),
    ),
    unique_by=lambda row: row[:2],
    max_size=12,
)


@given(rows=PRICED_ROWS)
def test_rows_read_from_the_compiled_form_equal_those_read_from_the_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    quoted = ["{},{},{},{},{}\n".format(*(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)) for row in rows]
    path = table(tmp_path_factory.mktemp("facts"), PRICES + "".join(quoted))
    cells = read_cells(path, Priced)
    facts = CompiledFacts(compile_facts({"whole": {"": cells}, "split": split_by(cells, "region")}))
    expected = read_csv(path, Priced)
    assert facts.rows("whole", Priced) == expected
    assert facts.parts("split") == tuple(sorted({row.region for row in expected}))
    for region in facts.parts("split"):
        assert facts.rows("split", Priced, region) == tuple(row for row in expected if row.region == region)


def test_compiling_depends_on_the_cells_alone() -> None:
    one = {"a": {"": {"x": ["1"], "y": ["2"]}}, "b": {"q": {"z": ["3"]}, "p": {"z": ["4"]}}}
    other = {"b": {"p": {"z": ["4"]}, "q": {"z": ["3"]}}, "a": {"": {"y": ["2"], "x": ["1"]}}}
    assert compile_facts(one) == compile_facts(other)
    assert CompiledFacts(compile_facts(one)).tables() == ("a", "b")


def test_a_table_that_was_not_compiled_is_not_found() -> None:
    with pytest.raises(KeyError):
        CompiledFacts(compile_facts({})).rows("prices", Priced)
