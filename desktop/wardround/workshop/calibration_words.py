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
    """Return the ids that somebody chose by commas, by number or id; 'all' takes all, and '' what nothing holds back.

    Raises UnknownProposal.
    """
    known = [row.proposal_id for row in found.proposals]
    by_number = {str(number): name for number, name in enumerate(known, start=1)}
    names = [by_number.get(name.strip(), name.strip()) for name in chosen.split(",") if name.strip()]
    if names == ["all"]:
        return frozenset(known)
    for name in names:
        if name not in known:
            raise UnknownProposal(name, known)
    return frozenset(names) or found.unasked


def calibration_lines(found: Calibration) -> Iterator[str]:
    """Yield the lines that the command prints."""
    for name, fit in found.fits:
        yield f"Fit on the {name} server: {fit.intervals} intervals, {max(fit.r_squared, 0.0):.0%} of the use explained"
        for row in fit.classes:
            if row.refused and row.operations:
                yield f"  {row.model_class}: not taken, {row.refused}"
    if found.proposals:
        yield "Answers that would be measured:"
    for number, proposal in enumerate(found.proposals, start=1):
        yield f"  {number:>2}  {proposal.proposal_id}"
        yield f"    {proposal.title}: {proposal.now} becomes {proposal.measured} ({proposal.quality})"
        if proposal.held_back:
            yield f"    Only if you name it with --take: {proposal.held_back}"
    for actual in found.actual:
        yield f"{actual.tier.capitalize()} server: {actual.words}"
    for remark in found.remarks:
        yield f"{remark[:1].upper()}{remark[1:]}."
