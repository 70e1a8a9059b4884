"""The plan of backups: how often, how long they are kept and why, how much that comes to, and when they are tested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wardround.engine.data_map import places
from wardround.engine.data_sizes import backup_vault_gib
from wardround.engine.findings import Roadmap
from wardround.engine.findings.safeguards import BackupPlan, BackupRun, Retention, VaultYear
from wardround.engine.plain_words import counted, listed
from wardround.engine.process_recovery import said
from wardround.engine.safeguards.ground import Ground
from wardround.engine.safeguards.recovery_tests import recovery_tests

DAY = 1440.0
DAYS_PER_YEAR = 365.25
PROTECTED = ("production", "preproduction")
"""Environments that are backed up; the others are made again from these."""
REMADE = {
    "test": "made again from code and a masked copy of production",
    "training": "made again from code and its teaching data",
    "development": "made again from code; its work lies in version control",
    "disaster_recovery": "is a copy itself; production is what is backed up",
}


def backup_plan(ground: Ground, plan: Roadmap, as_of: date) -> BackupPlan:
    """Return the plan of backups for the pattern chosen."""
    setting = ground.setting
    kept = setting.facts.number("backup_retention_days")
    retentions = tuple(_retentions(ground))
    where = places(setting.sizing.region, ground.recovery.recovery_region, ground.bill, setting.catalogue)
    copy = setting.catalogue.region(where.backup_copy).display_name if where.backup_copy else ""
    restore = ground.proof("restore")
    words = f"{restore.words[:1].upper()}{restore.words[1:]}."
    if not restore.proven:
        words += " Until a restore has been tested, every recovery time that rests on one stands on paper."
    return BackupPlan(
        runs=tuple(_runs(ground, kept)),
        kept_days=kept,
        retentions=retentions,
        retention_words=_retention_words(kept, retentions),
        redundancy=ground.vault_redundancy,
        copy_region=copy,
        years=tuple(_years(ground, kept)),
        tests=recovery_tests(ground, plan, as_of),
        words=words,
    )


def _runs(ground: Ground, kept: float) -> Iterator[BackupRun]:
    setting = ground.setting
    environments = sorted(
        {role.environment for role in ground.deployment if role.vcpus}, key=lambda name: (name not in PROTECTED, name)
    )
    strictest = min(one.rpo_minutes for one in ground.asked)
    for environment in environments:
        if environment in REMADE:
            yield BackupRun(environment, "No backup of its own", None, None, REMADE[environment], "judgement")
            continue
        live = environment == "production"
        full = setting.policy("full_backup_interval_days") * DAY
        logs = live and ground.chosen.pattern_class != "backup_only"
        yield BackupRun(
            environment, "Database, full", full, kept,
            "every other backup builds on it", "full_backup_interval_days (judgement)",
        )  # fmt: skip
        yield BackupRun(
            environment, "Database, changes since the last full", DAY, kept,
            "no more than a day of log has to be replayed" if logs else "no more than a day is lost",
            "planning_wal_days_since_base",
        )  # fmt: skip
        if logs:
            archive = setting.policy("archive_timeout_minutes")
            why = f"the strictest process may lose {said(strictest) if strictest else 'nothing'}; "
            why += "this is what is lost at most" if strictest >= archive else (
                "after lost or corrupted data up to this interval is lost all the same"
            )  # fmt: skip
            source = "archive_timeout_minutes (judgement)"
            yield BackupRun(environment, "Database, transaction log", archive, kept, why, source)
        shortest = setting.catalogue.dr_fact("backup-enh-interval").value or DAY
        wished = setting.facts.number("backup_frequency_minutes")
        files = min(DAY, max(shortest, wished)) if live else DAY
        why = "taken with the database, so that no document points to a file that is not there"
        if live and wished < shortest:
            why += f"; {said(wished)} was asked for, which the backup service does not offer for files"
        source = "backup-enh-interval; backup interval as answered"
        yield BackupRun(environment, "Filestore", files, kept, why, source)
        yield BackupRun(
            environment, "Servers and their configuration", DAY, kept,
            "a server is quicker made from code; the copy is for what the code misses", "backup-std-freq",
        )  # fmt: skip


def _retentions(ground: Ground) -> Iterator[Retention]:
    """Yield who asks for how long, the longest first."""
    setting = ground.setting
    facts, knowledge = setting.facts, setting.knowledge
    found: list[tuple[float, str, str, str]] = [
        (row.retention_years, row.name, "dataset", "answers")
        for row in setting.assessment.data.datasets
        if row.retention_years
    ]
    for name in facts.choices("data_classes"):
        data_class = knowledge.data_classes[name]
        if data_class.retention_years_min:
            found.append((float(data_class.retention_years_min), data_class.name, "data class", data_class.source))
    for name in facts.choices("regimes"):
        regime = knowledge.regimes.get(name)
        if regime is not None and regime.record_retention_years_min:
            found.append((float(regime.record_retention_years_min), regime.name, "regime", regime.source))
    if facts.known_better("retention_years_required") and not any(kind == "dataset" for _y, _n, kind, _s in found):
        years = facts.number("retention_years_required")
        if years:
            found.append((years, "Records, as answered", "answer", "answers"))
    longest = max((years for years, *_rest in found), default=0.0)
    for years, name, kind, source in sorted(found, key=lambda each: (-each[0], each[2], each[1])):
        yield Retention(name, kind, years, years == longest, source)  # type: ignore[arg-type]


def _retention_words(kept: float, retentions: tuple[Retention, ...]) -> str:
    backups = f"Backups are kept for {counted(kept, 'day')}: to bring back a lost state, not to keep records."
    governing = [each for each in retentions if each.governs]
    if not governing:
        return f"{backups} Nothing that was answered asks for records to be kept longer."
    names = listed([each.name for each in governing[:3]])
    more = len(governing) - 3
    if more > 0:
        names += f" and {counted(more, 'other', 'others')}"
    return (
        f"{backups} Records stay in the ERP or its archive for {counted(governing[0].years, 'year')}; longest, and so "
        f"what governs: {names}. What is deleted in the ERP is gone from every backup {counted(kept, 'day')} later."
    )


def _years(ground: Ground, kept: float) -> Iterator[VaultYear]:
    """Yield what the vault holds at the end of each year; data grow evenly from today to the end of the horizon."""
    setting = ground.setting
    data, facts = setting.sizing.data, setting.facts
    horizon = max(1, int(facts.number("planning_horizon_years")))
    compressed = setting.knowledge.sizing_facts["backup_compression_remaining"].value or 1.0
    files_a_day = (data.filestore_gib - data.filestore_gib_now) / (horizon * DAYS_PER_YEAR)
    for year in range(horizon + 1):
        share = year / horizon
        database = data.database_gib_now + (data.database_gib - data.database_gib_now) * share
        files = data.filestore_gib_now + (data.filestore_gib - data.filestore_gib_now) * share
        vault = backup_vault_gib(
            database,
            data.wal_gib_per_day,
            files,
            files_a_day,
            kept,
            setting.policy("full_backup_interval_days"),
            compressed,
        )
        yield VaultYear(year, round(database, 2), round(files, 2), round(float(vault), 2))
