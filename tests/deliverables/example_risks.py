"""Risks that might fire for the example hospital."""
# ruff: noqa: E501 - the rows of a table stay in one piece

from __future__ import annotations

from wardround.engine.findings import FiredRisk

# id | category | title | likelihood and impact before and after | owner | due phase | what to do
_RISKS = """
RK-BKP-01|backup|Backup never restored|4 5 1 4|database lead|4 environment build|Restore drill before anything moves, then every month
RK-SIZ-02|sizing|Month-end peak under-estimated|4 4 2 3|database lead|6 integration validation|Load-test the close in pre-production and keep a report calendar
RK-IDN-01|identity|Login depends on the old data centre|4 4 1 2|infrastructure lead|2 landing zone|Directory replicas in both regions before wave 3
RK-DR-03|disaster recovery|Chosen pattern loses too much data|4 4 2 2|database lead|4 environment build|Local cache at the theatre, decided in wave 2
RK-SEC-01|security|Sign-in without second factor|4 4 1 3|security lead|3 security baseline|Second factor for everybody, strong methods for administrators
RK-DAT-03|data|Live data in test systems|4 4 1 2|application lead|5 non-production migration|Masking pipeline before the first refresh
RK-CRT-01|certificates|Certificate expiry outage|4 4 1 2|operations manager|3 security baseline|Inventory, automatic renewal, an alert at 30 days
RK-INT-05|integration|Duplicate or lost messages around failover|3 4 2 3|integration lead|6 integration validation|Acknowledgement by message id and a replay test
RK-SIZ-01|sizing|Sizing rests on guesses|4 3 2 2|infrastructure lead|1 assessment and sizing|A full month of measurements with a close in it
RK-CAP-02|capacity and SKU|No room in the recovery region|3 5 2 4|infrastructure lead|2 landing zone|Capacity reservation in the recovery region
RK-COS-03|cost|Commitment on unstable load|3 3 1 2|finance lead|9 post-go-live optimisation|Commit after two measured months
RK-PPL-01|people|Key person dependency|4 4 2 2|operations manager|5 non-production migration|A second person for each duty, runbooks tried by both
RK-VEN-01|vendor|Provider promises less than needed|4 4 2 2|vendor manager|3 security baseline|Objectives in the contract, with tests
RK-CUT-02|cutover|Too few rehearsals|3 4 2 3|migration manager|7 migration rehearsal|Two full rehearsals, one with rollback
RK-LIC-02|licence|User licence count wrong|3 2 2 1|finance lead|1 assessment and sizing|Count named users by role before the order
RK-MON-03|monitoring|Log cost surprise|3 2 2 1|operations manager|9 post-go-live optimisation|A daily cap with an alert
RK-CHG-01|change|Uncontrolled change|2 3 1 2|operations manager|8 production cutover|Freeze list agreed with all partners
"""


def example_risks() -> tuple[FiredRisk, ...]:
    """Return the risks that fired, worst first."""
    return tuple(_risk(position, row) for position, row in enumerate(_RISKS.split("\n")[1:-1]))


def _risk(position: int, row: str) -> FiredRisk:
    risk_id, category, title, scores, owner, phase, mitigation = row.split("|")
    likelihood, impact, residual_likelihood, residual_impact = (int(score) for score in scores.split())
    return FiredRisk(
        risk_id=risk_id,
        category=category,
        title=title,
        cause="The answers show that a safeguard is missing or unproven",
        event=f"{title} becomes real at a bad time",
        consequence="Wards wait for supply; the close slips; staff lose trust",
        likelihood=likelihood,
        impact=impact,
        residual_likelihood=residual_likelihood,
        residual_impact=residual_impact,
        because=("Months since a proven restore: 14 (Anna Weiß, stated)", "Peak concurrent users: 320 (measured)"),
        assumed=position % 5 == 4,
        mitigation=mitigation,
        owner_role=owner,
        evidence="Signed record of the drill",
        controls=("CT-BKP-01", "CT-MON-01"),
        due_phase=phase,
        source="Wardround method 2026 (practice)",
    )
