"""What a failure stops, how backups are kept and proven, and how work goes on meanwhile."""

from __future__ import annotations

from datetime import date

from wardround.engine.findings import Cost, Resilience, Roadmap, RoleSizing
from wardround.engine.findings.safeguards import Safeguards
from wardround.engine.process_recovery import objectives
from wardround.engine.recovery_setting import Setting
from wardround.engine.safeguards.backups import backup_plan
from wardround.engine.safeguards.failures import failures
from wardround.engine.safeguards.fallbacks import fallbacks
from wardround.engine.safeguards.ground import Ground


def safeguards(
    setting: Setting,
    recovery: Resilience,
    deployment: tuple[RoleSizing, ...],
    bill: Cost,
    plan: Roadmap,
    as_of: date,
) -> Safeguards:
    """Return what failures stop, the plan of backups and their tests, and how each process goes on meanwhile."""
    ground = Ground(setting, recovery, deployment, bill, objectives(setting.assessment, setting.facts))
    return Safeguards(failures(ground), backup_plan(ground, plan, as_of), fallbacks(ground))
