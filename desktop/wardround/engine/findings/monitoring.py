"""What to watch once the platform runs, with marks that come from the sizing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class WatchedSignal:
    """One thing to watch."""

    signal_id: str
    kind: Literal["metric", "log", "trace", "security"]
    component: str
    title: str
    where: str
    direction: Literal["above", "below"]
    """Whether it is bad above its marks or below them."""
    warning: float | None
    critical: float | None
    unit: str
    for_minutes: int
    """How long it must last before somebody is called; 0 calls at once. [minutes]"""
    because: str
    """Where the marks come from, in words with the figures behind them; '' where they are fixed."""
    action: str
    owner_role: str
    controls: tuple[str, ...]
    source: str
