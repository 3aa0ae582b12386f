"""Who holds a role on a day, for those who are to be told or asked."""

from datetime import date

from django.db.models import Q

from hubportal.organisations.models import Assignment


def leads_of(ccg_id: int, *, on: date) -> set[int]:
    """Those who lead co-commissioning for a CCG on a day."""
    return _holding(Q(ccg=ccg_id, role="ccg_lead"), on=on)


def holders_at(hub_id: int, *roles: str, on: date) -> set[int]:
    """Those who hold one of these roles at a hub on a day."""
    return _holding(Q(hub=hub_id, role__in=roles), on=on)


def _holding(where: Q, *, on: date) -> set[int]:
    held = Assignment.objects.filter(where, period__contains=on, person__is_active=True)
    return set(held.values_list("person_id", flat=True))
