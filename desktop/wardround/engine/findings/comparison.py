"""What stands beside the design: other ways to build, to buy and to run the same, each worked out and priced."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """The other ways that were weighed. A part is None where the engagement gives nothing to compare."""
