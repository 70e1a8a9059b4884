"""Migration waves from the dependency graph.

Systems that depend on each other in a circle move together. Non-production goes first, then identity and network, then
what moves with the ERP and the ERP itself with its interfaces, then the rest; inside a wave's turn what others need
goes ahead of them, what hurts least if it fails goes first, and what stands at one site stays side by side. Whoever
pins a system to another wave is told what breaks.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wardround.assessment import THE_ERP, Assessment
from wardround.assessment.dependencies import System
from wardround.engine.facts import Facts
from wardround.engine.findings import PlanBreak, Wave
from wardround.knowledge import Knowledge

GROUPS_PER_WAVE = 12
"""Groups that one weekend and one team can move and check; judgement."""

STAYING = 0
"""Wave number of what does not move."""

FOUNDATION_KINDS = frozenset({"identity", "network"})
ALREADY_OUTSIDE = frozenset({"azure", "vendor", "other_cloud"})
NON_PRODUCTION = ("development", "test", "training", "preproduction")

Graph = Mapping[str, Sequence[str]]
"""What each node needs, by key."""


@dataclass(frozen=True, slots=True)
class Group:
    """Systems that can only move together."""

    members: tuple[str, ...]
    turn: int
    """0: foundation, 1: with the ERP, 2: the ERP itself, 3: later."""
    criticality: int
    sensitivity: int
    site: str

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Return what decides between groups that could both go next."""
        return self.turn, self.criticality, self.sensitivity, self.site, self.members[0]


@dataclass(frozen=True, slots=True)
class WavePlan:
    """The waves in the order of moving, what they need of each other, and what breaks by what was pinned."""

    waves: tuple[Wave, ...]
    """Last, as wave 0, what stays where it is."""
    breaks: tuple[PlanBreak, ...]


