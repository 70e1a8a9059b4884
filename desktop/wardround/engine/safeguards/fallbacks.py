"""How the work of each process goes on while it stands still: who starts what, for how long, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.assessment.recovery import ProcessObjective
from wardround.engine.findings import ProcessRecovery
from wardround.engine.findings.safeguards import Fallback
from wardround.engine.process_recovery import MINUTES_PER_HOUR, said
from wardround.engine.safeguards.ground import Ground


def fallbacks(ground: Ground) -> tuple[Fallback, ...]:
    """Return one for each process that the client named, the most critical first. What nobody said stays open."""
    rows = {row.key: row for row in ground.setting.assessment.recovery.processes}
    found = [_fallback(ground, rows[each.key], each) for each in ground.recovery.processes if each.key in rows]
    return tuple(sorted(found, key=lambda each: (-each.criticality, each.back_minutes, each.name)))


def _fallback(ground: Ground, row: ProcessObjective, process: ProcessRecovery) -> Fallback:
    usual = ground.setting.knowledge.business_processes.get(row.process_id)
    entered = row.re_entry or (usual.re_entry_after if usual else "")
    return Fallback(
        key=row.key,
        name=row.name,
        criticality=row.criticality,
        workaround=row.workaround,
        trigger=row.workaround_starter,
        instead=usual.manual_workaround if usual else "",
        entered_after=entered,
        entered_usual=bool(entered) and not row.re_entry,
        carries_minutes=None if row.workaround_hours is None else row.workaround_hours * MINUTES_PER_HOUR,
        back_minutes=process.effective_rto_minutes,
        restore_minutes=ground.recovery.data_restore_minutes,
        rpo_minutes=process.promised_rpo_minutes,
        tested=row.last_tested,
        open=tuple(_open(row, process)),
    )


def _open(row: ProcessObjective, process: ProcessRecovery) -> Iterator[str]:
    if row.workaround == "none":
        yield "Is there any way to work without the ERP, and for how long?"
    else:
        if not row.workaround_starter:
            yield "Who decides that the workaround starts?"
        if row.workaround_hours is None:
            yield "For how long does the workaround carry?"
        elif row.workaround_hours * MINUTES_PER_HOUR < process.effective_rto_minutes:
            gap = said(process.effective_rto_minutes - row.workaround_hours * MINUTES_PER_HOUR)
            yield f"How does work go on when the workaround of “{row.name}” ends {gap} before the ERP is likely back?"
        if row.last_tested is None:
            yield "When was it last tried?"
    if not row.re_entry:
        yield "What is entered afterwards, by whom and in which order?"
    for name in process.unknown_needs:
        yield f"When would “{name}” be back?"
