"""The advice to a public hospital in two houses, read line by line as a senior consultant would."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.advice import decisions, notes, plan, questions, risks
from tests.engine.stories import HOSPITAL_ON, told

FOUND = told("hospital")


def test_answers_the_vendor_who_says_that_kubernetes_is_needed() -> None:
    made = decisions(FOUND)["platform"]
    assert (made.wished, made.chosen) == ("aks", "vm")
    assert made.words == (
        "Virtual machines, although Kubernetes is asked for: the Kubernetes skill is 1 of 3; 2 is the least for "
        "production."
    )
    assert made.needs_sign_off
    assert "Kubernetes (AKS) (the software vendor, stated)" in notes(FOUND, "wish")


def test_keeps_patient_and_substance_records_on_machines_of_their_own() -> None:
    assert decisions(FOUND)["tenancy"].chosen == "dedicated_vm"


def test_survives_a_zone_and_promises_pharmacy_and_wards_no_more_than_their_directory_does() -> None:
    assert FOUND.resilience.met
    assert FOUND.resilience.quorum_nodes >= 3
    by_key = {one.key: one for one in FOUND.resilience.processes}
    for key in ("pharmacy", "wards"):
        assert not by_key[key].meets_rto
        assert (by_key[key].limited_by, by_key[key].effective_rto_minutes) == ("Directory", 120)
    assert by_key["finance"].meets_rto
    assert "two of them still wait for systems that are promised back later" in FOUND.resilience.words
    assert "RK-IDN-01" in risks(FOUND)


def test_asks_when_the_pharmacy_dispenser_is_back() -> None:
    assert "how soon would “Pharmacy dispenser” be back? Needed for: Pharmacy supply." in questions(FOUND)


def test_says_that_nothing_stands_in_the_second_region_that_was_asked_for() -> None:
    assert "the design keeps no servers in a second region" in notes(FOUND, "wish")
    assert "keeps no servers in the region named to recover in" in decisions(FOUND)["region"].words
    assert FOUND.resilience.recovery_region == ""


def test_says_that_the_availability_asked_for_is_missed() -> None:
    assert "where 99.9 % is asked for" in notes(FOUND, "limit")


def test_takes_the_circuit_that_the_theatre_check_needs_and_orders_it_in_time() -> None:
    assert "We advise ExpressRoute: latency and bandwidth are promised to callers that wait." in (
        decisions(FOUND)["hybrid_link"].words
    )
    by_id = plan(FOUND)
    assert (by_id["A2-11"].ends - by_id["A2-11"].starts).days >= 38
    assert by_id["A2-11"].ends < by_id["A2-04"].starts


def test_wants_the_failover_tested_again_and_downtime_forms_for_sterile_supply() -> None:
    found = risks(FOUND)
    assert found["RK-DR-01"].because[0] == "Months since a recovery exercise: 20 (stated)"
    assert "RK-BCP-01" in found
    assert {"A7-05", "A7-06"} <= set(plan(FOUND))


def test_does_not_ask_to_prove_a_restore_that_was_proven_three_months_ago() -> None:
    assert "A1-15" not in plan(FOUND)
    assert "RK-BKP-01" not in risks(FOUND)


def test_shares_duties_with_a_certified_provider_in_writing() -> None:
    assert decisions(FOUND)["hosting"].chosen == "shared_responsibility"
    found = risks(FOUND)
    assert found["RK-REG-03"].because[0] == "Certified hosting needed: C5 (stated)"
    assert {"RK-OPS-01", "RK-VEN-01"} <= set(found)


def test_does_not_rush_into_three_years_although_they_are_allowed() -> None:
    made = decisions(FOUND)["purchase"]
    assert "pay as you go for the first two or three months" in made.words
    assert "RK-COS-03" in risks(FOUND)


def test_warns_of_old_protocols_old_versions_and_a_night_that_is_nearly_too_short() -> None:
    assert {"RK-SEC-06", "RK-SEC-08", "RK-CUT-01"} <= set(risks(FOUND))


def test_is_live_at_a_weekend_and_in_time_only_with_more_people() -> None:
    """One infrastructure lead and half an integration lead do not connect 41 interfaces in nine months."""
    road = FOUND.roadmap
    assert road.go_live is not None
    assert road.target is not None
    assert road.earliest_go_live is not None
    assert road.earliest_go_live <= road.target < road.go_live
    assert road.go_live.weekday() >= 5
    assert "their time costs" in road.words
    assert "is taken to give one full-time person" in road.words
    integration = next(one for one in road.people if one.role == "integration lead")
    assert not integration.stated
    assert integration.busy_weeks > 30


def test_keeps_the_cutover_clear_of_christmas_the_month_end_and_the_upgrade_in_june() -> None:
    night = FOUND.roadmap.cutover
    assert night is not None
    first, last = night.starts.date(), night.ends.date()
    assert not [one for one in FOUND.roadmap.closed if one.starts <= last and one.ends >= first]


def test_turns_back_in_time_or_says_by_how_much_the_night_is_too_short() -> None:
    night = FOUND.roadmap.cutover
    assert night is not None
    assert night.spare_hours < 0
    assert "It misses the 10 hours" in night.words


def test_says_how_much_of_the_work_stays_with_five_administrators() -> None:
    model = FOUND.operating
    assert model is not None
    shared = model.way("shared_responsibility")
    assert shared.client_people < 1.5 < model.way("in_house").client_people
    assert shared.provider_hours > shared.client_hours
    duties = {duty.duty_id: {one.model_id: one.responsible for one in duty.splits} for duty in model.duties}
    assert duties["patch_os"]["shared_responsibility"] == "provider"
    assert duties["patch_application"]["shared_responsibility"] == "client"


def test_keeps_on_call_around_the_clock_and_the_urgent_clock_running() -> None:
    model = FOUND.operating
    assert model is not None
    assert any(duty.duty_id == "on_call" for duty in model.duties)
    assert next(level for level in model.levels if level.level_id == "P1").clock == "around the clock"


def test_begins_automation_with_releases_where_servers_are_described_already() -> None:
    made = decisions(FOUND)["automation"]
    assert made.chosen == "cicd"
    assert "an approval before production" in made.words


def test_a_circuit_is_not_ended_before_the_year_it_is_bought_for() -> None:
    made = decisions(FOUND)["hybrid_link"]
    asked = HOSPITAL_ON + timedelta(weeks=float(str(FOUND.facts["deadline_weeks"].value)))
    assert made.ends_on is not None
    assert made.ends_on.replace(year=made.ends_on.year - 1) >= asked


def test_redis_holds_no_record_and_another_node_takes_over() -> None:
    made = decisions(FOUND)["redis_persistence"]
    assert made.chosen == "replica_appendonly"
    assert "never holds the only copy of a record" in made.words
