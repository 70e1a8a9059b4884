"""What stands beside the example design, with a plausible value in every field."""

from decimal import Decimal

from tests.deliverables.example_buying import example_purchase, example_regions, example_tenants
from tests.deliverables.example_safeguards import example_switches
from tests.deliverables.example_tuning import example_by_hand, example_load_test, example_methods, example_tuning
from wardround.engine.findings import Comparison
from wardround.engine.findings.kubernetes import (
    Duty,
    NodePool,
    PlatformComparison,
    PlatformDifference,
    PlatformServers,
    Pods,
    Responsibility,
)
from wardround.engine.findings.scaling import (
    Autoscaling,
    EnvironmentHours,
    Layout,
    NodesInHour,
    Schedules,
    TierLayouts,
)


def example_comparison() -> Comparison:
    """Return the other ways to run the example."""
    return Comparison(
        tuning=example_tuning(),
        methods=example_methods(),
        by_hand=example_by_hand(),
        load_test=example_load_test(),
        kubernetes=example_platforms(),
        autoscaling=example_autoscaling(),
        layouts=example_layouts(),
        schedules=example_schedules(),
        controls=example_switches(),
        purchase=example_purchase(),
        regions=example_regions(),
        tenants=example_tenants(),
    )


def example_platforms() -> PlatformComparison:
    pool = NodePool(
        environment="production", tenant="", role="application", sku="Standard_D8as_v7", nodes=3, vcpus=8,
        memory_gib=32.0, reserved_vcpus=0.18, daemon_vcpus=0.4, allocatable_vcpus=7.42, reserved_gib=0.635,
        eviction_gib=0.098, daemon_gib=2.7, allocatable_gib=28.567, max_pods=30, fullest_pods=10,
        pods=(Pods("application", 4, 6, 9, 2.6, 5.5),),
    )  # fmt: skip
    return PlatformComparison(
        decided="vm",
        machines_usd=Decimal("21400.00"),
        cluster_usd=Decimal("22100.00"),
        machines_unpriced=("Load Balancer Standard, first five rules",),
        cluster_unpriced=("Load Balancer Standard, first five rules", "Container registry, Premium"),
        machines_nodes=18,
        cluster_nodes=19,
        machines_vcpus=96,
        cluster_vcpus=104,
        machines_hours=31.5,
        cluster_hours=42.0,
        parts=(
            PlatformDifference("Stateless servers and their disks", Decimal("2100.00"), Decimal("2600.00")),
            PlatformDifference("Cluster service", Decimal("0.00"), Decimal("73.00")),
        ),
        servers=(
            PlatformServers("production", "", "application", 3, "Standard_D8as_v7", Decimal("900.00"), 3,
                            "Standard_D8as_v7", Decimal("955.00"), ""),
            PlatformServers("production", "", "integration", 2, "Standard_D4as_v5", Decimal("213.00"), 0, "",
                            Decimal("0.00"), "ingress"),
            PlatformServers("production", "", "control_plane", 0, "", Decimal("0.00"), 0, "AKS standard",
                            Decimal("73.00"), ""),
        ),
        pools=(pool,),
        duties=(
            Duty("patch_os", "Operating-system patching", "infrastructure lead", "your team", 9.0, 4.5, "18 servers"),
            Duty("cluster_care", "Cluster care", "infrastructure lead", "your team", 0.0, 8.0, "1 cluster"),
        ),
        responsibilities=(Responsibility("Hardware and hypervisor", "Microsoft", "Microsoft"),),
        words="The same platform on AKS costs 3.3% more a month.",
    )  # fmt: skip


def example_autoscaling() -> Autoscaling:
    hours = tuple(
        NodesInHour(day, hour, 3 if 8 <= hour < 17 else 2, 3 if 7 <= hour < 17 else 2)
        for day in ("weekday", "sunday")
        for hour in range(24)
    )
    return Autoscaling(
        tenant="",
        sku="Standard_D8as_v7",
        allowed=True,
        recommended=True,
        floor=2,
        ceiling=3,
        committed=2,
        hours=hours,
        days_per_month=(("weekday", 21.7), ("sunday", 4.3)),
        node_hours=1720.0,
        always_on_node_hours=2190.0,
        always_on_usd=Decimal("640.00"),
        scaled_usd=Decimal("510.00"),
        start_minutes=6.0,
        words="Scale by the hour: it saves 20% of these servers' price.",
        remarks=("A new server answers about 6 minutes after it is asked for.",),
    )


def example_layouts() -> tuple[TierLayouts, ...]:
    rows = (
        Layout("Fewer, larger", "Standard_D16as_v7", 2, 16, Decimal("1050.00"), 1.4, 0.5, enough=True, chosen=False,
               verdict="9% dearer"),
        Layout("As designed", "Standard_D8as_v7", 3, 8, Decimal("960.00"), 1.5, 1 / 3, enough=True, chosen=True,
               verdict="chosen"),
        Layout("More, smaller", "Standard_D4as_v7", 5, 4, None, None, 0.2, enough=False, chosen=False,
               verdict="too small once a server is lost: processors"),
    )  # fmt: skip
    return (TierLayouts("application", "", rows, "3 servers of 8 vCPUs: one that fails takes 33% of the power."),)


def example_schedules() -> Schedules:
    test = EnvironmentHours(
        "test", 1, "office_hours", Decimal("452.00"), Decimal("317.00"), Decimal("265.00"), Decimal("220.00"),
        unpriced=False,
    )  # fmt: skip
    hours = (("always_on", 730.0), ("office_hours", 260.0), ("on_demand", 80.0))
    words = "The bill runs these environments 260 of 730 hours a month (office hours)."
    return Schedules("office_hours", hours, (test,), words)
