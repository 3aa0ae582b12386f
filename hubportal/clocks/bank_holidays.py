"""Bank holidays by name, from the `holidays` package; nothing is fetched when the portal runs.

Days are those known when the package was released; Easter and the fixed holidays are computed for later
years, and a day proclaimed since is added as a closure.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from holidays import country_holidays

FIRST_YEAR, LAST_YEAR = 2010, 2035

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


def _of_nation(nation: str) -> dict[date, str]:
    # Without a subdivision the package leaves out Easter Monday and the August holiday.
    found = country_holidays("GB", subdiv=nation, years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB")
    return {day: name.replace(" (observed)", ", substitute day") for day, name in found.items()}


@cache
def england() -> Mapping[date, str]:
    """England's bank holidays: date to name."""
    return _of_nation("ENG")


@cache
def any_part_of_the_uk() -> Mapping[date, str]:
    """Bank holidays of any part of the United Kingdom: date to name, with the nations that keep it if not
    England.
    """
    by_nation = {name: _of_nation(nation) for nation, name in NATIONS.items()}
    found: dict[date, str] = {}
    for day in sorted(set().union(*by_nation.values())):
        keeping = [nation for nation, days in by_nation.items() if day in days]
        name = by_nation[keeping[0]][day]
        found[day] = name if "England" in keeping else f"{name}, {' and '.join(keeping)}"
    return found
