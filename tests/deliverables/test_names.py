"""Names for ids, as executives read them."""

from wardround.deliverables.names import Names, shipped_names

NAMES = Names(patterns={"DRP-06": "Zone-redundant streaming"}, risks={"RK-NET-02": "Address plans collide"})


def test_an_id_inside_a_text_becomes_the_name_behind_it() -> None:
    told = NAMES.spelt_out("2 nodes for recovery pattern DRP-06; waits for RK-NET-02.")
    assert told == (
        "2 nodes for recovery pattern \N{LEFT DOUBLE QUOTATION MARK}Zone-redundant streaming"
        "\N{RIGHT DOUBLE QUOTATION MARK}; waits for \N{LEFT DOUBLE QUOTATION MARK}Address plans collide"
        "\N{RIGHT DOUBLE QUOTATION MARK}."
    )


def test_an_id_that_no_table_knows_stays_as_it_is() -> None:
    assert NAMES.spelt_out("RK-XXX-99 and A10-04") == "RK-XXX-99 and A10-04"


def test_the_shipped_tables_name_every_pattern_risk_activity_class_and_control() -> None:
    names = shipped_names()
    for text in ("DRP-06", "RK-DR-01", "A1-01", "DC-PAYR", "CT-IAM-05"):
        assert text not in names.spelt_out(text)
