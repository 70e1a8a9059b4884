"""What is wrong with a file is said in the words of the screen, with path, label and the key of the row."""

import json

import pytest

from tests.assessment.one_role import ROLE, engagement, two_roles
from wardround.assessment import AssessmentRefused, Problem, read_assessment, write_assessment

TENANT = {"key": "t", "name": "T", "database": "t", "database_gib": 10}


def problems(content: object) -> list[str]:
    with pytest.raises(AssessmentRefused) as refused:
        read_assessment(json.dumps(content))
    assert str(refused.value) == "\n".join(map(str, refused.value.problems))
    return [str(problem) for problem in refused.value.problems]


def test_an_engagement_with_nothing_in_it_can_be_read() -> None:
    assert read_assessment('{"schema_version": 1}').people.named_users.is_open


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not readable JSON"),
        ("{", "not readable JSON"),
        (b"\xff\xfe\x00", "not readable JSON"),
        ('{"schema_version": ' + "9" * 5000 + "}", "not readable JSON"),
        ("[" * 100_000, "not readable JSON"),
        ("[]", "should hold one JSON object"),
        ("{}", "'schema_version' is missing"),
        ('{"schema_version": "1"}', "'schema_version' is missing or not a whole number"),
        ('{"schema_version": true}', "'schema_version' is missing or not a whole number"),
        ('{"schema_version": -1}', "'schema_version' is missing or not a whole number"),
    ],
)
def test_what_is_no_engagement_is_refused_with_one_sentence(text: str | bytes, says: str) -> None:
    with pytest.raises(AssessmentRefused) as refused:
        read_assessment(text)
    [problem] = refused.value.problems
    assert says in str(problem)
    assert problem.path == ""


def test_a_file_that_starts_with_a_byte_order_mark_is_read() -> None:
    assert read_assessment('{"schema_version": 1}'.encode("utf-8-sig")).schema_version == 1


def test_a_number_outside_its_range_is_named_with_path_label_range_and_unit() -> None:
    answer = {"value": 30000, "standing": "stated"}
    [problem] = problems(engagement(people={"peak_concurrent_users": answer}))
    assert problem == (
        "people.peak_concurrent_users (Users and concurrency, Peak concurrent users): "
        "30,000 is outside 1 to 20,000 users"
    )


def test_a_cell_of_a_table_is_named_by_the_key_of_its_row() -> None:
    rows = [ROLE, {**ROLE, "key": "buyers", "head_count": -1, "active_share": 1.5}]
    head_count, active_share = problems(engagement(people={"roles": rows}))
    assert head_count == "people.roles[buyers].head_count (Users and concurrency, Roles, Head count): must be 0 or more"
    assert active_share == (
        "people.roles[buyers].active_share (Users and concurrency, Roles, Share active at the busiest hour): "
        "must be 1 or less"
    )


def test_a_row_without_a_key_is_named_by_its_place_counted_from_one() -> None:
    keyless = {name: value for name, value in ROLE.items() if name != "key"}
    assert problems(engagement(people={"roles": [ROLE, keyless]})) == [
        "people.roles[2].key (Users and concurrency, Roles, Key): is missing"
    ]


