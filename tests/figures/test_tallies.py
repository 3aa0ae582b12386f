"""The tallies that pages read are the counts of the cases, whatever is done to them and by how many at once."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from functions.figures.view_counts import counts_by_view
from functions.figures.work_filter import VIEWS, WorkListFilter
from functions.figures.work_list import cases_of
from functions.models import OpenTally, Query, StandardTally
from functions.services import tallies
from hubportal.clocks.models import PolicyVersion
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import Scope, scope
from reporting.figures.open_cases import Load, dates_for, loads_of
from reporting.figures.present_standards import present_standards
from reporting.figures.standards import standards_of
from reporting.rules.indicators import INDICATORS
from reporting.rules.periods import Quarter
from tests.conftest import find_person, in_scope_of
from tests.figures.lives import Lives
from tests.functions.cases import a_case, at

ACTS, LOOKED_AT_EVERY = 320, 64


def here() -> list[Ccg]:
    """Two CCGs of one hub."""
    return list(Ccg.objects.filter(ods_code__in=("05R", "05Y")))


def load_by_hand(cases: list[Query], person: Any, today: date) -> Load:
    """One load, case by case."""
    dates = dates_for(person, today=today)
    due = [case.next_due_on for case in cases if case.next_due_on]
    return Load(
        open=len(cases),
        week=sum(today <= day <= dates.week_ends_on for day in due),
        late=sum(day < today for day in due),
        critical=sum(day < dates.critical_before for day in due),
        unassigned=sum(case.owner_id is None and not case.team for case in cases),
    )


def compare_loads(person: Any, today: date) -> int:
    """What a person's first page and the tabs of their work list show, against their cases counted one by one."""
    seen = [case for case in Query.objects.visible_to(person) if case.state == "open"]
    dates = dates_for(person, today=today)
    lists = {view: cases_of(person, WorkListFilter(view=view), dates).count() for view in VIEWS}
    assert counts_by_view(person, dates) == lists
    found = loads_of(person, dates=dates)
    for kept, column in ((found.by_ccg, "ccg_id"), (found.by_owner, "owner_id"), (found.by_team, "team")):
        parts: dict[Any, list[Query]] = defaultdict(list)
        for case in seen:
            parts[getattr(case, column)].append(case)
        by_hand = {key: load_by_hand(cases, person, today) for key, cases in parts.items() if key not in {None, ""}}
        if column != "ccg_id":
            by_hand = {key: replace(load, unassigned=0) for key, load in by_hand.items()}
        assert kept == by_hand, column
    return len(seen)


def compare_standards(person: Any, today: date) -> int:
    """The standards of the first page against the report, which judges each case from its events."""
    ccgs = person.grants.ccgs()
    report = standards_of(person=person, ccg_ids=ccgs, quarter=Quarter.of(today), as_at=today).by_ccg
    home = present_standards(person=person, ccg_ids=ccgs, today=today)
    received = 0
    for ccg in ccgs:
        for code in INDICATORS:
            figure = report[ccg].figure(code)
            assert home[ccg].figure(code) == replace(figure, days=()), code
            received += figure.received
    return received


def compare(today: date) -> Counter[str]:
    """Everybody's first page, and the tallies as a whole."""
    seen: Counter[str] = Counter()
    for key in ("head", "officer", "lead", "neighbour_lead", "stranger_head"):
        with in_scope_of(key, reading=True) as person, transaction.atomic():
            seen[f"open {key}"] += compare_loads(person, today)
            seen[f"received {key}"] += compare_standards(person, today)
    return seen


def rows() -> int:
    """How many rows the tallies have."""
    return OpenTally.objects.count() + StandardTally.objects.count()


@pytest.mark.django_db
def test_figures_are_those_of_a_count_by_hand_after_hundreds_of_random_acts() -> None:
    chance = Random(2016)  # noqa: S311
    ccgs, cast = here(), {key: find_person(key) for key in ("head", "officer")}
    lives = [Lives(cast["head"], chance, ccgs, owners=list(cast.values()))]
    lives.append(Lives(cast["officer"], chance, ccgs[:1], owners=[cast["officer"]]))
    seen: Counter[str] = Counter()
    for number in range(1, ACTS + 1):
        one = chance.choice(lives)
        with in_scope_of(one.by.email.partition("@")[0]), transaction.atomic():
            one.act()
        for other in lives:
            other.today = one.today
        if number % LOOKED_AT_EVERY == 0:
            seen += compare(one.today)
        if number % 90 == 0:
            with in_scope_of("head"):
                before = rows()
                tallies.fold(hub_id=ccgs[0].hub_id)
                assert rows() < before
    assert min(one.done for one in lives) > ACTS // 6
    assert seen["open head"] > seen["open officer"] > 0
    assert seen["received head"] > seen["received lead"] > seen["received stranger_head"] == 0
    for later in (date(2016, 9, 30), one.today):
        compare(later)
    with in_scope_of("head", reading=True), transaction.atomic():
        assert list(tallies.differences_in(hub_id=ccgs[0].hub_id)) == []
    with scope(None):
        call_command("check_clocks", verbosity=0)


