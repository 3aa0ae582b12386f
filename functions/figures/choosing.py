"""What a person can choose from when working cases: their CCGs, practices, colleagues and the function matrix."""

from collections.abc import Collection
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from functions.figures.matrix import activities_on
from functions.models import Activity
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.roles import roles_with
from hubportal.tenancy.prepared import Listed, among, slot, statement
from hubportal.web.fields import Option

CASEWORK_ROLES = roles_with("ccg_case_edit")
MOST_FOUND = 10


def those_who_work(ccg_ids: Collection[int], *, on: date, roles: Collection[str] = CASEWORK_ROLES) -> QuerySet[Person]:
    """Those who work cases (or hold one of other roles) for any of these CCGs on a day, and so may own one, by name."""
    hubs = Ccg.objects.filter(pk__in=ccg_ids).values_list("hub_id", flat=True)
    held = Q(assignments__ccg_id__in=ccg_ids) | Q(assignments__hub__in=hubs)
    working = Person.objects.filter(held, assignments__role__in=roles, assignments__period__contains=on)
    return working.filter(is_active=True).order_by("name", "pk").distinct()


def filter_choices(person: Person, *, on: date) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What the work list can be narrowed to, in one statement: each CCG the person reads, as code and name, and each
    colleague who may own the cases this person works, as public id and name; none for those who work none.
    """
    grants, whole = person.grants, person.grants.whole_hub()
    read, worked = grants.ccgs("ccg_read"), grants.ccgs("ccg_case_edit")
    values = {
        "hub": whole,
        "read": list(read),
        "worked": list(worked),
        "roles": list(CASEWORK_ROLES),
        "on": on,
        "person": person.pk,
    }
    found = _offered(whole is not None, whole is not None and worked == read)(values)
    return (
        [(code, name) for sort, code, name in found if sort == "ccg"],
        [(key, name) for sort, key, name in found if sort == "owner"],
    )


# One statement for both, since a page of the list has few to spare.
_OFFERED = """
SELECT 'ccg' AS sort, ods_code AS key, name FROM organisations_ccg WHERE {read}
UNION ALL
SELECT 'owner', p.public_id::text, p.name
FROM organisations_person p
WHERE p.is_active AND p.id <> %s AND p.id IN (
  SELECT a.person_id FROM organisations_assignment a
  WHERE a.role = ANY (%s) AND a.period @> %s::date AND {worked})
ORDER BY name
"""
# Whoever works for every CCG of a hub names the hub, since hundreds of keys are long to send and to read.
_WORKED_WHOLE = "(a.hub_id = %s OR a.ccg_id IN (SELECT id FROM organisations_ccg WHERE hub_id = %s))"
_WORKED_LISTED = """(a.ccg_id = ANY (%s::bigint[])
    OR a.hub_id IN (SELECT hub_id FROM organisations_ccg WHERE id = ANY (%s::bigint[])))"""


@statement
def _offered(reads_whole: bool, works_whole: bool) -> Listed:
    sql = _OFFERED.format(
        read="hub_id = %s" if reads_whole else "id = ANY (%s::bigint[])",
        worked=_WORKED_WHOLE if works_whole else _WORKED_LISTED,
    )
    read, worked = slot("hub" if reads_whole else "read"), slot("hub" if works_whole else "worked")
    return Listed(sql, (read, slot("person"), slot("roles"), slot("on"), worked, worked), list)


class Choosing:
    """The choices of one person on one day; each list is read once, when it is first asked for.

    `also` is a permission that the work asks for besides, of whoever chooses and of whoever may be chosen to own it.
    """

    def __init__(self, person: Person, *, on: date, only: Ccg | None = None, also: str = "ccg_case_edit") -> None:
        self.person = person
        self.on = on
        self.also = also
        self.ccg_ids: Collection[int] = person.grants.ccgs("ccg_case_edit") & person.grants.ccgs(also)
        if only is not None:
            self.ccg_ids = frozenset({only.pk}) & self.ccg_ids

    @cached_property
    def ccgs(self) -> list[Ccg]:
        """The CCGs the person may work for, by name, with their hub."""
        return _ccgs()({"ccgs": list(self.ccg_ids)})

    @cached_property
    def people(self) -> list[Person]:
        """Those who do this work for any of these CCGs today, by name."""
        return list(those_who_work(self.ccg_ids, on=self.on, roles=roles_with("ccg_case_edit", self.also)))

    @cached_property
    def teams(self) -> list[str]:
        """The teams these people are in."""
        return sorted({person.team for person in self.people if person.team})

    @cached_property
    def activities(self) -> list[Activity]:
        """The function matrix in force, its finance services after the functions."""
        return list(activities_on(self.on, self.person.grants.only_hub(), schedule=None))

    def ccg(self, pk: str | None) -> Ccg | None:
        """One of the CCGs by its key."""
        return next((ccg for ccg in self.ccgs if str(ccg.pk) == pk), None)

    def owner(self, pk: str | None) -> Person | None:
        """One of the people by their key."""
        return next((person for person in self.people if str(person.pk) == pk), None) if pk else None

    def activity(self, ref: str | None) -> Activity | None:
        """A function of the matrix by its number."""
        return next((found for found in self.activities if found.ref == ref), None) if ref else None

    def practice(self, code: str | None) -> Practice | None:
        """A practice by its code."""
        return Practice.objects.filter(ods_code=code).first() if code else None

    def find_practices(self, typed: str) -> list[Option]:
        """Practices of these CCGs by the beginning of the code or part of the name; any practice by its whole code."""
        words = Q(ods_code__istartswith=typed) | Q(name__icontains=typed)
        theirs = PracticeMembership.objects.filter(ccg_id__in=self.ccg_ids).values("practice_id")
        found = Practice.objects.filter(Q(pk__in=theirs) & words | Q(ods_code__iexact=typed)).order_by("name", "pk")
        return [Option(practice.ods_code, practice.name) for practice in found[:MOST_FOUND]]

    def ccg_of(self, practice: Practice, on: date | None) -> Ccg | None:
        """The CCG a practice belongs to on a day (today when none is given), whoever works for it."""
        member = (
            PracticeMembership.objects.filter(practice=practice, period__contains=on or self.on)
            .select_related("ccg")
            .first()
        )
        return member.ccg if member else None


@statement
def _ccgs() -> QuerySet[Ccg]:
    return Ccg.objects.filter(among("id", slot("ccgs"))).select_related("hub")
