"""Interfaces: what other systems send and ask."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between, OneOf


class Interface(Row):
    """One interface. What is left empty comes from its type."""

    name: str = Field(title="Interface", min_length=1, max_length=120)
    interface_type: str = Field(title="Type")
    system: str = Field("", title="Partner system")
    tenant: str = Field("", title="Tenant")
    direction: Literal["inbound", "outbound", "both"] = Field("inbound", title="Direction")
    protocol: str = Field("", title="Protocol", max_length=120)
    messages_per_day: float | None = Field(None, title="Messages a day", ge=0, le=50_000_000)
    peak_factor: float | None = Field(None, title="Busiest hour against the mean hour", ge=1, le=24)
    mean_size_kib: float | None = Field(None, title="Mean size (KiB)", ge=0, le=10_000_000)
    synchronous: bool | None = Field(None, title="The caller waits")
    latency_need_ms: float | None = Field(None, title="Latency need (ms)", gt=0, le=86_400_000)
    criticality: int = Field(3, title="Criticality (1 to 5)", ge=1, le=5)
    data_classes: tuple[str, ...] = Field((), title="Data classes carried")
    business_owner: str = Field("", title="Business owner", max_length=120)
    documentation: Literal["none", "partial", "complete"] = Field("none", title="Documentation")
    retry_safe: bool | None = Field(None, title="Can retry safely")
    test_endpoint: bool | None = Field(None, title="Test endpoint")


class Interfaces(Frozen):
    """Everything that crosses the boundary of the ERP."""

    interface_count: Annotated[Answer[int], Between(0, 300, "interfaces")] = question("INT-02", "Number of interfaces")
    realtime_interface_count: Annotated[Answer[int], Between(0, 300, "interfaces")] = question(
        "INT-03", "Real-time interfaces"
    )
    interface_msgs_per_hour_peak: Annotated[Answer[int], Between(0, 10000000, "messages/h")] = question(
        "INT-04", "Interface messages in the busiest hour"
    )
    interface_catalogue_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question(
        "INT-05", "Interfaces specified and owned"
    )
    interface_retry_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question(
        "INT-06", "Interfaces that can retry safely"
    )
    hl7_fhir_used: Answer[bool] = question("INT-07", "HL7 or FHIR in use")
    edi_used: Answer[bool] = question("INT-08", "EDI in use")
    middleware: Annotated[Answer[str], OneOf("none", "point_to_point", "esb", "ipaas")] = question(
        "INT-09", "How systems are connected"
    )
    throttling_in_place: Answer[bool] = question("INT-10", "Inbound traffic can be throttled")
    hardcoded_endpoints: Answer[bool] = question("INT-11", "Partners use fixed addresses")
    legacy_protocols: Answer[bool] = question("INT-12", "Legacy protocols in use")
    bank_links: Annotated[Answer[int], Between(0, 50, "links")] = question("INT-13", "Bank and payment links")
    integration_test_env: Answer[bool] = question("INT-14", "Partners offer test endpoints")
    file_transfer_gb_day: Annotated[Answer[float], Between(0, 5000, "GB/day")] = question(
        "INT-15", "Data across the ERP boundary"
    )
    interface_recovery_order_known: Answer[bool] = question("INT-16", "Interface restart order agreed")
    interfaces: tuple[Interface, ...] = table("INT-01", "Interfaces")
