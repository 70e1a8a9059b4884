"""Virtual machines or Kubernetes for the stateless tiers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from wardround.assessment import Assessment
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
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
from wardround.engine.findings import Decision, Option, Reason
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.engine.plain_words import capital, full_time, in_words, listed, lowered

SKILLED = 2
"""Skill (0 to 3) from which a team can run Kubernetes in production; source: OPS-15."""
EXPERT = 3
FEW_ADMINISTRATORS = 2.0
"""Up to this many full-time people a cluster has nobody to look after it when one of them is away."""
MANY_USERS = 400
MANY_ENVIRONMENTS = 4
MANY_TENANTS = 4
SAME_PRICE_SHARE = 0.0005
PEAKY = 2.0
"""Peak over typical users from which scaling by the hour saves something; source: CON-10."""


def decide_platform(assessment: Assessment, facts: Facts) -> Decision:
    """Return the decision between virtual machines and Kubernetes; `priced_platforms` adds the prices of both."""
    machines = option("vm", "Virtual machines", _for_machines(facts), facts=facts)
    cluster = option("aks", "Kubernetes (AKS)", _for_cluster(assessment, facts), facts=facts)
    options = (machines, cluster)
    taken = best(options)
    return decision(
        "platform",
        "Virtual machines or Kubernetes for the stateless tiers?",
        options,
        chosen=taken.option_id,
        wished=wished_words(facts, "platform"),
        words=_words(taken, options, facts),
        would_change=_would_change(taken, facts),
    )


def priced_platforms(decisions: tuple[Decision, ...], platforms: PlatformComparison | None) -> tuple[Decision, ...]:
    """Return the decisions with the whole bill of either platform beside its option. A price does not decide."""
    if platforms is None:
        return decisions
    prices = {"vm": platforms.machines_usd, "aks": platforms.cluster_usd}
    said = f"Priced whole, AKS {price_words(platforms.machines_usd, platforms.cluster_usd)}."
    return tuple(
        replace(
            row,
            options=tuple(replace(way, monthly_usd=prices.get(way.option_id)) for way in row.options),
            words=f"{row.words} {said}",
        )
        if row.decision_id == "platform"
        else row
        for row in decisions
    )


def price_words(machines_usd: Decimal, cluster_usd: Decimal) -> str:
    """Return what AKS costs against virtual machines, in words."""
    share = float(cluster_usd / machines_usd) - 1 if machines_usd else 0.0
    if abs(share) < SAME_PRICE_SHARE:
        return "costs the same"
    return f"costs {abs(share):.1%} {'more' if share > 0 else 'less'} a month"


def _for_machines(facts: Facts) -> list[Reason | None]:
    skill, people = int(facts.number("skills_k8s")), facts.number("ops_fte")
    ratio = facts.number("peak_to_average_ratio")
    return [
        wish_reason(facts, "platform", "vm"),
        pro("The database stays on virtual machines anyway, so there is one way to run things.", COUNTS),
        pro(f"There are fewer parts for {full_time(people)} to understand at night.", WORTH_SAYING, "ops_fte")
        if people <= FEW_ADMINISTRATORS or skill < SKILLED
        else None,
        con(
            f"The peak is {ratio:.1f} times the usual load, and scaling by hand follows late.",
            WORTH_SAYING,
            "peak_to_average_ratio",
            "autoscale_allowed",
        )
        if facts.flag("autoscale_allowed") and ratio >= PEAKY
        else None,
    ]


def _for_cluster(assessment: Assessment, facts: Facts) -> list[Reason | None]:
    skill, people = int(facts.number("skills_k8s")), facts.number("ops_fte")
    provider = facts.text("hosting_model") == "msp"
    environments = len(facts.choices("scope_environments"))
    users, ratio = int(facts.number("peak_concurrent_users")), facts.number("peak_to_average_ratio")
    tenants = len(assessment.tenants.tenants)
    automated = facts.text("iac_level") == "full" and facts.text("cicd_level") == "automated"
    verb = "runs" if people == 1 else "run"
    few = f"{capital(full_time(people))} {verb} the platform; a cluster needs somebody who is always there."
    asked = wish_reason(facts, "platform", "aks")
    return [
        asked or con("Nobody asks for it, and moving to it is a project of its own.", COUNTS),
        pro(f"The team runs Kubernetes already (skill {skill} of 3).", COUNTS, "skills_k8s")
        if skill >= SKILLED
        else con(
            f"The Kubernetes skill is {skill} of 3; {SKILLED} is the least for production.",
            COUNTS_A_LOT + 1,
            "skills_k8s",
        ),
        con(few, COUNTS if provider else COUNTS_A_LOT + 1, "ops_fte", "hosting_model")
        if people <= FEW_ADMINISTRATORS
        else None,
        con("Cluster versions expire within about a year and have to be followed.", WORTH_SAYING)
        if skill < EXPERT
        else None,
        pro(f"{capital(in_words(environments))} environments come from one description.", COUNTS, "scope_environments")
        if environments >= MANY_ENVIRONMENTS
        else con(f"With {_environments(environments)} there is little to repeat.", WORTH_SAYING, "scope_environments"),
        pro("Infrastructure and releases are automated already.", COUNTS, "iac_level", "cicd_level")
        if automated
        else None,
        pro(f"{users:,} people at the peak leave room to scale in small steps.", WORTH_SAYING, "peak_concurrent_users")
        if users >= MANY_USERS
        else None,
        pro(
            f"The peak is {ratio:.1f} times the usual load, and pods follow it by themselves.",
            COUNTS,
            "peak_to_average_ratio",
            "autoscale_allowed",
        )
        if facts.flag("autoscale_allowed") and ratio >= PEAKY
        else None,
        pro(f"{tenants} tenants share node pools with limits of their own.", WORTH_SAYING, "tenant_database_table")
        if tenants >= MANY_TENANTS
        else None,
    ]


def _words(taken: Option, options: tuple[Option, ...], facts: Facts) -> str:
    skill, people = int(facts.number("skills_k8s")), facts.number("ops_fte")
    if taken.option_id == "vm" and people <= FEW_ADMINISTRATORS:
        who = "one administrator" if people == 1 else f"a team of {full_time(people)}"
        skilled = f"a Kubernetes skill of {skill} of 3" if skill else "no Kubernetes skill"
        return (
            f"Stay on virtual machines: we do not advise Kubernetes to {who} with {skilled}. "
            "The stateless tiers can move to it later without touching the database."
        )
    cluster = options[1]
    against = strongest(cluster, for_it=False)
    if taken is not cluster and wished_words(facts, "platform") == cluster.option_id and against:
        return f"Virtual machines, although Kubernetes is asked for: {lowered(against)}"
    said = spoken_choice(taken, options)
    if taken.option_id == "vm":
        return said
    return f"{said} PostgreSQL, Redis and monitoring stay on virtual machines."


def _would_change(taken: Option, facts: Facts) -> str:
    if taken.option_id == "aks":
        return "Losing the people who know Kubernetes, or fewer environments, would bring us back to virtual machines."
    missing = []
    if facts.number("skills_k8s") < SKILLED:
        missing.append(f"a Kubernetes skill of {SKILLED} of 3")
    if facts.number("ops_fte") <= FEW_ADMINISTRATORS:
        missing.append("more than two full-time people (or a provider) to run it")
    if facts.text("iac_level") != "full" or facts.text("cicd_level") != "automated":
        missing.append("automated builds and releases")
    if len(facts.choices("scope_environments")) < MANY_ENVIRONMENTS:
        missing.append(f"{in_words(MANY_ENVIRONMENTS)} environments or more")
    if not missing:
        return "A peak far above the usual load with scaling allowed would tip it towards Kubernetes."
    return f"Kubernetes would be worth weighing again with {listed(missing)}."


def _environments(count: int) -> str:
    return f"{in_words(count)} environment{'' if count == 1 else 's'}"
