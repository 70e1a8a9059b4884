"""The cover: for whom, what, when, and how confidential."""

from __future__ import annotations

from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from wardround.deliverables.blocks import Document
from wardround.deliverables.pdf.type import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, ROOM, Type
from wardround.deliverables.style import colour, printable, shortened, wrapped

_BAND = 96.0
_TITLE = 30.0
_LINE = 21.0
_LABELS = 110.0


def draw_cover(canvas: Canvas, document: Document, kind: Type) -> None:
    """Draw the cover on a page of its own."""
    style, colours = kind.style, kind.style.colours
    canvas.setFillColor(colour(colours.accent))
    canvas.rect(0, PAGE_HEIGHT - _BAND, PAGE_WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(colour(colours.surface))
    canvas.setFont(style.semibold, 14)
    canvas.drawString(MARGIN, PAGE_HEIGHT - _BAND / 2 - 5, printable(document.imprint[0].text, style))
    y = PAGE_HEIGHT - _BAND - 110
    canvas.setFillColor(colour(colours.ink))
    for words in wrapped(printable(document.client, style), style.semibold, _TITLE, ROOM, 3):
        canvas.setFont(style.semibold, _TITLE)
        canvas.drawString(MARGIN, y, words)
        y -= _TITLE * 1.22
    canvas.setFillColor(colour(colours.muted))
    for words in wrapped(printable(document.title, style), style.regular, 15, ROOM, 3):
        canvas.setFont(style.regular, 15)
        canvas.drawString(MARGIN, y, words)
        y -= 21
    _imprint(canvas, document, kind)
    if document.cover_picture is not None:
        drawing = document.cover_picture.drawing
        top = y - 70
        canvas.setFont(style.medium, 9)
        canvas.setFillColor(colour(colours.ink))
        canvas.drawString(MARGIN, top, printable(document.cover_picture.caption, style))
        renderPDF.draw(drawing, canvas, MARGIN, top - 14 - drawing.height)


def _imprint(canvas: Canvas, document: Document, kind: Type) -> None:
    style, colours = kind.style, kind.style.colours
    lines = document.imprint[1:]
    y = MARGIN + 14 + _LINE * (len(lines) - 1)
    canvas.setStrokeColor(colour(colours.line))
    canvas.setLineWidth(0.75)
    canvas.line(MARGIN, y + _LINE, PAGE_WIDTH - MARGIN, y + _LINE)
    for line in lines:
        canvas.setFont(style.regular, 9)
        canvas.setFillColor(colour(colours.muted))
        canvas.drawString(MARGIN, y, printable(line.label, style))
        canvas.setFont(style.medium, 9.5)
        canvas.setFillColor(colour(colours.ink))
        room = ROOM - _LABELS
        words = shortened(printable(line.text, style), style.medium, 9.5, room)
        canvas.drawString(MARGIN + _LABELS, y, words)
        y -= _LINE
