"""Datasets and their classes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.limits import AnyOf, Between, OneOf


class Dataset(Row):
    """One body of data with its class."""

    name: str = Field(title="Dataset", min_length=1, max_length=120)
    data_class: str = Field(title="Data class")
    system: str = Field("erp", title="Held in")
    tenant: str = Field("", title="Tenant")
    residency: str = Field("", title="Must stay in", max_length=60)
    retention_years: float | None = Field(None, title="Retention (years)", ge=0, le=100)
    size_gib: float | None = Field(None, title="Size (GiB)", ge=0, le=200_000)
    encryption: str = Field("", title="Encryption needs", max_length=200)
    access_logged: bool | None = Field(None, title="Access must be logged")


class Data(Frozen):
    """What kinds of data the ERP holds, where they may lie and how long they stay."""

    data_classes: Annotated[
        Answer[tuple[str, ...]],
        AnyOf(
            "DC-PUB",
            "DC-INT",
            "DC-CONF",
            "DC-PERS",
            "DC-PHI",
            "DC-PHIX",
            "DC-PADM",
            "DC-INS",
            "DC-PAYR",
            "DC-OCC",
            "DC-BANK",
            "DC-CARD",
            "DC-CTRL",
            "DC-RXSC",
            "DC-LAB",
            "DC-DEV",
            "DC-FIN",
            "DC-PROC",
            "DC-RES",
            "DC-ANON",
            "DC-CRED",
            "DC-LOG",
            "DC-BKP",
            "DC-CFG",
            "DC-AI",
        ),
    ] = question("DAT-01", "Data classes held")
    phi_present: Annotated[Answer[str], OneOf("none", "incidental", "structured")] = question(
        "DAT-02", "Patient-identifiable information"
    )
    data_inventory_status: Annotated[Answer[str], OneOf("none", "partial", "complete")] = question(
        "DAT-03", "Data inventory"
    )
    card_data_present: Answer[bool] = question("DAT-04", "Card numbers could reach the ERP")
    controlled_substances: Answer[bool] = question("DAT-05", "Controlled substances tracked")
    payroll_in_scope: Answer[bool] = question("DAT-06", "Payroll in the ERP")
    prod_data_in_nonprod: Answer[bool] = question("DAT-07", "Production data in test systems")
    masking_in_nonprod: Answer[bool] = question("DAT-08", "Masked before use in test")
    retention_years_required: Annotated[Answer[float], Between(0, 50, "years")] = question(
        "DAT-09", "Longest retention"
    )
    free_text_risk: Answer[bool] = question("DAT-10", "Patient details in free text")
    export_volume_day: Annotated[Answer[int], Between(0, 100000, "exports/day")] = question(
        "DAT-11", "Bulk exports a day"
    )
    encryption_at_host: Answer[bool] = question("DAT-12", "Encryption at host")
    cmk_required: Answer[bool] = question("DAT-13", "Client-held encryption keys")
    datasets: tuple[Dataset, ...] = Field((), title="Datasets")
