"""What a provider would cost, beside the services that are on the bill already."""

from dataclasses import replace
from decimal import Decimal

from tests.deliverables.example_findings import example
from tests.deliverables.test_charts import STYLE, WIDTH
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.running import _on_the_bill
from wardround.deliverables.names import shipped_names
from wardround.engine.cost import OWN_LINE


def told(price: str, role: str) -> str:
    assessment, findings = example()
    first, *_ = findings.cost.lines
    offer = replace(
        first, item="Managed platform", role=role, purchase_option=OWN_LINE, monthly_usd=Decimal(price), ends=None
    )
    bill = replace(findings.cost, lines=(offer,))
    return _on_the_bill(Matter(assessment, replace(findings, cost=bill), shipped_names(), STYLE, WIDTH))


def test_a_service_on_the_bill_stands_beside_the_price_of_a_provider() -> None:
    assert "Managed platform, EUR 7,268 a month. Settle which of the duties" in told("7900.00", "service")


def test_without_a_service_on_the_bill_it_says_so() -> None:
    assert told("7900.00", "labour") == "It is on the bill only where a line of its own says so."
