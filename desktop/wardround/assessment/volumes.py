"""Transactions and data volumes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardround.assessment.answer import Answer, Frozen, Row, question
from wardround.assessment.limits import Between


class DocumentVolume(Row):
    """How many business documents of one type are made on a normal working day."""

    document_type: str = Field(title="Document type")
    tenant: str = Field("", title="Tenant")
    per_day: float = Field(title="Documents a day", ge=0, le=5_000_000)
    lines: float | None = Field(None, title="Lines per document", ge=1, le=1000)


class Volumes(Frozen):
    """How much is booked, and how much is stored."""

    tx_per_day: Annotated[Answer[int], Between(0, 5000000, "documents/day")] = question(
        "TXN-01", "Documents on a busy day"
    )
    peak_tx_per_hour: Annotated[Answer[int], Between(0, 1000000, "documents/h")] = question(
        "TXN-02", "Documents in the busiest hour"
    )
    lines_per_document: Annotated[Answer[float], Between(1, 1000, "lines")] = question("TXN-03", "Lines per document")
    month_end_multiplier: Annotated[Answer[float], Between(1, 10, "x")] = question("TXN-04", "Month-end load")
    db_size_gb: Annotated[Answer[float], Between(0.1, 50000, "GiB")] = question("TXN-05", "Database size now")
    db_growth_gb_month: Annotated[Answer[float], Between(0, 5000, "GiB/month")] = question("TXN-06", "Database growth")
    hot_data_pct: Annotated[Answer[float], Between(1, 100, "percent")] = question("TXN-07", "Data touched every day")
    filestore_gb: Annotated[Answer[float], Between(0, 200000, "GiB")] = question("TXN-08", "Filestore size now")
    filestore_growth_gb_month: Annotated[Answer[float], Between(0, 10000, "GiB/month")] = question(
        "TXN-09", "Filestore growth"
    )
    attachments_in_db: Answer[bool] = question("TXN-10", "Attachments inside the database")
    write_mb_per_s_peak: Annotated[Answer[float], Between(0, 2000, "MB/s")] = question("TXN-11", "Peak write rate")
    largest_table_rows: Annotated[Answer[int], Between(0, 5000000000, "rows")] = question(
        "TXN-12", "Rows in the largest table"
    )
    bulk_import_rows_day: Annotated[Answer[int], Between(0, 50000000, "rows/day")] = question(
        "TXN-13", "Rows imported in bulk"
    )
    pg_connections_peak: Annotated[Answer[int], Between(1, 5000, "connections")] = question(
        "TXN-14", "Database connections at peak"
    )
    documents: tuple[DocumentVolume, ...] = Field((), title="Documents by type")
