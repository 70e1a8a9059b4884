"""Words for sentences: codes as people say them, counts with their nouns, times, lists, and text inside a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from wardround.knowledge import FactValue

HOURS_FROM_MINUTES = 120
"""Up to this many minutes a time is said in minutes."""
DAYS_FROM_MINUTES = 48 * 60
"""From this many minutes on a time is said in days."""

NEVER = 999
"""Months that stand for never, in questions and derived facts that count months since or until something."""

_PER = {"month": "a month", "year": "a year", "day": "a day", "h": "an hour", "hour": "an hour"}
"""What stands after the slash of a unit, as people say it."""

_KEEP_CAPITAL = frozenset({"Azure", "Bastion", "Kubernetes", "Odoo", "Redis", "Traefik", "Microsoft", "Site"})
"""First words that keep their capital inside a sentence; 'Site' begins the name Site Recovery."""

CLASSES: Mapping[str, str] = {
    "DC-PUB": "public data",
    "DC-INT": "internal data",
    "DC-CONF": "confidential business data",
    "DC-PERS": "personal data",
    "DC-PHI": "patient health data",
    "DC-PHIX": "extra-protected health data",
    "DC-PADM": "patient administration data",
    "DC-INS": "insurance and claims data",
    "DC-PAYR": "payroll and HR data",
    "DC-OCC": "occupational health data",
    "DC-BANK": "bank and treasury data",
    "DC-CARD": "cardholder data",
    "DC-CTRL": "records of controlled substances",
    "DC-RXSC": "pharmacy supply data",
    "DC-LAB": "laboratory supply data",
    "DC-DEV": "device and asset records",
    "DC-FIN": "financial ledgers",
    "DC-PROC": "procurement data",
    "DC-RES": "research and trial data",
    "DC-ANON": "de-identified data",
    "DC-CRED": "credentials and keys",
    "DC-LOG": "audit and security logs",
    "DC-BKP": "backups",
    "DC-CFG": "configuration and code",
    "DC-AI": "AI and analytics data",
}
"""The data classes as they stand in a sentence; the whole names stand in the fact table."""

REGIMES: Mapping[str, str] = {
    "HIPAA-NPRM": "the proposed HIPAA Security Rule",
    "DEA-1304": "DEA record rules",
    "US-FLSA": "US wage-and-hour rules",
    "DE-393SGBV": "SGB V section 393",
    "ES-ENS": "ENS",
    "NL-NEN7510": "NEN 7510",
    "UKGDPR": "UK GDPR",
    "QC-LAW25": "Quebec Law 25",
    "AU-PRIVACY": "the Australian Privacy Act",
    "AU-MHR": "the My Health Records Act",
    "NZ-HIPC": "the New Zealand health information privacy code",
    "UAE-ICT": "the UAE health ICT law",
    "KSA-PDPL": "the Saudi data protection law",
    "DPDP": "the Indian DPDP Act",
    "CERT-IN": "the CERT-In directions",
    "PDPA-SG": "the Singapore PDPA",
    "HIA-SG": "the Singapore Health Information Act",
    "ISO27001": "ISO 27001",
    "SOC2": "SOC 2",
    "PCIDSS": "PCI DSS",
    "CIS-AZ": "the CIS benchmark for Azure",
    "EU-AI-ACT": "the EU AI Act",
}
"""Regimes whose id is not what people say."""

_HOURS: Mapping[str, str] = {
    "business": "business hours",
    "business_hours": "business hours",
    "extended": "extended hours",
    "24x7": "around the clock",
}
_ISOLATION: Mapping[str, str] = {
    "shared": "shared with others",
    "dedicated_db": "a database of its own",
    "dedicated_vm": "virtual machines of its own",
    "dedicated_subscription": "a subscription of its own",
}

_BY_FACT: Mapping[str, Mapping[str, str]] = {
    "data_classes": CLASSES,
    "regimes": REGIMES,
    "engagement_type": {
        "new_deployment": "a new deployment",
        "migration": "a migration",
        "replatform": "a move to another platform",
        "resize": "a change of sizes",
        "dr_uplift": "better recovery",
    },
    "evidence_level": {"verbal": "what people say", "measured": "measurements"},
    "scope_environments": {"preproduction": "pre-production"},
    "jurisdictions": {
        "US": "the United States",
        "EU": "the European Union",
        "UK": "the United Kingdom",
        "FR": "France",
        "DE": "Germany",
        "ES": "Spain",
        "CA": "Canada",
        "CA-QC": "Quebec",
        "AU": "Australia",
        "NZ": "New Zealand",
        "AE": "the United Arab Emirates",
        "SA": "Saudi Arabia",
        "IN": "India",
        "SG": "Singapore",
        "BR": "Brazil",
        "NL": "the Netherlands",
        "other": "elsewhere",
    },
    "operating_hours": _HOURS,
    "support_hours": _HOURS,
    "middleware": {"none": "not at all", "esb": "integration engine", "ipaas": "integration service in the cloud"},
    "hybrid_link": {"internet": "the public internet", "vpn": "VPN", "expressroute": "ExpressRoute"},
    "identity_provider": {
        "odoo_local": "in Odoo itself",
        "ad_ldap": "Active Directory or LDAP on site",
        "entra_id": "Microsoft Entra ID",
        "other_saml_oidc": "another SAML or OIDC service",
    },
    "phi_present": {"incidental": "in free text and attachments", "structured": "in patient fields"},
    "residency_scope": {
        "primary": "live data",
        "disaster_recovery": "recovery copy",
        "backup": "backups",
        "support_access": "access by support",
    },
    "siem": {"none": "nowhere", "existing": "the client's own system", "sentinel": "Microsoft Sentinel"},
    "audit_trail_level": {
        "application": "in the application",
        "application_database": "application and database",
        "full_statement": "every database statement",
    },
    "mfa_enforced": {"none": "nobody", "admins": "administrators", "all_users": "everybody"},
    "certified_hosting_needed": {
        "none": "no",
        "hds": "HDS",
        "c5": "C5",
        "iso27001": "ISO 27001",
        "hitrust": "HITRUST",
    },
    "hosting_model": {
        "in_house": "the client's own team",
        "msp": "a managed service provider",
        "shared_responsibility": "shared with a provider",
    },
    "monitoring_level": {"infrastructure": "infrastructure only", "full_stack": "the full stack"},
    "ha_scope": {"same_zone": "loss of a machine", "zone": "loss of a zone", "region": "loss of the region"},
    "replication": {"async": "asynchronous", "sync": "synchronous"},
    "continuity_workaround": {"documented": "written, not rehearsed"},
    "platform": {"vm": "virtual machines", "aks": "Kubernetes (AKS)"},
    "tenancy": _ISOLATION,
    "db_service_model": {
        "postgresql_vm": "PostgreSQL on virtual machines",
        "flexible_server": "the managed service",
    },
    "redis_role": {"none": "nothing", "cache": "a cache only", "queue": "queues and sessions"},
    "commitment_allowed": {"1y": "one year", "3y": "three years"},
    "os_preference": {"ubuntu_lts": "Ubuntu LTS", "rhel": "Red Hat", "sles": "SUSE", "debian": "Debian"},
    "baa_signed": {"in_place": "in place"},
}
"""Words for the codes of a fact, where the code with its underscores taken out is not what people say."""


def coded(fact: str, code: str) -> str:
    """Return the words for a code of a fact, as they stand inside a sentence."""
    return _BY_FACT.get(fact, {}).get(code) or code.replace("_", " ")


def lowered(text: str) -> str:
    """Return a text as it stands inside a sentence: its first letter small unless it begins with a name."""
    first = text.split(" ", 1)[0].strip(",:;.")
    if first in _KEEP_CAPITAL or any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return a text with a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: 'a, b and c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def shortly_listed(words: Sequence[str], most: int) -> str:
    """Return words as a list in a sentence, with how many more there are where they are many."""
    if len(words) <= most + 1:
        return listed(words)
    return listed([*words[:most], f"{len(words) - most} more"])


def counted(count: float, one: str, many: str = "") -> str:
    """Return a count with its noun: '1 person', '4.5 people', 'no people'."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count:,g} {noun}" if count else f"no {noun}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """Return a count up to twelve as a word, a larger one in figures."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def full_time(people: float) -> str:
    """Return a number of full-time people: 'one full-time person', '4.5 full-time people'."""
    number = in_words(int(people)) if float(people).is_integer() else f"{people:,g}"
    return f"{number} full-time {'person' if people == 1 else 'people'}"


