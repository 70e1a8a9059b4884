"""The present estate and what was measured on it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between, OneOf


class Server(Row):
    """One server of the present estate."""

    name: str = Field(title="Server", min_length=1, max_length=120)
    role: str = Field("", title="Role", max_length=60)
    vcpus: int = Field(title="CPUs", ge=1, le=1024)
    memory_gib: float = Field(title="Memory (GiB)", gt=0, le=24_576)
    disk_gib: float | None = Field(None, title="Disk (GiB)", ge=0, le=1_000_000)
    operating_system: str = Field("", title="Operating system", max_length=80)
    cpu_mean_share: float | None = Field(None, title="Mean CPU use", ge=0, le=1)
    cpu_p95_share: float | None = Field(None, title="CPU use at the 95th percentile", ge=0, le=1)
    memory_p95_share: float | None = Field(None, title="Memory use at the 95th percentile", ge=0, le=1)


class MeasuredDemand(Row):
    """A service demand fitted from the client's own logs."""

    model_class: str = Field(title="Operation class")
    application_cpu_ms: float = Field(title="Application CPU (ms)", ge=0, le=600_000)
    database_cpu_ms: float = Field(title="Database CPU (ms)", ge=0, le=600_000)
    samples: int = Field(0, title="Samples", ge=0)


class Baseline(Frozen):
    """Where the ERP runs today, and how busy it is."""

    odoo_hosting_current: Annotated[
        Answer[str], OneOf("onprem_vm", "onprem_physical", "other_cloud", "odoo_sh", "odoo_online", "none")
    ] = question("CUR-01", "Where the ERP runs now")
    baseline_available: Answer[bool] = question("CUR-02", "Measured performance data")
    baseline_days: Annotated[Answer[int], Between(0, 730, "days")] = question("CUR-03", "Days measured")
    baseline_includes_month_end: Answer[bool] = question("CUR-04", "Month-end included in the data")
    db_cpu_util_peak_current_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question(
        "CUR-06", "Peak database CPU today"
    )
    app_cpu_util_peak_current_pct: Annotated[Answer[float], Between(0, 100, "percent")] = question(
        "CUR-07", "Peak application CPU today"
    )
    response_p95_ms_current: Annotated[Answer[int], Between(0, 60000, "ms")] = question(
        "CUR-08", "Response at the 95th percentile today"
    )
    db_iops_peak_current: Annotated[Answer[int], Between(0, 500000, "IOPS")] = question(
        "CUR-09", "Peak database IOPS today"
    )
    worker_saturation_seen: Answer[bool] = question("CUR-10", "Workers run out at peaks")
    slow_queries_known: Answer[bool] = question("CUR-11", "Slow queries are listed")
    source_pg_version: Annotated[Answer[float], Between(9, 18, "major")] = question(
        "CUR-12", "PostgreSQL version today"
    )
    source_os_eol: Answer[bool] = question("CUR-13", "Operating system out of support")
    incidents_last_year: Annotated[Answer[int], Between(0, 500, "incidents")] = question("CUR-14", "Outages last year")
    current_monthly_cost: Annotated[Answer[float], Between(0, 10000000, "currency")] = question(
        "CUR-15", "Present monthly cost"
    )
    licence_constraints: Answer[bool] = question("CUR-16", "Licences tied to hardware or place")
    peak_ram_db_gb_current: Annotated[Answer[float], Between(0, 4000, "GiB")] = question(
        "CUR-17", "Peak database memory today"
    )
    servers: tuple[Server, ...] = table("CUR-05", "Servers today")
    measured_demands: tuple[MeasuredDemand, ...] = Field((), title="Measured service demands")
