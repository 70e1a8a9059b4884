"""The picture of the estate: who stands at which side of the ERP, and what hangs on whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.desk import sample
from wardround.assessment import Assessment, with_values
from wardround.workshop.dependency_map import Need, dependency_map


def estate(*, systems: str, interfaces: tuple[tuple[str, str], ...] = (), edges: tuple[str, ...] = ()) -> Assessment:
    """Return an estate: systems by their letters, interfaces as (system, direction), edges as 'a>b'."""
    rows: dict[str, Any] = {
        "dependencies.systems": [{"key": each, "name": each.upper()} for each in systems],
        "interfaces.interfaces": [
            {"key": f"i{n}", "name": f"I{n}", "interface_type": "x", "system": system, "direction": direction}
            for n, (system, direction) in enumerate(interfaces)
        ],
        "dependencies.edges": [
            {"key": edge.replace(">", "-"), "source": edge.partition(">")[0], "target": edge.partition(">")[2]}
            for edge in edges
        ],
    }
    return with_values(Assessment(), rows.items())


def sides(assessment: Assessment) -> tuple[set[str], set[str]]:
    found = dependency_map(assessment)
    return {place.key for place in found.left}, {place.key for place in found.right}


def test_what_sends_stands_left_and_what_is_sent_to_stands_right() -> None:
    assert sides(estate(systems="ab", interfaces=(("a", "inbound"), ("b", "outbound")))) == ({"a"}, {"b"})


def test_what_needs_the_erp_stands_left_and_what_it_needs_stands_right() -> None:
    assert sides(estate(systems="ab", edges=("a>erp", "erp>b"))) == ({"a"}, {"b"})


def test_a_system_without_a_tie_stands_beside_what_it_needs() -> None:
    left, right = sides(
        estate(systems="abcd", interfaces=(("a", "inbound"), ("b", "outbound"), ("d", "outbound")), edges=("c>a",))
    )
    assert left == {"a", "c"}
    assert right == {"b", "d"}


def test_needs_between_systems_are_shown_once_and_none_of_itself() -> None:
    found = dependency_map(estate(systems="ab", interfaces=(("a", "inbound"),), edges=("a>b", "a>a", "i0>b")))
    assert found.needs == (Need("a", "b"),)


def test_an_interface_counts_for_its_system_and_one_without_a_partner_is_loose() -> None:
    found = dependency_map(
        estate(systems="a", interfaces=(("a", "inbound"), ("a", "both"), ("a", "outbound"), ("", "inbound")))
    )
    place = found.place("a")
    assert place is not None
    assert (place.tie.inbound, place.tie.both, place.tie.outbound) == (1, 1, 1)
    assert found.loose_interfaces == 1


def test_no_system_is_no_picture() -> None:
    assert dependency_map(estate(systems="", interfaces=(("", "inbound"),))).is_empty
    assert dependency_map(Assessment()).is_empty


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("a", "A: criticality 3, its move is not decided. 2 interfaces with the ERP (1 in, 1 both ways). Needs B."),
        ("b", "B: criticality 3, its move is not decided. Needs the ERP. Needed by A and C."),
        ("c", "C: criticality 3, its move is not decided. Needs B. Needed by the ERP."),
    ],
)
def test_what_hangs_on_a_system_is_said_in_words(key: str, words: str) -> None:
    found = dependency_map(
        estate(systems="abc", interfaces=(("a", "inbound"), ("a", "both")), edges=("a>b", "c>b", "b>erp", "erp>c"))
    )
    assert found.about(key) == words


@pytest.mark.parametrize("name", ["clinic-group", "regional-hospital", "multi-site-network", "shared-services"])
def test_lines_from_side_to_side_do_not_cross(name: str) -> None:
    found = dependency_map(sample(name))
    left = {place.key: height for height, place in enumerate(found.left)}
    right = {place.key: height for height, place in enumerate(found.right)}
    ends = [sorted((need.source, need.target), key=right.__contains__) for need in found.needs]
    across = [(left[one], right[other]) for one, other in ends if one in left and other in right]
    for place, (here, there) in enumerate(across):
        for other_here, other_there in across[place + 1 :]:
            assert (here - other_here) * (there - other_there) >= 0


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["inbound", "outbound", "both"])), max_size=20),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20, unique=True),
)
def test_each_system_stands_once_and_no_side_is_much_longer(
    interfaces: list[tuple[str, str]], edges: list[tuple[str, str]]
) -> None:
    found = dependency_map(
        estate(systems="abcdefgh", interfaces=tuple(interfaces), edges=tuple(f"{a}>{b}" for a, b in edges))
    )
    assert sorted(place.key for place in (*found.left, *found.right)) == list("abcdefgh")
    assert abs(len(found.left) - len(found.right)) <= 1


@pytest.mark.parametrize("name", ["clinic-group", "regional-hospital", "multi-site-network", "shared-services"])
def test_every_sample_has_a_picture_with_each_of_its_systems(name: str) -> None:
    assessment = sample(name)
    found = dependency_map(assessment)
    keys = {place.key for place in (*found.left, *found.right)}
    assert keys == {system.key for system in assessment.dependencies.systems}
    for key in keys:
        assert found.about(key).endswith(".")
