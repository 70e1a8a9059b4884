"""How fast the cores of each VM series are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from wardround.tables import Column


@dataclass(frozen=True, slots=True)
class CoreSpeed:
    """Work per second of one vCPU of a series, the Dsv5 series being 1.00.

    Computed from benchmark results published by Spare Cores (CC BY-SA 4.0).

    Parameters
    ----------
    core_speed_index : of one vCPU while all vCPUs of the VM are busy.
    single_thread_index : of one busy thread on an otherwise idle VM. The two scales have different units.
    core_speed_low, core_speed_high, single_thread_low, single_thread_high : the range to reckon with.
    full_load_over_single : what one vCPU does at full load, as a share of what one lone thread does.
    smt : a vCPU is a hardware thread, two of which share a core; otherwise it is a whole core.
    cpu_models : processors that serve the series; the customer does not choose among them.
    method : a suite was measured, CoreMark was, or the index is that of the series `same_cpu_as`.
    """

    series: Annotated[str, Column(key=True)]
    core_speed_index: Annotated[float, Column(low=0.1, high=10)]
    core_speed_low: Annotated[float, Column(low=0.1, high=10)]
    core_speed_high: Annotated[float, Column(low=0.1, high=10)]
    single_thread_index: Annotated[float, Column(low=0.1, high=10)]
    single_thread_low: Annotated[float, Column(low=0.1, high=10)]
    single_thread_high: Annotated[float, Column(low=0.1, high=10)]
    full_load_over_single: Annotated[float, Column(low=0, high=1)]
    smt: bool
    cpu_models: Annotated[tuple[str, ...], Column(filled=True)]
    method: Literal["measured_suite", "measured_coremark", "same_cpu_as"]
    same_cpu_as: str | None
    confidence: Literal["high", "medium", "low"]
    note: Annotated[str, Column(blank=True)]
    source: Annotated[tuple[str, ...], Column(filled=True)]
