"""The sample engagements are what a consultant would leave after a workshop: complete, coherent, of the right size."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from tests.assessment.samples import NAMES, SCENARIOS, sample, sample_file
from wardround.assessment import Answer, Assessment, Row, Standing, write_assessment
from wardround.assessment.budget import OwnLine
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.shipped import template
from wardround.workshop.references import reference_problems

every_sample = pytest.mark.parametrize("name", NAMES)

# Tables that a client fills only where there is something to say.
SELDOM_FILLED = {
    "people.activity_overrides",
    "calendar.profiles",
    "calendar.pins",
    "compliance.regime_choices",
    "compliance.accepted_risks",
    "platform.denied_skus",
    "platform.allowed_skus",
    "platform.pins",
    "platform.decisions_taken",
    "baseline.measured_demands",
}
CALLED_BANK_LINKS = {"bank_statement", "payment_out", "card_payment"}


def rows_of(assessment: Assessment) -> list[Row]:
    return [row for _, rows in assessment.tables() for row in rows]


def total(rows: tuple[Row, ...], column: str) -> float:
    return float(sum(getattr(row, column) for row in rows))


def share_pct(rows_that_do: Iterable[bool]) -> int:
    return round(100 * mean(rows_that_do))


def utc_offsets(assessment: Assessment) -> set[object]:
    noon = datetime(2027, 1, 12, 12)  # noqa: DTZ001 - the zone is put on below
    return {noon.replace(tzinfo=ZoneInfo(site.time_zone)).utcoffset() for site in assessment.organisation.sites}


def role_users(assessment: Assessment) -> float:
    return sum(role.head_count * role.active_share for role in assessment.people.roles)


def test_each_file_in_the_folder_is_a_sample_we_know() -> None:
    assert {path.stem for path in template("samples").glob("*.json")} == set(NAMES)


@every_sample
def test_the_file_of_a_sample_is_written_as_the_product_writes_files(name: str) -> None:
    assert write_assessment(sample(name)) == sample_file(name).read_text(encoding="utf-8")


@every_sample
def test_the_scenarios_of_a_sample_are_the_ones_named_here(name: str) -> None:
    assert [scenario.key for scenario in sample(name).scenarios] == [key for at, key in SCENARIOS if at == name]


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS)
def test_each_change_of_a_scenario_changes_something(name: str, scenario: str) -> None:
    base = sample(name)
    changes = next(row for row in base.scenarios if row.key == scenario).changes
    for change in changes:
        alone = base.model_copy(
            update={"scenarios": (base.scenarios[0].model_copy(update={"key": "alone", "changes": (change,)}),)}
        )
        assert alone.under("alone") != alone, change.path
    assert base.under(scenario) != base


@pytest.mark.parametrize(("name", "scenario"), [*((name, "") for name in NAMES), *SCENARIOS])
def test_the_facts_know_every_name_in_a_sample(name: str, scenario: str) -> None:
    assessment = sample(name).under(scenario) if scenario else sample(name)
    assert reference_problems(assessment, Catalogue.load(), Knowledge.load()) == ()


@every_sample
def test_almost_every_question_is_answered_and_a_few_are_honestly_open(name: str) -> None:
    answers = [answer for _, answer in sample(name).answers()]
    still_open = sum(answer.is_open for answer in answers)
    assert 2 <= still_open <= 0.06 * len(answers)


@every_sample
def test_every_table_of_a_sample_has_rows(name: str) -> None:
    empty = {
        f"{section_name}.{field}"
        for section_name in Assessment.model_fields
        for section in [getattr(sample(name), section_name)]
        if not isinstance(section, int | tuple)
        for field in type(section).model_fields
        if getattr(section, field) == ()
    }
    assert empty <= SELDOM_FILLED


@every_sample
def test_answers_of_a_sample_stand_in_different_ways(name: str) -> None:
    standings = Counter(answer.standing for _, answer in sample(name).answers())
    assert set(standings) == set(Standing)


@every_sample
def test_every_answer_of_a_sample_says_who_gave_it_and_on_which_day_of_the_workshop(name: str) -> None:
    given = [(path, answer) for path, answer in sample(name).answers() if not answer.is_open]
    unsigned = [path for path, answer in given if not answer.by or answer.at is None]
    days = {answer.at.date() for _, answer in given if answer.at is not None}
    assert unsigned == []
    assert date(2026, 10, 1) <= min(days) <= max(days) <= date(2026, 11, 24)
    assert len(days) == 3


@every_sample
def test_a_sample_has_notes_and_parked_questions_with_owner_and_date(name: str) -> None:
    answers: list[Answer[object]] = [answer for _, answer in sample(name).answers()]
    assert sum(bool(answer.note) for answer in answers) >= 15
    assert sum(bool(answer.owner and answer.due) for answer in answers) >= 3
    assert any(answer.is_open and answer.owner and answer.due for answer in answers)


@every_sample
def test_a_control_that_is_fulfilled_has_evidence_and_one_that_is_open_has_an_owner_and_a_date(name: str) -> None:
    controls = sample(name).compliance.control_states
    states = Counter(control.state for control in controls)
    assert states["fulfilled"] >= 10
    assert states["open"] >= 5
    assert states["accepted_deviation"] == 2
    for control in controls:
        if control.state == "fulfilled":
            assert control.evidence, control.key
        if control.state == "open":
            assert control.owner, control.key
            assert control.due, control.key


@every_sample
def test_every_recovery_objective_lies_inside_what_the_process_tolerates(name: str) -> None:
    for process in sample(name).recovery.processes:
        assert process.mtd_hours is not None
        assert process.rto_minutes <= process.mtd_hours * 60
        assert (process.closing_rto_minutes or 0) <= process.rto_minutes


@every_sample
def test_the_overall_recovery_objectives_are_those_of_the_strictest_process(name: str) -> None:
    recovery = sample(name).recovery
    assert recovery.rto_minutes.value == min(process.rto_minutes for process in recovery.processes)
    assert recovery.rpo_minutes.value == min(process.rpo_minutes for process in recovery.processes)


TOTALS: dict[str, Callable[[Assessment], tuple[object, object]]] = {
    "sites": lambda a: (a.organisation.site_count.value, len(a.organisation.sites)),
    "time zones": lambda a: (a.organisation.timezones_count.value, len(utc_offsets(a))),
    "slowest site": lambda a: (
        a.organisation.remote_sites_wan_latency_ms.value,
        max(site.wan_latency_ms or 0 for site in a.organisation.sites),
    ),
    "legal entities": lambda a: (a.organisation.legal_entities.value, total(a.tenants.tenants, "legal_entities")),
    "named users": lambda a: (a.people.named_users.value, total(a.people.roles, "head_count")),
    "database size": lambda a: (a.volumes.db_size_gb.value, total(a.tenants.tenants, "database_gib")),
    "database growth": lambda a: (
        a.volumes.db_growth_gb_month.value,
        pytest.approx(total(a.tenants.tenants, "database_growth_gib_per_month")),
    ),
    "filestore size": lambda a: (a.volumes.filestore_gb.value, total(a.tenants.tenants, "filestore_gib")),
    "filestore growth": lambda a: (
        a.volumes.filestore_growth_gb_month.value,
        pytest.approx(total(a.tenants.tenants, "filestore_growth_gib_per_month")),
    ),
    "applications that stop patient work": lambda a: (
        a.modules.tier0_module_count.value,
        sum(module.criticality == 3 for module in a.modules.modules),
    ),
    "interfaces": lambda a: (a.interfaces.interface_count.value, len(a.interfaces.interfaces)),
    "interfaces specified and owned": lambda a: (
        a.interfaces.interface_catalogue_pct.value,
        share_pct(row.documentation == "complete" and row.business_owner != "" for row in a.interfaces.interfaces),
    ),
    "interfaces that can retry": lambda a: (
        a.interfaces.interface_retry_pct.value,
        share_pct(row.retry_safe is True for row in a.interfaces.interfaces),
    ),
    "bank links": lambda a: (
        a.interfaces.bank_links.value,
        sum(row.interface_type in CALLED_BANK_LINKS for row in a.interfaces.interfaces),
    ),
    "HL7 or FHIR": lambda a: (
        a.interfaces.hl7_fhir_used.value,
        any(row.interface_type.startswith(("hl7_", "fhir_")) for row in a.interfaces.interfaces),
    ),
    "EDI": lambda a: (
        a.interfaces.edi_used.value,
        any(row.interface_type.startswith(("edi_", "edifact_")) for row in a.interfaces.interfaces),
    ),
    "SaaS services": lambda a: (
        a.dependencies.third_party_saas_count.value,
        sum(system.kind == "saas" for system in a.dependencies.systems),
    ),
    "components that stay": lambda a: (
        a.dependencies.unmovable_dependencies.value,
        sum(
            system.moves == "stays" and system.location in {"on_premises", "other_cloud"}
            for system in a.dependencies.systems
        ),
    ),
    "data classes": lambda a: (
        set(a.data.data_classes.value or ()),
        {dataset.data_class for dataset in a.data.datasets}
        | {data_class for tenant in a.tenants.tenants for data_class in tenant.data_classes},
    ),
}


@every_sample
@pytest.mark.parametrize("what", TOTALS)
def test_an_overall_figure_agrees_with_the_rows_behind_it(name: str, what: str) -> None:
    stated, counted = TOTALS[what](sample(name))
    assert stated == counted


@every_sample
def test_the_interfaces_said_to_be_synchronous_are_as_many_as_the_rows_that_are(name: str) -> None:
    interfaces = sample(name).interfaces
    types = Knowledge.load().interface_types
    waiting = sum(
        types[row.interface_type].synchronous_default if row.synchronous is None else row.synchronous
        for row in interfaces.interfaces
    )
    assert interfaces.realtime_interface_count.value == waiting


@every_sample
def test_no_interface_carries_a_data_class_that_the_client_does_not_hold(name: str) -> None:
    held = set(sample(name).data.data_classes.value or ())
    carried = {data_class for row in sample(name).interfaces.interfaces for data_class in row.data_classes}
    assert carried <= held


@every_sample
def test_the_roles_of_a_sample_add_up_to_about_its_peak(name: str) -> None:
    peak = sample(name).people.peak_concurrent_users.value
    assert peak is not None
    # Not everybody has the busiest hour at the same time, so the sum lies above the peak.
    assert peak <= role_users(sample(name)) <= 1.2 * peak


@every_sample
def test_the_busy_day_is_a_little_more_than_the_documents_of_a_normal_one(name: str) -> None:
    volumes = sample(name).volumes
    normal = sum(document.per_day for document in volumes.documents)
    busy, busiest_hour = volumes.tx_per_day.value, volumes.peak_tx_per_hour.value
    assert busy is not None
    assert busiest_hour is not None
    assert normal <= busy <= 1.2 * normal
    # 15 to 20 percent of the day is the usual share of its busiest hour.
    assert 0.13 * busy <= busiest_hour <= 0.2 * busy


GROWING: dict[str, Callable[[Assessment], float]] = {
    "peak users": lambda a: a.people.peak_concurrent_users.value or 0,
    "users by role": role_users,
    "named users": lambda a: a.people.named_users.value or 0,
    "database": lambda a: a.volumes.db_size_gb.value or 0,
    "filestore": lambda a: a.volumes.filestore_gb.value or 0,
    "interfaces": lambda a: len(a.interfaces.interfaces),
    "interface messages": lambda a: sum(row.messages_per_day or 0 for row in a.interfaces.interfaces),
    "documents": lambda a: sum(row.per_day for row in a.volumes.documents),
    "reports": lambda a: sum(row.runs_per_day * row.duration_minutes for row in a.reports.reports),
    "batch operations": lambda a: sum(row.operations for row in a.reports.jobs),
}


@pytest.mark.parametrize("what", GROWING)
def test_the_hospital_is_larger_than_the_clinic_group_and_the_network_larger_still(what: str) -> None:
    clinic, hospital, network = (GROWING[what](sample(name)) for name in NAMES[:3])
    assert clinic < hospital < network


@pytest.mark.parametrize(
    ("name", "fewest", "most", "home", "recovery", "currency"),
    [
        ("clinic-group", 50, 150, "centralus", "eastus2", "USD"),
        ("regional-hospital", 150, 400, "westeurope", "northeurope", "EUR"),
        ("multi-site-network", 400, 2000, "westeurope", "northeurope", "EUR"),
        ("shared-services", 50, 150, "uksouth", "ukwest", "GBP"),
    ],
)
def test_a_sample_has_the_size_the_regions_and_the_currency_of_its_profile(
    name: str, fewest: int, most: int, home: str, recovery: str, currency: str
) -> None:
    assessment = sample(name)
    peak = assessment.people.peak_concurrent_users.value
    assert peak is not None
    assert fewest <= peak <= most
    assert assessment.platform.azure_region.value == home
    assert assessment.engagement.recovery_region == recovery
    assert assessment.budget.currency.value == currency
    has_rate = assessment.budget.exchange_rate.value is not None
    has_date = assessment.budget.exchange_rate_date.value is not None
    assert has_rate is has_date is (currency != "USD")


def test_the_clinic_group_has_six_sites_a_dozen_interfaces_and_strong_backups() -> None:
    clinic = sample("clinic-group")
    recovery = clinic.recovery
    assert len(clinic.organisation.sites) == 6
    assert len(clinic.interfaces.interfaces) == 12
    assert recovery.backup_immutable.value
    assert recovery.backup_offsite.value
    assert recovery.backup_admin_separated.value
    assert (recovery.restore_test_last_months.value or 999) <= 3


def test_the_hospital_has_more_than_35_interfaces_and_wants_to_survive_a_zone() -> None:
    hospital = sample("regional-hospital")
    assert len(hospital.interfaces.interfaces) > 35
    assert hospital.recovery.ha_scope.value == "zone"
    assert hospital.recovery.failover_automated.value
    assert hospital.compliance.residency_required.value


def test_the_network_has_a_dozen_sites_in_two_time_zones_and_a_team_that_could_run_kubernetes() -> None:
    network = sample("multi-site-network")
    assert len(network.organisation.sites) >= 12
    assert len(utc_offsets(network)) == 2
    assert len(network.interfaces.interfaces) >= 80
    assert network.reports.report_intensity.value == "high"
    assert network.operations.skills_k8s.value == 2
    assert network.under("kubernetes").platform.platform.value == "aks"


def test_the_shared_services_are_five_or_more_companies_of_low_criticality() -> None:
    tenants = sample("shared-services").tenants.tenants
    assert len(tenants) >= 5
    assert max(tenant.criticality for tenant in tenants) <= 3
    assert sample("shared-services").organisation.subsidiary_low_criticality.value


def odoo_licences(name: str) -> list[OwnLine]:
    return [line for line in sample(name).budget.lines if line.kind == "licence" and "Odoo" in line.name]


def test_the_hospital_leaves_its_licences_without_a_price_as_many_clients_do() -> None:
    assert not odoo_licences("regional-hospital")
    assert sample("regional-hospital").modules.odoo_edition.value == "enterprise"


@pytest.mark.parametrize("name", ["clinic-group", "multi-site-network", "shared-services"])
def test_a_licence_price_is_marked_as_stated_by_the_client(name: str) -> None:
    licences = odoo_licences(name)
    assert [line.standing for line in licences] == [Standing.STATED]
    assert "stated by the client" in licences[0].note


@every_sample
def test_keys_of_a_sample_are_short_and_readable(name: str) -> None:
    long_keys = [row.key for row in rows_of(sample(name)) if len(row.key) > 30 or row.key.lower() != row.key]
    assert long_keys == []
