"""The engine beside a real Odoo under load: the measured points of tests/engine/lab/closed_loop.csv.

Users without think time on one core that application and database share: the hardest test of the network, since
everything is saturated. Two questions are asked of each point: with the CPU seconds that its operations really took, is
the queueing right; and with those measured for one user alone, is the whole chain right.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wardround.engine.asked import Carriers, Work
from wardround.engine.response import respond
from wardround.knowledge import Knowledge, LabDemand

Numbers = NDArray[np.float64]

POINTS = Path(__file__).resolve().parent.parent / "tests" / "engine" / "lab" / "closed_loop.csv"
NO_THINK_S = 1e-3
"""Stands for no think time: a client takes about a millisecond to send its next request."""
ENOUGH = 30
"""Operations of a class in a window from which its figures are worth a comparison."""
FLOW_AIM, MEAN_AIM, P95_AIM = 0.10, 0.15, 0.25


@dataclass(frozen=True, slots=True)
class ClassPoint:
    """One class of operations in a window."""

    name: str
    count: int
    mean_s: float
    p95_s: float


@dataclass(frozen=True, slots=True)
class Point:
    """One window of measurement."""

    label: str
    repeat: int
    users: int
    workers: int
    per_s: float
    cpu_s_per_operation: float
    elsewhere_busy: float
    """CPU that something else took of the core. [cores]."""
    overflows: int
    mean_s: float
    classes: tuple[ClassPoint, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the engine says of a point, relative to what was measured; the classes seen often enough."""

    point: Point
    per_s: float
    mean: float
    class_mean: tuple[float, ...]
    class_p95: tuple[float, ...]


def points(file: Path = POINTS) -> tuple[Point, ...]:
    """Return the points of the file."""
    rows: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows.setdefault((row["label"], row["repeat"], row["n_users"]), []).append(row)
    return tuple(_point(group) for group in rows.values())


def _point(rows: list[dict[str, str]]) -> Point:
    whole = next(row for row in rows if row["op_class"] == "ALL")
    return Point(
        whole["label"],
        int(whole["repeat"]),
        int(whole["n_users"]),
        int(whole["workers"]),
        float(whole["throughput_ops_s"]),
        float(whole["odoo_cpu_s_per_op"]) + float(whole["pg_cpu_s_per_op"]),
        float(whole["other_cpu_on_server_cores"]),
        int(whole["listen_overflows"]),
        float(whole["resp_mean_s"]),
        tuple(
            ClassPoint(row["op_class"], int(row["n"]), float(row["resp_mean_s"]), float(row["resp_p95_s"]))
            for row in rows
            if row["op_class"] != "ALL" and int(row["n"])
        ),
    )


def predicted(point: Point, *, realised: bool) -> Predicted:
    """Return what the engine says of a point.

    Parameters
    ----------
    realised : whether CPU seconds are those of the point; else those of one user alone.
    """
    lab = Knowledge.load().lab_demands
    counts = np.array([float(row.count) for row in point.classes])
    cpu = np.array([_cpu_s(lab[row.name]) for row in point.classes])
    waited = np.array([max(lab[row.name].wall_p50_s - _cpu_s(lab[row.name]), 0.0) for row in point.classes])
    share = counts / counts.sum()
    if realised:
        cpu = cpu * point.cpu_s_per_operation / float(share @ cpu)
    none = np.zeros((1, len(counts)))
    work = Work(
        interactive_per_s=(point.users / NO_THINK_S * share)[None],
        machine_per_s=none,
        background_per_s=none,
        people=np.array([float(point.users)]),
        running_reports=np.zeros(1),
        replica_reports=np.zeros(1),
        application_s=cpu,
        database_s=none[0],
        other_s=waited,
        data_ios=none[0],
        log_ios=none[0],
        report_database_share=0.5,
        unevenness=np.array([(lab[row.name].wall_stdev_s / lab[row.name].wall_mean_s) ** 2 for row in point.classes]),
    )
    found = respond(work, _one_core(point))
    mean = found.mean_s[0]
    p95 = found.percentile_s(0.95)[0]
    often = [at for at, row in enumerate(point.classes) if row.count >= ENOUGH]
    return Predicted(
        point,
        float(found.throughput_share[0]) * point.users / NO_THINK_S / point.per_s - 1.0,
        float(share @ mean) / point.mean_s - 1.0,
        tuple(float(mean[at]) / point.classes[at].mean_s - 1.0 for at in often),
        tuple(float(p95[at]) / point.classes[at].p95_s - 1.0 for at in often),
    )


