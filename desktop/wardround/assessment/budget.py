"""Money: currency, commitment, discount, and the consultant's own lines."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.engagement import Environment
from wardround.assessment.limits import Between, OneOf


class OwnLine(Row):
    """A line of the bill that the consultant enters: a service, licences, labour, overlap, a link."""

    name: str = Field(title="Line", min_length=1, max_length=160)
    kind: Literal["service", "licence", "labour", "migration_overlap", "hybrid_link", "other"] = Field(
        "service", title="Kind"
    )
    environment: Environment = Field("production", title="Environment")
    tenant: str = Field("", title="Tenant")
    quantity: float = Field(1, title="Quantity", ge=0, le=1_000_000)
    unit: str = Field("month", title="Unit", max_length=40)
    unit_price_usd: float = Field(title="Unit price (USD)", ge=0, le=100_000_000)
    recurs: Literal["monthly", "once"] = Field("monthly", title="Recurs")
    starts: date | None = Field(None, title="From")
    ends: date | None = Field(None, title="To")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError(f"'{self.name}' ends on {self.ends}, before it starts on {self.starts}")
        return self


class Budget(Frozen):
    """How Azure is bought, and what else belongs on the bill."""

    currency: Annotated[Answer[str], OneOf("USD", "EUR", "GBP", "CAD", "AUD", "AED", "SAR", "INR", "SGD", "BRL")] = (
        question("BUD-01", "Currency")
    )
    budget_monthly: Annotated[Answer[float], Between(0, 10000000, "currency/month")] = question(
        "BUD-02", "Monthly run budget"
    )
    budget_onetime: Annotated[Answer[float], Between(0, 100000000, "currency")] = question("BUD-03", "Project budget")
    commitment_allowed: Annotated[Answer[str], OneOf("none", "1y", "3y")] = question("BUD-04", "Commitment allowed")
    azure_offer: Annotated[Answer[str], OneOf("payg", "ea", "csp", "mca", "dev_test")] = question(
        "BUD-05", "How Azure is bought"
    )
    contingency_pct: Annotated[Answer[float], Between(0, 50, "percent")] = question("BUD-06", "Contingency")
    downtime_cost_hour: Annotated[Answer[float], Between(0, 10000000, "currency/h")] = question(
        "BUD-07", "Cost of an hour of downtime"
    )
    support_budget_monthly: Annotated[Answer[float], Between(0, 1000000, "currency/month")] = question(
        "BUD-08", "Managed operations budget"
    )
    cost_owner_named: Answer[bool] = question("BUD-09", "Cost owner named")
    tax_or_uplift_pct: Annotated[Answer[float], Between(0, 40, "percent")] = question("BUD-10", "Tax or partner uplift")
    exchange_rate: Annotated[Answer[float], Between(0.0001, 100000, "currency per USD")] = question(
        "BUD-11", "Exchange rate"
    )
    exchange_rate_date: Answer[date] = question("BUD-12", "Date of the exchange rate")
    discount_pct: Annotated[Answer[float], Between(0, 60, "percent")] = question("BUD-13", "Discount on list prices")
    lines: tuple[OwnLine, ...] = Field((), title="Own lines")
