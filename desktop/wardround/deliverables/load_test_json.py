"""The load test as JSON for the client's testers: a form of its own, documented and versioned."""

from __future__ import annotations

from wardround import __version__
from wardround.assessment import Assessment
from wardround.deliverables.findings_json import plain
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.json_text import Json, json_text
from wardround.engine.findings import Findings
from wardround.engine.load_test import NOTHING_TO_TEST

SCHEMA_VERSION = 1
"""Rises when a key goes away or changes its meaning; new keys may come at any time."""


def load_test_json(assessment: Assessment, findings: Findings) -> str:
    """Return the load test as JSON text: the same text for the same input; `load_test` is null where none was made."""
    found = None if findings.comparison is None else findings.comparison.load_test
    engagement = assessment.engagement
    document: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "kind": "wardround-load-test",
        "as_of": findings.as_of.isoformat(),
        "scenario": findings.scenario,
        "product": {"name": "Wardround", "version": __version__, "rules": findings.knowledge_version},
        "engagement": {
            "client": engagement.client,
            "project": engagement.project,
            "confidentiality": engagement.confidentiality,
            "fingerprint": fingerprint(assessment),
        },
        "note": NOTHING_TO_TEST if found is None else found.words,
        "load_test": plain(found),
    }
    return json_text(document)
