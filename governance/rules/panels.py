"""Who may sit on the resolution panel of a concern, and why everybody else may not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from governance.rules.naming import folded, same_name
from hubportal.clauses import clause

CLAUSE = "Specification of governance, section 8"
MOU = "London MOU, resolution panel"
MOST_ACTIONS = 5
OFFICES = {
    "lay_member": "Committee lay member",
    "nhs_director": "Senior NHS England director",
    "accountable_officer": "CCG accountable officer",
    "clinical_chair": "CCG clinical chair",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the four places, and who sits in it by office."""

    words: str
    offices: frozenset[str]


PLACES = {
    "lay_1": Seat("First lay member", frozenset({"lay_member"})),
    "lay_2": Seat("Second lay member", frozenset({"lay_member"})),
    "director": Seat("NHS England director", frozenset({"nhs_director"})),
    "officer": Seat("Accountable officer or clinical chair", frozenset({"accountable_officer", "clinical_chair"})),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked, with whatever they are associated with. `person` is their sign-in, 0 without one."""

    key: int
    name: str
    office: str
    organisation: str
    ccgs: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    person: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """What a concern is associated with: CCGs by code and name, areas (localities and NHS England offices), bodies, and
    the people who handled it before, by sign-in with what they did.
    """

    ccgs: Mapping[str, str]
    areas: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    handled: Mapping[int, str] = field(default_factory=dict)


@clause(CLAUSE, part="none associated with the concern")
def why_not(one: Candidate, concern: Concern, *, on: date) -> tuple[str, ...]:
    """Nobody sits who belongs to an organisation or area that the concern touches, or who handled it on its way.

    Every reason is given, each in a sentence; none means that they may sit. Areas and organisations are the same when
    their names are, word by word.
    """
    found = []
    if one.office not in OFFICES:
        found.append("Holds no office that sits on a panel.")
    if one.until is not None and one.until < on:
        found.append("Is no longer available for panels.")
    for code in sorted(one.ccgs & concern.ccgs.keys()):
        found.append(f"Belongs to {concern.ccgs[code]}, whose concern it is.")
    for name in sorted(concern.ccgs.values()):
        if same_name(one.organisation, name) and not one.ccgs & concern.ccgs.keys():
            found.append(f"Holds office at {name}, whose concern it is.")
    found += [f"Belongs to {area}, an area the concern touches." for area in _shared(one.areas, concern.areas)]
    # An area in which somebody holds office need not be listed for it again.
    found += [
        f"Holds office at {name}, which the concern touches."
        for name in _shared({one.organisation}, concern.areas | concern.bodies)
    ]
    found += [f"Is associated with {body}, which the concern touches." for body in _shared(one.bodies, concern.bodies)]
    if one.person and one.person in concern.handled:
        found.append(f"{concern.handled[one.person]}.")
    return tuple(found)


def _shared(mine: Iterable[str], touched: Iterable[str]) -> list[str]:
    return sorted({name for name in touched if any(_same(name, own) for own in mine)})


def _same(one: str, other: str) -> bool:
    return same_name(one, other) or (bool(folded(one)) and folded(one) == folded(other))


@dataclass(frozen=True, slots=True)
class Choice:
    """Who may sit, by place; and everybody else with why not."""

    offered: Mapping[str, tuple[Candidate, ...]]
    others: tuple[tuple[Candidate, tuple[str, ...]], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The places for which there is nobody, the second lay member too where there is only one."""
        lay = len(self.offered["lay_1"])
        return tuple(
            place.words for code, place in PLACES.items() if not self.offered[code] or (code == "lay_2" and lay == 1)
        )


@clause(CLAUSE, part="the picker offers only those who may sit")
def choice_for(candidates: Iterable[Candidate], concern: Concern, *, on: date) -> Choice:
    """Each place is offered those of its offices who may sit, by name; everybody else is shown with the reasons."""
    judged = sorted(((one, why_not(one, concern, on=on)) for one in candidates), key=lambda row: _order(row[0]))
    free = [one for one, why in judged if not why]
    offered = {code: tuple(one for one in free if one.office in place.offices) for code, place in PLACES.items()}
    return Choice(offered, tuple((one, why) for one, why in judged if why))


def _order(one: Candidate) -> tuple[str, int]:
    return (folded(one.name), one.key)


@clause(CLAUSE, part="two lay members, a director, and an officer or chair")
@clause(MOU)
def fault_of(chosen: Mapping[str, Candidate | None], concern: Concern, *, on: date) -> tuple[str, str] | None:
    """A panel is two committee lay members, one senior NHS England director, and one CCG accountable officer or
    clinical chair: four different people, of whom each may sit. Answers with the first place at fault and why.
    """
    seen: list[Candidate] = []
    for code, place in PLACES.items():
        one = chosen.get(code)
        if one is None:
            return code, f"Select the {_lower(place.words)}."
        if one.office not in place.offices:
            return code, f"{one.name} is no {_offices(place)}, so cannot be the {_lower(place.words)}."
        if any(one.key == other.key or _one_person(one, other) for other in seen):
            return code, f"{one.name} is chosen twice. Select four different people."
        if why := why_not(one, concern, on=on):
            return code, f"{one.name} may not sit. {' '.join(why)}"
        seen.append(one)
    return None


def _one_person(one: Candidate, other: Candidate) -> bool:
    return bool(one.person) and one.person == other.person


def _lower(words: str) -> str:
    return words if words.startswith("NHS") else words[0].lower() + words[1:]


def _offices(place: Seat) -> str:
    named = [OFFICES[office] for office in OFFICES if office in place.offices]
    return " or ".join(name if name.startswith("CCG") else _lower(name) for name in named)


@clause(CLAUSE, part="its decision binds and closes with actions")
def fault_of_decision(*, decided_on: date, chosen_on: date, today: date, decision: str, actions: int) -> str | None:
    """A panel decides on or after the day it was chosen, in words, with at least one action that somebody owes."""
    if not chosen_on <= decided_on <= today:
        return "The panel decides between the day it was chosen and today."
    if not decision.strip():
        return "Enter what the panel decided."
    if not actions:
        return "Enter at least one action: the decision closes the concern with what is to be done."
    return None
