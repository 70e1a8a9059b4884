"""What running the platform might take at the example hospital, and how mature it is."""

from __future__ import annotations

from decimal import Decimal

from wardround.engine.findings.operating import (
    DutySplit,
    MaturityPart,
    OperatedDuty,
    OperatingModel,
    OperatingTerm,
    OperatingWay,
    ServiceTarget,
    TenancyPlace,
)


def _splits(shared: str) -> tuple[DutySplit, ...]:
    return (
        DutySplit("in_house", "client", "client", "provider", "client"),
        DutySplit("shared_responsibility", shared, "client", "client", "client"),
        DutySplit("msp", "provider", "provider", "client", "client"),
    )


def example_operating() -> OperatingModel:
    """Return two duties in three ways, two terms and two service levels."""
    return OperatingModel(
        answered="shared_responsibility",
        duties=(
            OperatedDuty(
                "patch_os", "Operating-system patching", "infrastructure lead", "servers", 8.0, 2.0, 4.0, 9.6,
                Decimal(1200), 8.0, Decimal("600.00"), _splits("provider"), "monthly window", "judgement",
            ),
            OperatedDuty(
                "patch_application", "Odoo and module updates", "application lead", "environments", 3.0, 6.0, 15.0,
                42.0, Decimal(1100), 8.0, Decimal("2062.50"), _splits("client"), "grows with custom modules",
                "judgement",
            ),
        ),
        ways=(
            OperatingWay(
                "in_house", "The client's own team", 19.0, 0.0, 0.15, Decimal("2662.50"), Decimal("0.00"),
                Decimal("0.00"), Decimal("0.00"),
            ),
            OperatingWay(
                "shared_responsibility", "Duties shared with a provider", 15.0, 4.0, 0.12, Decimal("2062.50"),
                Decimal("300.00"), Decimal("600.00"), Decimal("1440.00"),
            ),
            OperatingWay(
                "msp", "A managed service provider", 0.0, 19.0, 0.0, Decimal("0.00"), Decimal("1125.00"),
                Decimal("2662.50"), Decimal("7215.00"),
            ),
        ),
        terms=(
            OperatingTerm(
                "Patch windows", "Critical patches are on all servers within 14 days.",
                "Servers are patched every 30 days.", gap=True, source="OPS-05",
            ),
            OperatingTerm(
                "Rollback", "Every release has a way back that was tried on a copy.", "The way back is tested.",
                gap=False, source="OPS-07",
            ),
        ),
        levels=(
            ServiceTarget(
                "P1", "Critical", "The ERP is down", "around the clock", 15.0, 30.0, 60.0, "operations engineer",
                "service owner", "judgement",
            ),
            ServiceTarget(
                "P4", "Request", "A standard change", "in support hours", 1440.0, 2400.0, 4800.0,
                "operations engineer", "service owner", "judgement",
            ),
        ),
    )  # fmt: skip


def example_maturity() -> tuple[MaturityPart, ...]:
    """Return a part of automation with a next step, and a part of AI readiness without one."""
    return (
        MaturityPart(
            "automation", "certificates", "Certificate renewal", 1, 2, "certificates are listed",
            "What is only listed still waits for a person.", "Renew public certificates automatically.",
            "security lead", 1.0, 3.0, 6.0, 2, assumed=True, source="judgement; OPS-21",
        ),
        MaturityPart(
            "ai", "logs", "Searchable logs", 2, 2, "events and changes can be searched by person",
            "Every answer of a model can be traced to its data.", "", "operations manager", 0.0, 0.0, 0.0, 1,
            assumed=False, source="judgement; CMP-08",
        ),
    )  # fmt: skip


def example_tenancy() -> tuple[TenancyPlace, ...]:
    """Return one tenant in two environments, with neighbours in one of them."""
    role = "Each database has a role of its own with a limit on connections."
    grants = "A list of database roles and grants, monthly."
    together = "A database of its own on the non-production hosts"
    return (
        TenancyPlace(
            "production", "hospital", "St. Example", "dedicated_vm", "Virtual machines of its own", "As decided.",
            shares=False, governance=(), evidence=("Network rules of its servers.",),
        ),
        TenancyPlace(
            "test", "hospital", "St. Example", "dedicated_db", together, "No live data get there.", shares=True,
            governance=(role,), evidence=(grants,),
        ),
    )  # fmt: skip
