"""Who runs the platform, and how PostgreSQL is provided."""

from __future__ import annotations

from wardround.catalogue import Catalogue
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    option,
    pro,
    spoken_choice,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason, Resilience
from wardround.knowledge import FactValue

ENOUGH_PEOPLE = 2.0
"""Full-time people below which one absence stops operations; source: OPS-11."""
ABLE = 2
"""Skill (0 to 3) from which a team can run PostgreSQL with replication by itself; source: OPS-14."""
MANAGED_SERVICE = "PostgreSQL Flexible Server"
MANAGED_METER = "Compute GP Ddsv5 series per vCore"
"""The meter that a production database of this service would be priced by."""


def decide_hosting(facts: Facts) -> Decision:
    """Return who should run the platform. It is advice: the fact stays what the client answered."""
    options = (
        option("in_house", "The client's own team", _own_team(facts)),
        option("shared_responsibility", "Shared with a provider, duties written down", _shared(facts)),
        option("msp", "A managed service provider", _provider(facts)),
    )
    taken = best(options)
    return decision(
        "hosting",
        "Who runs the platform after go-live?",
        options,
        chosen=taken.option_id,
        wished=wished_words(facts, "hosting_model"),
        words=spoken_choice(taken, options),
        would_change=_hosting_would_change(taken),
    )


def _uncovered(facts: Facts) -> bool:
    return facts.text("operating_hours") == "24x7" and facts.text("support_hours") != "24x7"


def _own_team(facts: Facts) -> list[Reason | None]:
    people = facts.number("ops_fte")
    skills = f"Azure {facts.number('skills_azure'):.0f} and PostgreSQL {facts.number('skills_postgres'):.0f} of 3"
    able = min(facts.number("skills_azure"), facts.number("skills_postgres")) >= ABLE
    return [
        wish_reason(facts, "hosting_model", "in_house"),
        pro("Nobody else gets administrator rights over the data.", WORTH_SAYING, "highest_sensitivity"),
        pro(f"The team has the skills: {skills}.", COUNTS, "skills_azure", "skills_postgres")
        if able
        else con(f"The team still learns: {skills}.", COUNTS, "skills_azure", "skills_postgres"),
        con(f"{people:g} full-time people cannot cover holidays and nights.", COUNTS_A_LOT, "ops_fte")
        if people < ENOUGH_PEOPLE
        else None,
        con("Critical knowledge sits with one person.", COUNTS, "key_person_dependency")
        if facts.flag("key_person_dependency")
        else None,
        con("The ERP works around the clock and support does not.", COUNTS, "operating_hours", "support_hours")
        if _uncovered(facts)
        else None,
    ]


def _shared(facts: Facts) -> list[Reason | None]:
    return [
        wish_reason(facts, "hosting_model", "shared_responsibility"),
        pro("Nights and the database go to specialists while the application stays in the house.", COUNTS, "ops_fte"),
        pro("The split of duties is written already.", WORTH_SAYING, "raci_documented")
        if facts.flag("raci_documented")
        else con("The split of duties is not written, and tasks fall between two chairs.", COUNTS, "raci_documented"),
    ]


def _provider(facts: Facts) -> list[Reason | None]:
    people, budget = facts.number("ops_fte"), facts.number("support_budget_monthly")
    certified = facts.text("certified_hosting_needed")
    return [
        wish_reason(facts, "hosting_model", "msp"),
        pro(f"A provider brings the hands that {people:g} full-time people do not have.", COUNTS, "ops_fte")
        if people < ENOUGH_PEOPLE
        else None,
        pro("A provider staffs nights and weekends.", COUNTS, "operating_hours", "support_hours")
        if _uncovered(facts)
        else None,
        pro(f"{facts.spoken('support_budget_monthly')} are set aside for it.", WORTH_SAYING, "support_budget_monthly")
        if budget
        else None,
        con(
            f"The provider itself must hold the certificate asked for ({certified}).",
            COUNTS,
            "certified_hosting_needed",
        )
        if certified != "none"
        else None,
        con("The contract does not state response and recovery yet.", WORTH_SAYING, "msp_sla_defined")
        if not facts.flag("msp_sla_defined")
        else None,
        con("Leaving a provider takes an exit that has been tested.", WORTH_SAYING),
    ]


def _hosting_would_change(taken: Option) -> str:
    if taken.option_id == "in_house":
        return "Losing one of the people who know the platform would bring a provider in."
    return "A team of more than two with PostgreSQL skill 2 and a rota for nights could run it in the house."


def decide_database_service(
    facts: Facts, resilience: Resilience, catalogue: Catalogue
) -> tuple[Decision, dict[str, tuple[FactValue, str]]]:
    """Return how PostgreSQL is provided. A managed service without a price is shown, and never called cheapest."""
    managed = any(
        result.pattern_id == resilience.pattern_id and "Managed PostgreSQL" in result.name
        for result in resilience.patterns
    )
    machines = option("postgresql_vm", "PostgreSQL on virtual machines", _on_machines(facts))
    service = option(
        "flexible_server", "Azure Database for PostgreSQL (managed)", _managed(facts, catalogue, chosen=managed)
    )
    options = (machines, service)
    taken = service if managed else machines
    why = "the recovery pattern chosen uses it" if managed else "it is what has a price and what was sized"
    wished = wished_words(facts, "db_service_model")
    words = spoken_choice(taken, options)
    if wished == "flexible_server" and not managed:
        words = (
            "PostgreSQL on virtual machines is sized and priced here, although the managed service is wished: "
            "no list price for production sizes in this region is known, so ask for a quotation before you compare."
        )
    made = decision(
        "database_service",
        "PostgreSQL on virtual machines or as a managed service?",
        options,
        chosen=taken.option_id,
        wished="" if wished == "either" else wished,
        words=words,
        would_change="A quotation for the managed service, and a check of the extensions Odoo modules need, "
        "would let the two be compared.",
    )
    return made, {"db_service_model": (taken.option_id, why)}


def _on_machines(facts: Facts) -> list[Reason | None]:
    skill = int(facts.number("skills_postgres"))
    return [
        wish_reason(facts, "db_service_model", "postgresql_vm"),
        pro(
            "Every setting and extension stays in our hands, and every part has a price.", COUNTS, "custom_module_count"
        ),
        pro(f"The team knows PostgreSQL (skill {skill} of 3).", COUNTS, "skills_postgres") if skill >= ABLE else None,
        con(f"The PostgreSQL skill is {skill} of 3; failover and upgrades need {ABLE}.", COUNTS, "skills_postgres")
        if skill < ABLE
        else None,
    ]


def _managed(facts: Facts, catalogue: Catalogue, *, chosen: bool) -> list[Reason | None]:
    region = facts.text("azure_region")
    price = catalogue.service_price(region, MANAGED_SERVICE, MANAGED_METER)
    place = catalogue.region(region).display_name
    unpriced = None
    if not chosen and (price is None or price.borrowed_from):
        unpriced = barred(f"No list price for production sizes in {place} is known, so it cannot be called cheaper.")
    elif not chosen:
        unpriced = con("It is not sized here, so it cannot be called cheaper.", COUNTS)
    modules = int(facts.number("custom_module_count"))
    return [
        wish_reason(facts, "db_service_model", "flexible_server"),
        pro("Failover, patching and backup come with the service.", COUNTS, "skills_postgres"),
        con(
            f"Superuser rights and extensions for {modules} custom modules have to be checked.",
            WORTH_SAYING,
            "custom_module_count",
        ),
        unpriced,
    ]
