"""From a file to the findings, by the way that every command takes: read, checked, assessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess
from wardround.engine.findings import Findings
from wardround.workshop.in_full import InFull
from wardround.workshop.own_risks import knowledge_with_own_risks
from wardround.workshop.reading import checked_engagement, under_scenario

ASSESSED_SHARE = 0.3
"""The part of an export's time after which the findings are there, for the progress bar."""

Progress = Callable[[float, str], None]
"""Hears how much of an export is done, as a share from 0 to 1, and what comes next."""


def unheard(_share: float, _next: str) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """An engagement as a scenario leaves it, and what the engine finds for it."""

    file: Path
    assessment: Assessment
    findings: Findings

    @classmethod
    def from_file(
        cls, file: Path, scenario: str, as_of: date, progress: Progress = unheard, risks: Path | None = None
    ) -> Self:
        """Return the findings for a file, under a scenario unless its name is empty.

        ``risks`` is a pack of risks of the firm's own. Raises FileNotRead, EngagementRefused, UnknownName or
        RiskPackRefused.
        """
        progress(0.0, "Reading the engagement")
        catalogue, knowledge = Catalogue.load(), knowledge_with_own_risks(risks)
        base = checked_engagement(file, catalogue, knowledge)
        assessment = under_scenario(base, scenario)
        progress(ASSESSED_SHARE / 3, "Assessing")
        findings = assess(base, catalogue, knowledge, as_of, scenario=scenario)

        def told(share: float) -> None:
            progress(ASSESSED_SHARE * (0.5 + 0.5 * share), "Comparing other ways, and what is not known")

        return cls(file, assessment, InFull(catalogue, knowledge).both(findings, assessment, told))
