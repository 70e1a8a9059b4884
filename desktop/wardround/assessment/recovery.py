"""Recovery objectives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from wardround.assessment.answer import Answer, Frozen, Row, question, table
from wardround.assessment.limits import Between, OneOf


class ProcessObjective(Row):
    """What one business process needs after a failure. What is left empty comes from its kind."""

    process_id: str = Field("", title="Kind of process")
    name: str = Field(title="Process", min_length=1, max_length=120)
    rto_minutes: float = Field(title="RTO (minutes)", ge=0, le=20_160)
    rpo_minutes: float = Field(title="RPO (minutes)", ge=0, le=10_080)
    mtd_hours: float | None = Field(None, title="Maximum tolerable downtime (hours)", ge=0, le=720)
    closing_rto_minutes: float | None = Field(None, title="RTO in closing days (minutes)", ge=0, le=20_160)
    closing_rpo_minutes: float | None = Field(None, title="RPO in closing days (minutes)", ge=0, le=10_080)
    criticality: int = Field(3, title="Criticality (1 to 5)", ge=1, le=5)
    workaround: Literal["none", "documented", "rehearsed"] = Field("none", title="Manual workaround")
    workaround_hours: float | None = Field(None, title="Workaround carries (hours)", ge=0, le=336)
    workaround_starter: str = Field("", title="Who starts the workaround", max_length=120)
    re_entry: str = Field("", title="What is entered afterwards", max_length=400)
    last_tested: date | None = Field(None, title="Last tested")
    needs_systems: tuple[str, ...] = Field((), title="Needs systems")
    needs_interfaces: tuple[str, ...] = Field((), title="Needs interfaces")
    needs_datasets: tuple[str, ...] = Field((), title="Needs datasets")

    @model_validator(mode="after")
    def _rto_within_downtime(self) -> Self:
        if self.mtd_hours is not None and self.rto_minutes > self.mtd_hours * 60:
            raise ValueError(
                f"'{self.name}' may recover in {self.rto_minutes:,.0f} minutes but tolerates only "
                f"{self.mtd_hours:g} hours of downtime: lower the RTO or raise the downtime"
            )
        return self


class ModuleObjective(Row):
    """A tighter objective for one application."""

    module_id: str = Field(title="Application")
    rto_minutes: float = Field(title="RTO (minutes)", ge=0, le=20_160)
    rpo_minutes: float = Field(title="RPO (minutes)", ge=0, le=10_080)


class Recovery(Frozen):
    """How long the client can be without the ERP, and how much it can lose."""

    rto_minutes: Annotated[Answer[int], Between(0, 20160, "minutes")] = question(
        "REC-01", "Recovery time objective (RTO)"
    )
    rpo_minutes: Annotated[Answer[int], Between(0, 10080, "minutes")] = question(
        "REC-02", "Recovery point objective (RPO)"
    )
    mtd_hours: Annotated[Answer[float], Between(0.25, 720, "hours")] = question("REC-03", "Maximum tolerable downtime")
    availability_target_pct: Annotated[Answer[float], Between(90, 99.999, "percent")] = question(
        "REC-04", "Availability expected"
    )
    rto_signed_off: Answer[bool] = question("REC-06", "Recovery targets signed")
    bia_done: Answer[bool] = question("REC-07", "Business impact analysis")
    continuity_workaround: Annotated[Answer[str], OneOf("none", "documented", "rehearsed")] = question(
        "REC-08", "Manual workaround"
    )
    workaround_sustain_hours: Annotated[Answer[float], Between(0, 336, "hours")] = question(
        "REC-09", "Workaround carries for"
    )
    replication: Annotated[Answer[str], OneOf("none", "async", "sync")] = question("REC-10", "Database replication")
    ha_scope: Annotated[Answer[str], OneOf("none", "same_zone", "zone", "region")] = question(
        "REC-11", "Failure to survive without a restore"
    )
    failover_automated: Answer[bool] = question("REC-12", "Automatic failover")
    backup_frequency_minutes: Annotated[Answer[int], Between(5, 10080, "minutes")] = question(
        "REC-13", "Backup interval"
    )
    wal_archiving: Answer[bool] = question("REC-14", "Transaction log archived")
    backup_retention_days: Annotated[Answer[int], Between(1, 3650, "days")] = question("REC-15", "Backup retention")
    backup_immutable: Answer[bool] = question("REC-16", "Backups protected from deletion")
    backup_offsite: Answer[bool] = question("REC-17", "Backup copy elsewhere")
    restore_test_last_months: Annotated[Answer[int], Between(0, 999, "months")] = question(
        "REC-18", "Months since a proven restore"
    )
    dr_test_last_months: Annotated[Answer[int], Between(0, 999, "months")] = question(
        "REC-19", "Months since a recovery exercise"
    )
    filestore_protected: Answer[bool] = question("REC-20", "Filestore backed up in step")
    config_backup: Answer[bool] = question("REC-21", "Configuration recoverable")
    dr_capacity_reserved: Answer[bool] = question("REC-22", "Capacity reserved in the recovery region")
    backup_admin_separated: Answer[bool] = question("REC-23", "Backup administration separate")
    processes: tuple[ProcessObjective, ...] = table("REC-24", "Processes")
    module_objectives: tuple[ModuleObjective, ...] = table("REC-05", "Applications with tighter objectives")
