"""The knowledge that travels with Wardround: complete, typed, with a source in every row, and read-only."""

import re
from dataclasses import FrozenInstanceError, fields
from math import isclose
from statistics import median
from typing import Any

import pytest

from wardround.knowledge import TABLES, Knowledge, KnowledgeTables, OffTheScale, Residual, Rule
from wardround.tables import compiled_facts

KNOWLEDGE = Knowledge.load()


def test_it_is_read_once() -> None:
    assert Knowledge.load() is KNOWLEDGE


def test_every_table_has_rows_and_every_row_a_source() -> None:
    for table, row_type in TABLES.items():
        rows: tuple[Any, ...] = compiled_facts().rows(table, row_type)
        assert rows, table
        assert all(row.source for row in rows), table


def test_nobody_can_change_it() -> None:
    with pytest.raises(TypeError):
        KNOWLEDGE.risks["RK-SIZ-01"] = KNOWLEDGE.risks["RK-SIZ-02"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        KNOWLEDGE.risks["RK-SIZ-01"].title = "other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        KNOWLEDGE.risks = {}  # type: ignore[misc]


def test_rules_come_parsed() -> None:
    risk = KNOWLEDGE.risks["RK-SIZ-01"]
    assert isinstance(risk.trigger_condition, Rule)
    assert [(modifier.axis, modifier.delta) for modifier in risk.modifiers] == [("L", 1), ("I", 1)]
    assert risk.residual_after_mitigation == Residual(likelihood=2, impact=2)
    assert KNOWLEDGE.controls["CT-IAM-01"].applies_when.evaluate({}).verdict is True
    assert KNOWLEDGE.regimes["SOX"].suggest_rule.evaluate({}).verdict is False
    assert KNOWLEDGE.activities["A1-03"].include_when.names == ("engagement_type",)
    asked_late = KNOWLEDGE.questions["exchange_rate"].show_if
    assert asked_late is not None
    assert asked_late.evaluate({"currency": "USD"}).verdict is False
    assert KNOWLEDGE.questions["engagement_type"].show_if is None


def test_defaults_are_values_of_their_type() -> None:
    assert KNOWLEDGE.default_of("engagement_type") == "migration"
    assert KNOWLEDGE.default_of("peak_concurrent_users") == 150
    assert KNOWLEDGE.default_of("availability_target_pct") == 99.9
    assert KNOWLEDGE.default_of("sponsor_named") is False
    assert KNOWLEDGE.default_of("blackout_periods") == ("month_end", "payroll")


def test_words_are_no_default_and_neither_is_a_derived_fact() -> None:
    assert KNOWLEDGE.default_of("azure_region") is None
    assert KNOWLEDGE.default_of("role_mix_table") is None
    assert KNOWLEDGE.default_of("db_cpu_util_peak_pct") is None
    with pytest.raises(KeyError):
        KNOWLEDGE.default_of("no_such_fact")


def test_every_default_is_of_a_kind_that_the_vocabulary_allows() -> None:
    kinds = {"bool": bool, "int": int, "decimal": float, "duration": int, "enum": str, "multi": tuple}
    for fact, question in KNOWLEDGE.questions.items():
        default = KNOWLEDGE.default_of(fact)
        if default is not None:
            assert type(default) is kinds[KNOWLEDGE.facts[fact].type], question.question_id


def test_a_fact_knows_which_rows_wait_for_it() -> None:
    readers = KNOWLEDGE.rules_reading["evidence_level"]
    assert "RK-SIZ-01" in readers
    assert "A1-01" in KNOWLEDGE.rules_reading["site_count"]
    assert KNOWLEDGE.rules_reading["target_finish_date"] == ()
    for fact, row_ids in KNOWLEDGE.rules_reading.items():
        assert len(set(row_ids)) == len(row_ids), fact


def test_a_score_has_its_level_in_words() -> None:
    assert KNOWLEDGE.risk_scale("likelihood", 4).label == "high"
    assert KNOWLEDGE.risk_scale("risk_band_product", 25).label == "very high"
    with pytest.raises(OffTheScale, match="The scale 'risk_band_product' has no level for 7"):
        KNOWLEDGE.risk_scale("risk_band_product", 7)


def test_a_day_has_24_shares_in_the_order_of_the_clock() -> None:
    for key, shares in KNOWLEDGE.hourly_profiles.items():
        rows = KNOWLEDGE.hourly_shares[key]
        assert [row.hour_local for row in rows] == list(range(24))
        assert [row.share_of_day for row in rows] == list(shares)


def test_mixes_and_compositions_are_found_by_level_and_class() -> None:
    clerk = KNOWLEDGE.activity_mix["ordinary_clerk"]
    assert isclose(sum(row.share for row in clerk.values()), 1)
    assert clerk["read"].share == 0.32
    assert {row.lab_op_class for row in KNOWLEDGE.class_composition["post"]} == {
        "post_invoice",
        "read_form_invoice",
        "chatter",
    }
    assert KNOWLEDGE.day_type_multipliers["month_end", "finance"].multiplier_likely == 2.0
    assert KNOWLEDGE.standing_widths["stated", "users"].p90_factor == 1.25


@pytest.mark.parametrize("model_class", KNOWLEDGE.model_classes)
def test_the_demand_shown_for_a_class_is_the_one_composed_from_the_measurements(model_class: str) -> None:
    shown = KNOWLEDGE.model_classes[model_class]
    rows = [(row.weight, KNOWLEDGE.lab_demands[row.lab_op_class]) for row in KNOWLEDGE.class_composition[model_class]]
    odoo_ms = 1000 * sum(weight * demand.odoo_cpu_s for weight, demand in rows)
    postgresql_ms = 1000 * sum(weight * demand.pg_backend_cpu_s for weight, demand in rows)
    requests = sum(weight * demand.http_requests_per_op for weight, demand in rows)
    assert isclose(shown.lab_odoo_cpu_ms_info, odoo_ms, abs_tol=0.06)
    assert isclose(shown.lab_pg_cpu_ms_info, postgresql_ms, abs_tol=0.06)
    assert isclose(shown.lab_http_requests_info, requests, abs_tol=0.006)


def test_the_class_that_only_the_second_run_measured_says_how_it_was_brought_to_the_first() -> None:
    second = [row for row in KNOWLEDGE.lab_demands.values() if row.run == 2]
    assert [row.op_class for row in second] == ["import_batch_20"]
    ratios = [row.cpu_ratio_run_2_to_1 for row in KNOWLEDGE.lab_demands.values() if row.cpu_ratio_run_2_to_1]
    said = re.search(r"divided by (\S+), the median ratio of run 2 to run 1 over (\d+) classes", second[0].note)
    assert said is not None
    assert isclose(float(said[1]), median(ratios), abs_tol=0.001)
    assert int(said[2]) == len(ratios)


def test_a_sizing_fact_is_a_number_or_words() -> None:
    assert KNOWLEDGE.sizing_facts["users_per_http_worker"].value == 6
    assert KNOWLEDGE.sizing_facts["users_per_http_worker"].high == 8
    formula = KNOWLEDGE.sizing_facts["worker_ceiling_formula"]
    assert (formula.value, formula.text) == (None, "2*cpu+1")


def test_no_sizing_fact_hides_behind_another_of_the_same_name() -> None:
    ids = {row.id for row in KNOWLEDGE.sizing_facts.values()}
    assert len(ids) == len(compiled_facts().rows("sizing_facts", TABLES["sizing_facts"]))


def test_a_duty_has_one_party_for_each_letter_under_each_hosting_model() -> None:
    choices = KNOWLEDGE.facts["hosting_model"].choices
    for duty in KNOWLEDGE.operating_effort.values():
        for hosting_model in choices:
            assert sorted(duty.raci(hosting_model)) == ["A", "C", "I", "R"]


def test_a_small_knowledge_may_leave_tables_out() -> None:
    small = Knowledge.from_tables(KnowledgeTables())
    assert not any(getattr(small, field.name) for field in fields(small))
