"""Whose an activity is: what the marks of a row of the matrix mean for a piece of work."""

from dataclasses import dataclass
from enum import StrEnum

from hubportal.clauses import clause

KEY = "West Midlands MOU 4.1 key"


class Acts(StrEnum):
    """Who acts."""

    HUB = "hub_acts"
    HUB_PREPARES = "hub_prepares"
    CCG = "ccg_acts"


ACTS_WORDS = {
    Acts.HUB: "The hub acts",
    Acts.HUB_PREPARES: "The hub prepares; the CCG signs off",
    Acts.CCG: "The CCG acts",
}


@dataclass(frozen=True, slots=True)
class Allocation:
    """The marks of a row: a tick for the CCG, the hub's part (CORE, SUPPORT, TBC or none), and what limits it.

    `needs_sign_off` is set where the activity's own words ask for the CCG's sign-off.
    """

    ccg_acts: bool
    hub_part: str
    qualifier: str = ""
    needs_sign_off: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Who acts, why in a sentence, and whether both do or nobody has decided yet."""

    acts: Acts
    sentence: str
    shared: bool = False
    undecided: bool = False
    clause: str = KEY


@clause(KEY, part="whose an activity is")
def whose(row: Allocation) -> Whose:
    """Core is the hub's; with support the hub prepares and the CCG signs off; what has only the CCG's tick is its own.

    Core work whose own words ask for the CCG's sign-off is prepared by the hub. Core work with a tick beside it is done
    by both, each in its part. What is still to be confirmed is prepared for the CCG, so that nothing leaves undecided.
    """
    if row.hub_part == "TBC":
        return Whose(
            Acts.HUB_PREPARES,
            "Still to be decided between the CCG and the hub. Until it is, the hub prepares and the CCG signs off.",
            undecided=True,
        )
    if row.hub_part == "SUPPORT":
        return Whose(Acts.HUB_PREPARES, "Support: the hub prepares this for the CCG, which signs it off.")
    if row.hub_part == "CORE":
        return _core(row)
    return Whose(Acts.CCG, "The CCG does this itself; the hub has no part in it.")


def _core(row: Allocation) -> Whose:
    if row.needs_sign_off:
        return Whose(Acts.HUB_PREPARES, "Core: the hub does this, and the CCG signs it off before it goes.")
    if not row.ccg_acts:
        return Whose(Acts.HUB, "Core: the hub does this for every CCG.")
    if row.qualifier:
        return Whose(Acts.HUB, f"Core: the hub does this ({row.qualifier}); the rest is the CCG’s.", shared=True)
    return Whose(Acts.HUB, "Core: the hub does this, and the CCG does it too.", shared=True)


def code_of(row: Allocation) -> str:
    """The marks as they stand in a cell of the matrix: CCG, Core, Support, To be confirmed, or two of them."""
    hub = {"CORE": "Core", "SUPPORT": "Support", "TBC": "To be confirmed", "": ""}[row.hub_part]
    return " + ".join(part for part in ("CCG" if row.ccg_acts else "", hub) if part)


def code_in_full(row: Allocation) -> str:
    """The same with what limits the hub's part: CCG + Support (on request)."""
    return f"{code_of(row)} ({row.qualifier})" if row.qualifier else code_of(row)
