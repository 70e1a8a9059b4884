"""The advice to seven clinics on one old server, read line by line as a senior consultant would."""

from __future__ import annotations

from tests.engine.advice import decisions, notes, plan, questions, risks
from tests.engine.stories import told

FOUND = told("clinics")


def test_asks_for_a_restore_test_before_anything_moves() -> None:
    by_id = plan(FOUND)
    proven = by_id["A1-15"]
    assert proven.title == "Prove a restore of today's backups"
    assert all(proven.ends < by_id[name].starts for name in ("A5-02", "A7-02", "A8-04"))
    risk = risks(FOUND)["RK-BKP-01"]
    assert (risk.title, risk.score) == ("Backups may not restore", 25)
    assert risk.because == ("Months since a proven restore: 30 (stated)",)
    assert risk.due_phase == "1 assessment and sizing"


def test_does_not_advise_kubernetes_to_one_administrator() -> None:
    made = decisions(FOUND)["platform"]
    assert made.chosen == "vm"
    assert "we do not advise Kubernetes to one administrator with no Kubernetes skill" in made.words
    assert not made.needs_sign_off


def test_takes_a_provider_and_says_what_its_contract_lacks() -> None:
    assert decisions(FOUND)["hosting"].chosen == "msp"
    assert {"RK-VEN-01", "RK-OPS-01", "RK-PPL-01"} <= set(risks(FOUND))


def test_says_that_a_nightly_dump_cannot_lose_only_an_hour() -> None:
    assert "the backup interval alone loses more than is allowed" in notes(FOUND, "implausible")


def test_promises_vaccines_within_two_hours_and_asks_when_the_fridges_are_back() -> None:
    vaccines = next(one for one in FOUND.resilience.processes if one.key == "vaccines")
    assert vaccines.meets_rto
    assert vaccines.effective_rto_minutes <= 120
    assert vaccines.unknown_needs == ("Cloud of the drug fridges",)
    assert "how soon would “Cloud of the drug fridges” be back? Needed for: Vaccines." in questions(FOUND)
    assert "how soon would “Print server” be back?" in questions(FOUND)


def test_asks_for_an_associate_agreement_and_for_data_kept_apart() -> None:
    assert "RK-REG-04" in risks(FOUND)
    assert decisions(FOUND)["tenancy"].chosen in {"dedicated_vm", "dedicated_subscription"}
    assert decisions(FOUND)["tenancy"].question == "How is production isolated?"


def test_stays_inside_the_country_and_prefers_the_region_with_zones() -> None:
    region = decisions(FOUND)["region"]
    assert region.chosen == "centralus"
    assert "North Central US" in region.words
    assert FOUND.resilience.recovery_region == ""


def test_names_what_the_insurer_asks_for() -> None:
    assert {"RK-SEC-01", "RK-RAN-01", "RK-BKP-05"} <= set(risks(FOUND))


def test_does_not_sell_a_circuit_or_a_firewall_to_clinics_without_a_reason() -> None:
    assert decisions(FOUND)["hybrid_link"].chosen == "vpn"
    assert "ExpressRoute" not in decisions(FOUND)["hybrid_link"].words
    assert decisions(FOUND)["ingress"].chosen == "pair"


def test_never_says_that_the_clinics_allow_a_commitment_nobody_asked_them_about() -> None:
    made = decisions(FOUND)["purchase"]
    said = " ".join([made.words, *(reason.text for option in made.options for reason in option.reasons)])
    assert "client allows" not in said
    assert made.needs_sign_off


def test_is_live_before_the_date_asked_for_and_leaves_the_old_server_alone_for_a_while() -> None:
    road = FOUND.roadmap
    assert road.go_live is not None
    assert road.target is not None
    assert road.go_live <= road.target
    assert road.go_live.weekday() >= 5
    assert (plan(FOUND)["A9-06"].ends - road.go_live).days >= 56


def test_says_that_nothing_has_been_measured() -> None:
    assert "RK-SIZ-01" in risks(FOUND)
    assert "not at this client" in notes(FOUND, "limit")


def test_costs_about_what_such_clinics_expect_to_pay() -> None:
    assert 3_000 < FOUND.cost.totals.monthly_usd < 7_000


def test_shows_one_generalist_what_running_it_takes_and_what_a_provider_must_hold() -> None:
    model = FOUND.operating
    assert model is not None
    assert model.way("in_house").client_people > 1
    assert model.way("msp").client_people < 0.2
    held = {term.subject: term for term in model.terms}
    assert "last tested 30 months ago" in held["Backup checks"].today
    assert all(held[name].gap for name in ("Backup checks", "Escalation", "Service levels", "Evidence retention"))
    assert "6 years, as HIPAA asks" in held["Evidence retention"].asked


def test_begins_automation_with_servers_that_can_be_built_again_and_sells_no_ai() -> None:
    made = decisions(FOUND)
    assert made["automation"].chosen == "iac"
    assert "A lost server or region is rebuilt from memory" in made["automation"].words
    assert made["ai_readiness"].chosen == "foundations"
    assert "stand at 22%" in made["ai_readiness"].words


def test_proposes_a_day_on_which_the_link_to_the_closet_ends() -> None:
    made = decisions(FOUND)["hybrid_link"]
    assert made.ends_on is not None
    assert made.ends_on > plan(FOUND)["A8-04"].ends
    assert "we propose 30 March 2027" in made.words


def test_wants_live_data_masked_before_they_reach_the_test_system() -> None:
    (beside,) = [place for place in FOUND.tenancy if place.environment == "test"]
    assert "the controls of production hold" in beside.why
    assert any("record of masking" in text for text in beside.evidence)