def _cpu_s(row: LabDemand) -> float:
    return row.odoo_cpu_s + row.pg_backend_cpu_s + row.pg_background_cpu_s


def _one_core(point: Point) -> Carriers:
    one, whole = np.ones(1), np.ones(1, dtype=np.int64)
    return Carriers(
        nodes=one,
        application_vcpus=whole,
        application_single=one,
        application_full=one,
        workers=whole * point.workers,
        database_vcpus=whole,
        database_single=one,
        database_full=one,
        data_iops=one * np.inf,
        log_iops=one * np.inf,
        idle_work=point.elsewhere_busy,
        jobs_here=False,
    )


def lab_section() -> list[str]:
    """Return the part of the accuracy page on the measured points."""
    lines = [
        "## The engine beside a real Odoo",
        "",
        *HOW_MEASURED.splitlines(),
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|---" * len(COLUMNS) + "|",
    ]
    kept = []
    for point in points():
        own, lone = predicted(point, realised=True), predicted(point, realised=False)
        if not point.overflows:
            kept.append((own, lone))
        cells = [
            str(point.users),
            str(point.workers),
            str(point.repeat),
            f"{point.overflows:,}" if point.overflows else "none",
            _percent(own.per_s),
            _percent(own.mean),
            f"{_percent(_median(own.class_mean))}, {_percent(_worst(own.class_mean))}",
            f"{_percent(_median(own.class_p95))}, {_percent(_worst(own.class_p95))}",
            _percent(lone.per_s),
            _percent(lone.mean),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, "", *_verdict(kept).splitlines()]


def _verdict(kept: list[tuple[Predicted, Predicted]]) -> str:
    own = [first for first, _ in kept]
    lone = [second for _, second in kept]
    flow = sum(abs(row.per_s) <= FLOW_AIM for row in own)
    mean = sum(abs(row.mean) <= MEAN_AIM for row in own)
    p95 = [abs(error) for row in own for error in row.class_p95]
    late = sum(error <= P95_AIM for error in p95)
    alone_flow = sum(abs(row.per_s) <= FLOW_AIM for row in lone)
    alone_mean = sum(abs(row.mean) <= MEAN_AIM for row in lone)
    return VERDICT.format(
        points=len(own),
        flow=flow,
        mean=mean,
        late=late,
        classes=len(p95),
        alone_flow=alone_flow,
        alone_mean=alone_mean,
    )


COLUMNS = (
    "users",
    "workers",
    "repeat",
    "dropped at the listen queue",
    "throughput",
    "mean",
    "class means: median, worst",
    "class p95: median, worst",
    "throughput, demands of one user",
    "mean, demands of one user",
)

HOW_MEASURED = """\
Users without think time on one core that application and database share, with two and four workers. First with the CPU
seconds that the operations of the point really took, which asks whether the queueing is right; then with those measured
for one user alone, which asks for the whole chain. The aims, where the listen queue does not overflow: throughput
within 10 %, mean within 15 %, p95 within 25 %. What practice adds to the laboratory (uplifts, network, disks) is off.
Classes seen less than 30 times in a window are left out of the class columns."""

VERDICT = """\
Of the {points} points without overflow, with their own demands: throughput within 10 % in {flow}, mean within 15 % in
{mean}, p95 within 25 % for {late} of {classes} classes. With the demands of one user alone: throughput within 10 % in
{alone_flow}, mean within 15 % in {alone_mean}; the machine shared its host, and its speed varied by up to a factor of
two between points, which no model of queues can know. Where connections were dropped, clients sent again after 1, 3
and 7 seconds: those are no responses of a queue, and the product warns instead."""


def _percent(error: float) -> str:
    return f"{100.0 * error:+.0f} %"


def _median(errors: tuple[float, ...]) -> float:
    return float(np.median(errors)) if errors else 0.0


def _worst(errors: tuple[float, ...]) -> float:
    return max(errors, key=abs, default=0.0)
