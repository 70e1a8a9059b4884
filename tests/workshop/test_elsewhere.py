"""What takes seconds is worked out in a process of its own, with the same result; and here where that one is gone."""

import sys
from collections.abc import Iterator
from functools import cache

import pytest

from tests.engine.samples import findings, sample
from wardround.catalogue import Catalogue
from wardround.knowledge import Knowledge
from wardround.workshop.elsewhere import COMPARED, Gone, Helper, InFullElsewhere
from wardround.workshop.in_full import InFull

SAMPLE = "clinic-group"
FEW = 40


class ThoughtBetter(Exception):
    """Somebody no longer wants the answer."""


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    made = Helper()
    yield made
    made.close()


def by(helper: Helper) -> InFullElsewhere:
    return InFullElsewhere(Catalogue.load(), Knowledge.load(), helper=helper)


@cache
def here() -> InFull:
    return InFull(Catalogue.load(), Knowledge.load())


def test_the_spread_found_elsewhere_is_the_one_found_here(helper: Helper) -> None:
    shares: list[float] = []
    found = by(helper).spread(findings(SAMPLE), sample(SAMPLE), FEW, quick=True, told=shares.append)
    assert found == here().spread(findings(SAMPLE), sample(SAMPLE), FEW, quick=True)
    assert found.spread is not None
    assert shares, "progress is told"
    assert not helper.is_gone


def test_work_no_longer_wanted_stops_and_the_next_is_done(helper: Helper) -> None:
    def think_better(_share: float) -> None:
        raise ThoughtBetter

    with pytest.raises(ThoughtBetter):
        by(helper).compared(findings(SAMPLE), sample(SAMPLE), think_better)
    assert by(helper).spread(findings(SAMPLE), sample(SAMPLE), FEW, quick=True).spread is not None
    assert not helper.is_gone


@pytest.mark.parametrize(
    "program",
    [
        "",
        "import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write(bytes(7) + b'a' + b'no pickle' * 20)",
    ],
    ids=["ends at once", "answers nonsense"],
)
def test_where_the_other_process_fails_the_work_is_done_here(program: str) -> None:
    helper = Helper((sys.executable, "-c", program))
    found = by(helper).spread(findings(SAMPLE), sample(SAMPLE), FEW, quick=True)
    assert found == here().spread(findings(SAMPLE), sample(SAMPLE), FEW, quick=True)
    assert helper.is_gone


def test_where_there_is_no_such_program_the_work_is_done_here() -> None:
    helper = Helper(("/no/such/program",))
    assert helper.is_gone
    with pytest.raises(Gone):
        helper.ask(COMPARED, findings(SAMPLE), sample(SAMPLE), lambda _share: None)


def test_a_work_that_cannot_be_done_there_is_done_here(helper: Helper) -> None:
    with pytest.raises(Gone):
        helper.ask("spread", findings(SAMPLE), sample(SAMPLE), lambda _share: None, samples=-1)
    assert not helper.is_gone


def test_it_ends_when_nobody_can_ask_any_more() -> None:
    helper = Helper()
    helper.close()
    assert helper.ended(20.0)
