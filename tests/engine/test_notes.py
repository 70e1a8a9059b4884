"""Remarks on the answers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.engine.plain_design import cost, line, resilience, role, sizing
from tests.engine.river_hospital import assuming, hospital, stated
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.decisions import settle
from wardround.engine.decisions.tenancy import placements
from wardround.engine.facts import answered
from wardround.engine.findings import Availability, Note, Resilience, Sizing
from wardround.engine.notes import agree, notes
from wardround.knowledge import FactValue, Knowledge

KNOWLEDGE = Knowledge.load()


def notes_on(assessment: Assessment, kind: str) -> dict[str, str]:
    facts = settle(assessment, answered(assessment, KNOWLEDGE), Catalogue.load(), KNOWLEDGE).facts
    found = notes(assessment, facts, KNOWLEDGE)
    return {note.about[0]: note.text for note in found if note.kind == kind}


def test_a_wish_decided_otherwise_is_told_with_its_reason() -> None:
    found = notes_on(hospital(), "wish")
    assert found["platform"].startswith(
        "Platform for stateless tiers: asked for was Kubernetes (AKS) (Anna Weiss, stated); the design has virtual "
        "machines. Stay on virtual machines"
    )


def test_a_wish_for_one_tenant_that_its_data_forbid_is_told() -> None:
    assessment = hospital()
    facts = answered(assessment, KNOWLEDGE)
    decisions = [placed.decision for placed in placements(assessment, facts, KNOWLEDGE)]
    found = {note.about[0]: note.text for note in notes(assessment, facts, KNOWLEDGE, None, decisions)}
    assert (
        "records of controlled substances and patient administration data do not allow less"
        in found["tenancy.hospital"]
    )
    assert "tenancy.kitchen" not in found


def test_a_wish_that_was_followed_and_a_default_that_was_not_are_no_news() -> None:
    calm = hospital(platform={"platform": stated("vm"), "tenancy": {}})
    assert not {"platform", "tenancy", "azure_region"} & set(notes_on(calm, "wish"))


def test_answers_that_disagree_with_their_rows_are_both_quoted() -> None:
    found = notes_on(hospital(volumes={"db_size_gb": stated(200)}), "disagreement")
    assert found["db_size_gb"] == (
        "Database size now: the answer says 200 GiB (Anna Weiss, stated), the detail says 310 GiB (sum of 2 tenant "
        "rows, stated). The calculation follows the detail; please settle which is right."
    )
    assert "tls_internal" in found
    assert "edr_planned" not in found


def test_rows_for_single_processes_may_be_stricter_than_the_answer_for_all() -> None:
    assert not {"rto_minutes", "rpo_minutes", "mtd_hours"} & set(notes_on(hospital(), "disagreement"))


def test_an_answer_that_wins_over_its_rows_is_named_as_the_one_that_counts() -> None:
    assert "The calculation follows the answer" in notes_on(hospital(), "disagreement")["named_users"]
    assert "named_users" not in notes_on(hospital(people={"named_users": stated(600)}), "disagreement")


def test_answers_within_a_tenth_of_their_rows_agree() -> None:
    assert "db_size_gb" not in notes_on(hospital(), "disagreement")  # 280 answered, 310 in rows
    assert "db_size_gb" in notes_on(hospital(volumes={"db_size_gb": stated(200)}), "disagreement")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (True, True, True),
        (True, False, False),
        (100, 109, True),
        (100, 112, False),
        (0, 0, True),
        (("a", "b"), ("b", "a"), True),
        ("none", "vpn", False),
        (1, True, True),
        ("x", ("x",), False),
    ],
)
def test_values_agree(one: FactValue, other: FactValue, same: bool) -> None:
    assert agree(one, other) is same


NO_TENANTS: dict[str, Any] = {"tenants": {"tenants": []}, "data": {"datasets": []}}


def implausible() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "peak_concurrent_users", {"people": {"named_users": stated(300)}}
    yield "login_storm_users_5min", {"people": {"login_storm_users_5min": stated(900)}}
    yield "peak_tx_per_hour", {"volumes": {"peak_tx_per_hour": stated(20_000)}}
    yield (
        "realtime_interface_count",
        {
            "interfaces": {
                "interfaces": [],
                "interface_count": stated(2),
                "realtime_interface_count": stated(5),
            }
        },
    )
    yield "user_growth_pct_year", {"organisation": {"user_growth_pct_year": stated(-5)}}
    yield "db_growth_gb_month", {**NO_TENANTS, "volumes": {"db_size_gb": stated(280), "db_growth_gb_month": stated(40)}}
    yield (
        "filestore_growth_gb_month",
        {**NO_TENANTS, "volumes": {"filestore_gb": stated(300), "filestore_growth_gb_month": stated(90)}},
    )
    yield "response_target_p95_ms", {"people": {"response_target_p95_ms": stated(300)}}
    yield "phi_present", {"data": {"phi_present": stated("none"), "data_classes": stated(["DC-PHI"])}}
    yield "hybrid_link", {"dependencies": {"hybrid_link": stated("none")}}
    yield (
        "rto_minutes",
        {
            "recovery": {"processes": [], "rto_minutes": stated(3000), "mtd_hours": stated(24)},
        },
    )
    yield (
        "backup_frequency_minutes",
        {"recovery": {"backup_frequency_minutes": stated(720), "wal_archiving": stated(value=False)}},
    )
    yield "exchange_rate", {"budget": {"currency": stated("USD"), "exchange_rate": stated(0.9)}}
    yield (
        "baseline_available",
        {
            "engagement": {"evidence_level": stated("measured")},
            "baseline": {"baseline_available": stated(value=False)},
        },
    )


@pytest.mark.parametrize(("about", "sections"), list(implausible()), ids=[about for about, _ in implausible()])
def test_answers_that_are_hard_to_believe_are_remarked_on(about: str, sections: dict[str, Any]) -> None:
    assert about not in notes_on(hospital(), "implausible")
    assert about in notes_on(hospital(**sections), "implausible")


def test_two_defaults_contradict_nobody() -> None:
    assert not notes_on(Assessment(), "implausible")


def limits(values: dict[str, FactValue]) -> list[Note]:
    facts = assuming(answered(hospital(), KNOWLEDGE), values)
    return [note for note in notes(hospital(), facts, KNOWLEDGE) if note.kind == "limit"]


def test_a_writer_near_its_end_is_a_limit_of_the_model() -> None:
    assert not limits({"db_cpu_util_peak_pct": 74.0})
    assert "81 % busy" in limits({"db_cpu_util_peak_pct": 81.0})[0].text


def limits_of(design: Sizing) -> str:
    found = notes(hospital(), answered(hospital(), KNOWLEDGE), KNOWLEDGE, design)
    return " ".join(note.text for note in found if note.kind == "limit")


def test_demands_that_nobody_measured_are_a_limit() -> None:
    assert "not at this client" in limits_of(sizing())
    assert not limits_of(sizing(validated=True))


def test_a_saturated_design_hour_and_a_largest_size_reached_are_limits() -> None:
    assert "saturated in its busiest hour" in limits_of(sizing(validated=True, saturated=True))
    largest = sizing(validated=True, roles=(role("postgresql", marks=("largest size reached",)),))
    assert "largest size that the region offers is reached for postgresql" in limits_of(largest)


def test_open_core_questions_are_counted_and_the_heaviest_are_named() -> None:
    text = notes_on(Assessment(), "assumption")["peak_concurrent_users"]
    assert "Peak concurrent users (150 users)" in text
    assert "Peak concurrent users" not in notes_on(hospital(), "assumption").get("rto_minutes", "")


def of_the_recovery(assessment: Assessment, design: Resilience, *, copied: bool = False) -> dict[str, str]:
    bill = replace(cost(), lines=(line(role="backup", meter="Vault storage GRS"),) if copied else ())
    facts = answered(assessment, KNOWLEDGE)
    return {note.about[0]: note.text for note in notes(assessment, facts, KNOWLEDGE, None, (), design, bill)}


WITH_RECOVERY = {"scope_environments": stated(["production", "disaster_recovery"])}


def test_a_recovery_environment_in_scope_of_which_nothing_is_built_is_told() -> None:
    found = of_the_recovery(hospital(engagement=WITH_RECOVERY), resilience())["scope_environments"]
    assert "the design keeps no servers in a second region" in found
    assert "no copy of the backups outside it" in found
    copied = of_the_recovery(hospital(engagement=WITH_RECOVERY), resilience(), copied=True)
    assert "the copies of the backups in the paired region" in copied["scope_environments"]


def test_a_recovery_environment_that_is_built_or_not_in_scope_is_no_news() -> None:
    built = of_the_recovery(hospital(engagement=WITH_RECOVERY), resilience(recovery_region="northeurope"))
    assert "scope_environments" not in built
    assert "scope_environments" not in of_the_recovery(hospital(), resilience())


def test_a_missed_availability_target_is_told_with_its_weakest_part() -> None:
    wants = hospital(recovery={"availability_target_pct": stated(99.95)})
    parts = (Availability("postgresql", 0.9995, 262.8, "", ""), Availability("Filestore", 0.999, 525.6, "", ""))
    design = resilience(availability=Availability("production", 0.9985, 788.4, "", ""), availability_parts=parts)
    found = of_the_recovery(wants, design)["availability_target_pct"]
    assert "promise 99.85 % together, where 99.95 % is asked for: 13 hours 8 minutes a year against 4 hours" in found
    assert "The weakest of them: filestore." in found


def test_an_availability_that_is_met_or_only_a_default_is_no_news() -> None:
    assert "availability_target_pct" not in of_the_recovery(
        hospital(recovery={"availability_target_pct": stated(99.0)}), resilience()
    )
    design = resilience(availability=Availability("production", 0.95, 26280.0, "", ""))
    assert "availability_target_pct" not in of_the_recovery(Assessment(), design)
