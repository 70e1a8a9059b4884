"""What contradicts, what a failure stops, how backups are kept and proven: passages of the chapter on recovery."""

from __future__ import annotations

from collections.abc import Iterator

from wardround.deliverables import amounts
from wardround.deliverables.blocks import (
    Block,
    Column,
    Heading,
    Kind,
    Paragraph,
    Points,
    Table,
    Together,
    Verdict,
)
from wardround.deliverables.content.matter import Matter
from wardround.deliverables.words import counted, in_sentences, listed, sentence, shortlist, within
from wardround.engine.findings.resilience import Contradiction
from wardround.engine.findings.safeguards import BackupPlan, Failure, StoppedProcess
from wardround.engine.safeguards.failures import worst_first

_FAILURES_SHOWN = 4
_CONTRADICTIONS_SHOWN = 2
_PROCESSES_NAMED = 3
_FIXES_SHOWN = 3
_TESTS_SHOWN = 2
_RETENTION = 160
_OF_THE_PLATFORM = frozenset({"node", "zone", "region", "data", "link", "key_vault"})
_PLATFORM_SHOWN = 3
ON_PAPER = "on paper"


def contradictions(matter: Matter) -> tuple[Block, ...]:
    """Return what was said about recovery and cannot hold together; that a restore is late is said elsewhere."""
    found = tuple(one for one in matter.findings.resilience.contradictions if one.kind != "restore")
    points = tuple(matter.told(text) for text in in_groups(found))[:_CONTRADICTIONS_SHOWN]
    return (Together((Heading("What cannot hold together"), Points(points))),) if points else ()


def in_groups(found: tuple[Contradiction, ...]) -> Iterator[str]:
    """Yield a sentence for each thing promised too late and each other kind, those with most processes first."""
    groups: dict[tuple[str, str], list[Contradiction]] = {}
    for each in found:
        groups.setdefault((each.kind, each.about), []).append(each)
    for (kind, about), same in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(same) == 1:
            yield same[0].words
            continue
        names = listed(
            shortlist(tuple(f"{one.process} ({amounts.minutes(one.asked_minutes)})" for one in same), _PROCESSES_NAMED)
        )
        longest = amounts.minutes(max(one.found_minutes for one in same))
        if kind == "need":
            yield f"{about} is promised back in {longest}. That is too late for {names}."
        elif kind == "restore":
            yield f"A restore after lost or corrupted data takes {longest}: longer than can be borne by {names}."
        elif kind == "downtime":
            yield f"Back after up to {longest}, which is longer than can be borne by {names}."
        elif kind == "workaround":
            yield f"The workaround ends before the process is back for {names}."
        else:
            yield from (one.words for one in same)


def fixes(matter: Matter) -> tuple[Block, ...]:
    """Return what would help where no pattern meets every objective, and what the pattern chosen costs."""
    found = matter.findings.resilience
    if found.met or not found.fixes:
        return ()
    extra = next((one.extra_monthly_usd for one in found.patterns if one.pattern_id == found.pattern_id), None)
    points = [sentence(matter.told(fix.words)) for fix in found.fixes[:_FIXES_SHOWN]]
    lead = f"The pattern taken costs {matter.money(extra)} a month more than one copy of production. What would help:"
    if extra is None:
        lead = "What would help:"
    return (Together((Heading("What would close the gap"), Paragraph(lead), Points(tuple(points)))),)


