"""Small decisions on single tiers: Redis, ingress, sharing of nodes."""

from __future__ import annotations

from collections.abc import Mapping

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
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Reason, RoleSizing
from wardround.knowledge import FactValue

REDUNDANT_BELOW_MINUTES = 240
"""RTO up to which stateless tiers run on two nodes; source: control CT-HAV-01."""
MANY_USERS = 150
"""People who would all be signed out together; source: risk RK-PER-07."""
BUSY_QUEUE = 2000
"""Interface messages an hour from which a queue is worth having; source: risk RK-INT-01."""
FEW_USERS = 60
"""Concurrent users up to which roles may share nodes for a while."""

COMPANIONS: Mapping[str, frozenset[str]] = {
    "postgresql": frozenset({"pooler"}),
    "application": frozenset({"batch"}),
}
"""Roles that run beside another by design; sharing nodes with any other role is consolidation."""

Settled = dict[str, tuple[FactValue, str]]


def survives_a_node(facts: Facts) -> bool:
    """Return whether the stateless tiers must survive a lost node: asked as a scope, or by a short RTO."""
    return facts.wish("ha_scope") != "none" or facts.number("rto_minutes") <= REDUNDANT_BELOW_MINUTES


def decide_redis(facts: Facts) -> tuple[tuple[Decision, ...], Settled]:
    """Return what Redis holds and how safely it holds it."""
    users = int(facts.number("peak_concurrent_users"))
    messages = facts.number("interface_msgs_per_hour_peak")
    spread = survives_a_node(facts)
    queue_heavy = messages >= BUSY_QUEUE
    several = "Several application nodes have to share the sessions of their users."
    stay: Reason | None = None
    if spread:
        text = f"{users:,} people stay signed in when an application node goes."
        stay = pro(text, WORTH_SAYING, "peak_concurrent_users")
    options = (
        option(
            "sessions",
            "Sessions in Redis",
            [
                wish_reason(facts, "redis_role", "sessions"),
                pro(several, COUNTS_A_LOT, "rto_minutes", "ha_scope") if spread else None,
                stay,
            ],
        ),
        option(
            "none",
            "No Redis",
            [
                wish_reason(facts, "redis_role", "none"),
                pro("One tier less to run.", WORTH_SAYING, "ops_fte"),
                con("The sessions would stay on the disk of one application node.", COUNTS, "rto_minutes", "ha_scope")
                if spread
                else None,
            ],
        ),
        option(
            "cache",
            "Cache only",
            [
                wish_reason(facts, "redis_role", "cache"),
                pro("Losing it costs nothing but speed.", WORTH_SAYING),
                con("Stock Odoo reads no cache from Redis; a module has to.", WORTH_SAYING, "custom_module_count"),
            ],
        ),
        option(
            "queue",
            "Queue and sessions in Redis",
            [
                wish_reason(facts, "redis_role", "queue"),
                pro(f"A queue evens out {messages:,.0f} interface messages an hour.", WORTH_SAYING,
                    "interface_msgs_per_hour_peak")
                if queue_heavy
                else None,
                pro(several, COUNTS_A_LOT, "rto_minutes", "ha_scope") if spread else None,
                stay,
                con("What waits in the queue is lost with the node unless it is written to disk and copied.",
                    WORTH_SAYING, "redis_ha"),
            ],
        ),
    )  # fmt: skip
    taken = best(options)
    role = decision(
        "redis_role",
        "What does Redis hold?",
        options,
        chosen=taken.option_id,
        wished=wished_words(facts, "redis_role"),
        words=spoken_choice(taken, options),
        would_change="A single application node without a recovery target in hours could do without Redis.",
    )
    safety, replicated, why = _redis_safety(facts, taken.option_id, users)
    settled: Settled = {
        "redis_role": (taken.option_id, f"what Redis holds: {taken.title}"),
        "redis_ha": (replicated, why),
    }
    return (role, safety), settled


def _redis_safety(facts: Facts, role: str, users: int) -> tuple[Decision, bool, str]:
    stateful = role in {"sessions", "queue"}
    asked = wished_words(facts, "redis_ha") == "yes"
    needs = stateful and survives_a_node(facts)
    options = (
        option(
            "one_node",
            "One node, nothing written to disk",
            [
                pro("The cheapest.", WORTH_SAYING, "redis_role")
                if stateful
                else pro("Enough for what can be computed again.", COUNTS, "redis_role"),
                con(f"{users:,} people are signed out when it restarts.",
                    COUNTS_A_LOT if users >= MANY_USERS else WORTH_SAYING, "peak_concurrent_users")
                if stateful
                else None,
                con("The design has to survive a node.", COUNTS_A_LOT, "rto_minutes", "ha_scope") if needs else None,
            ],
        ),
        option(
            "replica_appendonly",
            "Two nodes, append-only file written every second",
            [
                pro("A queue loses one second at the most.", COUNTS_A_LOT, "redis_role") if role == "queue" else None,
                pro("A second node takes over within seconds.", COUNTS_A_LOT if needs else WORTH_SAYING,
                    "rto_minutes", "ha_scope")
                if stateful
                else None,
                pro("The client asks for it.", COUNTS, "redis_ha") if asked else None,
                con("A second node to pay for.", WORTH_SAYING),
            ],
        ),
    )  # fmt: skip
    taken = best(options)
    replicated = taken.option_id == "replica_appendonly"
    why = f"Redis: {taken.title}"
    made = decision(
        "redis_persistence",
        "How safely does Redis hold it?",
        options,
        chosen=taken.option_id,
        wished="replica_appendonly" if asked else "",
        words=spoken_choice(taken, options),
        would_change="Holding nothing but a cache would make one node enough."
        if replicated
        else "Holding sessions or queues for a platform that must survive a node would ask for two.",
    )
    return made, replicated, why


