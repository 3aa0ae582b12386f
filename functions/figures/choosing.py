"""What a person can choose from when working cases: their CCGs, practices, colleagues and the function matrix."""

from collections.abc import Collection
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from functions.figures.matrix import activities_on
from functions.models import Activity
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.roles import roles_with
from hubportal.tenancy.prepared import among, slot, statement
from hubportal.web.fields import Option

CASEWORK_ROLES = roles_with("ccg_case_edit")
MOST_FOUND = 10


def those_who_work(ccg_ids: Collection[int], *, on: date, roles: Collection[str] = CASEWORK_ROLES) -> QuerySet[Person]:
    """Those who work cases (or hold one of other roles) for any of these CCGs on a day, and so may own one, by name."""
    hubs = Ccg.objects.filter(pk__in=ccg_ids).values_list("hub_id", flat=True)
    held = Q(assignments__ccg_id__in=ccg_ids) | Q(assignments__hub__in=hubs)
    working = Person.objects.filter(held, assignments__role__in=roles, assignments__period__contains=on)
    return working.filter(is_active=True).order_by("name", "pk").distinct()


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
