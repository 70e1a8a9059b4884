"""What a failure stops, what was said and cannot hold, backups and their tests, and how work goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardround.deliverables.words import ENVIRONMENTS, WORKAROUNDS, sentence, word
from wardround.deliverables.workbook.kinds import Content, Kind
from wardround.deliverables.workbook.material import Material
from wardround.deliverables.workbook.page import Column, Page, Placed
from wardround.engine.findings.safeguards import BackupPlan, Failure, StoppedProcess

NOT_KNOWN = "not known"
NOTHING_FAILS = "No failure was looked at yet."
FAILURE_KINDS = {
    "node": "One server",
    "zone": "Zone",
    "region": "Region",
    "data": "Data",
    "link": "Link",
    "key_vault": "Key vault",
    "identity": "Sign-in",
    "system": "System",
    "interface": "Interface",
}
CONTRADICTION_KINDS = {
    "need": "Needs something promised later",
    "workaround": "Workaround ends too early",
    "downtime": "Longer than can be borne",
    "restore": "A restore takes longer than can be borne",
    "whole": "The whole is looser than a process",
}
FIX_KINDS = {"answer": "another answer", "objective": "another objective", "pattern": "another pattern"}


def failures(page: Page, material: Material) -> None:
    """Write each failure with each process that it stops, one row for those that stop nothing."""
    columns = (
        Column("Kind", 12),
        Column("What fails", 34),
        Column("What it means", 48),
        Column("Back after (min)", 11, Kind.VALUE),
        Column("Work lost (min)", 10, Kind.VALUE),
        Column("Way back tested", 11),
        Column("Process that stops", 30),
        Column("Asked (min)", 10, Kind.MINUTES),
        Column("In time", 11),
        Column("Reached through", 30),
        Column("Workaround", 13),
        Column("Last tested", 13, Kind.DATE),
        Column("Carries (min)", 11, Kind.VALUE),
        Column("Not carried (min)", 11, Kind.VALUE),
        Column("Cost of the failure (USD)", 14, Kind.VALUE),
        Column("How the cost comes about", 40),
    )
    found = material.findings.safeguards
    rows = (row for failure in (found.failures if found else ()) for row in _failure(failure))
    placed = page.table("Failures", columns, rows, NOTHING_FAILS)
    page.note(
        "One failure at a time. The cost stands on each row of a failure and counts once. 'No' under 'Way back tested' "
        "means: the time stands on paper."
    )
    _tint_verdicts(page, placed, {"I": ("late", "in time"), "F": ("no", "yes")})


def _failure(failure: Failure) -> Iterator[Sequence[Content]]:
    head = (
        FAILURE_KINDS[failure.kind],
        failure.name,
        sentence(failure.words),
        NOT_KNOWN if failure.minutes is None else failure.minutes,
        NOT_KNOWN if failure.rpo_minutes is None else failure.rpo_minutes,
        {None: "", True: "yes", False: "no"}[failure.proven],
    )
    cost: Content = NOT_KNOWN if failure.cost_usd is None else failure.cost_usd
    tail = (cost, sentence(failure.cost_words))
    if not failure.stops:
        yield (*head, "none", None, "", "", "", None, None, None, *tail)
    for one in failure.stops:
        yield (*head, *_stopped(one), *tail)


def _stopped(one: StoppedProcess) -> Sequence[Content]:
    works = one.workaround != "none"
    return (
        one.name,
        one.asked_minutes,
        {None: NOT_KNOWN, True: "late", False: "in time"}[one.late],
        ", ".join(one.via),
        word(WORKAROUNDS, one.workaround),
        one.tested,
        (NOT_KNOWN if one.carries_minutes is None else one.carries_minutes) if works else None,
        NOT_KNOWN if one.uncovered_minutes is None else one.uncovered_minutes,
    )


def contradictions(page: Page, material: Material) -> None:
    """Write what was said about recovery and cannot hold, and what would help where no pattern meets everything."""
    found = material.findings.resilience
    columns = (
        Column("Process", 30),
        Column("What contradicts", 30),
        Column("Asked or borne (min)", 12, Kind.MINUTES),
        Column("Promised or taken (min)", 12, Kind.MINUTES),
        Column("Because of", 32),
        Column("Through", 32),
        Column("In words", 70),
    )
    said = (
        (
            each.process,
            CONTRADICTION_KINDS[each.kind],
            each.asked_minutes,
            each.found_minutes,
            each.about,
            ", ".join(each.via),
            each.words,
        )
        for each in found.contradictions
    )
    helps = (
        (
            "All",
            f"Would help: {FIX_KINDS[fix.kind]}",
            None,
            fix.rto_minutes,
            "meets every objective" if fix.meets else "not enough by itself",
            "",
            sentence(fix.words),
        )
        for fix in found.fixes
    )
    nothing = "Nothing that was said about recovery contradicts itself."
    page.table("Contradictions", columns, (*said, *helps), nothing)


def backups(page: Page, material: Material) -> None:
    """Write what is backed up how often and why, how long records are kept, the vault by year, and the tests."""
    safeguards = material.findings.safeguards
    columns = (
        Column("Environment", 30),
        Column("What", 36),
        Column("Every (hours)", 14, Kind.VALUE),
        Column("Kept (days)", 12, Kind.NUMBER),
        Column("Why", 60),
        Column("Source", 44),
    )
    if safeguards is None:
        page.table("Backups", columns, (), NOTHING_FAILS)
        return
    plan = safeguards.backups
    rows = (
        (
            word(ENVIRONMENTS, run.environment),
            run.what,
            "none" if run.interval_minutes is None else round(run.interval_minutes / 60, 4),
            run.kept_days,
            sentence(run.why),
            run.source,
        )
        for run in plan.runs
    )
    placed = page.table("Backups", columns, rows, "No environment has servers.")
    copy = f" and copied to {plan.copy_region}" if plan.copy_region else ""
    page.note(f"{plan.words} The vault is {plan.redundancy}{copy}. {plan.retention_words}", len(columns))
    placed = _retentions(page, plan, placed)
    placed = _vault(page, plan, placed)
    _tests(page, plan, placed)


def _below(placed: Placed) -> int:
    return max(placed.first, placed.last) + 2


def _retentions(page: Page, plan: BackupPlan, above: Placed) -> Placed:
    top = _below(above)
    page.section(top, "How long records are kept")
    columns = (
        Column("What, or which regime", 30),
        Column("Said by", 36),
        Column("Years", 14, Kind.NUMBER),
        Column("Governs", 12),
        Column("Source", 60),
    )
    rows = (
        (each.name, each.said_by, each.years, "longest" if each.governs else "", each.source)
        for each in plan.retentions
    )
    return page.table("Retention", columns, rows, "Nothing that was answered asks for records to be kept.", top + 1)


def _vault(page: Page, plan: BackupPlan, above: Placed) -> Placed:
    top = _below(above)
    page.section(top, "What the vault holds")
    columns = (
        Column("At the end of year", 30, Kind.COUNT),
        Column("Database (GiB)", 36, Kind.ONE_DECIMAL),
        Column("Files (GiB)", 14, Kind.ONE_DECIMAL),
        Column("Vault (GiB)", 12, Kind.ONE_DECIMAL),
    )
    rows = ((year.year, year.database_gib, year.filestore_gib, year.vault_gib) for year in plan.years)
    return page.table("VaultByYear", columns, rows, "No year is planned.", top + 1)


def _tests(page: Page, plan: BackupPlan, above: Placed) -> None:
    top = _below(above)
    page.section(top, "Restore tests and failover drills")
    columns = (
        Column("Day", 30, Kind.DATE),
        Column("What is tested", 36),
        Column("Kind", 14),
        Column("Done on", 12, Kind.DATE),
        Column("Where, and what is checked", 60),
        Column("Who, and against what", 44),
    )
    rows = (
        (
            test.day,
            test.name,
            test.kind,
            None,
            f"{sentence(test.place)}\n" + "\n".join(test.checks),
            f"{test.owner}\n{sentence(test.why)}",
        )
        for test in plan.tests
    )
    page.table("RecoveryTests", columns, rows, "No test is planned.", top + 1)


def fallbacks(page: Page, material: Material) -> None:
    """Write how the work of each process goes on while it stands still."""
    columns = (
        Column("Process", 30),
        Column("Criticality", 10, Kind.SCORE),
        Column("Workaround", 13),
        Column("Last tested", 13, Kind.DATE),
        Column("Who starts it", 24),
        Column("What people do (usual for this kind of process)", 48),
        Column("Carries (hours)", 11, Kind.VALUE),
        Column("Back after (hours)", 11, Kind.NUMBER),
        Column("Back after a restore (hours)", 12, Kind.NUMBER),
        Column("Entered afterwards", 44),
        Column("Who says so", 16),
        Column("To be asked yet", 48),
    )
    found = material.findings.safeguards
    rows = (
        (
            each.name,
            each.criticality,
            word(WORKAROUNDS, each.workaround),
            each.tested,
            each.trigger or NOT_KNOWN,
            each.instead or NOT_KNOWN,
            NOT_KNOWN if each.carries_minutes is None else round(each.carries_minutes / 60, 3),
            round(each.back_minutes / 60, 3),
            round(each.restore_minutes / 60, 3),
            each.entered_after or NOT_KNOWN,
            ("usual practice" if each.entered_usual else "client") if each.entered_after else "",
            "\n".join(each.open),
        )
        for each in (found.fallbacks if found else ())
    )
    page.table("Continuity", columns, rows, "No process is listed yet: type them in step Recovery objectives.")
    page.note(
        "What is usual is a starting point for the talk with each department, not its plan. Forms to fill by hand for "
        "the critical processes are in the continuity document."
    )


def _tint_verdicts(page: Page, placed: Placed, columns: dict[str, tuple[str, str]]) -> None:
    if placed.last < placed.first:
        return
    colours = page.look.brand.colours
    for letter, (bad, good) in columns.items():
        area = f"{letter}{placed.first}:{letter}{placed.last}"
        page.tint(area, f'{letter}{placed.first}="{bad}"', colours.bad_soft)
        page.tint(area, f'{letter}{placed.first}="{good}"', colours.good_soft)