def failures(matter: Matter) -> tuple[Block, ...]:
    """Return the failures that stop most, of the platform and of what stands around it."""
    safeguards = matter.findings.safeguards
    if safeguards is None:
        return ()
    ranked = worst_first(safeguards.failures)
    own = [each for each in ranked if each.kind in _OF_THE_PLATFORM][:_PLATFORM_SHOWN]
    others = [each for each in ranked if each.kind not in _OF_THE_PLATFORM][: _FAILURES_SHOWN - len(own)]
    harmless = [each.name for each in safeguards.failures if not each.stops and each.kind in _OF_THE_PLATFORM]
    note = f"One failure at a time; the worst of {len(safeguards.failures)} that were looked at."
    if harmless:
        note += f" Stops nothing: {listed(shortlist(tuple(name[:1].lower() + name[1:] for name in harmless), 5))}."
    if any(each.cost_at_most for each in own + others):
        note += " “At most”: the hourly cost stated is that of the whole ERP."
    table = Table(
        columns=(
            Column("What fails", weight=2.2),
            Column("Stops", weight=1.9),
            Column("Back after", weight=1.2),
            Column("Carried meanwhile", weight=1.4),
            Column("Costs", weight=1.4),
            Column("Verdict", Kind.VERDICT),
        ),
        rows=tuple(_failure(matter, each) for each in (*own, *others)),
        empty="No failure stops a process that is listed.",
        note=note,
    )
    return (Heading("What a failure stops"), table)


def _failure(matter: Matter, failure: Failure) -> tuple[str, str, str, str, str, Verdict]:
    cost = "not known" if failure.cost_usd is None else amounts.money(failure.cost_usd, matter.currency)
    if failure.cost_at_most:
        cost = f"at most {cost}"
    stops = "everything"
    if not failure.everything:
        stops = listed(shortlist(tuple(one.name for one in failure.stops), 2))
    return (
        failure.name,
        stops,
        "not known" if failure.minutes is None else amounts.minutes(failure.minutes),
        _carried(failure.stops),
        cost,
        _verdict(failure),
    )


def _carried(stops: tuple[StoppedProcess, ...]) -> str:
    """Return how many of the processes stopped have a workaround that carries them all the time."""
    whole = sum(one.uncovered_minutes == 0 for one in stops)
    unknown = sum(one.uncovered_minutes is None for one in stops)
    if unknown == len(stops):
        return "not known"
    of_them = f"{whole} of {len(stops)} by hand" if len(stops) > 1 else ("by hand" if whole else "not to the end")
    return f"{of_them}; {unknown} not known" if unknown and len(stops) > 1 else of_them


def _verdict(failure: Failure) -> Verdict:
    late = sum(one.late is True for one in failure.stops)
    if late:
        return Verdict("too late" if late == len(failure.stops) else f"too late for {late}", "bad")
    if any(one.late is None for one in failure.stops):
        return Verdict("open", "warn")
    return Verdict("in time", "good") if failure.proven is not False else Verdict(ON_PAPER, "warn")


def backups(matter: Matter) -> tuple[Block, ...]:
    """Return how backups are kept, how large they grow, and the next tests."""
    safeguards = matter.findings.safeguards
    if safeguards is None:
        return ()
    plan = safeguards.backups
    runs = [run for run in plan.runs if run.environment == "production"]
    kept = f"{_vault(plan)} {in_sentences(matter.told(plan.retention_words), _RETENTION)}"
    often = tuple(f"{within(run.what)} every {amounts.minutes(run.interval_minutes or 0.0)}" for run in runs)
    return Paragraph(f"Of production: {listed(often)}. {kept}" if often else kept), Points(tuple(_tests(plan)))


def _vault(plan: BackupPlan) -> str:
    first, last = plan.years[0], plan.years[-1]
    copy = f", with a copy in {plan.copy_region}" if plan.copy_region else ", with no copy outside the region"
    grown = f"{amounts.gib(first.vault_gib)} today and {amounts.gib(last.vault_gib)} after {counted(last.year, 'year')}"
    return f"The vault holds {grown}{copy}."


def _tests(plan: BackupPlan) -> Iterator[str]:
    told: set[str] = set()
    for test in plan.tests[:_TESTS_SHOWN]:
        why = "" if test.why in told else f" {sentence(test.why)}"
        yield f"{amounts.long_date(test.day)}: {within(test.name)}; {test.owner}.{why}"
        told.add(test.why)
