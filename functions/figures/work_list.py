"""The work list: which cases a filter shows, in which order.

Every list begins with the CCGs or the hub of the person, the columns with which the partial indexes of open cases
begin, and a page is found by key.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q, QuerySet

from functions.figures.searching import Searching
from functions.figures.work_filter import ANY_STATE, ME, NOBODY, SORTS, WorkListFilter
from functions.models import Query
from functions.models.queries import State
from functions.models.sight import Sight
from functions.rules.work_groups import GroupDates, WorkGroup, group_of
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.prepared import Slot, among, slot, statement
from hubportal.web.paging import Key, KeysetPage, Part

EXPORTED_AT_ONCE = 2_000
SHOWN_IN_A_ROW = (
    "id", "reference", "subject", "priority", "is_restricted", "team", "state", "received_on", "next_step",
    "next_due_on", "closed_on", "excluded_reason", "paused_on", "ccg__name", "practice__name", "owner__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose list it is, as the SQL asks: what they see, who they are, and how their words and tag are looked for.

    `hub` names the one hub of somebody who reads several of its CCGs, with which the indexes of a hub begin.
    `tagged` are the keys of the cases with the tag asked for, where they are few.
    """

    sight: Sight
    hubs: Collection[int] | Slot
    hub: int | Slot | None
    person: int | Slot
    team: str | Slot
    searching: Searching
    tagged: Collection[int] | Slot | None = None

    @classmethod
    def of(cls, person: Person, asked: WorkListFilter) -> "Reader":
        """The person as their grants and the open scope have them; asks the database only where a tag is asked for."""
        hub = person.grants.only_hub() if len(person.grants.ccgs("ccg_read")) > 1 else None
        searching = Searching.by(person)
        tagged = searching.tagged(asked) if asked.tag else None
        return cls(Sight.of(person.grants), person.grants.hubs, hub, person.pk, person.team, searching, tagged)

    def shape(self) -> "Reader":
        """The same with slots in place of values."""
        hub, team = (slot("reader_hub") if self.hub else None), (slot("reader_team") if self.team else "")
        tagged = None if self.tagged is None else slot("reader_tagged")
        person, searching = slot("reader_person"), self.searching.shape()
        return Reader(self.sight.shape(), slot("reader_hubs"), hub, person, team, searching, tagged)

    def values(self) -> dict[str, Any]:
        """What goes into those slots."""
        return {
            "reader_hubs": list(self.hubs) if isinstance(self.hubs, Collection) else self.hubs,
            "reader_hub": self.hub,
            "reader_person": self.person,
            "reader_team": self.team,
            "reader_tagged": self.tagged,
            **self.sight.values(),
            **self.searching.values(),
        }


DATES = GroupDates(slot("critical_before"), slot("today"), slot("soon_until"), slot("week_ends_on"))  # type: ignore[arg-type]


def _dates(dates: GroupDates) -> dict[str, Any]:
    return {item.name: getattr(dates, item.name) for item in fields(dates)}


def cases_of(person: Person, asked: WorkListFilter, dates: GroupDates) -> QuerySet[Query]:
    """The cases a person sees by a filter, in no order yet."""
    return _cases(Reader.of(person, asked), asked, dates)


def _cases(reader: Reader, asked: WorkListFilter, dates: GroupDates) -> QuerySet[Query]:
    found = _within(reader, asked.ccgs)
    if asked.state != ANY_STATE:
        found = found.filter(state=asked.state)
    if asked.group:
        found = found.filter(_in_group(WorkGroup(asked.group), dates))
    found = found.filter(_in_view(asked.view, reader, dates), _chosen(asked, reader))
    if not asked.words:
        return found
    only_open = asked.state == State.OPEN
    return found.filter(reader.searching.condition(asked.words, codes=asked.ccgs, only_open=only_open))


def page_of(
    person: Person, asked: WorkListFilter, dates: GroupDates, *, after: str | None = None, size: int = 25
) -> KeysetPage:
    """One page of the list in its order, its rows as `SHOWN_IN_A_ROW` names their columns."""
    reader = Reader.of(person, asked)
    shape, values = (reader.shape(), asked.shape()), reader.values() | asked.values() | _dates(dates)

    def rows(part: Part, position: Sequence[Any]) -> list[Any]:
        return _page(*shape, part)(values | part.values(position))

    return KeysetPage(rows, order=order_of(asked.sort), after=after, size=size)


@statement
def _page(reader: Reader, asked: WorkListFilter, part: Part) -> QuerySet[Any]:
    return part.of(_cases(reader, asked, DATES), part.slots(), as_rows)


def as_rows(cases: QuerySet[Query]) -> QuerySet[Any]:
    """The cases with what a row of the list shows and nothing else: the rest of a case is long to read and to carry."""
    return cases.values_list(*SHOWN_IN_A_ROW)


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


def grouped(cases: Iterable[Any], dates: GroupDates) -> list[tuple[WorkGroup | None, list[Any]]]:
    """A page of the list parted into its groups, in the page's order; cases that are done with have none."""
    parts: list[tuple[WorkGroup | None, list[Any]]] = []
    for case in cases:
        group = group_of(case.next_due_on, dates) if case.state == State.OPEN else None
        if not parts or parts[-1][0] is not group:
            parts.append((group, []))
        parts[-1][1].append(case)
    return parts


def _within(reader: Reader, codes: Sequence[str | Slot]) -> QuerySet[Query]:
    """What the person sees, narrowed to CCGs by code, and naming the hub, with which an index begins."""
    found = Query.objects.seen_by(reader.sight)
    if codes:
        keys = Ccg.objects.filter(among("hub_id", reader.hubs)).order_by().values("pk")
        if len(codes) == 1:
            return found.filter(ccg_id=keys.filter(ods_code=codes[0])[:1])
        return found.filter(ccg_id__in=keys.filter(ods_code__in=codes))
    return found if reader.hub is None else found.filter(hub_id=reader.hub)


def _in_view(view: str, reader: Reader, dates: GroupDates) -> Q:
    match view:
        case "mine":
            return Q(owner_id=reader.person)
        case "team":
            return Q(team=reader.team) if reader.team else Q(pk__in=[])
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


def _chosen(asked: WorkListFilter, reader: Reader) -> Q:
    plain = {name: getattr(asked, name) for name in ("kind", "stream", "category", "priority", "team")}
    found = Q(**{name: value for name, value in plain.items() if value})
    if asked.practice:
        found &= Q(practice__ods_code=asked.practice)
    if asked.owner:
        found &= _owned_by(asked.owner, reader)
    if asked.tag:
        found &= Q(tags__contains=[asked.tag])
        if reader.tagged is not None:
            found &= among("id", reader.tagged)
    if asked.received_from:
        found &= Q(received_on__gte=asked.received_from)
    if asked.received_to:
        found &= Q(received_on__lte=asked.received_to)
    return found


def _owned_by(owner: str, reader: Reader) -> Q:
    if owner == ME:
        return Q(owner_id=reader.person)
    if owner == NOBODY:
        return Q(owner__isnull=True)
    # Found by its key within the statement, so that the index of owners serves, which a join to people would not.
    return Q(owner_id=Person.objects.filter(public_id=owner).order_by().values("pk")[:1])
