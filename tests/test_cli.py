"""The command line: what each command says, writes and refuses."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.knowledge.test_risk_pack import pack
from wardround import __version__, cli, shipped

SAMPLES = Path(shipped.template("samples"))
AS_OF = ["--as-of", "2026-11-25"]
Outcome = tuple[int, str, str]
Call = Callable[..., Outcome]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Return a function that runs the command line and returns its exit code, output and errors."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*arguments: str | Path) -> Outcome:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse ends by itself
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    """Return a copy of the clinic group that a test may change."""
    path = tmp_path / "lakeside.json"
    path.write_bytes((SAMPLES / "clinic-group.json").read_bytes())
    return path


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def set_answer(section: str, field: str, value: object) -> Callable[[dict[str, Any]], None]:
    def edit(content: dict[str, Any]) -> None:
        content.setdefault(section, {})[field] = {"value": value, "standing": "stated"}

    return edit


# Help, version, window


def test_the_version_is_told(call: Call) -> None:
    assert call("--version") == (0, f"wardround {__version__}\n", "")


@pytest.mark.parametrize("command", ["new", "check", "assess", "explain", "schema", "recover", "open"])
def test_the_help_of_each_command_has_examples_of_it(call: Call, command: str) -> None:
    code, said, _ = call(command, "--help")
    assert code == 0
    assert f"\n  wardround {command}" in said.partition("example")[2]


def test_help_names_all_commands_and_has_examples(call: Call) -> None:
    code, said, _ = call("--help")
    assert code == 0
    assert "\n  wardround assess " in said.partition("examples:")[2]
    assert all(f"\n    {command} " in said for command in ("new", "check", "assess", "explain", "open"))


def test_the_help_of_new_names_every_profile(call: Call) -> None:
    _, said, _ = call("new", "--help")
    assert all(path.stem in said for path in SAMPLES.glob("*.json"))


@pytest.mark.parametrize("heavy", ["pydantic", "numpy", "openpyxl", "reportlab", "rich", "PySide6", "sqlite3"])
def test_importing_the_command_line_loads_nothing_heavy(heavy: str) -> None:
    program = f"import sys, wardround.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("missing", ["PySide6", "PySide6.QtGui"])
def test_where_qt_cannot_be_loaded_a_calm_line_says_what_is_missing(
    call: Call, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    reason = "libEGL.so.1 is not there"

    def no_qt(_name: str) -> object:
        raise ImportError(reason, name=missing)

    without_qt = ModuleType("wardround.wizard")
    vars(without_qt)["__getattr__"] = no_qt
    monkeypatch.setitem(sys.modules, "wardround.wizard", without_qt)
    assert call("open", "lakeside.wardround") == (
        2,
        "",
        "The window cannot open here: libEGL.so.1 is not there. The other commands work without it.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["asess"], "invalid choice: 'asess'"),
        (["assess", "x.json"], "required: --out"),
        (["assess", "x.json", "--out", "o", "--as-of", "31.03.2027"], "'31.03.2027' is not a date from 2000-01-01"),
        (["assess", "x.json", "--out", "o", "--as-of", "0001-01-01"], "'0001-01-01' is not a date"),
        (["assess", "x.json", "--out", ""], "argument --out: the name is empty"),
        (["check"], "required: FILE"),
        (["check", " "], "argument FILE: the name is empty"),
        (["check", "x.json", "--loud"], "unrecognized arguments: --loud"),
    ],
)
def test_arguments_that_make_no_sense_are_refused_in_one_line(call: Call, arguments: list[str], what: str) -> None:
    code, said, problem = call(*arguments)
    assert (code, said, problem.count("\n")) == (2, "", 1)
    assert what in problem
    assert "--help)" in problem


# new


@pytest.mark.parametrize("profile", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_a_new_engagement_from_each_profile_has_no_problems(call: Call, tmp_path: Path, profile: str) -> None:
    file = tmp_path / "fresh.json"
    code, said, _ = call("new", profile, file)
    assert code == 0
    assert "every value in it is an assumption" in said.lower()
    assert call("check", file)[0] == 0


def test_an_unknown_profile_is_refused_with_the_list(call: Call, tmp_path: Path) -> None:
    code, _, problem = call("new", "clinic", tmp_path / "fresh.json")
    assert code == 2
    assert problem.startswith("There is no profile 'clinic'. Did you mean clinic-group? There are clinic-group,")
    assert not (tmp_path / "fresh.json").exists()


def test_a_file_that_is_there_is_not_replaced_unless_forced(call: Call, engagement: Path) -> None:
    before = engagement.read_bytes()
    code, _, problem = call("new", "shared-services", engagement)
    assert code == 2
    assert "is there already" in problem
    assert engagement.read_bytes() == before
    assert call("new", "shared-services", engagement, "--force")[0] == 0
    assert engagement.read_bytes() != before


def test_a_new_engagement_for_the_window_can_be_checked_too(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "fresh.wardround"
    assert call("new", "clinic-group", file)[0] == 0
    assert file.read_bytes().startswith(b"SQLite format 3")
    assert call("check", file)[0] == 0


# check


def test_a_whole_file_is_told_to_have_no_problems_and_its_open_questions(call: Call, engagement: Path) -> None:
    code, said, problem = call("check", engagement)
    assert (code, problem) == (0, "")
    assert "no problems; " in said
    assert "questions are still open" in said


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (
            set_answer("people", "peak_concurrent_users", "many"),
            "people.peak_concurrent_users.value (Users and concurrency, Peak concurrent users)",
        ),
        (
            set_answer("platform", "azure_region", "westeurop"),
            "platform.azure_region (Preferred Azure region): 'westeurop' is no Azure region that Wardround",
        ),
        (set_answer("platform", "azure_region", "westeurop"), "Did you mean westeurope"),
        (lambda content: content.update(sizes={}), "sizes: is not a field of this form"),
        (lambda content: content.update(schema_version=99), "newer than form"),
        (lambda content: content.pop("schema_version"), "'schema_version' is missing"),
    ],
    ids=["not a number", "unknown region", "near region", "unknown section", "newer form", "no form"],
)
def test_a_problem_is_one_line_with_the_path_of_its_field(
    call: Call, engagement: Path, edit: Callable[[dict[str, Any]], None], line: str
) -> None:
    change(engagement, edit)
    code, said, problem = call("check", engagement)
    assert (code, said, problem.count("\n")) == (2, "", 1)
    assert line in problem


def test_all_problems_are_told_at_once(call: Call, engagement: Path) -> None:
    change(engagement, set_answer("people", "peak_concurrent_users", "many"))
    change(engagement, set_answer("recovery", "rto_minutes", -1))
    code, _, problem = call("check", engagement)
    assert code == 2
    assert len(problem.splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not readable JSON"),
        (b"{", "not readable JSON"),
        (b"[]", "should hold one JSON object"),
        (b"\xff\xfe\x00 broken", "not readable JSON"),
        (b"[" * 100_000, "not readable JSON"),
        (b'{"schema_version": ' + b"9" * 5000 + b"}", "not readable JSON"),
        (b'{"schema_version": 1, "people": {"named_users": {"value": NaN, "standing": "stated"}}}', "named_users"),
        (b"SQLite format 3\0 and nothing more", "not a Wardround engagement file"),
        (b"PK\x03\x04 a workbook", "not readable JSON"),
    ],
    ids=["empty", "cut", "a list", "no text", "deep", "long number", "NaN", "database", "zip"],
)
def test_a_file_that_is_no_engagement_is_refused_in_one_line(
    call: Call, tmp_path: Path, content: bytes, what: str
) -> None:
    file = tmp_path / "strange.json"
    file.write_bytes(content)
    code, said, problem = call("check", file)
    assert (code, said, problem.count("\n")) == (2, "", 1)
    assert what in problem
    assert problem.startswith((f"{file}: ", f"{file.name}: ", "people."))
    assert file.read_bytes() == content


@pytest.mark.parametrize("command", [["check"], ["assess", "--out", "made"], ["explain"]])
def test_a_file_that_is_not_there_is_refused(call: Call, tmp_path: Path, command: list[str]) -> None:
    code, _, problem = call(*command, tmp_path / "nowhere.json")
    assert code == 2
    assert problem == f"{tmp_path / 'nowhere.json'}: there is no such file\n"


def test_a_folder_is_no_engagement(call: Call, tmp_path: Path) -> None:
    assert call("check", tmp_path)[2] == f"{tmp_path}: this is a folder; name the engagement file in it\n"


# assess


def test_assess_writes_the_three_documents_and_tells_the_answer(call: Call, engagement: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    code, said, problem = call("assess", engagement, "--out", out, *AS_OF)
    assert (code, problem) == (0, "")
    endings = {path.name.rpartition("-")[2] for path in out.iterdir()}
    assert endings == {"bom.xlsx", "roadmap.pdf", "findings.json"}
    for path in out.iterdir():
        assert f"  {path}\n" in said
    for label in ("Monthly cost", "Response", "Availability", "Recovery", "Go-live", "Top risks", "To ask"):
        assert f"\n  {label} " in said


def test_only_the_kinds_asked_for_are_written(call: Call, engagement: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("assess", engagement, "--out", out, "--only", "json", *AS_OF)[0] == 0
    (made,) = out.iterdir()
    content = json.loads(made.read_text(encoding="utf-8"))
    assert content["as_of"] == "2026-11-25"


def test_a_pack_of_risks_stands_beside_the_library(call: Call, engagement: Path, tmp_path: Path) -> None:
    firm = pack(tmp_path, {"trigger_condition": "named_users >= 0", "modifiers": ""})
    assert call("assess", engagement, "--out", tmp_path / "out", "--only", "json", "--risks", firm, *AS_OF)[0] == 0
    (made,) = (tmp_path / "out").iterdir()
    assert "FIRM-01" in {risk["id"] for risk in json.loads(made.read_text(encoding="utf-8"))["risks"]}


def test_a_bad_pack_of_risks_is_refused_by_row_and_column_and_nothing_is_written(
    call: Call, engagement: Path, tmp_path: Path
) -> None:
    firm = pack(tmp_path, {"base_impact": "9"})
    code, said, problem = call("assess", engagement, "--out", tmp_path / "out", "--risks", firm, *AS_OF)
    assert (code, said) == (2, "")
    assert problem.startswith("firm.csv, row 2, column base_impact: ")
    assert not (tmp_path / "out").exists()


def test_the_same_day_gives_the_same_bytes(call: Call, engagement: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert call("assess", engagement, "--out", tmp_path / folder, *AS_OF)[0] == 0
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--only", "docx"], "There is no document 'docx'"),
        (["--scenario", "nobody"], "There is no scenario 'nobody'"),
    ],
)
def test_a_name_that_is_not_there_is_refused_and_nothing_written(
    call: Call, engagement: Path, tmp_path: Path, options: list[str], what: str
) -> None:
    code, said, problem = call("assess", engagement, "--out", tmp_path / "out", *options, *AS_OF)
    assert (code, said, problem.count("\n")) == (2, "", 1)
    assert problem.startswith(what)
    assert not (tmp_path / "out").exists()


def test_a_file_with_problems_is_not_assessed(call: Call, engagement: Path, tmp_path: Path) -> None:
    change(engagement, set_answer("platform", "azure_region", "atlantis"))
    code, said, problem = call("assess", engagement, "--out", tmp_path / "out", *AS_OF)
    assert (code, said) == (2, "")
    assert problem.startswith("platform.azure_region (Preferred Azure region): 'atlantis'")
    assert not (tmp_path / "out").exists()


def test_a_scenario_has_documents_of_its_own(call: Call, engagement: Path, tmp_path: Path) -> None:
    change(
        engagement,
        lambda content: content.update(
            scenarios=[
                {
                    "key": "growth",
                    "title": "Twice the users",
                    "changes": [{"path": "platform.headroom_pct", "value": 100}],
                }
            ]
        ),
    )
    out = tmp_path / "out"
    assert call("assess", engagement, "--out", out, "--only", "json", *AS_OF)[0] == 0
    code, said, _ = call("assess", engagement, "--out", out, "--only", "json", "--scenario", "growth", *AS_OF)
    assert code == 0
    assert "scenario growth" in said
    plain, grown = sorted((path for path in out.iterdir()), key=lambda path: len(path.name))
    assert grown.name == plain.name.replace("-findings.json", "-growth-findings.json")
    monthly = [json.loads(path.read_text("utf-8"))["totals"]["monthly_usd"] for path in (plain, grown)]
    assert monthly[0] < monthly[1]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ([{"path": "platform.warp_drive", "value": 1}], "leads nowhere"),
        ([{"path": "platform.headroom_pct", "value": "lots"}], "platform.headroom_pct: must be a number"),
        ([{"path": "platform.azure_region", "value": "atlantis"}], "platform.azure_region"),
    ],
    ids=["path", "value", "name"],
)
def test_a_scenario_that_cannot_be_is_a_problem_of_the_file(
    call: Call, engagement: Path, changes: list[dict[str, object]], what: str
) -> None:
    scenario = {"key": "s1", "title": "Strange", "changes": changes}
    change(engagement, lambda content: content.update(scenarios=[scenario]))
    code, _, problem = call("check", engagement)
    assert (code, problem.count("\n")) == (2, 1)
    assert problem.startswith("scenarios[s1]")
    assert what in problem


def test_documents_cannot_go_into_a_file(call: Call, engagement: Path) -> None:
    code, _, problem = call("assess", engagement, "--out", engagement, *AS_OF)
    assert code == 2
    assert problem == f"{engagement} is a file, not a folder; nothing was written\n"


def test_a_document_that_cannot_be_written_leaves_the_older_ones(call: Call, engagement: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("assess", engagement, "--out", out, "--only", "xlsx,json", *AS_OF)
    (older,) = out.glob("*-bom.xlsx")
    older.unlink()
    older.mkdir()
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    code, said, problem = call("assess", engagement, "--out", out, "--only", "xlsx,json", "--as-of", "2027-02-01")
    assert (code, said) == (2, "")
    assert "-bom.xlsx could not be written" in problem
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


# explain


def test_without_a_figure_all_figures_are_listed(call: Call, engagement: Path) -> None:
    code, said, _ = call("explain", engagement, *AS_OF)
    assert code == 0
    assert any(line.startswith("cost.monthly_usd ") for line in said.splitlines())


def test_a_figure_is_explained_with_formula_inputs_and_sources(call: Call, engagement: Path) -> None:
    code, said, _ = call("explain", engagement, "cost.monthly_usd", *AS_OF)
    assert code == 0
    assert said.startswith("cost.monthly_usd = ")
    assert "formula from: " in said
    assert "\n  - " in said


def test_an_unknown_figure_is_refused_with_a_near_name(call: Call, engagement: Path) -> None:
    code, said, problem = call("explain", engagement, "monthly_usd", *AS_OF)
    assert (code, said) == (2, "")
    assert problem.startswith("There is no figure 'monthly_usd'. Did you mean ")


# schema


def test_the_schema_is_json_and_describes_every_section(call: Call) -> None:
    code, said, _ = call("schema")
    assert code == 0
    assert {"engagement", "people", "recovery"} <= set(json.loads(said)["properties"])


def test_the_schema_of_the_findings_is_told_too(call: Call) -> None:
    code, said, _ = call("schema", "findings")
    assert code == 0
    assert {"totals", "line_items", "risks"} <= set(json.loads(said)["properties"])


# recover


def test_what_can_be_read_of_a_damaged_file_is_saved_elsewhere(call: Call, tmp_path: Path) -> None:
    whole, saved = tmp_path / "whole.wardround", tmp_path / "saved.wardround"
    call("new", "clinic-group", whole)
    code, said, _ = call("recover", whole, saved)
    assert code == 0
    assert "recovered up to revision 1" in said
    assert call("check", saved)[0] == 0


@pytest.mark.parametrize("content", [None, b"no database"], ids=["missing", "foreign"])
def test_a_file_that_never_was_an_engagement_cannot_be_recovered(
    call: Call, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "strange.wardround"
    if content is not None:
        file.write_bytes(content)
    code, _, problem = call("recover", file, tmp_path / "saved.wardround")
    assert (code, problem.count("\n")) == (2, 1)
    assert not (tmp_path / "saved.wardround").exists()


# The last resort


def test_a_defect_of_ours_is_one_calm_line_and_a_log_without_answers(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engagement: Path
) -> None:
    def fail(_options: object) -> int:
        message = "Klinikum Nordtal"
        raise ValueError(message)

    monkeypatch.setattr(cli, "_check", fail)
    code, said, problem = call("check", engagement)
    assert (code, said, problem.count("\n")) == (1, "", 1)
    assert problem.startswith("Wardround made a mistake of its own")
    (log,) = (tmp_path / "state" / "wardround").iterdir()
    assert str(log) in problem
    assert "Klinikum" not in log.read_text(encoding="utf-8") + problem
    assert "Traceback" not in problem


def test_a_defect_is_calm_even_where_no_log_can_be_written(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engagement: Path
) -> None:
    def fail(_options: object) -> int:
        raise ZeroDivisionError

    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(cli, "_check", fail)
    code, _, problem = call("check", engagement)
    assert (code, problem.count("\n")) == (1, 1)
    assert "ZeroDivisionError" in problem


def test_a_broken_installation_is_told_as_such(call: Call, monkeypatch: pytest.MonkeyPatch, engagement: Path) -> None:
    def fail(_options: object) -> int:
        raise shipped.ShippedFileMissing("resources/facts.json.gz")

    monkeypatch.setattr(cli, "_check", fail)
    assert call("check", engagement) == (
        1,
        "",
        "Wardround's own file resources/facts.json.gz is missing. Install Wardround again.\n",
    )


def test_a_person_who_stops_a_command_reads_one_word(
    call: Call, monkeypatch: pytest.MonkeyPatch, engagement: Path
) -> None:
    def stop(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", stop)
    assert call("check", engagement) == (130, "", "Stopped.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_a_reader_who_has_read_enough_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "wardround.cli", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


# Progress


def test_a_terminal_sees_a_bar_move(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    with cli.progress_bar() as progress:
        progress(0.42, "Writing the workbook")
    said = capsys.readouterr().out
    assert "Writing the workbook" in said
    assert "42 %" in said


def test_a_program_that_reads_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with cli.progress_bar() as progress:
        progress(0.42, "Writing the workbook")
    assert capsys.readouterr().out == ""
