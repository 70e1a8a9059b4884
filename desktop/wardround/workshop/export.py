"""The documents of an assessment: which there are, what they are called, and their content."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from wardround.assessment import Assessment
from wardround.deliverables.brand import Brand, BrandRefused, brand_named
from wardround.deliverables.findings_json import findings_json
from wardround.deliverables.load_test_json import load_test_json
from wardround.deliverables.pdf import continuity_pdf, roadmap_pdf
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine.findings import Findings
from wardround.workshop.assessing import ASSESSED_SHARE, Assessed, Progress, unheard
from wardround.workshop.refused import Refused, UnknownName

_LONGEST_NAME = 60
_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. ``time_share`` is its part of the time that all kinds take together."""

    ending: str
    title: str
    time_share: float
    render: Callable[[Assessment, Findings, Brand, Callable[[float], None]], bytes]


def _json(assessment: Assessment, findings: Findings, _brand: Brand, _told: Callable[[float], None]) -> bytes:
    return findings_json(assessment, findings).encode()


def _load_test(assessment: Assessment, findings: Findings, _brand: Brand, _told: Callable[[float], None]) -> bytes:
    return load_test_json(assessment, findings).encode()


KINDS: Mapping[str, Kind] = {
    "xlsx": Kind("bom.xlsx", "Writing the workbook", 0.3, bill_of_materials),
    "pdf": Kind("roadmap.pdf", "Writing the roadmap", 0.6, roadmap_pdf),
    "json": Kind("findings.json", "Writing the findings", 0.1, _json),
    "continuity": Kind("continuity.pdf", "Writing the downtime forms", 0.15, continuity_pdf),
    "loadtest": Kind("loadtest.json", "Writing the load test", 0.02, _load_test),
}
"""The documents by the name that the command line gives them, in the order in which they are made."""


ON_DEMAND = frozenset({"continuity", "loadtest"})
"""Kinds that are made for those who ask for them by name."""


class NoFolder(Refused):
    """The documents cannot go where they were sent."""

    def __init__(self, folder: Path, what: str) -> None:
        """Take ``what`` as the end of the sentence that begins with the folder."""
        super().__init__(f"{folder} {what}; nothing was written")


def kinds_named(names: str) -> tuple[str, ...]:
    """Return the kinds in a list such as 'pdf,json', each once; the usual ones for ''. Raises UnknownName."""
    wanted = {name.strip().lower() for name in names.split(",")} - {""}
    for name in sorted(wanted):
        if name not in KINDS:
            raise UnknownName("document", name, KINDS)
    return tuple(name for name in KINDS if name in wanted or not (wanted or name in ON_DEMAND))


def require_folder(folder: Path) -> None:
    """Do nothing if documents can go into ``folder``, or if it can be made. Raises NoFolder."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise NoFolder(there, "is a file, not a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise NoFolder(there, "is closed to you for writing")


def documents(
    kinds: Collection[str], result: Assessed, folder: Path, progress: Progress = unheard
) -> dict[Path, bytes]:
    """Return the content of each kind of document by the file that it is meant for; writes nothing.

    Raises Refused for a brand that cannot be used.
    """
    brand = brand_of(result)
    whole = sum(KINDS[name].time_share for name in kinds)
    done = ASSESSED_SHARE
    files = {}
    for name in kinds:
        kind = KINDS[name]
        part = (1 - ASSESSED_SHARE) * kind.time_share / whole
        path, content = document(name, result, folder, brand, _within(progress, done, part, kind.title))
        files[path] = content
        done += part
    progress(1.0, "Writing the files")
    return files


def document(
    name: str, result: Assessed, folder: Path, brand: Brand, told: Callable[[float], None]
) -> tuple[Path, bytes]:
    """Return the file that a kind of document is meant for, and its content; ``told`` hears the share that is done."""
    kind = KINDS[name]
    told(0.0)
    content = kind.render(result.assessment, result.findings, brand, told)
    return folder / f"{file_start(result)}-{kind.ending}", content


def brand_of(result: Assessed) -> Brand:
    """Return the brand that the engagement asks for. Raises Refused where it cannot be used."""
    try:
        return brand_named(result.assessment.engagement.brand)
    except BrandRefused as error:
        raise Refused(str(error)) from error


def _within(progress: Progress, start: float, part: float, title: str) -> Callable[[float], None]:
    return lambda share: progress(start + part * share, title)


def file_start(result: Assessed) -> str:
    """Return what the names of the files begin with: the client, else the engagement's file, and scenario."""
    return name_start(result.assessment.engagement.client, result.file, result.findings.scenario)


def name_start(client: str, file: Path, scenario: str) -> str:
    """Return what the names of the files of a client begin with, before anything is assessed."""
    whose = plain_name(client) or plain_name(file.stem) or "engagement"
    under = plain_name(scenario)
    return f"{whose}-{under}" if under else whose


def plain_name(text: str) -> str:
    """Return text as lower-case ASCII words joined by dashes, at most 60 letters; '' where none is left."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    ascii_only = apart.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    return words[:_LONGEST_NAME].rstrip("-")
