"""Servers by the hour: what each hour needs, when it runs, and what it saves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, findings
from wardround.catalogue import Catalogue
from wardround.engine.autoscaling import autoscaling, mean_above, nodes_by_hour, scaled_usd, servers_needed
from wardround.engine.findings import HourPerformance
from wardround.engine.findings.scaling import Autoscaling
from wardround.knowledge import Knowledge


def found(name: str) -> Autoscaling:
    scaled = autoscaling(findings(name), Catalogue.load(), Knowledge.load())
    assert scaled is not None
    return scaled


def hour(number: int, use: float, *, workers: float = 0.0, saturated: bool = False) -> HourPerformance:
    return HourPerformance("weekday", number, use, 0.0, workers, None, None, saturated)


@pytest.mark.parametrize(
    ("servers", "cpu", "workers", "spare", "needed"),
    [(5, 1.0, 0.2, 1, 5), (5, 0.5, 0.2, 1, 3), (5, 0.0, 0.0, 1, 2), (5, 0.1, 0.6, 1, 4), (4, 0.75, 0.0, 0, 3)],
)
def test_an_hour_needs_its_part_of_the_busiest_hour_and_the_spare(
    servers: int, cpu: float, workers: float, spare: int, needed: int
) -> None:
    assert servers_needed(servers, cpu, workers, spare) == needed


def test_a_server_runs_from_the_hour_before_it_is_needed() -> None:
    hours = [hour(number, 0.6 if number == 8 else 0.1) for number in range(24)]
    running = {row.hour_utc: (row.needed, row.running) for row in nodes_by_hour(hours, 5, 1, 6.0)}
    assert running[7] == (2, 5)
    assert running[8] == (5, 5)
    assert running[9] == (2, 2)


def test_an_hour_without_a_steady_state_takes_all_servers() -> None:
    hours = [hour(0, 0.9), hour(1, 0.1, saturated=True)]
    assert [row.needed for row in nodes_by_hour(hours, 4, 1, 0.0)] == [4, 4]


def test_committed_servers_are_paid_all_month_and_the_others_by_the_hour() -> None:
    assert scaled_usd(2, 1.5, Decimal("0.10"), Decimal("0.20")) == Decimal("365.00")


def test_the_mean_above_counts_only_servers_beyond_the_commitment() -> None:
    assert mean_above([(20.0, 3), (10.0, 5)], 3) == pytest.approx(2 * 10 / 30)


@given(st.lists(st.floats(0.0, 0.9), min_size=24, max_size=24), st.integers(2, 9))
def test_no_hour_runs_fuller_than_the_busiest_hour_with_all_servers(uses: list[float], nodes: int) -> None:
    hours = [hour(number, use) for number, use in enumerate(uses)]
    busiest = max(uses)
    for row, use in zip(nodes_by_hour(hours, nodes, 1, 0.0), uses, strict=True):
        assert use * nodes / max(row.needed - 1, 1) <= busiest * nodes / (nodes - 1) + 1e-9


@pytest.mark.parametrize("name", SAMPLES)
def test_servers_stay_between_floor_and_ceiling_and_scaling_never_costs_more(name: str) -> None:
    scaled = found(name)
    assert all(scaled.floor <= row.running <= scaled.ceiling for row in scaled.hours)
    assert all(row.needed <= row.running for row in scaled.hours)
    assert max(row.running for row in scaled.hours) == scaled.ceiling
    assert scaled.scaled_usd <= scaled.always_on_usd
    assert scaled.node_hours <= scaled.always_on_node_hours
    assert len(scaled.hours) == 5 * 24


def test_it_is_recommended_only_where_it_is_allowed_and_saves_enough() -> None:
    for name in SAMPLES:
        scaled = found(name)
        allowed = findings(name).facts["autoscale_allowed"].value is True
        assert scaled.recommended == (allowed and scaled.saving_share >= 0.1)
        assert ("not allowed" in scaled.words) == (not allowed and scaled.saving_share >= 0.1)


def test_what_a_late_server_and_a_lost_session_mean_is_said() -> None:
    lag, sticky, drain = found("regional-hospital").remarks
    assert "6 minutes" in lag
    assert "Redis" in sticky
    assert "reconnect" in drain
