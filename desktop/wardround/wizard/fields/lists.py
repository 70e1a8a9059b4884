"""The lists to choose from under the present answers, made once for each revision."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from wardround.assessment import Assessment
from wardround.wizard.session import Session
from wardround.workshop.choices import Choices

_made: WeakKeyDictionary[Session, tuple[Assessment, Choices]] = WeakKeyDictionary()


def choices_of(session: Session) -> Choices:
    """Return what there is to choose from under the present answers of a session."""
    assessment = session.assessment
    made = _made.get(session)
    if made is None or made[0] is not assessment:
        made = (assessment, Choices(assessment, session.catalogue, session.knowledge))
        _made[session] = made
    return made[1]
