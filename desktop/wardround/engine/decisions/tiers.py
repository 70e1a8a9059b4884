"""Small decisions on single tiers: Redis, ingress, sharing of nodes, the link to the old estate."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.engine.decisions.weighing import (
    COUNTS,
    COUNTS_A_LOT,
    WORTH_SAYING,
    barred,
    best,
    con,
    decision,
    is_barred,
    option,
    pro,
    spoken_choice,
    wish_reason,
    wished_words,
)
from wardround.engine.facts import Facts
from wardround.engine.findings import Decision, Option, Reason, RoleSizing
from wardround.knowledge import FactValue

REDUNDANT_BELOW_MINUTES = 240
"""RTO up to which stateless tiers run on two nodes; source: control CT-HAV-01."""
MANY_USERS = 150
"""People who would all be signed out together; source: risk RK-PER-07."""
BUSY_QUEUE = 2000
"""Interface messages an hour from which a queue is worth having; source: risk RK-INT-01."""
FEW_USERS = 60
"""Concurrent users up to which roles may share nodes for a while."""

Settled = dict[str, tuple[FactValue, str]]


def survives_a_node(facts: Facts) -> bool:
    """Return whether the stateless tiers must survive a lost node: asked as a scope, or by a short RTO."""
    return facts.wish("ha_scope") in {"zone", "region"} or facts.number("rto_minutes") <= REDUNDANT_BELOW_MINUTES


def decide_redis(facts: Facts) -> tuple[tuple[Decision, ...], Settled]:
    """Return what Redis holds and how safely it holds it."""
    users = int(facts.number("peak_concurrent_users"))
    messages = facts.number("interface_msgs_per_hour_peak")
    spread = survives_a_node(facts)
    queue_heavy = messages >= BUSY_QUEUE
    several = "Several application nodes have to share the sessions of their users."
    options = (
        option(
            "sessions",
            "Sessions in Redis",
            [
                wish_reason(facts, "redis_role", "sessions"),
                pro(several, COUNTS_A_LOT, "rto_minutes", "ha_scope") if spread else None,
                pro(f"{users:,} people stay signed in when an application node goes.", WORTH_SAYING,
                    "peak_concurrent_users"),
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
                con("Stock Odoo reads no cache from Redis; a module has to.", COUNTS, "custom_module_count"),
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
                con("What waits in the queue is lost with the node unless it is written to disk and copied.", COUNTS,
                    "redis_ha"),
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
        "redis_role": (taken.option_id, f"what Redis holds: {taken.title.lower()}"),
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
                pro("The cheapest, and enough for a cache.", COUNTS if not stateful else WORTH_SAYING, "redis_role"),
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
    why = f"Redis: {taken.title.lower()}"
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
    asked = wished_words(facts, "ingress_ha") == "yes"
    pair_reasons: list[Reason | None] = [
        pro("The client asks for it.", COUNTS, "ingress_ha") if asked else None,
        pro(
            "A proxy can be patched or lost without anybody noticing.",
            COUNTS_A_LOT if needs else WORTH_SAYING,
            "rto_minutes",
            "ha_scope",
        ),
    ]
    outside = portal > 0 or firewall
    options = (
        option(
            "pair",
            "Two Traefik nodes behind a load balancer",
            [
                *pair_reasons,
                con(f"{portal:,} people from outside meet no web application firewall.", COUNTS_A_LOT, "portal_users",
                    "waf_present")
                if outside
                else None,
            ],
        ),
        option(
            "single",
            "One Traefik node",
            [
                pro("The cheapest.", WORTH_SAYING),
                con("A patch or a fault takes the whole ERP away.", COUNTS_A_LOT if needs else WORTH_SAYING,
                    "rto_minutes", "ha_scope"),
                con(f"{portal:,} people from outside meet no web application firewall.", COUNTS_A_LOT, "portal_users")
                if outside
                else None,
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
        wished="pair" if asked and taken.option_id == "single" else "",
        words=spoken_choice(taken, options),
        would_change="Users from outside the network would bring a web application firewall in."
        if not outside
        else "Without users from outside the firewall could go.",
    )
    return made, {"ingress_ha": (taken.option_id != "single", f"ingress: {taken.title.lower()}")}


def decide_consolidation(facts: Facts, deployment: tuple[RoleSizing, ...]) -> Decision:
    """Return whether production roles share nodes for a while, as the deployment has them."""
    sharing = [role for role in deployment if role.environment == "production" and role.carries]
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
            else con(f"{users:,} people at the peak and {facts.number('tier0_module_count'):.0f} critical applications "
                     "need the room.", COUNTS, "peak_concurrent_users", "tier0_module_count"),
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


def decide_hybrid_link(assessment: Assessment, facts: Facts) -> Decision:
    """Return the link to the old estate with its end.

    The link priced is the one answered; the words say what we would take.
    """
    staying, waiting = int(facts.number("unmovable_dependencies")), facts.flag("latency_sensitive_onprem")
    critical = staying > 0 or facts.flag("identity_dependency_onprem")
    count = f"{facts.spoken('unmovable_dependencies')} cannot move" if staying else "sign-in stays on site"
    options = (
        _link("none", "No link", facts, [
            pro("Nothing stays behind that the ERP needs.", COUNTS_A_LOT, "unmovable_dependencies")
            if not critical
            else barred(f"{count[:1].upper()}{count[1:]}, and the ERP needs what stays.",
                        "unmovable_dependencies", "identity_dependency_onprem"),
        ]),
        _link("internet", "Over the internet, encrypted by the application", facts, [
            pro("It costs nothing of its own.", WORTH_SAYING),
            con("Old protocols and printers do not encrypt by themselves.", COUNTS, "legacy_protocols", "print_devices")
            if critical
            else con("It serves nothing that stays.", WORTH_SAYING, "unmovable_dependencies"),
        ]),
        _link("vpn", "VPN gateway", facts, [
            pro(f"Quick to build and easy to end; {count}.", COUNTS_A_LOT,
                "unmovable_dependencies")
            if critical
            else con("It serves nothing that stays.", COUNTS, "unmovable_dependencies"),
            con("Its latency is the internet's.", COUNTS_A_LOT, "latency_sensitive_onprem") if waiting else None,
        ]),
        _link("expressroute", "ExpressRoute", facts, [
            pro("Latency and bandwidth are promised to callers that wait.", COUNTS_A_LOT, "latency_sensitive_onprem")
            if waiting
            else None,
            con("A circuit takes weeks to order and a year to end.", COUNTS, "deadline_weeks"),
        ]),
    )  # fmt: skip
    advised = best(options)
    taken = next(candidate for candidate in options if candidate.option_id == facts.text("hybrid_link"))
    return decision(
        "hybrid_link",
        "What links the ERP to what stays behind, and until when?",
        options,
        chosen=taken.option_id,
        wished=wished_words(facts, "hybrid_link"),
        words=f"{_link_words(taken, advised)} {_until(assessment, taken)}".strip(),
        would_change="Moving or replacing the last component that stays would end the link."
        if critical
        else "A component that cannot move would ask for a link.",
    )


def _link(value: str, title: str, facts: Facts, reasons: list[Reason | None]) -> Option:
    return option(value, title, [wish_reason(facts, "hybrid_link", value), *reasons])


def _link_words(taken: Option, advised: Option) -> str:
    if taken is advised or (not is_barred(taken) and taken.score == advised.score):
        return f"{taken.title} it is."
    return f"{taken.title} is priced as answered; we would rather take {advised.title}."


def _until(assessment: Assessment, taken: Option) -> str:
    if taken.option_id == "none":
        return ""
    ends = [line.ends for line in assessment.budget.lines if line.kind == "hybrid_link" and line.ends]
    if ends:
        return f"It ends on {max(ends):%d %B %Y}."
    return "It has no end date yet: agree one, or it is paid for ever."
