"""Odoo applications in use, and what was built on top of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between, OneOf


class ModuleUse(Row):
    """One Odoo application, live or planned."""

    module_id: str = Field(title="Application", min_length=1, max_length=80)
    state: Literal["live", "planned"] = Field("live", title="State")
    criticality: int = Field(1, title="Criticality (0 to 3)", ge=0, le=3)
    business_owner: str = Field("", title="Business owner", max_length=120)
    users: int | None = Field(None, title="Users", ge=0, le=50_000)
    busiest_period: str = Field("", title="Busiest period", max_length=120)


class Modules(Frozen):
    """What runs inside the ERP."""

    odoo_edition: Annotated[Answer[str], OneOf("community", "enterprise")] = question("MOD-02", "Odoo edition")
    odoo_version: Annotated[Answer[float], Between(12, 20, "major")] = question("MOD-03", "Odoo version")
    custom_module_count: Annotated[Answer[int], Between(0, 400, "modules")] = question(
        "MOD-04", "Custom and community modules"
    )
    custom_module_tests: Answer[bool] = question("MOD-05", "Custom modules have tests")
    unsupported_modules: Answer[bool] = question("MOD-06", "Unsupported modules in use")
    tier0_module_count: Annotated[Answer[int], Between(0, 30, "modules")] = question(
        "MOD-07", "Applications that stop patient work"
    )
    scanner_terminals: Annotated[Answer[int], Between(0, 5000, "devices")] = question(
        "MOD-08", "Scanners, kiosks and terminals"
    )
    portal_users: Annotated[Answer[int], Between(0, 500000, "users")] = question("MOD-09", "External portal users")
    documents_ocr: Answer[bool] = question("MOD-10", "Document scanning in volume")
    studio_or_automation_rules: Annotated[Answer[int], Between(0, 500, "rules")] = question(
        "MOD-11", "Automated actions"
    )
    multi_company_consolidation: Answer[bool] = question("MOD-12", "Consolidation in the ERP")
    modules: tuple[ModuleUse, ...] = table("MOD-01", "Applications")
