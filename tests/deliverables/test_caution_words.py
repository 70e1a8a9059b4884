"""How cautiously PostgreSQL and storage are sized is told with its price, wherever the vendor's floor is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.deliverables.example_findings import example
from tests.deliverables.workbook_reading import written
from wardround.deliverables.amounts import money
from wardround.deliverables.caution_words import caution_words


@pytest.mark.parametrize(
    ("percentile", "above", "said"),
    [
        (50.0, "0.00", "sized for the likely demand, as all other tiers are."),
        (90.0, "340.33", "the 90th percentile of what is known, all other tiers for the likely demand."),
        (90.0, "340.33", "That caution costs USD 340 a month"),
        (82.0, "0.00", "Here that caution costs nothing."),
    ],
)
def test_the_percentile_and_its_price_are_told(percentile: float, above: str, said: str) -> None:
    sizing = replace(example()[1].sizing, conservative_percentile=percentile, caution_monthly_usd=Decimal(above))
    assert said in caution_words(sizing, money)


def test_the_sheet_of_roles_tells_the_vendors_rule_and_the_caution_in_one_note() -> None:
    assessment, findings = example()
    careful = replace(findings.sizing, conservative_percentile=90.0, caution_monthly_usd=Decimal(340))
    note = str(written(assessment, replace(findings, sizing=careful))["Sizing"]["A4"].value)
    assert "the model's own answer" in note
    assert note.endswith("That caution costs USD 340 a month; firmer answers lower it.")
