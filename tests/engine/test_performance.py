"""How a layout carries a load, and what more load may never do."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardround.assessment import Standing
from wardround.engine.findings import ServiceDemand
from wardround.engine.performance import Layout, Load, Prediction, Servers, predict

Numbers = np.ndarray[Any, Any]

SERVICES = (
    ServiceDemand("read", 0.060, 0.020, 0.0, 0, 0, 1, Standing.DOCUMENTED, "test"),
    ServiceDemand("print", 0.300, 0.020, 0.9, 0, 0, 1, Standing.DOCUMENTED, "test"),
    ServiceDemand("analyse", 1.000, 0.500, 0.0, 0, 0, 1, Standing.DOCUMENTED, "test"),
)
THINK_S = 14.0
TOLERANCE = 0.02
"""Networks are solved by iteration."""
LONG_LIKES_FEW = 0.05
"""Fewer workers share a CPU among fewer, which a long request likes a little."""
LAYOUT = Layout(Servers(2, 4, 1.0, 0.65), 8, Servers(1, 4, 1.0, 0.65), None, 0.25)


def load(read: float = 4.0, prints: float = 0.1, analyse: float = 0.1, jobs: float = 0.0, reports: float = 0.0) -> Load:
    requests = np.array([[read, prints, analyse]])
    people = requests.sum(axis=1) * THINK_S
    return Load(requests, requests, np.array([[jobs, 0.0, 0.0]]), np.array([reports]), np.zeros(1), people)


def everything(found: Prediction) -> Numbers:
    """Return use, waits and responses; a saturated hour has no response that counts."""
    endless = np.where(found.saturated, np.inf, 0.0)
    return np.concatenate(
        [
            found.application_util_share,
            found.database_util_share,
            np.minimum(found.worker_util_share + endless, 1.0),
            found.worker_wait_s + endless,
            (found.mean_response_s + endless[:, None]).ravel(),
            (found.p95_response_s + endless[:, None]).ravel(),
        ]
    )


def not_less(after: Numbers, before: Numbers, tolerance: float = TOLERANCE) -> bool:
    """Return whether nothing fell by more than a tolerance."""
    return bool(np.all((after >= before * (1 - tolerance) - 1e-4) | np.isinf(after)))


def test_a_lone_request_takes_its_own_work_and_nothing_else() -> None:
    empty = replace(LAYOUT, idle_work=0.0)
    found = predict(load(1e-6, 0.0, 0.0), SERVICES, empty)
    assert found.mean_response_s[0] == pytest.approx([0.080, 1.220, 1.500], rel=1e-3)
    assert found.application_slowdown[0] == pytest.approx(1.0)
    assert found.worker_wait_s[0] == pytest.approx(0.0, abs=1e-9)


def test_use_is_work_over_vcpus_at_the_speed_under_that_use() -> None:
    found = predict(load(10.0, 0.0, 0.0), SERVICES, replace(LAYOUT, idle_work=0.0))
    work = 10 * 0.060 / 2 / 4
    used = float(found.application_util_share[0])
    assert used == pytest.approx(work * (1 + (1 / 0.65 - 1) * used))


def test_a_load_without_a_steady_state_is_a_result_and_not_a_number() -> None:
    found = predict(load(200.0), SERVICES, LAYOUT)
    assert found.saturated[0]
    assert found.application_util_share[0] > 0.95
    machines = load(200.0)
    endless = predict(replace(machines, interactive_per_s=np.zeros((1, 3))), SERVICES, LAYOUT)
    assert endless.saturated[0]
    assert np.isinf(endless.p95_response_s[0]).all()
    assert endless.application_util_share[0] > 1.0


def test_too_few_workers_saturate_a_server_whose_cpu_is_idle() -> None:
    found = predict(load(0.5, 3.0, 0.0), SERVICES, replace(LAYOUT, workers_per_node=1))
    assert found.saturated[0]
    assert found.application_util_share[0] < 0.5


def test_a_worker_that_waits_for_a_pdf_is_held_all_the_while() -> None:
    found = predict(load(0.0, 1.0, 0.0), SERVICES, LAYOUT)
    held = found.worker_util_share[0] * LAYOUT.workers_per_node * LAYOUT.application.nodes
    assert held == pytest.approx(1.0 * (0.9 + 0.3 + 0.02), rel=0.15)


def test_a_running_report_keeps_one_core_busy_split_like_its_class() -> None:
    quiet = predict(load(), SERVICES, replace(LAYOUT, idle_work=0.0))
    busy = predict(load(reports=1.0), SERVICES, replace(LAYOUT, idle_work=0.0))
    flat = Servers(1, 4, 1.0, 1.0)
    flat_layout = replace(LAYOUT, idle_work=0.0, application=replace(flat, nodes=2), database=flat)
    more = predict(load(reports=1.0), SERVICES, flat_layout).database_util_share[0] * 4
    less = predict(load(), SERVICES, flat_layout).database_util_share[0] * 4
    assert more - less == pytest.approx(1 / 3)
    assert not_less(everything(busy), everything(quiet))


def test_a_report_on_a_replica_leaves_the_primary_alone_and_still_holds_a_worker() -> None:
    requests = load()
    replica = replace(requests, replica_reports=np.ones(1))
    quiet, found = predict(requests, SERVICES, LAYOUT), predict(replica, SERVICES, LAYOUT)
    assert found.database_util_share[0] == quiet.database_util_share[0]
    assert found.worker_util_share[0] > quiet.worker_util_share[0]


def test_jobs_on_servers_of_their_own_leave_the_application_alone() -> None:
    own = replace(LAYOUT, batch=Servers(1, 4, 1.0, 0.65))
    shared_use = predict(load(jobs=8.0), SERVICES, LAYOUT).application_util_share[0]
    own_use = predict(load(jobs=8.0), SERVICES, own).application_util_share[0]
    assert own_use == predict(load(), SERVICES, own).application_util_share[0] < shared_use


def test_the_percentile_of_all_lies_between_those_of_the_quick_and_the_slow() -> None:
    found = predict(load(), SERVICES, LAYOUT)
    p95 = found.p95_response_s[0]
    assert p95.min() < found.interactive_p95_s()[0] < p95.max()


rates = st.floats(0.0, 12.0)


@given(
    read=rates,
    prints=st.floats(0, 3),
    analyse=st.floats(0, 3),
    jobs=st.floats(0, 10),
    reports=st.floats(0, 3),
    more=st.tuples(rates, st.floats(0, 2), st.floats(0, 2), st.floats(0, 10), st.floats(0, 2)),
    workers=st.integers(2, 20),
    nodes=st.integers(1, 6),
)
@settings(max_examples=150)
def test_more_load_of_any_kind_never_lightens_anything(
    read: float,
    prints: float,
    analyse: float,
    jobs: float,
    reports: float,
    more: tuple[float, ...],
    workers: int,
    nodes: int,
) -> None:
    layout = replace(LAYOUT, workers_per_node=workers, application=replace(LAYOUT.application, nodes=nodes))
    before = predict(load(read, prints, analyse, jobs, reports), SERVICES, layout)
    heavier = load(read + more[0], prints + more[1], analyse + more[2], jobs + more[3], reports + more[4])
    assert not_less(everything(predict(heavier, SERVICES, layout)), everything(before))


@given(
    read=rates, analyse=st.floats(0, 3), nodes=st.integers(2, 6), workers=st.integers(2, 12), slower=st.floats(0.5, 1)
)
@settings(max_examples=80)
def test_fewer_nodes_fewer_workers_or_slower_cores_never_help(
    read: float, analyse: float, nodes: int, workers: int, slower: float
) -> None:
    app = replace(LAYOUT.application, nodes=nodes)
    layout = replace(LAYOUT, workers_per_node=workers, application=app)
    before = everything(predict(load(read, 0.2, analyse), SERVICES, layout))
    weak = replace(app, single_speed=slower, full_speed=slower * 0.65)
    for weaker in (
        replace(layout, application=app.without(1)),
        replace(layout, workers_per_node=workers - 1),
        replace(layout, application=weak),
        replace(layout, database=replace(LAYOUT.database, single_speed=slower, full_speed=slower * 0.65)),
    ):
        assert not_less(everything(predict(load(read, 0.2, analyse), SERVICES, weaker)), before, LONG_LIKES_FEW)


@given(factor=st.floats(1.0, 3.0))
@settings(max_examples=40)
def test_the_same_mix_at_a_higher_rate_never_answers_sooner_all_in_all(factor: float) -> None:
    before, after = predict(load(), SERVICES, LAYOUT), predict(load().scaled(factor), SERVICES, LAYOUT)
    assert after.interactive_mean_s[0] >= before.interactive_mean_s[0] * (1 - 1e-9)
    assert after.interactive_p95_s()[0] >= before.interactive_p95_s()[0] * (1 - 1e-4)


def test_one_hour_of_many_is_predicted_as_if_it_were_alone() -> None:
    hours = [load(read) for read in (1.0, 5.0, 9.0)]
    together = Load(
        *(
            np.concatenate([getattr(hour, name) for hour in hours])
            for name in (
                "requests_per_s",
                "interactive_per_s",
                "background_per_s",
                "running_reports",
                "replica_reports",
                "people",
            )
        )
    )
    found = predict(together, SERVICES, LAYOUT)
    for row, hour in enumerate(hours):
        assert found.p95_response_s[row] == pytest.approx(predict(hour, SERVICES, LAYOUT).p95_response_s[0])
