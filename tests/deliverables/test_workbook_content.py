"""Each sheet shows what the engine found and what the client said, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.deliverables.workbook_reading import example_workbook, rows_of, summed_example, written
from wardround.assessment import Standing, with_value
from wardround.catalogue import Catalogue
from wardround.deliverables.workbook.controls import STATES, TABLE_ROW
from wardround.engine.figure import Input
from wardround.engine.findings import Fact, Need
from wardround.knowledge import Knowledge


def test_the_sizing_names_every_role_with_its_size_and_the_constraint_that_decided() -> None:
    roles = summed_example()[1].deployment
    rows = rows_of(example_workbook()["Sizing"])
    assert [(row["VM size or service"], row["Nodes"], row["Binding constraint"]) for row in rows] == [
        (role.sku, role.nodes, role.binding) for role in roles
    ]


def test_a_service_without_machines_shows_no_nodes_and_no_vcpus() -> None:
    assessment, findings = summed_example()
    service = replace(findings.deployment[0], sku="Azure Files premium", nodes=0, vcpus=0, memory_gib=0.0)
    rows = rows_of(written(assessment, replace(findings, deployment=(service,)))["Sizing"])
    assert rows[0]["VM size or service"] == "Azure Files premium"
    assert [rows[0][title] for title in ("Nodes", "vCPUs a node", "vCPUs in all")] == [None, None, None]


def test_a_constraint_that_is_not_met_stands_out_and_an_unknown_capability_is_named_unknown() -> None:
    assessment, findings = summed_example()
    needs = (Need("IOPS", 900, 800, "1/s", "too little"), Need("zones", 1, None, "zones", "not documented"))
    role = replace(findings.deployment[0], needs=needs)
    here = written(assessment, replace(findings, deployment=(role,)))["Constraints"]
    rows = rows_of(here)
    assert [row["Given"] for row in rows] == [800, "not known"]
    rules = [rule.formula[0] for area in here.conditional_formatting for rule in area.rules]
    assert any(">1" in rule for rule in rules)


def test_every_size_that_was_left_is_listed_with_its_reason() -> None:
    expected = [other.reason for role in summed_example()[1].deployment for other in role.alternatives]
    assert [row["Reason"] for row in rows_of(example_workbook()["Sizes not chosen"])] == expected


def test_the_risk_register_stands_worst_first_with_the_facts_behind_each_risk() -> None:
    risks = {risk.risk_id: risk for risk in summed_example()[1].risks}
    rows = rows_of(example_workbook()["Risks"])
    assert {row["Id"] for row in rows} == set(risks)
    scores = [risks[str(row["Id"])].score for row in rows]
    assert scores == sorted(scores, reverse=True)
    for row in rows:
        risk = risks[str(row["Id"])]
        assert row["Because"] == "\n".join(risk.because)
        assert row["Rests on"] == ("an assumption" if risk.assumed else "answers")


def test_the_roadmap_has_a_bar_for_each_week_that_an_activity_takes() -> None:
    here = example_workbook()["Roadmap"]
    plan = summed_example()[1].roadmap
    weeks = [cell.value for cell in here[5] if isinstance(cell.value, date | datetime)]
    assert weeks == sorted(weeks)
    mondays = [week.date() if isinstance(week, datetime) else week for week in weeks]
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays[0] <= plan.starts
    assert max(activity.ends for activity in plan.activities) < mondays[-1].fromordinal(mondays[-1].toordinal() + 7)
    rules = [rule.formula[0] for area in here.conditional_formatting for rule in area.rules]
    assert any('="yes"' in rule for rule in rules)


def test_a_plan_of_many_years_still_fits_into_the_picture() -> None:
    assessment, findings = summed_example()
    last = replace(findings.roadmap.activities[-1], ends=date(2036, 1, 1))
    plan = replace(findings.roadmap, activities=(*findings.roadmap.activities[:-1], last))
    here = written(assessment, replace(findings, roadmap=plan))["Roadmap"]
    weeks = [cell.value for cell in here[5] if isinstance(cell.value, date | datetime)]
    assert 20 < len(weeks) <= 80


def test_every_fact_is_listed_with_its_standing_and_where_it_came_from() -> None:
    facts = summed_example()[1].facts
    rows = {str(row["Name in rules"]): row for row in rows_of(example_workbook()["Assumptions"])}
    assert set(rows) == set(facts)
    for name, fact in facts.items():
        assert rows[name]["Standing"] == fact.standing.value
        assert rows[name]["Where it came from"] == fact.trail
    assert rows["peak_concurrent_users"]["Value"] == 320
    assert rows["peak_concurrent_users"]["What"] == "Peak concurrent users"
    assert rows["peak_concurrent_users"]["Unit"] == "users"
    assert rows["encryption_at_host"]["Value"] == "yes"
    assert rows["login_storm_users_5min"]["Owner"] == "Marek Nowak"
    unknown = next(name for name, fact in facts.items() if fact.value is None)
    assert rows[unknown]["Value"] == "not known yet"


def test_every_figure_is_explained_with_its_formula_its_inputs_and_its_source() -> None:
    figures = summed_example()[1].figures
    rows = rows_of(example_workbook()["Figures explained"])
    assert {row["Figure"] for row in rows} == set(figures)
    for name, figure in figures.items():
        own = [row for row in rows if row["Figure"] == name]
        assert own[0]["Formula in words"] == figure.words
        assert own[0]["Source of the formula"] == figure.source
        assert [row["From"] for row in own] == [each.name for each in figure.inputs]
        assert [row["Explained by figure"] or "" for row in own] == [each.figure for each in figure.inputs]


def test_a_figure_without_inputs_still_has_its_row() -> None:
    assessment, findings = summed_example()
    figure = replace(next(iter(findings.figures.values())), inputs=())
    rows = rows_of(written(assessment, replace(findings, figures={figure.name: figure}))["Figures explained"])
    assert [row["Figure"] for row in rows] == [figure.name]


def test_the_price_basis_holds_every_price_once_with_the_number_of_its_lines() -> None:
    lines = summed_example()[1].cost.lines
    rows = rows_of(example_workbook()["Price basis"])
    assert sum(int(str(row["Lines"])) for row in rows) == len(lines)
    keys = [(row["Meter"], row["SKU"], row["Region"], row["Purchase option"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_sources_are_listed_once_with_what_stands_behind_their_ids() -> None:
    assessment, findings = summed_example()
    known = min(Catalogue.load().sources)
    fact = next(iter(Knowledge.load().sizing_facts.values()))
    line = replace(findings.cost.lines[0], source=known)
    figure = next(iter(findings.figures.values()))
    told = replace(figure, source=f"rule of the vendor ({fact.id})")
    changed = replace(
        findings,
        cost=replace(findings.cost, lines=(line, line)),
        figures={figure.name: told},
    )
    rows = rows_of(written(assessment, changed)["Sources"])
    by_id = {row["Id"]: row for row in rows if row["Id"]}
    assert by_id[known]["Source"] == Catalogue.load().sources[known].title
    assert by_id[known]["Used by"] == "prices"
    assert by_id[known]["Times"] == 2
    assert by_id[fact.id]["Source"] == fact.fact
    assert by_id[fact.id]["Where"] == fact.source
    texts = [row["Source"] for row in rows]
    assert len(set(texts)) == len(texts)


def test_an_input_close_to_one_does_not_read_as_one() -> None:
    assessment, findings = summed_example()
    figure = next(iter(findings.figures.values()))
    told = replace(figure, inputs=(Input("Load balancer", 0.9999, "share", "service level"),))
    here = written(assessment, replace(findings, figures={figure.name: told}))["Figures explained"]
    assert rows_of(here)[0]["Value of that"] == 0.9999
    assert here["H6"].number_format == "0.0#####"


def test_a_table_of_answers_is_told_by_its_number_of_rows() -> None:
    assessment, findings = summed_example()
    keys = tuple(f"interface-{number}" for number in range(90))
    fact = Fact("interface_table", keys, "rows", "90 rows", Standing.STATED)
    changed = replace(findings, facts={"interface_table": fact})
    assert Knowledge.load().facts["interface_table"].type == "table"
    assert rows_of(written(assessment, changed)["Assumptions"])[0]["Value"] == "90 rows"


def test_no_row_asks_for_more_height_than_the_format_knows() -> None:
    for sheet in example_workbook():
        heights = [row.height for row in sheet.row_dimensions.values() if row.height]
        assert max(heights, default=0) < 409, sheet.title


def test_data_volumes_stand_today_and_at_the_end_of_the_horizon() -> None:
    sizes = summed_example()[1].sizing.data
    rows = {str(row["What"]): row for row in rows_of(example_workbook()["Data volumes"])}
    assert rows["Database"]["Today"] == sizes.database_gib_now
    assert rows["Database"]["In 3 years"] == sizes.database_gib


def test_a_control_without_a_recorded_state_is_listed_as_not_verified_when_it_applies() -> None:
    here = example_workbook()["Controls"]
    rows = {str(row["Control"]): row for row in rows_of(here, TABLE_ROW)}
    always = [key for key, row in Knowledge.load().controls.items() if row.applies_when.text == "True"]
    recorded = {row.control_id for row in summed_example()[0].compliance.control_states}
    assert always
    for key in always:
        assert key in rows
        if key not in recorded:
            assert rows[key]["State"] == "Not verified"
    assert rows["CT-IAM-01"]["State"] == "Fulfilled"
    counted = [here.cell(6 + number, 2).value for number in range(len(STATES))]
    assert all(str(formula).startswith("=COUNTIFS(") for formula in counted)


def test_interfaces_name_their_partner_and_their_type_in_words() -> None:
    assessment, findings = summed_example()
    row = rows_of(written(assessment, findings)["Interfaces"])[0]
    first = assessment.interfaces.interfaces[0]
    partner = next(s.name for s in assessment.dependencies.systems if s.key == first.system)
    assert row["Interface"] == first.name
    assert row["Partner system"] == partner
    assert row["Type"] == Knowledge.load().interface_types[first.interface_type].name


def test_the_load_profile_holds_every_hour_of_every_kind_of_day() -> None:
    here = example_workbook()["Load profile"]
    demand = summed_example()[1].demand
    for day in range(len(demand.day_types)):
        shown = [here.cell(8 + hour, 2 + day).value for hour in range(24)]
        assert shown == list(demand.active_users[day])
    assert here["A8"].value == "00:00"
    assert here["A31"].value == "23:00"


def test_a_scenario_is_named_on_the_cover_by_its_title() -> None:
    assessment, findings = summed_example()
    scenario = assessment.scenarios[0]
    cover = written(assessment, replace(findings, scenario=scenario.key))["Cover"]
    assert scenario.title in [cell.value for row in cover.iter_rows() for cell in row]


def test_a_client_without_a_name_gets_a_workbook_titled_by_the_project() -> None:
    assessment, findings = summed_example()
    book = written(with_value(assessment, "engagement.client", ""), findings)
    assert book["Cover"]["A1"].value == assessment.engagement.project
