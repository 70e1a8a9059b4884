"""From a file, a sample or a profile to an open engagement. Runs off the GUI thread; knows no widget."""

from __future__ import annotations

import contextlib
import getpass
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from wardround.assessment import Assessment, read_assessment, with_value, write_assessment
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.store import EngagementFile, FileInUse, FileRefused, NotSaved
from wardround.workshop.fresh import from_profile
from wardround.workshop.open_engagement import OpenEngagement
from wardround.workshop.profiles import profile_file
from wardround.workshop.reading import read_engagement, refuse_problems
from wardround.workshop.whole_writes import NotWritten, write_together

SUFFIX = ".wardround"
_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Facts:
    """What every session judges by, loaded once."""

    catalogue: Catalogue
    knowledge: Knowledge
    assess: Callable[..., Findings]


def facts() -> Facts:
    """Return the facts that travel with Wardround, and the engine. Raises ShippedFileMissing."""
    return Facts(Catalogue.load(), Knowledge.load(), assess)


def is_store(path: Path) -> bool:
    """Return whether a file is one of the window's own, and not JSON; a missing file counts by its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError:
        return path.suffix.lower() != ".json"


def opened(path: Path) -> OpenEngagement:
    """Open an engagement file. Raises FileRefused."""
    file = EngagementFile.open(path)
    try:
        return OpenEngagement(file, now=now, by=_author(file.assessment()))
    except BaseException:
        file.close()
        raise


def begun(path: Path, assessment: Assessment) -> OpenEngagement:
    """Write an engagement to a new file and open it; a file that is there is replaced in one step.

    Raises FileInUse for a file that a window holds, and NotWritten.
    """
    _refuse_if_open(path)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        EngagementFile.create(fresh, assessment, now(), _author(assessment)).close()
        fresh.replace(path)
    except NotSaved as error:
        raise NotWritten(path, OSError(str(error))) from error
    except OSError as error:
        raise NotWritten(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()
    return opened(path)


def blank(client: str) -> Assessment:
    """Return an engagement in which nothing is answered."""
    return named(Assessment(), client)


def of_profile(profile: str, client: str) -> Assessment:
    """Return what a profile starts with: every value assumed. Raises UnknownName."""
    return named(from_profile(profile), client)


def of_sample(name: str) -> Assessment:
    """Return a sample as it was answered for its made-up client. Raises UnknownName."""
    return read_assessment(profile_file(name).read_bytes())


def of_json(path: Path, known: Facts) -> Assessment:
    """Return the engagement in a JSON file. Raises FileNotRead or EngagementRefused."""
    assessment = read_engagement(path)
    refuse_problems(assessment, known.catalogue, known.knowledge)
    return assessment


def named(assessment: Assessment, client: str) -> Assessment:
    """Return an engagement for a client. Raises ValidationError for a name that is too long."""
    return with_value(assessment, "engagement.client", client) if client.strip() else assessment


def save_json(path: Path, assessment: Assessment) -> None:
    """Write the answers as JSON, whole or not at all. Raises NotWritten."""
    write_together({path: write_assessment(assessment).encode()})


def now() -> datetime:
    """Return the moment, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day where this machine stands."""
    return datetime.now().astimezone().date()


def _refuse_if_open(path: Path) -> None:
    if not path.exists() or not is_store(path):
        return
    try:
        EngagementFile.open(path).close()
    except FileInUse:
        raise
    except FileRefused:
        return  # whoever chose the name said that it may be replaced


def _author(assessment: Assessment) -> str:
    return assessment.engagement.author or _logged_in()


def _logged_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without accounts
        return ""
