"""Migration waves: who moves together, in which order, and what stays."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.river_hospital import hospital, needs, stated, system
from wardround.assessment import Assessment
from wardround.engine.facts import answered
from wardround.engine.findings import Wave
from wardround.engine.waves import GROUPS_PER_WAVE, STAYING, strongly_connected, waves
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def waves_of(assessment: Assessment) -> tuple[Wave, ...]:
    return waves(assessment, answered(assessment, KNOWLEDGE), KNOWLEDGE)


def estate(systems: Sequence[dict[str, object]], edges: Sequence[dict[str, object]] = ()) -> tuple[Wave, ...]:
    return waves_of(
        hospital(dependencies={"systems": list(systems), "edges": list(edges)}, interfaces={"interfaces": []})
    )


def wave_of(found: Sequence[Wave], member: str) -> int:
    (number,) = [wave.number for wave in found if member in wave.members]
    return number


def test_the_hospital_moves_in_four_waves() -> None:
    found = waves_of(hospital())
    assert [(wave.number, wave.title) for wave in found] == [
        (1, "Non-production"),
        (2, "Identity and network"),
        (3, "ERP production and its interfaces"),
        (4, "Follow-up systems"),
        (STAYING, "Stay where they are"),
    ]
    assert found[0].members == ("erp:test", "erp:training", "erp:preproduction")
    assert found[1].members == ("directory",)
    assert set(found[2].members) == {"gateway", "scanner", "erp", "adt", "bank", "edi", "fax"}
    assert found[3].members == ("archive", "dashboard")
    assert found[4].members == ("laboratory",)


def test_systems_that_need_each_other_move_together() -> None:
    found = waves_of(hospital())
    assert "Gateway, Scanner need each other and move together." in found[2].reason


def test_a_circle_through_the_erp_moves_with_the_erp() -> None:
    found = estate(
        [system("billing", moves="later"), system("other", moves="later")],
        [needs("erp", "billing"), needs("billing", "erp")],
    )
    assert wave_of(found, "billing") == wave_of(found, "erp")
    assert wave_of(found, "other") > wave_of(found, "erp")


def test_what_others_need_goes_ahead_of_them() -> None:
    chain = [system(f"s{number:02}", moves="later") for number in range(30)]
    edges = [needs(f"s{number:02}", f"s{number + 1:02}") for number in range(29)]
    found = estate(chain, edges)
    for edge in edges:
        assert wave_of(found, str(edge["target"])) <= wave_of(found, str(edge["source"]))
    assert wave_of(found, "s29") < wave_of(found, "s00")


def test_a_wave_holds_no_more_groups_than_a_weekend_carries() -> None:
    found = estate([system(f"s{number:02}", moves="with_erp") for number in range(30)])
    assert [len(wave.members) for wave in found if wave.title == "Ahead of the ERP"] == [GROUPS_PER_WAVE] * 2
    assert wave_of(found, "erp") == max(wave.number for wave in found)


def test_the_less_critical_go_first() -> None:
    systems = [system(f"s{number:02}", moves="later", criticality=1 + number % 5) for number in range(20)]
    found = estate(systems)
    first = next(wave for wave in found if wave.title == "Follow-up systems")
    assert {int(name[1:]) % 5 for name in first.members} == {0, 1, 2}


def test_what_an_undecided_system_does_depends_on_where_it_runs() -> None:
    found = estate([system("old"), system("cloud", location="vendor"), system("portal", kind="saas", location="azure")])
    assert wave_of(found, "old") > 0
    assert wave_of(found, "cloud") == STAYING
    assert wave_of(found, "portal") == STAYING


def test_a_dependency_through_an_interface_or_a_dataset_counts_for_its_system() -> None:
    found = waves_of(
        hospital(
            dependencies={
                "systems": [system("lab", moves="later"), system("store", moves="later")],
                "edges": [needs("lab", "books"), needs("store", "feed")],
            },
            interfaces={"interfaces": [{"key": "feed", "name": "Feed", "interface_type": "hl7_adt", "system": "lab"}]},
            data={"datasets": [{"key": "books", "name": "Books", "data_class": "DC-FIN", "system": "store"}]},
        )
    )
    # The laboratory needs what the store holds, and the store needs the laboratory's interface: a circle.
    assert "Lab, Store need each other" in found[-1].reason


def test_without_a_graph_the_erp_moves_alone() -> None:
    bare = Assessment.model_validate({"engagement": {"scope_environments": stated(["production"])}})
    assert [wave.members for wave in waves_of(bare)] == [("erp",)]


def test_very_long_chains_have_no_limit() -> None:
    chain = {f"{number:06}": (f"{number + 1:06}",) for number in range(20_000)}
    assert len(strongly_connected({**chain, "020000": ()})) == 20_001
    assert len(strongly_connected({**chain, "020000": ("000000",)})) == 1


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    nodes = [f"n{number}" for number in range(draw(st.integers(1, 9)))]
    return {node: tuple(draw(st.lists(st.sampled_from(nodes), unique=True, max_size=3))) for node in nodes}


def reached(graph: dict[str, tuple[str, ...]], start: str) -> set[str]:
    found, left = set[str](), [start]
    while left:
        node = left.pop()
        if node not in found:
            found.add(node)
            left.extend(graph[node])
    return found


@given(graphs())
def test_two_nodes_are_in_one_component_exactly_if_they_reach_each_other(graph: dict[str, tuple[str, ...]]) -> None:
    components = strongly_connected(graph)
    assert sorted(node for component in components for node in component) == sorted(graph)
    home = {node: component for component in components for node in component}
    ways = {node: reached(graph, node) for node in graph}
    for one in graph:
        for other in graph:
            assert (home[one] == home[other]) == (other in ways[one] and one in ways[other])


@given(graphs(), st.data())
def test_every_system_has_one_wave_and_circles_are_never_torn(
    graph: dict[str, tuple[str, ...]], data: st.DataObject
) -> None:
    moves = {node: data.draw(st.sampled_from(["with_erp", "later", "stays"])) for node in graph}
    systems = [system(node, moves=moves[node]) for node in sorted(graph)]
    edges = [needs(node, other) for node in sorted(graph) for other in graph[node] if other != node]
    found = estate(systems, edges)
    moving = {node: tuple(n for n in graph[node] if moves[n] != "stays") for node in graph if moves[node] != "stays"}
    for node in graph:
        assert (wave_of(found, node) == STAYING) == (moves[node] == "stays")
    for component in strongly_connected(moving):
        assert len({wave_of(found, node) for node in component}) == 1
