"""Figures explained on a terminal."""

from types import MappingProxyType

import pytest

from wardround.engine.figure import Figure, Input
from wardround.workshop.explain import explanation, figure_list
from wardround.workshop.refused import UnknownName

CORES = Figure(
    "demand.cpu_cores",
    "Cores kept busy",
    9.4,
    "cores",
    "operations a second times CPU seconds an operation",
    (
        Input("growth of users", 1.191, "x", "Anna Weiß, stated", "demand.growth"),
        Input("headroom", 1.2, "x", "default of CON-19 (judgement)"),
    ),
    "utilisation law",
)
GROWTH = Figure(
    "demand.growth",
    "Growth over the horizon",
    1.191,
    "x",
    "(1 + growth a year) to the power of the years",
    (Input("growth a year", 0.06, "share", "Anna Weiß,\nstated"),),
    "compound growth",
)
WORKERS = Figure(
    "production.workers",
    "Workers",
    32,
    "workers",
    "the larger of the two",
    (
        Input("model", 21, "workers", "queue", "demand.cpu_cores"),
        Input("growth again", 1.191, "x", "", "demand.growth"),
        Input("reserve", 2, "workers", "", "figure.that.is.gone"),
    ),
    "judgement",
)
FIGURES = MappingProxyType({figure.name: figure for figure in (WORKERS, CORES, GROWTH)})


def test_the_list_names_each_figure_once_with_value_unit_and_label() -> None:
    lines = figure_list(FIGURES)
    assert [line.split()[0] for line in lines] == ["demand.cpu_cores", "demand.growth", "production.workers"]
    assert lines[0].split(maxsplit=3) == ["demand.cpu_cores", "9.4", "cores", "Cores kept busy"]


def test_an_explanation_gives_value_formula_inputs_and_sources() -> None:
    assert explanation(FIGURES, "demand.growth") == (
        "demand.growth = 1.19 x",
        "  Growth over the horizon: (1 + growth a year) to the power of the years",
        "  formula from: compound growth",
        "  - growth a year: 6.0 % [Anna Weiß, stated]",
    )


def test_a_figure_behind_an_input_is_explained_further_in() -> None:
    lines = explanation(FIGURES, "demand.cpu_cores")
    place = lines.index("  - growth of users: 1.19 x [Anna Weiß, stated]")
    assert lines[place + 1] == "    demand.growth = 1.19 x"
    assert lines[-1].startswith("  - headroom: 1.2 x")


def test_a_figure_explained_once_is_only_named_the_second_time() -> None:
    lines = explanation(FIGURES, "production.workers")
    assert sum(line.strip() == "demand.growth = 1.19 x" for line in lines) == 1
    assert "    demand.growth is explained above" in lines


def test_an_input_whose_figure_is_not_there_stands_without_a_trail() -> None:
    assert explanation(FIGURES, "production.workers")[-1] == "  - reserve: 2 workers"


def test_money_is_told_to_the_cent() -> None:
    cost = Figure("cost", "Cost", 91153.4, "USD/month", "sum", (), "list prices")
    assert explanation({"cost": cost}, "cost")[0] == "cost = 91,153.40 USD/month"


def test_an_availability_is_told_with_its_nines_and_not_rounded_up() -> None:
    up = Figure("up", "Up", 0.99967, "share", "product", (), "agreements")
    assert explanation({"up": up}, "up")[0] == "up = 99.96 %"


def test_figures_that_lead_to_one_another_come_to_an_end() -> None:
    ring = Figure("a", "A", 1, "", "itself", (Input("itself", 1, "", "", "a"),), "judgement")
    assert explanation({"a": ring}, "a")[-1] == "    a is explained above"


def test_an_unknown_figure_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownName, match=r"Did you mean demand\.cpu_cores\?"):
        explanation(FIGURES, "cpu_cores")


def test_an_engagement_without_figures_lists_nothing() -> None:
    assert figure_list({}) == ()
