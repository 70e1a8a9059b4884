"""Systems around the ERP and what depends on what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.limits import Between, OneOf


class System(Row):
    """One system, service or group of devices beside the ERP."""

    name: str = Field(title="System", min_length=1, max_length=120)
    kind: Literal["clinical", "application", "database", "identity", "network", "device", "saas", "file_service"] = (
        Field("application", title="Kind")
    )
    location: Literal["on_premises", "azure", "other_cloud", "vendor"] = Field("on_premises", title="Where it runs")
    site: str = Field("", title="Site")
    criticality: int = Field(3, title="Criticality (1 to 5)", ge=1, le=5)
    moves: Literal["with_erp", "later", "stays", "undecided"] = Field("undecided", title="Moves")
    business_owner: str = Field("", title="Business owner", max_length=120)
    rto_promised_minutes: float | None = Field(None, title="Recovery promised (minutes)", ge=0, le=100_000)


class Dependency(Row):
    """``source`` cannot work without ``target``.

    Ends are keys of systems, interfaces or datasets, or ``erp``.
    """

    source: str = Field(title="What depends")
    target: str = Field(title="On what")
    kind: Literal["data", "call", "sign_in", "file", "print", "name_resolution"] = Field("data", title="Kind")
    evidence: Literal["measured", "documented", "stated"] = Field("stated", title="Evidence")


class Dependencies(Frozen):
    """The directed graph of systems, datasets, interfaces and identity services."""

    dependency_map_status: Annotated[Answer[str], OneOf("none", "partial", "validated")] = question(
        "DEP-01", "Dependency map"
    )
    unmovable_dependencies: Annotated[Answer[int], Between(0, 100, "components")] = question(
        "DEP-02", "Components that cannot move"
    )
    hybrid_link: Annotated[Answer[str], OneOf("none", "internet", "vpn", "expressroute")] = question(
        "DEP-03", "Link to the old estate"
    )
    hybrid_link_redundant: Answer[bool] = question("DEP-04", "Link duplicated")
    hybrid_bandwidth_mbps: Annotated[Answer[int], Between(1, 100000, "Mbps")] = question(
        "DEP-05", "Usable bandwidth for copying"
    )
    latency_sensitive_onprem: Answer[bool] = question("DEP-06", "Latency-sensitive on-site callers")
    identity_provider: Annotated[Answer[str], OneOf("odoo_local", "ad_ldap", "entra_id", "other_saml_oidc")] = question(
        "DEP-07", "Where users sign in"
    )
    identity_dependency_onprem: Answer[bool] = question("DEP-08", "Sign-in depends on the old site")
    dns_dependency_known: Answer[bool] = question("DEP-09", "DNS names and owners recorded")
    print_devices: Annotated[Answer[int], Between(0, 10000, "devices")] = question("DEP-10", "Printers")
    shared_database: Answer[bool] = question("DEP-11", "Other applications use the database")
    spof_components_known: Annotated[Answer[int], Between(0, 50, "components")] = question(
        "DEP-12", "Known single points of failure"
    )
    third_party_saas_count: Annotated[Answer[int], Between(0, 100, "services")] = question(
        "DEP-13", "Outside SaaS services"
    )
    mail_relay_dependency: Answer[bool] = question("DEP-14", "Mail relay on the old site")
    systems: tuple[System, ...] = Field((), title="Systems")
    edges: tuple[Dependency, ...] = Field((), title="Dependencies")
