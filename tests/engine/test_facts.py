"""The facts: what is said, what stands in for it, and what later stages make of it."""

import pytest

from tests.engine.river_hospital import hospital, stated
from wardround.assessment import Assessment, Standing, with_value
from wardround.engine.facts import (
    WHEN_NOT_ASKED,
    FactFromElsewhere,
    FactOfAnotherKind,
    Facts,
    FactUnknown,
    answered,
)
from wardround.engine.plain_words import spoken
from wardround.knowledge import FactValue, Knowledge

KNOWLEDGE = Knowledge.load()


def facts_of(assessment: Assessment) -> Facts:
    return answered(assessment, KNOWLEDGE)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(hospital())


def test_an_empty_assessment_takes_the_documented_default_of_every_question() -> None:
    empty = facts_of(Assessment())
    for name, question in KNOWLEDGE.questions.items():
        if name in WHEN_NOT_ASKED or name == "regimes" or question.answer_type == "table":
            continue
        assert empty[name] == KNOWLEDGE.default_of(name)
        if empty[name] is not None:
            assert empty.fact(name).origin == "default"
            assert question.question_id in empty.fact(name).trail


def test_an_answer_carries_who_gave_it_and_how_firmly(facts: Facts) -> None:
    assert facts["peak_concurrent_users"] == 240
    assert facts.fact("peak_concurrent_users").trail == "Anna Weiss, stated"
    assert facts.standing("peak_concurrent_users") is Standing.STATED
    assert facts.reason("peak_concurrent_users") == "Peak concurrent users: 240 users (stated)"


def test_a_default_says_that_nobody_answered(facts: Facts) -> None:
    assert not facts.known_better("hot_data_pct")
    assert facts.is_assumed("hot_data_pct")
    assert facts.reason("hot_data_pct") == "Data touched every day: 25 % (default)"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site_count", 2),
        ("timezones_count", 1),  # Amsterdam and Paris share a clock
        ("remote_sites_wan_latency_ms", 35),
        ("legal_entities", 4),
        ("db_size_gb", 310),
        ("db_growth_gb_month", 6),
        ("filestore_gb", 520),
        ("tier0_module_count", 1),
        ("batch_window_hours", 7),  # 22 to 4 and 2 to 5, and nobody answered
        ("interface_count", 4),
        ("realtime_interface_count", 1),
        ("interface_catalogue_pct", 25),
        ("interface_retry_pct", 25),
        ("hl7_fhir_used", True),
        ("edi_used", True),
        ("legacy_protocols", True),
        ("bank_links", 1),
        ("unmovable_dependencies", 1),
        ("identity_dependency_onprem", True),
        ("controlled_substances", True),
        ("retention_years_required", 10),
        ("rto_minutes", 45),  # finance in closing days
        ("rpo_minutes", 5),
        ("mtd_hours", 4),
        ("continuity_workaround", "rehearsed"),
        ("workaround_sustain_hours", 8),
        ("data_classes", ("DC-CTRL", "DC-FIN", "DC-INT", "DC-PADM")),
    ],
)
def test_rows_speak_where_there_are_rows(facts: Facts, name: str, value: FactValue) -> None:
    assert facts[name] == value
    assert facts.fact(name).origin == "rows"


def test_the_interface_peak_adds_up_the_busiest_hours_with_factors_of_the_types(facts: Facts) -> None:
    types = KNOWLEDGE.interface_types
    bank, fax = types["bank_statement"], types["serial_legacy_file"]
    expected = (
        4800 / 24 * types["hl7_adt"].peak_factor
        + bank.messages_per_day_likely / 24 * bank.peak_factor
        + fax.messages_per_day_likely / 24 * fax.peak_factor
        + 240 / 24 * 2
    )
    assert facts["interface_msgs_per_hour_peak"] == round(expected)
    assert facts.standing("interface_msgs_per_hour_peak") is Standing.ASSUMED


def test_an_answer_beats_rows_that_only_estimate_it(facts: Facts) -> None:
    assert facts["named_users"] == 780
    unanswered = facts_of(hospital(people={"named_users": {}, "peak_concurrent_users": {}, "avg_concurrent_users": {}}))
    assert unanswered["named_users"] == 500
    assert unanswered["peak_concurrent_users"] == 125
    assert unanswered.fact("named_users").trail == "head count of 2 roles, stated"


