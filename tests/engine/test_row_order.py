"""The order in which people type rows moves nothing."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.plain_design import cost, resilience, sizing
from tests.engine.river_hospital import DERIVED, RIVER_HOSPITAL, WEDNESDAY, assuming, hospital
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.decisions import decide, settle
from wardround.engine.facts import answered
from wardround.engine.notes import notes
from wardround.engine.open_questions import open_questions
from wardround.engine.risk import risks
from wardround.engine.roadmap import roadmap
from wardround.knowledge import Knowledge

KNOWLEDGE, CATALOGUE = Knowledge.load(), Catalogue.load()


def tables() -> Iterator[tuple[str, str, list[Any]]]:
    for section, fields in RIVER_HOSPITAL.items():
        for name, value in fields.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                yield section, name, value


def everything_found(assessment: Assessment) -> tuple[object, ...]:
    settled = settle(assessment, answered(assessment, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    made = decide(assessment, settled.facts, sizing(), resilience(), (), cost(), CATALOGUE, KNOWLEDGE)
    road, figures = roadmap(assessment, made.facts, KNOWLEDGE, WEDNESDAY)
    facts = assuming(made.facts, DERIVED).with_derived(road.derived, "roadmap")
    register = risks(facts, KNOWLEDGE, road)
    asked = open_questions(assessment, facts, KNOWLEDGE, register.undecided)
    remarks = notes(assessment, facts, KNOWLEDGE, sizing(), made.decisions)
    return facts.entries, settled.tenancies, made.decisions, road, figures, register, asked, remarks


AS_TYPED = everything_found(hospital())


@settings(max_examples=25)
@given(st.data())
def test_the_order_of_rows_never_matters(data: st.DataObject) -> None:
    sections: dict[str, dict[str, object]] = {}
    for section, name, rows in tables():
        sections.setdefault(section, {})[name] = data.draw(st.permutations(rows), label=name)
    assert everything_found(hospital(**sections)) == AS_TYPED
