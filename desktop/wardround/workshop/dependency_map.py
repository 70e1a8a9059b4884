"""The estate around the ERP as a picture could show it: what stands at which side, and what leads where.

A system stands left when it sends to the ERP or needs it, right when the ERP sends to it or needs it. Interfaces and
datasets are no places of their own: they count for the system that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wardround.assessment import THE_ERP, Assessment
from wardround.assessment.dependencies import System
from wardround.deliverables.words import counted, listed
from wardround.workshop.choice_words import words_at

_ROUNDS = 4
"""So often the order is improved; more changes nothing in estates of a hundred systems."""


@dataclass(slots=True)
class Tie:
    """What joins one system with the ERP."""

    inbound: int = 0
    outbound: int = 0
    both: int = 0
    needs_erp: bool = False
    needed_by_erp: bool = False

    @property
    def interfaces(self) -> int:
        """How many interfaces there are."""
        return self.inbound + self.outbound + self.both

    @property
    def leads_in(self) -> bool:
        """Whether something goes from the system to the ERP, or the ERP cannot do without it."""
        return bool(self.inbound or self.both) or (self.needs_erp and not self.interfaces)

    @property
    def leads_out(self) -> bool:
        """Whether something goes from the ERP to the system."""
        return bool(self.outbound or self.both) or (self.needed_by_erp and not self.interfaces)

    @property
    def exists(self) -> bool:
        """Whether there is anything at all between the two."""
        return bool(self.interfaces or self.needs_erp or self.needed_by_erp)

    @property
    def lean(self) -> int:
        """More than 0 where the system belongs to the left of the ERP, less than 0 where to the right."""
        return (self.inbound + self.needs_erp) - (self.outbound + self.needed_by_erp)


@dataclass(frozen=True, slots=True)
class Place:
    """One system in the picture."""

    key: str
    name: str
    moves: str
    criticality: int
    tie: Tie


@dataclass(frozen=True, slots=True)
class Need:
    """One system cannot work without another."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class DependencyMap:
    """The picture: systems at both sides of the ERP from top to bottom, and what they need of each other."""

    left: tuple[Place, ...] = ()
    right: tuple[Place, ...] = ()
    needs: tuple[Need, ...] = ()
    loose_interfaces: int = 0
    """Interfaces that name no partner system."""
    _by_key: Mapping[str, Place] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.left and not self.right

    def place(self, key: str) -> Place | None:
        """Return a system by its key."""
        return self._by_key.get(key)

    def about(self, key: str) -> str:
        """Return what hangs on a system, in a sentence or two."""
        place = self._by_key[key]
        tie = place.tie
        moves = words_at("dependencies.systems.moves").get(place.moves, place.moves).lower()
        said = [f"{place.name}: criticality {place.criticality}, {_MOVES.get(place.moves, moves)}."]
        ways = (("in", tie.inbound), ("out", tie.outbound), ("both ways", tie.both))
        if tie.interfaces:
            parts = ", ".join(f"{number} {way}" for way, number in ways if number)
            said.append(f"{counted(tie.interfaces, 'interface').capitalize()} with the ERP ({parts}).")
        needs = [self._called(need.target) for need in self.needs if need.source == key]
        needs += ["the ERP"] if tie.needs_erp else []
        needed = [self._called(need.source) for need in self.needs if need.target == key]
        needed += ["the ERP"] if tie.needed_by_erp else []
        if needs:
            said.append(f"Needs {listed(tuple(needs))}.")
        if needed:
            said.append(f"Needed by {listed(tuple(needed))}.")
        return " ".join(said)

    def _called(self, key: str) -> str:
        place = self._by_key.get(key)
        return place.name if place is not None else key


_MOVES: Mapping[str, str] = {
    "with_erp": "moves with the ERP",
    "later": "moves later",
    "stays": "stays where it is",
    "undecided": "its move is not decided",
}


def dependency_map(assessment: Assessment) -> DependencyMap:
    """Return the picture of an assessment's systems, interfaces and dependencies."""
    systems = assessment.dependencies.systems
    ties = {system.key: Tie() for system in systems}
    loose = 0
    for interface in assessment.interfaces.interfaces:
        tie = ties.get(interface.system)
        if tie is None:
            loose += 1
        else:
            setattr(tie, interface.direction, getattr(tie, interface.direction) + 1)
    needs = _needs(assessment, ties)
    places = {system.key: _place(system, ties[system.key]) for system in systems}
    left, right = _sides(places, needs)
    left, right = _ordered(left, right, needs)
    return DependencyMap(tuple(places[key] for key in left), tuple(places[key] for key in right), needs, loose, places)


def _place(system: System, tie: Tie) -> Place:
    return Place(system.key, system.name, system.moves, system.criticality, tie)


def _needs(assessment: Assessment, ties: Mapping[str, Tie]) -> tuple[Need, ...]:
    """Return the dependencies between systems, each once; those with the ERP go into the ties."""
    owners = {row.key: row.system or THE_ERP for row in assessment.interfaces.interfaces}
    owners |= {row.key: row.system or THE_ERP for row in assessment.data.datasets}
    found: dict[Need, None] = {}
    for edge in assessment.dependencies.edges:
        source, target = owners.get(edge.source, edge.source), owners.get(edge.target, edge.target)
        if source == target:
            continue
        if source == THE_ERP and target in ties:
            ties[target].needed_by_erp = True
        elif target == THE_ERP and source in ties:
            ties[source].needs_erp = True
        elif source in ties and target in ties:
            found[Need(source, target)] = None
    return tuple(found)


def _sides(places: Mapping[str, Place], needs: Iterable[Need]) -> tuple[list[str], list[str]]:
    """Return the keys for both sides: by what leans where, then beside their neighbours, then evenly."""
    left = [key for key, place in places.items() if place.tie.exists and place.tie.lean > 0]
    right = [key for key, place in places.items() if place.tie.exists and place.tie.lean < 0]
    neighbours: dict[str, list[str]] = {key: [] for key in places}
    for need in needs:
        neighbours[need.source].append(need.target)
        neighbours[need.target].append(need.source)
    for key in places:
        if key in left or key in right:
            continue
        beside_left = sum(other in left for other in neighbours[key])
        beside_right = sum(other in right for other in neighbours[key])
        if beside_left != beside_right:
            (left if beside_left > beside_right else right).append(key)
        else:
            (left if len(left) <= len(right) else right).append(key)
    return _balanced(left, right, places)


def _balanced(left: list[str], right: list[str], places: Mapping[str, Place]) -> tuple[list[str], list[str]]:
    """Move systems that could stand at either side until both are about equally long."""
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    movable = sorted(longer, key=lambda key: abs(places[key].tie.lean))
    while len(longer) > len(shorter) + 1 and movable:
        key = movable.pop(0)
        longer.remove(key)
        shorter.append(key)
    return left, right


def _ordered(left: list[str], right: list[str], needs: Iterable[Need]) -> tuple[list[str], list[str]]:
    """Put systems near those that they need, so that the lines between them are short (barycentre method)."""
    needs = tuple(needs)
    for _ in range(_ROUNDS):
        at = {key: place for side in (left, right) for place, key in enumerate(side)}
        for side in (left, right):
            side.sort(key=lambda key: (_middle(key, at, needs), at[key]))
    return left, right


def _middle(key: str, at: Mapping[str, int], needs: Iterable[Need]) -> float:
    others = [at[n.target] for n in needs if n.source == key] + [at[n.source] for n in needs if n.target == key]
    return (sum(others) + at[key]) / (len(others) + 1)
