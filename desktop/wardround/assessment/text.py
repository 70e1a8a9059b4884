"""The assessment as JSON text, and back."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from wardround.assessment.answer import Provenance
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
    # ValueError is what Python raises for broken JSON, for text that is not UTF-8, for a number of 5,000 digits.
    except (ValueError, RecursionError) as error:
        raise AssessmentRefused((Problem("", "", f"this is not readable JSON ({json_fault(error)})"),)) from error
    try:
        present = migrated(data)
    except (NewerFile, NotAnEngagement) as error:
        raise AssessmentRefused((Problem("", "", str(error)),)) from error
    try:
        return Assessment.model_validate(present)
    except ValidationError as error:
        raise AssessmentRefused(problems_of(error, Assessment, present)) from error


def json_fault(error: ValueError | RecursionError) -> str:
    """Return what is wrong with a JSON text, for somebody who has to mend it."""
    match error:
        case json.JSONDecodeError() if not error.doc.strip():
            return "the file is empty"
        case json.JSONDecodeError():
            return f"it breaks off or goes wrong at line {error.lineno}, column {error.colno}"
        case UnicodeDecodeError():
            return "it is no text in UTF-8; save it as UTF-8, or choose another file"
        case RecursionError():
            return "brackets are nested too deeply"
        case _:
            return "a number in it has too many digits"


def write_assessment(assessment: Assessment) -> str:
    """Return the assessment as JSON text that people can read and compare: open answers and empty notes left out."""
    return json.dumps(_compact(assessment), ensure_ascii=False, indent=1) + "\n"


def _compact(assessment: Assessment) -> dict[str, Any]:
    content: dict[str, Any] = {"schema_version": assessment.schema_version}
    for name in type(assessment).model_fields:
        value = getattr(assessment, name)
        if name == "scenarios":
            content[name] = [_readable(row.model_dump(mode="json", exclude_defaults=True)) for row in value]
        elif name != "schema_version":
            changed = value.model_dump(mode="json", exclude_defaults=True)
            content[name] = {field: _readable(part) for field, part in changed.items()}
    return content


def _readable(part: Any) -> Any:
    """Return an answer, a row or a table of rows in the order of reading: first what it says, then by whom and when."""
    if isinstance(part, list):
        return [_readable(row) for row in part]
    if isinstance(part, dict):
        return {name: part[name] for name in sorted(part, key=lambda name: name in Provenance.model_fields)}
    return part


def json_schema() -> dict[str, Any]:
    """Return the published JSON Schema of an engagement file."""
    schema = Assessment.model_json_schema()
    for definition in schema["$defs"].values():
        for field in definition.get("properties", {}).values():
            # That a question is open until somebody answers it need not be said 227 times.
            if "question" in field:
                field.pop("default", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Wardround engagement",
        "required": ["schema_version"],
    }
