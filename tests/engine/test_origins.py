"""Every fact has one origin, and it leads somewhere."""

import pytest

from wardround.assessment import Answer, Assessment, value_at
from wardround.engine.origins import ORIGINS, Answered, Control, Decided, Derived, NoOrigin, Origin, Rows, Table
from wardround.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()


def test_every_fact_of_the_vocabulary_has_exactly_one_origin() -> None:
    assert set(ORIGINS) == set(KNOWLEDGE.facts)


@pytest.mark.parametrize("name", sorted(KNOWLEDGE.facts))
def test_the_origin_fits_the_layer_of_the_fact(name: str) -> None:
    asked = isinstance(ORIGINS[name], Answered | Rows | Control | Table | Decided)
    assert asked == (KNOWLEDGE.facts[name].layer == "input")


def _with_path() -> dict[str, Origin]:
    return {name: origin for name, origin in ORIGINS.items() if not isinstance(origin, Derived | NoOrigin)}


@pytest.mark.parametrize("name", sorted(_with_path()))
def test_the_path_of_an_answer_leads_to_the_field_of_its_question(name: str) -> None:
    origin = ORIGINS[name]
    assert not isinstance(origin, Derived | NoOrigin)
    found = value_at(Assessment(), origin.path)
    assert isinstance(found, tuple if isinstance(origin, Table) else Answer)
    section, field = origin.path.split(".")
    extra = type(getattr(Assessment(), section)).model_fields[field].json_schema_extra
    assert extra == {"question": KNOWLEDGE.facts[name].produced_by}


@pytest.mark.parametrize("name", sorted(name for name, origin in ORIGINS.items() if isinstance(origin, Control)))
def test_a_control_behind_a_fact_stands_in_the_catalogue_and_gives_values_of_the_fact(name: str) -> None:
    origin = ORIGINS[name]
    assert isinstance(origin, Control)
    assert origin.control_id in KNOWLEDGE.controls
    for value in (origin.fulfilled, origin.opened):
        if isinstance(value, str):
            assert value in KNOWLEDGE.facts[name].choices
        else:
            assert value is None or KNOWLEDGE.facts[name].type == "bool"


@pytest.mark.parametrize("name", sorted(name for name, origin in ORIGINS.items() if isinstance(origin, Derived)))
def test_what_a_derived_fact_rests_on_are_answers(name: str) -> None:
    origin = ORIGINS[name]
    assert isinstance(origin, Derived)
    assert set(origin.rests_on) <= set(_with_path())
