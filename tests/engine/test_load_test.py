"""The load test repeats the design hour: its users, pauses, mix and rates are those of the demand."""

from __future__ import annotations

from functools import cache
from math import fsum

import pytest

from tests.engine.samples import AS_OF, sample
from wardround.assessment import with_value
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.compare import Study
from wardround.engine.findings.load_test import LoadTest
from wardround.engine.load_test import error_share_ruled_out, load_test
from wardround.knowledge import Knowledge


@cache
def study() -> Study:
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    start = sample("clinic-group")
    return Study(start, assess(start, catalogue, knowledge, AS_OF), catalogue, knowledge)


@cache
def specified() -> LoadTest:
    return load_test(study())


def test_operations_an_hour_are_those_of_the_design_hour() -> None:
    hour = study().findings.demand.design_hour
    assert fsum(row.per_hour for row in specified().operations) == pytest.approx(hour.operations_per_hour)
    assert fsum(row.share for row in specified().operations) == pytest.approx(1.0)


def test_users_with_their_pauses_and_mix_take_the_steps_of_the_demand() -> None:
    load = study().findings.demand
    day, hour = load.day_types.index(load.design_hour.day_type), load.design_hour.hour_utc
    steps = dict.fromkeys(load.classes, 0.0)
    for row in specified().users:
        assert fsum(part.share for part in row.mix) == pytest.approx(1.0)
        for part in row.mix:
            steps[part.model_class] += row.users / row.think_time_s * part.share
    for place, name in enumerate(load.classes):
        assert steps[name] <= load.interactive_per_s[day][hour][place] + 1e-9  # sign-ins come on top of people's steps
    whole = fsum(load.interactive_per_s[day][hour])
    assert fsum(steps.values()) == pytest.approx(whole, rel=0.05)


def test_targets_and_expected_responses_are_those_of_the_performance() -> None:
    answers = {row.model_class: row for row in study().findings.sizing.performance.classes}
    for row in specified().operations:
        if row.kind == "batch":
            continue
        assert row.target_p95_s == answers[row.model_class].target_p95_s
        assert row.predicted_p95_s == answers[row.model_class].p95_response_s


def test_no_error_in_n_operations_rules_out_three_in_n() -> None:
    assert error_share_ruled_out(3000) == pytest.approx(0.001)
    found = specified()
    counted = fsum(found.operations_per_hour * row.load_share * row.minutes / 60 for row in found.stages if row.counts)
    assert found.counted_operations == round(counted)
    assert found.error_share_shown == pytest.approx(3 / found.counted_operations)


def test_a_stage_with_servers_lost_is_there_only_where_the_design_promises_to_survive_it() -> None:
    assert any(row.servers_lost == 1 for row in specified().stages)
    start = with_value(sample("clinic-group"), "platform.nodes_lost", {"value": 0, "standing": "stated"})
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    brave = load_test(Study(start, assess(start, catalogue, knowledge, AS_OF), catalogue, knowledge))
    assert not any(row.servers_lost for row in brave.stages)


def test_criteria_hold_servers_to_the_use_that_they_were_planned_for() -> None:
    at_most = {row.what: row.at_most for row in specified().criteria}
    policies = study().knowledge.design_policies
    assert at_most["CPU of each application server"] == policies["application_util_cap_share"].value
    assert at_most["CPU of the database server"] == policies["database_util_cap_share"].value
    assert next(value for what, value in at_most.items() if what.startswith("Errors")) == 0
