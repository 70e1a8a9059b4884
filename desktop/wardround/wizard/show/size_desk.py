"""Sets and releases sizes through the gate, and has sizes judged on another thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from wardround.assessment import Assessment, Problem
from wardround.deliverables.words import ROLES, size_name, within, word
from wardround.engine.findings import Findings, RoleSizing
from wardround.engine.findings.by_hand import SizesToChoose, SizeVerdict
from wardround.engine.pins import Place, pin_of, released, sets_number
from wardround.wizard.background import Newest
from wardround.wizard.fields.lists import choices_of
from wardround.wizard.session import Session
from wardround.workshop.choices import Choices
from wardround.workshop.row_keys import key_for

TABLE = "platform.pins"

Asked = Sequence[tuple[str, int]] | None
"""Sizes with numbers of servers to judge; None for those worth a look."""


class SizeLook(QObject):
    """What is known of the sizes for one role under the present answers. It outlives the widgets that show it."""

    changed = Signal()

    def __init__(self, work: Callable[[Asked], Callable[[], SizesToChoose]]) -> None:
        """Take what makes the work of judging sizes."""
        super().__init__()
        self._work = work
        self.found: SizesToChoose | None = None
        self.sizes: tuple[SizeVerdict, ...] = ()
        """In the order in which they were judged, the model's own choice first."""
        self.failure: BaseException | None = None
        self.is_open = False
        """Whether somebody looks at the sizes to choose from."""
        self._standing, self._near, self._one = Newest(), Newest(), Newest()
        for part in (self._standing, self._near, self._one):
            part.done.connect(self._on_found)
            part.failed.connect(self._on_failed)
        self._has_near = False

    @property
    def is_busy(self) -> bool:
        """Whether verdicts are on their way."""
        return self._near.is_busy or self._one.is_busy

    def want_model(self) -> None:
        """Work out what the model would choose."""
        if self.found is None and not self._standing.is_busy:
            self._standing.ask(self._work(()))

    def want_near(self) -> None:
        """Judge the sizes worth a look, once."""
        if not self._has_near:
            self._has_near = True
            self._near.ask(self._work(None))

    def want(self, sku: str, nodes: int) -> None:
        """Judge one size."""
        self._one.ask(self._work(((sku, nodes),)))
        self.changed.emit()

    def _on_found(self, found: SizesToChoose) -> None:
        self.found, self.failure = found, None
        standing = (found.model, found.now) if found.is_by_hand else (found.model,)
        self.sizes = tuple({(one.sku, one.nodes): one for one in (*standing, *self.sizes, *found.others)}.values())
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.failure = error
        self.changed.emit()


class SizeDesk:
    """What the tier table needs of a session to set sizes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looks: dict[Place, tuple[Assessment, SizeLook]] = {}

    def choices(self) -> Choices:
        """Return the lists to choose from, the sizes of the region among them."""
        return choices_of(self._session)

    def look(self, findings: Findings, role: RoleSizing) -> SizeLook:
        """Return what is known of the sizes for a role under the present answers."""
        session = self._session
        place, assessment = Place.of(role), session.assessment
        kept = self._looks.get(place)
        if kept is not None and kept[0] is assessment:
            return kept[1]

        def work(asked: Asked) -> Callable[[], SizesToChoose]:
            def judge() -> SizesToChoose:
                from wardround.engine.by_hand import sizes_to_choose  # noqa: PLC0415 - loads off the GUI thread
                from wardround.engine.compare import Study, unheard  # noqa: PLC0415 - the same

                study = Study(assessment, findings, session.catalogue, session.knowledge)
                return sizes_to_choose(study, role, asked, unheard)

            return judge

        made = SizeLook(work)
        self._looks[place] = (assessment, made)
        return made

    def set_size(self, role: RoleSizing, sku: str, nodes: int) -> list[Problem]:
        """Set a role's size by hand: one act, one undo. Return what was refused."""
        own = released(self._session.assessment, role).platform.pins
        row: dict[str, Any] = {
            "key": key_for(f"{role.environment} {role.tenant} {role.role}", {pin.key for pin in own}),
            "environment": role.environment,
            "role": role.role,
            "tenant": role.tenant if role.environment == "production" else "",
            "sku": sku,
            "nodes": nodes if sets_number(role) else None,
        }
        said = f"{word(ROLES, role.role)}: {nodes} x {size_name(sku)} set by hand"
        return self._session.replace_table(TABLE, (*own, row), said)

    def release(self, role: RoleSizing) -> list[Problem]:
        """Leave a role's size to the model again: one act, one undo. Return what was refused."""
        assessment = self._session.assessment
        if pin_of(assessment, role) is None:
            return []
        said = f"Size of {within(word(ROLES, role.role))} left to the model"
        return self._session.replace_table(TABLE, released(assessment, role).platform.pins, said)
