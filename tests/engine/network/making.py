"""Networks for tests: short ways to write one, and strategies that draw any."""

from itertools import accumulate

from hypothesis import strategies as st

from wardround.engine.network.network import CustomerClass, Kind, Network, Pool, Station, Step


def path(*steps: tuple[str, float]) -> tuple[Step, ...]:
    """Return steps from (station, demand) pairs."""
    return tuple(Step(station, demand) for station, demand in steps)


def people(
    name: str, number: float, think_s: float, *steps: tuple[str, float], pool: str | None = None
) -> CustomerClass:
    """Return a closed class."""
    return CustomerClass(name, path(*steps), number, think_s, pool=pool)


def stream(name: str, per_s: float, *steps: tuple[str, float], pool: str | None = None) -> CustomerClass:
    """Return an open class."""
    return CustomerClass(name, path(*steps), arrivals_per_s=per_s, pool=pool)


def one_server(number: float, think_s: float = 1.0, demand_s: float = 0.1) -> Network:
    """Return the simplest closed network."""
    return Network((Station("cpu", Kind.PS),), (people("users", number, think_s, ("cpu", demand_s)),))


def office(scale: float = 1.0, *, tokens: int = 10) -> Network:
    """Return an office with a pool, an open stream, a batch, and every kind of station but load-dependent ones."""
    stations = (
        Station("app", Kind.PS, 4),
        Station("db", Kind.PS, 4),
        Station("disk", Kind.FCFS),
        Station("outside", Kind.DELAY),
    )
    classes = (
        people("clerks", round(130 * scale), 14.0, ("app", 0.12), ("db", 0.07), ("app", 0.04), pool="workers"),
        people("orders", round(40 * scale), 30.0, ("app", 0.3), ("db", 0.3), ("disk", 0.05), pool="workers"),
        stream("feed", 3.0 * scale, ("app", 0.06), ("db", 0.08), ("outside", 0.25), pool="workers"),
        people("nightly", 1, 0.0, ("app", 0.3), ("disk", 0.2)),
    )
    return Network(stations, classes, (Pool("workers", tokens),))


DEMANDS = st.floats(0.001, 2.0)
RATES = st.lists(st.floats(0.0, 1.0), max_size=3).map(lambda more: list(accumulate([1.0, *more])))
THINK = st.one_of(st.just(0.0), st.floats(0.5, 60.0))


@st.composite
def any_network(draw: st.DrawFn, *, most_people: int = 60, pools: bool = True, streams: bool = True) -> Network:
    """Draw a network of up to four stations and four classes, with or without pools and open classes."""
    kinds = draw(st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=4))
    stations = tuple(
        Station(f"s{at}", kind, 1, tuple(draw(RATES)))
        if kind is Kind.LOAD_DEPENDENT
        else Station(f"s{at}", kind, draw(st.integers(1, 8)))
        for at, kind in enumerate(kinds)
    )
    names = [station.name for station in stations]
    sizes = draw(st.lists(st.integers(1, 12), max_size=2)) if pools else []
    tokens = tuple(Pool(f"p{at}", size) for at, size in enumerate(sizes))
    classes = []
    for at in range(draw(st.integers(1, 4))):
        steps = draw(st.lists(st.tuples(st.sampled_from(names), DEMANDS), min_size=1, max_size=5))
        pool = draw(st.sampled_from([None, *(pool.name for pool in tokens)]))
        if streams and draw(st.booleans()) and at:
            classes.append(stream(f"c{at}", draw(st.floats(0.01, 5.0)), *steps, pool=pool))
        else:
            classes.append(people(f"c{at}", draw(st.integers(0, most_people)), draw(THINK), *steps, pool=pool))
    return Network(stations, tuple(classes), tokens)
