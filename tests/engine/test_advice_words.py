"""What is said aloud to a client: no codes, ids, dollars or broken plurals; for samples, stories and a blank."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.advice import BANISHED, BARE_ID, CODE, DOLLARS, ONE_OF_MANY, sentences
from tests.engine.samples import SAMPLES, findings, found, sample
from tests.engine.stories import told
from wardround.assessment import Assessment
from wardround.engine import Findings

CLIENTS: dict[str, Callable[[], Findings]] = {
    **{name: lambda name=name: findings(name) for name in SAMPLES},  # type: ignore[misc]
    **{
        f"{name}, {row.key}": lambda name=name, key=row.key: findings(name, key)  # type: ignore[misc]
        for name in SAMPLES
        for row in sample(name).scenarios
    },
    "clinics": lambda: told("clinics"),
    "hospital": lambda: told("hospital"),
    "nobody": lambda: found(Assessment()),
}


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_every_sentence_can_be_read_aloud(client: str) -> None:
    for text in sentences(CLIENTS[client]()):
        assert text == text.strip()
        assert "  " not in text
        for unwanted in (BARE_ID, CODE, DOLLARS, ONE_OF_MANY):
            assert not unwanted.search(text), text
        assert not [phrase for phrase in BANISHED if phrase in text], text
        assert " ." not in text, text
        assert ".." not in text, text


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_lone_tenant_is_not_set_apart_from_others(client: str) -> None:
    result = CLIENTS[client]()
    alone = [one for one in result.decisions if one.decision_id == "tenancy"]
    for decision in alone:
        text = " ".join([decision.question, decision.words, *(option.title for option in decision.options)])
        assert "other tenants" not in text
        assert "all tenants" not in text


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_words_on_redis_and_ingress_count_the_nodes_that_are_built(client: str) -> None:
    result = CLIENTS[client]()
    numbers = {2: "two", 3: "three"}
    built = {role.role: role.nodes for role in result.deployment if role.environment == "production"}
    for decision_id, role in (("redis_persistence", "redis"), ("ingress", "ingress")):
        made = next((one for one in result.decisions if one.decision_id == decision_id), None)
        if made is not None and built.get(role, 0) > 1:
            title = next(option.title for option in made.options if option.option_id == made.chosen)
            assert numbers[built[role]] in title.lower()


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_only_executive_matters_ask_for_a_signature(client: str) -> None:
    signed = {one.decision_id for one in CLIENTS[client]().decisions if one.needs_sign_off}
    families = {decision_id.partition(".")[0] for decision_id in signed}
    assert families <= {"region", "tenancy", "platform", "recovery_pattern", "hosting", "purchase"}
    assert "tenancy.non_production" not in signed


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_design_in_one_region_says_so_where_another_was_named(client: str) -> None:
    result = CLIENTS[client]()
    region = next(one for one in result.decisions if one.decision_id == "region")
    elsewhere = [role for role in result.deployment if role.environment == "disaster_recovery"]
    idle = "keeps no servers in the region named to recover in"
    if elsewhere:
        assert idle not in region.words
    assert not [one for one in result.decisions for option in one.options for reason in option.reasons
                if "takes over" in reason.text and one.decision_id == "region"]  # fmt: skip
    if "recovery environment is in scope" in " ".join(note.text for note in result.notes):
        assert not elsewhere


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_expressroute_is_advised_only_where_callers_wait_for_what_stays(client: str) -> None:
    result = CLIENTS[client]()
    link = next(one for one in result.decisions if one.decision_id == "hybrid_link")
    if "We advise ExpressRoute" in link.words or "rather take ExpressRoute" in link.words:
        assert result.facts["latency_sensitive_onprem"].value is True
        assert result.facts["latency_sensitive_onprem"].origin != "default"