def test_the_firmer_of_answer_and_rows_counts_where_both_measure_the_same() -> None:
    answer = {"value": 900, "standing": "measured"}
    assert (
        facts_of(hospital(interfaces={"interface_msgs_per_hour_peak": answer}))["interface_msgs_per_hour_peak"] == 900
    )
    guess = {"value": 900, "standing": "assumed"}
    assert facts_of(hospital(interfaces={"interface_msgs_per_hour_peak": guess}))["interface_msgs_per_hour_peak"] != 900


def test_what_is_open_today_may_be_planned() -> None:
    states = [{"key": "edr", "control_id": "CT-EDR-01", "state": "open"}]
    assert facts_of(hospital(compliance={"control_states": states}))["edr_planned"] is True


def test_only_what_stays_on_site_counts_as_unmovable() -> None:
    systems = [
        {"key": "lab", "name": "Lab", "moves": "stays"},
        {"key": "bank", "name": "Bank", "moves": "stays", "location": "vendor"},
    ]
    assert facts_of(hospital(dependencies={"systems": systems, "edges": []}))["unmovable_dependencies"] == 1


def test_the_state_of_a_control_decides_before_the_answer(facts: Facts) -> None:
    assert facts["tls_internal"] is True
    assert facts.fact("tls_internal").origin == "control"
    assert facts["backup_immutable"] is False
    assert facts.fact("backup_immutable").trail == (
        "the control “Prevent early deletion or change of recovery points” is open, stated"
    )


def test_a_control_that_is_not_verified_leaves_the_word_to_the_answer() -> None:
    states = [{"key": "tls", "control_id": "CT-ENC-04", "state": "not_verified"}]
    assert facts_of(hospital(compliance={"control_states": states}))["tls_internal"] is False


def test_a_table_is_the_keys_of_its_rows_and_open_without_rows(facts: Facts) -> None:
    assert facts["interface_table"] == ("adt", "bank", "edi", "fax")
    assert facts["team_capacity_table"] is None


def test_a_question_that_does_not_apply_claims_nothing() -> None:
    calm = facts_of(
        Assessment.model_validate(
            {
                "interfaces": {"interface_count": stated(0)},
                "dependencies": {"unmovable_dependencies": stated(0)},
                "engagement": {"engagement_type": stated("new_deployment")},
            }
        )
    )
    assert calm["realtime_interface_count"] == 0
    assert calm["interface_catalogue_pct"] == 100
    assert calm["hybrid_link"] == "none"
    assert calm["source_pg_version"] is None
    assert {"realtime_interface_count", "hybrid_link", "hybrid_bandwidth_mbps"} <= calm.not_asked
    assert "Interfaces" not in calm.fact("hybrid_link").trail


def test_an_answer_stands_even_where_its_question_would_not_be_asked() -> None:
    odd = facts_of(
        Assessment.model_validate(
            {"dependencies": {"unmovable_dependencies": stated(0), "hybrid_link": stated("expressroute")}}
        )
    )
    assert odd["hybrid_link"] == "expressroute"


def test_regimes_are_suggested_until_they_are_confirmed() -> None:
    dutch = facts_of(hospital(compliance={"regimes": {}}))
    assert "GDPR" in dutch.choices("regimes")
    assert "HIPAA" not in dutch.choices("regimes")
    assert dutch.fact("regimes").origin == "default"


def test_the_most_sensitive_class_and_the_shortest_clock_are_found(facts: Facts) -> None:
    assert facts["highest_sensitivity"] == 5
    assert facts["min_breach_hours"] == 24
    assert facts["peak_to_average_ratio"] == pytest.approx(1.6)


def test_dates_are_read_as_days() -> None:
    dated = facts_of(hospital(engagement={"target_finish_date": stated("2026-10-01")}))
    assert dated["target_finish_date"] == "2026-10-01"
    assert str(dated.day("target_finish_date")) == "2026-10-01"
    assert facts_of(hospital()).day("target_finish_date") is None


def test_an_open_fact_is_refused_by_name_when_a_stage_needs_it(facts: Facts) -> None:
    with pytest.raises(FactUnknown, match="'Free vCPU quota' \\(quota_headroom_pct\\) is not known yet"):
        facts.number("quota_headroom_pct")