@pytest.mark.parametrize(
    ("section", "content", "says"),
    [
        ("people", {"named_users": {"value": 1.5, "standing": "stated"}}, "must be a whole number"),
        ("people", {"named_users": {"value": "many", "standing": "stated"}}, "must be a whole number"),
        ("people", {"named_users": {"value": 5}}, "say how firm this answer is"),
        ("people", {"named_users": {"standing": "stated"}}, "an open answer has the standing 'unknown'"),
        (
            "people",
            {"named_users": {"value": 5, "standing": "sure"}},
            "'sure' is not one of measured, documented, stated, assumed, unknown",
        ),
        ("people", {"named_users": {"note": "n" * 4001}}, "must have at most 4,000 characters"),
        ("people", {"named_users": {"at": "2026-11-03T10:00:00"}}, "must say its distance from UTC"),
        ("people", {"named_users": {"at": "noon"}}, "must be a time written as 2027-03-31T09:30:00+02:00"),
        ("people", {"named_users": {"due": "soon"}}, "must be a date written as 2027-03-31"),
        ("people", {"named_users": 5}, "must be a group of fields in braces"),
        ("people", {"users": 5}, "is not a field of this form"),
        ("people", {"roles": 5}, "must be a list"),
        ("people", {"roles": [5]}, "must be a group of fields in braces"),
        ("people", {"roles": [{**ROLE, "key": "ward nurses"}]}, "'ward nurses' is not written as asked: letters"),
        ("people", {"roles": [{**ROLE, "name": " "}]}, "must not be empty"),
        ("people", {"roles": [{**ROLE, "name": 7}]}, "must be text"),
        ("people", {"roles": [{**ROLE, "function": "cooking"}]}, "'cooking' is not one of finance, purchasing"),
        ("people", [], "must be a group of fields in braces"),
        ("engagement", {"sponsor_named": {"value": "maybe", "standing": "stated"}}, "must be yes or no"),
        ("engagement", {"engagement_type": {"value": "x", "standing": "stated"}}, "'x' is not one of new_deployment"),
        ("engagement", {"business_drivers": {"value": ["cost", "cost"], "standing": "stated"}}, "is chosen twice"),
        ("engagement", {"business_drivers": {"value": ["fun"], "standing": "stated"}}, "'fun' is not one of dc_exit"),
        ("engagement", {"brand": "My Brand"}, "'My Brand' is not written as asked: small letters"),
        ("tenants", {"tenants": [{**TENANT, "database_gib": 0}]}, "must be more than 0"),
        ("tenants", {"tenants": [{**TENANT, "database_gib": float("nan")}]}, "must be a number"),
        ("tenants", {"tenants": [{**TENANT, "database_gib": float("inf")}]}, "must be a number"),
        ("tenants", {"tenants": [{**TENANT, "database": "a b"}]}, "'a b' is not written as asked: letters"),
        ("tenants", {"tenants": [{**TENANT, "placement": "cloud"}]}, "'cloud' is not one of shared, dedicated_db"),
        (
            "organisation",
            {"sites": [{"key": "a", "name": "A", "country": "Germany", "time_zone": "Europe/Berlin"}]},
            "'Germany' is not written as asked: two capital letters, as in DE",
        ),
        (
            "organisation",
            {"sites": [{"key": "a", "name": "A", "country": "DE", "time_zone": "CET+1"}]},
            "'CET+1' is no time zone: write it as in Europe/Berlin",
        ),
        (
            "calendar",
            {"profiles": [{"key": "p", "profile": "office", "hour_shares": [0.5, 0.5]}]},
            "must have 24 entries, not 2",
        ),
        (
            "calendar",
            {"profiles": [{"key": "p", "profile": "office", "hour_shares": [0.1] * 24}]},
            "the 24 shares add up to 2.400",
        ),
        (
            "people",
            {
                "activity_overrides": [
                    {"key": "o", "activity_level": "x", "mix": [{"model_class": "read", "share": 0.4}]}
                ]
            },
            "the shares add up to 0.400; they must make 1",
        ),
        (
            "calendar",
            {"freezes": [{"key": "f", "name": "Audit", "starts": "2027-02-01", "ends": "2027-01-31"}]},
            "'Audit' ends on 2027-01-31, before it starts on 2027-02-01",
        ),
        (
            "budget",
            {
                "lines": [
                    {"key": "l", "name": "Line", "unit_price_usd": 1, "starts": "2027-02-01", "ends": "2027-01-31"}
                ]
            },
            "'Line' ends on 2027-01-31, before it starts on 2027-02-01",
        ),
        (
            "budget",
            {"lines": [{"key": "l", "name": "Line", "unit_price_usd": 1, "environment": "prod"}]},
            "'prod' is not one of production, preproduction",
        ),
        (
            "reports",
            {"reports": [{"key": "r", "name": "R", "runs_per_day": 1, "duration_minutes": 1, "day_types": ["monday"]}]},
            "'monday' is not one of weekday, saturday",
        ),
        (
            "compliance",
            {"control_states": [{"key": "c", "control_id": "IAM-01"}]},
            "'IAM-01' is not written as asked: a control of the catalogue, as in CT-IAM-01",
        ),
        (
            "compliance",
            {"control_states": [{"key": "c", "control_id": "CT-IAM-01", "state": "accepted_deviation"}]},
            "CT-IAM-01 is an accepted deviation: give its reason, its owner and its end date",
        ),
        (
            "recovery",
            {"processes": [{"key": "p", "name": "Wards", "rto_minutes": 300, "rpo_minutes": 5, "mtd_hours": 4}]},
            "'Wards' may recover in 300 minutes but tolerates only 4 hours of downtime",
        ),
    ],
)
def test_a_refused_value_is_said_in_plain_words_and_at_its_place(section: str, content: object, says: str) -> None:
    [problem] = problems(engagement(**{section: content}))
    assert says in problem
    assert problem.startswith(section)


def test_all_problems_of_a_file_are_said_at_once() -> None:
    assert len(problems(engagement(people={"roles": [{"key": "x"}], "users": 1}, volumes=[]))) == 5


def test_a_problem_without_a_place_is_its_sentence_alone() -> None:
    assert str(Problem("", "", "nothing to read")) == "nothing to read"


def test_open_answers_and_empty_notes_are_left_out_of_the_file() -> None:
    people = json.loads(write_assessment(two_roles()))["people"]
    assert set(people) == {"named_users", "avg_concurrent_users", "roles"}
    assert people["avg_concurrent_users"] == {"owner": "Ada Brandt", "due": "2026-12-04"}


def test_an_answer_and_a_row_are_written_before_who_gave_them() -> None:
    people = json.loads(write_assessment(two_roles()))["people"]
    assert list(people["named_users"]) == ["value", "standing", "by", "note"]
    assert next(iter(people["roles"][0])) == "key"


def test_a_text_that_was_emptied_on_purpose_stays_empty() -> None:
    emptied = read_assessment(json.dumps(engagement(engagement={"project": "", "confidentiality": ""})))
    again = read_assessment(write_assessment(emptied))
    assert (again.engagement.project, again.engagement.confidentiality) == ("", "")


def test_answers_of_no_nothing_and_zero_are_kept_apart_from_open_ones() -> None:
    content = engagement(
        engagement={"sponsor_named": {"value": False, "standing": "stated"}},
        compliance={"regimes": {"value": [], "standing": "stated"}},
        modules={"portal_users": {"value": 0, "standing": "stated"}},
    )
    again = read_assessment(write_assessment(read_assessment(json.dumps(content))))
    assert again.engagement.sponsor_named.value is False
    assert again.compliance.regimes.value == ()
    assert again.modules.portal_users.value == 0


def test_rows_stay_in_the_order_in_which_they_were_typed() -> None:
    again = read_assessment(write_assessment(two_roles()))
    assert [role.key for role in again.people.roles] == ["nurses", "buyers.east"]


def test_letters_of_all_languages_are_written_as_they_are() -> None:
    text = write_assessment(read_assessment(json.dumps(engagement(engagement={"client": "Klinikum Süd, 北"}))))
    assert "Klinikum Süd, 北" in text
    assert read_assessment(text.encode()).engagement.client == "Klinikum Süd, 北"
