"""What the interfaces say; what a row leaves open comes from its type."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from wardround.assessment import Assessment
from wardround.assessment.interfaces import Interface
from wardround.engine.aggregates.aggregate import Aggregate, count_of, of_rows
from wardround.knowledge import Knowledge

HEALTH_PROTOCOLS = ("HL7", "FHIR")
EDI_PROTOCOLS = ("X12", "EDIFACT")
LEGACY_PROTOCOLS = frozenset({"FTP", "TELNET", "FAX", "SMB", "SMBV1", "TFTP"})
BANK_TYPES = frozenset({"bank_statement", "payment_out", "card_payment"})


def interface_count(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the number of interfaces."""
    rows = assessment.interfaces.interfaces
    return of_rows(len(rows), f"count of {count_of(len(rows), 'interface row')}", rows) if rows else None


def realtime_interface_count(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return how many interfaces have a caller that waits; what a row leaves open comes from its type."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    waiting = sum(waits(row, knowledge) for row in rows)
    guessed = any(row.synchronous is None for row in rows)
    return of_rows(waiting, f"of {count_of(len(rows), 'interface row')}", rows, guessed=guessed)


def waits(row: Interface, knowledge: Knowledge) -> bool:
    """Return whether the caller of an interface waits for the answer."""
    if row.synchronous is not None:
        return row.synchronous
    kind = knowledge.interface_types.get(row.interface_type)
    return kind is not None and kind.synchronous_default


def peak_messages_per_hour(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return messages in the busiest hour: a day's messages / 24 x peak factor, as if all peaks fell together."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    total, guessed = [], False
    for row in rows:
        kind = knowledge.interface_types.get(row.interface_type)
        per_day = row.messages_per_day
        factor = row.peak_factor
        guessed |= per_day is None or factor is None
        if per_day is None:
            per_day = kind.messages_per_day_likely if kind else 0.0
        if factor is None:
            factor = kind.peak_factor if kind else 1.0
        total.append(per_day / 24 * factor)
    words = f"peaks of {count_of(len(rows), 'interface row')} added up"
    return of_rows(round(fsum(total)), words, rows, guessed=guessed)


def catalogued_pct(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the share of interfaces that are completely documented and have an owner [percent]."""
    rows = assessment.interfaces.interfaces
    if not rows:
        return None
    done = sum(row.documentation == "complete" and bool(row.business_owner) for row in rows)
    return of_rows(100 * done / len(rows), f"{done} of {count_of(len(rows), 'interface row')}", rows)


def retry_pct(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return the share of interfaces that can retry safely [percent]; one that does not say cannot be counted on."""
    rows = assessment.interfaces.interfaces
    if all(row.retry_safe is None for row in rows):
        return None
    safe = sum(row.retry_safe is True for row in rows)
    return of_rows(100 * safe / len(rows), f"{safe} of {count_of(len(rows), 'interface row')}", rows)


def hl7_or_fhir(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return whether an interface speaks HL7 or FHIR."""
    return _speaks(assessment, knowledge, HEALTH_PROTOCOLS)


def edi(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return whether an interface speaks EDI X12 or EDIFACT."""
    return _speaks(assessment, knowledge, EDI_PROTOCOLS)


def _speaks(assessment: Assessment, knowledge: Knowledge, names: tuple[str, ...]) -> Aggregate | None:
    rows = assessment.interfaces.interfaces
    found = [row for row in rows if any(name in protocol_of(row, knowledge) for name in names)]
    if not rows:
        return None
    return of_rows(bool(found), f"{len(found)} of {count_of(len(rows), 'interface row')}", found or rows)


def protocol_of(row: Interface, knowledge: Knowledge) -> str:
    """Return the protocol of an interface in capital letters; what the row leaves open comes from its type."""
    kind = knowledge.interface_types.get(row.interface_type)
    return (row.protocol or (kind.protocol if kind else "")).upper()


def legacy_protocols(assessment: Assessment, knowledge: Knowledge) -> Aggregate | None:
    """Return True where an interface uses an old protocol; None otherwise, for rows do not tell what else is there."""
    found = []
    for row in assessment.interfaces.interfaces:
        words = protocol_of(row, knowledge).replace(",", " ").replace("/", " ").split()
        if LEGACY_PROTOCOLS.intersection(words):
            found.append(row)
    return of_rows(value=True, words=_named(found), rows=found) if found else None


def _named(rows: Sequence[Interface]) -> str:
    return "interfaces " + ", ".join(sorted(row.name for row in rows))


def bank_links(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return how many interfaces are bank or payment links."""
    rows = assessment.interfaces.interfaces
    links = sum(row.interface_type in BANK_TYPES for row in rows)
    return of_rows(links, f"of {count_of(len(rows), 'interface row')}", rows) if rows else None


def endpoints_for_tests(assessment: Assessment, _: Knowledge) -> Aggregate | None:
    """Return whether every interface has a test endpoint; None while a row leaves it open."""
    rows = assessment.interfaces.interfaces
    if not rows or any(row.test_endpoint is None for row in rows):
        return None
    have = sum(row.test_endpoint is True for row in rows)
    return of_rows(have == len(rows), f"{have} of {count_of(len(rows), 'interface row')}", rows)
