"""Decisions: what is chosen, why, against which wish, and what would change it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.engine.plain_design import PATTERNS, cost, pattern, resilience, role, sizing
from tests.engine.river_hospital import hospital, stated
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue, UnknownRegion
from wardround.engine.decisions import decide, settle
from wardround.engine.decisions.platform import priced_platforms
from wardround.engine.decisions.weighing import NARROW, RULED_OUT, best, con, decision, option, pro
from wardround.engine.facts import answered
from wardround.engine.findings import CommitmentChoice, Cost, Decision, Resilience, RoleSizing
from wardround.engine.findings.kubernetes import PlatformComparison
from wardround.knowledge import Knowledge

KNOWLEDGE, CATALOGUE = Knowledge.load(), Catalogue.load()


def decided(
    assessment: Assessment,
    found: Resilience | None = None,
    bill: Cost | None = None,
    deployment: tuple[RoleSizing, ...] = (),
    region_monthly_usd: Mapping[str, Decimal] | None = None,
) -> dict[str, Decision]:
    settled = settle(assessment, answered(assessment, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    result = decide(
        assessment, settled.facts, sizing(), found or resilience(), deployment, bill or cost(), CATALOGUE, KNOWLEDGE,
        region_monthly_usd=region_monthly_usd,
    )  # fmt: skip
    assert len({one.decision_id for one in result.decisions}) == len(result.decisions)
    return {one.decision_id: one for one in result.decisions}


def chosen(assessment: Assessment) -> dict[str, str]:
    return {name: one.chosen for name, one in decided(assessment).items()}


def reasons(one: Decision, option_id: str) -> str:
    (taken,) = [candidate for candidate in one.options if candidate.option_id == option_id]
    return " ".join(reason.text for reason in taken.reasons)


# --- all of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("assessment", [Assessment(), hospital()], ids=["empty", "hospital"])
def test_every_decision_weighs_two_options_and_can_be_said_aloud(assessment: Assessment) -> None:
    facts = answered(assessment, KNOWLEDGE)
    for one in decided(assessment).values():
        assert len(one.options) >= 2
        assert one.chosen in {candidate.option_id for candidate in one.options}
        assert one.question.endswith("?")
        assert one.would_change.endswith(".")
        assert 1 <= one.words.count(". ") + 1 <= 3
        for candidate in one.options:
            assert candidate.score == sum(r.weight if r.for_it else -r.weight for r in candidate.reasons)
            for reason in candidate.reasons:
                assert set(reason.facts) <= set(facts)
                assert reason.text.endswith(".")


def test_two_runs_decide_the_same() -> None:
    assert decided(hospital()) == decided(hospital())


def test_what_was_settled_before_the_sizing_is_what_is_decided_at_the_end() -> None:
    for assessment in (Assessment(), hospital()):
        settled = settle(assessment, answered(assessment, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
        late = chosen(assessment)
        assert late["region"] == settled.region == settled.facts["azure_region"]
        assert late["platform"] == settled.facts["platform"]
        assert late["redis_role"] == settled.facts["redis_role"]
        assert (late["redis_persistence"] == "replica_appendonly") == settled.facts["redis_ha"]
        assert (late["ingress"] != "single") == settled.facts["ingress_ha"]


# --- weighing -------------------------------------------------------------------------------------------------------


def test_what_is_ruled_out_loses_against_any_sum_of_reasons() -> None:
    loved = option("a", "A", [pro("Good.", 3)] * 5 + [con("Forbidden.", RULED_OUT)])
    poor = option("b", "B", [con("Poor.", 3)])
    assert loved.score > poor.score
    assert best((loved, poor)) is poor


def test_between_equals_the_first_named_wins() -> None:
    assert best((option("a", "A", []), option("b", "B", []))).option_id == "a"


@pytest.mark.parametrize(
    ("lead", "objection", "wished", "signs"),
    [
        (NARROW + 1, 0, "", False),
        (NARROW, 0, "", True),
        (NARROW, 0, "a", False),
        (9, 3, "", True),
        (9, 0, "b", True),
        (9, 0, "a", False),
    ],
)
def test_executives_sign_what_is_close_or_objected_to_or_overrules_them(
    lead: int, objection: int, wished: str, signs: bool
) -> None:
    against = [con("But.", objection)] if objection else []
    options = (option("a", "A", [pro("Yes.", lead + objection), *against]), option("b", "B", []))

    def made(decision_id: str) -> Decision:
        return decision(decision_id, "X?", options, chosen="a", wished=wished, words="", would_change="")

    assert made("region").needs_sign_off is signs
    assert made("tenancy.hospital").needs_sign_off is signs
    assert not made("tenancy.non_production").needs_sign_off
    assert not made("redis_persistence").needs_sign_off


def test_a_reason_that_rests_on_a_default_says_so() -> None:
    facts = answered(Assessment(), KNOWLEDGE)
    told = answered(hospital(), KNOWLEDGE)
    assert option("a", "A", [pro("It is small.", 1, "ops_fte")], facts=facts).reasons[0].text == (
        "It is small (assumed so far)."
    )
    assert option("a", "A", [pro("It is small.", 1, "ops_fte")], facts=told).reasons[0].text == "It is small."


# --- tenancy --------------------------------------------------------------------------------------------------------


def test_each_tenant_is_placed_by_its_own_data() -> None:
    settled = settle(hospital(), answered(hospital(), KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    assert settled.tenancies == {"hospital": "dedicated_vm", "kitchen": "shared"}
    assert settled.facts["tenancy"] == "shared"
    assert settled.facts["tenants_on_host"] == 1
    assert settled.facts["tenancy_floor_met"] is True
    assert settled.facts["nonprod_shares_prod"] is False


def test_a_wish_below_the_floor_of_the_data_is_raised_and_signed() -> None:
    one = decided(hospital())["tenancy.hospital"]
    assert (one.wished, one.chosen) == ("shared", "dedicated_vm")
    assert "records of controlled substances and patient administration data do not allow less" in one.words
    assert one.needs_sign_off


@pytest.mark.parametrize("data_class", sorted(KNOWLEDGE.data_classes))
def test_no_class_of_data_is_ever_placed_below_its_floor(data_class: str) -> None:
    levels = ("shared", "dedicated_db", "dedicated_vm", "dedicated_subscription")
    data = {"data_classes": stated([data_class]), "datasets": []}
    wishful = hospital(
        data=data, interfaces={"interfaces": []}, tenants={"tenants": []}, platform={"tenancy": stated("shared")}
    )
    floor = KNOWLEDGE.data_classes[data_class].min_tenancy
    assert levels.index(chosen(wishful)["tenancy"]) >= levels.index(floor)


def test_proof_of_isolation_rules_out_a_shared_host() -> None:
    asks = hospital(
        data={"data_classes": stated(["DC-INT"]), "datasets": []},
        tenants={"tenants": []},
        compliance={"isolation_evidence_needed": stated(value=True)},
        interfaces={"interfaces": []},
    )
    assert chosen(asks)["tenancy"] in {"dedicated_vm", "dedicated_subscription"}


def test_who_shares_without_naming_the_others_leaves_their_number_open() -> None:
    lone = hospital(
        tenants={"tenants": []},
        data={"data_classes": stated(["DC-INT"]), "datasets": []},
        modules={"modules": [], "tier0_module_count": stated(0)},
    )
    facts = settle(lone, answered(lone, KNOWLEDGE), CATALOGUE, KNOWLEDGE).facts
    assert facts["tenancy"] == "shared"
    assert facts["tenants_on_host"] is None


def test_test_systems_stay_off_the_production_hosts() -> None:
    one = decided(hospital())["tenancy.non_production"]
    assert one.chosen != "production_hosts"
    only_production = hospital(engagement={"scope_environments": stated(["production"])})
    assert "tenancy.non_production" not in decided(only_production)


def test_live_data_for_test_systems_are_to_be_masked_first() -> None:
    live = {"prod_data_in_nonprod": stated(value=True)}
    unmasked = decided(hospital(data={**live, "masking_in_nonprod": stated(value=False)}))["tenancy.non_production"]
    assert unmasked.words.endswith("Mask live data before they get there.")
    assert not unmasked.needs_sign_off
    masked = decided(hospital(data={**live, "masking_in_nonprod": stated(value=True)}))["tenancy.non_production"]
    assert "Mask" not in masked.words


def test_a_wish_above_the_floor_is_the_client_s_own_to_choose() -> None:
    careful = hospital(
        tenants={"tenants": []}, data={"datasets": []}, platform={"tenancy": stated("dedicated_subscription")}
    )
    assert chosen(careful)["tenancy"] == "dedicated_subscription"


# --- platform -------------------------------------------------------------------------------------------------------


def test_two_administrators_are_not_advised_to_run_kubernetes_even_if_they_wish_it() -> None:
    one = decided(hospital())["platform"]
    assert (one.wished, one.chosen) == ("aks", "vm")
    assert (
        "we do not advise Kubernetes to a team of two full-time people with a Kubernetes skill of 1 of 3" in one.words
    )
    assert one.needs_sign_off
    assert "a Kubernetes skill of 2" in one.would_change


def test_a_skilled_and_automated_team_with_many_environments_may_run_kubernetes() -> None:
    able = {
        "ops_fte": stated(6),
        "skills_k8s": stated(3),
        "iac_level": stated("full"),
        "cicd_level": stated("automated"),
    }
    one = decided(hospital(operations=able))["platform"]
    assert one.chosen == "aks"
    assert one.words.endswith("PostgreSQL, Redis and monitoring stay on virtual machines.")


def test_a_price_on_kubernetes_is_shown_and_does_not_decide() -> None:
    priced = PlatformComparison(
        "vm", Decimal(2), Decimal(1), (), (), 0, 0, 0, 0, 0.0, 0.0, (), (), (), (), (), words=""
    )
    (cheap,) = priced_platforms((decided(hospital())["platform"],), priced)
    assert cheap.chosen == "vm"
    assert [candidate.monthly_usd for candidate in cheap.options] == [Decimal(2), Decimal(1)]
    assert cheap.words.endswith("Priced whole, AKS costs 50.0% less a month.")


# --- region ---------------------------------------------------------------------------------------------------------


def test_the_wished_region_is_taken_where_nothing_speaks_against_it() -> None:
    one = decided(hospital())["region"]
    assert (one.wished, one.chosen) == ("westeurope", "westeurope")
    assert {candidate.option_id for candidate in one.options} == {"westeurope", "northeurope"}


def test_a_region_without_zones_gives_way_where_zones_are_required() -> None:
    uk = {"jurisdictions": stated(["UK"]), "sites": []}
    wants = hospital(
        organisation=uk,
        people={"roles": []},
        engagement={"regions_considered": ["uksouth", "ukwest"]},
        platform={"azure_region": stated("ukwest"), "region_must_have_zones": stated(value=True)},
    )
    one = decided(wants)["region"]
    assert (one.wished, one.chosen) == ("ukwest", "uksouth")
    assert "No availability zones, and zones are required." in reasons(one, "ukwest")


def test_data_that_must_stay_in_a_territory_rule_out_regions_outside() -> None:
    dataset = {"key": "d", "name": "D", "data_class": "DC-FIN", "residency": "Netherlands"}
    bound = hospital(
        engagement={"regions_considered": ["northeurope", "westeurope"]},
        platform={"azure_region": stated("northeurope")},
        data={"datasets": [dataset]},
    )
    one = decided(bound)["region"]
    assert one.chosen == "westeurope"
    assert "must stay in Netherlands" in reasons(one, "northeurope")


@pytest.mark.parametrize(("territory", "inside"), [("EU", True), ("NL", True), ("GB", False), ("United States", False)])
def test_territories_are_understood_as_people_write_them(territory: str, inside: bool) -> None:
    dataset = {"key": "d", "name": "D", "data_class": "DC-FIN", "residency": territory}
    one = decided(hospital(data={"datasets": [dataset]}))["region"]
    assert ("must stay in" not in reasons(one, "westeurope")) is inside


def test_a_general_residency_rule_keeps_production_in_the_jurisdiction() -> None:
    bound = hospital(
        engagement={"regions_considered": ["westeurope", "uksouth"]},
        platform={"azure_region": stated("uksouth")},
        compliance={"residency_required": stated(value=True)},
    )
    assert chosen(bound)["region"] == "westeurope"


def test_the_region_that_takes_over_cannot_carry_production() -> None:
    away = hospital(engagement={"recovery_region": "northeurope", "regions_considered": ["northeurope"]})
    one = decided(away)["region"]
    assert one.chosen == "westeurope"
    assert "It is named as the region to recover in" in reasons(one, "northeurope")


@pytest.mark.parametrize(
    ("jurisdictions", "region"), [(["US"], "centralus"), (["UK"], "uksouth"), (["DE"], "germanywestcentral")]
)
def test_without_a_wish_the_nearest_allowed_region_stands_in(jurisdictions: list[str], region: str) -> None:
    silent = Assessment.model_validate({"organisation": {"jurisdictions": stated(jurisdictions)}})
    found = settle(silent, answered(silent, KNOWLEDGE), CATALOGUE, KNOWLEDGE)
    home = CATALOGUE.region(found.region)
    assert home.zone_count == 3
    assert home.country == CATALOGUE.region(region).country or region == "germanywestcentral"


def test_a_region_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UnknownRegion, match="westeuropa"):
        decided(hospital(platform={"azure_region": stated("westeuropa")}))


def test_prices_of_regions_are_shown_and_do_not_decide() -> None:
    prices = {"westeurope": Decimal(100), "northeurope": Decimal(80)}
    one = decided(hospital(), region_monthly_usd=prices)["region"]
    assert one.chosen == "westeurope"
    assert one.would_change == "Price alone would speak for North Europe: it is 20% cheaper a month."


# --- recovery and database ------------------------------------------------------------------------------------------


def test_the_recovery_pattern_is_the_one_computed_and_has_the_best_score() -> None:
    one = decided(hospital())["recovery_pattern"]
    assert one.chosen == "DRP-06"
    assert max(one.options, key=lambda candidate: candidate.score).option_id == "DRP-06"
    assert "It meets the same objectives and costs more." in reasons(one, "DRP-07")
    assert one.would_change == (
        "If 5 hours to recover were acceptable, a cheaper pattern would do: backup with archive."
    )


@pytest.mark.parametrize(
    ("fields", "scope", "replication", "automatic"),
    [
        ({}, "zone", "async", True),
        ({"synchronous": True}, "zone", "sync", True),
        (
            {"pattern_id": "DRP-02", "database_nodes": 1, "quorum_nodes": 0},
            "none",
            "none",
            False,
        ),
    ],
)
def test_the_pattern_settles_what_the_design_survives(
    fields: dict[str, Any], scope: str, replication: str, automatic: bool
) -> None:
    settled = settle(hospital(), answered(hospital(), KNOWLEDGE), CATALOGUE, KNOWLEDGE).facts
    facts = decide(
        hospital(), settled, sizing(), resilience(**fields), (), cost(), CATALOGUE, KNOWLEDGE
    ).facts  # fmt: skip
    assert (facts["ha_scope"], facts["replication"], facts["failover_automated"]) == (scope, replication, automatic)
    assert facts["db_service_model"] == "postgresql_vm"


def test_a_pattern_in_another_region_survives_the_region() -> None:
    far = pattern("DRP-10", "Warm standby elsewhere", failure_scope="region")
    found = resilience(pattern_id="DRP-10", patterns=(far, *PATTERNS), database_nodes=1, recovery_database_nodes=1)
    settled = settle(hospital(), answered(hospital(), KNOWLEDGE), CATALOGUE, KNOWLEDGE).facts
    facts = decide(hospital(), settled, sizing(), found, (), cost(), CATALOGUE, KNOWLEDGE).facts
    assert (facts["ha_scope"], facts["replication"]) == ("region", "async")


def test_a_managed_database_without_a_price_is_shown_and_never_called_cheapest() -> None:
    one = decided(hospital(platform={"db_service_model": stated("flexible_server")}))["database_service"]
    assert (one.wished, one.chosen) == ("flexible_server", "postgresql_vm")
    assert "ask for a quotation" in one.words
    assert "cheap" not in reasons(one, "flexible_server").replace("cannot be called cheaper", "")


# --- tiers ----------------------------------------------------------------------------------------------------------


def test_sessions_on_several_redis_nodes_where_a_node_must_be_survived() -> None:
    found = chosen(hospital())
    assert (found["redis_role"], found["redis_persistence"]) == ("sessions", "replica_appendonly")


def test_a_patient_client_may_run_one_redis_and_one_ingress() -> None:
    patient = hospital(
        recovery={"processes": [], "rto_minutes": stated(1440), "ha_scope": stated("none")},
        people={"peak_concurrent_users": stated(40), "avg_concurrent_users": stated(20)},
        platform={"redis_role": stated("cache"), "ingress_ha": stated(value=False)},
    )
    found = chosen(patient)
    assert found["redis_role"] == "cache"
    assert found["redis_persistence"] == "one_node"
    assert found["ingress"] == "single"


def test_a_queue_is_copied() -> None:
    asks = decided(hospital(platform={"redis_role": stated("queue")}))
    assert asks["redis_role"].chosen == "queue"
    assert "a queue loses one second at the most." in reasons(asks["redis_persistence"], "replica_appendonly")


def test_users_from_outside_bring_a_firewall() -> None:
    assert chosen(hospital())["ingress"] == "pair"
    assert chosen(hospital(modules={"portal_users": stated(3000)}))["ingress"] == "pair_waf"


def test_shared_nodes_are_a_temporary_step_and_signed() -> None:
    together = role("application", carries=("redis", "ingress"))
    one = decided(hospital(), deployment=(together,))["consolidation"]
    assert one.chosen == "consolidated"
    assert "for now" in one.words
    by_design = (role("application", carries=("batch",)), role("postgresql", tier="database", carries=("pooler",)))
    assert decided(hospital(), deployment=by_design)["consolidation"].chosen == "separate"


def test_a_hybrid_link_without_an_end_is_pointed_at() -> None:
    one = decided(hospital())["hybrid_link"]
    assert one.chosen == "vpn"
    assert "Nobody has set its end date yet" in one.words
    line = {"key": "l", "name": "VPN", "kind": "hybrid_link", "unit_price_usd": 100, "ends": "2027-03-31"}
    ended = decided(hospital(budget={"lines": [line]}))["hybrid_link"]
    assert "Its end date is 31 March 2027." in ended.words


def test_a_link_answered_that_does_not_fit_is_priced_and_argued_with() -> None:
    waits = hospital(dependencies={"latency_sensitive_onprem": stated(value=True)})
    one = decided(waits)["hybrid_link"]
    assert one.chosen == "vpn"
    assert "we would rather take ExpressRoute" in one.words
    assert not one.needs_sign_off


@pytest.mark.parametrize(
    ("dependencies", "operations"),
    [
        ({"latency_sensitive_onprem": {}}, {}),
        (
            {
                "latency_sensitive_onprem": stated(value=True),
                "unmovable_dependencies": stated(0),
                "identity_dependency_onprem": stated(value=False),
                "systems": [],
                "edges": [],
            },
            {},
        ),
    ],
    ids=["nobody said that callers wait", "nothing stays behind"],
)
def test_expressroute_is_not_advised_unless_the_answers_ask_for_it(
    dependencies: dict[str, Any], operations: dict[str, Any]
) -> None:
    one = decided(hospital(dependencies=dependencies, operations=operations))["hybrid_link"]
    assert "ExpressRoute" not in one.words
    assert best(one.options).option_id != "expressroute"


# --- hosting and purchase -------------------------------------------------------------------------------------------


def test_a_lone_administrator_is_advised_to_take_a_provider() -> None:
    lone = hospital(operations={"ops_fte": stated(1), "key_person_dependency": stated(value=True)})
    one = decided(lone)["hosting"]
    assert one.wished == "in_house"
    assert one.chosen != "in_house"
    assert one.needs_sign_off


def test_a_strong_team_keeps_the_platform() -> None:
    strong = {
        "ops_fte": stated(6),
        "skills_azure": stated(3),
        "skills_postgres": stated(3),
        "support_hours": stated("24x7"),
        "key_person_dependency": stated(value=False),
        "hosting_model": stated("in_house"),
    }
    assert chosen(hospital(operations=strong))["hosting"] == "in_house"


def test_the_purchase_option_is_the_one_priced_and_the_words_say_when_to_commit() -> None:
    one = decided(hospital())["purchase"]
    assert one.chosen == "reserved_1y"
    assert "first two or three months" in one.words
    assert "Nobody has allowed a commitment of three years yet." in reasons(one, "reserved_3y")
    allowed = decided(hospital(budget={"commitment_allowed": stated("1y")}))["purchase"]
    assert "The client rules out a commitment of three years." in reasons(allowed, "reserved_3y")


def test_nobody_is_said_to_allow_what_only_a_default_allows() -> None:
    silent = decided(Assessment())["purchase"]
    spoken = " ".join([silent.words, *(r.text for candidate in silent.options for r in candidate.reasons)])
    assert "the client allows" not in spoken.lower()
    assert "until the client says which commitment it can make" in spoken
    said = decided(hospital(budget={"commitment_allowed": stated("1y")}))["purchase"]
    assert "The client's answer on commitments allows it" in reasons(said, "reserved_1y")


def test_a_commitment_without_a_price_is_not_called_a_saving() -> None:
    blind = cost(
        CommitmentChoice("payg", Decimal(5000), 0.0, None, ""), CommitmentChoice("reserved_1y", None, None, None, "")
    )
    assert "It has no known price for some of the sizes chosen." in reasons(
        decided(hospital(), bill=blind)["purchase"], "reserved_1y"
    )


def test_isolation_beyond_what_the_data_ask_for_costs_more_only_where_servers_are_no_longer_shared() -> None:
    made = decided(hospital())
    beyond = [
        (option.option_id, reason.text)
        for one in made.values()
        if one.decision_id.startswith("tenancy.")
        for option in one.options
        for reason in option.reasons
        if "goes further than the data ask for" in reason.text
    ]
    assert ("dedicated_subscription", False) in {(option, "costs more" in text) for option, text in beyond}
    assert ("dedicated_db", True) not in {(option, "costs more" in text) for option, text in beyond}
