"""The continuity document: how work goes on while a process stands still, and a form for each critical one."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Verdict,
)
from wardround.deliverables.brand import Brand
from wardround.deliverables.charts.downtime_form import Known, downtime_form
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.names import Names
from wardround.deliverables.style import Style
from wardround.deliverables.words import WORKAROUNDS, counted, shortlist, word
from wardround.engine.findings import Findings
from wardround.engine.findings.safeguards import Fallback

FORM_HEIGHT = 670.0
"""Room for a form under the title of its page. [points]"""
_LISTED = 16
_OPEN_SHOWN = 8
_NOTHING = "\N{EN DASH}"


def continuity_document(
    assessment: Assessment, findings: Findings, brand: Brand, style: Style, names: Names, width: float
) -> Document:
    """Return the content of the continuity document; forms are drawn for a width in points."""
    matter = Matter(assessment, findings, names, style, width)
    engagement = assessment.engagement
    fallbacks = findings.safeguards.fallbacks if findings.safeguards else ()
    critical = tuple(each for each in fallbacks if each.critical)
    return Document(
        title="Continuity: working without the ERP",
        client=matter.client[:1].upper() + matter.client[1:],
        author=engagement.author or brand.name,
        subject=f"Downtime forms for {matter.client}",
        imprint=(
            Line("Brand", brand.name),
            Line("Date", amounts.long_date(findings.as_of)),
            Line("Author", engagement.author or "not named"),
            Line("Confidentiality", engagement.confidentiality),
            Line("Engagement", f"{fingerprint(assessment)}, rules {findings.knowledge_version}"),
            *((Line("Scenario", findings.scenario),) if findings.scenario else ()),
        ),
        cover_picture=None,
        answer=_overview(fallbacks, critical),
        sections=tuple(_form(matter, each) for each in critical),
        footer=f"{fingerprint(assessment)}, rules {findings.knowledge_version} · print before it is needed",
    )


def _overview(fallbacks: tuple[Fallback, ...], critical: tuple[Fallback, ...]) -> Section:
    missing = sum(bool(each.open) for each in fallbacks)
    lead = "Print the forms that follow, keep them where the work is done, and try them once before they are needed."
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if missing:
        says = counted(missing, "process has an open question", "processes have open questions")
        blocks.append(Paragraph(f"{says[:1].upper()}{says[1:]}: a plan with gaps is not a plan yet.", "caution"))
    blocks.append(_processes(fallbacks))
    asked = dict.fromkeys(question for each in critical for question in each.open)
    if asked:
        blocks += [Heading("To be asked for the critical processes"), Points(shortlist(tuple(asked), _OPEN_SHOWN))]
    says = "Who starts what, for how long it carries, and when the ERP is back."
    return Section("overview", "How work goes on", says, tuple(blocks))


def _processes(fallbacks: tuple[Fallback, ...]) -> Table:
    shown = fallbacks[:_LISTED]
    note = "Back after: the likely time after a failure, with everything that the process needs."
    if any(each.short_minutes for each in shown):
        note += " Marked: the workaround ends before the ERP is likely back."
    if len(fallbacks) > len(shown):
        note += f" The other {len(fallbacks) - len(shown)} are in the workbook."
    return Table(
        columns=(
            Column("Process", weight=1.8),
            Column("Workaround", weight=0.9),
            Column("Started by", weight=1.3),
            Column("Carries", weight=0.8),
            Column("Back after", weight=0.9),
            Column("Last tried", weight=1.0),
        ),
        rows=tuple(
            (
                each.name,
                word(WORKAROUNDS, each.workaround),
                each.trigger or "not known",
                _carries(each),
                amounts.minutes(each.back_minutes),
                amounts.short_date(each.tested) if each.tested else _NOTHING,
            )
            for each in shown
        ),
        empty="No process is listed yet: list them under Recovery objectives.",
        note=note,
    )


def _carries(each: Fallback) -> str | Verdict:
    if each.carries_minutes is None:
        return "not known"
    carries = amounts.minutes(each.carries_minutes)
    return Verdict(carries, "bad") if each.short_minutes else carries


def _form(matter: Matter, each: Fallback) -> Section:
    drawing = downtime_form(matter.style, _known(each), matter.width, FORM_HEIGHT)
    says = "Downtime form. Fill one line for each thing done; enter them all once the ERP is back."
    picture = Picture(drawing, f"A form with lines to write on for {each.name}")
    return Section(f"form-{each.key}", each.name, says, (picture,))


def _known(each: Fallback) -> tuple[Known, ...]:
    carries = "" if each.carries_minutes is None else amounts.minutes(each.carries_minutes)
    short = f", ends {amounts.minutes(each.short_minutes)} before the ERP is likely back" if each.short_minutes else ""
    workaround = f"workaround {word(WORKAROUNDS, each.workaround)}{short}"
    usual = "; usual practice, to be agreed with the department"
    back = (
        f"{amounts.minutes(each.back_minutes)} after a failure, {amounts.minutes(each.restore_minutes)} after lost data"
    )
    last = amounts.minutes(each.rpo_minutes) if each.rpo_minutes >= 1 else "entries"
    entered = each.entered_after.rstrip(".")
    return (
        Known("Who starts it", each.trigger),
        Known("What people do", f"{each.instead.rstrip('.')}{usual}." if each.instead else ""),
        Known("How long it carries", f"{carries}; {workaround}" if carries else ""),
        Known("The ERP is likely back", back),
        Known("Work that may be lost", f"the last {last} before the failure: check them"
              if each.rpo_minutes else "none before the failure"),
        Known("Entered afterwards", f"{entered}{usual if each.entered_usual else ''}." if entered else ""),
        Known("Last tried on", amounts.long_date(each.tested) if each.tested else ""),
        Known("Who to call", ""),
    )  # fmt: skip
