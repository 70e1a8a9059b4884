"""The roadmap of every sample as it lies on the page: nothing over the margin, nothing over something else."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from itertools import combinations, groupby
from pathlib import Path

import pytest
from reportlab.lib.units import mm

from tests.outside import outside_program
from wardround.assessment import Assessment, read_assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.brand import brand_named
from wardround.deliverables.pdf import roadmap_pdf
from wardround.engine import assess
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.shipped import template

SAMPLES = sorted(path.stem for path in template("samples").glob("*.json"))
PAGE_WIDTH = 210 * mm
MARGIN = 20 * mm
NUMBER = r"([\d.-]+)"
WORD = re.compile(rf'<word xMin="{NUMBER}" yMin="{NUMBER}" xMax="{NUMBER}" yMax="{NUMBER}">(.*)</word>')


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def covers(self, other: "Word") -> bool:
        """Whether two words of one page are printed over each other, not just close together."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return down > 0.45 * min(self.bottom - self.top, other.bottom - other.top) and across > 1.2


@cache
def found(sample: str) -> tuple[Assessment, Findings]:
    assessment = read_assessment(template("samples", f"{sample}.json").read_bytes())
    return assessment, assess(assessment, Catalogue.load(), Knowledge.load(), date(2026, 11, 23))


@cache
def written(sample: str) -> bytes:
    return roadmap_pdf(*found(sample), brand_named("wardround"))


def words(sample: str, tmp_path: Path) -> list[Word]:
    document = tmp_path / "roadmap.pdf"
    document.write_bytes(written(sample))
    command = [str(outside_program("pdftotext")), "-bbox", str(document), "-"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    page, seen = 0, []
    for line in listing.splitlines():
        page += "<page " in line
        if match := WORD.search(line):
            left, top, right, bottom = (float(part) for part in match.groups()[:4])
            seen.append(Word(page, left, top, right, bottom, unescape(match.group(5))))
    return seen


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_word_stands_over_the_margin(sample: str, tmp_path: Path) -> None:
    seen = words(sample, tmp_path)
    outside = [word for word in seen if word.left < MARGIN - 2 or word.right > PAGE_WIDTH - MARGIN + 2]
    assert len(seen) > 3000
    assert not outside


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_word_is_printed_over_another(sample: str, tmp_path: Path) -> None:
    seen = words(sample, tmp_path)
    pairs = [
        (one, other)
        for _, page in groupby(seen, key=lambda word: word.page)
        for one, other in combinations(page, 2)
        if one.covers(other)
    ]
    assert not pairs


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_answer_stays_on_one_page_and_the_whole_is_no_manual(sample: str, tmp_path: Path) -> None:
    seen = words(sample, tmp_path)
    assert next(word.text for word in seen if word.page == 3) == "Contents"
    assert 10 <= max(word.page for word in seen) <= 26


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_roadmap_is_written_the_same_way_twice(sample: str) -> None:
    assert roadmap_pdf(*found(sample), brand_named("wardround")) == written(sample)