def decide_ingress(facts: Facts) -> tuple[Decision, Settled]:
    """Return how the reverse proxy stands."""
    portal = int(facts.number("portal_users"))
    firewall = facts.flag("waf_present")
    needs = survives_a_node(facts)
    wished = wished_words(facts, "ingress_ha")
    pair_reasons: list[Reason | None] = [
        pro("The client asks for it.", COUNTS, "ingress_ha") if wished == "yes" else None,
        pro(
            "A proxy can be patched or lost without anybody noticing.",
            COUNTS_A_LOT if needs else WORTH_SAYING,
            "rto_minutes",
            "ha_scope",
        ),
    ]
    outside = portal > 0 or firewall
    unguarded: Reason | None = None
    if portal:
        text = f"{portal:,} people from outside meet no web application firewall."
        unguarded = con(text, COUNTS_A_LOT, "portal_users", "waf_present")
    elif firewall:
        unguarded = con("The web application firewall asked for is missing.", COUNTS_A_LOT, "waf_present")
    options = (
        option(
            "pair",
            "Two Traefik nodes behind a load balancer",
            [
                *pair_reasons,
                unguarded,
            ],
        ),
        option(
            "single",
            "One Traefik node",
            [
                pro("The cheapest.", WORTH_SAYING),
                pro("The client does not ask for two.", COUNTS, "ingress_ha") if wished == "no" else None,
                con("A patch or a fault takes the whole ERP away.", COUNTS_A_LOT if needs else WORTH_SAYING,
                    "rto_minutes", "ha_scope"),
                unguarded,
            ],
        ),
        option(
            "pair_waf",
            "Web application firewall before two Traefik nodes",
            [
                *pair_reasons,
                pro(f"{portal:,} people from outside come through it.", COUNTS_A_LOT, "portal_users")
                if portal
                else None,
                pro("A firewall is asked for.", COUNTS, "waf_present") if firewall else None,
                con("A firewall to pay for and to tune.", WORTH_SAYING if outside else COUNTS, "portal_users"),
            ],
        ),
    )  # fmt: skip
    taken = best(options)
    made = decision(
        "ingress",
        "How do users reach the ERP?",
        options,
        chosen=taken.option_id,
        wished={"yes": "pair", "no": "single"}.get(wished, "") if not outside else "",
        words=spoken_choice(taken, options),
        would_change="Users from outside the network would bring a web application firewall in."
        if not outside
        else "Without users from outside the firewall could go.",
    )
    return made, {"ingress_ha": (taken.option_id != "single", f"ingress: {taken.title}")}


def decide_consolidation(facts: Facts, deployment: tuple[RoleSizing, ...]) -> Decision:
    """Return whether production roles share nodes for a while, as the deployment has them."""
    sharing = [
        role
        for role in deployment
        if role.environment == "production" and set(role.carries) - COMPANIONS.get(role.role, frozenset())
    ]
    users = int(facts.number("peak_concurrent_users"))
    small = users <= FEW_USERS and not facts.number("tier0_module_count")
    structured = facts.text("phi_present") == "structured"
    apart = option(
        "separate",
        "Each role on nodes of its own",
        [
            pro("A busy role cannot starve another, and a slow one can be found.", COUNTS_A_LOT,
                "peak_concurrent_users", "tier0_module_count"),
            con("More nodes to pay for and to patch.", WORTH_SAYING, "ops_fte"),
        ],
    )  # fmt: skip
    together = option(
        "consolidated",
        "Roles share nodes as a temporary step, with an end date",
        [
            pro("It is what stands in the deployment.", RELIES, "peak_concurrent_users") if sharing else None,
            pro(f"{users:,} people at the peak do not fill separate nodes.", COUNTS_A_LOT, "peak_concurrent_users")
            if small
            else con(f"{users:,} people at the peak need the room.", COUNTS, "peak_concurrent_users"),
            con("Structured patient data and tools would meet on one host.", COUNTS, "phi_present")
            if structured
            else None,
            con("What is called temporary stays unless a date ends it.", WORTH_SAYING),
        ],
    )  # fmt: skip
    options = (apart, together)
    taken = together if sharing else apart
    words = (
        "Let the roles share nodes for now, and write the date of the split into the roadmap: "
        "the database goes first, then ingress and management."
        if sharing
        else spoken_choice(apart, options)
    )
    return decision(
        "consolidation",
        "May production roles share nodes for a while?",
        options,
        chosen=taken.option_id,
        wished="",
        words=words,
        would_change="Passing the users that the shared nodes carry, or patient data in structured form, ends it."
        if sharing
        else f"Up to {FEW_USERS} people and no critical application, sharing would be worth its price for a year.",
    )


RELIES = 4
"""Weight of being what was sized: the decision reports it and does not argue with it."""
