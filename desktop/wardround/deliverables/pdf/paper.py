"""The paper itself: cover, band, footer with 'page x of y', outline, and the facts in the file's properties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph

from wardround.deliverables.blocks import Document
from wardround.deliverables.pdf.cover import draw_cover
from wardround.deliverables.pdf.type import BAND, BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, ROOM, TOP, Type
from wardround.deliverables.style import colour, printable, shortened

LANGUAGE = "en-GB"
_PAGES_GUESSED = 18
_MOST_SHOWN = 0.98
_FOOT = 6.8


class Title(Paragraph):
    """A title that becomes a bookmark: level 0 a chapter, listed in the contents, level 1 a heading in it."""

    def __init__(self, text: str, style: ParagraphStyle, key: str, level: int, plain: str) -> None:
        super().__init__(text, style)
        self.key = key
        self.level = level
        self.plain = plain


class Paper(BaseDocTemplate):
    """A document on A4 that knows, from the second pass on, how many pages it has."""

    def __init__(
        self,
        document: Document,
        kind: Type,
        brand: str,
        as_of: date,
        progress: Callable[[float], None] | None,
    ) -> None:
        self._target = BytesIO()
        super().__init__(
            self._target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=printable(document.title, kind.style),
            author=printable(document.author, kind.style),
            subject=printable(document.subject, kind.style),
            creator=brand,
            producer=brand,
            lang=LANGUAGE,
            invariant=1,
            pageCompression=1,
            initialFontName=kind.style.regular,
        )
        self._document = document
        self._kind = kind
        self._as_of = as_of
        self._progress = progress
        self._pages_before = 0
        self._passes = 0
        cover = Frame(0, 0, PAGE_WIDTH, PAGE_HEIGHT, id="cover")
        page = Frame(
            MARGIN, BOTTOM, ROOM, TOP - BOTTOM, id="page", leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
        )
        self.addPageTemplates(
            [
                PageTemplate(id="cover", frames=[cover], onPage=self._on_cover),
                PageTemplate(id="page", frames=[page], onPage=self._on_page, onPageEnd=self._on_page_end),
            ]
        )

    def written(self, story: list[Flowable]) -> bytes:
        """Return the finished file."""
        self.multiBuild([NextPageTemplate("page"), PageBreak(), *story])
        return self._target.getvalue()

    def beforeDocument(self) -> None:  # noqa: N802 - named by reportlab
        """Set what is the same in every pass: the date of the answers, and that the title shows in the window."""
        self._passes += 1
        stamp = f"D:{self._as_of:%Y%m%d}000000+00'00'"
        self.canv.setDateFormatter(lambda *_parts: stamp)
        self.canv.setViewerPreference("DisplayDocTitle", "true")
        self.canv.showOutline()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - named by reportlab
        """Turn titles into bookmarks and entries of the contents."""
        if isinstance(flowable, Title):
            self.canv.bookmarkPage(flowable.key)
            self.canv.addOutlineEntry(flowable.plain, flowable.key, flowable.level, closed=flowable.level == 0)
            if flowable.level == 0:
                self.notify("TOCEntry", (0, flowable.text, self.page, flowable.key))

    def afterPage(self) -> None:  # noqa: N802 - named by reportlab
        """Say how far the work is."""
        if self._progress is not None:
            expected = self._pages_before or _PAGES_GUESSED
            within = min(self.page / expected, 1)
            self._progress(min((min(self._passes, 2) - 1 + within) / 2, _MOST_SHOWN))

    def _allSatisfied(self) -> bool:  # noqa: N802 - named by reportlab
        settled = bool(super()._allSatisfied()) and self.page == self._pages_before  # type: ignore[misc]  # not in the stubs
        self._pages_before = self.page
        return settled

    def _on_cover(self, canvas: Canvas, _paper: object) -> None:
        canvas.saveState()
        canvas.bookmarkPage("cover")
        canvas.addOutlineEntry("Cover", "cover", 0)
        draw_cover(canvas, self._document, self._kind)
        canvas.restoreState()

    def _on_page(self, canvas: Canvas, _paper: object) -> None:
        canvas.saveState()
        colours = self._kind.style.colours
        canvas.setFillColor(colour(colours.accent))
        canvas.rect(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, BAND, stroke=0, fill=1)
        canvas.restoreState()

    def _on_page_end(self, canvas: Canvas, _paper: object) -> None:
        canvas.saveState()
        style, colours = self._kind.style, self._kind.style.colours
        canvas.setStrokeColor(colour(colours.line))
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, BOTTOM - 9, PAGE_WIDTH - MARGIN, BOTTOM - 9)
        canvas.setFillColor(colour(colours.muted))
        canvas.setFont(style.regular, _FOOT)
        pages = f"{canvas.getPageNumber()} of {self._pages_before or canvas.getPageNumber()}"
        canvas.drawRightString(PAGE_WIDTH - MARGIN, BOTTOM - 20, pages)
        words = printable(self._document.footer, style)
        canvas.drawString(MARGIN, BOTTOM - 20, shortened(words, style.regular, _FOOT, ROOM - 42))
        canvas.restoreState()
