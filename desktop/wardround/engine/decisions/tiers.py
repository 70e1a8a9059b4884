"""Small decisions on single tiers: Redis, ingress, sharing of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wardround.engine.decisions.dates import temporary_until
from wardround.engine.decisions.overruling import NOTHING, Taken, picked
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
from wardround.engine.plain_words import capital, in_words, lowered, spoken_day
from wardround.engine.small_tiers import REDIS_HA_NODES
from wardround.knowledge import FactValue, Knowledge

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

FAILS_OVER = frozenset({"replica_memory", "replica_appendonly"})
"""Ways to keep Redis safe in which another node takes over."""

NO_RECORD = "It never holds the only copy of a record: what must not be lost is in PostgreSQL."

PAIR = 2
"""Nodes of an ingress that survives a node, until the sizing says more."""

Settled = dict[str, tuple[FactValue, str]]


def survives_a_node(facts: Facts) -> bool:
    """Return whether the stateless tiers must survive a lost node: asked as a scope, or by a short RTO."""
    return facts.wish("ha_scope") != "none" or facts.number("rto_minutes") <= REDUNDANT_BELOW_MINUTES


def decide_redis(facts: Facts, otherwise: Taken = NOTHING) -> tuple[tuple[Decision, ...], Settled]:
    """Return what Redis holds and how safely it holds it, as advised; the facts follow what somebody took instead."""
    users = int(facts.number("peak_concurrent_users"))
    messages = facts.number("interface_msgs_per_hour_peak")
    spread = survives_a_node(facts)
    queue_heavy = messages >= BUSY_QUEUE
    several = "Several application nodes have to share the sessions of their users."
    stay: Reason | None = None
    if spread:
        text = f"{users:,} people stay signed in when an application node fails."
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
            facts=facts,
        ),
        option(
            "none",
            "No Redis",
            [
                wish_reason(facts, "redis_role", "none"),
                pro("There is one tier less to run.", WORTH_SAYING),
                con("The sessions would stay on the disk of one application node.", COUNTS, "rto_minutes", "ha_scope")
                if spread
                else None,
            ],
            facts=facts,
        ),
        option(
            "cache",
            "Cache only",
            [
                wish_reason(facts, "redis_role", "cache"),
                pro("Losing it costs nothing but speed.", WORTH_SAYING),
                con("Standard Odoo does not use Redis as a cache; it takes a module.", WORTH_SAYING),
            ],
            facts=facts,
        ),
        option(
            "queue",
            "Queue and sessions in Redis",
            [
                wish_reason(facts, "redis_role", "queue"),
                pro(
                    f"A queue evens out {messages:,.0f} interface messages an hour.",
                    WORTH_SAYING,
                    "interface_msgs_per_hour_peak",
                )
                if queue_heavy
                else None,
                pro(several, COUNTS_A_LOT, "rto_minutes", "ha_scope") if spread else None,
                stay,
                con(
                    "What waits in the queue is lost with the node unless it is written to disk and copied.",
                    WORTH_SAYING,
                ),
            ],
            facts=facts,
        ),
    )
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
    taken = picked("redis_role", options, otherwise) or taken
    if taken.option_id == "none":
        return (role,), {"redis_role": ("none", "there is nothing for Redis to hold"), "redis_ha": (False, "no Redis")}
    safety = _redis_safety(facts, taken.option_id, users)
    kept = picked("redis_persistence", safety.options, otherwise) or best(safety.options)
    why = f"Redis runs on {lowered(kept.title)}"
    settled: Settled = {
        "redis_role": (taken.option_id, f"what Redis holds is {lowered(taken.title)}"),
        "redis_ha": (kept.option_id in FAILS_OVER, why),
    }
    return (role, safety), settled


def _redis_safety(facts: Facts, role: str, users: int) -> Decision:
    stateful = role in {"sessions", "queue"}
    asked = wished_words(facts, "redis_ha") == "yes"
    needs = stateful and survives_a_node(facts)
    sized = facts.get("redis_nodes")
    nodes = int(sized) if isinstance(sized, int | float) and sized > 1 else REDIS_HA_NODES
    options = (
        option(
            "one_node",
            "One node with nothing written to disk",
            [
                pro("It is the cheapest.", WORTH_SAYING)
                if stateful
                else pro("It is enough for what can be computed again.", COUNTS),
                con(
                    f"{users:,} people are signed out when it restarts.",
                    COUNTS_A_LOT if users >= MANY_USERS else WORTH_SAYING,
                    "peak_concurrent_users",
                )
                if stateful
                else None,
                con("The design has to survive the loss of a node.", COUNTS_A_LOT, "rto_minutes", "ha_scope")
                if needs
                else None,
            ],
            facts=facts,
        ),
        option(
            "one_node_appendonly",
            "One node with a log on disk",
            [
                pro("What it holds is back after a restart, less the last second.", COUNTS)
                if stateful
                else con("What can be computed again need not be written down.", WORTH_SAYING),
                con("Nobody signs in until the node is back.", COUNTS_A_LOT if needs else WORTH_SAYING)
                if stateful
                else None,
                con("The log costs a write to disk with every change.", WORTH_SAYING),
                con("The design has to survive the loss of a node.", COUNTS_A_LOT, "rto_minutes", "ha_scope")
                if needs
                else None,
            ],
            facts=facts,
        ),
        option(
            "replica_memory",
            f"{capital(in_words(nodes))} nodes with automatic failover and nothing on disk",
            [
                pro("Another node takes over within seconds.", COUNTS_A_LOT if needs else WORTH_SAYING)
                if stateful
                else None,
                con("What waits in the queue is gone when all nodes restart.", COUNTS_A_LOT)
                if role == "queue"
                else con("Everybody signs in again when all nodes restart, as after a power cut.", WORTH_SAYING)
                if stateful
                else None,
                con(f"{_more_nodes(nodes)} to pay for.", WORTH_SAYING),
            ],
            facts=facts,
        ),
        option(
            "replica_appendonly",
            f"{capital(in_words(nodes))} nodes with automatic failover and a log on disk",
            [
                pro("The log is written every second, so a queue loses one second at the most.", COUNTS_A_LOT)
                if role == "queue"
                else None,
                pro("Another node takes over within seconds.", COUNTS_A_LOT if needs else WORTH_SAYING)
                if stateful
                else None,
                pro("It is what the client asks for.", COUNTS, "redis_ha") if asked else None,
                con(f"{_more_nodes(nodes)} to pay for.", WORTH_SAYING),
            ],
            facts=facts,
        ),
    )
    taken = best(options)
    return decision(
        "redis_persistence",
        "How is what Redis holds kept safe?",
        options,
        chosen=taken.option_id,
        wished="replica_appendonly" if asked else "",
        words=f"{spoken_choice(taken, options)} {NO_RECORD}",
        would_change="If Redis held nothing but a cache, one node would be enough."
        if taken.option_id in FAILS_OVER
        else "Sessions or queues on a platform that must survive the loss of a node would ask for more nodes.",
    )


def _more_nodes(nodes: int) -> str:
    more = nodes - 1
    return f"There {'is' if more == 1 else 'are'} {in_words(more)} more node{'' if more == 1 else 's'}"


def decide_ingress(facts: Facts, otherwise: Taken = NOTHING) -> tuple[Decision, Settled]:
    """Return how the reverse proxy stands, as advised; the facts follow what somebody took instead."""
    portal = int(facts.number("portal_users"))
    firewall = facts.flag("waf_present")
    needs = survives_a_node(facts)
    wished = wished_words(facts, "ingress_ha")
    pair_reasons: list[Reason | None] = [
        pro("It is what the client asks for.", COUNTS, "ingress_ha") if wished == "yes" else None,
        pro("A proxy can be patched or lost without anybody noticing.", COUNTS_A_LOT if needs else WORTH_SAYING),
    ]
    outside = portal > 0 or firewall
    sized = facts.get("ingress_nodes")
    pair = in_words(int(sized) if isinstance(sized, int | float) and sized > 1 else PAIR)
    unguarded: Reason | None = None
    if portal:
        text = f"{portal:,} people from outside would meet no web application firewall."
        unguarded = con(text, COUNTS_A_LOT, "portal_users", "waf_present")
    elif firewall:
        unguarded = con("It leaves out the web application firewall that is asked for.", COUNTS_A_LOT, "waf_present")
    options = (
        option(
            "pair",
            f"{capital(pair)} Traefik nodes behind a load balancer",
            [
                *pair_reasons,
                unguarded,
            ],
            facts=facts,
        ),
        option(
            "single",
            "One Traefik node",
            [
                pro("It is the cheapest.", WORTH_SAYING),
                pro("It is what the client asks for.", COUNTS, "ingress_ha") if wished == "no" else None,
                con("A patch or a fault takes the whole ERP offline.", COUNTS_A_LOT if needs else WORTH_SAYING),
                unguarded,
            ],
            facts=facts,
        ),
        option(
            "pair_waf",
            f"A web application firewall before {pair} Traefik nodes",
            [
                *pair_reasons,
                pro(f"{portal:,} people from outside come through it.", COUNTS_A_LOT, "portal_users")
                if portal
                else None,
                pro("A firewall is asked for.", COUNTS, "waf_present") if firewall else None,
                con("There is a firewall to pay for and to tune.", WORTH_SAYING if outside else COUNTS),
            ],
            facts=facts,
        ),
    )
    taken = best(options)
    made = decision(
        "ingress",
        "How do users reach the ERP?",
        options,
        chosen=taken.option_id,
        wished={"yes": "pair", "no": "single"}.get(wished, "") if not outside else "",
        words=spoken_choice(taken, options),
        would_change="Users from outside the network would ask for a web application firewall."
        if not outside
        else "Without users from outside, the firewall could go."
        if portal
        else "Without the demand for a firewall, the proxies alone would do.",
    )
    taken = picked("ingress", options, otherwise) or taken
    return made, {"ingress_ha": (taken.option_id != "single", f"users come in through {lowered(taken.title)}")}


def decide_consolidation(
    facts: Facts,
    deployment: tuple[RoleSizing, ...],
    as_of: date | None = None,
    knowledge: Knowledge | None = None,
) -> Decision:
    """Return whether production roles share nodes for a while, as the deployment has them, and until when."""
    sharing = [
        role
        for role in deployment
        # The pods of a cluster share its nodes by design, each with limits of its own.
        if role.environment == "production"
        and role.platform != "aks"
        and set(role.carries) - COMPANIONS.get(role.role, frozenset())
    ]
    users = int(facts.number("peak_concurrent_users"))
    small = users <= FEW_USERS and not facts.number("tier0_module_count")
    structured = facts.text("phi_present") == "structured"
    apart = option(
        "separate",
        "Each role on nodes of its own",
        [
            pro("A busy role cannot starve another, and a slow one is easy to find.", COUNTS_A_LOT),
            con("There are more nodes to pay for and to patch.", WORTH_SAYING),
        ], facts=facts)  # fmt: skip
    together = option(
        "consolidated",
        "Shared nodes as a temporary step with an end date",
        [
            pro("The deployment is sized that way.", RELIES) if sharing else None,
            pro(f"{users:,} people at the peak do not fill separate nodes.", COUNTS_A_LOT, "peak_concurrent_users")
            if small
            else con(f"{users:,} people at the peak need the room.", COUNTS, "peak_concurrent_users"),
            con("Structured patient data and tools would meet on one host.", COUNTS, "phi_present")
            if structured
            else None,
            con("What is called temporary stays unless a date ends it.", WORTH_SAYING),
        ], facts=facts)  # fmt: skip
    options = (apart, together)
    taken = together if sharing else apart
    ends = temporary_until("consolidation_months", facts, as_of, knowledge) if sharing else None
    until = f"until {spoken_day(ends)} at the latest" if ends else "for now, and write the date of the split down"
    words = (
        f"Let the roles share nodes {until}: the database goes first, then ingress and management."
        if sharing
        else spoken_choice(apart, options)
    )
    made = decision(
        "consolidation",
        "May production roles share nodes for a while?",
        options,
        chosen=taken.option_id,
        wished="",
        words=words,
        would_change="More users than the shared nodes carry, or patient data in structured form, would end it."
        if sharing
        else f"With up to {FEW_USERS} people and no critical application, shared nodes would save money for a year.",
    )
    return replace(made, ends_on=ends)


RELIES = 4
"""Weight of being what was sized: the decision reports it and does not argue with it."""
