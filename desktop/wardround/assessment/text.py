"""The assessment as JSON text, and back."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from wardround.assessment.answer import Answer
from wardround.assessment.assessment import Assessment
from wardround.assessment.migrations import NewerFile, NotAnEngagement, migrated
from wardround.assessment.problems import Problem, problems_of


class AssessmentRefused(ValueError):
    """The text is no assessment; ``problems`` says why, one line each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_assessment(text: str | bytes) -> Assessment:
    """Return the assessment in a JSON text of any known form. Raises AssessmentRefused with all problems."""
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AssessmentRefused((Problem("", "", f"this is not readable JSON: {error}"),)) from error
    try:
        present = migrated(data)
    except (NewerFile, NotAnEngagement) as error:
        raise AssessmentRefused((Problem("", "", str(error)),)) from error
    try:
        return Assessment.model_validate_json(json.dumps(present))
    except ValidationError as error:
        raise AssessmentRefused(problems_of(error, Assessment, present)) from error


def write_assessment(assessment: Assessment) -> str:
    """Return the assessment as JSON text that people can read and compare: open answers and empty notes left out."""
    return json.dumps(_compact(assessment), ensure_ascii=False, indent=1) + "\n"


def _compact(assessment: Assessment) -> dict[str, Any]:
    content: dict[str, Any] = {"schema_version": assessment.schema_version}
    for name in type(assessment).model_fields:
        value = getattr(assessment, name)
        if name == "scenarios":
            content[name] = [row.model_dump(mode="json", exclude_defaults=True) for row in value]
        elif name != "schema_version":
            section = {}
            for field in type(value).model_fields:
                part = getattr(value, field)
                if isinstance(part, Answer):
                    dumped = part.model_dump(mode="json", exclude_defaults=True)
                else:
                    dumped = value.model_dump(mode="json", include={field}, exclude_defaults=True).get(field)
                if dumped:
                    section[field] = dumped
            content[name] = section
    return content


def json_schema() -> dict[str, Any]:
    """Return the published JSON Schema of an engagement file."""
    schema = Assessment.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wardround engagement",
        **schema,
    }
