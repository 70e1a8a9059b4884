"""Break it: what each single failure stops, for how long, what carries the work, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from wardround.assessment import THE_ERP
from wardround.engine.findings.safeguards import Failure, FailureKind, StoppedProcess
from wardround.engine.line_items import cents
from wardround.engine.pattern_results import RESTORE_CLASSES
from wardround.engine.plain_words import coded, listed
from wardround.engine.process_recovery import MINUTES_PER_HOUR, Objective, said
from wardround.engine.safeguards.ground import Ground
from wardround.engine.safeguards.platform_failures import Outage, Reach, outages

STATED = "answers"
REACHES: Mapping[bool, Reach] = {True: "everybody", False: "nobody"}


def failures(ground: Ground) -> tuple[Failure, ...]:
    """Return every single failure that was looked at: the platform's own, then systems, then interfaces."""
    broken = _Broken(ground)
    return (*broken.of_the_platform(), *broken.of_the_link(), *broken.of_systems(), *broken.of_interfaces())


@dataclass(frozen=True)
class _Broken:
    ground: Ground

    @cached_property
    def needed(self) -> Mapping[str, Mapping[str, str]]:
        """What each process needs, by its key, each thing with what leads to it."""
        return {one.key: self.ground.setting.estate.needed_by(one) for one in self.ground.asked}

    @cached_property
    def hit_by(self) -> Mapping[str, list[Objective]]:
        """The processes that each thing stops, by its key."""
        found: dict[str, list[Objective]] = {}
        for one in self.ground.asked:
            for name in self.needed[one.key]:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def rows(self) -> Mapping[str, tuple[int, date | None]]:
        """Criticality and the day of the last test of each process."""
        rows = self.ground.setting.assessment.recovery.processes
        return {row.key: (row.criticality, row.last_tested) for row in rows}

    @cached_property
    def hour_usd(self) -> Decimal | None:
        """What an hour without the ERP costs; None while nobody has said."""
        facts = self.ground.setting.facts
        if not facts.known_better("downtime_cost_hour") or not facts.number("downtime_cost_hour"):
            return None
        return Decimal(repr(facts.number("downtime_cost_hour"))) / self.ground.bill.exchange_rate

    @cached_property
    def _costs(self) -> dict[float, Decimal]:
        return {}

    def of_the_platform(self) -> Iterator[Failure]:
        """Yield what may fail of the platform itself."""
        ground = self.ground
        for outage in outages(ground):
            if outage.reach == "nobody":
                hit: list[Objective] = []
            elif outage.reach == "interfaces":
                interfaces = {row.key for row in ground.setting.assessment.interfaces.interfaces}
                hit = [one for one in ground.asked if interfaces.intersection(self.needed[one.key])]
            else:
                hit = list(ground.asked)
            yield self._failure(outage, hit, "")

    def of_the_link(self) -> Iterator[Failure]:
        """Yield the failure of the line to the old site, if there is one."""
        facts = self.ground.setting.facts
        link = facts.text("hybrid_link")
        if link == "none":
            return
        systems = self.ground.setting.assessment.dependencies.systems
        behind = {row.key for row in systems if row.location == "on_premises" and row.moves != "with_erp"}
        hit = [one for one in self.ground.asked if behind.intersection(self.needed[one.key])]
        name = f"The link to the old site ({coded('hybrid_link', link)})"
        if link != "internet" and facts.flag("hybrid_link_redundant"):
            words = "the second line takes over"
            yield self._failure(Outage("link", "", name, words, 0.0, 0.0, "nobody", "", STATED), [], "")
            return
        words = f"what stays on site is out of reach{'' if hit else '; no process is known to need any of it'}"
        words += "; no time to repair is promised" if hit else ""
        minutes = None if hit else 0.0
        yield self._failure(Outage("link", "", name, words, minutes, 0.0, "nobody", "", STATED), hit, "")

    def of_systems(self) -> Iterator[Failure]:
        """Yield the failures of systems beside the ERP, those through which people sign in among them."""
        estate, facts = self.ground.setting.estate, self.ground.setting.facts
        systems = estate.assessment.dependencies.systems
        if facts.text("identity_provider") != "odoo_local" and not any(row.kind == "identity" for row in systems):
            name = f"Sign-in ({coded('identity_provider', facts.text('identity_provider'))})"
            words = "who is signed in works on, nobody else gets in; no recovery is promised"
            outage = Outage("identity", "", name, words, None, 0.0, "everybody", "", STATED)
            yield self._failure(outage, list(self.ground.asked), "")
        behind_the_erp = estate.behind((THE_ERP,))
        for system in systems:
            hit = self.hit_by.get(system.key, [])
            kind: FailureKind = "identity" if system.kind == "identity" else "system"
            back, with_us = self.back.get(system.key), system.key in self.with_the_platform
            everything = system.key in behind_the_erp
            words = "runs on the platform: back with it" if with_us and hit else _promised(back, bool(hit))
            if everything and hit:
                words = f"nobody signs in or works without it; {words}"
            minutes, reach = back if hit else 0.0, REACHES[everything]
            tested = self.rests_on if with_us and hit else ""
            outage = Outage(kind, system.key, system.name, words, minutes, 0.0, reach, tested, STATED)
            yield self._failure(outage, hit, system.key)

    @cached_property
    def rests_on(self) -> Literal["restore", "failover"]:
        """What has to be tested for the platform's own way back to be proven."""
        return "restore" if self.ground.chosen.pattern_class in RESTORE_CLASSES else "failover"

    @cached_property
    def with_the_platform(self) -> frozenset[str]:
        """Systems that run on the platform and come back with it."""
        estate = self.ground.setting.estate
        systems = estate.assessment.dependencies.systems
        return frozenset(row.key for row in systems if row.moves == "with_erp" and row.key not in estate.promised)

    @cached_property
    def back(self) -> Mapping[str, float]:
        """When each system is back, as far as it is known. [minutes]."""
        with_us = dict.fromkeys(sorted(self.with_the_platform), self.ground.chosen.rto_minutes)
        return {**self.ground.setting.estate.promised, **with_us}

    def of_interfaces(self) -> Iterator[Failure]:
        """Yield the failures of interfaces: an interface is back when its partner and all behind it are."""
        setting = self.ground.setting
        for row in setting.assessment.interfaces.interfaces:
            hit = self.hit_by.get(row.key, [])
            behind = [name for name in setting.estate.behind((row.key,)) if name not in {row.key, THE_ERP}]
            known = [self.back[name] for name in behind if name in self.back]
            back = max(known) if known and len(known) == len(behind) else None
            silent = setting.knowledge.interface_types[row.interface_type].if_silent_hours_matters * MINUTES_PER_HOUR
            words = _promised(back, bool(hit))
            if hit:
                words += f"; silence is felt after about {said(silent)}"
            minutes = back if hit else 0.0
            outage = Outage("interface", row.key, row.name, words, minutes, 0.0, "nobody", "", STATED)
            yield self._failure(outage, hit, row.key, harmless=silent)

    def _failure(self, outage: Outage, hit: list[Objective], key: str, *, harmless: float = 0.0) -> Failure:
        everything = bool(hit) and outage.reach == "everybody"
        stops = tuple(self._stopped(one, outage.minutes, key) for one in hit)
        cost, at_most, words = self._cost(outage.minutes, everything=everything, anything=bool(hit))
        return Failure(
            kind=outage.kind,
            about=outage.about,
            name=outage.name,
            words=outage.words,
            minutes=outage.minutes,
            rpo_minutes=outage.rpo_minutes,
            harmless_minutes=harmless,
            everything=everything,
            stops=stops,
            cost_usd=cost,
            cost_at_most=at_most,
            cost_words=words,
            proven=self.ground.proof(outage.tested).proven if outage.tested else None,
            source=outage.source,
        )

    def _stopped(self, one: Objective, minutes: float | None, key: str) -> StoppedProcess:
        criticality, tested = self.rows.get(one.key, (3, None))
        carries = None
        if one.workaround != "none" and one.workaround_hours is not None:
            carries = one.workaround_hours * MINUTES_PER_HOUR
        uncovered = None
        if minutes is not None and (one.workaround == "none" or carries is not None):
            uncovered = max(0.0, minutes - (carries or 0.0))
        via = self.ground.setting.estate.path(self.needed[one.key], key) if key else ()
        return StoppedProcess(
            one.key,
            one.name,
            criticality,
            minutes,
            one.rto_minutes,
            None if minutes is None else minutes > one.rto_minutes,
            one.workaround,
            tested,
            carries,
            uncovered,
            via,
        )

    def _cost(self, minutes: float | None, *, everything: bool, anything: bool) -> tuple[Decimal | None, bool, str]:
        if not anything:
            return Decimal("0.00"), False, "nothing stops"
        if self.hour_usd is None:
            return None, False, "nobody has said what an hour without the ERP costs"
        if minutes is None:
            return None, False, "nobody knows for how long"
        if minutes not in self._costs:
            self._costs[minutes] = cents(self.hour_usd * Decimal(repr(minutes)) / MINUTES_PER_HOUR)
        cost = self._costs[minutes]
        if everything:
            return cost, False, "the hourly cost stated for the ERP"
        return cost, True, "at most: the hourly cost stated is that of the whole ERP"


def _promised(back: float | None, needed: bool) -> str:  # noqa: FBT001 - one of two parts
    if not needed:
        return "no process is known to need it"
    if back is None:
        return "nobody has promised when it is back"
    return f"promised back in {said(back)}" if back else "promised back at once"


def worst_first(found: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """Return the failures that stop anything: most processes late or open first, then the longest."""
    stopping = [each for each in found if each.stops]
    return tuple(
        sorted(
            stopping,
            key=lambda each: (
                -sum(one.late is not False for one in each.stops),
                -(float("inf") if each.minutes is None else each.minutes),
                each.name,
            ),
        )
    )


def named(processes: tuple[StoppedProcess, ...]) -> str:
    """Return the names of processes in a sentence."""
    return listed([one.name for one in processes])
