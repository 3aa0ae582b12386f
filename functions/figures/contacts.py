"""Who holds which role at a hub and its CCGs today: read from the roles themselves, so that nothing is kept twice."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from hubportal.organisations.models import Assignment, Ccg, Person
from hubportal.organisations.roles import ROLES

# The roles of the directory, in its order; an auditor or a practice's manager is nobody to ask.
LISTED = (
    "locality_director", "head_of_primary_care", "assistant_head_of_finance", "hub_contracting_officer",
    "hub_finance_officer", "ccg_lead", "ccg_finance_lead",
)  # fmt: skip


@dataclass(slots=True)
class Contact:
    """One person in one role, with the CCGs they hold it for; `whole_hub` when it covers all of them."""

    person: Person
    role: str
    ccgs: list[Ccg] = field(default_factory=list)
    whole_hub: bool = False

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLES[self.role].name


def contacts_of_hub(hub_id: int, *, on: date, ccg_id: int | None = None) -> list[Contact]:
    """Everybody of the directory by role and name, in two statements; for one CCG, those who act for it."""
    ccgs = {ccg.pk: ccg for ccg in Ccg.objects.filter(hub_id=hub_id)}
    found: dict[tuple[str, int], Contact] = {}
    held = (
        Assignment.objects.filter(_at(hub_id), role__in=LISTED, period__contains=on, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "ccg_id")
    )
    for one in held:
        contact = found.setdefault((one.role, one.person_id), Contact(one.person, one.role))
        if one.ccg_id is None:
            contact.whole_hub = True
        else:
            contact.ccgs.append(ccgs[one.ccg_id])
    listed = sorted(found.values(), key=lambda contact: (LISTED.index(contact.role), contact.person.name))
    for contact in listed:
        contact.whole_hub = contact.whole_hub or (len(contact.ccgs) > 1 and len(contact.ccgs) == len(ccgs))
    return [one for one in listed if ccg_id is None or _acts_for(one, ccg_id)]


def _at(hub_id: int) -> Q:
    return Q(hub_id=hub_id) | Q(ccg__hub_id=hub_id)


def _acts_for(contact: Contact, ccg_id: int) -> bool:
    return contact.whole_hub or ccg_id in {ccg.pk for ccg in contact.ccgs}
