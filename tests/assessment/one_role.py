"""A small engagement for the tests of reading and changing."""

from typing import Any

from wardround.assessment import Assessment

ROLE: dict[str, Any] = {"key": "nurses", "name": "Nurses", "activity_level": "scanner_user", "head_count": 40}


def engagement(**sections: object) -> dict[str, Any]:
    """Return the plain content of a file with these sections."""
    return {"schema_version": 1, **sections}


def two_roles() -> Assessment:
    """Return an engagement with two roles, a site and an answered question."""
    return Assessment.model_validate(
        engagement(
            organisation={"sites": [{"key": "main", "name": "Main", "country": "DE", "time_zone": "Europe/Berlin"}]},
            people={
                "roles": [{**ROLE, "site": "main"}, {**ROLE, "key": "buyers.east", "name": "Buyers"}],
                "named_users": {"value": 80, "standing": "documented", "by": "Ada Brandt", "note": "staff list"},
                "avg_concurrent_users": {"standing": "unknown", "owner": "Ada Brandt", "due": "2026-12-04"},
            },
        )
    )
