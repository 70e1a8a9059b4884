"""The answers: what the client said, with its standing. Frozen values; nothing here knows a default or a formula."""

from wardround.assessment.answer import OPEN, Answer, Frozen, Provenance, Row, Standing
from wardround.assessment.assessment import SCHEMA_VERSION, Assessment, UnknownScenario
from wardround.assessment.change import UnknownPath, value_at, with_value, with_values
from wardround.assessment.labels import field_at, label_at, question_at
from wardround.assessment.limits import AnyOf, Between, OneOf
from wardround.assessment.problems import Problem, problems_of
from wardround.assessment.references import REFERENCES, THE_ERP, Reference
from wardround.assessment.scenarios import Change, Scenario
from wardround.assessment.text import AssessmentRefused, json_schema, read_assessment, write_assessment

__all__ = [
    "OPEN",
    "REFERENCES",
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
    "Reference",
    "Row",
    "Scenario",
    "Standing",
    "UnknownPath",
    "UnknownScenario",
    "field_at",
    "json_schema",
    "label_at",
    "problems_of",
    "question_at",
    "read_assessment",
    "value_at",
    "with_value",
    "with_values",
    "write_assessment",
]
