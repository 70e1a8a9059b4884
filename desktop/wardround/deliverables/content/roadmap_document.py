"""The roadmap: all chapters in their order."""

from __future__ import annotations

from wardround.assessment import Assessment
from wardround.deliverables import amounts
from wardround.deliverables.blocks import Document, Line, Picture
from wardround.deliverables.brand import Brand
from wardround.deliverables.content.answer import answer
from wardround.deliverables.content.architecture import architecture
from wardround.deliverables.content.cost import cost
from wardround.deliverables.content.cutover import cutover
from wardround.deliverables.content.data import data
from wardround.deliverables.content.decisions import decisions
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.content.method import method
from wardround.deliverables.content.recovery import recovery
from wardround.deliverables.content.risks import risks
from wardround.deliverables.content.roadmap import roadmap
from wardround.deliverables.content.running import running
from wardround.deliverables.content.scope import load_picture, scope
from wardround.deliverables.content.sizing import sizing
from wardround.deliverables.content.sources import assumptions
from wardround.deliverables.content.spread import spread
from wardround.deliverables.fingerprint import fingerprint
from wardround.deliverables.names import Names
from wardround.deliverables.style import Style
from wardround.engine.findings import Findings

_CHAPTERS = (
    scope,
    decisions,
    cost,
    risks,
    roadmap,
    recovery,
    architecture,
    sizing,
    spread,
    data,
    cutover,
    running,
    assumptions,
    method,
)
"""What executives decide on first, then what proves it."""


def roadmap_document(
    assessment: Assessment, findings: Findings, brand: Brand, style: Style, names: Names, width: float
) -> Document:
    """Return the content of the roadmap; pictures are drawn for a width in points."""
    matter = Matter(assessment, findings, names, style, width)
    engagement = assessment.engagement
    return Document(
        title=engagement.project,
        client=matter.client[:1].upper() + matter.client[1:],
        author=engagement.author or brand.name,
        subject=f"{brand.tagline} for {matter.client}",
        imprint=_imprint(matter, brand),
        cover_picture=_cover_picture(matter),
        answer=answer(matter),
        sections=tuple(section for chapter in _CHAPTERS if (section := chapter(matter)) is not None),
        footer=footer(matter),
    )


def _cover_picture(matter: Matter) -> Picture:
    drawn = load_picture(matter, matter.width)
    caption = "Your load, hour by hour: the share of Odoo workers that are busy, in per cent"
    return Picture(drawn.drawing, drawn.says, caption)


def _imprint(matter: Matter, brand: Brand) -> tuple[Line, ...]:
    engagement, findings = matter.assessment.engagement, matter.findings
    cost = findings.cost
    lines = [
        Line("Brand", brand.name),
        Line("Date", amounts.long_date(findings.as_of)),
        Line("Author", engagement.author or "not named"),
        Line("Confidentiality", engagement.confidentiality),
        Line("Prices", f"list prices of {amounts.date_range(cost.price_date_oldest, cost.price_date_newest)}"),
        Line("Engagement", f"{fingerprint(matter.assessment)}, rules {findings.knowledge_version}"),
    ]
    if findings.scenario:
        lines.insert(2, Line("Scenario", findings.scenario))
    if brand.imprint:
        lines.append(Line("", brand.imprint))
    return tuple(lines)


def confidence(findings: Findings) -> str:
    """Return in words how far the sizes are proven."""
    return "sizes measured" if findings.sizing.performance.validated else "sizes predicted, not measured"


def _short(iso: str) -> str:
    words = amounts.partial_date(iso).split(" ")
    return " ".join(word[:3] if word in amounts.MONTHS else word for word in words)


def footer(matter: Matter) -> str:
    """Return the line at the foot of each page: price dates, exchange rate, fingerprint, confidence."""
    findings = matter.findings
    cost = findings.cost
    dates = dict.fromkeys((_short(cost.price_date_oldest), _short(cost.price_date_newest)))
    parts = [f"List prices of {' to '.join(dates)}"]
    if not matter.currency.is_dollar:
        rate = f"{matter.currency.rate.normalize():f}"
        parts.append(f"{cost.currency} at {rate} of {_short(cost.exchange_rate_date)}")
    parts.append(f"{fingerprint(matter.assessment)}, rules {findings.knowledge_version}")
    parts.append(confidence(findings))
    return " · ".join(parts)