def spoken_day(day: date) -> str:
    """Return a date as people write it: '9 March 2027'."""
    return f"{day.day} {day:%B %Y}"


def lasting(minutes: float) -> str:
    """Return a time as people say it: 'less than a minute', '45 minutes', '3 hours 24 minutes', '2 days 5 hours'."""
    if minutes < 1:
        return "less than a minute"
    if round(minutes) <= HOURS_FROM_MINUTES:
        return counted(round(minutes), "minute")
    if round(minutes) < DAYS_FROM_MINUTES:
        return _in_two(*divmod(round(minutes), 60), "hour", "minute")
    return _in_two(*divmod(round(minutes / 60), 24), "day", "hour")


def _in_two(large: int, small: int, of_large: str, of_small: str) -> str:
    """Return a time in two units, the smaller one left out where it says nothing."""
    first = counted(large, of_large)
    return f"{first} {counted(small, of_small)}" if small else first


def spoken(value: FactValue, unit: str = "", fact: str = "") -> str:
    """Return a value as people say it: yes or no, thousands grouped, codes in words, lists joined, with its unit."""
    match value:
        case None:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return listed([coded(fact, code) for code in value]) or "none"
        case str():
            return coded(fact, value)
    return _spoken_number(value, unit)


def _spoken_number(value: float, unit: str) -> str:
    if unit == "months" and value == NEVER:
        return "never"
    if unit == "hours" and not float(value).is_integer():
        return lasting(value * 60)
    number = f"{value:,.0f}" if float(value).is_integer() else _rounded(value, unit)
    return f"{number} {_unit_after(unit, value)}".rstrip()


def _rounded(value: float, unit: str) -> str:
    """Return a broken number with the digits that mean something: three, and two decimals for percentages near 100."""
    size = abs(value)
    near_hundred = unit == "percent" and 99 <= size < 100  # noqa: PLR2004 - where availability is stated
    decimals = 3 if near_hundred else 0 if size >= 100 else 1 if size >= 10 else 2  # noqa: PLR2004 - three digits
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def _unit_after(unit: str, value: float) -> str:
    """Return a unit of the vocabulary as it follows a number."""
    if unit in {"percent", "major"}:
        return "%" if unit == "percent" else ""
    if unit == "x":
        return "times"
    what, slash, period = unit.partition("/")
    if slash and period in _PER:
        return f"{_one_or_many(what, value)} {_PER[period]}"
    return _one_or_many(unit, value)


def _one_or_many(unit: str, value: float) -> str:
    if value != 1 or not unit.endswith("s") or unit in {"s", "ms", "Mbps", "MBps", "IOPS"}:
        return unit
    return unit.removesuffix("ies") + "y" if unit.endswith("ies") else unit.removesuffix("s")
