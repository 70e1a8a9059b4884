"""The answers: what the client said, with its standing. Frozen values; nothing here knows a default or a formula."""

from wardround.assessment.answer import OPEN, Answer, Frozen, Provenance, Row, Standing
from wardround.assessment.assessment import SCHEMA_VERSION, THE_ERP, Assessment, UnknownScenario
from wardround.assessment.change import UnknownPath, value_at, with_value
from wardround.assessment.limits import AnyOf, Between, OneOf
from wardround.assessment.problems import Problem, problems_of
from wardround.assessment.scenarios import Change, Scenario
from wardround.assessment.text import AssessmentRefused, json_schema, read_assessment, write_assessment

__all__ = [
    "OPEN",
    "SCHEMA_VERSION",
    "THE_ERP",
    "Answer",
    "AnyOf",
    "Assessment",
    "AssessmentRefused",
    "Between",
    "Change",
    "Frozen",
    "OneOf",
    "Problem",
    "Provenance",
    "Row",
    "Scenario",
    "Standing",
    "UnknownPath",
    "UnknownScenario",
    "json_schema",
    "problems_of",
    "read_assessment",
    "value_at",
    "with_value",
    "write_assessment",
]
