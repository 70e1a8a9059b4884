"""The spread: the single answer over samples of what is not known exactly."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.engine.samples import AS_OF, SAMPLES, found, sample
from tests.engine.spread.measured import all_measured, with_standing
from wardround.assessment import Assessment, Standing
from wardround.catalogue import Catalogue
from wardround.engine.explore import AGAIN, Exploration, explore
from wardround.engine.findings.spread import Result, Spread
from wardround.engine.spread.hypercube import hypercube
from wardround.engine.spread.inputs import drawn
from wardround.knowledge import Knowledge

FEW = 400
BRUTE = 1000
About = tuple[Result, str]


def spread(of: Assessment, samples: int = FEW, seed: int = 1) -> Spread:
    return explore(
        of, Catalogue.load(), Knowledge.load(), AS_OF, np.random.default_rng(seed), samples, findings=found(of)
    )


@pytest.fixture(scope="module")
def hospital() -> Spread:
    return spread(sample("regional-hospital"))


@pytest.mark.parametrize("name", SAMPLES)
def test_with_everything_measured_the_middle_is_the_single_answer(name: str) -> None:
    of = all_measured(sample(name))
    found_spread = spread(of, 2000)
    for row in found_spread.bands:
        assert row.single is not None
        assert row.p50 == pytest.approx(row.single, rel=0.03), row.name


def test_the_same_seed_gives_the_same_spread(hospital: Spread) -> None:
    assert spread(sample("regional-hospital")) == hospital
    assert spread(sample("regional-hospital"), seed=2) != hospital


def test_bands_hold_their_middle_and_chances_are_shares(hospital: Spread) -> None:
    for row in hospital.bands:
        known = [value for value in (row.p10, row.p50, row.p90) if value is not None]
        assert known == sorted(known), row.name
    assert all(0.0 <= row.share <= 1.0 for row in hospital.chances)


def test_a_firmer_standing_of_everything_never_widens_a_band() -> None:
    widths: list[dict[str, float]] = []
    for standing in (Standing.MEASURED, Standing.DOCUMENTED, Standing.STATED, Standing.ASSUMED):
        found_spread = spread(with_standing(sample("clinic-group"), standing))
        widths.append({row.name: row.width or np.inf for row in found_spread.bands})
    for firm, loose in pairwise(widths):
        for name in ("cost", "application", "database", "growth", "data_growth"):
            assert firm[name] <= loose[name] * 1.02, name  # a hundredth or two are the noise of 400 samples


def test_later_years_never_need_a_larger_size_less_often_where_load_grows(hospital: Spread) -> None:
    tiers = {row.tier for row in hospital.runway}
    assert {"application", "postgresql"} <= tiers
    for tier in tiers:
        by_year = [row.chance for row in hospital.runway if row.tier == tier]
        assert by_year == sorted(by_year)


def test_swings_come_widest_first_and_lie_around_the_single_answer(hospital: Spread) -> None:
    cost = [row for row in hospital.swings if row.result == "cost"]
    apart = [abs((row.at_high or 0.0) - (row.at_low or 0.0)) for row in cost]
    assert apart == sorted(apart, reverse=True)
    single = next(row.single for row in hospital.bands if row.name == "cost")
    assert single is not None
    # A smaller database today means steeper growth of its tables until the horizon: both sides may cost more.
    plain = [row for row in cost if row.input_id != "fact.db_size_gb"]
    assert all(min(row.at_low or 0.0, row.at_high or 0.0) <= single * 1.001 for row in plain)


def test_every_question_says_what_would_answer_it(hospital: Spread) -> None:
    assert hospital.worth_asking
    for row in hospital.worth_asking:
        assert row.artefact
        assert row.command
        assert row.standing != Standing.MEASURED.value
        assert row.band_then[1] - row.band_then[0] < row.band_now[1] - row.band_now[0]


def test_the_band_beside_a_question_is_that_of_the_result_although_fewer_samples_are_drawn_again() -> None:
    found = spread(sample("clinic-group"), AGAIN + 200)
    assert found.worth_asking
    for row in found.worth_asking:
        shown = found.band(row.tier or row.result)
        assert shown is not None
        assert row.band_now == (shown.p10, shown.p90)


def brute_force(of: Assessment, about: About) -> Iterator[tuple[float, str]]:
    """Yield the width of a band with each single input measured, all samples drawn anew with only that one narrowed."""
    work = Exploration.of(of, Catalogue.load(), Knowledge.load(), found(of))
    order = hypercube(np.random.default_rng(1), BRUTE, len(work.inputs))
    for place, asked in enumerate(work.inputs):
        if asked.can_be_asked:
            narrowed = replace(asked, distribution=asked.measured)
            inputs = (*work.inputs[:place], narrowed, *work.inputs[place + 1 :])
            low, high = np.percentile(work.work_out(drawn(inputs, order), frozenset([about]))[about], [10, 90])
            yield float(high - low), asked.input_id


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("regional-hospital", ("cost", "")),
        ("clinic-group", ("response", "application")),
        ("clinic-group", ("response", "database")),
    ],
)
def test_the_question_ranked_first_narrows_most(name: str, about: About) -> None:
    of = sample(name)
    ranked = spread(of, BRUTE).worth_asking
    mine = [row for row in ranked if (row.result, row.tier) == about]
    widths = sorted(brute_force(of, about))
    first = next(width for width, input_id in widths if input_id == mine[0].input_id)
    assert first <= widths[0][0] * 1.02


def test_a_run_that_is_stopped_shows_nothing() -> None:
    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Stopped

    of = sample("clinic-group")
    with pytest.raises(Stopped):
        explore(of, Catalogue.load(), Knowledge.load(), AS_OF, np.random.default_rng(1), FEW, told=stop)
