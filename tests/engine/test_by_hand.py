"""Sizes set by hand: kept, marked, checked, set beside the model's own choice, and released."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.by_hand import sizes_by_hand, sizes_to_choose
from wardround.engine.compare import Study, unheard
from wardround.engine.findings import RoleSizing
from wardround.engine.pins import Place, can_be_set, is_set_by_hand, pin_of, released
from wardround.engine.vertical_horizontal import with_pin
from wardround.knowledge import Knowledge

APPLICATION = Place("production", "", "application")


def study_of(assessment: Assessment) -> Study:
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    return Study(assessment, assess(assessment, catalogue, knowledge, AS_OF), catalogue, knowledge)


@cache
def clinics() -> Study:
    return study_of(sample("clinic-group"))


def role_at(study: Study, place: Place) -> RoleSizing:
    role = place.in_findings(study.findings)
    assert role is not None
    return role


def pinned(nodes: int) -> Study:
    role = role_at(clinics(), APPLICATION)
    return study_of(with_pin(clinics().assessment, role, role.sku, nodes))


def test_a_size_set_by_hand_is_kept_and_marked_and_stands_beside_the_models_choice() -> None:
    model = role_at(clinics(), APPLICATION)
    study = pinned(model.nodes + 2)
    role = role_at(study, APPLICATION)
    assert role.nodes == model.nodes + 2
    assert is_set_by_hand(role)
    (row,) = sizes_by_hand(study)
    assert (row.model.sku, row.model.nodes) == (model.sku, model.nodes)
    bills = study.findings.cost.totals.steady_monthly_usd, clinics().findings.cost.totals.steady_monthly_usd
    assert row.own.more_usd == bills[0] - bills[1]
    assert row.own.enough
    assert row.model.p95_s == clinics().findings.sizing.performance.design_hour.p95_response_s


def test_one_that_is_too_small_is_kept_and_says_what_it_lacks() -> None:
    study = pinned(1)
    (row,) = sizes_by_hand(study)
    assert not row.own.enough
    assert row.words.startswith("too small: ")
    assert row.own.more_usd is not None
    assert row.own.more_usd < Decimal(0)


def test_released_answers_give_the_models_choice_again() -> None:
    study = pinned(5)
    free = released(study.assessment, role_at(study, APPLICATION))
    assert free.platform.pins == ()
    assert role_at(study_of(free), APPLICATION) == role_at(clinics(), APPLICATION)


def test_a_size_for_one_tenant_leaves_the_servers_of_the_others_to_the_model() -> None:
    start = study_of(sample("regional-hospital"))
    place, other = Place("production", "hospital", "application"), Place("production", "care-foundation", "application")
    role = role_at(start, place)
    study = study_of(with_pin(start.assessment, role, role.sku, role.nodes + 3))
    assert role_at(study, place).nodes == role.nodes + 3
    assert not is_set_by_hand(role_at(study, other))
    assert (role_at(study, other).sku, role_at(study, other).nodes) == (
        role_at(start, other).sku,
        role_at(start, other).nodes,
    )


def test_a_size_without_a_tenant_counts_for_every_tenant_without_one_of_its_own() -> None:
    start = study_of(sample("regional-hospital"))
    sku = role_at(start, Place("production", "hospital", "application")).sku
    row = {"key": "all", "environment": "production", "role": "application", "sku": sku, "nodes": 9}
    study = study_of(with_value(start.assessment, "platform.pins", (row,)))
    for tenant in ("hospital", "care-foundation"):
        role = role_at(study, Place("production", tenant, "application"))
        assert (role.nodes, is_set_by_hand(role)) == (9, True)
        pin = pin_of(study.assessment, role)
        assert pin is not None
        assert pin.key == "all"


def test_sizes_to_choose_from_are_the_neighbours_with_a_verdict_each() -> None:
    told: list[float] = []
    role = role_at(clinics(), APPLICATION)
    found = sizes_to_choose(clinics(), role, None, told.append)
    assert (found.now.sku, found.now.nodes) == (role.sku, role.nodes)
    assert not found.is_by_hand
    assert {one.nodes for one in found.others} >= {role.nodes - 1, role.nodes + 1}
    dearer = next(one for one in found.others if one.nodes == role.nodes + 1)
    assert dearer.enough
    assert dearer.words == "enough, and dearer"
    assert told[-1] == pytest.approx(1.0)


def test_the_number_of_databases_follows_from_the_recovery_and_not_from_the_size() -> None:
    place = Place("production", "", "postgresql")
    role = role_at(clinics(), place)
    found = sizes_to_choose(clinics(), role, ((role.sku, 7),), unheard)
    assert [one.nodes for one in found.others] == [role.nodes]


def test_services_and_copies_have_no_size_to_set() -> None:
    roles = {role.role: can_be_set(role) for role in clinics().findings.deployment if role.environment == "production"}
    assert roles["application"]
    assert roles["postgresql"]
    assert not roles["filestore"]
    assert not roles["read_replica"]
    assert not roles["quorum"]
