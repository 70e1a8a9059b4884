"""The sampled load is the load of the single answer where nothing is drawn, and follows each input that is."""

import numpy as np
import pytest

from tests.engine.samples import SAMPLES
from tests.engine.spread.sampled import Engagement, engagement
from wardround.engine.spread.inputs import Draws, one_at_a_time


@pytest.fixture(scope="module", params=SAMPLES)
def of(request: pytest.FixtureRequest) -> Engagement:
    return engagement(request.param)


def test_with_nothing_drawn_it_is_the_single_answer(of: Engagement) -> None:
    load = of.model.sampled(Draws((), {}, 1), of.knowledge)
    demand, hour = of.findings.demand, of.findings.demand.design_hour
    day = demand.day_types.index(hour.day_type)
    assert load.interactive_per_s[0] == pytest.approx(demand.interactive_per_s[day][hour.hour_utc])
    assert load.machine_per_s[0] == pytest.approx(demand.machine_per_s[day][hour.hour_utc])
    assert load.batch_per_s[0] == pytest.approx(demand.batch_per_s[day][hour.hour_utc])
    assert load.active_users[0] == pytest.approx(hour.active_users)
    assert load.application_s[0] == pytest.approx([row.application_cpu_s for row in demand.services])
    assert load.database_s[0] == pytest.approx([row.database_cpu_s for row in demand.services])
    assert load.growth[0] == pytest.approx(demand.user_growth_factor)
    assert load.data_growth[0] == pytest.approx(demand.data_growth_factor)


def test_one_at_a_time_starts_with_the_single_answer(of: Engagement) -> None:
    draws = one_at_a_time(of.inputs)
    load = of.model.sampled(draws, of.knowledge)
    cores = (load.per_s * (load.application_s + load.database_s)).sum(axis=1) + load.running_reports
    assert cores[0] == pytest.approx(of.findings.demand.design_hour.cpu_cores)
    low, high = cores[1::2], cores[2::2]
    names = [row.input_id for row in of.inputs]
    paced = np.array([name.startswith("think.") for name in names])
    grows = ~paced & np.array([name != "fact.db_size_gb" for name in names])  # a larger database grows less steeply
    assert np.all(low[grows] <= high[grows] * (1 + 1e-9))
    assert np.all(low[paced] >= high[paced] * (1 - 1e-9)), "slower people load less"


def test_every_input_is_there_once(of: Engagement) -> None:
    names = [row.input_id for row in of.inputs]
    assert len(names) == len(set(names))
    assert all(row.label and row.label == row.label.strip() for row in of.inputs)
