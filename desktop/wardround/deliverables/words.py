"""Words for the codes that the engine and the answers use, as they stand in documents."""

from __future__ import annotations

import re
from collections.abc import Mapping

ENVIRONMENTS: Mapping[str, str] = {
    "production": "Production",
    "preproduction": "Pre-production",
    "test": "Test",
    "training": "Training",
    "development": "Development",
    "disaster_recovery": "Disaster recovery",
}
ROLES: Mapping[str, str] = {
    "application": "Application",
    "batch": "Batch and scheduled jobs",
    "postgresql": "PostgreSQL",
    "pooler": "Connection pooler",
    "read_replica": "Read replica",
    "quorum": "Quorum witness",
    "redis": "Redis",
    "filestore": "Filestore",
    "ingress": "Ingress",
    "integration": "Integration",
    "monitoring": "Monitoring",
    "management": "Management",
    "control_plane": "Cluster control plane",
    "system_pool": "System pool",
}
DAY_TYPES: Mapping[str, str] = {
    "weekday": "Weekday",
    "saturday": "Saturday",
    "sunday": "Sunday",
    "month_end": "Month-end",
    "year_end": "Year-end",
}
PURCHASE: Mapping[str, str] = {
    "payg": "Pay as you go",
    "reserved_1y": "Reserved, one year",
    "reserved_3y": "Reserved, three years",
    "savings_1y": "Savings plan, one year",
    "savings_3y": "Savings plan, three years",
    "spot": "Spot",
    "own": "Entered by hand",
}
FAILURES: Mapping[str, str] = {
    "vm": "one machine",
    "zone": "a zone",
    "region": "the region",
    "vm_or_human_error": "one machine, or a human error",
    "zone_and_region": "a zone or the region",
    "ransomware": "ransomware",
}
CONTROL_STATES: Mapping[str, str] = {
    "fulfilled": "Fulfilled",
    "accepted_deviation": "Accepted deviation",
    "open": "Open",
    "not_verified": "Not verified",
    "not_required": "Not required",
}
STANDINGS: Mapping[str, str] = {
    "measured": "measured",
    "documented": "documented",
    "stated": "stated",
    "assumed": "assumed",
    "unknown": "unknown",
}
DRIVERS: Mapping[str, str] = {
    "dc_exit": "leaving the data centre",
    "cost": "cost",
    "compliance": "compliance",
    "performance": "performance",
    "resilience": "resilience",
    "end_of_support": "end of support",
    "merger": "a merger",
    "ai_ready": "readiness for AI",
}
ENGAGEMENTS: Mapping[str, str] = {
    "new_deployment": "a new deployment",
    "migration": "a migration",
    "replatform": "a move to another platform",
    "resize": "a change of sizes",
    "dr_uplift": "better recovery",
}
ORGANISATIONS: Mapping[str, str] = {
    "clinic_group": "clinic group",
    "hospital": "hospital",
    "multi_site_network": "network of hospitals and clinics",
    "lab": "laboratory",
    "pharmacy_chain": "pharmacy chain",
    "shared_services": "shared services organisation",
}
WORKAROUNDS: Mapping[str, str] = {
    "none": "none",
    "documented": "written",
    "rehearsed": "rehearsed",
}
ORIGINS: Mapping[str, str] = {
    "answer": "answered",
    "default": "default",
    "rows": "from rows",
    "control": "from a control",
    "decision": "decided",
    "derived": "computed",
    "none": "not known",
}
NOTES: Mapping[str, str] = {
    "wish": "Wish decided otherwise",
    "disagreement": "Answers disagree",
    "implausible": "Unusual",
    "limit": "Limit of the model",
    "assumption": "Assumption",
}
SCALE = ("very low", "low", "moderate", "high", "very high")
"""The five levels of likelihood and impact."""

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")
_SKU = re.compile(r"\bStandard_\w+")
_PERCENT = re.compile(r"(?<=\d)%")
_OF_TARGET = re.compile(r"([\d.,]*\d) of target, at most 1\b")
"""A check of the response against its target, as the search for sizes says it."""

_NAMES = frozenset({"Azure", "Bastion", "Kubernetes", "Odoo", "Redis", "Traefik", "Microsoft", "Defender", "Ubuntu"})
_ABBREVIATIONS = frozenset({"cpu", "iops", "vm", "gib", "wal", "hsm", "nat", "dns", "tls", "ai", "bi", "sku", "ups"})


def word(table: Mapping[str, str], code: str) -> str:
    """Return the word for a code; a code without one is made readable."""
    return table.get(code) or readable(code)


def readable(code: str) -> str:
    """Return a code as words: 'log_workspace' becomes 'Log workspace'."""
    parts = code.replace("_", " ").replace("-", " ").split()
    words = [part.upper() if part.lower() in _ABBREVIATIONS else part for part in parts]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def size_name(sku: str) -> str:
    """Return the name of a VM size as people say it: 'D8as v5' for 'Standard_D8as_v5'."""
    return sku.removeprefix("Standard_").replace("_", " ")


def short_role(role: str) -> str:
    """Return the name of a role for a picture, where there is little room."""
    return {"batch": "Batch", "quorum": "Witness", "pooler": "Pooler"}.get(role) or word(ROLES, role)


def spoken(text: str) -> str:
    """Return a text with VM sizes as people say them, percentages set apart as SI asks, and targets as missed."""
    text = _OF_TARGET.sub(r"\1 times the target", text)
    return _PERCENT.sub("\N{NO-BREAK SPACE}%", _SKU.sub(lambda match: size_name(match.group()), text))


def phase_name(phase: str) -> str:
    """Return a phase without its number: 'Landing zone' for '2 landing zone'."""
    head, _, rest = phase.partition(" ")
    text = rest if head.isdigit() and rest else phase
    return text[:1].upper() + text[1:]


def phase_number(phase: str) -> int:
    """Return the number that a phase starts with; phases without one come last."""
    head = phase.partition(" ")[0]
    return int(head) if head.isdigit() else 99


def within(text: str) -> str:
    """Return words as they stand inside a sentence: 'Connection pooler' small, 'PostgreSQL' and 'Redis' as they are."""
    first = text.split(" ", 1)[0].strip(",:;")
    if first in _NAMES or any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return a text as a sentence: capital first, full stop last, sizes as people say them."""
    text = spoken(text.strip())
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".!?:" else ".")


def listed(words: tuple[str, ...]) -> str:
    """Return words as a list in a sentence: 'a, b and c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def brief(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"


def in_sentences(text: str, most: int) -> str:
    """Return the first whole sentences of a text that fit into so many characters; one too long is cut."""
    parts = _SENTENCE_END.split(text)
    taken = parts[0]
    for part in parts[1:]:
        if len(taken) + 1 + len(part) > most:
            break
        taken = f"{taken} {part}"
    return brief(taken, most)


def shortlist(words: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Return at most so many words, and how many were left out where it is more than one."""
    if len(words) <= most + 1:
        return words
    return (*words[:most], f"{len(words) - most} more")


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: '1 line', '3 lines', 'no lines'."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count:,} {noun}" if count else f"no {noun}"
