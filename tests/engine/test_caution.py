"""PostgreSQL and storage at a percentile: firmer answers cost less, more load never does, and 50 adds nothing."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, found, sample
from tests.engine.sized import basis
from tests.engine.spread.measured import with_standing
from tests.engine.test_sizing import hospital
from wardround.assessment import Assessment, Standing, with_value
from wardround.engine.caution import Caution, half_widths_above
from wardround.engine.cautious_database import ordinal
from wardround.engine.findings import RoleSizing, Sizing
from wardround.engine.performance import Load, database_work

FIRMEST_FIRST = (Standing.MEASURED, Standing.DOCUMENTED, Standing.STATED, Standing.ASSUMED)


def at(of: Assessment, percentile: float) -> Sizing:
    return found(with_value(of, "platform.conservative_percentile", percentile)).sizing


def databases(sizing: Sizing) -> list[RoleSizing]:
    return [role for role in sizing.roles if role.environment == "production" and role.role == "postgresql"]


def kept(sizing: Sizing) -> Decimal:
    """Return the price of everything that is planned with caution."""
    names = {"postgresql", "read_replica", "filestore"}
    roles = (role for role in sizing.roles if role.environment == "production" and role.role in names)
    return sum((role.monthly_usd or Decimal(0) for role in roles), Decimal(0))


def test_a_percentile_is_so_many_half_widths_above_the_middle() -> None:
    assert half_widths_above(50) == 0.0
    assert half_widths_above(90) == pytest.approx(1.0)
    assert half_widths_above(95) == pytest.approx(1.6449 / 1.2816, rel=1e-4)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_price_of_caution_is_what_it_costs_above_the_likely_demand(name: str) -> None:
    likely, careful = at(sample(name), 50), at(sample(name), 90)
    assert likely.caution_monthly_usd == 0
    assert careful.conservative_percentile == 90
    assert careful.caution_monthly_usd == pytest.approx(kept(careful) - kept(likely), abs=Decimal("0.02"))
    assert careful.caution_monthly_usd > 0


@pytest.mark.parametrize("name", SAMPLES)
def test_stateless_tiers_stay_at_the_likely_demand(name: str) -> None:
    likely, careful = (
        [
            (role.tenant, role.role, role.sku, role.nodes)
            for role in at(sample(name), percentile).roles
            if role.tier == "application"
        ]
        for percentile in (50, 90)
    )
    assert likely == careful


def test_volumes_and_load_are_told_as_they_are_likely_whatever_is_planned_for() -> None:
    assert at(sample("regional-hospital"), 95).data == at(sample("regional-hospital"), 50).data


def test_the_role_says_what_it_is_sized_for_and_its_needs_how_much_is_caution() -> None:
    (role,) = databases(at(sample("clinic-group"), 90))
    assert any("90th percentile of what is known" in mark for mark in role.marks)
    factors = {need.name: need.caution_factor for need in role.needs}
    assert factors["cpu"] > 1.2
    assert factors["memory"] > 1.0
    assert factors["data_disks"] == 1.0
    (plain,) = databases(at(sample("clinic-group"), 50))
    assert not any("percentile" in mark for mark in plain.marks)
    assert all(need.caution_factor == 1.0 for need in plain.needs)


def test_of_a_size_set_by_hand_only_the_disks_are_sized_with_caution() -> None:
    pins = "platform.pins"
    of = with_value(
        sample("clinic-group"),
        f"{pins}[db]",
        {"key": "db", "environment": "production", "role": "postgresql", "sku": "Standard_E16as_v5", "nodes": 1},
    )
    (role,) = databases(at(of, 90))
    assert role.sku == "Standard_E16as_v5"
    assert any(mark.startswith("its disks are sized for the 90th percentile") for mark in role.marks)


def test_figures_explain_the_caution_and_its_price() -> None:
    figures = found(sample("clinic-group")).figures
    cores = figures["production.postgresql.cautious_cores"]
    likely, *parts = (float(entry.value) for entry in cores.inputs[:4] if isinstance(entry.value, int | float))
    assert isinstance(cores.value, float)
    assert cores.value == pytest.approx(likely + sum(part**2 for part in parts) ** 0.5, abs=0.005)
    assert figures["production.caution_monthly_usd"].value == pytest.approx(
        float(found(sample("clinic-group")).sizing.caution_monthly_usd)
    )


@pytest.mark.parametrize("name", ["clinic-group", "regional-hospital"])
def test_firmer_answers_never_make_the_cautious_database_dearer(name: str) -> None:
    prices, factors = [], []
    for standing in FIRMEST_FIRST:
        sizing = at(with_standing(sample(name), standing), 90)
        prices.append(kept(sizing))
        factors.append([need.caution_factor for role in databases(sizing) for need in role.needs])
    assert prices == sorted(prices)
    for firm, loose in pairwise(factors):
        assert all(one <= other + 1e-9 for one, other in zip(firm, loose, strict=True))


def caution(percentile: float = 90.0) -> Caution:
    found_basis = basis(with_value(hospital(), "platform.conservative_percentile", percentile))
    return found_basis.caution


@given(
    part=st.sampled_from(["requests_per_s", "background_per_s", "running_reports", "people"]),
    more=st.floats(1.0, 5.0),
    percentile=st.sampled_from([50.0, 75.0, 90.0, 95.0]),
)
@settings(max_examples=20, deadline=None)
def test_work_with_caution_rises_with_each_part_of_the_load(part: str, more: float, percentile: float) -> None:
    found_basis = basis(with_value(hospital(), "platform.conservative_percentile", percentile))
    load, each = found_basis.load, found_basis.demands.database_s
    fields = {name: getattr(load, name) for name in load.__slots__}
    if part == "people":  # more people: what they wait for is part of the requests
        added = load.interactive_per_s * (more - 1.0)
        fields |= {
            "requests_per_s": load.requests_per_s + added,
            "interactive_per_s": load.interactive_per_s + added,
        }
    else:
        fields[part] = fields[part] * more
    report = found_basis.demands.report_database_share
    before = found_basis.caution.of_load(load, each, report)
    after = found_basis.caution.of_load(Load(**fields), each, report)
    assert (after >= before * (1 - 1e-12)).all()
    assert (before >= database_work(load, found_basis.demands) * (1 - 1e-12)).all()


@given(now=st.floats(1, 5000), grown=st.floats(0, 5000), more=st.floats(0, 1000))
def test_more_data_or_more_growth_is_never_planned_with_less(now: float, grown: float, more: float) -> None:
    careful = caution()
    planned = careful.of_volume(now, now + grown)
    assert planned >= now + grown
    assert careful.of_volume(now, now + grown + more) >= planned - 1e-9
    assert careful.of_volume(now + more, now + more + grown) >= planned - 1e-9
    assert careful.likely.of_volume(now, now + grown) == now + grown


def test_the_likely_demand_needs_no_caution() -> None:
    found_basis = basis(hospital())
    plain = found_basis.caution.likely.of_load(
        found_basis.load, found_basis.demands.database_s, found_basis.demands.report_database_share
    )
    assert np.allclose(plain, database_work(found_basis.load, found_basis.demands))


@pytest.mark.parametrize(
    ("value", "words"), [(50, "50th"), (51, "51st"), (72.5, "72.5th"), (83, "83rd"), (92, "92nd"), (11, "11th")]
)
def test_percentiles_are_told_as_ordinals(value: float, words: str) -> None:
    assert ordinal(float(value)) == words
