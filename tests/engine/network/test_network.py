"""A network refuses what makes no sense, and says where."""

from collections.abc import Callable

import pytest

from tests.engine.network.making import one_server, path, people, stream
from wardround.engine.network.network import CustomerClass, Kind, Network, NetworkRefused, Pool, Station, Step

CPU = Station("cpu", Kind.PS)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Station("cpu", Kind.PS, 0), "servers"),
        (lambda: Station("cpu", Kind.PS, 1, (1.0, 1.5)), "rates"),
        (lambda: Station("cpu", Kind.LOAD_DEPENDENT), "rates"),
        (lambda: Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, -1.0)), "rates"),
        (lambda: Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 2.5)), "rates"),
        (lambda: Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 1.5, 1.2)), "rates"),
        (lambda: Pool("workers", 0), "size"),
        (lambda: Step("cpu", -0.1), "path"),
        (lambda: Step("cpu", float("inf")), "path"),
        (lambda: CustomerClass("users", ()), "path"),
        (lambda: people("users", -1, 1.0, ("cpu", 0.1)), "population"),
        (lambda: people("users", 1, float("nan"), ("cpu", 0.1)), "think"),
        (lambda: people("users", 1, 0.0, ("cpu", 0.0)), "path"),
        (lambda: stream("feed", -1.0, ("cpu", 0.1)), "arrival_rate"),
        (lambda: CustomerClass("feed", path(("cpu", 0.1)), 3.0, arrivals_per_s=1.0), "arrival_rate"),
        (lambda: Network((), (people("users", 1, 1.0, ("cpu", 0.1)),)), "stations"),
        (lambda: Network((CPU,), ()), "classes"),
        (lambda: Network((CPU, CPU), one_server(1).classes), "stations"),
        (lambda: Network((CPU,), (*one_server(1).classes, *one_server(1).classes)), "classes"),
        (lambda: Network((CPU,), one_server(1).classes, (Pool("", 1),)), "pools"),
        (lambda: Network((CPU,), (people("users", 1, 1.0, ("gpu", 0.1)),)), "classes[users].path"),
        (lambda: Network((CPU,), (people("users", 1, 1.0, ("cpu", 0.1), pool="w"),)), "classes[users].pool"),
    ],
)
def test_nonsense_is_refused_with_its_field(make: Callable[[], object], field: str) -> None:
    with pytest.raises(NetworkRefused) as refused:
        make()
    assert refused.value.field == field


def test_the_rate_of_a_station_grows_to_its_servers_or_along_its_list() -> None:
    assert [Station("cpu", Kind.PS, 2).rate(jobs) for jobs in (1, 2, 3)] == [1.0, 2.0, 2.0]
    assert [Station("cpu", Kind.LOAD_DEPENDENT, 1, (1.0, 1.7)).rate(jobs) for jobs in (1, 2, 9)] == [1.0, 1.7, 1.7]
    assert Station("out", Kind.DELAY).rate(7) == 7.0


def test_a_batch_is_a_closed_class_without_think_time() -> None:
    batch = people("nightly", 2, 0.0, ("cpu", 0.1))
    assert not batch.is_open
    assert batch.demand_s == 0.1
