"""Who holds which role at a hub and its CCGs today, and whom an agreement names as lead for a CCG: read from the roles
and the agreements themselves, so that nothing is kept twice.
"""

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True, slots=True)
class NamedLead:
    """Somebody an agreement names: as what, such as contracting lead, and for which CCG."""

    person_id: int
    ccg_id: int
    lead: str


NamedLeads = Callable[[int], Iterable[NamedLead]]  # of a hub
_named_leads: list[NamedLeads] = []


def named_leads_from(leads: NamedLeads) -> NamedLeads:
    """Ask `leads(hub_id)` too whom to name: an app above keeps the agreements."""
    if leads not in _named_leads:
        _named_leads.append(leads)
    return leads


@dataclass(slots=True)
class Contact:
    """One person in one role, with the CCGs they hold it for; `whole_hub` when it covers all of them. `named` is what
    agreements name them as: the lead and the CCGs.
    """

    person: Person
    role: str
    ccgs: list[Ccg] = field(default_factory=list)
    whole_hub: bool = False
    named: dict[str, list[Ccg]] = field(default_factory=dict)

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLES[self.role].name


def contacts_of_hub(hub_id: int, *, on: date, ccg_id: int | None = None) -> list[Contact]:
    """Everybody of the directory by role and name, in three statements; for one CCG those who act for it, and what
    they are named as for it.
    """
    ccgs = {ccg.pk: ccg for ccg in Ccg.objects.filter(hub_id=hub_id)}
    found: dict[tuple[str, int], Contact] = {}
    held = (
        Assignment.objects.filter(_at(hub_id), role__in=LISTED, period__contains=on, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "ccg_id")
    )
    for assignment in held:
        key = (assignment.role, assignment.person_id)
        contact = found.setdefault(key, Contact(assignment.person, assignment.role))
        if assignment.ccg_id is None:
            contact.whole_hub = True
        else:
            contact.ccgs.append(ccgs[assignment.ccg_id])
    listed = sorted(found.values(), key=lambda contact: (LISTED.index(contact.role), contact.person.name))
    for contact in listed:
        contact.whole_hub = contact.whole_hub or (len(contact.ccgs) > 1 and len(contact.ccgs) == len(ccgs))
    asked = {ccg_id} if ccg_id is not None else set(ccgs)
    named = [one for leads in _named_leads for one in leads(hub_id) if one.ccg_id in asked]
    for one in sorted(named, key=lambda one: ccgs[one.ccg_id].name):
        for contact in listed:
            if contact.person.pk == one.person_id:
                contact.named.setdefault(one.lead, []).append(ccgs[one.ccg_id])
    return [contact for contact in listed if ccg_id is None or _acts_for(contact, ccg_id)]


def _at(hub_id: int) -> Q:
    return Q(hub_id=hub_id) | Q(ccg__hub_id=hub_id)


def _acts_for(contact: Contact, ccg_id: int) -> bool:
    return contact.whole_hub or ccg_id in {ccg.pk for ccg in contact.ccgs}
