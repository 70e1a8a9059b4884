"""The sheets of the workbook, as one table, and the workbook that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook

from wardround import __version__
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.amounts import date_range
from wardround.deliverables.brand import Brand
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.names import Names, shipped_names
from wardround.deliverables.workbook import (
    bill,
    buying,
    continuity,
    controls,
    cover,
    estate,
    load,
    load_test,
    other_ways,
    plan,
    plan_details,
    reasons,
    recovery,
    running,
    safeguards,
    sizing,
    sources,
    spread,
    summary,
    tuning,
    verdicts,
    version,
)
from wardround.deliverables.workbook.look import Look
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.package import packed
from wardround.deliverables.workbook.page import HEADER_ROW, Page
from wardround.deliverables.workbook.text import clean
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge

Progress = Callable[[float], None]
"""Hears how much of the workbook is written, as a share from 0 to 1."""

COVER = "Cover"
PROPERTY_LIMIT = 255
"""The longest text that office programs show as a property of a document."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its part of the workbook, its name, what writes its content, and the sentence under its title.

    ``freeze`` is the first cell that scrolls. ``printed`` are the columns that a printout shows on one page's width;
    ``header`` is the row that each printed page repeats.
    """

    part: str
    name: str
    write: Callable[[Page, Material], None]
    freeze: str = ""
    printed: str = ""
    paper: Literal["A4", "A3"] = "A4"
    header: int | None = HEADER_ROW
    says: str = ""


ANSWER, SIZE, RECOVERY = "The answer", "What to build", "Recovery"
UNKNOWN = "What is not known yet"
AROUND, JUDGEMENT, WAY = "Around the ERP", "Risks and decisions", "The way there"
EVIDENCE = "Why each number is what it is"

# fmt: off
SHEETS: tuple[Sheet, ...] = (
    Sheet(ANSWER, "Summary", summary.write, "", "A:H", header=None,
          says="What it costs, where the money goes, what can go wrong, what is still open."),
    Sheet(ANSWER, "Bill of materials", bill.write, "H6", "A:U", "A3",
          says="Every line with its quantity, price and price date. Change a shaded number, and all totals follow."),
    Sheet(SIZE, "Sizing", sizing.roles, "E6", "A:Q", "A3",
          says="Every role as it will be built, with the constraint that decided its size."),
    Sheet(SIZE, "Constraints", sizing.needs, "E6", "A:J",
          says="What each role needs, what the chosen size gives, and how hard that is used."),
    Sheet(SIZE, "Sizes not chosen", sizing.alternatives, "E6", "A:J",
          says="The sizes that were weighed and left, each with the one reason."),
    Sheet(SIZE, "Set by hand", tuning.set_by_hand, "D6", "A:I", "A3",
          says="Sizes that somebody set, beside what the model would choose."),
    Sheet(SIZE, "Disks", sizing.disks, "E6", "A:N", "A3",
          says="The managed disks of each node and why they are that large and fast."),
    Sheet(SIZE, "Settings", sizing.settings, "F6", "A:H", "A3",
          says="The settings to go with the sizes: Odoo, PostgreSQL, pooler, Redis, ingress."),
    Sheet(SIZE, "Response times", sizing.responses, "B6", "A:H",
          says="How each operation answers at the busiest hour with one node lost."),
    Sheet(SIZE, "Load profile", load.write, "B8", "", "A3", header=None,
          says="People and operations in every hour of each kind of day, in the time of the main site."),
    Sheet(SIZE, "Data volumes", sizing.volumes, "B6", "A:D",
          says="How much data there is today, and at the end of the planning horizon with its growth."),
    Sheet(SIZE, "Tune first", tuning.tune_first, "B6", "A:M", "A3",
          says="What moving, throttling or speeding up work would save before anything is bought."),
    Sheet(SIZE, "Ways to size", tuning.ways_to_size, "C6", "A:I", "A3",
          says="The sizes by users, by documents and by measured use, side by side."),
    Sheet(SIZE, "Load test", load_test.write, "", "A:F", "A3", header=None,
          says="The test that would prove the sizes: for the client's testers, and as a file of its own."),
    Sheet(SIZE, "Kubernetes", other_ways.kubernetes, "B6", "A:D",
          says="The bill of the same platform on virtual machines and on AKS, part by part."),
    Sheet(SIZE, "Kubernetes servers", other_ways.servers, "D6", "A:H", "A3",
          says="The stateless servers on virtual machines and on AKS, role by role."),
    Sheet(SIZE, "Kubernetes duties", other_ways.duties, "B6", "A:F", "A3",
          says="Hours of the duties that differ between the platforms, and who keeps what up to date."),
    Sheet(SIZE, "Node pools", other_ways.pools, "E6", "A:Q", "A3",
          says="What a node of each AKS pool has, what is kept back, and what its pods ask for."),
    Sheet(SIZE, "Servers by hour", other_ways.by_hour, "B6", "", "A3",
          says="How many application servers each hour needs, and what switching the others off would save."),
    Sheet(SIZE, "Few or many", other_ways.layouts, "C6", "A:I", "A3",
          says="Few large servers against many small ones: price, response, and what is lost with one of them."),
    Sheet(SIZE, "Non-production hours", other_ways.schedules, "B6", "A:I", "A3",
          says="What each environment beside production costs always on, in office hours, and on demand."),
    Sheet(SIZE, "How to buy", buying.purchase, "D6", "A:M", "A3",
          says="The mix of commitments for each tier, when each has paid off, and what it could cost at worst."),
    Sheet(SIZE, "If plans change", buying.if_plans_change, "C6", "A:F",
          says="What each commitment costs above pay as you go when sizes, load or the project change in a month."),
    Sheet(SIZE, "Ways to buy", buying.ways, "E6", "A:N", "A3",
          says="Every way to buy each tier, with what it saves, what it could cost, and why it is not open."),
    Sheet(UNKNOWN, "Spread", spread.bands, "B6", "A:H", "A3",
          says="How far each result may lie off, the chance of missing a target, and how long the sizes last."),
    Sheet(UNKNOWN, "What moves it", spread.swings, "C6", "A:I", "A3",
          says="What each input moves by itself, from its low to its high value, everything else as answered."),
    Sheet(UNKNOWN, "Worth asking next", spread.questions, "C6", "A:I", "A3",
          says="The answers that would narrow a result most once measured, with the command to hand over."),
    Sheet(RECOVERY, "Recovery", recovery.processes, "B6", "A:O", "A3",
          says="What each business process asks, and what the design can promise it."),
    Sheet(RECOVERY, "Recovery patterns", recovery.patterns, "C6", "A:K", "A3",
          says="The ways to recover that were weighed, cheapest first, with the reason each was left."),
    Sheet(RECOVERY, "Recovery steps", recovery.steps, "E6", "A:K", "A3",
          says="Where the minutes go, step by step, in each pattern and in a full restore."),
    Sheet(RECOVERY, "Availability", recovery.availability, "B6", "A:E",
          says="Composite availability: arithmetic on published service levels, not a measurement."),
    Sheet(RECOVERY, "What a failure stops", continuity.failures, "C6", "A:P", "A3",
          says="Each single failure, what it stops and for how long, which workaround carries it, and what it costs."),
    Sheet(RECOVERY, "Recovery contradictions", continuity.contradictions, "B6", "A:G", "A3",
          says="What was said about recovery and cannot hold together, and what would help."),
    Sheet(RECOVERY, "Backups and restore tests", continuity.backups, "", "A:F", "A3", None,
          says="What is backed up how often, how long it is kept, how large that grows, and when it is tested."),
    Sheet(RECOVERY, "Continuity", continuity.fallbacks, "B6", "A:L", "A3",
          says="How the work of each process goes on while it stands still, and what is entered afterwards."),
    Sheet(AROUND, "Tenants", estate.tenants, "C6", "A:M", "A3",
          says="The databases that the platform carries, by the keys that other sheets use."),
    Sheet(AROUND, "Interfaces", estate.interfaces, "B6", "A:R", "A3",
          says="Everything that crosses the boundary of the ERP."),
    Sheet(AROUND, "Systems", estate.systems, "B6", "A:J", "A3",
          says="The systems beside the ERP: where they run, whether they move."),
    Sheet(AROUND, "Dependencies", estate.dependencies, "A6", "A:F",
          says="What cannot work without what, and how firmly that is known."),
    Sheet(AROUND, "Data", estate.datasets, "B6", "A:P", "A3",
          says="The bodies of data with their class, what arrives beside it, place and retention."),
    Sheet(AROUND, "Where data lie", safeguards.places, "B6", "A:G", "A3",
          says="Every copy with its region, against the territory in which data must stay."),
    Sheet(AROUND, "Controls", controls.write, f"D{controls.TABLE_ROW + 1}", "A:Q", "A3", controls.TABLE_ROW,
          says="The controls that these answers ask for, and the state of each. " + controls.NOT_LEGAL_ADVICE),
    Sheet(AROUND, "Control coverage", safeguards.coverage, "C6", "A:H",
          says="How far the controls of each domain, and of each law that they answer, are fulfilled."),
    Sheet(AROUND, "Laws and standards", safeguards.laws, "B6", "A:F", "A3",
          says="What the answers call for, what is taken to apply, and why where the two differ. "
               + controls.NOT_LEGAL_ADVICE),
    Sheet(AROUND, "Evidence", safeguards.evidence, "B6", "A:G", "A3",
          says="What to collect to show that each control works, with its owner and date."),
    Sheet(AROUND, "Controls left out", safeguards.left_out, "C6", "A:I", "A3",
          says="What leaving out each of the dearest controls would save, and which risks that would open."),
    Sheet(JUDGEMENT, "Risks", verdicts.risks, "D6", "A:P", "A3",
          says="The register, worst first, with the facts that fired each risk. Scores follow likelihood and impact."),
    Sheet(JUDGEMENT, "Risks by phase", safeguards.by_phase, "B6", "", "A3",
          says="How many risks of each category are to be treated by which phase of the project."),
    Sheet(JUDGEMENT, "Regions", buying.regions, "C6", "A:I", "A3",
          says="The same design in every region in question: price, zones, residency, and what is missing there."),
    Sheet(JUDGEMENT, "Region sizes", buying.region_sizes, "B6", "A:F",
          says="The sizes of the design that a region does not offer, and what would run there in their place."),
    Sheet(JUDGEMENT, "Tenants both ways", buying.tenants, "B6", "A:L", "A3",
          says="Each tenant on shared servers and on its own: price, busy hours, and what its data ask for."),
    Sheet(JUDGEMENT, "Decisions", verdicts.decisions, "D6", "A:M", "A3",
          says="Every decision with its options, and what speaks for and against each."),
    Sheet(JUDGEMENT, "Tenants by environment", running.tenancy, "C6", "A:G", "A3",
          says="Where each tenant is in each environment, what keeps neighbours apart there, and what proves it."),
    Sheet(JUDGEMENT, "Ways to run it", running.ways, "B6", "A:I", "A3",
          says="The same duties in house, shared, and with a provider: hours, people, and what a provider costs."),
    Sheet(JUDGEMENT, "Duties", running.duties, "B6", "A:N", "A3",
          says="Every duty with its hours and price. Change a shaded number, and the price follows."),
    Sheet(JUDGEMENT, "Split of duties", running.split, "C6", "A:N", "A3",
          says="Who does each duty, answers for it, is asked and is told: in house, shared, and with a provider."),
    Sheet(JUDGEMENT, "Service terms", running.terms, "B6", "A:D", "A3",
          says="What running the platform has to hold, whoever does it, beside what holds today."),
    Sheet(JUDGEMENT, "Service levels", running.levels, "C6", "A:I", "A3",
          says="How fast somebody answers, tells and calls the next person. A starting point for the contract."),
    Sheet(JUDGEMENT, "Automation and AI", running.maturity, "C6", "A:L", "A3",
          says="Where automation and the readiness for AI features stand, part by part, with the next step."),
    Sheet(JUDGEMENT, "Remarks", verdicts.notes, "A6", "A:C",
          says="Wishes decided otherwise, answers that disagree, and where the model stops being believable."),
    Sheet(JUDGEMENT, "Monitoring plan", safeguards.monitoring, "D6", "A:M", "A3",
          says="What to watch once the platform runs, with marks from the sizing. Change a shaded mark as you learn."),
    Sheet(WAY, "Roadmap", plan.roadmap, "D6", "", "A3",
          says="Activities in order with effort and dates; the bars follow the dates, critical activities in the "
               "warmer colour."),
    Sheet(WAY, "Activities", plan.activities, "D6", "A:K", "A3",
          says="What each activity delivers, who does and answers for it, when it is done, what happens without it."),
    Sheet(WAY, "Activity parts", plan_details.parts, "E6", "A:J", "A3",
          says="The activities one by one for each interface, environment, site, tenant and open control."),
    Sheet(WAY, "Waves", plan.waves, "D6", "A:K", "A3",
          says="What moves together and when, the point to return to, and what must hold afterwards."),
    Sheet(WAY, "People", plan_details.people, "B6", "A:H",
          says="What each role has to do against the time that it gives, those first whose time moves the date."),
    Sheet(WAY, "Decision dates", plan_details.decisions, "B6", "A:D",
          says="The last day on which each decision can be taken without moving the finish."),
    Sheet(WAY, "Closed periods", plan_details.closed, "B6", "A:E",
          says="When no cutover may fall: the public calendar as chosen, and the client's own periods."),
    Sheet(WAY, "Cutover", plan_details.cutover, "E6", "A:J", "A3",
          says="The night of the cutover on the clock, and the way back as if decided at the last moment."),
    Sheet(EVIDENCE, "Assumptions", reasons.assumptions, "C6", "A:J", "A3",
          says="Every fact behind the result: its value, how firmly it stands, and where it came from."),
    Sheet(EVIDENCE, "Open questions", verdicts.questions, "C6", "A:H", "A3",
          says="What is still to be asked, in the order in which it matters, with a place for the answers."),
    Sheet(EVIDENCE, "Figures explained", reasons.figures, "B6", "A:K", "A3",
          says="Every figure with its formula in words, what went in, and where the formula comes from."),
    Sheet(EVIDENCE, "Price basis", reasons.prices, "B6", "A:K", "A3",
          says="Every price that the bill uses, with its region and date."),
    Sheet(EVIDENCE, "Sources", sources.write, "B6", "A:F", "A3",
          says="The documents and judgements that the result rests on."),
    Sheet(EVIDENCE, "Version", version.write, "", "A:G", header=None,
          says="What this workbook was made from, and a list for changes made in it by hand."),
)
# fmt: on


def bill_of_materials(
    assessment: Assessment,
    findings: Findings,
    brand: Brand,
    progress: Progress | None = None,
    names: Names | None = None,
) -> bytes:
    """Return the workbook as the bytes of an .xlsx file: the same bytes for the same input.

    Parameters
    ----------
    assessment : the answers, as the scenario of the findings changed them.
    findings : the engine's answer to them; no figure in the workbook is computed from anything else.
    brand : colours and name of the firm that hands the workbook over.
    progress : hears the share that is written, after each sheet.
    names : names of regions, classes and operations; those of the shipped tables by default.
    """
    material = Material(
        assessment, findings, brand, names or shipped_names(), Knowledge.load(), Catalogue.load().sources
    )
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    look = Look(book, brand)
    pages = [Page(book.create_sheet(COVER), look)]
    footer = _footer(material)
    entries = [cover.Entry(sheet.name, sheet.says, sheet.part) for sheet in SHEETS]
    engagement = assessment.engagement
    pages[0].heading(engagement.client or engagement.project, _subtitle(material), "")
    cover.write(pages[0], material, entries)
    pages[0].finish(freeze="", paper="A4", printed="A:C", footer=footer, repeat=None)
    for number, sheet in enumerate(SHEETS, start=1):
        page = Page(book.create_sheet(sheet.name), look)
        pages.append(page)
        page.heading(sheet.name, sheet.says, COVER)
        sheet.write(page, material)
        page.finish(
            freeze=sheet.freeze,
            paper=sheet.paper,
            printed=sheet.printed or page.all_columns,
            footer=footer,
            repeat=sheet.header,
        )
        if progress is not None:
            progress(number / (len(SHEETS) + 1))
    for page, part in zip(pages, (ANSWER, *(sheet.part for sheet in SHEETS)), strict=True):
        if part == ANSWER:
            page.sheet.sheet_properties.tabColor = brand.colours.accent.removeprefix("#")
        elif part == EVIDENCE:
            page.sheet.sheet_properties.tabColor = brand.colours.muted.removeprefix("#")
    _properties(book, material)
    content = packed(book, pages, findings.as_of)
    if progress is not None:
        progress(1.0)
    return content


def _subtitle(material: Material) -> str:
    engagement = material.assessment.engagement
    return f"{engagement.project}: bill of materials" if engagement.client else "Bill of materials"


def _footer(material: Material) -> tuple[str, str]:
    engagement, cost = material.assessment.engagement, material.findings.cost
    dates = date_range(cost.price_date_oldest, cost.price_date_newest)
    left = f"{engagement.client or engagement.project}, {engagement.confidentiality}. List prices of {dates}. "
    return f"{left}Engagement {fingerprint(material.assessment)}", ""


def _properties(book: Workbook, material: Material) -> None:
    engagement = material.assessment.engagement
    properties = book.properties
    title = f"{engagement.client}: {engagement.project}" if engagement.client else engagement.project
    properties.title = clean(f"{title}, bill of materials")[:PROPERTY_LIMIT]
    properties.subject = "Bill of materials of an Odoo platform on Azure"
    properties.creator = clean(engagement.author or material.brand.name)
    properties.lastModifiedBy = properties.creator
    properties.description = (
        f"Made by Wardround {__version__} for {material.findings.as_of.isoformat()}; "
        f"engagement {fingerprint(material.assessment)}"
    )
    properties.keywords = clean(engagement.confidentiality)
    properties.language = "en-GB"
