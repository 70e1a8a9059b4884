"""The roadmap and the continuity document as PDF."""

from wardround.deliverables.pdf.writer import continuity_pdf, roadmap_pdf

__all__ = ["continuity_pdf", "roadmap_pdf"]
