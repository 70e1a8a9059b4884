"""Pieces of work side by side, whose questions to the queueing network are answered together."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np
import pytest

from tests.engine.samples import sample
from tests.engine.sized import AS_OF, CATALOGUE, KNOWLEDGE, assessment
from wardround.engine.abreast import abreast, alone
from wardround.engine.asked import Carriers, Work
from wardround.engine.assess import in_key_order
from wardround.engine.decisions import settle
from wardround.engine.demand import demand
from wardround.engine.facts import answered
from wardround.engine.network_questions import answer, predicting
from wardround.engine.performance import predict
from wardround.engine.production import group_sizing
from wardround.engine.response import Responses, respond
from wardround.engine.sizing import basis_of, basis_of_group, size
from wardround.engine.tenant_groups import tenant_groups


def counting(name: str, questions: int) -> Generator[str, None, str]:
    for number in range(questions):
        yield f"{name}{number}"
    return name.upper()


def test_questions_of_one_step_are_answered_together_and_results_keep_their_order() -> None:
    heard: list[list[str]] = []
    pieces = [counting("a", 2), counting("b", 0), counting("c", 3)]
    assert abreast(pieces, lambda questions: heard.append(list(questions))) == ["A", "B", "C"]
    assert heard == [["a0", "c0"], ["a1", "c1"], ["c2"]]


def test_work_that_is_alone_comes_to_the_same() -> None:
    assert alone(counting("a", 3)) == "A"
    assert abreast([], lambda _: None) == []


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of each call to the network since."""
    found: list[int] = []

    def counted(work: Work, carriers: Carriers) -> Responses:
        found.append(len(work))
        return respond(work, carriers)

    monkeypatch.setattr("wardround.engine.network_questions.respond", counted)
    return found


def test_tenants_apart_are_sized_as_each_of_them_alone_and_ask_the_network_no_more_often(rows: list[int]) -> None:
    stated = in_key_order(sample("multi-site-network"))
    facts = settle(stated, answered(stated, KNOWLEDGE), CATALOGUE, KNOWLEDGE).facts
    load, _ = demand(stated, facts, KNOWLEDGE, AS_OF)
    found, _ = size(stated, facts, KNOWLEDGE, CATALOGUE, load, AS_OF)
    together = len(rows)
    groups = tenant_groups(stated, facts, KNOWLEDGE)
    assert len(groups) > 1
    whole = basis_of(stated, facts, KNOWLEDGE, CATALOGUE, load, AS_OF, found.region)
    for group in groups:
        rows.clear()
        own = group_sizing(basis_of_group(whole, group), group, measured=False)
        assert together <= len(rows) + 1  # all hours of the main group are one question more at most
        for role in own.roles:
            shown = [
                each
                for each in found.roles
                if (each.environment, each.tenant, each.role) == ("production", role.tenant, role.role)
            ]
            assert [(each.sku, each.nodes, each.needs, each.monthly_usd) for each in shown] == [
                (role.sku, role.nodes, role.needs, role.monthly_usd)
            ]


def test_an_answer_does_not_depend_on_the_company_it_is_given_in(rows: list[int]) -> None:
    stated = assessment(people__named_users=5000, people__peak_concurrent_users=400)
    facts = answered(stated, KNOWLEDGE)
    load, _ = demand(stated, facts, KNOWLEDGE, AS_OF)
    basis = basis_of(stated, facts, KNOWLEDGE, CATALOGUE, load, AS_OF, "eastus2")
    layout = group_sizing(basis, tenant_groups(stated, facts, KNOWLEDGE)[0], measured=False).layout
    small = replace(layout, application=replace(layout.application, nodes=layout.application.nodes + 3))
    services, hours = load.services, len(basis.load.people)
    pieces = [predicting(basis.load, services, [each] * hours) for each in (layout, small)]
    one, other = abreast(pieces, answer)
    assert rows[-1] == 2 * hours
    for found, each in ((one, layout), (other, small)):
        expected = predict(basis.load, services, each)
        assert found.p95_response_s == pytest.approx(expected.p95_response_s, rel=1e-9)
        assert found.worker_util_share == pytest.approx(expected.worker_util_share, rel=1e-9)
        assert np.array_equal(found.saturated, expected.saturated)
