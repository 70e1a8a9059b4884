"""The advice to the four sample clients, read line by line as a senior consultant would."""

from __future__ import annotations

import pytest

from tests.engine.advice import decisions, notes, plan, questions, risks
from tests.engine.samples import SAMPLES, findings

CLINICS, HOSPITAL, NETWORK, COMPANIES = (findings(name) for name in SAMPLES)


def test_the_clinic_group_keeps_its_discipline_with_backups() -> None:
    assert "A1-15" not in plan(CLINICS)
    assert not {"RK-BKP-01", "RK-RAN-01", "RK-DR-01"} & set(risks(CLINICS))


def test_the_clinic_group_is_not_sent_to_kubernetes_by_two_administrators() -> None:
    words = decisions(CLINICS)["platform"].words
    assert "we do not advise Kubernetes to a team of two full-time people with no Kubernetes skill" in words


def test_the_clinic_group_is_told_what_its_second_region_holds() -> None:
    assert "the design keeps no servers in a second region" in notes(CLINICS, "wish")
    assert "the copies of the backups in the paired region" in notes(CLINICS, "wish")


def test_the_clinic_group_hears_that_vaccines_wait_for_the_fridge_maker() -> None:
    vaccines = next(one for one in CLINICS.resilience.processes if one.key == "vaccines")
    assert (vaccines.meets_rto, vaccines.limited_by) == (False, "Cloud of the fridge maker")
    assert "one of them still waits for a system that is promised back later" in CLINICS.resilience.words


def test_the_clinic_group_could_do_with_backups_if_it_worked_on_paper_for_a_day() -> None:
    bare = findings("clinic-group", "backups-only")
    assert bare.resilience.met
    assert bare.resilience.database_nodes == 1
    assert bare.cost.totals.monthly_usd < CLINICS.cost.totals.monthly_usd
    assert "RK-HA-01" in risks(bare)


def test_the_hospital_is_asked_to_prove_restore_and_recovery() -> None:
    assert {"RK-BKP-01", "RK-DR-01", "RK-RAN-01"} <= set(risks(HOSPITAL))
    assert plan(HOSPITAL)["A1-15"].ends < plan(HOSPITAL)["A5-02"].starts


def test_the_hospital_hears_that_live_data_must_be_masked_before_they_reach_the_test_system() -> None:
    assert decisions(HOSPITAL)["tenancy.non_production"].words.endswith("Mask live data before they get there.")
    assert risks(HOSPITAL)["RK-DAT-03"].score == 20


def test_the_hospital_hears_which_part_of_its_estate_will_hold_it_back() -> None:
    late = {one.name for one in HOSPITAL.resilience.processes if not one.meets_rto}
    assert "Pharmacy supply" in late
    assert "how soon would “Dispensing robot” be back?" in questions(HOSPITAL)


def test_the_care_foundation_is_not_put_on_a_shared_host_with_payroll_data() -> None:
    made = decisions(HOSPITAL)["tenancy.care-foundation"]
    assert made.words == (
        "Virtual machines of its own, and not a database of its own on shared hosts as asked for: payroll and HR data "
        "do not allow less."
    )
    assert made.needs_sign_off


def test_the_hospital_hears_that_its_cutover_night_is_short() -> None:
    assert risks(HOSPITAL)["RK-CUT-01"].title == "The cutover may overrun its window"


def test_the_network_may_weigh_kubernetes_and_stays_on_machines_by_its_own_wish() -> None:
    made = decisions(NETWORK)["platform"]
    assert {option.score for option in made.options} == {4}
    assert made.chosen == "vm"
    moved = decisions(findings("multi-site-network", "kubernetes"))["platform"]
    assert moved.chosen == "aks"


def test_the_network_is_not_called_late_by_a_plan_that_starts_in_a_hurry() -> None:
    road = NETWORK.roadmap
    assert road.go_live is not None
    assert 300 < (road.go_live - road.starts).days < 420
    assert "RK-BKP-01" not in risks(NETWORK)