def test_a_fact_of_another_kind_is_a_defect(facts: Facts) -> None:
    with pytest.raises(FactOfAnotherKind):
        facts.number("tls_internal")
    with pytest.raises(FactOfAnotherKind):
        facts.text("data_classes")
    with pytest.raises(FactOfAnotherKind):
        facts.flag("rto_minutes")
    with pytest.raises(FactOfAnotherKind):
        facts.choices("rto_minutes")


def test_a_stage_adds_its_own_facts_and_no_others(facts: Facts) -> None:
    added = facts.with_derived({"db_cpu_util_peak_pct": 62.5}, "sizing")
    assert added.number("db_cpu_util_peak_pct") == 62.5
    assert facts["db_cpu_util_peak_pct"] is None
    with pytest.raises(FactFromElsewhere, match="sizing"):
        facts.with_derived({"cost_to_budget_ratio": 1.0}, "sizing")
    with pytest.raises(FactFromElsewhere):
        facts.with_derived({"peak_concurrent_users": 1}, "sizing")
    with pytest.raises(FactFromElsewhere):
        facts.with_decided({"peak_concurrent_users": (1, "because")})


def test_a_derived_fact_stands_no_firmer_than_what_it_rests_on() -> None:
    values: dict[str, FactValue] = {"db_cpu_util_peak_pct": 62.5}
    stated_load = facts_of(hospital()).with_derived(values, "sizing")
    nobody_said = facts_of(Assessment()).with_derived(values, "sizing")
    assert stated_load.fact("db_cpu_util_peak_pct").trail.startswith(
        "computed by sizing from Peak concurrent users: 240"
    )
    assert nobody_said.standing("db_cpu_util_peak_pct") is Standing.UNKNOWN


def test_a_decision_replaces_the_wish_and_keeps_it(facts: Facts) -> None:
    decided = facts.with_decided({"tenancy": ("dedicated_vm", "the data ask for it")})
    assert decided["tenancy"] == "dedicated_vm"
    assert decided.wish("tenancy") == "shared"
    assert decided.fact("tenancy").trail == (
        "decided: the data ask for it (wished: shared with others, Anna Weiss, stated)"
    )
    again = decided.with_decided({"tenancy": ("shared", "nobody minds")})
    assert again.fact("tenancy") == facts.fact("tenancy")


def test_an_input_of_a_figure_says_what_who_and_in_which_unit(facts: Facts) -> None:
    given = facts.input("data_classes")
    assert (given.name, given.value) == (
        "Data classes held",
        "records of controlled substances, financial ledgers, internal data and patient administration data",
    )
    assert facts.input("db_size_gb").unit == "GiB"
    assert facts.input("db_size_gb").value == 310


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "", "not known"),
        (True, "", "yes"),
        ((), "", "none"),
        ("dedicated_vm", "", "dedicated vm"),
        (1500, "users", "1,500 users"),
        (1, "companies", "1 company"),
        (1, "sites", "1 site"),
        (0.25, "percent", "0.25 %"),
        (999, "months", "never"),
        (17.0, "major", "17"),
        (44.63, "percent", "44.6 %"),
        (99.95, "percent", "99.95 %"),
        (12345.6, "messages/h", "12,346 messages an hour"),
        (2.0648, "x", "2.06 times"),
    ],
)
def test_values_are_spoken_as_people_say_them(value: FactValue, unit: str, words: str) -> None:
    assert spoken(value, unit) == words


def test_money_is_spoken_in_the_currency_of_the_engagement() -> None:
    euro = facts_of(hospital(budget={"currency": stated("EUR"), "budget_monthly": stated(4000)}))
    assert euro.spoken("budget_monthly") == "4,000 EUR a month"


def test_no_law_of_a_country_is_suggested_while_nobody_has_named_a_country() -> None:
    facts = facts_of(Assessment())
    nowhere = {**facts, "jurisdictions": ()}
    rules = Knowledge.load().regimes
    assert all(rules[name].suggest_rule.evaluate(nowhere).verdict for name in facts.choices("regimes"))


def test_a_jurisdiction_that_was_named_suggests_its_laws() -> None:
    named = with_value(Assessment(), "organisation.jurisdictions", ("US",))
    assert "HIPAA" in facts_of(named).choices("regimes")
