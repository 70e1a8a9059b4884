"""How classes of data travel: along interfaces, along dependencies, and into what shares a system."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wardround.assessment import Assessment
from wardround.assessment.data import Dataset
from wardround.assessment.references import THE_ERP

DATA_KINDS = frozenset({"data", "file"})
"""Kinds of dependency along which data arrive; a sign-in, a print or a name that is looked up brings none."""

INTO, HELD = "into:", "held:"
"""What flows into a system, and what can leave it: that and the data that it holds."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Where classes arrive.

    Parameters
    ----------
    at : key of a dataset -> class that is not its own -> how it arrives, in words.
    unlabelled : (class, how it arrives) for what comes into the ERP while no dataset there has the class.
    """

    at: Mapping[str, Mapping[str, str]]
    unlabelled: tuple[tuple[str, str], ...]


def arrivals(assessment: Assessment) -> Arrivals:
    """Return for each dataset the classes that arrive beside its own, with the way by which each does.

    A class arrives from what a dataset depends on for data: an interface, another dataset, a system. What flows into a
    system without naming a dataset goes to the dataset of that class there; where none has the class, every dataset of
    a partner system takes it, for nobody can see inside. The ERP is kept apart by its data model: with one dataset
    that one takes the class, with several it stays unlabelled, which is said. Cycles are followed once.
    """
    flows = _Flows(assessment)
    carried: dict[str, dict[str, str]] = {}
    unlabelled: dict[tuple[str, str], None] = {}
    waiting = deque((key, row.data_class, "") for key, row in flows.datasets.items())
    waiting.extend((key, name, "") for key, row in flows.interfaces.items() for name in row.data_classes)
    while waiting:
        node, name, way = waiting.popleft()
        if name in carried.setdefault(node, {}):
            continue
        carried[node][name] = way
        for end, onward in flows.onward.get(node, ()):
            waiting.append((end, name, onward))
        for system, tenant, onward in flows.spilling.get(node, ()):
            takers = flows.takers(system, tenant, name)
            if takers is None:
                unlabelled[name, onward] = None
                continue
            waiting.extend((key, name, onward) for key in takers)
    at = {
        key: {name: way for name, way in sorted(carried[key].items()) if name != row.data_class}
        for key, row in flows.datasets.items()
    }
    return Arrivals(at, tuple(sorted(unlabelled)))


@dataclass
class _Flows:
    """From where to where data flow, and by which way."""

    assessment: Assessment
    datasets: dict[str, Dataset] = field(init=False)
    onward: dict[str, list[tuple[str, str]]] = field(init=False, default_factory=dict)
    spilling: dict[str, list[tuple[str, str, str]]] = field(init=False, default_factory=dict)
    """What flows into a system, of a tenant or of all, without naming a dataset."""

    def __post_init__(self) -> None:
        self.datasets = {row.key: row for row in sorted(self.assessment.data.datasets, key=lambda row: row.key)}
        self.interfaces = {
            row.key: row for row in sorted(self.assessment.interfaces.interfaces, key=lambda row: row.key)
        }
        self._names = {row.key: row.name for row in self.assessment.dependencies.systems} | {THE_ERP: "the ERP"}
        self._held: dict[str, list[Dataset]] = {}
        self._taken: dict[tuple[str, str, str], tuple[str, ...] | None] = {}
        for row in self.datasets.values():
            self._held.setdefault(row.system, []).append(row)
            self._flow(row.key, HELD + row.system, f"from '{row.name}'")
        for system, name in self._names.items():
            self._flow(INTO + system, HELD + system, f"through '{name}'")
        self._along_interfaces()
        self._along_dependencies()

    def takers(self, system: str, tenant: str, name: str) -> tuple[str, ...] | None:
        """Return the datasets that a class reaches which flows into a system; None where nobody can say."""
        asked = system, tenant, name
        if asked not in self._taken:
            self._taken[asked] = self._takers(*asked)
        return self._taken[asked]

    def _takers(self, system: str, tenant: str, name: str) -> tuple[str, ...] | None:
        there = [row for row in self._held.get(system, ()) if not tenant or not row.tenant or tenant == row.tenant]
        own = tuple(row.key for row in there if row.data_class == name)
        if own or system != THE_ERP or len(there) == 1:
            return own or tuple(row.key for row in there)
        return None

    def _along_interfaces(self) -> None:
        fed = {edge.target for edge in self.assessment.dependencies.edges if edge.source in self.datasets}
        for key, row in self.interfaces.items():
            way = f"over the interface '{row.name}'"
            into = (
                *((THE_ERP,) if row.direction != "outbound" else ()),
                *((row.system,) if row.direction != "inbound" and row.system else ()),
            )
            for system in into:
                self._flow(key, INTO + system, way)
                if key not in fed:
                    self.spilling.setdefault(key, []).append((system, row.tenant, way))

    def _along_dependencies(self) -> None:
        rows = self.interfaces.values()
        told = {frozenset((THE_ERP, row.system)) for row in rows if row.data_classes and row.system}
        for edge in sorted(self.assessment.dependencies.edges, key=lambda row: row.key):
            # Where an interface says what is carried between two systems, a bare line between them adds nothing.
            if edge.kind not in DATA_KINDS or frozenset((edge.source, edge.target)) in told:
                continue
            start, way = self._start(edge.target)
            if edge.source in self.datasets:
                self._flow(start, edge.source, way)
            elif edge.source in self._names:
                self._flow(start, INTO + edge.source, way)
                self.spilling.setdefault(start, []).append((edge.source, "", way))
            elif edge.source in self.interfaces and not self.interfaces[edge.source].data_classes:
                self._flow(start, edge.source, way)

    def _start(self, target: str) -> tuple[str, str]:
        if target in self._names:
            name = self._names[target]
            return HELD + target, f"from {name if target == THE_ERP else repr(name)}"
        if target in self.interfaces:
            return target, f"over the interface '{self.interfaces[target].name}'"
        return target, f"from '{self.datasets[target].name}'" if target in self.datasets else ""

    def _flow(self, start: str, end: str, way: str) -> None:
        self.onward.setdefault(start, []).append((end, way))


def named_ways(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each class once with all the ways by which it arrives."""
    ways: dict[str, list[str]] = {}
    for name, way in pairs:
        ways.setdefault(name, []).append(way)
    for name, found in ways.items():
        yield name, tuple(found)
