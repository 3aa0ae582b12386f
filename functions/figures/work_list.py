"""The work list: which cases a filter shows, in which order, and how many there are in each group.

Every list begins with the CCGs or the hub of the person, the columns with which the partial indexes of open cases
begin; a page is found by key, and no count goes further than a thousand rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from functions.figures.searching import matching
from functions.figures.work_filter import ANY_STATE, ME, NOBODY, SORTS, VIEWS, WorkListFilter
from functions.models import Query
from functions.models.queries import State
from functions.rules.work_groups import GroupDates, WorkGroup, group_of
from hubportal.organisations.models import Ccg, Person
from hubportal.web.paging import Key

MOST_COUNTED = 1_000
EXPORTED_AT_ONCE = 2_000
SHOWN_IN_A_ROW = (
    "reference", "subject", "kind", "priority", "is_restricted", "team", "state", "received_on", "next_step",
    "next_due_on", "closed_on", "excluded_reason", "paused_on", "ccg__name", "practice__name", "owner__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of cases; `more` when there are more than were counted."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.more else ''}"


def cases_of(person: Person, asked: WorkListFilter, dates: GroupDates) -> QuerySet[Query]:
    """The cases a person sees by a filter, in no order yet."""
    found = _within(person, asked.ccgs)
    if asked.state != ANY_STATE:
        found = found.filter(state=asked.state)
    if asked.group:
        found = found.filter(_in_group(WorkGroup(asked.group), dates))
    found = found.filter(_in_view(asked.view, person, dates), _chosen(asked, person))
    if asked.words:
        found = matching(found, asked.words, person=person)
    return found


def as_rows(cases: QuerySet[Query]) -> QuerySet[Query]:
    """The cases with what a row of the list shows and nothing else: the rest of a case is long to read and to carry."""
    return cases.select_related("ccg", "practice", "owner").only(*SHOWN_IN_A_ROW)


def order_of(sort: str) -> Sequence[tuple[str, str]]:
    """The columns of a sort as `hubportal.web.paging.KeysetPage` takes them; ends with the unique key."""
    return SORTS[sort][1] if sort in SORTS else SORTS["due"][1]


def every_case(person: Person, asked: WorkListFilter, dates: GroupDates) -> Iterator[Query]:
    """All rows of a list in its order, however many, a few thousand in memory at a time: for export."""
    found = cases_of(person, asked, dates).select_related("ccg", "practice", "owner")
    return in_order(found, asked.sort).iterator(chunk_size=EXPORTED_AT_ONCE)


def in_order(cases: QuerySet[Query], sort: str) -> QuerySet[Query]:
    """All the cases of a list in its order."""
    return cases.order_by(*(Key.read(name, words).order_by(backwards=False) for name, words in order_of(sort)))


def grouped(cases: Iterable[Query], dates: GroupDates) -> list[tuple[WorkGroup | None, list[Query]]]:
    """A page of the list parted into its groups, in the page's order; cases that are done with have none."""
    parts: list[tuple[WorkGroup | None, list[Query]]] = []
    for case in cases:
        group = group_of(case.next_due_on, dates) if case.state == State.OPEN else None
        if not parts or parts[-1][0] is not group:
            parts.append((group, []))
        parts[-1][1].append(case)
    return parts


def counts_by_group(person: Person, asked: WorkListFilter, dates: GroupDates) -> dict[WorkGroup, Counted]:
    """How many open cases of this list are in each group, in one statement."""
    lists = {group: cases_of(person, replace(asked, group=group, state=State.OPEN), dates) for group in WorkGroup}
    return dict(zip(lists, _counted(lists.values()), strict=True))


def counts_by_view(person: Person, asked: WorkListFilter, dates: GroupDates) -> dict[str, Counted]:
    """How many open cases each view holds within these CCGs, in one statement."""
    cases = _within(person, asked.ccgs).filter(state=State.OPEN)
    lists = {view: cases.filter(_in_view(view, person, dates)) for view in VIEWS}
    return dict(zip(lists, _counted(lists.values()), strict=True))


def _counted(lists: Iterable[QuerySet[Query]]) -> list[Counted]:
    parts, values = [], []
    for cases in lists:
        try:
            part, given = cases.order_by().values("pk")[: MOST_COUNTED + 1].query.sql_with_params()
        except EmptyResultSet:
            part, given = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({part}) part{len(parts)})")  # noqa: S608 - Django's own SQL
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        numbers = cursor.fetchone()
    return [Counted(min(number, MOST_COUNTED), number > MOST_COUNTED) for number in numbers]


def _within(person: Person, codes: Sequence[str]) -> QuerySet[Query]:
    """What the person sees, narrowed to CCGs by code, and naming the hub, with which an index begins."""
    found = Query.objects.visible_to(person)
    hubs = person.grants.hubs
    if codes:
        keys = list(Ccg.objects.filter(ods_code__in=codes, hub_id__in=hubs).values_list("pk", flat=True))
        return found.filter(ccg_id=keys[0]) if len(keys) == 1 else found.filter(ccg_id__in=keys)
    if len(hubs) == 1 and len(person.grants.ccgs("ccg_read")) > 1:
        return found.filter(hub_id=next(iter(hubs)))
    return found


def _in_view(view: str, person: Person, dates: GroupDates) -> Q:
    match view:
        case "mine":
            return Q(owner_id=person.pk)
        case "team":
            return Q(team=person.team) if person.team else Q(pk__in=[])
        case "unassigned":
            return Q(owner__isnull=True, team="")
        case "week":
            return Q(next_due_on__gte=dates.today, next_due_on__lte=dates.week_ends_on)
        case "late":
            return Q(next_due_on__lt=dates.today)
    return Q()


def _in_group(group: WorkGroup, dates: GroupDates) -> Q:
    return {
        WorkGroup.CRITICAL: Q(next_due_on__lt=dates.critical_before),
        WorkGroup.OVERDUE: Q(next_due_on__gte=dates.critical_before, next_due_on__lt=dates.today),
        WorkGroup.DUE_SOON: Q(next_due_on__gte=dates.today, next_due_on__lte=dates.soon_until),
        WorkGroup.NOT_DUE: Q(next_due_on__gt=dates.soon_until),
        WorkGroup.NO_DATE: Q(next_due_on__isnull=True),
    }[group]


def _chosen(asked: WorkListFilter, person: Person) -> Q:
    plain = {name: getattr(asked, name) for name in ("kind", "stream", "category", "priority", "team")}
    found = Q(**{name: value for name, value in plain.items() if value})
    if asked.practice:
        found &= Q(practice__ods_code=asked.practice)
    if asked.owner:
        found &= _owned_by(asked.owner, person)
    if asked.tag:
        found &= Q(tags__contains=[asked.tag])
    if asked.received_from:
        found &= Q(received_on__gte=asked.received_from)
    if asked.received_to:
        found &= Q(received_on__lte=asked.received_to)
    return found


def _owned_by(owner: str, person: Person) -> Q:
    if owner == ME:
        return Q(owner_id=person.pk)
    if owner == NOBODY:
        return Q(owner__isnull=True)
    # Found by its key within the statement, so that the index of owners serves, which a join to people would not.
    return Q(owner_id=Person.objects.filter(public_id=owner).order_by().values("pk")[:1])
