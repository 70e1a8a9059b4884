"""Reading an engagement from the window's file or from JSON, and refusing it with all its problems."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from wardround.assessment import (
    Assessment,
    AssessmentRefused,
    Problem,
    UnknownPath,
    problems_of,
    read_assessment,
    with_value,
)
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.store import EngagementFile, FileRefused, NotSaved, recovered
from wardround.tables import why_not_read
from wardround.workshop.one_line import one_line
from wardround.workshop.references import reference_problems
from wardround.workshop.refused import Refused, UnknownName

MOST_MIB = 64
"""The largest JSON that is read; a network of hospitals needs a hundredth of it."""
_SQLITE = b"SQLite format 3\0"


class FileNotRead(Refused):
    """The file cannot be read at all."""

    def __init__(self, path: Path, what: str) -> None:
        """Take ``what`` as the sentence that follows the path."""
        super().__init__(f"{path}: {what}")


class EngagementRefused(Refused):
    """The content of a file is no engagement; one line per problem, each with the path of its field."""

    def __init__(self, problems: tuple[Problem, ...], file: Path | None = None) -> None:
        """Take all problems at once, so that a person can mend them in one go; ``file`` places the fieldless."""
        place = f"{file}: " if file else ""
        lines = (str(problem) if problem.path or problem.label else f"{place}{problem}" for problem in problems)
        super().__init__(*map(one_line, lines))
        self.problems = problems


def read_engagement(path: Path) -> Assessment:
    """Return the assessment in a file. Raises FileNotRead or EngagementRefused."""
    if _is_database(path):
        try:
            with EngagementFile.open(path) as file:
                return file.assessment()
        except FileRefused as error:
            raise Refused(str(error)) from error
    try:
        return read_assessment(_content(path))
    except AssessmentRefused as error:
        raise EngagementRefused(error.problems, path) from error
    except ValueError as error:
        # Python refuses numbers of thousands of digits with an error of its own.
        raise FileNotRead(path, f"this is not readable JSON ({one_line(str(error))})") from error


def checked_engagement(path: Path, catalogue: Catalogue, knowledge: Knowledge) -> Assessment:
    """Return the assessment in a file that has nothing wrong. Raises FileNotRead or EngagementRefused."""
    assessment = read_engagement(path)
    refuse_problems(assessment, catalogue, knowledge)
    return assessment


def worth_a_look(assessment: Assessment, today: date) -> tuple[str, ...]:
    """Return what is no mistake in the answers and still hardly meant, in sentences."""
    finish = assessment.engagement.target_finish_date.value
    if finish is not None and finish < today:
        return (f"Target finish date: {finish.day} {finish:%B %Y} has passed; every plan ends later than that.",)
    return ()


def refuse_problems(assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge) -> None:
    """Do nothing if every name in the answers and in each scenario is known. Raises EngagementRefused."""
    problems = reference_problems(assessment, catalogue, knowledge)
    problems += scenario_problems(assessment, catalogue, knowledge)
    if problems:
        raise EngagementRefused(problems)


def scenario_problems(assessment: Assessment, catalogue: Catalogue, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return what each scenario breaks that was whole before it."""
    known = set(reference_problems(assessment, catalogue, knowledge))
    problems: list[Problem] = []
    for scenario in assessment.scenarios:
        place, changed = f"scenarios[{scenario.key}]", assessment
        for number, change in enumerate(scenario.changes, start=1):
            try:
                changed = with_value(changed, change.path, change.value)
            except (UnknownPath, ValidationError) as error:
                problems += _broken_change(error, f"{place}.changes[{number}]", scenario.title, change.path)
        problems += [
            Problem(f"{place}: {problem.path}", problem.label, problem.what)
            for problem in reference_problems(changed, catalogue, knowledge)
            if problem not in known
        ]
    return tuple(problems)


def under_scenario(assessment: Assessment, name: str) -> Assessment:
    """Return the assessment as a scenario changes it; as it is for an empty name. Raises UnknownName."""
    if not name:
        return assessment
    names = tuple(scenario.key for scenario in assessment.scenarios)
    if name not in names:
        raise UnknownName("scenario", name, names)
    return assessment.under(name)


def recover_engagement(damaged: Path, target: Path, at: datetime) -> int:
    """Save what can be read of a damaged file into a new one; return the revisions saved. Raises Refused."""
    _first_bytes(damaged, 1)
    try:
        return recovered(damaged, target, at, "recovery")
    except (FileRefused, NotSaved) as error:
        raise Refused(str(error)) from error


def open_answers(assessment: Assessment) -> int:
    """Return how many questions nobody has answered yet."""
    return sum(answer.is_open for _, answer in assessment.answers())


def _broken_change(error: UnknownPath | ValidationError, place: str, title: str, changed_path: str) -> list[Problem]:
    if isinstance(error, UnknownPath):
        return [Problem(place, title, str(error))]
    return [Problem(place, title, f"{changed_path}: {problem.what}") for problem in problems_of(error, Assessment)]


def _is_database(path: Path) -> bool:
    return _first_bytes(path, len(_SQLITE)) == _SQLITE


def _content(path: Path) -> bytes:
    most = MOST_MIB * 1024 * 1024
    content = _first_bytes(path, most + 1)
    if len(content) > most:
        raise FileNotRead(path, f"this file is larger than {MOST_MIB} MiB, and no engagement is")
    return content


def _first_bytes(path: Path, number: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(number)
    except (OSError, ValueError) as error:
        raise FileNotRead(path, _why_not_read(path, error)) from error


def _why_not_read(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, ValueError):
        return "no file can have this name"
    if path.is_dir():
        return "this is a folder; name the engagement file in it"
    return why_not_read(path, error)
