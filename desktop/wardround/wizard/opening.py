"""From a file, a sample or a profile to an open engagement. Runs off the GUI thread; knows no widget."""

from __future__ import annotations

import contextlib
import getpass
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from wardround.assessment import Assessment, read_assessment, with_value, write_assessment
from wardround.catalogue import Catalogue
from wardround.engine import assess
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.store import EngagementFile, FileInUse, FileRefused, NotSaved
from wardround.wizard.engagement_names import is_store
from wardround.workshop.elsewhere import Helper
from wardround.workshop.fresh import from_profile
from wardround.workshop.in_full import InFull
from wardround.workshop.open_engagement import OpenEngagement
from wardround.workshop.own_risks import RiskPackRefused, knowledge_with_own_risks
from wardround.workshop.profiles import profile_file
from wardround.workshop.reading import read_engagement, refuse_problems
from wardround.workshop.whole_writes import NotWritten, write_together


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens and begins engagements, and holds what every one of them is judged by."""

    catalogue: Catalogue
    knowledge: Knowledge
    assess: Callable[..., Findings]
    in_full: InFull | None = None
    """What is worked out beside the single answer; None for the single answers alone."""
    helper: Helper | None = None
    """The process beside the window that works it out; None where this one does."""
    remark: str = ""
    """What a person should know before they begin; '' for nothing."""

    @classmethod
    def load(cls) -> Self:
        """Load the facts that travel with Wardround, the firm's own risks, and the engine. Raises ShippedFileMissing.

        A pack of risks with a problem is left out as a whole, which is said.
        """
        catalogue, remark = Catalogue.load(), ""
        try:
            knowledge = knowledge_with_own_risks()
        except RiskPackRefused as refused:
            knowledge = Knowledge.load()
            remark = f"The firm's own risks were left out. {refused.lines[0]}"
        return cls(catalogue, knowledge, assess, InFull(catalogue, knowledge), remark=remark)

    def opened(self, path: Path) -> OpenEngagement:
        """Open an engagement file. Raises FileRefused."""
        file = EngagementFile.open(path)
        try:
            return OpenEngagement(file, now=now, by=_author(file.assessment()))
        except BaseException:
            file.close()
            raise

    def new(self, path: Path, profile: str, client: str) -> OpenEngagement:
        """Begin an engagement from a profile, where every value is assumed, or blank for ''.

        Raises UnknownName, FileInUse or NotWritten.
        """
        assessment = from_profile(profile) if profile else Assessment()
        return self.begun(path, with_value(assessment, "engagement.client", client) if client else assessment)

    def of_sample(self, path: Path, name: str) -> OpenEngagement:
        """Begin an engagement as a sample was answered for its made-up client. Raises as `new`."""
        return self.begun(path, read_assessment(profile_file(name).read_bytes()))

    def of_json(self, path: Path, source: Path) -> OpenEngagement:
        """Begin an engagement with what a JSON file holds. Raises FileNotRead, EngagementRefused, or as `new`."""
        assessment = read_engagement(source)
        refuse_problems(assessment, self.catalogue, self.knowledge)
        return self.begun(path, assessment)

    def begun(self, path: Path, assessment: Assessment) -> OpenEngagement:
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
        return self.opened(path)

    def save_json(self, path: Path, assessment: Assessment) -> None:
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
