"""What all safeguards are worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wardround.engine.findings import Cost, PatternResult, Resilience, RoleSizing
from wardround.engine.findings.resilience import Proof
from wardround.engine.process_recovery import Objective
from wardround.engine.recovery_setting import Setting
from wardround.knowledge import RecoveryLayout


@dataclass(frozen=True)
class Ground:
    """The answers, the pattern chosen, what is built and what it costs."""

    setting: Setting
    recovery: Resilience
    deployment: tuple[RoleSizing, ...]
    bill: Cost
    asked: tuple[Objective, ...]

    @cached_property
    def chosen(self) -> PatternResult:
        """The pattern chosen."""
        return next(each for each in self.recovery.patterns if each.pattern_id == self.recovery.pattern_id)

    @cached_property
    def layout(self) -> RecoveryLayout:
        """The layout of the pattern chosen."""
        return self.setting.knowledge.recovery_layouts[self.recovery.pattern_id]

    @cached_property
    def vault_redundancy(self) -> str:
        """How the copies of the vault on the bill are spread: LRS, ZRS or GRS."""
        meters = [line.meter for line in self.bill.lines if line.role == "backup"]
        return next((kind for kind in ("GRS", "ZRS", "LRS") if any(kind in meter for meter in meters)), "LRS")

    def proof(self, what: str) -> Proof:
        """Return how far restore or failover is proven."""
        return next(each for each in self.recovery.proofs if each.what == what)