class Watched(Thread):
    """A thread whose fault is told to the test, with a connection of its own."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.act, self.fault = act, None

    def run(self) -> None:
        try:
            self.act()
        except Exception as fault:  # noqa: BLE001 - told to the test
            self.fault = fault
        finally:
            connection.close()


def test_two_writers_and_a_fold_at_once_lose_no_count_and_never_wait_for_ever(committed: str) -> None:
    ccgs, officer = here(), find_person("officer")
    writing = [True]

    def write(key: str, seed: int) -> None:
        lives = Lives(find_person(key), Random(seed), ccgs[:1], owners=[officer])  # noqa: S311
        with in_scope_of(key):
            for _ in range(60):
                lives.act()

    def fold() -> None:
        while writing:
            tallies.fold(hub_id=ccgs[0].hub_id)

    writers = [Watched(partial(write, "head", 1)), Watched(partial(write, "officer", 2))]
    folder = Watched(fold)
    for thread in (*writers, folder):
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    folder.join()

    assert [thread.fault for thread in (*writers, folder)] == [None, None, None]
    with in_scope_of("head", reading=True) as head, transaction.atomic():
        assert compare_loads(head, date(2016, 2, 1)) > 0
        assert list(tallies.differences_in(hub_id=ccgs[0].hub_id)) == []


def test_what_went_wrong_is_named_and_mended(committed: str) -> None:
    ccgs, head = here(), find_person("head")
    lives = Lives(head, Random(7), ccgs)  # noqa: S311
    with in_scope_of("head"):
        for _ in range(40):
            lives.act()
    OpenTally.objects.using("owner").filter(counted_by="ccg").delete()
    with pytest.raises(CommandError, match=r"Tally of 05\w ccg .*: 0 kept, \d+ counted\."):
        call_command("check_clocks", verbosity=0)
    Query.objects.using("owner").filter(answer_standing__gt="").update(answer_standing="late")
    with pytest.raises(CommandError, match="answer_standing is late, its events give"):
        call_command("check_clocks", verbosity=0)
    call_command("check_clocks", mend=True, verbosity=0)
    call_command("check_clocks", verbosity=0)
    with in_scope_of("head", reading=True), transaction.atomic():
        assert compare_loads(head, lives.today) > 0


def test_only_the_triggers_write_tallies(committed: str) -> None:
    head, ccg = find_person("head"), here()[0]
    given = {"hub_id": ccg.hub_id, "ccg": ccg, "is_restricted": False, "counted_by": "ccg", "cases": 5}
    for opened in (head.grants.scope(), Scope(role="hub_work", hub=ccg.hub_id)):
        with scope(opened):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                OpenTally.objects.create(**given)
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                OpenTally.objects.update(cases=0)
    for function in ("fold_tallies()", "rebuild_tallies()", f"count_all_tallies({ccg.hub_id})"):
        with (
            scope(head.grants.scope()),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT app.{function}")  # noqa: S608


@pytest.mark.django_db
def test_a_case_whose_day_of_receipt_is_tomorrow_counts_from_tomorrow() -> None:
    ccg, today = here()[0], date(2016, 2, 10)
    with in_scope_of("head") as head, transaction.atomic():
        standard = PolicyVersion.objects.get(hub=None, code="query", version=1)
        PolicyVersion.objects.create(
            hub_id=ccg.hub_id, code="query", version=2, clause="Ours", effective_from=date(2016, 1, 1),
            definition={**standard.definition, "cut_off": "09:00"},
        )  # fmt: skip
        case = a_case(head, ccg=ccg, received_at=at(today, 8), at=at(today))
        later = a_case(head, ccg=ccg, received_at=at(today, 10), at=at(today, 11))
        assert (case.received_on, later.received_on) == (today, today + timedelta(days=1))
        for number, day in ((1, today), (2, later.received_on)):
            assert compare_standards(head, day) == 2 * number
