"""Organisations as somebody picks them from a list: by name and a code people know."""

from dataclasses import dataclass
from datetime import date

from hubportal.organisations.models import Ccg, Committee, Hub, Person, Practice
from hubportal.organisations.services import directory
from hubportal.organisations.services.roles import Organisation
from hubportal.web.fields import Option


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation with the code it is picked by; a committee has no code of its own, so it gets a short one."""

    code: str
    name: str
    organisation: Organisation

    @property
    def option(self) -> Option:
        return Option(self.code, self.name)


def place_of(organisation: Organisation) -> Place:
    """How one organisation appears in the list."""
    match organisation:
        case Hub():
            return Place(organisation.code, organisation.name, organisation)
        case Ccg() | Practice():
            return Place(organisation.ods_code, organisation.name, organisation)
        case Committee():
            return Place(organisation.public_id.hex[:8], organisation.name, organisation)


def places_for(person: Person, *, on: date) -> dict[str, Place]:
    """Everywhere this person may give a role, by code: hubs, CCGs and committees first, then practices."""
    found: list[Organisation] = [
        *directory.hubs_managed_by(person),
        *directory.ccgs_managed_by(person),
        *directory.committees_managed_by(person),
        *directory.practices_managed_by(person, on=on),
    ]
    return {place.code: place for place in map(place_of, found)}
