"""Who runs the platform, and how PostgreSQL is provided."""

from __future__ import annotations

from decimal import Decimal

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
    strongest,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason, Resilience
from wardround.engine.findings.operating import OperatingModel
from wardround.engine.plain_words import capital, counted, full_time, lowered
from wardround.knowledge import FactValue

ENOUGH_PEOPLE = 2.0
"""Full-time people below which one absence stops operations; source: OPS-11."""
ABLE = 2
"""Skill (0 to 3) from which a team can run PostgreSQL with replication by itself; source: OPS-14."""
MANAGED_SERVICE = "PostgreSQL Flexible Server"
MANAGED_METER = "Compute GP Ddsv5 series per vCore"
"""The meter that a production database of this service would be priced by."""


def decide_hosting(facts: Facts, model: OperatingModel | None = None) -> Decision:
    """Return who should run the platform. It is advice: the fact stays what the client answered.

    Parameters
    ----------
    model : hours and price of the three ways in this design; without it the team is judged by its size alone.
    """
    options = (
        option("in_house", "The client's own team", [*_own_team(facts), *_work(facts, model, "in_house")], facts=facts),
        option(
            "shared_responsibility",
            "Duties shared with a provider, in writing",
            [*_shared(facts), *_work(facts, model, "shared_responsibility")],
            _invoice(model, "shared_responsibility"),
            facts=facts,
        ),
        option(
            "msp",
            "A managed service provider",
            [*_provider(facts), *_work(facts, model, "msp")],
            _invoice(model, "msp"),
            facts=facts,
        ),
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


def _work(facts: Facts, model: OperatingModel | None, way: str) -> list[Reason | None]:
    """Return what a way to run the platform asks of the team, and what a provider would invoice for it."""
    if model is None:
        return []
    found = model.way(way)
    people, hours = facts.number("ops_fte"), found.client_hours
    team = f"It takes about {hours:.0f} hours a month of the client's team"
    have = f"the {full_time(people)} of today"
    fits = found.client_people <= people
    reasons: list[Reason | None] = [
        pro(f"{team}, which {have} can give.", WORTH_SAYING, "ops_fte")
        if fits
        else con(f"{team}, more than {have} can give.", COUNTS, "ops_fte")
    ]
    if not found.provider_usd:
        return reasons
    reasons.append(
        con(
            f"A provider's {found.provider_hours:.0f} hours a month have the price shown, at usual day rates; "
            f"it may be {float(found.provider_usd_low / found.provider_usd):.1f} to "
            f"{float(found.provider_usd_high / found.provider_usd):.1f} times that.",
            WORTH_SAYING,
        )
    )
    budget = facts.number("support_budget_monthly")
    rate = facts["exchange_rate"]
    if budget and isinstance(rate, int | float) and rate > 0 and float(found.provider_usd_low) > budget / rate:
        reasons.append(
            con(
                "The budget for operations is below what a provider's hours cost at the least.",
                COUNTS,
                "support_budget_monthly",
            )
        )
    return reasons


def _invoice(model: OperatingModel | None, way: str) -> Decimal | None:
    return None if model is None else model.way(way).provider_usd


def _uncovered(facts: Facts) -> bool:
    return facts.text("operating_hours") == "24x7" and facts.text("support_hours") != "24x7"


def _own_team(facts: Facts) -> list[Reason | None]:
    people = facts.number("ops_fte")
    skills = f"Azure {facts.number('skills_azure'):.0f} of 3, PostgreSQL {facts.number('skills_postgres'):.0f} of 3"
    able = min(facts.number("skills_azure"), facts.number("skills_postgres")) >= ABLE
    return [
        wish_reason(facts, "hosting_model", "in_house"),
        pro("Nobody else gets administrator rights over the data.", WORTH_SAYING),
        pro(f"The team has the skills: {skills}.", COUNTS, "skills_azure", "skills_postgres")
        if able
        else con(f"The team is still learning: {skills}.", COUNTS, "skills_azure", "skills_postgres"),
        con(f"{capital(full_time(people))} cannot cover holidays and nights.", COUNTS_A_LOT, "ops_fte")
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
        pro("Nights and the database go to specialists while the application stays with the client.", COUNTS),
        pro("The split of duties is already written down.", WORTH_SAYING, "raci_documented")
        if facts.flag("raci_documented")
        else con(
            "The split of duties is not written down yet, so tasks fall between the two.", COUNTS, "raci_documented"
        ),
    ]


def _provider(facts: Facts) -> list[Reason | None]:
    people, budget = facts.number("ops_fte"), facts.number("support_budget_monthly")
    certified = facts.text("certified_hosting_needed")
    return [
        wish_reason(facts, "hosting_model", "msp"),
        pro(f"It brings the hands that {full_time(people)} cannot be.", COUNTS, "ops_fte")
        if people < ENOUGH_PEOPLE
        else None,
        pro("It staffs nights and weekends.", COUNTS) if _uncovered(facts) else None,
        pro("A monthly budget is set aside for it.", WORTH_SAYING, "support_budget_monthly") if budget else None,
        con(
            f"The provider itself must hold the certificate asked for ({facts.spoken('certified_hosting_needed')}).",
            COUNTS,
            "certified_hosting_needed",
        )
        if certified != "none"
        else None,
        con("The contract does not state response and recovery yet.", WORTH_SAYING, "msp_sla_defined")
        if not facts.flag("msp_sla_defined")
        else None,
        con("Leaving a provider needs an exit plan that has been tested.", WORTH_SAYING),
    ]


def _hosting_would_change(taken: Option) -> str:
    if taken.option_id == "in_house":
        return "Losing one of the people who know the platform would speak for a provider."
    return "A team of more than two, with a PostgreSQL skill of 2 of 3 and a night rota, could run it in-house."


def decide_database_service(
    facts: Facts, resilience: Resilience, catalogue: Catalogue
) -> tuple[Decision, dict[str, tuple[FactValue, str]]]:
    """Return how PostgreSQL is provided. A managed service without a price is shown, and never called cheapest."""
    managed = any(
        result.pattern_id == resilience.pattern_id and "Managed PostgreSQL" in result.name
        for result in resilience.patterns
    )
    machines = option("postgresql_vm", "PostgreSQL on virtual machines", _on_machines(facts), facts=facts)
    service = option(
        "flexible_server",
        "Azure Database for PostgreSQL (managed)",
        _managed(facts, catalogue, chosen=managed),
        facts=facts,
    )
    options = (machines, service)
    taken = service if managed else machines
    why = "the recovery pattern chosen uses it" if managed else "it is what has a price and what was sized"
    wished = wished_words(facts, "db_service_model")
    place = catalogue.region(facts.text("azure_region")).display_name
    words = (
        spoken_choice(taken, options)
        if managed
        else f"{machines.title}: {lowered(strongest(machines, for_it=True))} The managed service is shown and not "
        f"ranked: no list price for production sizes in {place} is known."
    )
    if wished == "flexible_server" and not managed:
        words = (
            "PostgreSQL on virtual machines is sized and priced here, although the managed service was asked for: no "
            "list price for production sizes in this region is known, so ask for a quotation before comparing."
        )
    made = decision(
        "database_service",
        "PostgreSQL on virtual machines or as a managed service?",
        options,
        chosen=taken.option_id,
        wished="" if wished == "either" else wished,
        words=words,
        would_change="A quotation for the managed service, and a check of the extensions that the Odoo modules need, "
        "would let the two be compared.",
    )
    return made, {"db_service_model": (taken.option_id, why)}


def _on_machines(facts: Facts) -> list[Reason | None]:
    skill = int(facts.number("skills_postgres"))
    return [
        wish_reason(facts, "db_service_model", "postgresql_vm"),
        pro("Every setting and extension stays under control, and every part has a list price.", COUNTS),
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
        pro("Failover, patching and backup come with the service.", COUNTS),
        con(
            f"The rights and extensions that {counted(modules, 'custom module')} need have to be checked."
            if modules != 1
            else "The rights and extensions that the custom module needs have to be checked.",
            WORTH_SAYING,
            "custom_module_count",
        ),
        unpriced,
    ]
