"""The people and practices every test knows.

Three suffice for most: `officer` belongs, `auditor` may do less, and `stranger` is from another CCG's hub.
"""

from datetime import date

from django.db import transaction
from psycopg2.extras import DateRange

from hubportal.organisations.models import Ccg, Committee, CommitteeCcg, Hub, Person, Practice, PracticeMembership
from hubportal.organisations.services.assignments import assign
from hubportal.tenancy.scope import Scope, scope

PASSWORD = "seven-quiet-herons"
START = date(2014, 4, 1)
HERE, THERE = "05R", "06Q"  # South Warwickshire in the West Midlands hub, Mid Essex in another

# key: (role, organisation kind, code)
CAST: dict[str, tuple[str, str, str]] = {
    "officer": ("hub_contracting_officer", "ccg", HERE),
    "finance_officer": ("hub_finance_officer", "ccg", HERE),
    "head": ("head_of_primary_care", "hub", "WM"),
    "finance_head": ("assistant_head_of_finance", "hub", "WM"),
    "director": ("locality_director", "hub", "WM"),
    "lead": ("ccg_lead", "ccg", HERE),
    "finance_lead": ("ccg_finance_lead", "ccg", HERE),
    "neighbour_lead": ("ccg_lead", "ccg", "05Y"),
    "secretary": ("committee_secretary", "committee", "South Warwickshire Primary Care Committee"),
    "member": ("committee_member", "committee", "South Warwickshire Primary Care Committee"),
    "practice": ("practice_manager", "practice", "M84901"),
    "neighbour_practice": ("practice_manager", "practice", "M91901"),
    "auditor": ("auditor", "ccg", HERE),
    "stranger": ("hub_contracting_officer", "ccg", THERE),
    "stranger_head": ("head_of_primary_care", "hub", "ES"),
}
PRACTICES = {
    "M84901": ("Alder Lane Surgery", "05R"),
    "M84902": ("Birch Court Medical Centre", "05R"),
    "M91901": ("Cedar Street Practice", "05Y"),
    "F81901": ("Dune Road Surgery", "06Q"),
}


def _organisation(kind: str, code: str) -> Hub | Ccg | Committee | Practice:
    match kind:
        case "hub":
            return Hub.objects.get(code=code)
        case "ccg":
            return Ccg.objects.get(ods_code=code)
        case "committee":
            return Committee.objects.get(name=code)
        case _:
            return Practice.objects.get(ods_code=code)


def make_cast() -> None:
    """Fill the template: practices, one committee, and a person for each role, all sharing one password."""
    with (
        scope(Scope(reason="test template", ccgs=tuple(Ccg.objects.values_list("pk", flat=True)))),
        transaction.atomic(),
    ):
        for code, (name, ccg) in PRACTICES.items():
            practice = Practice.objects.create(ods_code=code, name=name, opened_on=START)
            PracticeMembership.objects.create(
                practice=practice, ccg=Ccg.objects.get(ods_code=ccg), period=DateRange(START, None)
            )
        warwick = Ccg.objects.get(ods_code=HERE)
        committee, _ = Committee.objects.get_or_create(
            hub=warwick.hub, name="South Warwickshire Primary Care Committee"
        )
    with scope(Scope(reason="test template", hub=warwick.hub_id, committees=(committee.pk,))), transaction.atomic():
        CommitteeCcg.objects.get_or_create(
            hub=warwick.hub, committee=committee, ccg=warwick, defaults={"period": DateRange(START, None)}
        )
    with transaction.atomic():
        for key, (role, kind, code) in CAST.items():
            person = Person.objects.create_user(
                f"{key}@example.org", PASSWORD, name=key.replace("_", " ").capitalize(), is_demo=True
            )
            lent = {"until": date(2099, 12, 31), "reason": "Test of the walls"} if role == "auditor" else {}
            assign(person=person, role=role, organisation=_organisation(kind, code), on=START, **lent)
        Person.objects.create_user(
            "admin@example.org", PASSWORD, name="Admin", is_demo=True, is_system_administrator=True
        )
        Person.objects.create_user("nobody@example.org", PASSWORD, name="Nobody", is_demo=True)
