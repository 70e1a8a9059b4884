"""The network of one application server for many rows at once: beside a simulation, and what it may never do."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from wardround.engine.asked import Carriers, Work
from wardround.engine.network.network import CustomerClass, Network
from wardround.engine.network.simulate import simulate
from wardround.engine.production_network import network_of_row
from wardround.engine.response import respond

Numbers = np.ndarray[Any, Any]

NAMES = ("read", "search", "confirm", "analyse")
APPLICATION_S = np.array([0.12, 0.03, 0.40, 2.0])
DATABASE_S = np.array([0.04, 0.01, 0.15, 1.5])
OTHER_S = np.array([0.02, 0.005, 0.03, 0.01])
MIX = np.array([0.45, 0.40, 0.12, 0.03])
THINK_S = 14.0


def work(people: float, *, machines: float = 0.0, reports: float = 0.0, rows: int = 1) -> Work:
    per_s = np.repeat((people / THINK_S * MIX)[None], rows, axis=0)
    return Work(
        interactive_per_s=per_s,
        machine_per_s=np.repeat(np.array([[machines, 0.0, 0.0, 0.0]]), rows, axis=0),
        background_per_s=np.zeros_like(per_s),
        people=np.full(rows, people),
        running_reports=np.full(rows, reports),
        replica_reports=np.zeros(rows),
        application_s=APPLICATION_S,
        database_s=DATABASE_S,
        other_s=OTHER_S,
        data_ios=np.array([5.0, 2.0, 20.0, 50.0]),
        log_ios=np.array([0.0, 0.0, 1.0, 0.0]),
        report_database_share=0.4,
    )


def carriers(nodes: int = 3, vcpus: int = 4, workers: int = 8, rows: int = 1) -> Carriers:
    one, whole = np.ones(rows), np.ones(rows, dtype=np.int64)
    return Carriers(
        nodes=one * nodes,
        application_vcpus=whole * vcpus,
        application_single=one,
        application_full=one * 0.65,
        workers=whole * workers,
        database_vcpus=whole * 8,
        database_single=one,
        database_full=one * 0.65,
        data_iops=one * 5000.0,
        log_iops=one * 3000.0,
        idle_work=0.25,
        jobs_here=True,
    )


def streamed(network: Network, per_s: Numbers) -> Network:
    """Return a network whose people come as a stream: each of many people may do anything next, also something long."""
    rates = dict(zip((f"people: {name}" for name in NAMES), per_s, strict=True))
    return replace(
        network,
        classes=tuple(
            CustomerClass(row.name, row.path, arrivals_per_s=float(rates[row.name]), pool=row.pool)
            if row.name in rates
            else row
            for row in network.classes
        ),
    )


@pytest.mark.parametrize(
    ("people", "reports", "mean_s", "p95_s"),
    [
        # Simulations of 400,000 transactions of `streamed` each; half widths 1 to 3 % of the value.
        (240.0, 0.0, (0.2165, 0.0544, 0.7043, 4.164), (0.530, 0.132, 1.741, 9.845)),
        (240.0, 1.5, (0.2336, 0.0607, 0.7548, 4.501), (0.576, 0.147, 1.893, 11.018)),
        (300.0, 0.0, (0.2325, 0.0601, 0.7571, 4.460), (0.575, 0.147, 1.910, 10.821)),
    ],
)
def test_means_and_percentiles_are_those_of_a_simulation(
    people: float, reports: float, mean_s: tuple[float, ...], p95_s: tuple[float, ...]
) -> None:
    found = respond(work(people, machines=1.0, reports=reports), carriers())
    assert not found.saturated[0]
    assert found.mean_s[0] == pytest.approx(mean_s, rel=0.05)
    assert found.percentile_s(0.95)[0] == pytest.approx(p95_s, rel=0.08)


def test_a_short_simulation_of_the_network_class_by_class_says_the_same() -> None:
    """The network that a person can look at and simulate is the one that the quick answer is worked out for."""
    quiet = work(150.0, machines=1.0)
    network = network_of_row(quiet, carriers(), NAMES)
    result = simulate(network, np.random.default_rng(7), most_transactions=30_000)
    found = respond(quiet, carriers())
    place = {row.name: at for at, row in enumerate(network.classes)}
    for at, name in enumerate(NAMES[:3]):
        estimate = result.mean_s[place[f"people: {name}"]]
        assert found.mean_s[0, at] == pytest.approx(
            estimate.value, abs=max(3 * estimate.half_width, 0.05 * estimate.value)
        )


def test_people_get_done_what_their_cycle_allows() -> None:
    found = respond(work(200.0), carriers())
    rates = 200.0 / THINK_S * MIX
    cycle = THINK_S + float((MIX * found.mean_s[0]).sum())
    assert found.throughput_share[0] * rates.sum() == pytest.approx(200.0 / cycle, rel=0.01)


def test_busy_is_throughput_times_work() -> None:
    """The utilisation law, operating system and all."""
    found = respond(work(200.0), replace(carriers(), application_full=np.ones(1), database_full=np.ones(1)))
    done = found.throughput_share[0] * 200.0 / THINK_S * MIX
    assert found.application_busy_share[0] * 4 == pytest.approx(float(done @ APPLICATION_S) / 3 + 0.25, rel=0.01)
    assert found.database_busy_share[0] * 8 == pytest.approx(float(done @ DATABASE_S) + 0.25, rel=0.01)


def test_alone_everybody_takes_the_time_of_his_work() -> None:
    found = respond(work(1e-3), replace(carriers(), idle_work=0.0))
    assert found.mean_s[0] == pytest.approx(APPLICATION_S + DATABASE_S + OTHER_S, rel=0.01)
    assert found.overflow_share[0] == pytest.approx(0.0, abs=1e-9)


def test_a_row_alone_is_a_row_among_others() -> None:
    loads = [work(people) for people in (20.0, 150.0, 300.0)]
    together = replace(
        loads[0],
        interactive_per_s=np.concatenate([load.interactive_per_s for load in loads]),
        machine_per_s=np.zeros((3, 4)),
        background_per_s=np.zeros((3, 4)),
        people=np.concatenate([load.people for load in loads]),
        running_reports=np.zeros(3),
        replica_reports=np.zeros(3),
    )
    found = respond(together, carriers(rows=3))
    for row, load in enumerate(loads):
        alone = respond(load, carriers())
        assert found.mean_s[row] == pytest.approx(alone.mean_s[0], rel=1e-3)
        assert found.percentile_s(0.95)[row] == pytest.approx(alone.percentile_s(0.95)[0], rel=1e-2)


def test_in_saturation_nobody_gets_more_done_than_the_cpu_can_do_and_the_row_says_so() -> None:
    found = respond(work(2000.0), carriers())
    assert found.saturated[0]
    assert found.application_util_share[0] > 1.0
    assert found.application_busy_share[0] <= 1.0 + 1e-6
    assert found.throughput_share[0] < 0.7
    assert found.overflow_share[0] > 0.5


def test_a_line_longer_than_the_listen_queue_needs_more_people_than_it_has_places() -> None:
    few_workers = respond(work(120.0), carriers(nodes=1, vcpus=8, workers=4))
    many_workers = respond(work(120.0), carriers(nodes=1, vcpus=8, workers=12))
    assert 0.0 <= many_workers.overflow_share[0] < few_workers.overflow_share[0]


def test_a_report_that_runs_takes_a_cpu_and_a_worker_from_everybody_else() -> None:
    without, with_one = respond(work(150.0), carriers()), respond(work(150.0, reports=3.0), carriers())
    assert (with_one.mean_s > without.mean_s).all()
    assert with_one.worker_util_share[0] - without.worker_util_share[0] == pytest.approx(1 / 8, rel=0.4)


def test_a_database_at_its_design_limit_is_a_time_and_no_queue() -> None:
    held = np.array([0.1, 0.1, 0.3, 2.0])
    found = respond(work(150.0), replace(carriers(), database_held_s=held))
    assert found.database_slowdown[0] == 1.0
    assert (found.mean_s[0] > APPLICATION_S + held).all()
