"""Engagements to ask about: a blank one, and the hospital of the sample."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deliverables.example_findings import AS_OF
from tests.wizard.frame import example_findings
from tests.workshop.desk import begun, sample
from wardround.assessment import Assessment
from wardround.wizard.opening import Opener
from wardround.wizard.session import Session


def session_of(path: Path, assessment: Assessment, opener: Opener) -> Session:
    return Session(
        begun(path, assessment),
        opener.catalogue,
        opener.knowledge,
        assess=example_findings,
        today=lambda: AS_OF,
    )


@pytest.fixture
def blank(tmp_path: Path, opener: Opener) -> Iterator[Session]:
    made = session_of(tmp_path / "blank.wardround", Assessment(), opener)
    yield made
    made.close()


@pytest.fixture
def hospital(tmp_path: Path, opener: Opener) -> Iterator[Session]:
    made = session_of(tmp_path / "hospital.wardround", sample(), opener)
    yield made
    made.close()
