"""An example of tuning, ways to size, a size set by hand, and a load test."""

from __future__ import annotations

from decimal import Decimal

from wardround.engine.findings.by_hand import SetByHand, SizeVerdict
from wardround.engine.findings.load_test import (
    LoadData,
    LoadInterface,
    LoadJob,
    LoadOperation,
    LoadServers,
    LoadShare,
    LoadStage,
    LoadTest,
    LoadUsers,
    PassCriterion,
)
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.findings.tuning import Tuning, TuningMeasure


def example_tuning() -> Tuning:
    """Return one measure that saves money and time, and one that saves nothing."""
    measure = TuningMeasure(
        kind="report",
        about="ward-costs",
        title="Run 'Cost per ward' outside the busiest hour",
        change="It starts at 23:00 instead of at 10:00.",
        saved_usd=Decimal("412.50"),
        p95_kept_s=1.12,
        p95_resized_s=1.31,
        servers="3 x D8as_v5 instead of 4 x D8as_v5 (application server)",
        effort_days_low=0.25,
        effort_days=0.5,
        effort_days_high=2.0,
        effort_usd=Decimal("550.00"),
        role="application lead",
        worth_per_day=0.2,
        verdict="fewer or smaller servers, or the same ones faster",
    )
    return Tuning(
        p95_s=1.4,
        monthly_usd=Decimal("18250.00"),
        measures=(measure,),
        saves_nothing=("Throttle the interface 'Admissions'",),
        words="1 measure would save something before anything is bought.",
    )


def example_methods() -> Methods:
    """Return three ways for the database, of which the measured one asks for more."""

    def way(method: str, title: str, planned: float, *, chosen: bool) -> MethodResult:
        return MethodResult(
            method=method,  # type: ignore[arg-type]
            title=title,
            tier="database",
            busy_vcpus=planned * 0.65,
            planned_vcpus=planned,
            against_chosen=planned / 4.0,
            agrees=0.5 <= planned / 4.0 <= 2.0,
            largest_vcpus=planned,
            nodes=2,
            sku="Standard_E8as_v5",
            enough=True,
            rests_on="what it was worked out from",
            chosen=chosen,
        )

    return Methods(
        results=(
            way("users", "By users", 4.0, chosen=True),
            way("documents", "By documents an hour", 3.0, chosen=False),
            way("measured", "By measured use", 10.0, chosen=False),
        ),
        chosen="users",
        why="The design follows the users.",
        gaps=("By measured use: 2.5 times as much for the database as by users. Usual reasons: missing indexes.",),
        missing=("By measured use of the application: enter the present servers with their CPU use.",),
        follow_measured_usd=Decimal("913.13"),
        words="Measured use asks for more than the model: 2.5 times as much for the database.",
    )


def example_by_hand() -> tuple[SetByHand, ...]:
    """Return one size that was set by hand and is dearer than the model's own choice."""
    own = SizeVerdict("Standard_D16as_v5", 4, Decimal("19000.00"), Decimal("750.00"), 1.1, enough=True, words="enough")
    model = SizeVerdict("Standard_D8as_v5", 4, Decimal("18250.00"), Decimal("0.00"), 1.4, enough=True, words="its own")
    return (SetByHand("production", "", "application", own, model, is_choice=False, words="enough, and dearer"),)


def example_load_test() -> LoadTest:
    """Return a load test with one row of each kind."""
    return LoadTest(
        design_hour="month-end, 10:00 to 11:00 in Europe/Berlin (winter time)",
        active_users=212.0,
        operations_per_hour=24_000.0,
        growth_factor=1.2,
        headroom_factor=1.2,
        environment="Preproduction, with as many servers of the same size as production.",
        users=(
            LoadUsers(
                "ordinary_clerk", "Ordinary clerk", 212, 31.8, 7.1, (LoadShare("read", 0.6), LoadShare("edit", 0.4))
            ),
        ),
        operations=(LoadOperation("read", "Open a document", "interactive", 24_000.0, 1.0, 1.5, 0.6),),
        interfaces=(LoadInterface("adt", "Admissions", "HL7 v2", "inbound", "MLLP", 120.0, "a sender at this rate"),),
        jobs=(LoadJob("ward-costs", "Cost per ward", "", 0.0, 0.8),),
        stages=(LoadStage("Busiest hour", 60.0, 1.0, 0, counts=True, purpose="The load of the design."),),
        criteria=(PassCriterion("CPU of the database server", 0.65, "share", "the highest use planned"),),
        data=(LoadData("Database", 420.0, "GiB", "as it is today"),),
        servers=(LoadServers("", "application", "Standard_D8as_v5", 4, 8, 32.0),),
        counted_operations=24_000,
        error_share_shown=0.000125,
        words="212 users bring 24,000 operations in the busiest hour.",
    )
