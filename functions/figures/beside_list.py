"""What stands beside the work list: what it can be narrowed to, the saved views, and its cases by CCG."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from functions.figures.choosing import CASEWORK_ROLES
from functions.models import Query
from functions.models.queries import State
from hubportal.organisations.models import Person
from hubportal.tenancy.prepared import Listed, slot, statement


class SavedLine(NamedTuple):
    """A saved view by its public id: its name, the list it shows, and whose it is."""

    key: str
    name: str
    parameters: str
    is_shared: bool
    person_id: int
    person_name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The CCGs a person reads and the colleagues who may own the cases they work, as key and name, and the views they
    saved or that were shared in their hub; each by name.
    """

    ccgs: list[tuple[str, str]]
    owners: list[tuple[str, str]]
    saved: list[SavedLine]


def beside_list(person: Person, *, on: date) -> Beside:
    """All of it in one statement; a practice's people choose from nothing and save no views."""
    grants, whole = person.grants, person.grants.whole_hub()
    read, worked = grants.ccgs("ccg_read"), grants.ccgs("ccg_case_edit")
    if not read:
        return Beside([], [], [])
    values = {
        "hub": whole,
        "hubs": list(grants.hubs),
        "read": list(read),
        "worked": list(worked),
        "roles": list(CASEWORK_ROLES),
        "on": on,
        "person": person.pk,
    }
    found = _beside(whole is not None, whole is not None and worked == read)(values)
    return Beside(
        [row[1:3] for row in found if row[0] == "ccg"],
        [row[1:3] for row in found if row[0] == "owner"],
        [SavedLine(*row[1:]) for row in found if row[0] == "view"],
    )


# One statement for all three, since a page of the list has few to spare.
_BESIDE = """
SELECT 'ccg' AS sort, ods_code AS key, name, '' AS parameters, false AS is_shared, NULL::bigint AS person_id, '' AS by
FROM organisations_ccg WHERE {read}
UNION ALL
SELECT 'owner', p.public_id::text, p.name, '', false, NULL, ''
FROM organisations_person p
WHERE p.is_active AND p.id <> %s AND p.id IN (
  SELECT a.person_id FROM organisations_assignment a
  WHERE a.role = ANY (%s) AND a.period @> %s::date AND {worked})
UNION ALL
SELECT 'view', v.public_id::text, v.name, v.parameters, v.is_shared, v.person_id, p.name
FROM functions_savedview v JOIN organisations_person p ON p.id = v.person_id
WHERE v.hub_id = ANY (%s::bigint[]) AND (v.is_shared OR v.person_id = %s)
ORDER BY name
"""
# Whoever works for every CCG of a hub names the hub, since hundreds of keys are long to send and to read.
_WORKED_WHOLE = "(a.hub_id = %s OR a.ccg_id IN (SELECT id FROM organisations_ccg WHERE hub_id = %s))"
_WORKED_LISTED = """(a.ccg_id = ANY (%s::bigint[])
    OR a.hub_id IN (SELECT hub_id FROM organisations_ccg WHERE id = ANY (%s::bigint[])))"""


@statement
def _beside(reads_whole: bool, works_whole: bool) -> Listed:
    sql = _BESIDE.format(
        read="hub_id = %s" if reads_whole else "id = ANY (%s::bigint[])",
        worked=_WORKED_WHOLE if works_whole else _WORKED_LISTED,
    )
    read, worked = slot("hub" if reads_whole else "read"), slot("hub" if works_whole else "worked")
    offered = (read, slot("person"), slot("roles"), slot("on"), worked, worked)
    return Listed(sql, (*offered, slot("hubs"), slot("person")), list)


def open_by_ccg(person: Person, *, today: date) -> list[dict[str, Any]]:
    """For each CCG with open cases: how many are open, late and without an owner."""
    cases = Query.objects.visible_to(person).filter(state=State.OPEN)
    rows = (
        cases.values("ccg__name", "ccg__ods_code")
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=Q(next_due_on__lt=today)),
            unassigned=Count("pk", filter=Q(owner__isnull=True, team="")),
        )
        .order_by("ccg__name")
    )
    return [dict(row) for row in rows]
