"""Verify by simulation: whole people, predictions beside simulated figures, and what is said of them."""

from dataclasses import replace

import pytest

from tests.engine.network.making import one_server, people, stream
from wardround.engine.network.answer import solve
from wardround.engine.network.network import Kind, Network, Pool, Station
from wardround.engine.network.simulate import SimulationStopped
from wardround.workshop.verifying import Verdict, Verified, verify_network, with_whole_people


def hour() -> Network:
    return Network(
        (Station("cpu", Kind.PS, 4), Station("net", Kind.DELAY)),
        (
            people("people: read", 11.4, 6.0, ("cpu", 0.4), ("net", 0.05), pool="workers"),
            people("reports", 0.4, 30.0, ("cpu", 4.0), pool="workers"),
            stream("machines: read", 0.3, ("cpu", 0.2), pool="workers"),
        ),
        (Pool("workers", 6),),
    )


def test_whole_people_ask_for_as_much_as_the_parts_of_people_did() -> None:
    before, after = hour(), with_whole_people(hour())
    assert [row.population for row in after.classes] == [11.0, 1.0, 0.0]
    for row, whole in zip(solve([before])[0].classes, solve([after])[0].classes, strict=True):
        assert whole.throughput_per_s == pytest.approx(row.throughput_per_s, rel=0.02)


@pytest.fixture(scope="module")
def found() -> Verified:
    """Return an hour with one wrong prediction, and a class that hardly comes."""
    rare = replace(hour(), classes=(*hour().classes, stream("machines: never", 1e-6, ("cpu", 0.2))))
    return verify_network(rare, {"machines: read": (0.3, None)})


def test_a_prediction_of_the_solver_holds_and_one_that_is_off_is_found_out(found: Verified) -> None:
    verdicts = {row.name: row.verdict for row in found.classes}
    assert verdicts["people: read"] is Verdict.HOLDS
    assert verdicts["machines: read"] is Verdict.OFF
    off = found.classes[2]
    assert off.predicted_mean_s == 0.3
    assert off.off_share is not None
    assert off.off_share > 0.1
    assert found.holding == len(found.counted) - 1


def test_every_simulated_mean_has_its_interval(found: Verified) -> None:
    read = found.classes[0]
    assert read.mean is not None
    assert 0.0 < read.mean.half_width < 0.03 * read.mean.value
    assert found.transactions > 10_000


def test_of_a_class_that_hardly_comes_nothing_is_said(found: Verified) -> None:
    assert found.classes[-1].verdict is Verdict.RARE
    assert found.classes[-1] not in found.counted


def test_an_overloaded_hour_has_no_mean_to_compare() -> None:
    flooded = Network((Station("cpu", Kind.PS),), (stream("a", 40.0, ("cpu", 1.0)),))
    found = verify_network(flooded, {})
    assert not found.stable
    assert [row.verdict for row in found.classes] == [Verdict.UNSTABLE]


def test_whoever_watches_hears_how_far_it_is_and_may_end_it() -> None:
    heard: list[float] = []

    def watch(share: float) -> bool:
        heard.append(share)
        return len(heard) < 3

    with pytest.raises(SimulationStopped):
        verify_network(one_server(20, 10.0, 0.3), {}, watch)
    assert len(heard) == 3
    assert 0.0 < heard[0] < heard[1] < heard[2] <= 1.0


def test_nothing_counted_means_nothing_holds() -> None:
    assert Verified((), 0, 0.0, stable=True).holding == 0