def test_the_network_hears_that_a_restore_takes_longer_than_it_can_bear() -> None:
    assert "Maximum tolerable downtime: 4 hours" in " ".join(risks(NETWORK)["RK-DR-11"].because)


def test_the_companies_may_share_hosts_where_their_data_allow_it() -> None:
    chosen = {name: made.chosen for name, made in decisions(COMPANIES).items() if name.startswith("tenancy.")}
    assert chosen["tenancy.linen"] == chosen["tenancy.catering"] == "dedicated_db"
    assert chosen["tenancy.staffing"] == chosen["tenancy.transport"] == "dedicated_vm"


def test_the_companies_with_one_administrator_are_given_a_provider() -> None:
    made = decisions(COMPANIES)["hosting"]
    assert made.chosen == "msp"
    assert "the hands that one full-time person cannot be" in made.words


def test_the_companies_recover_in_the_second_region_and_hear_what_that_takes() -> None:
    assert COMPANIES.resilience.recovery_region == "ukwest"
    assert "second region" not in notes(COMPANIES, "limit")
    assert "RK-CAP-02" in risks(COMPANIES)
    assert "A4-08" in plan(COMPANIES)


def test_the_companies_pay_as_they_go_while_nothing_is_measured() -> None:
    assert decisions(COMPANIES)["purchase"].chosen == "payg"
    assert "RK-SIZ-01" in risks(COMPANIES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_missed_availability_is_told_and_one_that_is_met_is_not(name: str) -> None:
    found = findings(name)
    target = found.facts["availability_target_pct"].value
    assert isinstance(target, int | float)
    missed = found.resilience.availability.monthly_share * 100 < target
    assert ("published service levels" in notes(found, "limit")) is missed


@pytest.mark.parametrize("name", SAMPLES)
def test_the_heaviest_risks_are_those_a_consultant_would_name_first(name: str) -> None:
    for risk in findings(name).risks[:6]:
        assert risk.score >= 16
        assert risk.because
        residual = risk.residual_likelihood * risk.residual_impact
        # A bill above its budget stays above it unless somebody pays more: no measure of ours makes that likely.
        assert residual <= risk.score if risk.risk_id == "RK-COS-01" else residual < risk.score


@pytest.mark.parametrize("name", SAMPLES)
def test_people_are_asked_in_questions(name: str) -> None:
    for question in findings(name).open_questions:
        assert "?" in question.text


def test_the_companies_keep_unmasked_payroll_out_of_shared_test_hosts() -> None:
    beside = {
        (place.environment, place.tenant): place for place in COMPANIES.tenancy if place.environment != "production"
    }
    staffing = next(place for (_, tenant), place in beside.items() if tenant == "staffing")
    assert "mask them first" in staffing.why
    assert staffing.shares


def test_the_companies_that_share_are_governed_and_proven_apart() -> None:
    catering = next(p for p in COMPANIES.tenancy if (p.environment, p.tenant) == ("production", "catering"))
    assert catering.shares
    assert "limit on connections" in " ".join(catering.governance)
    assert "backed up and restored by itself" in " ".join(catering.evidence)


def test_the_companies_hear_that_their_budget_is_below_what_a_provider_costs() -> None:
    provider = next(way for way in decisions(COMPANIES)["hosting"].options if way.option_id == "msp")
    assert any("below what a provider's hours cost" in reason.text for reason in provider.reasons)


def test_only_the_network_is_ready_to_try_something_with_ai() -> None:
    chosen = {found.facts["org_type"].value: decisions(found)["ai_readiness"].chosen for found in
              (CLINICS, HOSPITAL, NETWORK, COMPANIES)}  # fmt: skip
    assert list(chosen.values()).count("pilot") == 1
    assert decisions(NETWORK)["ai_readiness"].chosen == "pilot"


def test_the_hospital_hears_of_its_certificates_first() -> None:
    assert decisions(HOSPITAL)["automation"].chosen == "certificates"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_link_to_the_old_estate_always_has_an_end(name: str) -> None:
    made = decisions(findings(name))["hybrid_link"]
    assert (made.ends_on is None) is (made.chosen == "none")
