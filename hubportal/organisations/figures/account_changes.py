"""What was changed on people's accounts, roles and invitations, for those who look after them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from hubportal.audit.searching import Asked, Change, Row, Table, search, versions
from hubportal.organisations.models import Ccg, Committee, Hub, Person, Practice
from hubportal.organisations.services.directory import people_managed_by, where_managed

PERSON, ROLE, INVITATION = "organisations.Person", "organisations.Assignment", "organisations.Invitation"
PLACES: dict[str, type[Model]] = {"hub_id": Hub, "ccg_id": Ccg, "committee_id": Committee, "practice_id": Practice}


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changes: each with the row before and after, and the names behind the keys in them."""

    rows: list[tuple[Change, Row, Row]]
    following: str
    people: dict[int, str]
    places: dict[tuple[str, int], str]

    def place_of(self, row: Row) -> str:
        """The organisation a role is held or offered at."""
        return next((self.places.get((name, row[name]), "") for name in PLACES if row.get(name)), "")


def changes_seen_by(manager: Person, *, on: date, person: Person | None = None, after: str = "") -> Changes:
    """A page of what was changed, newest first: of one person, or of everybody `manager` looks after that day."""

    def seen(table: Table) -> Q | None:
        return _rows_seen(manager, table, on=on, person=person)

    found, following = search(Asked(), seen=seen, after=after)
    told = versions(found)
    rows = [(change, *told[change.table, change.key]) for change in found]
    return Changes(rows, following, _people(rows), _places(rows))


def _rows_seen(manager: Person, table: Table, *, on: date, person: Person | None) -> Q | None:
    match table.label:
        case "organisations.Person" if person is not None:
            return Q(pgh_obj=person.pk)
        case "organisations.Person":
            everybody = manager.is_system_administrator
            return Q() if everybody else Q(pgh_obj__in=people_managed_by(manager, on=on).values("pk"))
        case "organisations.Assignment":
            return where_managed(manager, on) & (Q(person=person.pk) if person else Q())
        case "organisations.Invitation":
            return where_managed(manager, on) & (Q(email=person.email) if person else Q())
    return None


def _people(rows: list[tuple[Change, Row, Row]]) -> dict[int, str]:
    keys: set[int] = {change.person for change, _, _ in rows if change.person}
    keys |= {after["person_id"] for _, _, after in rows if after.get("person_id")}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))


def _places(rows: list[tuple[Change, Row, Row]]) -> dict[tuple[str, int], str]:
    found = {}
    for name, model in PLACES.items():
        keys = {after[name] for _, _, after in rows if after.get(name)}
        if keys:
            found |= {(name, row.pk): str(row) for row in model._default_manager.filter(pk__in=keys)}
    return found
