"""Cases by their words, through the one function that may use the text index across CCGs."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from functions.models import Query
from hubportal.tenancy.scope import current_scope

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

MOST_FOUND = 2_000


def matching(cases: QuerySet[Query], asked: str, *, person: "Person") -> QuerySet[Query]:
    """Those of `cases` whose reference, subject, contact or detail has the words asked for.

    At most the newest 2,000 matches are considered; a page says so and asks for more words. Practices search their own
    few cases directly.
    """
    grants = person.grants
    opened = current_scope()
    if opened is not None and opened.role == "hub_practice":
        return cases.filter(subject__icontains=asked) | cases.filter(detail__icontains=asked)
    whole = opened is not None and opened.role in {"hub_wide", "hub_work"}
    ccgs = None if whole else sorted(grants.ccgs("ccg_read"))
    found = RawSQL("SELECT app.search_queries(%s, %s::bigint[], %s)", [asked, ccgs, MOST_FOUND])  # noqa: S611
    return cases.filter(pk__in=found)
