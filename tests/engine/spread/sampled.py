"""The sample engagements with everything that a spread starts from."""

from dataclasses import dataclass
from functools import cache

from tests.engine.samples import AS_OF, findings, sample
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.assess import in_key_order
from wardround.engine.demand import contributions
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Findings
from wardround.engine.spread.inputs import Uncertain, uncertain_inputs
from wardround.engine.spread.load import LoadModel, load_model
from wardround.knowledge import Knowledge


@dataclass(frozen=True)
class Engagement:
    """An assessment, its findings, and what is not known about it."""

    assessment: Assessment
    facts: Facts
    findings: Findings
    knowledge: Knowledge
    catalogue: Catalogue
    inputs: tuple[Uncertain, ...]
    model: LoadModel


def of(assessment: Assessment, found: Findings) -> Engagement:
    """Return any assessment with everything that a spread starts from."""
    knowledge, catalogue = Knowledge.load(), Catalogue.load()
    answers = in_key_order(assessment)
    facts = answered(answers, knowledge)
    parts = contributions(answers, facts, knowledge, AS_OF, found.demand)
    inputs = uncertain_inputs(answers, facts, knowledge, catalogue, found, parts)
    return Engagement(answers, facts, found, knowledge, catalogue, inputs, load_model(found.demand, parts, facts))


@cache
def engagement(name: str) -> Engagement:
    """Return a sample engagement."""
    return of(sample(name), findings(name))
