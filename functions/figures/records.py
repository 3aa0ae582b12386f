"""What belongs to a case besides its clock: what was said, its files, its relations. A fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from functions.figures.turns import told
from functions.models import CaseTurn, Correspondence, FollowLink, Query, QueryDocument, QueryLink, Satisfaction
from functions.models.sight import Sight
from hubportal.notifications.models import AccessRecord
from hubportal.organisations.models import Person
from hubportal.tenancy.beside import beside, rows_of
from hubportal.tenancy.prepared import among, slot, statement


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one case, newest first; only what the person's circles hold."""

    correspondence: list[Correspondence]
    attachments: list[QueryDocument]
    links: list[QueryLink]


def case_seen(person: Person, reference: str) -> Query | None:
    """The case of a reference, if the person sees it, with what its pages tell of."""
    sight = Sight.of(person.grants)
    return next(iter(_case(sight.shape())({**sight.values(), "reference": reference})), None)


@statement
def _case(sight: Sight) -> QuerySet[Query]:
    return _with_besides(Query.objects.seen_by(sight))


def _with_besides(cases: QuerySet[Query]) -> QuerySet[Query]:
    # Each table that is joined doubles the planning: who logged it is asked beside the others, the hub hardly ever.
    logged_by = Person.objects.filter(pk=OuterRef("logged_by_id")).order_by().values("name")
    found = cases.filter(reference=slot("reference"))
    besides = found.select_related("ccg", "practice", "policy", "owner", "activity")
    return besides.annotate(logged_by_name=Subquery(logged_by))


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with what its own page shows beside it: what was said of its answer, the link by which it is followed
    (read only for those who work cases), and how it passed between the hub and its CCG.
    """

    case: Query
    judged: Satisfaction | None
    open_link: FollowLink | None
    turns: list[CaseTurn]


def case_and_besides(person: Person, reference: str) -> Seen | None:
    """The case of a reference, if the person sees it, with what its own page shows beside it; in one statement."""
    sight = Sight.of(person.grants)
    found = _case_and_besides(sight.shape(), person.grants.any("ccg_case_edit"), person.grants.any("ccg_read"))
    case: Any = next(iter(found({**sight.values(), "reference": reference})), None)
    if case is None:
        return None
    judged = rows_of(Satisfaction, case.judged_beside)
    link = rows_of(FollowLink, getattr(case, "link_beside", None))
    turns = rows_of(CaseTurn, getattr(case, "turns_beside", None))
    return Seen(case, next(iter(judged), None), next(iter(link), None), turns)


@statement
def _case_and_besides(sight: Sight, works: bool, reads: bool) -> QuerySet[Query]:
    of_the_case = {"query": OuterRef("pk"), "ccg": OuterRef("ccg")}
    besides = {"judged_beside": beside(Satisfaction.objects.filter(**of_the_case))}
    if works:
        besides["link_beside"] = beside(FollowLink.objects.filter(ended_at__isnull=True, **of_the_case))
    if reads:  # its turns are not a practice's to read
        besides["turns_beside"] = beside(told(CaseTurn.objects.filter(**of_the_case)), "by_name", "counts")
    return _with_besides(Query.objects.seen_by(sight)).annotate(**besides)


def records_of(case: Query, *, person: Person, circles: Collection[str]) -> Records:
    """Correspondence, attachments, and links both ways; relations between cases are not a practice's to read."""
    sight = Sight.of(person.grants)
    values = {"ccg": case.ccg_id, "case": case.pk, "circles": list(circles), **sight.values()}
    return Records(
        correspondence=_said()(values),
        attachments=_files()(values),
        links=_links(sight.shape())(values) if person.grants.any("ccg_read") else [],
    )


@statement
def _said() -> QuerySet[Correspondence]:
    of_the_case = Correspondence.objects.filter(ccg_id=slot("ccg"), query_id=slot("case"))
    seen = of_the_case.filter(among("circle", slot("circles"), of="text"))
    return seen.select_related("by", "document").order_by("-at", "-id")


@statement
def _files() -> QuerySet[QueryDocument]:
    of_the_case = QueryDocument.objects.filter(ccg_id=slot("ccg"), query_id=slot("case"))
    seen = of_the_case.filter(among("document__circle", slot("circles"), of="text"))
    return seen.select_related("document", "document__added_by").order_by("-id")


@statement
def _links(sight: Sight) -> QuerySet[QueryLink]:
    either = Q(query_id=slot("case")) | Q(other_id=slot("case"))
    visible = Query.objects.seen_by(sight)
    seen = QueryLink.objects.filter(either, ccg_id=slot("ccg")).filter(query__in=visible, other__in=visible)
    return seen.select_related("query", "other").order_by("id")


def views_of(case: Query) -> list[AccessRecord]:
    """Who looked at a restricted case, newest first; the last 200 views."""
    rows = AccessRecord.objects.filter(ccg_id=case.ccg_id, reference=case.reference).select_related("person")
    return list(rows.order_by("-id")[:200])
