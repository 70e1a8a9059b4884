"""The single answer: from an assessment to the findings, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from wardround.assessment import Assessment, Frozen, Row
from wardround.catalogue import Catalogue
from wardround.engine.control_effects import control_effects
from wardround.engine.control_review import review
from wardround.engine.controls import required_controls
from wardround.engine.cost import cost
from wardround.engine.data_map import data_map, places
from wardround.engine.decisions import decide, settle
from wardround.engine.demand import demand
from wardround.engine.facts import answered
from wardround.engine.figure import Figure
from wardround.engine.findings import Findings
from wardround.engine.monitoring_plan import Design, monitoring_plan
from wardround.engine.notes import notes
from wardround.engine.open_questions import open_questions
from wardround.engine.operating_model import operating_figures, operating_model
from wardround.engine.recovery_setting import setting_of
from wardround.engine.resilience import resilience
from wardround.engine.risk import risks
from wardround.engine.risk_treatment import treated, trimming_usd
from wardround.engine.roadmap import roadmap
from wardround.engine.safeguards import safeguards
from wardround.engine.sizing import size
from wardround.knowledge import Knowledge

S = TypeVar("S", bound=Frozen)


def assess(
    assessment: Assessment,
    catalogue: Catalogue,
    knowledge: Knowledge,
    as_of: date,
    *,
    scenario: str = "",
    platform: str = "",
) -> Findings:
    """Return what the engine finds for an assessment on a date. Pure: equal input gives equal findings.

    Parameters
    ----------
    assessment : the answers; open ones take their documented defaults.
    catalogue, knowledge : the facts to judge by.
    as_of : the only date that the engine knows; prices, retirements, the roadmap and test ages count from it.
    scenario : key of the scenario to apply first; '' for the answers as they stand.
    platform : what the stateless roles are to run on, whatever is decided: `vm` or `aks`; '' for what is decided.

    Raises
    ------
    UnknownScenario for a scenario that is not there; UnknownRegion, UnknownSku and the like where the answers name
    what the catalogue does not know.
    """
    answers = in_key_order(assessment.under(scenario) if scenario else assessment)
    settled = settle(answers, answered(answers, knowledge), catalogue, knowledge, platform=platform)
    load, load_figures = demand(answers, settled.facts, knowledge, as_of)
    sizing, sizing_figures = size(answers, settled.facts, knowledge, catalogue, load, as_of)
    facts = settled.facts.with_derived(sizing.derived, "sizing")
    controls = required_controls(answers, facts, knowledge, as_of)
    in_force = frozenset(control.control_id for control in controls if control.in_force)
    recovery, deployment, recovery_figures = resilience(answers, facts, sizing, catalogue, knowledge, in_force)
    facts = facts.with_derived(recovery.derived, "resilience")
    layout = knowledge.recovery_layouts[recovery.pattern_id]
    bill, bill_figures = cost(
        answers,
        facts,
        sizing,
        deployment,
        layout,
        recovery.recovery_region,
        in_force,
        catalogue,
        knowledge,
        as_of,
    )
    facts = facts.with_derived(bill.derived, "cost")
    running = operating_model(facts, deployment, len(answers.tenants.tenants), knowledge)
    decided = decide(
        answers,
        facts,
        sizing,
        recovery,
        deployment,
        bill,
        catalogue,
        knowledge,
        as_of=as_of,
        controls=controls,
        model=running,
    )
    plan, plan_figures = roadmap(answers, decided.facts, knowledge, as_of, controls)
    facts = decided.facts.with_derived(plan.derived, "roadmap")
    register = risks(facts, knowledge, plan)
    fired = treated(
        register.fired,
        answers.compliance.accepted_risks,
        facts,
        knowledge,
        as_of,
        hours_published=recovery.availability.minutes_lost_per_year / 60,
        trimmed_usd=trimming_usd(bill),
    )
    effects = control_effects(controls, deployment, sizing.data, bill, knowledge)
    setting = setting_of(answers, facts, sizing, catalogue, knowledge, in_force)
    where = places(sizing.region, recovery.recovery_region, bill, catalogue)
    return Findings(
        as_of=as_of,
        scenario=scenario,
        facts=facts.entries,
        demand=load,
        sizing=sizing,
        resilience=recovery,
        deployment=deployment,
        cost=bill,
        decisions=decided.decisions,
        risks=fired,
        open_questions=open_questions(answers, facts, knowledge, register.undecided, recovery, plan),
        roadmap=plan,
        notes=notes(answers, facts, knowledge, sizing, decided.decisions, recovery, bill, plan),
        figures=by_name(
            (
                *load_figures,
                *sizing_figures,
                *recovery_figures,
                *bill_figures,
                *plan_figures,
                *operating_figures(running),
            )
        ),
        knowledge_version=knowledge.version,
        controls=controls,
        control_review=review(answers, facts, controls, effects, fired, knowledge, as_of),
        data_map=data_map(answers, facts, where, catalogue, knowledge),
        safeguards=safeguards(setting, recovery, deployment, bill, plan, as_of),
        operating=running,
        maturity=decided.maturity,
        tenancy=decided.tenancy,
        monitoring=monitoring_plan(Design(facts, sizing, recovery, bill, knowledge)),
    )


def in_key_order(assessment: Assessment) -> Assessment:
    """Return the assessment with every table sorted by key, so that the order of rows moves no figure."""
    sections = {
        name: _section_in_key_order(section)
        for name in type(assessment).model_fields
        if isinstance(section := getattr(assessment, name), Frozen)
    }
    return assessment.model_copy(update=sections | {"scenarios": ()})


def _section_in_key_order(section: S) -> S:
    tables = {
        name: tuple(sorted(value, key=lambda row: row.key))
        for name in type(section).model_fields
        if isinstance(value := getattr(section, name), tuple) and value and isinstance(value[0], Row)
    }
    # The rows are the same ones, so there is nothing to validate again.
    return section.model_copy(update=tables) if tables else section


def by_name(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Return the figures by name, sorted. Raises DuplicateFigure: one name means one quantity."""
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.name in found:
            raise DuplicateFigure(figure.name)
        found[figure.name] = figure
    return dict(sorted(found.items()))


class DuplicateFigure(ValueError):
    """Two stages gave a figure the same name."""

    def __init__(self, name: str) -> None:
        """Name the figure."""
        super().__init__(f"the figure '{name}' is there twice")
