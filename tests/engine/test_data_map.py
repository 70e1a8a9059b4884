"""Which classes each dataset carries, and which copies lie outside their territory."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.samples import SAMPLES, findings
from tests.engine.sized import KNOWLEDGE, assessment, facts_of
from wardround.assessment import Assessment
from wardround.catalogue import Catalogue
from wardround.engine.data_map import Places, data_map, strictest
from wardround.engine.findings.data_map import DataMap

CATALOGUE = Catalogue.load()


def dataset(key: str, data_class: str, **more: object) -> dict[str, object]:
    return {"key": key, "name": key.title(), "data_class": data_class, **more}


def interface(key: str, *classes: str, **more: object) -> dict[str, object]:
    return {"key": key, "name": key.title(), "interface_type": "hl7_adt", "data_classes": list(classes), **more}


def of(
    datasets: tuple[dict[str, object], ...] = (),
    interfaces: tuple[dict[str, object], ...] = (),
    systems: tuple[str, ...] = (),
    edges: tuple[tuple[str, str], ...] = (),
    **answers: object,
) -> Assessment:
    made = assessment(**answers)
    whole = made.model_dump()
    whole["data"]["datasets"] = list(datasets)
    whole["interfaces"]["interfaces"] = list(interfaces)
    whole["dependencies"]["systems"] = [{"key": key, "name": key.title()} for key in systems]
    whole["dependencies"]["edges"] = [
        {"key": f"{source}-{target}", "source": source, "target": target} for source, target in edges
    ]
    return Assessment.model_validate(whole)


def mapped(made: Assessment, where: Places | None = None) -> DataMap:
    return data_map(made, facts_of(made), where or Places("westeurope", "", ""), CATALOGUE, KNOWLEDGE)


def carried(found: DataMap, key: str) -> set[str]:
    return {one.class_id for row in found.datasets if row.key == key for one in row.classes}


def test_a_dataset_takes_over_the_class_of_the_interface_that_feeds_it_and_says_where_it_came_from() -> None:
    found = mapped(
        of(
            (dataset("stock", "DC-INT"), dataset("books", "DC-FIN")),
            (interface("ward", "DC-PHI"),),
            (),
            (("stock", "ward"),),
        )
    )
    row = next(row for row in found.datasets if row.key == "stock")
    assert [(one.class_id, one.came) for one in row.classes] == [
        ("DC-INT", ""),
        ("DC-PHI", "over the interface 'Ward'"),
    ]
    assert row.strictest == "DC-PHI"
    assert row.sensitivity == KNOWLEDGE.data_classes["DC-PHI"].default_sensitivity
    assert row.min_tenancy == KNOWLEDGE.data_classes["DC-PHI"].min_tenancy
    assert carried(found, "books") == {"DC-FIN"}


def test_what_a_partner_system_is_sent_arrives_at_the_datasets_that_it_holds() -> None:
    found = mapped(
        of(
            (dataset("copy", "DC-CONF", system="bi"), dataset("books", "DC-FIN")),
            (interface("extract", "DC-PAYR", system="bi", direction="outbound"),),
            ("bi",),
        )
    )
    assert carried(found, "copy") == {"DC-CONF", "DC-PAYR"}


def test_a_class_goes_to_the_dataset_that_has_it_and_to_no_other() -> None:
    found = mapped(of((dataset("patients", "DC-PHI"), dataset("items", "DC-INT")), (interface("adt", "DC-PHI"),)))
    assert carried(found, "items") == {"DC-INT"}
    assert found.unlabelled == ()


def test_a_class_that_no_dataset_of_the_erp_has_is_named_with_its_way() -> None:
    found = mapped(of((dataset("books", "DC-FIN"), dataset("items", "DC-INT")), (interface("adt", "DC-PHI"),)))
    assert [(one.class_id, one.came) for one in found.unlabelled] == [("DC-PHI", "over the interface 'Adt'")]


def test_a_class_travels_from_dataset_to_dataset_and_round_a_cycle_once() -> None:
    found = mapped(
        of(
            (dataset("a", "DC-PHI"), dataset("b", "DC-INT"), dataset("c", "DC-FIN")),
            edges=(("b", "a"), ("c", "b"), ("a", "c")),
        )
    )
    assert carried(found, "a") == carried(found, "b") == carried(found, "c") == {"DC-PHI", "DC-INT", "DC-FIN"}


def test_an_interface_without_classes_is_named_and_never_taken_for_harmless() -> None:
    found = mapped(of((dataset("books", "DC-FIN"),), (interface("fax"),)))
    assert found.undeclared == ("Fax",)


def test_each_copy_outside_the_territory_is_named_with_its_region() -> None:
    made = of((dataset("patients", "DC-PHI", residency="Netherlands"),))
    found = mapped(made, Places("westeurope", "eastus2", "northeurope"))
    said = {(row.copy, row.region): row.words for row in found.breaches}
    assert set(said) == {("disaster_recovery", "eastus2"), ("backup", "northeurope")}
    assert "Ireland" in said["backup", "northeurope"]
    assert "'Patients' must stay in Netherlands" in said["backup", "northeurope"]


def test_a_copy_that_the_rule_leaves_out_is_a_question_and_not_passed_over() -> None:
    made = of(
        (dataset("patients", "DC-PHI", residency="EU"),),
        compliance__residency_scope=("primary",),
        compliance__residency_required=True,
    )
    breach = mapped(made, Places("westeurope", "eastus2", "")).breaches[0]
    assert not breach.ruled
    assert "does not cover this copy" in breach.words


def test_without_a_rule_nothing_is_a_breach() -> None:
    made = of((dataset("books", "DC-FIN"),))
    assert mapped(made, Places("westeurope", "eastus2", "eastus2")).breaches == ()


CLASSES = sorted(KNOWLEDGE.data_classes)


@given(st.sets(st.sampled_from(CLASSES), min_size=1), st.sampled_from(CLASSES))
@settings(max_examples=60)
def test_another_class_never_makes_the_strictest_one_milder(held: set[str], added: str) -> None:
    rows = KNOWLEDGE.data_classes
    before, after = rows[strictest(sorted(held), KNOWLEDGE)], rows[strictest(sorted(held | {added}), KNOWLEDGE)]
    assert after.default_sensitivity >= before.default_sensitivity


def test_every_sample_has_its_datasets_on_the_map_and_breaks_no_rule_of_its_own() -> None:
    for name in SAMPLES:
        found = findings(name).data_map
        assert found is not None
        assert found.datasets
        assert not [row for row in found.breaches if row.ruled], name
