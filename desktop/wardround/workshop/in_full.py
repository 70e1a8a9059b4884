"""The findings with what takes longer than a key press: what stands beside the design, and the spread around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.chance_risks import with_chances
from wardround.engine.compare import beside
from wardround.engine.explore import SAMPLES, explore
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge

SEED = 20_261_125
"""Every spread starts from the same random numbers, so that equal answers give equal documents."""
FIRST_SAMPLES = 500
"""Enough for a first band at once; the whole spread follows."""
COMPARED_SHARE = 0.5

Told = Callable[[float], None]
"""Hears the share that is done, from 0 to 1; may raise to stop the work."""


def unheard(_share: float) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class InFull:
    """The two works around a single answer, on the facts to judge by.

    Each takes findings and the answers that they are for, the scenario's changes in them.
    """

    catalogue: Catalogue
    knowledge: Knowledge

    def both(self, findings: Findings, assessment: Assessment, told: Told = unheard) -> Findings:
        """Return findings with comparison and spread, as documents and the command line show them."""
        compared = self.compared(findings, assessment, lambda share: told(COMPARED_SHARE * share))
        rest = 1.0 - COMPARED_SHARE
        return self.spread(compared, assessment, told=lambda share: told(COMPARED_SHARE + rest * share))

    def compared(self, findings: Findings, assessment: Assessment, told: Told = unheard) -> Findings:
        """Return findings with what stands beside the design."""
        return beside(findings, assessment, self.catalogue, self.knowledge, told)

    def spread(
        self,
        findings: Findings,
        assessment: Assessment,
        samples: int = SAMPLES,
        *,
        quick: bool = False,
        told: Told = unheard,
    ) -> Findings:
        """Return findings with the spread of so many samples; a quick one has bands and chances alone."""
        rng = np.random.default_rng(SEED)
        found = explore(
            assessment,
            self.catalogue,
            self.knowledge,
            findings.as_of,
            rng,
            samples,
            findings=findings,
            quick=quick,
            told=told,
        )
        return replace(findings, spread=found, risks=with_chances(findings.risks, found, self.knowledge))
