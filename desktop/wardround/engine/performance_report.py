"""The production layout under its load: hour by hour with all nodes up, and in the design hour with nodes lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.findings import ClassPerformance, HourPerformance, Performance
from wardround.engine.needs import vendor_rule_workers
from wardround.engine.performance import METHOD, Load, Prediction, hour_names, predict, production_network
from wardround.engine.production import GroupSizing, late_in_design_hour
from wardround.engine.response import LISTEN_PLACES_PER_WORKER

P50, P99 = 0.50, 0.99
OVERFLOW_TOLD_SHARE = 0.001
"""From this share of time on a full listen queue is worth a word (judgement)."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the model says of a layout.

    `up` holds all hours with every node up, `design` the place of the design hour in it; `down` the design hour and the
    heaviest others with the nodes lost.
    """

    up: Prediction
    down: Prediction
    design: int

    def application_util(self) -> float:
        """Return the CPU use of the application in its busiest hour with nodes lost."""
        return _capped(self.down.application_util_share.max())

    def database_util(self) -> float:
        """Return the CPU use of the database in its busiest hour."""
        return _capped(self.up.database_util_share.max())

    def worker_util(self) -> float:
        """Return the share of busy workers in their busiest hour with nodes lost."""
        return _capped(self.down.worker_util_share.max())


def _capped(value: float) -> float:
    return float(value) if np.isfinite(value) else 1.0


def performance_of(basis: Basis, main: GroupSizing, *, measured: bool) -> tuple[Performance, Forecast]:
    """Return how the layout of a group performs, and the prediction behind it."""
    layout, load = main.layout, basis.load
    names = hour_names(basis.demand)
    design = basis.design_row
    up, down = main.up or predict(load, basis.demand.services, layout), main.down
    forecast = Forecast(up, down, design)
    workers = layout.workers_per_node * layout.application.nodes
    people = basis.most_people
    rule = vendor_rule_workers(people, basis.fact_number("users_per_http_worker"))
    ratio = workers / rule if rule else 1.0
    return (
        Performance(
            method=METHOD,
            validated=measured,
            design_hour=_hours(names[design : design + 1], down, 1)[0],
            classes=_classes(basis, load.hours([design]), down),
            hours=_hours(names, up),
            workers=workers,
            vendor_rule_workers=rule,
            vendor_ratio=ratio,
            vendor_words=_vendor_words(workers, rule, ratio, measured=measured),
            bottleneck=bottleneck(basis, forecast),
            limits=tuple(_limits(basis, names, forecast)),
            network=production_network(
                load.hours([design]),
                basis.demand.services,
                replace(layout, application=layout.application.without(basis.lost)),
            ),
        ),
        forecast,
    )


def _hours(
    names: Sequence[tuple[str, int]], found: Prediction, first: int | None = None
) -> tuple[HourPerformance, ...]:
    """Return the first hours of a prediction, all unless said otherwise."""
    rows = slice(0, first)
    shares = [
        np.where(np.isfinite(values[rows]), values[rows], 1.0).tolist()
        for values in (
            found.application_util_share,
            found.database_util_share,
            found.worker_util_share,
            found.disk_util_share,
        )
    ]
    answers = zip(
        found.saturated[rows].tolist(),
        found.interactive_mean_s[rows].tolist(),
        found.interactive_p95_s(rows).tolist(),
        strict=True,
    )
    return tuple(
        HourPerformance(
            day_type=day_type,
            hour_utc=hour,
            application_util_share=application,
            database_util_share=database,
            worker_util_share=workers,
            mean_response_s=None if saturated else mean,
            p95_response_s=None if saturated else p95,
            saturated=saturated,
            full=_full(application, database, workers, disks) if saturated else "",
        )
        for (day_type, hour), application, database, workers, disks, (saturated, mean, p95) in zip(
            names, *shares, answers, strict=True
        )
    )


def _full(application: float, database: float, workers: float, disks: float) -> str:
    """Return what is busiest of all, in words."""
    used = {"application CPU": application, "database CPU": database, "Odoo workers": workers, "database disks": disks}
    return max(used, key=lambda name: used[name])


def _limits(basis: Basis, names: Sequence[tuple[str, int]], forecast: Forecast) -> Iterator[str]:
    """Yield what the promise of response times does not cover."""
    stuck = np.flatnonzero(forecast.up.saturated)
    if len(stuck):
        day_type, hour = names[int(stuck[0])]
        yield (
            f"{len(stuck)} of the {len(names)} hours looked at are saturated with all servers up, the first at "
            f"{hour:02d}:00 UTC on {day_type.replace('_', '-')} days; response times there would grow without limit."
        )
    share = float(max(forecast.up.overflow_share.max(), forecast.down.overflow_share.max()))
    if share > OVERFLOW_TOLD_SHARE and not len(stuck):
        lost = ", nodes lost," if basis.lost else ""
        yield (
            f"In the worst hour{lost} more requests wait for {share:.1%} of the time than the listen queue of a server "
            f"holds ({LISTEN_PLACES_PER_WORKER} for each worker). Odoo then drops connections, and people see errors "
            "and not just slow answers."
        )


def _classes(basis: Basis, load: Load, found: Prediction) -> tuple[ClassPerformance, ...]:
    row = 0
    saturated = bool(found.saturated[row])
    late = late_in_design_hour(basis, found)
    shown = []
    middle, rare = (found.percentile_s(share)[row] for share in (P50, P99))
    for place, model_class in enumerate(basis.demand.classes):
        per_s = float(load.requests_per_s[row, place])
        if per_s <= 0:
            continue
        p95 = float(found.p95_response_s[row, place])
        target = float(basis.targets_s[place])
        shown.append(
            ClassPerformance(
                model_class=model_class,
                per_s=per_s,
                mean_response_s=None if saturated else float(found.mean_response_s[row, place]),
                p95_response_s=None if saturated else p95,
                target_p95_s=target,
                meets_target=not late[place],
                p50_response_s=None if saturated else float(middle[place]),
                p99_response_s=None if saturated else float(rare[place]),
            )
        )
    return tuple(shown)


def _vendor_words(workers: int, rule: int, ratio: float, *, measured: bool) -> str:
    if not rule:
        return "nobody works interactively, so the vendor's rule asks for nothing"
    words = (
        f"{workers} HTTP workers, {ratio:.0%} of the {rule} that the vendor's rule asks for (one for six active users)"
    )
    if measured:
        return f"{words}; measured demands stand behind it, so the rule is shown for comparison only"
    return words


def bottleneck(basis: Basis, forecast: Forecast) -> str:
    """Return the station that would give way first if the load grew, in words."""
    used = {
        "application CPU": forecast.application_util() / basis.policy("application_util_cap_share"),
        "database CPU": forecast.database_util() / basis.policy("database_util_cap_share"),
        "Odoo workers": forecast.worker_util() / basis.fact_number("max_sustained_utilisation"),
    }
    name = max(used, key=lambda key: used[key])
    lost = (
        f" with {basis.lost} node lost" if basis.lost == 1 else f" with {basis.lost} nodes lost" if basis.lost else ""
    )
    where = "" if name == "database CPU" else lost
    return f"{name}: {used[name]:.0%} of its planned use in the busiest hour{where}"
