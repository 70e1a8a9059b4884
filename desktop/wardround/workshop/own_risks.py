"""A firm's own risks beside those of the library: packs that lie beside the installed brands, and one named by hand."""

from __future__ import annotations

from pathlib import Path

from wardround.knowledge import Knowledge
from wardround.knowledge.risk_pack import with_risk_pack
from wardround.shipped import template
from wardround.tables import FactsRefused
from wardround.workshop.refused import Refused

BESIDE_BRANDS = "*.risks.csv"
"""How a pack beside a brand is called: `harbour.risks.csv` beside `harbour.json`."""


class RiskPackRefused(Refused):
    """A pack of risks has a problem; one line for each, by row and column. Nothing of it is taken."""

    def __init__(self, path: Path, refused: FactsRefused) -> None:
        super().__init__(*(str(problem) for problem in refused.problems))
        self.path = path


def knowledge_with_own_risks(pack: Path | None = None) -> Knowledge:
    """Return what is known, with the risks of the packs beside the brands, by name, and of `pack`.

    Raises RiskPackRefused.
    """
    knowledge = Knowledge.load()
    for path in (*packs_beside_brands(), *((pack,) if pack else ())):
        try:
            knowledge = with_risk_pack(knowledge, path)
        except FactsRefused as refused:
            raise RiskPackRefused(path, refused) from refused
    return knowledge


def packs_beside_brands() -> tuple[Path, ...]:
    """Return the packs that lie beside the installed brands, by name."""
    return tuple(sorted(template("brands").glob(BESIDE_BRANDS)))
