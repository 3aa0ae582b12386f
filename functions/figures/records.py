"""What belongs to a case besides its clock: what was said, its files, its relations. A fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from functions.models import Correspondence, Query, QueryDocument, QueryLink
from hubportal.notifications.models import AccessRecord
from hubportal.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one case, newest first; only what the person's circles hold."""

    correspondence: list[Correspondence]
    attachments: list[QueryDocument]
    links: list[QueryLink]


def records_of(case: Query, *, person: Person, circles: Collection[str]) -> Records:
    """Correspondence, attachments, and links both ways; relations between cases are not a practice's to read."""
    said = Correspondence.objects.filter(ccg_id=case.ccg_id, query=case, circle__in=circles)
    files = QueryDocument.objects.filter(ccg_id=case.ccg_id, query=case, document__circle__in=circles)
    links = QueryLink.objects.filter(Q(query=case) | Q(other=case), ccg_id=case.ccg_id)
    visible = Query.objects.visible_to(person)
    seen = links.filter(query__in=visible, other__in=visible)
    return Records(
        correspondence=list(said.select_related("by", "document").order_by("-at", "-id")),
        attachments=list(files.select_related("document", "document__added_by").order_by("-id")),
        links=list(seen.select_related("query", "other").order_by("id")) if person.grants.any("ccg_read") else [],
    )


def views_of(case: Query) -> list[AccessRecord]:
    """Who looked at a restricted case, newest first; the last 200 views."""
    rows = AccessRecord.objects.filter(ccg_id=case.ccg_id, reference=case.reference).select_related("person")
    return list(rows.order_by("-id")[:200])
