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
from wardround.engine.autoscaling import autoscaling
from wardround.engine.by_hand import sizes_by_hand
from wardround.engine.control_switch import switched_off
from wardround.engine.cost import nonproduction_hours
from wardround.engine.decisions import settle
from wardround.engine.decisions.platform import priced_platforms
from wardround.engine.decisions.region import priced_regions
from wardround.engine.decisions.tenancy import priced_tenancies
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Comparison, Findings
from wardround.engine.findings.purchase import PurchaseComparison
from wardround.engine.findings.scaling import Autoscaling
from wardround.engine.load_test import load_test
from wardround.engine.methods import methods
from wardround.engine.nonproduction_schedules import schedules
from wardround.engine.platform_comparison import platforms
from wardround.engine.purchase_mix import purchase_mix
from wardround.engine.region_comparison import region_comparison
from wardround.engine.tenant_comparison import tenant_comparison
from wardround.engine.tuning import tuning
from wardround.engine.vertical_horizontal import vertical_horizontal
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

    @cached_property
    def facts(self) -> Facts:
        """The facts as they stood at the end of `assess`."""
        settled = settle(self.answers, answered(self.answers, self.knowledge), self.catalogue, self.knowledge)
        return replace(settled.facts, entries=self.findings.facts)

    def assessed(self, assessment: Assessment, *, platform: str = "") -> Findings:
        """Return the findings for other answers on the same day, or on a platform whatever is decided."""
        return assess(assessment, self.catalogue, self.knowledge, self.as_of, platform=platform)


def compare(study: Study, told: Told = unheard) -> Comparison:
    """Return what stands beside the design of a study. Pure, like `assess`."""
    found = Comparison(
        autoscaling=autoscaling(study.findings, study.catalogue, study.knowledge),
        schedules=schedules(study.findings, study.knowledge),
    )
    told(0.1)
    found = replace(found, kubernetes=platforms(study))
    told(0.4)
    found = replace(found, layouts=vertical_horizontal(study))
    told(0.7)
    switches = switched_off(study.answers, study.findings, study.knowledge, study.assessed)
    found = replace(found, controls=tuple(switches))
    told(0.8)
    found = replace(found, purchase=_purchase(study, found.autoscaling))
    told(0.85)
    known = (study.answers, study.findings, study.facts, study.catalogue, study.knowledge)
    found = replace(found, regions=region_comparison(*known, told=lambda share: told(0.85 + 0.05 * share)))
    told(0.9)
    found = replace(found, tenants=tenant_comparison(*known, told=lambda share: told(0.9 + 0.02 * share)))
    told(0.92)
    found = replace(found, methods=methods(study), load_test=load_test(study), by_hand=sizes_by_hand(study))
    told(0.94)
    found = replace(found, tuning=tuning(study))
    told(1.0)
    return found


def beside(
    findings: Findings, assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge, told: Told = unheard
) -> Findings:
    """Return the findings with what stands beside them.

    Parameters
    ----------
    assessment : the answers that the findings are for, the scenario's changes in them.
    """
    found = compare(Study(assessment, findings, catalogue, knowledge), told)
    decisions = priced_platforms(findings.decisions, found.kubernetes)
    decisions = priced_tenancies(priced_regions(decisions, found.regions), found.tenants)
    return replace(findings, comparison=found, decisions=decisions)


def _purchase(study: Study, scaled: Autoscaling | None) -> PurchaseComparison | None:
    found = study.findings
    return purchase_mix(
        found.sizing,
        found.deployment,
        found.resilience.recovery_region,
        study.facts,
        study.catalogue,
        study.knowledge,
        study.as_of,
        nonproduction_hours(study.facts, study.knowledge),
        scaled,
    )
