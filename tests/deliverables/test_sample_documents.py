"""The roadmap of every sample as it lies on the page: nothing over the margin, nothing over something else."""

import json
import re
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from html import unescape
from io import BytesIO
from itertools import combinations, groupby
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm

from tests.deliverables.schema_check import problems
from tests.outside import outside_program
from wardround.assessment import Assessment, read_assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.amounts import Currency, money, short_date
from wardround.deliverables.brand import brand_named
from wardround.deliverables.findings_json import findings_json
from wardround.deliverables.pdf import roadmap_pdf
from wardround.engine import assess
from wardround.engine.compare import beside
from wardround.engine.explore import explore
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.shipped import resource, template

SAMPLES = sorted(path.stem for path in template("samples").glob("*.json"))
PAGE_WIDTH = 210 * mm
PAGE_HEIGHT = 297 * mm
FOOT = PAGE_HEIGHT - 18 * mm
MARGIN = 20 * mm
LARGEST = "multi-site-network"
SAMPLED = 400
"""Samples enough for every passage of the spread to be there."""
BARE_ID = re.compile(r"\b(?:DRP-\d+|CTL?-[A-Z]+-\d+|RK-[A-Z]+-\d+|DC-[A-Z]+|A\d-\d{2}|SF-\d{3}|[A-Z]{3}-\d{2})\b")
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
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    compared = beside(assess(assessment, catalogue, knowledge, date(2026, 11, 23)), assessment, catalogue, knowledge)
    rng = np.random.default_rng(1)
    spread = explore(assessment, catalogue, knowledge, compared.as_of, rng, SAMPLED, findings=compared)
    return assessment, replace(compared, spread=spread)


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
    assert 14 <= max(word.page for word in seen) <= (22 if sample == LARGEST else 20)


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_executives_decide_on_begins_within_the_first_eight_pages(sample: str) -> None:
    reader = PdfReader(BytesIO(written(sample)))
    first = [
        str(entry["/Title"])
        for entry in reader.outline
        if not isinstance(entry, list) and (reader.get_destination_page_number(entry) or 0) < 8
    ]
    assert {"Decisions", "Cost", "Risks", "Roadmap"} <= set(first)


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_page_is_nearly_empty(sample: str, tmp_path: Path) -> None:
    lowest: dict[int, float] = {}
    for word in words(sample, tmp_path):
        if word.bottom < FOOT:
            lowest[word.page] = max(lowest.get(word.page, 0.0), word.bottom)
    assert {page: low for page, low in lowest.items() if low < PAGE_HEIGHT / 3} == {}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(sample: str) -> None:
    reader = PdfReader(BytesIO(written(sample)))
    for entries in (one for one in reader.outline if isinstance(one, list)):
        for entry in entries:
            assert not isinstance(entry, list)
            number, title = reader.get_destination_page_number(entry), str(entry["/Title"])
            assert number is not None
            page = " ".join(reader.pages[number].extract_text().split())
            assert len(page.partition(title)[2]) > len(footer_of(page)) + 40, title


def footer_of(page: str) -> str:
    """Return the line at the foot of a page, wherever the reader finds it."""
    return page[page.rindex("List prices of") :] if "List prices of" in page else ""


@cache
def text_of(sample: str) -> str:
    reader = PdfReader(BytesIO(written(sample)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize("sample", SAMPLES)
def test_executives_read_names_and_no_ids(sample: str) -> None:
    assert BARE_ID.findall(text_of(sample)) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_code_of_the_program_leaks_into_the_words(sample: str) -> None:
    found = re.findall(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\bUnknown\b|Standard_", text_of(sample))
    assert set(found) <= {"pg_stat_statements"}, "only tools of the administrator have such names"


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_steady_month_stands_on_the_first_page_with_what_ends(sample: str) -> None:
    _, findings = found(sample)
    page = " ".join(PdfReader(BytesIO(written(sample))).pages[1].extract_text().split())
    totals, cost = findings.cost.totals, findings.cost
    currency = Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)
    assert money(totals.steady_monthly_usd, currency) in page
    if totals.temporary_until:
        assert f"until {short_date(totals.temporary_until)}" in page
    for item in totals.unpriced_items:
        assert item in page
    assert "contingency" in page


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_was_published_of_a_sample_is_what_the_schema_describes(sample: str) -> None:
    schema = json.loads(resource("docs", "findings.schema.json").read_text(encoding="utf-8"))
    assert list(problems(json.loads(findings_json(*found(sample))), schema, schema)) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_sizes_chosen_cost_what_the_bill_says(sample: str) -> None:
    _, findings = found(sample)
    compared = 0
    for role in findings.deployment:
        if role.environment != "production" or role.monthly_usd is None or role.role == "monitoring":
            continue
        place = (role.environment, role.tenant, role.role)
        billed = sum(
            (
                line.monthly_usd or 0
                for line in findings.cost.lines
                if (line.environment, line.tenant, line.role) == place
            ),
            Decimal(0),
        )
        assert role.monthly_usd == pytest.approx(billed, abs=Decimal("0.10")), place
        compared += 1
    assert compared > 3


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_roadmap_is_written_the_same_way_twice(sample: str) -> None:
    assert roadmap_pdf(*found(sample), brand_named("wardround")) == written(sample)
