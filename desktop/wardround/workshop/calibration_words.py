"""What a calibration says on a terminal: fits with their quality, answers to take, what was refused."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.workshop.calibrating import Calibration
from wardround.workshop.near import did_you_mean
from wardround.workshop.refused import Refused


class UnknownProposal(Refused):
    """Somebody chose an answer that the measurements do not give."""

    def __init__(self, name: str, names: list[str]) -> None:
        """Take the name and those that there are."""
        super().__init__(f"There is no measured answer '{name}'. {did_you_mean(name, names)}".rstrip())


def taken(found: Calibration, chosen: str) -> frozenset[str]:
    """Return the ids that somebody chose by commas; '' takes all. Raises UnknownProposal."""
    known = [row.proposal_id for row in found.proposals]
    names = [name.strip() for name in chosen.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UnknownProposal(name, known)
    return frozenset(names or known)


def calibration_lines(found: Calibration) -> Iterator[str]:
    """Yield the lines that the command prints."""
    for name, fit in found.fits:
        yield f"Fit on the {name} server: {fit.intervals} intervals, {max(fit.r_squared, 0.0):.0%} of the use explained"
        for row in fit.classes:
            if row.refused and row.operations:
                yield f"  {row.model_class}: not taken, {row.refused}"
    if found.proposals:
        yield "Answers that would be measured:"
    for proposal in found.proposals:
        yield f"  {proposal.proposal_id}"
        yield f"    {proposal.title}: {proposal.now} becomes {proposal.measured} ({proposal.quality})"
    for actual in found.actual:
        yield f"{actual.tier.capitalize()} server: {actual.words}"
    for remark in found.remarks:
        yield f"{remark[:1].upper()}{remark[1:]}."
