"""Tables in other people's files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from wardround.workshop.block_files import TableNotRead, block_of_file


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_file_is_read_whatever_parts_its_cells(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "systems.csv"
    file.write_text(f"System{separator}Kind\nLab{separator}Database\n", encoding="utf-8")
    assert block_of_file(file) == [["System", "Kind"], ["Lab", "Database"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_umlauts_survive_whatever_program_wrote_the_file(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "sites.csv"
    file.write_bytes("Häuser;Straße\n".encode(encoding))
    assert block_of_file(file) == [["Häuser", "Straße"]]


def test_a_byte_that_no_common_encoding_knows_does_not_stop_the_file(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(b"a;b\x81\xff\n")
    assert block_of_file(file)[0][0] == "a"


def test_the_first_sheet_of_a_workbook_is_read_by_its_values(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Server", "CPUs", "Seen", "On", "Share"])
    sheet.append(["app1", 8.0, date(2027, 3, 31), True, 0.25])
    sheet.append(["=1+1", None, None, None, None])
    file = tmp_path / "servers.xlsx"
    book.save(file)
    block = block_of_file(file)
    assert block[1] == ["app1", "8", "2027-03-31T00:00:00", "yes", "0.25"]
    assert len(block) == 2, "a formula without a stored value has nothing to say"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("picture.png", b"\x89PNG", "choose a file that ends in .csv"),
        ("broken.xlsx", b"no zip at all", "no workbook that Excel would open"),
        ("empty.csv", b"", "there is nothing in it"),
        ("blank.csv", b";;\n;;\n", "there is nothing in it"),
    ],
)
def test_a_file_without_a_table_is_refused_by_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(TableNotRead) as refused:
        block_of_file(file)
    assert str(refused.value).startswith(f"{name}: ")
    assert words in str(refused.value)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableNotRead, match="there is no such file"):
        block_of_file(tmp_path / "gone.csv")
