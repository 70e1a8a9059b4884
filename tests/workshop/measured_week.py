"""A week of a made-up hospital as its own servers would have recorded it, from demands that are known."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

PATHS = {
    "read": "/web/dataset/call_kw/purchase.order/web_read",
    "search": "/web/dataset/call_kw/product.product/web_search_read",
    "edit": "/web/dataset/call_kw/purchase.order/web_save",
    "print": "/report/pdf/purchase.report_purchaseorder/17",
}
APPLICATION_S = {"read": 0.09, "search": 0.05, "edit": 0.16, "print": 0.55}
DATABASE_S = {"read": 0.02, "search": 0.045, "edit": 0.05, "print": 0.08}
"""CPU of one request."""
INTERVAL_S, CPUS, PEOPLE, THINK_S = 300, 4, 60, 24.0
START = datetime(2026, 11, 16, tzinfo=UTC)


def made(folder: Path, *, days: int = 3, seed: int = 1, noise: float = 0.02) -> tuple[Path, Path, Path]:
    """Write the Odoo log and the use of both servers; return their paths."""
    rng = np.random.default_rng(seed)
    lines: list[tuple[float, str]] = []
    application: list[tuple[float, float]] = []
    database: list[tuple[float, float]] = []
    peaks = {"read": 9, "search": 12, "edit": 15, "print": 18}
    for number in range(days * 86_400 // INTERVAL_S):
        begins = START.timestamp() + number * INTERVAL_S
        hour = number * INTERVAL_S / 3600 % 24
        busy = {"application": 0.03 * CPUS, "database": 0.02 * CPUS}
        for name, path in PATHS.items():
            rate = 90 * np.exp(-((hour - peaks[name]) ** 2) / 9) + 1.5
            count = int(rng.poisson(rate * (0.4 if name == "print" else 1.0)))
            busy["application"] += count * APPLICATION_S[name] / INTERVAL_S
            busy["database"] += count * DATABASE_S[name] / INTERVAL_S
            for at in np.sort(rng.uniform(begins, begins + INTERVAL_S, count)):
                peer = f"10.0.0.{rng.integers(1, PEOPLE)}"
                lines.append((float(at), request(float(at), peer, path, DATABASE_S[name], APPLICATION_S[name])))
        for rows, name in ((application, "application"), (database, "database")):
            share = busy[name] / CPUS * (1 + noise * rng.standard_normal())
            rows.append((begins + INTERVAL_S, min(max(share, 0.0), 1.0)))
    log, app, base = folder / "odoo.log", folder / "application.csv", folder / "database.csv"
    log.write_text("\n".join(line for _at, line in sorted(lines)) + "\n", encoding="utf-8")
    app.write_text(sadf(application), encoding="utf-8")
    base.write_text(sadf(database), encoding="utf-8")
    return log, app, base


def request(at: float, peer: str, path: str, sql_s: float, rest_s: float) -> str:
    """Return a request line of an Odoo server whose clock runs in UTC."""
    when = datetime.fromtimestamp(at, UTC)
    stamp = f"{when:%Y-%m-%d %H:%M:%S},{when.microsecond // 1000:03d}"
    return (
        f'{stamp} 4711 INFO live werkzeug: {peer} - - [{when:%d/%b/%Y %H:%M:%S}] "POST {path} HTTP/1.1" 200 - '
        f"42 {sql_s:.3f} {rest_s:.3f}"
    )


def sadf(rows: list[tuple[float, float]]) -> str:
    """Return CPU use as sadf prints it."""
    lines = [f"server;-1;{START:%Y-%m-%d %H:%M:%S} UTC;LINUX-RESTART\t({CPUS} CPU)"]
    lines.append("# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle")
    for at, share in rows:
        when = datetime.fromtimestamp(at, UTC)
        user, system = 80.0 * share, 20.0 * share
        idle = 100.0 - user - system
        lines.append(
            f"server;{INTERVAL_S};{when:%Y-%m-%d %H:%M:%S} UTC;-1;{user:.4f};0.00;{system:.4f};0.00;0.00;{idle:.4f}"
        )
    return "\n".join(lines) + "\n"
