"""What must hold between answers: keys, references, and numbers that would contradict each other."""

import json
from typing import Any

import pytest

from tests.assessment.one_role import ROLE, engagement
from wardround.assessment import AssessmentRefused, read_assessment

SITE = {"key": "main", "name": "Main", "country": "DE", "time_zone": "Europe/Berlin"}
TENANT = {"key": "t", "name": "T", "database": "t", "database_gib": 10}
SYSTEM = {"key": "lab", "name": "Laboratory"}
INTERFACE = {"key": "orders", "name": "Orders", "interface_type": "hl7_adt"}
DATASET = {"key": "ledger", "name": "Ledger", "data_class": "DC-FIN"}
JOB = {"key": "j", "name": "Night", "operations": 1, "starts_at_hour": 1, "window_hours": 1}
REPORT = {"key": "r", "name": "Ageing", "runs_per_day": 1, "duration_minutes": 1}
PROCESS = {"key": "p", "name": "Wards", "rto_minutes": 60, "rpo_minutes": 5}
LINE = {"key": "l", "name": "Line", "unit_price_usd": 1}
EVERYTHING: dict[str, Any] = engagement(
    organisation={"sites": [SITE]},
    tenants={"tenants": [TENANT]},
    dependencies={"systems": [SYSTEM]},
    interfaces={"interfaces": [INTERFACE]},
    data={"datasets": [DATASET]},
)


def refusal(content: object) -> str:
    with pytest.raises(AssessmentRefused) as refused:
        read_assessment(json.dumps(content))
    return str(refused.value)


@pytest.mark.parametrize(
    ("section", "table", "row"),
    [
        ("people", "roles", ROLE),
        ("organisation", "sites", SITE),
        ("tenants", "tenants", TENANT),
        ("interfaces", "interfaces", INTERFACE),
        ("recovery", "processes", PROCESS),
    ],
)
def test_two_rows_of_a_table_may_not_have_one_key(section: str, table: str, row: dict[str, Any]) -> None:
    said = refusal(engagement(**{section: {table: [row, row]}}))
    assert f"the key '{row['key']}' is there twice" in said


def test_two_scenarios_may_not_have_one_name() -> None:
    scenario = {"key": "region-failover", "title": "Survive the region"}
    said = refusal(engagement(scenarios=[scenario, scenario]))
    assert said == "Scenarios: the key 'region-failover' is there twice; give each row its own"


def test_rows_of_different_tables_may_have_one_key() -> None:
    same = engagement(people={"roles": [{**ROLE, "key": "x"}]}, recovery={"processes": [{**PROCESS, "key": "x"}]})
    assert read_assessment(json.dumps(same)).people.roles[0].key == "x"


@pytest.mark.parametrize(
    ("section", "table", "row", "column"),
    [
        ("people", "roles", ROLE, "site"),
        ("people", "roles", ROLE, "tenant"),
        ("reports", "jobs", JOB, "site"),
        ("reports", "jobs", JOB, "tenant"),
        ("reports", "reports", REPORT, "tenant"),
        ("interfaces", "interfaces", INTERFACE, "system"),
        ("interfaces", "interfaces", INTERFACE, "tenant"),
        ("dependencies", "systems", SYSTEM, "site"),
        ("data", "datasets", DATASET, "system"),
        ("data", "datasets", DATASET, "tenant"),
        ("volumes", "documents", {"key": "d", "document_type": "x", "per_day": 1}, "tenant"),
        ("budget", "lines", LINE, "tenant"),
    ],
)
def test_a_name_of_another_row_must_lead_to_one(section: str, table: str, row: dict[str, Any], column: str) -> None:
    said = refusal(engagement(**{section: {table: [{**row, column: "gone"}]}}))
    assert "names 'gone', which is not in this engagement; add it or correct the name" in said
    assert row.get("name", row["key"]) in said


@pytest.mark.parametrize("column", ["needs_systems", "needs_interfaces", "needs_datasets"])
def test_what_a_process_needs_must_be_in_the_engagement(column: str) -> None:
    said = refusal(EVERYTHING | {"recovery": {"processes": [{**PROCESS, column: ["gone"]}]}})
    assert said.startswith("Process 'Wards', Needs")
    assert "names 'gone'" in said


