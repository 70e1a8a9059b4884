import pytest

from wardround.deliverables import words


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Connection pooler", "connection pooler"),
        ("PostgreSQL", "PostgreSQL"),
        ("Redis", "Redis"),
        ("Kubernetes (AKS)", "Kubernetes (AKS)"),
        ("A subscription of its own", "a subscription of its own"),
    ],
)
def test_names_keep_their_capital_inside_a_sentence(text: str, inside: str) -> None:
    assert words.within(text) == inside


def test_codes_without_a_word_are_made_readable() -> None:
    assert words.word(words.ROLES, "log_workspace") == "Log workspace"
    assert words.word({}, "disk_iops") == "Disk IOPS"


def test_phases_lose_their_number_but_keep_their_order() -> None:
    phases = ["10 review", "2 landing zone", "kick-off"]
    assert sorted(phases, key=words.phase_number) == ["2 landing zone", "10 review", "kick-off"]
    assert words.phase_name("2 landing zone") == "Landing zone"


def test_long_lists_end_with_how_many_are_left_out() -> None:
    assert words.listed(words.shortlist(("a", "b", "c", "d"), 2)) == "a, b and 2 more"
    assert words.listed(words.shortlist(("a", "b", "c"), 2)) == "a, b and c"


def test_a_long_text_ends_with_a_whole_sentence() -> None:
    text = "We advise a VPN. It is quick to build. Its end date is near."
    assert words.in_sentences(text, 40) == "We advise a VPN. It is quick to build."
    assert words.in_sentences(text, 500) == text
    assert words.in_sentences("one sentence without any end in sight", 20) == "one sentence \N{HORIZONTAL ELLIPSIS}"


def test_a_sentence_starts_large_and_ends_with_one_full_stop() -> None:
    assert words.sentence("commits wait.") == "Commits wait."
    assert words.sentence("commits wait") == "Commits wait."
    assert words.sentence("") == ""


def test_a_missed_target_is_said_as_how_many_times_the_target() -> None:
    assert words.spoken("one node lost: 1.75 of target, at most 1.") == "one node lost: 1.75 times the target."


def test_percentages_are_set_apart_and_sizes_named_as_people_say_them() -> None:
    text = "97% of 100%, a % on Standard_D8as_v5"
    assert words.spoken(text) == "97\N{NO-BREAK SPACE}% of 100\N{NO-BREAK SPACE}%, a % on D8as v5"
