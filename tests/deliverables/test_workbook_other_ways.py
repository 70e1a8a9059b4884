"""The sheets on other ways to run the platform, and the hours that servers beside production run."""

from decimal import Decimal

from tests.deliverables.workbook_reading import cents_of, example_workbook, rows_of, summed_example
from wardround.deliverables.words import ENVIRONMENTS, word

PAID = "Servers and disks a month (USD)"


def test_servers_beside_production_stand_on_the_sizing_sheet_with_their_hours_and_what_the_bill_has() -> None:
    _, findings = summed_example()
    for row in rows_of(example_workbook()["Sizing"]):
        lines = [
            line
            for line in findings.cost.lines
            if word(ENVIRONMENTS, line.environment) == row["Environment"] and line.sku == row["VM size or service"]
        ]
        hours = {float(line.units_per_month) for line in lines if line.unit == "hour"}
        if row["Hours a month"] is not None and lines:
            assert float(str(row["Hours a month"])) in hours


def test_an_environment_costs_on_the_sizing_sheet_what_its_servers_and_disks_cost_in_the_bill() -> None:
    _, findings = summed_example()
    rows = rows_of(example_workbook()["Sizing"])
    for environment in {role.environment for role in findings.deployment} - {"production", "disaster_recovery"}:
        shown = [row[PAID] for row in rows if row["Environment"] == word(ENVIRONMENTS, environment)]
        billed = sum(
            (line.monthly_usd or Decimal(0) for line in findings.cost.lines if line.environment == environment),
            Decimal(0),
        )
        assert sum(cents_of(value) for value in shown) == billed


def test_what_aks_costs_more_is_a_formula_over_both_prices() -> None:
    rows = rows_of(example_workbook()["Kubernetes"])
    assert [row["AKS costs more by (USD)"] for row in rows] == ["=$C6-$B6", "=$C7-$B7"]
    servers = rows_of(example_workbook()["Kubernetes servers"])
    assert [row["On AKS"] for row in servers] == ["3 x Standard_D8as_v7", "in the pool of ingress", "AKS standard"]


def test_duties_have_hours_and_layers_have_those_who_keep_them_up_to_date() -> None:
    rows = rows_of(example_workbook()["Kubernetes duties"])
    assert rows[0]["Duty or layer"] == "Operating-system patching"
    assert rows[-1]["On AKS (hours a month, or who)"] == "Microsoft."


def test_a_node_pool_shows_what_is_kept_back_and_what_its_pods_ask_for() -> None:
    (row,) = rows_of(example_workbook()["Node pools"])
    assert row["Left for pods (vCPU)"] == "=$F6-$G6-$H6"
    assert row["Pods and what each asks for"] == "6 x application, 4 with nodes lost: 2.6 vCPU, 5.5 GiB, 9 processes"


def test_every_hour_has_the_servers_that_run_in_it_beside_all_always_on() -> None:
    here = example_workbook()["Servers by hour"]
    rows = [[cell.value for cell in row] for row in here.iter_rows(min_row=6, max_row=29, max_col=4)]
    assert len(rows) == 24
    assert {row[3] for row in rows} == {3}
    assert {row[1] for row in rows} == {2, 3}
    assert {row[2] for row in rows} == {2, 3}


def test_layouts_and_schedules_stand_with_their_prices() -> None:
    layouts = rows_of(example_workbook()["Few or many"])
    assert [row["Layout"] for row in layouts] == ["Fewer, larger", "As designed", "More, smaller"]
    assert layouts[2]["Response at the 95th percentile (s)"] == "not known"
    (schedule,) = rows_of(example_workbook()["Non-production hours"])
    assert schedule["Saved by office hours (USD)"] == "=$D6-$E6"
