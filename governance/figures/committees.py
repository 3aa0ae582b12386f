"""Committees as their members see them: which CCGs take part when, and who holds which role."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from hubportal.organisations.models import Assignment, Committee, CommitteeCcg, Person


def committees_of(person: Person) -> QuerySet[Committee]:
    """The committees at which a person holds a role today, with the CCGs of each."""
    links = CommitteeCcg.objects.select_related("ccg").order_by("ccg__name")
    return (
        Committee.objects.filter(pk__in=person.grants.on("committee_read"))
        .select_related("hub")
        .prefetch_related(Prefetch("ccg_links", queryset=links))
    )


def roles_at(committee: Committee, *, on: date) -> QuerySet[Assignment]:
    """The roles held at a committee on a day, with their holders, by role and name."""
    held = Assignment.objects.filter(committee=committee, period__contains=on, person__is_active=True)
    return held.select_related("person").order_by("role", "person__name")
