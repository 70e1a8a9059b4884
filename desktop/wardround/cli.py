"""The command line. What a command needs loads when it runs, so that help and version are there at once."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

from wardround import __version__
from wardround.shipped import ShippedFileMissing, resource
from wardround.workshop.arguments import REFUSED, Parser, day, path
from wardround.workshop.one_line import one_line
from wardround.workshop.refused import Refused

DONE, DEFECT, INTERRUPTED = 0, 1, 130
Command = Callable[[argparse.Namespace], int]


class WindowCannotOpen(Refused):
    """Qt is not installed, or lacks a library of the operating system."""

    def __init__(self, error: ImportError) -> None:
        super().__init__(f"The window cannot open here: {error}. The other commands work without it.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return 0 when done, 2 for refused input, 1 for a defect, 130 when stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old console shows a ? and does not stop
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except Refused as refusal:
        for line in refusal.lines:
            print(one_line(line), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough; Python must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a person
        return _defect(error, options.command or "open")
    return code


def _defect(error: Exception, command: str) -> int:
    """Say calmly that something of ours went wrong, and where it is written down."""
    from wardround.workshop.defects import written_down

    if isinstance(error, ShippedFileMissing):
        print(error, file=sys.stderr)
    else:
        where = written_down(error, command, datetime.now(UTC))
        print(f"Wardround made a mistake of its own and wrote no document. {where}", file=sys.stderr)
    return DEFECT


# --- commands ---------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    from wardround.workshop.fresh import start_engagement
    from wardround.workshop.reading import open_answers

    made = start_engagement(options.profile, options.file, datetime.now(UTC), replace=options.force)
    print(f"{options.file}: a new engagement from the profile {options.profile}.")
    print(f"Every value in it is an assumption to confirm; {open_answers(made)} questions are still open.")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from wardround.catalogue import Catalogue
    from wardround.knowledge import Knowledge
    from wardround.workshop.reading import checked_engagement, open_answers, worth_a_look

    assessment = checked_engagement(options.file, Catalogue.load(), Knowledge.load())
    asked = sum(1 for _ in assessment.answers())
    print(f"{options.file}: no problems; {open_answers(assessment)} of {asked} questions are still open.")
    for sentence in worth_a_look(assessment, _today()):
        print(f"Worth a look: {sentence}")
    return DONE


def _assess(options: argparse.Namespace) -> int:
    from wardround.workshop.assessing import Assessed
    from wardround.workshop.export import documents, kinds_named, require_folder
    from wardround.workshop.headline import headline
    from wardround.workshop.whole_writes import write_together

    kinds = kinds_named(options.only)
    require_folder(options.out)
    with progress_bar() as progress:
        when = options.as_of or _today()
        result = Assessed.from_file(options.file, options.scenario, when, progress, options.risks)
        files = documents(kinds, result, options.out, progress)
        write_together(files)
    print("\n".join(headline(result.assessment, result.findings)))
    print("\nWritten:")
    for file in files:
        print(f"  {file}")
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from wardround.workshop.assessing import Assessed
    from wardround.workshop.explain import explanation, figure_list

    result = Assessed.from_file(options.file, options.scenario, options.as_of or _today(), risks=options.risks)
    figures = result.findings.figures
    print("\n".join(explanation(figures, options.figure) if options.figure else figure_list(figures)))
    return DONE


def _schema(options: argparse.Namespace) -> int:
    from wardround.assessment import json_schema

    if options.kind in {"findings", "loadtest"}:
        print(resource("docs", f"{options.kind}.schema.json").read_text(encoding="utf-8"), end="")
        return DONE
    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))
    return DONE


def _recover(options: argparse.Namespace) -> int:
    from wardround.workshop.reading import recover_engagement

    saved = recover_engagement(options.file, options.newfile, datetime.now(UTC))
    print(f"{options.newfile}: recovered up to revision {saved}. {options.file} was left as it is.")
    return DONE


def _lab(options: argparse.Namespace) -> int:
    from wardround.workshop.lab import LabAnswers

    answers = LabAnswers.of(options.file, simulated=options.simulate)
    print(json.dumps({"cases": answers.cases}, indent=1, ensure_ascii=False, allow_nan=False))
    for line in (*answers.notes, *answers.complaints):
        print(one_line(line), file=sys.stderr)
    return REFUSED if answers.complaints else DONE


def _calibrate(options: argparse.Namespace) -> int:
    from wardround.catalogue import Catalogue
    from wardround.engine.assess import assess
    from wardround.knowledge import Knowledge
    from wardround.workshop.calibrating import Files, calibrated
    from wardround.workshop.calibration_words import calibration_lines, taken
    from wardround.workshop.reading import checked_engagement
    from wardround.workshop.whole_writes import write_together

    catalogue, knowledge = Catalogue.load(), Knowledge.load()
    assessment = checked_engagement(options.file, catalogue, knowledge)
    findings = assess(assessment, catalogue, knowledge, options.as_of or _today())
    files = Files(
        options.odoo_log,
        options.application_use,
        options.database_use,
        options.statements,
        options.application_cpus,
        options.database_cpus,
    )
    found = calibrated(files, assessment, findings, knowledge)
    print("\n".join(calibration_lines(found)))
    if options.into:
        from wardround.assessment import write_assessment

        changed = found.applied(assessment, taken(found, options.take))
        write_together({options.into: write_assessment(changed).encode()})
        print(f"\nWritten: {options.into}; {options.file} was left as it is.")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from wardround.workshop.assessing import Assessed
    from wardround.workshop.verification_words import verification_lines
    from wardround.workshop.verifying import verified

    result = Assessed.from_file(options.file, options.scenario, options.as_of or _today(), risks=options.risks)
    with progress_bar() as progress:

        def watch(share: float) -> bool:
            progress(share, "simulating the busiest hour")
            return True

        found = verified(result.findings, watch)
    print("\n".join(verification_lines(found)))
    return DONE


def _open(options: argparse.Namespace) -> int:
    try:
        from wardround.wizard import open_window

        return open_window(options.file)
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "wardround":
            raise
        raise WindowCannotOpen(error) from error


@contextmanager
def progress_bar() -> Iterator[Callable[[float, str], None]]:
    """Give a function that moves a bar on a terminal; where a program reads, it shows nothing.

    The bar is gone when the work is done: what stays is what the command says.
    """
    if not sys.stdout.isatty():
        yield lambda _share, _what: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<28}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, what: bar.update(task, completed=share, description=what)


def _today() -> date:
    return datetime.now().astimezone().date()


# --- arguments --------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="wardround",
        description="Size, price and de-risk an Odoo-based healthcare ERP on Azure.\n"
        "It can explain every number that it prints.",
        epilog="""\
