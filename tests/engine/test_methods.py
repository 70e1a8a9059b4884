"""Ways to size side by side: by users, by documents, by measured use; gaps are explained and one way is followed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.engine.samples import AS_OF, sample
from wardround.assessment import Assessment, with_value, with_values
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.compare import Study
from wardround.engine.findings.methods import MethodResult, Methods
from wardround.engine.measured_use import measured_tiers
from wardround.engine.methods import methods
from wardround.knowledge import Knowledge


def study_of(assessment: Assessment) -> Study:
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    return Study(assessment, assess(assessment, catalogue, knowledge, AS_OF), catalogue, knowledge)


def compared(assessment: Assessment) -> Methods:
    found = methods(study_of(assessment))
    assert found is not None
    return found


@cache
def clinics() -> Methods:
    return compared(sample("clinic-group"))


def of(found: Methods, method: str, tier: str) -> MethodResult:
    return next(row for row in found.results if (row.method, row.tier) == (method, tier))


def test_measured_use_is_busy_vcpus_times_comfort_times_growth() -> None:
    study = study_of(sample("clinic-group"))
    busy = measured_tiers(study.answers)["database"].busy_vcpus
    assert busy == pytest.approx(8 * 0.57)
    row = of(clinics(), "measured", "database")
    growth = study.findings.demand.user_growth_factor
    assert row.busy_vcpus == pytest.approx(busy * growth)
    assert row.planned_vcpus == pytest.approx(busy * growth * 1.3)


def test_by_users_is_what_the_design_plans() -> None:
    study = study_of(sample("clinic-group"))
    role = next(r for r in study.findings.deployment if (r.environment, r.role) == ("production", "application"))
    need = next(row for row in role.needs if row.name == "cpu")
    row = of(clinics(), "users", "application")
    assert row.planned_vcpus == pytest.approx(need.needed)
    assert (row.nodes, row.sku, row.chosen) == (role.nodes, role.sku, True)


def test_twice_the_documents_an_hour_ask_for_more_and_users_for_the_same() -> None:
    start = sample("clinic-group")
    now = start.volumes.peak_tx_per_hour.value or 0
    more = compared(with_value(start, "volumes.peak_tx_per_hour", {"value": 2 * now, "standing": "stated"}))
    for tier in ("application", "database"):
        assert of(more, "documents", tier).planned_vcpus > of(clinics(), "documents", tier).planned_vcpus
        assert of(more, "users", tier).planned_vcpus == of(clinics(), "users", tier).planned_vcpus


def test_a_gap_beyond_the_factor_is_explained_and_one_within_it_is_said_to_agree() -> None:
    agree = Knowledge.load().design_policies["methods_agree_factor"].value
    for row in clinics().results:
        if row.chosen or row.against_chosen is None:
            continue
        about = next(gap for gap in clinics().gaps if gap.startswith(row.title) and f"the {row.tier}" in gap)
        close = 1 / agree <= row.against_chosen <= agree
        assert ("agree within" in about) == close
        assert ("Usual reasons" in about) != close


def test_the_way_that_is_followed_is_named_with_its_reason() -> None:
    assert clinics().chosen == "users"
    assert [row.method for row in clinics().results if row.chosen] == ["users", "users"]
    assert "users" in clinics().why


def test_measured_use_that_asks_for_other_servers_costs_what_setting_them_by_hand_costs() -> None:
    # Planned with caution the database has room for what was measured.
    study = study_of(with_value(sample("regional-hospital"), "platform.conservative_percentile", 50))
    found = methods(study)
    assert found is not None
    assert found.follow_measured_usd is not None
    assert found.follow_measured_usd > Decimal(0)
    assert "asks for more than the model" in found.words


def test_room_for_measured_use_is_said_in_vcpus_of_the_largest_platform() -> None:
    study = study_of(sample("regional-hospital"))
    found = methods(study)
    assert found is not None
    row = of(found, "measured", "database")
    roles = [r for r in study.findings.deployment if (r.environment, r.role) == ("production", "postgresql")]
    largest = max(roles, key=lambda role: role.vcpus)
    # All tenants together ask for more than one server has; what falls on that server fits.
    assert row.planned_vcpus > largest.vcpus >= row.largest_vcpus
    assert row.enough
    assert f"{row.largest_vcpus:.3g} of {largest.vcpus} vCPUs for the database of the largest platform" in found.words


def test_measured_use_far_above_the_model_is_told_apart_from_what_agrees() -> None:
    far = clinics().far_above
    assert [row.tier for row, _ in far] == ["application", "database"]
    assert all(row.planned_vcpus > 2 * planned for row, planned in far)
    hospital = methods(study_of(sample("regional-hospital")))
    assert hospital is not None
    assert [row.tier for row, _ in hospital.far_above] == ["database"]


def test_without_documents_and_measurements_it_is_said_what_they_would_take() -> None:
    bare = with_values(sample("clinic-group"), [("volumes.documents", ()), ("baseline.servers", ())])
    found = compared(bare)
    assert {row.method for row in found.results} == {"users"}
    assert len(found.missing) == 3
    assert found.follow_measured_usd is None


def test_a_measurement_far_above_the_model_is_a_remark_of_the_assessment_itself() -> None:
    said = [note.text for note in study_of(sample("clinic-group")).findings.notes if note.kind == "limit"]
    assert any("Measured use of the database" in text and "amb-db1" in text for text in said)
    without = study_of(with_value(sample("clinic-group"), "baseline.servers", ()))
    assert not any("Measured use" in note.text for note in without.findings.notes)
