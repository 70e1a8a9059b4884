"""Resilience: which recovery pattern meets the objectives of every process at the least price.

Each pattern's recovery time is the sum of its steps, its data loss comes from backup intervals or replication lag at
the peak write rate. The cheapest pattern that meets all objectives is chosen; where none does, the one that misses
least.
"""

from __future__ import annotations

from collections.abc import Mapping

from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.availability import availability
from wardround.engine.deployment import built
from wardround.engine.facts import Facts
from wardround.engine.figure import Figure, Input
from wardround.engine.findings import PatternResult, Resilience, RoleSizing, Sizing
from wardround.engine.pattern_choice import choice_in_words, chosen_pattern, pattern_taken
from wardround.engine.pattern_prices import PatternPrices
from wardround.engine.pattern_results import RESTORE_CLASSES, judged
from wardround.engine.process_recovery import objectives, recovered_processes
from wardround.engine.recovery_contradictions import contradictions
from wardround.engine.recovery_fixes import fixes
from wardround.engine.recovery_proof import proof_of
from wardround.engine.recovery_setting import (
    Setting,
    lag_s,
    replication_lag_s,
    setting_of,
    uses_recovery_region,
)
from wardround.engine.recovery_steps import Extent, copy_minutes, total_minutes
from wardround.knowledge import FactValue, Knowledge, RecoveryLayout

BESIDE_THE_SERVICE = frozenset({"monitoring", "management", "quorum", "read_replica"})
"""Roles whose loss stops no user."""


def resilience(
    assessment: Assessment,
    facts: Facts,
    sizing: Sizing,
    catalogue: Catalogue,
    knowledge: Knowledge,
    required_controls: frozenset[str],
) -> tuple[Resilience, tuple[RoleSizing, ...], tuple[Figure, ...]]:
    """Return what recovery promises, the deployment under the pattern chosen, and the figures that explain both."""
    setting = setting_of(assessment, facts, sizing, catalogue, knowledge, required_controls)
    asked = objectives(assessment, facts)
    prices = PatternPrices(setting)
    results = tuple(judged(setting, pattern, asked, prices) for pattern in knowledge.dr_patterns.values())
    advised = chosen_pattern(results, asked)
    chosen = pattern_taken(results, assessment) or advised
    layout = knowledge.recovery_layouts[chosen.pattern_id]
    roles = built(setting.copies, layout)
    proofs = {what: proof_of(what, facts, knowledge) for what in ("restore", "failover")}
    rests_on = proofs["restore" if chosen.pattern_class in RESTORE_CLASSES else "failover"]
    processes = recovered_processes(setting.estate, asked, chosen, proven=rests_on.proven)
    whole, parts, figures = availability(roles, facts, catalogue)
    extent = setting.extent(layout)
    backup_steps = setting.steps("log_archive", layout)
    restore_hours = total_minutes(backup_steps, stages=("technical",)) / 60
    data_restore_minutes = total_minutes(backup_steps)
    failover = total_minutes(chosen.steps, stages=("technical",))
    result = Resilience(
        pattern_id=chosen.pattern_id,
        pattern_name=chosen.name,
        met=chosen.meets,
        words=choice_in_words(chosen, asked, processes, advised),
        recovery_region=setting.recovery_region if uses_recovery_region(layout) else "",
        database_nodes=layout.database_nodes,
        quorum_nodes=layout.quorum_nodes,
        synchronous=layout.synchronous,
        recovery_database_nodes=layout.recovery_database_nodes,
        recovery_application_share=layout.recovery_application_share,
        patterns=results,
        processes=processes,
        availability=whole,
        availability_parts=parts,
        restore_hours=round(restore_hours, 4),
        failover_minutes=round(failover, 4),
        backup_steps=backup_steps,
        data_restore_minutes=round(data_restore_minutes, 4),
        restore_misses=tuple(one.name for one in asked if data_restore_minutes > one.rto_minutes),
        proofs=tuple(proofs.values()),
        contradictions=contradictions(setting.estate, asked, processes, data_restore_minutes),
        fixes=fixes(setting, chosen, results, asked),
        derived=_derived(setting, layout, chosen, roles, restore_hours, failover),
        advised_pattern_id=advised.pattern_id,
    )
    return result, roles, (*figures, *_figures(setting, result, chosen, extent))


