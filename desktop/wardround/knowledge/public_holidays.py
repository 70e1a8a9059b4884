"""Public holidays and weekends by country, from the `holidays` library, which travels with Wardround.

The library computes the days; it asks no network. A country or region that it does not know has no holidays here, and
`is_known` says so: a plan may then fall on one, which the plan has to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

SATURDAY_AND_SUNDAY = (5, 6)


@dataclass(frozen=True, slots=True)
class NationalCalendar:
    """The days off of a country in some years.

    Parameters
    ----------
    country : two capital letters (ISO 3166-1).
    region : the part of the country that was taken into account; empty for the whole.
    weekend : weekdays that are no working days, Monday being 0.
    days : public holidays, ascending.
    is_known : whether the library knows the country.
    """

    country: str
    region: str
    weekend: tuple[int, ...]
    days: tuple[date, ...]
    is_known: bool


@lru_cache(maxsize=256)
def national_calendar(country: str, region: str, first_year: int, last_year: int) -> NationalCalendar:
    """Return the public holidays of a country, and of a region of it where one is named.

    Parameters
    ----------
    country : two capital letters (ISO 3166-1), as in DE.
    region : the code of a region as the library has it, as in NI, or DE-NI; one that it does not know is passed over.
    first_year, last_year : both included.
    """
    known = holidays.list_supported_countries()
    if country not in known:
        return NationalCalendar(country, "", SATURDAY_AND_SUNDAY, (), is_known=False)
    part = region.upper().removeprefix(f"{country}-")
    part = part if part in known[country] else ""
    found = holidays.country_holidays(country, subdiv=part or None, years=range(first_year, last_year + 1))
    weekend = tuple(sorted(int(day) for day in found.weekend))
    return NationalCalendar(country, part, weekend, tuple(sorted(found)), is_known=True)


def regions_of(country: str) -> tuple[str, ...]:
    """Return the codes of the regions whose holidays are known apart; none for a country that is not known."""
    return tuple(holidays.list_supported_countries().get(country, ()))
