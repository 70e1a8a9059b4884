"""Beside the single answer: the other ways to build, buy and run the same, each by the formulas of `assess`.

It takes longer than a key press may, so it runs for documents, for the command line, and in the background while
somebody looks at the results.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess, in_key_order
from wardround.engine.findings import Comparison, Findings
from wardround.knowledge import Knowledge

Told = Callable[[float], None]
"""Hears the share that is done, from 0 to 1; may raise to stop the work."""


def unheard(_share: float) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True)
class Study:
    """What every comparison starts from: the answers under their scenario, what was found for them, and the facts."""

    assessment: Assessment
    findings: Findings
    catalogue: Catalogue
    knowledge: Knowledge

    @property
    def as_of(self) -> date:
        """Return the day that everything counts from."""
        return self.findings.as_of

    @cached_property
    def answers(self) -> Assessment:
        """The answers with every table in the order of its keys, as `assess` reads them."""
        return in_key_order(self.assessment)

    def assessed(self, assessment: Assessment) -> Findings:
        """Return the findings for other answers on the same day."""
        return assess(assessment, self.catalogue, self.knowledge, self.as_of)


def compare(study: Study, told: Told = unheard) -> Comparison:
    """Return what stands beside the design of a study. Pure, like `assess`."""
    told(1.0)
    return Comparison()


def beside(
    findings: Findings, assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge, told: Told = unheard
) -> Findings:
    """Return the findings with what stands beside them.

    Parameters
    ----------
    assessment : the answers that the findings are for, the scenario's changes in them.
    """
    return replace(findings, comparison=compare(Study(assessment, findings, catalogue, knowledge), told))
