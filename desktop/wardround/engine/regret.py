"""What a commitment costs when plans change: servers x ways to buy x what may happen x month, all at once.

Each server is bought in one way over the months compared: pay as you go for the hours it runs, or a commitment that
begins with it, is paid for all hours to the end of its term, and is renewed while the server is still needed. Something
may happen in any month: the tier moves to another size, grows, shrinks, or the project stops. What is bought afterwards
is bought anew in any way, so it is left out of all of them alike.

A reservation is bound to its size, and what is left of it then counts as lost: no exchange is counted on. A savings
plan moves to another size with what is left of it, and is lost where servers go.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wardround.catalogue import PurchaseOption
from wardround.engine.figure import formula
from wardround.engine.findings.purchase import Course
from wardround.engine.queueing import Numbers

HOURS_PER_MONTH = 730.0
COURSES: tuple[Course, ...] = ("as_planned", "resized", "grows", "shrinks", "stops")
TERM_MONTHS = {
    PurchaseOption.PAYG: 0,
    PurchaseOption.SAVINGS_1Y: 12,
    PurchaseOption.RESERVED_1Y: 12,
    PurchaseOption.SAVINGS_3Y: 36,
    PurchaseOption.RESERVED_3Y: 36,
}
OPTIONS = tuple(TERM_MONTHS)
MOVES = frozenset({PurchaseOption.SAVINGS_1Y, PurchaseOption.SAVINGS_3Y})
"""Commitments that follow a server to another size."""


@formula(
    "price x hours it runs x months used",
    unit="USD",
    source="price lists: pay as you go is billed for the hours that a server runs",
)
def payg_usd(usd_per_hour: Numbers, hours_per_month: Numbers, months: Numbers) -> Numbers:
    """Return what servers cost at pay as you go. [USD]."""
    return usd_per_hour * hours_per_month * months


@formula(
    "committed price x 730 hours x term x terms begun",
    unit="USD",
    source="price lists: a commitment is paid for every hour of its term, and begun anew while the server is needed",
)
def committed_usd(usd_per_hour: Numbers, months: Numbers, term_months: int) -> Numbers:
    """Return what servers cost under a commitment that is paid to the end of its term. [USD]."""
    return np.asarray(usd_per_hour * HOURS_PER_MONTH * (np.ceil(months / term_months) * term_months))


@formula(
    "term x committed price x 730 / (price x hours it runs), rounded up",
    unit="month",
    source="the month in which pay as you go has cost as much as the whole commitment",
)
def break_even_month(term_months: int, committed: float, payg: float, hours_per_month: float) -> int | None:
    """Return the first month from which a commitment has cost less, even if the server is then dropped.

    None where it never does inside its term, as for a server that runs few hours.
    """
    monthly = payg * hours_per_month
    if not monthly:
        return None
    month = int(np.ceil(term_months * committed * HOURS_PER_MONTH / monthly - 1e-9))
    return month if month <= term_months else None


@dataclass(frozen=True)
class Servers:
    """Servers one by one, as arrays in one order.

    Parameters
    ----------
    usd_per_hour : price by way to buy (in the order of `OPTIONS`) and server; NaN where none is known.
    hours_per_month : hours that each runs.
    kept : whether it is still needed when the load shrinks.
    scales_out : whether growth adds servers; else it moves to a larger size.
    """

    usd_per_hour: Numbers
    hours_per_month: Numbers
    kept: NDArray[np.bool_]
    scales_out: NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """What may happen, as arrays in one order: first that nothing does, then each course in each month."""

    window_months: int
    course: NDArray[np.int64]
    month: NDArray[np.int64]
    weight: Numbers

    def named(self, place: int) -> tuple[Course, int]:
        """Return the course and month of a case; month 0 where nothing happens."""
        course = COURSES[int(self.course[place])]
        return course, 0 if course == "as_planned" else int(self.month[place])


@lru_cache(maxsize=64)
def cases_of(window_months: int, weights: tuple[float, ...]) -> Cases:
    """Return the cases of a window; each month of a course is as likely as any other.

    Parameters
    ----------
    weights : of `COURSES`, in any unit.
    """
    months = np.arange(1, window_months)
    course = np.concatenate([[0], np.repeat(np.arange(1, len(COURSES)), len(months))]).astype(np.int64)
    month = np.concatenate([[window_months], np.tile(months, len(COURSES) - 1)]).astype(np.int64)
    whole = sum(weights) or 1.0
    each = [weights[0], *(weight / max(len(months), 1) for weight in weights[1:])]
    return Cases(window_months, course, month, np.array([each[place] / whole for place in course]))


def months_used(servers: Servers, cases: Cases) -> Numbers:
    """Return how many months each server is used in each case, indexed [server, case]."""
    course, month = cases.course[None, :], cases.month[None, :]
    goes_on = (
        (course == COURSES.index("as_planned"))
        | ((course == COURSES.index("grows")) & servers.scales_out[:, None])
        | ((course == COURSES.index("shrinks")) & servers.kept[:, None])
    )
    return np.where(goes_on, cases.window_months, month).astype(float)


def costs(servers: Servers, cases: Cases) -> Numbers:
    """Return what each server costs in each way and case, indexed [way, server, case]; NaN without a price. [USD]."""
    used = months_used(servers, cases)
    moved = (cases.course[None, :] == COURSES.index("resized")) | (
        (cases.course[None, :] == COURSES.index("grows")) & ~servers.scales_out[:, None]
    )
    found = []
    for place, option in enumerate(OPTIONS):
        price = servers.usd_per_hour[place][:, None]
        term = TERM_MONTHS[option]
        if not term:
            found.append(payg_usd(price, servers.hours_per_month[:, None], used))
            continue
        bound = committed_usd(price, used, term)
        # What is left of a savings plan keeps its worth on the next size.
        found.append(np.where(moved, price * HOURS_PER_MONTH * used, bound) if option in MOVES else bound)
    return np.stack(found)


def best_in_hindsight(cost: Numbers, allowed: NDArray[np.bool_]) -> Numbers:
    """Return the least that each server could have cost in each case, of the ways allowed, indexed [server, case].

    Parameters
    ----------
    allowed : by way, or by way and server.
    """
    shaped = allowed[:, None, None] if allowed.ndim == 1 else allowed[:, :, None]
    return np.asarray(np.where(shaped & ~np.isnan(cost), cost, np.inf).min(axis=0))