Without a command the window opens. More on one command: wardround assess --help

examples:
  wardround new clinic-group lakeside.json
  wardround check lakeside.json
  wardround assess lakeside.json --out documents
  wardround explain lakeside.json cost.steady_monthly_usd""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"wardround {__version__}")
    parser.set_defaults(run=_open, file=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    new = _command(
        commands,
        "new",
        _new,
        "start an engagement from a profile",
        "PROFILE is one of clinic-group, regional-hospital, multi-site-network, shared-services.\n"
        "A FILE that ends in .wardround is made for the window; any other is JSON.",
        ["wardround new clinic-group lakeside.json", "wardround new regional-hospital nordtal.json --force"],
    )
    new.add_argument("profile", metavar="PROFILE", help="the kind of client to start from")
    new.add_argument("file", metavar="FILE", type=path, help="the engagement file to make")
    new.add_argument("--force", action="store_true", help="replace FILE if it is there")

    check = _command(
        commands,
        "check",
        _check,
        "say what is wrong with an engagement file",
        "Prints one line per problem with the path of its field, and ends with 2; changes nothing.",
        ["wardround check nordtal.json"],
    )
    check.add_argument("file", metavar="FILE", type=path, help="the engagement file")

    assess = _command(
        commands,
        "assess",
        _assess,
        "write workbook, roadmap and findings of an engagement",
        "Writes CLIENT-bom.xlsx, CLIENT-roadmap.pdf and CLIENT-findings.json: all of them, or none.\n"
        "With --only continuity: CLIENT-continuity.pdf, forms to fill by hand while the ERP stands still.\n"
        "With --only loadtest: CLIENT-loadtest.json, a load test for testers (resources/docs/loadtest.md).",
        [
            "wardround assess nordtal.json --out documents",
            "wardround assess nordtal.json --out documents --only pdf,json --as-of 2027-01-15",
            "wardround assess nordtal.json --out documents --scenario takeover",
        ],
    )
    assess.add_argument("file", metavar="FILE", type=path, help="the engagement file")
    assess.add_argument("--out", metavar="DIR", type=path, required=True, help="where the documents go")
    assess.add_argument(
        "--only", metavar="KINDS", default="", help="some of xlsx,pdf,json,continuity,loadtest (default: first three)"
    )
    _add_case(assess)

    explain = _command(
        commands,
        "explain",
        _explain,
        "say why a figure is what it is",
        "Prints the formula in words, what went in and where it came from. Without FIGURE: lists all.",
        ["wardround explain nordtal.json", "wardround explain nordtal.json cost.steady_monthly_usd"],
    )
    explain.add_argument("file", metavar="FILE", type=path, help="the engagement file")
    explain.add_argument("figure", metavar="FIGURE", nargs="?", default="", help="the name of a figure")
    _add_case(explain)

    schema = _command(
        commands,
        "schema",
        _schema,
        "print the JSON Schema of an engagement file, the findings, or a load test",
        "",
        ["wardround schema > engagement.schema.json", "wardround schema findings"],
    )
    schema.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        choices=("engagement", "findings", "loadtest"),
        default="engagement",
        help="engagement (default), findings or loadtest",
    )

    recover = _command(
        commands,
        "recover",
        _recover,
        "save what can be read of a damaged engagement file",
        "Reads the damaged FILE as far as it goes into NEWFILE and leaves it as it is.",
        ["wardround recover nordtal.wardround nordtal-recovered.wardround"],
    )
    recover.add_argument("file", metavar="FILE", type=path, help="the damaged file")
    recover.add_argument("newfile", metavar="NEWFILE", type=path, help="the file to make")

    calibrate = _command(
        commands,
        "calibrate",
        _calibrate,
        "replace judgement by what a client's servers recorded",
        "Reads the Odoo log, sadf or perfmon exports and pg_stat_statements; shows what they say, how good the fit is\n"
        "and what is refused. With --into the chosen answers go into a new JSON file; FILE stays as it is.\n"
        "Without --take: all but those already measured, changed a lot, or without the peak in the days recorded.",
        [
            "wardround calibrate nordtal.json --odoo-log odoo.log --application-use app.csv --database-use db.csv",
            "wardround calibrate nordtal.json --odoo-log odoo.log --application-use app.csv --into measured.json",
            "wardround calibrate nordtal.json --database-use db.csv --into measured.json --take 1",
        ],
    )
    calibrate.add_argument("file", metavar="FILE", type=path, help="the engagement file")
    calibrate.add_argument("--odoo-log", metavar="LOG", type=path, help="log of the Odoo server with request lines")
    for tier in ("application", "database"):
        calibrate.add_argument(
            f"--{tier}-use", metavar="CSV", type=path, help=f"sadf -d or perfmon export of the {tier} server"
        )
        calibrate.add_argument(
            f"--{tier}-cpus", metavar="N", type=int, help=f"CPUs of the {tier} server, where the export does not say"
        )
    calibrate.add_argument("--statements", metavar="CSV", type=path, help="export of pg_stat_statements")
    calibrate.add_argument(
        "--into", metavar="NEWFILE", type=path, help="write the engagement with the measured answers"
    )
    calibrate.add_argument(
        "--take", metavar="IDS", default="", help="numbers or ids of the answers to take, by commas, or all"
    )
    calibrate.add_argument("--as-of", metavar="DATE", type=day, help="the day to count from (default: today)")

    verify = _command(
        commands,
        "verify",
        _verify,
        "play the busiest hour through and compare with what was predicted",
        "Simulates the hour request by request, with 95 % confidence intervals; it takes up to half a minute.".replace(
            "%", "%%"
        ),
        ["wardround verify nordtal.json"],
    )
    verify.add_argument("file", metavar="FILE", type=path, help="the engagement file")
    _add_case(verify)

    lab = _command(
        commands,
        "lab",
        _lab,
        "solve the queueing networks of a file of your own",
        "Prints JSON; resources/docs/lab.md describes both forms. Malformed cases are named, the others solved.",
        ["wardround lab cases.json > answers.json", "wardround lab cases.json --simulate"],
    )
    lab.add_argument("file", metavar="CASES", type=path, help="the file of cases")
    lab.add_argument(
        "--simulate", action="store_true", help="add an event simulation of each case, with 95 %% confidence intervals"
    )

    window = _command(
        commands, "open", _open, "open an engagement in the window", "", ["wardround open nordtal.wardround"]
    )
    window.add_argument("file", metavar="FILE", type=path, help="the engagement file")
    return parser


def _command(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    run: Command,
    title: str,
    about: str,
    examples: Sequence[str],
) -> argparse.ArgumentParser:
    noun = "example" if len(examples) == 1 else "examples"
    parser = commands.add_parser(
        name,
        help=title,
        description=f"{title[0].upper()}{title[1:]}.\n{about}".rstrip(),
        epilog="\n  ".join([f"{noun}:", *examples]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    return parser


def _add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scenario", metavar="NAME", default="", help="one of the engagement's scenarios")
    parser.add_argument(
        "--as-of", metavar="DATE", type=day, help="the day to count from, as 2027-03-31 (default: today)"
    )
    parser.add_argument("--risks", metavar="PACK", type=path, help="a table of risks of your own, beside the library")


if __name__ == "__main__":
    sys.exit(main())
