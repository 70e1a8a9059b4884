"""The roadmap as a PDF."""

from wardround.deliverables.pdf.writer import roadmap_pdf

__all__ = ["roadmap_pdf"]