def waves(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> tuple[Wave, ...]:
    """Return the waves in the order of moving, and last, as wave 0, what stays where it is."""
    return planned_waves(assessment, facts, knowledge).waves


def planned_waves(assessment: Assessment, facts: Facts, knowledge: Knowledge) -> WavePlan:
    """Return the waves with what was pinned by hand, and what breaks by it."""
    systems = {system.key: system for system in assessment.dependencies.systems}
    moving = {key: system for key, system in systems.items() if _moves(system)}
    graph = _graph(assessment, frozenset(moving) | {THE_ERP})
    groups = _groups(graph, moving, assessment, knowledge)
    found: list[tuple[str, tuple[str, ...], str]] = []
    scope = facts.choices("scope_environments")
    rehearsal = tuple(f"{THE_ERP}:{name}" for name in NON_PRODUCTION if name in scope)
    if rehearsal:
        found.append(("Non-production", rehearsal, "Mistakes made here cost nothing."))
    for title, turns in (("Identity and network", {0}), ("", {1, 2}), ("Follow-up systems", {3})):
        ordered = _ordered([group for group in groups if group.turn in turns], graph)
        parts = [ordered[at : at + GROUPS_PER_WAVE] for at in range(0, len(ordered), GROUPS_PER_WAVE)]
        found.extend(_wave(title, part, assessment, graph, moving) for part in parts)
    numbered = [Wave(number, *part) for number, part in enumerate(found, start=1)]
    numbered, pinned = _pinned(numbered, assessment, moving)
    numbered = _with_needs(numbered, graph)
    breaks = _breaks(numbered, pinned, graph, groups, moving, assessment)
    staying = tuple(sorted(key for key in systems if key not in moving))
    if staying:
        numbered.append(Wave(STAYING, "Stay where they are", staying, _why_staying(staying, systems, assessment)))
    return WavePlan(tuple(numbered), breaks)


def _pinned(
    numbered: list[Wave], assessment: Assessment, moving: Mapping[str, System]
) -> tuple[list[Wave], tuple[str, ...]]:
    """Return the waves with systems where they were pinned to, and which these are; a wave left empty is gone.

    The numbers of the others stay, so that a pin means the same wave as before.
    """
    target = {pin.member: pin.wave for pin in assessment.calendar.pins if pin.wave is not None and pin.member in moving}
    home = {member: wave.number for wave in numbered for member in wave.members}
    moved = {member: number for member, number in sorted(target.items()) if home.get(member, number) != number}
    if not moved:
        return numbered, ()
    members = {wave.number: [one for one in wave.members if one not in moved] for wave in numbered}
    by_number = {wave.number: wave for wave in numbered}
    for member, number in moved.items():
        members.setdefault(number, []).append(member)
    found = []
    for number in sorted(members):
        there = tuple(members[number])
        wave = by_number.get(number, Wave(number, "Pinned by hand", there, "Somebody wants them to move apart."))
        if there:
            pinned = tuple(member for member in there if member in moved)
            found.append(replace(wave, members=there, pinned=pinned))
    return found, tuple(moved)


def _with_needs(numbered: Sequence[Wave], graph: Graph) -> list[Wave]:
    """Return the waves with the numbers of those that hold something they need; non-production is waited for by all."""
    home = {member: wave.number for wave in numbered for member in wave.members}
    first = numbered[0].number if numbered and _is_rehearsal(numbered[0]) else None
    found = []
    for wave in numbered:
        needed = {home[need] for key in wave.members if key in graph for need in graph[key] if need in home}
        needed |= {first} if first is not None else set()
        found.append(replace(wave, waits_for=tuple(sorted(one for one in needed if one < wave.number))))
    return found


def _is_rehearsal(wave: Wave) -> bool:
    return any(member.startswith(f"{THE_ERP}:") for member in wave.members)


def _breaks(
    numbered: Sequence[Wave],
    pinned: Sequence[str],
    graph: Graph,
    groups: Sequence[Group],
    moving: Mapping[str, System],
    assessment: Assessment,
) -> tuple[PlanBreak, ...]:
    """Return what the pinned systems tear apart: circles, and what would move before that which it needs."""
    found = []
    stuck = [pin.member for pin in assessment.calendar.pins if pin.wave is not None and pin.member not in moving]
    for member in sorted(set(stuck)):
        words = "The ERP and its environments keep their wave; move the other systems around them."
        if not member.startswith(THE_ERP):
            words = f"{_systems_name(member, assessment)} does not move, so it is in no wave."
        found.append(PlanBreak("unknown", member, words))
    if not pinned:
        return tuple(found)
    home = {member: wave.number for wave in numbered for member in wave.members}
    circle = {key: group.members for group in groups for key in group.members}
    needed_by: dict[str, list[str]] = {}
    for key, needs in graph.items():
        for need in needs:
            needed_by.setdefault(need, []).append(key)
    for member in pinned:
        here, (name,) = home[member], _names((member,), moving)
        apart = [key for key in circle.get(member, ()) if key in home and home[key] != here]
        if apart:
            words = f"{name} and {', '.join(_names(apart, moving))} need each other, yet move in different waves."
            found.append(PlanBreak("apart", member, words))
        late = [key for key in graph.get(member, ()) if home.get(key, 0) > here and key not in apart]
        if late:
            words = f"{name} moves in wave {here}, before {', '.join(_names(late, moving))}, which it needs."
            found.append(PlanBreak("order", member, words))
        early = [key for key in needed_by.get(member, ()) if 0 < home.get(key, 0) < here and key not in apart]
        if early:
            words = (
                f"{name} moves in wave {here}, after {', '.join(_names(early, moving))}, which it must be there for."
            )
            found.append(PlanBreak("order", member, words))
    return tuple(found)


def _systems_name(key: str, assessment: Assessment) -> str:
    return next((row.name for row in assessment.dependencies.systems if row.key == key), key)


def strongly_connected(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Return the strongly connected components, each sorted, in the order of their first members.

    Kosaraju and Sharir (Comput. Math. Appl. 7, 1981): nodes by finishing time, then what reaches them backwards. Both
    passes keep a stack of their own, so that depth has no limit.
    """
    backwards: dict[str, list[str]] = {node: [] for node in graph}
    for node in sorted(graph):
        for other in graph[node]:
            backwards[other].append(node)
    seen: set[str] = set()
    finished = [node for root in sorted(graph) for node in _finishing_order(root, graph, seen)]
    taken: set[str] = set()
    components = [_finishing_order(root, backwards, taken) for root in reversed(finished)]
    return tuple(sorted(tuple(sorted(component)) for component in components if component))


def _finishing_order(root: str, graph: Graph, seen: set[str]) -> list[str]:
    """Return the nodes reached from a root that were not seen before, each after those that it leads to."""
    if root in seen:
        return []
    seen.add(root)
    finished: list[str] = []
    path = [(root, iter(graph[root]))]
    while path:
        node, neighbours = path[-1]
        following = next((other for other in neighbours if other not in seen), None)
        if following is None:
            finished.append(node)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(graph[following])))
    return finished


def _moves(system: System) -> bool:
    if system.moves in {"with_erp", "later"}:
        return True
    return system.moves == "undecided" and system.location not in ALREADY_OUTSIDE


def _graph(assessment: Assessment, nodes: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return what each moving system needs; interfaces and datasets stand for the systems they belong to."""
    ends = {row.key: (THE_ERP, row.system) for row in assessment.interfaces.interfaces}
    ends |= {row.key: (row.system, "") for row in assessment.data.datasets}
    needs: dict[str, set[str]] = {node: set() for node in nodes}
    for edge in assessment.dependencies.edges:
        for source in ends.get(edge.source, (edge.source, "")):
            for target in ends.get(edge.target, (edge.target, "")):
                if source in nodes and target in nodes and source != target:
                    needs[source].add(target)
    return {node: tuple(sorted(needs[node])) for node in sorted(nodes)}


def _groups(
    graph: Graph, moving: Mapping[str, System], assessment: Assessment, knowledge: Knowledge
) -> tuple[Group, ...]:
    held: dict[str, int] = {}
    for row in assessment.data.datasets:
        kind = knowledge.data_classes.get(row.data_class)
        held[row.system] = max(held.get(row.system, 0), kind.default_sensitivity if kind else 0)
    return tuple(
        Group(
            members,
            _turn(members, moving),
            max((moving[key].criticality for key in members if key in moving), default=5),
            max(held.get(key, 0) for key in members),
            min(moving[key].site if key in moving else "" for key in members),
        )
        for members in strongly_connected(graph)
    )


def _turn(members: tuple[str, ...], moving: Mapping[str, System]) -> int:
    if THE_ERP in members:
        return 2
    if any(moving[key].kind in FOUNDATION_KINDS for key in members):
        return 0
    return 1 if any(moving[key].moves == "with_erp" for key in members) else 3


def _ordered(groups: Sequence[Group], graph: Graph) -> list[Group]:
    """Return the groups so that each comes after those it needs; between equals the less critical goes first."""
    home = {key: group for group in groups for key in group.members}
    waiting: dict[tuple[str, ...], int] = {}
    needed_by: dict[tuple[str, ...], list[Group]] = {group.members: [] for group in groups}
    for group in groups:
        needs = {home[target].members for key in group.members for target in graph[key] if target in home}
        needs.discard(group.members)
        waiting[group.members] = len(needs)
        for members in sorted(needs):
            needed_by[members].append(group)
    ready = [(group.order, group) for group in groups if not waiting[group.members]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _order, group = heapq.heappop(ready)
        ordered.append(group)
        for follower in needed_by[group.members]:
            waiting[follower.members] -= 1
            if not waiting[follower.members]:
                heapq.heappush(ready, (follower.order, follower))
    return ordered


def _wave(
    title: str, groups: Sequence[Group], assessment: Assessment, graph: Graph, moving: Mapping[str, System]
) -> tuple[str, tuple[str, ...], str]:
    members = [key for group in groups for key in group.members]
    carries_erp = THE_ERP in members
    if carries_erp:
        members += sorted(row.key for row in assessment.interfaces.interfaces)
    if not title:
        title = "ERP production and its interfaces" if carries_erp else "Ahead of the ERP"
    reasons = [_REASONS[title]]
    circles = [group.members for group in groups if len(group.members) > 1]
    reasons += [f"{', '.join(_names(circle, moving))} need each other and move together." for circle in circles]
    reasons.extend(_links_left(members, graph, moving) if carries_erp else ())
    return title, tuple(members), " ".join(reasons)


_REASONS = {
    "Identity and network": "Everybody signs in and finds names through them, so they stand before anything moves.",
    "Ahead of the ERP": "They move with the ERP and are needed less, so they go first.",
    "ERP production and its interfaces": "The ERP and what moves with it change over in one window.",
    "Follow-up systems": "They reach the ERP over the link until their turn.",
}


def _links_left(members: Iterable[str], graph: Graph, moving: Mapping[str, System]) -> list[str]:
    there = set(members)
    behind = sorted({need for key in there & graph.keys() for need in graph[key] if need not in there})
    late = [key for key in behind if key in moving and _turn((key,), moving) == 3]  # noqa: PLR2004 - the last turn
    return [f"Until they follow, {', '.join(_names(late, moving))} are reached over the link."] if late else []


def _names(keys: Iterable[str], moving: Mapping[str, System]) -> list[str]:
    return ["the ERP" if key == THE_ERP else moving[key].name for key in keys]


def _why_staying(staying: Sequence[str], systems: Mapping[str, System], assessment: Assessment) -> str:
    needed = {edge.target for edge in assessment.dependencies.edges if edge.source == THE_ERP}
    linked = [systems[key].name for key in staying if key in needed and systems[key].location == "on_premises"]
    if linked:
        return f"They are not moved; the ERP needs {', '.join(linked)} over the link to the old site."
    return "They are not moved, or run elsewhere already."
