"""Make the pictures of the README again: a page of the roadmap, and a sheet of the workbook.

python packaging/pictures.py      writes resources/docs/pictures/roadmap.png and workbook.png

Both come from the demo, the regional hospital, on a date of their own, so that they change only when the documents do.
Needs poppler-utils and LibreOffice Calc beside Wardround's own environment.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from itertools import count
from pathlib import Path

from wardround.assessment import read_assessment
from wardround.catalogue import Catalogue
from wardround.deliverables.brand import brand_named
from wardround.deliverables.pdf import roadmap_pdf
from wardround.deliverables.workbook import bill_of_materials
from wardround.engine import assess
from wardround.knowledge import Knowledge
from wardround.shipped import template
from wardround.workshop.in_full import InFull

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "docs" / "pictures"
SAMPLE = "regional-hospital.json"
AS_OF = date(2026, 11, 23)
ANSWER_PAGE = 2
SHEET = "Summary"
DOTS_PER_INCH = 110


class ProgramMissing(Exception):
    """A program of the operating system is not installed."""

    def __init__(self, program: str, package: str) -> None:
        super().__init__(f"{program} is not installed; install {package} with the system's package manager")


class SheetNotPrinted(Exception):
    """No page of the printed workbook starts with the sheet's title."""

    def __init__(self, sheet: str) -> None:
        super().__init__(f"the printed workbook has no page that starts with '{sheet}'")


def main() -> int:
    """Write both pictures; return the exit code."""
    try:
        poppler = {name: _program(name, "poppler-utils") for name in ("pdftoppm", "pdftotext")}
        office = _program("soffice", "libreoffice-calc")
    except ProgramMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    assessment = read_assessment(template("samples", SAMPLE).read_bytes())
    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    findings = InFull(catalogue, knowledge).both(assess(assessment, catalogue, knowledge, AS_OF), assessment)
    brand = brand_named(assessment.engagement.brand)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        roadmap, workbook = Path(folder) / "roadmap.pdf", Path(folder) / "workbook.xlsx"
        roadmap.write_bytes(roadmap_pdf(assessment, findings, brand))
        workbook.write_bytes(bill_of_materials(assessment, findings, brand))
        printed = _printed(office, workbook)
        _picture(poppler["pdftoppm"], roadmap, ANSWER_PAGE, PICTURES / "roadmap.png")
        page = _page_of(poppler["pdftotext"], printed, SHEET)
        _picture(poppler["pdftoppm"], printed, page, PICTURES / "workbook.png")
    for name in ("roadmap.png", "workbook.png"):
        print(f"wrote {(PICTURES / name).relative_to(PICTURES.parents[2])}")
    return 0


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramMissing(name, package)
    return found


def _printed(office: str, workbook: Path) -> Path:
    """Return the workbook as LibreOffice prints it, with a profile of its own so that no open window is disturbed."""
    profile = f"-env:UserInstallation={(workbook.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def _page_of(pdftotext: str, printed: Path, title: str) -> int:
    """Return the first page that starts with a title. Raises SheetNotPrinted."""
    for page in count(1):
        command = [pdftotext, "-f", str(page), "-l", str(page), str(printed), "-"]
        answer = subprocess.run(command, check=False, capture_output=True, text=True)
        if answer.returncode:
            break
        if answer.stdout.strip().startswith(title):
            return page
    raise SheetNotPrinted(title)


def _picture(pdftoppm: str, document: Path, page: int, target: Path) -> None:
    """Write one page as PNG; the file appears whole or not at all."""
    beside = target.with_suffix("")
    scale = ["-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
    subprocess.run([pdftoppm, *scale, str(document), str(document.parent / beside.name)], check=True)
    shutil.move(document.parent / f"{beside.name}.png", target)


if __name__ == "__main__":
    raise SystemExit(main())