def test_a_dataset_may_lie_in_the_erp_itself() -> None:
    content = engagement(data={"datasets": [{**DATASET, "system": "erp"}]})
    assert read_assessment(json.dumps(content)).data.datasets[0].system == "erp"


@pytest.mark.parametrize("end", ["erp", "lab", "orders", "ledger"])
def test_a_dependency_may_end_at_the_erp_a_system_an_interface_or_a_dataset(end: str) -> None:
    edges = [{"key": "e", "source": end, "target": "lab"}]
    content = EVERYTHING | {"dependencies": {"systems": [SYSTEM], "edges": edges}}
    assert read_assessment(json.dumps(content)).dependencies.edges[0].source == end


@pytest.mark.parametrize("column", ["source", "target"])
def test_a_dependency_that_ends_nowhere_is_refused(column: str) -> None:
    edge = {"key": "e", "source": "erp", "target": "lab", column: "gone"}
    said = refusal(EVERYTHING | {"dependencies": {"systems": [SYSTEM], "edges": [edge]}})
    assert said.startswith("Dependency 'e'")
    assert "names 'gone'" in said


def test_a_dependency_on_a_key_that_two_tables_use_is_refused() -> None:
    same = {**INTERFACE, "key": "lab"}
    edges = [{"key": "e", "source": "erp", "target": "lab"}]
    content = engagement(dependencies={"systems": [SYSTEM], "edges": edges}, interfaces={"interfaces": [same]})
    assert refusal(content) == (
        "Dependencies: 'lab' is the key of a system and of an interface; give one of them another key"
    )


def test_a_key_that_two_tables_use_is_fine_while_no_dependency_ends_there() -> None:
    content = engagement(
        dependencies={"systems": [SYSTEM]}, interfaces={"interfaces": [{**INTERFACE, "key": "lab", "system": "lab"}]}
    )
    assert read_assessment(json.dumps(content)).interfaces.interfaces[0].key == "lab"


def number(value: float) -> dict[str, object]:
    return {"value": value, "standing": "stated"}


def test_more_typical_than_peak_users_is_a_contradiction() -> None:
    people = {"peak_concurrent_users": number(90), "avg_concurrent_users": number(1200)}
    assert refusal(engagement(people=people)) == (
        "Typical concurrent users (1,200) are more than Peak concurrent users (90)"
    )


def test_more_peak_than_named_users_is_a_contradiction() -> None:
    people = {"peak_concurrent_users": number(90), "named_users": number(80)}
    assert refusal(engagement(people=people)) == "Peak concurrent users (90) are more than Named users (80)"


def test_equal_numbers_of_users_are_no_contradiction() -> None:
    people = {name: number(90) for name in ("named_users", "peak_concurrent_users", "avg_concurrent_users")}
    assert read_assessment(json.dumps(engagement(people=people))).people.named_users.value == 90


def test_recovery_in_the_region_of_production_is_a_contradiction() -> None:
    content = engagement(
        platform={"azure_region": {"value": "westeurope", "standing": "stated"}},
        engagement={"recovery_region": "westeurope"},
    )
    assert refusal(content) == "Recovery region and Preferred Azure region are the same; choose another for recovery"


def test_no_recovery_region_is_no_contradiction() -> None:
    content = engagement(platform={"azure_region": {"value": "westeurope", "standing": "stated"}})
    assert not read_assessment(json.dumps(content)).recovery_region_is_home


def test_every_name_that_leads_nowhere_is_reported_not_only_the_first() -> None:
    rows = [{**ROLE, "key": key, "name": key, "site": f"no-{key}"} for key in ("wards", "stores", "pay")]
    with pytest.raises(AssessmentRefused) as caught:
        read_assessment(json.dumps(engagement(people={"roles": rows})))
    said = [str(problem) for problem in caught.value.problems]
    assert len(said) == 3
    assert all(f"'no-{key}'" in line for key, line in zip(("wards", "stores", "pay"), said, strict=True))
