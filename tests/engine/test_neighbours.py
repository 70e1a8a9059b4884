"""What users would wait on the next smaller and larger size."""

import pytest

from tests.engine.samples import SAMPLES, findings
from wardround.engine.findings import Alternative, RoleSizing


def main_role(name: str, role: str) -> RoleSizing:
    """Return the role of the tenants that the performance of the platform is told for."""
    found = [r for r in findings(name).sizing.roles if r.environment == "production" and r.role == role]
    return next(r for r in found if r.busy_share is not None)


def by_verdict(role: RoleSizing) -> dict[str, Alternative]:
    return {row.verdict: row for row in role.alternatives}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("role", ["application", "postgresql"])
def test_a_larger_size_answers_no_later_and_a_smaller_one_no_sooner(name: str, role: str) -> None:
    now = findings(name).sizing.performance.design_hour.p95_response_s
    assert now is not None
    beside = by_verdict(main_role(name, role))
    if "larger" in beside:
        assert beside["larger"].predicted_p95_s is not None
        assert beside["larger"].predicted_p95_s <= now * 1.01
    if "smaller" in beside and beside["smaller"].predicted_p95_s is not None:
        assert beside["smaller"].predicted_p95_s >= now * 0.99
    assert {"smaller", "larger"} & set(beside)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_next_sizes_have_a_price_and_a_role_that_nobody_waits_for_has_no_response(name: str) -> None:
    for role in findings(name).sizing.roles:
        for row in role.alternatives:
            assert row.monthly_usd > 0
            if role.environment != "production" or role.role not in {"application", "postgresql", "read_replica"}:
                assert row.predicted_p95_s is None
