"""How the platform is run: duties with hours and price, who does them, what a service holds, tenants, maturity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.amounts import on_the_clock
from wardround.deliverables.words import ENVIRONMENTS, readable, word
from wardround.deliverables.workbook.kinds import Content, Formula, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import FIRST_ROW, Column, Page
from wardround.engine.findings import Decision
from wardround.engine.findings.operating import DutySplit, OperatedDuty, OperatingModel, OperatingWay
from wardround.engine.plain_words import capital

NOT_WORKED_OUT = "Nobody has worked out yet what running the platform takes."
SUBJECTS = {"automation": "Automation", "ai": "AI readiness"}
WAYS = (("in_house", "In house"), ("shared_responsibility", "Shared"), ("msp", "Managed"))


def duties(page: Page, material: Material) -> None:
    """Write the duties with hours and price. Change a count, the hours or a rate, and the price follows."""
    columns = (
        Column("Duty", 36),
        Column("Role", 20),
        Column("Counted in", 18),
        Column("Number", 9, Kind.NUMBER),
        Column("Hours a month, low", 10, Kind.NUMBER),
        Column("Hours a month, likely", 10, Kind.NUMBER, inputs=True),
        Column("Hours a month, high", 10, Kind.NUMBER),
        Column("Day rate (USD)", 11, Kind.COUNT, inputs=True),
        Column("Hours a day", 8, Kind.COUNT, inputs=True),
        Column("Price (USD a month)", 14, Kind.MONEY),
        *(Column(f"Done by, {title.lower()}", 13) for _, title in WAYS),
        Column("Note", 34),
        Column("Source", 34, Kind.LINE),
    )
    model = material.findings.operating
    page.table("OperatingDuties", columns, _duties(model), NOT_WORKED_OUT)


def _duties(model: OperatingModel | None) -> Iterator[Sequence[Content]]:
    for row, duty in enumerate(model.duties if model else (), start=FIRST_ROW):
        yield (
            duty.name,
            readable(duty.role),
            duty.unit,
            duty.count,
            duty.hours_low,
            duty.hours_likely,
            duty.hours_high,
            duty.day_rate_usd,
            duty.hours_per_day,
            Formula(f"=$F{row}*$H{row}/$I{row}", duty.monthly_usd),
            *(capital(_split(duty, model_id).responsible) for model_id, _ in WAYS),
            capital(duty.note),
            duty.source,
        )


def _split(duty: OperatedDuty, model_id: str) -> DutySplit:
    return next(one for one in duty.splits if one.model_id == model_id)


def ways(page: Page, material: Material) -> None:
    """Write the three ways to run the platform: who gives how many hours, and what they cost."""
    columns = (
        Column("Way to run the platform", 34),
        Column("Standing", 12),
        Column("Hours a month of the client", 14, Kind.NUMBER),
        Column("Full-time people of the client", 14, Kind.NUMBER),
        Column("The client's hours at day rates (USD)", 16, Kind.MONEY),
        Column("Hours a month of a provider", 14, Kind.NUMBER),
        Column("A provider, likely (USD a month)", 16, Kind.MONEY),
        Column("With all hours low (USD)", 16, Kind.MONEY),
        Column("With all hours high (USD)", 16, Kind.MONEY),
    )
    model = material.findings.operating
    made = next((one for one in material.findings.decisions if one.decision_id == "hosting"), None)
    rows = (
        (
            one.title,
            _standing(one, model, made),
            one.client_hours,
            one.client_people,
            one.client_usd,
            one.provider_hours,
            one.provider_usd,
            one.provider_usd_low,
            one.provider_usd_high,
        )
        for one in (model.ways if model else ())
    )
    page.table("WaysToRun", columns, rows, NOT_WORKED_OUT)
    page.note("The day rates are placeholders of judgement: put in the rate card of the firm, or a quotation.")


def _standing(way: OperatingWay, model: OperatingModel | None, made: Decision | None) -> str:
    """Return whether a way was decided, is advised, or is the one that the client answered."""
    if made is not None and made.overrule is not None and made.chosen == way.model_id:
        return "decided"
    if made is not None and (made.advised or made.chosen) == way.model_id:
        return "advised"
    return "asked for" if model is not None and model.answered == way.model_id else ""


def split(page: Page, material: Material) -> None:
    """Write who is responsible, accountable, consulted and informed for each duty, in each of the three ways."""
    letters = ("responsible", "accountable", "consulted", "informed")
    columns = (
        Column("Duty", 40),
        Column("Role", 20),
        *(Column(f"{title}: {letter}", 13) for _, title in WAYS for letter in letters),
    )
    model = material.findings.operating
    rows = (
        (
            duty.name,
            readable(duty.role),
            *(capital(getattr(_split(duty, model_id), letter)) for model_id, _ in WAYS for letter in letters),
        )
        for duty in (model.duties if model else ())
    )
    page.table("SplitOfDuties", columns, rows, NOT_WORKED_OUT)


def terms(page: Page, material: Material) -> None:
    """Write what the service has to hold, beside what holds today."""
    columns = (
        Column("Subject", 20),
        Column("What the service has to hold", 62),
        Column("Today", 52),
        Column("To do", 9),
        Column("Source", 34, Kind.LINE),
    )
    model = material.findings.operating
    rows = ((one.subject, one.asked, one.today, one.gap, one.source) for one in (model.terms if model else ()))
    page.table("ServiceTerms", columns, rows, NOT_WORKED_OUT)


def levels(page: Page, material: Material) -> None:
    """Write how fast somebody answers, tells and escalates."""
    columns = (
        Column("Level", 9),
        Column("Name", 12),
        Column("What it stands for", 52),
        Column("Clock runs", 20),
        Column("Somebody works on it within", 16),
        Column("Report every", 14),
        Column("Next person after", 16),
        Column("Who answers", 20),
        Column("Who is called next", 20),
        Column("Source", 20, Kind.LINE),
    )
    model = material.findings.operating
    rows = (
        (
            one.level_id,
            one.name,
            one.meaning,
            one.clock,
            on_the_clock(one.respond_minutes),
            on_the_clock(one.update_minutes),
            on_the_clock(one.escalate_minutes),
            readable(one.first),
            readable(one.escalate_to),
            one.source,
        )
        for one in (model.levels if model else ())
    )
    page.table("ServiceLevels", columns, rows, NOT_WORKED_OUT)


def tenancy(page: Page, material: Material) -> None:
    """Write where each tenant is in each environment, and what keeps it apart there."""
    columns = (
        Column("Environment", 17),
        Column("Tenant", 24),
        Column("Where it runs", 36),
        Column("Why", 44),
        Column("Has neighbours", 11),
        Column("What keeps neighbours from disturbing each other", 60),
        Column("What proves that tenants are apart", 60),
    )
    rows = (
        (
            word(ENVIRONMENTS, one.environment),
            one.name,
            one.place,
            one.why,
            one.shares,
            "\n".join(one.governance),
            "\n".join(one.evidence),
        )
        for one in material.findings.tenancy
    )
    page.table("TenancyByEnvironment", columns, rows, "No environment is in scope.")


def maturity(page: Page, material: Material) -> None:
    """Write where automation and AI readiness stand, part by part, with the next step."""
    columns = (
        Column("Subject", 14),
        Column("Part", 28),
        Column("Level", 8, Kind.COUNT),
        Column("of", 6, Kind.COUNT),
        Column("Today", 40),
        Column("What that means", 44),
        Column("Next step", 52),
        Column("Role", 20),
        Column("Days, low", 9, Kind.NUMBER),
        Column("Days, likely", 9, Kind.NUMBER),
        Column("Days, high", 9, Kind.NUMBER),
        Column("Rests on", 14),
        Column("Source", 26, Kind.LINE),
    )
    rows = (
        (
            word(SUBJECTS, one.subject),
            one.name,
            one.level,
            one.top_level,
            capital(one.state),
            one.why,
            one.next_step,
            readable(one.role) if one.next_step else "",
            *(
                (one.effort_days_low, one.effort_days_likely, one.effort_days_high)
                if one.next_step
                else (None, None, None)
            ),
            "an assumption" if one.assumed else "answers",
            one.source,
        )
        for one in material.findings.maturity
    )
    page.table("Maturity", columns, rows, "Nobody has looked at automation yet.")
