"""The Excel bill of materials."""

from wardround.deliverables.workbook.sheets import Progress, bill_of_materials

__all__ = ["Progress", "bill_of_materials"]
