"""Saying that two cases of one CCG belong together."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from functions.models import Query, QueryLink
from functions.rules.acts import Act
from functions.services.finding import allow, locked_case
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

_CLAUSE = "Specification of casework, section 5"


@transaction.atomic
def link(*, query_id: int, other_id: int, by: Person, at: datetime, sort: str = QueryLink.Sort.RELATED) -> QueryLink:
    """Link a case to another of the same CCG; a pair is linked once, whichever way round."""
    case, other = _both(query_id, other_id, by=by)
    if sort not in QueryLink.Sort.values:
        raise Refused("Choose how the two cases belong together.", field="sort", status=400)
    if case.ccg_id != other.ccg_id:
        raise Refused("Only cases of the same CCG can be linked.", clause=_CLAUSE, field="other")
    known = QueryLink.objects.filter(_pair(case, other), ccg_id=case.ccg_id).first()
    if known is not None:
        raise Refused(f"The two cases are linked already: {known.get_sort_display().lower()}.", field="other")
    return QueryLink.objects.create(
        hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, other=other, sort=sort, made_by=by
    )


@transaction.atomic
def unlink(*, query_id: int, other_id: int, by: Person, at: datetime) -> None:
    """Take a link away; the history keeps it. A merge or split is undone by its own act, not here."""
    case, other = _both(query_id, other_id, by=by)
    found = QueryLink.objects.filter(_pair(case, other), ccg_id=case.ccg_id)
    if found.exclude(sort=QueryLink.Sort.RELATED).filter(_made_by_an_act(case, other)).exists():
        raise Refused("These cases were merged or split: the link shows that.", clause=_CLAUSE)
    if not found.delete()[0]:
        raise Refused("The two cases are not linked.", field="other")


def _both(query_id: int, other_id: int, *, by: Person) -> tuple[Query, Query]:
    if query_id == other_id:
        raise Refused("Choose another case.", field="other", status=400)
    found = {key: locked_case(query_id=key, by=by, version=None) for key in sorted((query_id, other_id))}
    allow(found[query_id], Act.LINK)
    return found[query_id], found[other_id]


def _pair(case: Query, other: Query) -> Q:
    return Q(query=case, other=other) | Q(query=other, other=case)


def _made_by_an_act(case: Query, other: Query) -> Q:
    merged = Q(query__merged_into=other, query=case) | Q(query__merged_into=case, query=other)
    return Q(sort=QueryLink.Sort.SPLIT_FROM) | merged
