"""What the screen calls a place in the assessment."""

import pytest

from wardround.assessment import Assessment, UnknownPath, field_at, label_at, question_at


def test_every_answer_has_a_label_and_a_question() -> None:
    for path, _ in Assessment().answers():
        assert label_at(path)
        assert question_at(path)


@pytest.mark.parametrize(
    ("path", "label", "question"),
    [
        ("people.peak_concurrent_users", "Peak concurrent users", "USR-02"),
        ("people.peak_concurrent_users.note", "Note", ""),
        ("people.roles", "Roles", "USR-04"),
        ("people.roles[nurses]", "Roles", "USR-04"),
        ("people.roles[nurses].head_count", "Head count", ""),
        ("engagement.client", "Client", ""),
        ("recovery", "Recovery objectives", ""),
    ],
)
def test_a_place_is_called_as_its_field(path: str, label: str, question: str) -> None:
    assert (label_at(path), question_at(path)) == (label, question)


@pytest.mark.parametrize("path", ["", "people.users", "people.roles[nurses].heads", "[x]"])
def test_a_place_that_is_not_there_has_no_label(path: str) -> None:
    with pytest.raises(UnknownPath):
        field_at(path)
