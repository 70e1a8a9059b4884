"""Writes documents of blocks as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reportlab.platypus import Flowable, KeepInFrame, PageBreak

from wardround.assessment import Assessment
from wardround.deliverables.amounts import Currency
from wardround.deliverables.blocks import Document
from wardround.deliverables.brand import Brand
from wardround.deliverables.content.continuity_document import continuity_document
from wardround.deliverables.content.roadmap_document import roadmap_document
from wardround.deliverables.names import Names, shipped_names
from wardround.deliverables.pdf.paper import Paper
from wardround.deliverables.pdf.type import BOTTOM, ROOM, TOP, Type, type_of
from wardround.deliverables.pdf.walker import Walker
from wardround.deliverables.style import Style, style_of
from wardround.engine.findings import Findings

_HEAD = 56.0
"""What the title of the first page takes."""


def roadmap_pdf(
    assessment: Assessment,
    findings: Findings,
    brand: Brand,
    progress: Callable[[float], None] | None = None,
    *,
    names: Names | None = None,
) -> bytes:
    """Return the roadmap as a PDF; equal input gives equal bytes.

    ``progress`` is told how far the work is, from 0 to 1. ``names`` stand in for those of the shipped fact tables.
    Raises BrandRefused when the brand lacks a typeface.
    """
    return _written(roadmap_document, assessment, findings, brand, progress, names)


def continuity_pdf(
    assessment: Assessment,
    findings: Findings,
    brand: Brand,
    progress: Callable[[float], None] | None = None,
    *,
    names: Names | None = None,
) -> bytes:
    """Return the continuity document, with a form to fill by hand for each critical process, as a PDF.

    Equal input gives equal bytes. Raises BrandRefused when the brand lacks a typeface.
    """
    return _written(continuity_document, assessment, findings, brand, progress, names)


def _written(
    content: Callable[[Assessment, Findings, Brand, Style, Names, float], Document],
    assessment: Assessment,
    findings: Findings,
    brand: Brand,
    progress: Callable[[float], None] | None,
    names: Names | None,
) -> bytes:
    style = style_of(brand)
    document = content(assessment, findings, brand, style, names or shipped_names(), ROOM)
    cost = findings.cost
    currency = Currency(cost.currency, cost.exchange_rate, cost.exchange_rate_date)
    written = document_pdf(document, type_of(style), brand.name, currency, findings.as_of, progress)
    if progress is not None:
        progress(1.0)
    return written


def document_pdf(
    document: Document,
    kind: Type,
    brand: str,
    currency: Currency,
    as_of: date,
    progress: Callable[[float], None] | None = None,
) -> bytes:
    """Return any document of blocks as a PDF: cover, the answer on one page, contents, chapters."""
    walker = Walker(kind, currency)
    answer = walker.nested(document.answer.blocks, ROOM)
    story: list[Flowable] = [
        *walker.head(document.answer, 0),
        KeepInFrame(ROOM, TOP - BOTTOM - _HEAD, answer, mode="shrink"),
        PageBreak(),
        *walker.contents(),
    ]
    for position, section in enumerate(document.sections, start=1):
        story += walker.section(section, position)
    return Paper(document, kind, brand, as_of, progress).written(story)
