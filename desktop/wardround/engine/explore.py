"""The spread: the formulas of the single answer over sampled answers, and what that says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Self

import numpy as np

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.assess import assess, in_key_order
from wardround.engine.decisions import settle
from wardround.engine.demand import contributions, demand_of_tenants, growth_factor
from wardround.engine.facts import Facts, answered
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.findings.spread import Band, Result, RunwayYear, Spread, Swing, WorthAsking
from wardround.engine.line_items import purchase_option
from wardround.engine.machine_load import SECONDS_PER_HOUR
from wardround.engine.performance import Demands
from wardround.engine.queueing import Numbers
from wardround.engine.spread.bands import bands, chances, grade
from wardround.engine.spread.bands import told as told_share
from wardround.engine.spread.bill import request_share_of_logs
from wardround.engine.spread.hypercube import Order, hypercube
from wardround.engine.spread.inputs import Draws, drawn, one_at_a_time, uncertain_inputs
from wardround.engine.spread.ladder import Ladder, ladder_of
from wardround.engine.spread.load import LoadModel, load_model
from wardround.engine.spread.outcome import CUT_OFF_S, Outcomes, Respond, Responses, Study
from wardround.engine.spread.questions import swings, worth_asking
from wardround.engine.spread.respond import design_of
from wardround.engine.tenant_groups import tenant_groups
from wardround.knowledge import Knowledge

SAMPLES = 10_000
AGAIN = 1_000
"""Samples that are drawn again for each question."""
RUNWAY_YEARS = 6
CHUNK = 2_000
"""Samples whose responses are worked out together."""
STUCK_SAID = 0.01
LADDERED = frozenset({"application", "batch", "postgresql", "read_replica"})
Told = Callable[[float], None]
"""Hears the share that is done, from 0 to 1; may raise to stop the work."""


def unheard(_share: float) -> None:
    """Take no notice of progress."""


def explore(
    assessment: Assessment,
    catalogue: Catalogue,
    knowledge: Knowledge,
    as_of: date,
    rng: np.random.Generator,
    samples: int = SAMPLES,
    *,
    findings: Findings | None = None,
    quick: bool = False,
    told: Told = unheard,
) -> Spread:
    """Return the spread of the single answer over sampled answers. Pure: the same generator gives the same spread.

    Each answer varies as its standing says, service demands, speeds and prices as their sources do; the samples form a
    Latin hypercube. Cost is that of the design grown along its ladders to what a sample asks for; responses and use are
    those of the sizes chosen.

    Parameters
    ----------
    assessment : the answers, under their scenario.
    rng : where the samples come from; nothing else is random.
    findings : the single answer to the same assessment, where it is there already.
    quick : bands and chances alone, without what moves them and what to ask, for a first look.
    told : hears the share that is done; by raising it stops the work, and nothing of it is shown.
    """
    found = findings or assess(assessment, catalogue, knowledge, as_of)
    return Exploration.of(assessment, catalogue, knowledge, found).spread(rng, samples, told, quick=quick)


class Exploration:
    """One exploration: the inputs, the models, and what is worked out of them."""

    def __init__(
        self, answers: Assessment, facts: Facts, findings: Findings, catalogue: Catalogue, knowledge: Knowledge
    ) -> None:
        self.answers, self.facts, self.findings = answers, facts, findings
        self.catalogue, self.knowledge = catalogue, knowledge
        parts = contributions(answers, facts, knowledge, findings.as_of, findings.demand)
        self.inputs = uncertain_inputs(answers, facts, knowledge, catalogue, findings, parts)
        self.roles = self._main_roles()
        whole = load_model(findings.demand, parts, facts)
        self.own = self._own_model(whole)
        self.design = design_of(findings, catalogue, knowledge, self.roles, self.lost)
        self.respond: Respond = self.design.responses
        self.study = self._study(whole)

    @classmethod
    def of(cls, assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge, findings: Findings) -> Self:
        """Return what is to be explored around the findings on an assessment."""
        answers = in_key_order(assessment)
        facts = settle(answers, answered(answers, knowledge), catalogue, knowledge).facts
        return cls(answers, facts, findings, catalogue, knowledge)

    @property
    def lost(self) -> int:
        """Nodes that may be down."""
        return int(self.facts.number("nodes_lost"))

    def spread(self, rng: np.random.Generator, samples: int, told: Told, *, quick: bool = False) -> Spread:
        """Return the spread of so many samples."""
        order = hypercube(rng, samples, len(self.inputs))
        draws = drawn(self.inputs, order)
        told(0.05)
        found = self.study.outcomes(draws)
        told(0.1)
        answers = self.answers_of(draws, told)
        shown = bands(self.findings, found, answers)
        told(0.6)
        moved = () if quick else self.swings()
        told(0.7)
        asked = () if quick else self.questions(draws, order, found, answers)
        told(0.95)
        trust = grade(shown)
        spread = Spread(
            samples=samples,
            bands=shown,
            chances=chances(
                self.findings,
                found,
                answers,
                target_s=self.facts.number("response_target_p95_ms") / 1000.0,
                caps=self.caps(),
                budget=self.budget_usd(),
            ),
            swings=moved,
            worth_asking=asked,
            runway=self.runway(draws, found),
            grade=trust,
            words=_words(shown, samples),
            limits=self.limits(found, answers),
        )
        told(1.0)
        return spread

    def swings(self) -> tuple[Swing, ...]:
        """Return what each input moves by itself."""
        swung = one_at_a_time(self.inputs)
        results: Mapping[Result, Numbers] = {
            "cost": self.study.outcomes(swung).monthly_usd,
            "response": self.answers_of(swung, unheard).p95_s,
        }
        return swings(self.inputs, results, cut_off_s=CUT_OFF_S)

    def questions(self, draws: Draws, order: Order, found: Outcomes, answers: Responses) -> tuple[WorthAsking, ...]:
        """Return the questions whose answer, measured, would narrow a result most."""
        return worth_asking(
            draws,
            order,
            {
                ("cost", ""): found.monthly_usd,
                ("response", ""): answers.p95_s,
                ("response", "application"): answers.application_util_share,
                ("response", "database"): answers.database_util_share,
            },
            self.work_out,
            self.knowledge.artefacts,
            min(AGAIN, draws.samples),
        )

    def answers_of(self, draws: Draws, told: Told) -> Responses:
        """Return how the chosen design answers in all samples, chunk by chunk."""
        parts = []
        for start in range(0, draws.samples, CHUNK):
            part = draws.part(start, min(start + CHUNK, draws.samples))
            parts.append(self.respond(self.own.sampled(part, self.knowledge), part))
            told(0.1 + 0.5 * min(start + CHUNK, draws.samples) / draws.samples)
        return Responses.joined(parts)

    def work_out(self, draws: Draws, about: frozenset[tuple[Result, str]]) -> Mapping[tuple[Result, str], Numbers]:
        """Return some results of draws."""
        found: dict[tuple[Result, str], Numbers] = {}
        if ("cost", "") in about:
            found["cost", ""] = self.study.outcomes(draws).monthly_usd
        if ("response", "") in about:
            found["response", ""] = self.answers_of(draws, unheard).p95_s
        if about & {("response", "application"), ("response", "database")}:
            application, database = self.design.use(self.own.sampled(draws, self.knowledge), draws)
            found["response", "application"], found["response", "database"] = application, database
        return found

    def caps(self) -> dict[str, float]:
        """Return the planned use of each tier. [share]."""
        policies = self.knowledge.design_policies
        return {
            "application": policies["application_util_cap_share"].value,
            "database": policies["database_util_cap_share"].value,
            "workers": float(self.knowledge.sizing_facts["max_sustained_utilisation"].value or 1.0),
        }

    def budget_usd(self) -> float:
        """Return the budget for a month, 0 where none was answered. [USD]."""
        if not self.facts.known_better("budget_monthly"):
            return 0.0
        return self.facts.number("budget_monthly") / float(self.findings.cost.exchange_rate)

    def runway(self, draws: Draws, found: Outcomes) -> tuple[RunwayYear, ...]:
        """Return by tier and year the chance that the next size up is needed by its end, with all headroom kept."""
        pct = draws.value("fact.user_growth_pct_year", self.study.model.growth_pct)
        rows = []
        for ladder in self.study.ladders:
            if ladder.role.environment != "production" or ladder.role.role not in self.roles:
                continue
            if ladder.role.tenant != self.roles[ladder.role.role].tenant:
                continue
            for year in range(1, RUNWAY_YEARS + 1):
                load = found.load.at_growth(np.asarray(growth_factor(pct, float(year))))
                needs = self.study.needs(load, draws)[ladder.role.role]
                chance = float(np.mean(ladder.rungs(needs) > ladder.chosen))
                rows.append(RunwayYear(ladder.role.role, year, chance))
        return tuple(rows)

    def limits(self, found: Outcomes, answers: Responses) -> tuple[str, ...]:
        """Return where the samples are not to be believed."""
        said = []
        stuck = float(np.mean(answers.saturated))
        if stuck >= STUCK_SAID:
            said.append(
                f"in {told_share(stuck)} of the samples the busiest hour has no steady state on the sizes chosen; "
                f"their responses count as {CUT_OFF_S:.0f} s, after which Odoo ends a request"
            )
        for ladder in self.study.ladders:
            needs = self.study.needs(found.load, found.draws)[ladder.role.role]
            beyond = float(np.mean(ladder.rungs(needs) >= len(ladder.price)))
            if beyond >= STUCK_SAID:
                said.append(
                    f"in {told_share(beyond)} of the samples more is asked of {ladder.role.role} in "
                    f"{ladder.role.environment} than its ladder has; the largest step is priced"
                )
        said.append("the widths of answers without a measurement are judgement")
        return tuple(said)

    # --- what it starts from --------------------------------------------------------------------------------

    def _main_roles(self) -> dict[str, RoleSizing]:
        """Return the roles of the tenants that performance was predicted for: those with most application servers."""
        roles = [role for role in self.findings.sizing.roles if role.environment == "production"]
        main = max(
            (role for role in roles if role.role == "application"), key=lambda row: (row.nodes * row.vcpus, row.tenant)
        )
        wanted = {"application", "postgresql", "batch"}
        return {role.role: role for role in roles if role.tenant == main.tenant and role.role in wanted}

    def _own_model(self, whole: LoadModel) -> LoadModel:
        """Return the load of the tenants that performance was predicted for."""
        group = next(
            row
            for row in tenant_groups(self.answers, self.facts, self.knowledge)
            if row.tenant == self.roles["application"].tenant
        )
        if group.only is None:
            return whole
        as_of = self.findings.as_of
        own = demand_of_tenants(self.findings.demand, self.answers, self.facts, self.knowledge, as_of, group.only)
        parts = contributions(self.answers, self.facts, self.knowledge, as_of, own, only=group.only)
        return load_model(own, parts, self.facts)

    def _study(self, model: LoadModel) -> Study:
        facts, policies = self.facts, self.knowledge.design_policies
        facts_of_sizing = self.knowledge.sizing_facts
        return Study(
            findings=self.findings,
            knowledge=self.knowledge,
            model=model,
            ladders=tuple(self._ladders()),
            single=model.sampled(Draws((), {}, 1), self.knowledge),
            requests_of_logs_share=request_share_of_logs(
                self.findings,
                _requests_of_weekday(self.findings),
                float(facts_of_sizing["log_bytes_per_request"].value or 0),
            ),
            retention_days=facts.number("backup_retention_days"),
            full_days=policies["full_backup_interval_days"].value,
            compressed=float(facts_of_sizing["backup_compression_remaining"].value or 1.0),
            filestore_gib=facts.number("filestore_gb"),
            filestore_growth_gib_month=facts.number("filestore_growth_gb_month"),
            report_database_share=Demands.of(self.findings.demand.services).report_database_share,
            series={name: role.series for name, role in self.roles.items() if name in {"application", "postgresql"}},
        )

    def _reach(self, nodes: Numbers) -> Numbers:
        """Return the growth of the load up to which so many application servers meet the response targets."""
        single = self.own.sampled(Draws((), {}, 1), self.knowledge)
        shown = {row.model_class: row.target_p95_s for row in self.findings.sizing.performance.classes}
        targets = np.array([shown.get(name, np.inf) for name in self.findings.demand.classes])
        return self.design.reach(single, nodes, targets)

    def _ladders(self) -> Iterator[Ladder]:
        option = purchase_option(self.facts.text("commitment_allowed"))
        for role in self.findings.deployment:
            if role.environment not in {"production", "disaster_recovery"} or role.role not in LADDERED:
                continue
            region = (
                self.findings.sizing.region
                if role.environment == "production"
                else self.findings.resilience.recovery_region
            )
            lost = self.lost if role.environment == "production" else 0
            mine = role.role == "application" and role.tenant == self.roles["application"].tenant
            reach = self._reach if mine and role.environment == "production" else None
            ladder = ladder_of(role, self.catalogue, region, option, lost, reach)
            if ladder is not None:
                yield ladder


def _requests_of_weekday(findings: Findings) -> float:
    """Return the HTTP requests of a working day at the end of the horizon."""
    demand = findings.demand
    day = demand.day_types.index("weekday")
    per_s = np.array(demand.interactive_per_s[day]) + np.array(demand.machine_per_s[day])
    each = np.array([row.http_requests for row in demand.services])
    return float((per_s @ each).sum()) * SECONDS_PER_HOUR


def _words(shown: tuple[Band, ...], samples: int) -> str:
    cost = next(row for row in shown if row.name == "cost")
    if cost.p10 is None or cost.p90 is None:
        return f"{samples:,} samples"
    return (
        f"Of {samples:,} samples of what is not known exactly, eight in ten cost between {cost.p10:,.0f} and "
        f"{cost.p90:,.0f} USD in a steady month."
    )
