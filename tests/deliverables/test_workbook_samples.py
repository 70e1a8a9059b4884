"""The workbook of every sample, recalculated by another program, sums to the engine's cent."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.deliverables.workbook_reading import cell_of, cents_of, recalculated, value_of
from wardround.assessment import read_assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.brand import brand_named
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine import assess
from wardround.knowledge import Knowledge
from wardround.shipped import template

SAMPLES = sorted(template("samples").glob("*.json"))
AS_OF = date(2026, 11, 23)


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 4


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_totals_of_a_sample_are_the_engines_to_the_cent(sample: Path, tmp_path: Path) -> None:
    assessment = read_assessment(sample.read_bytes())
    findings = assess(assessment, Catalogue.load(), Knowledge.load(), AS_OF)
    content = bill_of_materials(assessment, findings, brand_named("wardround"))
    written, book = load_workbook(BytesIO(content)), recalculated(content, tmp_path)
    totals = findings.cost.totals
    for name, expected in (
        ("total_monthly_usd", totals.monthly_usd),
        ("total_first_year_usd", totals.yearly_usd),
        ("total_horizon_usd", totals.horizon_usd),
        ("steady_monthly_usd", totals.steady_monthly_usd),
    ):
        assert cents_of(value_of(book, cell_of(written, name))) == expected
    errors = [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []
