"""The pure calculation: from answers to findings. `assess` is the single answer; each stage is a module of its own."""

from wardround.engine.assess import assess, in_key_order
from wardround.engine.findings import Findings

__all__ = ["Findings", "assess", "in_key_order"]
