"""What people wait for: the pages of casework beside the floor page."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from benchmarks.cases import THIRTY, thirty_events
from benchmarks.pages import Answered, Visitor, load_test_hub
from benchmarks.specifications import specify_every_ccg
from benchmarks.table import Figure
from benchmarks.timing import alternately
from functions.models import Query
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import Scope, scope

LIST = "/cases/"
LISTS = (
    ("head", "work list, 211 CCGs, default view", f"{LIST}?view=all"),
    ("lead", "work list, the largest CCG", f"{LIST}?view=all"),
    ("officer1", "work list, an officer’s own cases", LIST),
    ("head", "work list, one kind, late", f"{LIST}?kind=foi&view=late"),
    ("head", "work list, one of 211 CCGs", f"{LIST}?ccg=L0150"),
    ("head", "work list, one practice", f"{LIST}?practice=Y80001"),
    ("head", "work list, a tag no case has", f"{LIST}?tag=nothing"),
    ("head", "work list, a tag of one case in a thousand", f"{LIST}?tag=tag-7"),
    ("head", "work list, the same with closed cases", f"{LIST}?tag=tag-7&state=any"),
    ("head", "work list, most urgent first", f"{LIST}?sort=priority"),
    ("head", "work list, closed, newest first", f"{LIST}?state=closed&sort=received"),
    ("head", "work list, open and closed by due date", f"{LIST}?view=all&state=any"),
)
SEARCHES = (
    ("full-text search, a rare word", f"{LIST}?state=any&q=LT-Q-2026-00042"),
    ("full-text search, a word of most cases", f"{LIST}?state=any&q=practice"),
    ("full-text search, two common words, open", f"{LIST}?q=payment+practice"),
)


class Pages:
    """Visitors of one volume, and the floor page they are compared with."""

    def __init__(self) -> None:
        self.hub = load_test_hub()
        self.visitors = {name: Visitor(f"{name}@load.example.org") for name in ("head", "lead", "officer1")}
        self._floor = Visitor("head@load.example.org", with_floor=True)

    def floor(self) -> Answered:
        """The floor page."""
        return self._floor.get(f"/floor/{self.hub.pk}/")

    def read(self, who: str, address: str) -> Callable[[], Answered]:
        """Reading a page, refused when it is not answered with 200."""

        def act() -> Answered:
            answered = self.visitors[who].get(address)
            if answered.status != 200:
                raise ValueError(f"{address}: {answered.status}")
            return answered

        return act

    def figure(self, workload: str, act: Callable[[], Answered], *, goal: float, most: int = 0) -> Figure:
        """An act beside the floor; `most` statements when that is part of the goal."""
        act()  # the first time makes what is made once
        counted = act().statements
        ours, floor = alternately([act, self.floor])
        note = f"{counted} statements"
        return Figure(workload, ours, floor, goal, note=note, also_met=not most or counted <= most)

    def deep(self) -> str:
        """The address of a page ten thousand rows down, as following "next" 400 times would reach it."""
        from functions.figures.work_list import order_of
        from hubportal.web.paging import KeysetPage

        with scope(Scope(role="hub_wide", hub=self.hub.pk, read_only=True)), transaction.atomic():
            found = Query.objects.filter(hub_id=self.hub.pk, state="open").order_by("next_due_on", "pk")
            before = found[min(10_000, found.count() // 2)]
            rows = found.filter(next_due_on__gte=before.next_due_on)
            return f"{LIST}?view=all&after={KeysetPage(rows, order=order_of('due')).next_token}"


def list_figures(pages: Pages) -> Iterator[Figure]:
    """The work list by view, filter and depth, and search."""
    for who, workload, address in LISTS:
        yield pages.figure(workload, pages.read(who, address), goal=3, most=8)
    yield pages.figure("work list, page 400", pages.read("head", pages.deep()), goal=3, most=8)
    for workload, address in SEARCHES:
        yield pages.figure(workload, pages.read("head", address), goal=6)


def other_figures(pages: Pages) -> Iterator[Figure]:
    """The case page, logging, the first pages, the function matrix."""
    with scope(Scope(role="hub_work", hub=pages.hub.pk, reason="benchmarks")), transaction.atomic():
        reference = thirty_events(pages.visitors["officer1"].person)
        ccg = Ccg.objects.filter(pk__in=pages.visitors["officer1"].person.grants.ccgs("ccg_case_edit")).first()
    page = pages.read("officer1", f"{LIST}{reference}/")
    yield pages.figure(f"case page, {THIRTY} events, explained", page, goal=4, most=12)
    yield pages.figure("log a query (POST)", _logging(pages, ccg), goal=5)
    yield pages.figure("first page, head of a hub of 211 CCGs", pages.read("head", "/"), goal=5)
    yield pages.figure("first page, lead of the largest CCG", pages.read("lead", "/"), goal=5)
    yield pages.figure("function matrix, 77 activities", pages.read("lead", "/functions/"), goal=4)
    yield from _compare_figures(pages)


def _compare_figures(pages: Pages) -> Iterator[Figure]:
    """All CCGs side by side, for an officer's own and for the whole hub."""
    with scope(Scope(role="hub_work", hub=pages.hub.pk, reason="benchmarks")), transaction.atomic():
        every = specify_every_ccg(pages.hub)
    mine = len(pages.visitors["officer1"].person.grants.ccgs("ccg_read"))
    address = "/specifications/compare/"
    yield pages.figure(f"compare matrix, 77 × {mine}", pages.read("officer1", address), goal=4, most=9)
    yield pages.figure(f"compare matrix, 77 × {every}", pages.read("head", address), goal=25, most=9)


def _logging(pages: Pages, ccg: Ccg | None) -> Callable[[], Answered]:
    now = timezone.localtime()
    typed = {
        "ccg": str(ccg.pk if ccg else ""), "kind": "query", "category": "access", "channel": "email",
        "priority": "normal", "subject": "Benchmark", "detail": "What a benchmark asks.", "not_a_duplicate": "1",
        "received_at_day": now.day, "received_at_month": now.month, "received_at_year": now.year,
        "received_at_time": "00:00",
    }  # fmt: skip

    def act() -> Answered:
        answered = pages.visitors["officer1"].post(f"{LIST}log/", typed)
        if answered.status != 302:
            raise ValueError(f"logging: {answered.status}")
        return answered

    return act