def _derived(
    setting: Setting,
    layout: RecoveryLayout,
    chosen: PatternResult,
    roles: tuple[RoleSizing, ...],
    restore_hours: float,
    failover: float,
) -> Mapping[str, FactValue]:
    production = [role for role in roles if role.environment == "production" and role.vcpus]
    churn = setting.sizing.data.wal_mib_per_s_peak * 2 / setting.policy("site_recovery_churn_mib_per_s")
    serving = [role for role in production if role.role not in BESIDE_THE_SERVICE]
    return {
        "dr_pattern_id": chosen.pattern_id,
        "pattern_rto_minutes": chosen.rto_minutes,
        "pattern_rpo_minutes": chosen.rpo_minutes,
        "backup_window_hours": round(_backup_window_hours(setting), 4),
        "est_restore_hours": round(restore_hours, 4),
        "est_failover_minutes": round(failover, 4),
        "replica_lag_seconds_est": round(lag_s(setting, far=bool(layout.recovery_database_nodes)), 3),
        # Every change is written twice, to the WAL and to the data files.
        "asr_churn_util_pct": round(churn * 100, 2),
        "single_instance_tiers": len({role.tier for role in serving if role.nodes == 1}),
        "db_nodes": layout.database_nodes,
        "quorum_nodes": layout.quorum_nodes,
        "dr_region_allowed": setting.recovery_allowed,
    }


def _backup_window_hours(setting: Setting) -> float:
    """Return the time of the longest full backup: database and filestore are copied side by side. Unit: hours."""
    limit = min((disk.mbps * disk.count for disk in setting.database.disks if disk.purpose == "data"), default=0)
    base_rate = setting.knowledge.sizing_facts["pg_basebackup_rate"].value or 0.0
    database_rate = min(base_rate, limit / 1.048576) if limit else base_rate
    file_rate = setting.knowledge.recovery_steps["restore_rate_filestore"].value_likely
    data = setting.sizing.data
    return max(copy_minutes(data.database_gib, database_rate), copy_minutes(data.filestore_gib, file_rate)) / 60


def _figures(setting: Setting, result: Resilience, chosen: PatternResult, extent: Extent) -> tuple[Figure, ...]:
    def step_inputs(steps: tuple[object, ...]) -> tuple[Input, ...]:
        return tuple(
            Input(step.name, step.minutes_likely, "minutes", f"{step.words}; {step.source}")  # type: ignore[attr-defined]
            for step in steps
        )

    rto = Figure(
        "recovery.rto_minutes",
        "Recovery time of the pattern chosen",
        round(chosen.rto_minutes, 2),
        "minutes",
        "sum of the steps; of steps that run side by side the longest counts",
        step_inputs(chosen.steps),
        "recovery steps: sources with each; sizing-models 12",
    )
    rpo = Figure(
        "recovery.rpo_minutes",
        "Data loss of the pattern chosen",
        round(chosen.rpo_minutes, 3),
        "minutes",
        "backup or archive interval, or replication lag at the peak write rate",
        (
            Input("Peak WAL rate", round(setting.sizing.data.wal_mib_per_s_peak, 4), "MiB/s", "sizing"),
            Input("Replication lag", round(extent.lag_minutes * 60, 2), "s", replication_lag_s.words),
        ),
        "sizing-models 12; design policies (judgement)",
    )
    restore = Figure(
        "recovery.restore_hours",
        "Full restore from backup",
        round(result.restore_hours, 3),
        "hours",
        "technical steps of a point-in-time restore, without notice and without the users' own checks",
        step_inputs(tuple(step for step in result.backup_steps if step.stage == "technical")),
        "recovery steps: sources with each",
    )
    return rto, rpo, restore
