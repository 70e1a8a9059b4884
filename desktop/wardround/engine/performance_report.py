"""The production layout under its load: hour by hour with all nodes up, and in the design hour with nodes lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wardround.engine.basis import Basis
from wardround.engine.findings import ClassPerformance, HourPerformance, Performance
from wardround.engine.needs import vendor_rule_workers
from wardround.engine.performance import METHOD, Load, Prediction, hour_names, predict
from wardround.engine.production import GroupSizing


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
    up, down = predict(load, basis.demand.services, layout), main.down
    forecast = Forecast(up, down, design)
    workers = layout.workers_per_node * layout.application.nodes
    people = max(max(day) for day in basis.demand.active_users)
    rule = vendor_rule_workers(people, basis.fact_number("users_per_http_worker"))
    ratio = workers / rule if rule else 1.0
    return (
        Performance(
            method=METHOD,
            validated=measured,
            design_hour=_hour(names[design], down, 0),
            classes=_classes(basis, load.hours([design]), down),
            hours=tuple(_hour(name, up, row) for row, name in enumerate(names)),
            workers=workers,
            vendor_rule_workers=rule,
            vendor_ratio=ratio,
            vendor_words=_vendor_words(workers, rule, ratio, measured=measured),
            bottleneck=bottleneck(basis, forecast),
        ),
        forecast,
    )


def _hour(name: tuple[str, int], found: Prediction, row: int) -> HourPerformance:
    saturated = bool(found.saturated[row])
    return HourPerformance(
        day_type=name[0],
        hour_utc=name[1],
        application_util_share=_capped(found.application_util_share[row]),
        database_util_share=_capped(found.database_util_share[row]),
        worker_util_share=_capped(found.worker_util_share[row]),
        mean_response_s=None if saturated else float(found.interactive_mean_s[row]),
        p95_response_s=None if saturated else float(found.interactive_p95_s[row]),
        saturated=saturated,
    )


def _classes(basis: Basis, load: Load, found: Prediction) -> tuple[ClassPerformance, ...]:
    row = 0
    saturated = bool(found.saturated[row])
    shown = []
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
                meets_target=not saturated and p95 <= target * (1 + 1e-9),
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
