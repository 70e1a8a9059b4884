"""Reports and batch work."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.calendar import DayType
from wardround.assessment.limits import Between, OneOf


class Report(Row):
    """One heavy report that people start."""

    name: str = Field(title="Report", min_length=1, max_length=120)
    tenant: str = Field("", title="Tenant")
    runs_per_day: float = Field(title="Runs a day", ge=0, le=100_000)
    duration_minutes: float = Field(title="Duration (minutes)", ge=0, le=1440)
    starts_at_hour: int | None = Field(None, title="Usual start (hour)", ge=0, le=23)
    day_types: tuple[DayType, ...] = Field(("weekday",), title="Runs on")
    reads_replica: bool = Field(default=False, title="May read a replica")


class BatchJob(Row):
    """One scheduled job with a window and a deadline, in the time of its site."""

    name: str = Field(title="Job", min_length=1, max_length=120)
    tenant: str = Field("", title="Tenant")
    site: str = Field("", title="Site")
    model_class: str = Field("import_bulk", title="Operation class")
    operations: float = Field(title="Operations a run", ge=0, le=10_000_000)
    starts_at_hour: int = Field(title="Starts at (hour)", ge=0, le=23)
    window_hours: float = Field(title="Window (hours)", gt=0, le=24)
    parallel: int = Field(1, title="Jobs side by side", ge=1, le=64)
    day_types: tuple[DayType, ...] = Field(("weekday",), title="Runs on")


class Reports(Frozen):
    """What runs beside the users: reports, scheduled jobs, nightly chains."""

    report_intensity: Annotated[Answer[str], OneOf("low", "medium", "high")] = question(
        "RPT-01", "Reporting on the live system"
    )
    reports_peak_per_hour: Annotated[Answer[int], Between(0, 20000, "reports/h")] = question(
        "RPT-02", "Reports in the busiest hour"
    )
    longest_report_minutes: Annotated[Answer[float], Between(0, 600, "minutes")] = question(
        "RPT-03", "Slowest regular report"
    )
    reports_on_primary: Answer[bool] = question("RPT-04", "Analysts query the live database")
    bi_tool_present: Answer[bool] = question("RPT-05", "BI tool extracts data")
    batch_window_hours: Annotated[Answer[float], Between(0, 24, "hours")] = question("RPT-06", "Batch window")
    batch_duration_hours: Annotated[Answer[float], Between(0, 48, "hours")] = question("RPT-07", "Nightly batch today")
    batch_overlaps_business_hours: Answer[bool] = question("RPT-08", "Batch overlaps user hours")
    cron_jobs: Annotated[Answer[int], Between(0, 500, "jobs")] = question("RPT-09", "Scheduled jobs")
    payroll_run_day_users: Annotated[Answer[int], Between(0, 200000, "payslips")] = question(
        "RPT-10", "Payslips in one run"
    )
    month_end_close_days: Annotated[Answer[float], Between(0.5, 15, "days")] = question(
        "RPT-11", "Days to close the month"
    )
    email_out_per_day: Annotated[Answer[int], Between(0, 500000, "messages/day")] = question(
        "RPT-12", "E-mails sent a day"
    )
    reports: tuple[Report, ...] = Field((), title="Heavy reports")
    jobs: tuple[BatchJob, ...] = Field((), title="Batch jobs")
