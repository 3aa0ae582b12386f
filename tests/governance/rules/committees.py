"""The two committees of the sources, and small ways to say who sits in them and how they vote."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import Item, Seat, Terms, Treatment, Vote
from governance.rules.voting.verdict import Casting, Verdict, decide

TOWER: dict[str, Any] = {
    "quorum": {"kind": "fraction", "fraction": "1/3"},
    "decision": {"majority_of": "votes_cast", "casting_vote": ["chair", "vice_chair"]},
}
TOWER_HAMLETS = terms_from(TOWER)
TOWER_SEATS = (
    Seat("chair", "CCG", "lay", "chair"),
    Seat("vice", "CCG", "lay", "vice_chair"),
    Seat("lay1", "CCG", "lay"),
    Seat("lay2", "CCG", "lay"),
    Seat("ao", "CCG", "executive"),
    Seat("cfo", "CCG", "executive"),
    Seat("gp", "CCG", "clinical"),
    Seat("gp2", "CCG", "clinical", voting=False),
    Seat("watch", "Healthwatch", "other", voting=False),
)

JOINT: dict[str, Any] = {
    "quorum": {
        "kind": "all_of",
        "rules": [
            {
                "kind": "per_organisation",
                "counts": {"Mid Essex": 2, "North East Essex": 2, "NHS England": 2},
                "offices": ["chair", "vice_chair"],
                "office_from": ["Mid Essex", "North East Essex"],
            },
            {"kind": "role_majority", "roles": ["lay", "executive"]},
        ],
    },
    "weights": {"kind": "bloc", "totals": {"NHS England": 6}},
    "decision": {"majority_of": "weight_present", "casting_vote": ["area_director", "medical_director"]},
    "single_ccg": {"casting_vote": ["area_director", "medical_director"], "bloc_total": "parity"},
}
ESSEX = terms_from(JOINT)
ESSEX_SEATS = (
    Seat("m1", "Mid Essex", "lay", "chair"),
    Seat("m2", "Mid Essex", "executive"),
    Seat("m3", "Mid Essex", "clinical"),
    Seat("n1", "North East Essex", "lay", "vice_chair"),
    Seat("n2", "North East Essex", "executive"),
    Seat("n3", "North East Essex", "clinical"),
    Seat("area", "NHS England", "executive", "area_director"),
    Seat("medical", "NHS England", "clinical", "medical_director"),
    Seat("head", "NHS England", "executive"),
)


def item(
    seats: Iterable[Seat],
    *,
    away: Iterable[str] = (),
    leave: Iterable[str] = (),
    stay: Iterable[str] = (),
    instead: Mapping[str, str] | None = None,
    business_of: str | None = None,
) -> Item:
    """An item with these seats, less who is away, with conflicts and stand-ins."""
    gone = set(away)
    return Item(
        tuple(replace(seat, present=seat.key not in gone) for seat in seats),
        dict.fromkeys(leave, Treatment.LEAVE) | dict.fromkeys(stay, Treatment.STAY),
        instead or {},
        business_of,
    )


def votes(*, yes: str = "", no: str = "", neither: str = "") -> dict[str, Vote]:
    """Votes by keys with spaces between."""
    return {
        **dict.fromkeys(yes.split(), Vote.FOR),
        **dict.fromkeys(no.split(), Vote.AGAINST),
        **dict.fromkeys(neither.split(), Vote.ABSTAIN),
    }


def verdict(terms: Terms, on: Item, casting: tuple[str, str] | None = None, **cast: str) -> Verdict:
    """The verdict on a motion."""
    second = Casting(casting[0], Vote(casting[1])) if casting else None
    return decide(terms, on, votes(**cast), second)
