"""The first page of each role in words: what needs doing first as sentences, then tables whose numbers are links."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from urllib.parse import quote_plus

from django.urls import reverse
from markupsafe import Markup, escape

from functions.figures.work_filter import ANY_STATE, ME, WorkListFilter
from functions.models import Query
from functions.models.queries import State
from functions.rules.work_groups import WorkGroup
from hubportal.organisations.models import Ccg
from hubportal.web.columns import Column
from hubportal.web.sentences import Sentence
from hubportal.web.tables import Heading, Table, table
from hubportal.web.words import long_date, plural
from reporting.figures.open_cases import CcgName, Load, Owner
from reporting.models import IssuedLog
from reporting.presenters.numbers import linked
from reporting.rules.periods import Month

COUNTS = (
    ("open", "Open", {}),
    ("week", "Due this week", {"view": "week"}),
    ("late", "Late", {"view": "late"}),
    ("critical", "Critically late", {"group": WorkGroup.CRITICAL}),
    ("unassigned", "Not given to anybody", {"view": "unassigned"}),
)
CRITICAL_MEANS = "Critically late: more than 5 working days past the due date."


def cases_address(**chosen: object) -> str:
    """The work list under these choices (`functions.figures.work_filter.WorkListFilter`)."""
    query = WorkListFilter(**chosen).query_string()  # type: ignore[arg-type]
    return reverse("functions:list") + (f"?{query}" if query else "")


def _are(count: int, what: str, *, of: str) -> str:
    return f"{count:,} of {of} {'is' if count == 1 else 'are'} {what}."


def own_sentences(mine: Load) -> list[Sentence]:
    """What of the person's own cases needs doing, the most pressing first."""
    said = []
    if mine.critical:
        href = cases_address(owner=ME, group=WorkGroup.CRITICAL)
        said.append(Sentence(_are(mine.critical, "critically late", of="your cases"), href, urgent=True))
    if mine.late:
        said.append(
            Sentence(_are(mine.late, "late", of="your cases"), cases_address(owner=ME, view="late"), urgent=True)
        )
    if mine.week:
        href = cases_address(owner=ME, view="week")
        said.append(Sentence(_are(mine.week, "due this week", of="your cases"), href))
    if not said:
        nothing = "None of your cases is late or due this week." if mine.open else "You have no open cases."
        said.append(Sentence(nothing, cases_address(view="mine") if mine.open else ""))
    return said


def _total(loads: Iterable[Load], name: str) -> int:
    return sum(getattr(load, name) for load in loads)


def hub_sentences(loads: Sequence[Load]) -> list[Sentence]:
    """What of everybody's cases needs giving out."""
    unassigned = _total(loads, "unassigned")
    if not unassigned:
        return []
    verb = "has" if unassigned == 1 else "have"
    text = f"{plural(unassigned, 'open case')} {verb} not been given to anybody."
    return [Sentence(text, cases_address(view="unassigned"))]


def ccg_sentences(loads: Sequence[Load], *, received: int, today: date) -> list[Sentence]:
    """What needs attention in the CCG's cases, then what changed."""
    late, critical, week = (_total(loads, name) for name in ("late", "critical", "week"))
    said = []
    if critical:
        href = cases_address(group=WorkGroup.CRITICAL)
        said.append(Sentence(_are(critical, "critically late", of="the open cases"), href, urgent=True))
    if late:
        said.append(Sentence(_are(late, "late", of="the open cases"), cases_address(view="late"), urgent=True))
    if not late:
        said.append(Sentence("No open case is late."))
    if week:
        said.append(Sentence(_are(week, "due this week", of="the open cases"), cases_address(view="week")))
    since = today - timedelta(days=6)
    href = cases_address(state=ANY_STATE, received_from=since, sort="received")
    verb = "was" if received == 1 else "were"
    said.append(Sentence(f"{plural(received, 'case')} {verb} received in the last 7 days.", href))
    return said


def decision_sentences(waiting: int) -> list[Sentence]:
    """How many committees' decisions the portal could not carry out and leaves to a person."""
    if not waiting:
        return []
    verb = "waits" if waiting == 1 else "wait"
    return [Sentence(f"{plural(waiting, 'committee decision')} {verb} for you.", reverse("carrying:waiting"))]


def risk_sentences(standing: dict[str, int]) -> list[Sentence]:
    """How many risks and opportunities of the CCG are open, and whether their reviews are overdue."""
    if not standing["open"]:
        return []
    said = (
        f"{plural(standing['open'], 'risk or opportunity', 'risks and opportunities')} {_verb(standing['open'])} open"
    )
    if standing["extreme"]:
        said = f"{said}; {plural(standing['extreme'], 'risk')} {_verb(standing['extreme'])} extreme"
    found = [Sentence(f"{said}.", reverse("risks:list"))]
    if standing["overdue"]:
        late = f"{plural(standing['overdue'], 'review')} of risks {_verb(standing['overdue'])} overdue."
        found.append(Sentence(late, f"{reverse('risks:list')}?show=overdue"))
    return found


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"


def log_sentences(logs: Iterable[IssuedLog]) -> list[Sentence]:
    """The logs that wait for the CCG's confirmation."""
    return [
        Sentence(
            f"Confirm that you have the query log of {log.ccg.name} for {Month.of(log.month).words}.",
            reverse("reporting:monthly-log", args=[log.ccg.ods_code, str(Month.of(log.month))]),
            urgent=True,
        )
        for log in logs
    ]


NARROWED = {name: WorkListFilter(**narrowed).query_string() for name, _, narrowed in COUNTS}  # type: ignore[arg-type]
_counts_of = attrgetter(*(name for name, _, _ in COUNTS))


@lru_cache(maxsize=2048)
def _cells(lists: str, value: str, name: str) -> list[tuple[str, str]]:
    """What stands before and after the number of each cell of a row: each count leads to the list it counts.

    That is the row's own list, narrowed to what is counted.
    """
    narrowed = [escape(f"&{NARROWED[column]}" if NARROWED[column] else "") for column, _, _ in COUNTS]
    said = [escape(f"{label.lower()}, {name}") for _, label, _ in COUNTS]
    return [
        (f'<a href="{lists}{quote_plus(value)}{more}">', f'<span class="nhsuk-u-visually-hidden"> {words}</span></a>')
        for more, words in zip(narrowed, said, strict=True)
    ]


def _rows(given: Iterable[tuple[str, str, Load]], parameter: str, *, last: int) -> list[list[str | Markup]]:
    """A row for each name, value of the parameter and load.

    A hub has hundreds, so only the numbers are put in afresh, and the cells are made as strings are: they are escaped,
    and Markup's own way would look at each again.
    """
    lists = f"{escape(reverse('functions:list'))}?{parameter}="
    return [
        [name, *[
            str.__new__(Markup, f"{before}{count:,}{after}")
            for (before, after), count in zip(_cells(lists, value, name)[:last], _counts_of(load), strict=False)
        ]]
        for name, value, load in given
    ]  # fmt: skip


def _headings(first: str, *, last: int) -> list[Heading]:
    return [Heading(first, "text"), *(Heading(label, "number") for _, label, _ in COUNTS[:last])]


def ccg_table(ccgs: Sequence[CcgName | Ccg], loads: dict[int, Load]) -> Table:
    """Each CCG with its open cases."""
    rows = _rows(((ccg.name, ccg.ods_code, loads.get(ccg.pk, Load())) for ccg in ccgs), "ccg", last=5)
    return Table("Open cases by CCG", _headings("CCG", last=5), rows)


def owner_table(owners: Sequence[Owner]) -> Table:
    """Each owner with their open cases."""
    rows = _rows(((one.name, one.public_id, one.load) for one in owners), "owner", last=4)
    for row, one in zip(rows, owners, strict=True):
        row[0] = f"{one.name}, {one.team}" if one.team else one.name
    return Table("Open cases by person", _headings("Person", last=4), rows)


def team_table(teams: Sequence[tuple[str, Load]]) -> Table:
    """Each team with its open cases."""
    rows = _rows(((name, name, load) for name, load in teams), "team", last=4)
    return Table("Open cases by team", _headings("Team", last=4), rows)


def _standing(case: Query, today: date) -> str:
    if case.state == State.MERGED:
        return "Joined to another question"
    if case.state != State.OPEN:
        return f"{'Answered' if case.state == State.CLOSED else 'Withdrawn'} on {long_date(case.closed_on)}"
    if case.paused_on:
        return f"Waiting for your reply since {long_date(case.paused_on)}"
    if case.next_due_on and case.next_due_on < today:
        return f"Late: the hub should have acted by {long_date(case.next_due_on)}"
    if case.next_due_on:
        return f"{'Answer' if case.acknowledged_on else 'Acknowledgement'} due by {long_date(case.next_due_on)}"
    return "Being worked on"


def practice_sentences(cases: Sequence[Query], *, invitations: int, today: date) -> list[Sentence]:
    """What a practice's questions wait for, and how many invitations wait for its answer."""
    still = [case for case in cases if case.state == State.OPEN]
    waiting = [case for case in still if case.paused_on]
    late = [case for case in still if case.next_due_on and case.next_due_on < today]
    said = [
        Sentence(f"The hub is waiting for your reply about {case.reference}.", case.get_absolute_url(), urgent=True)
        for case in waiting
    ]
    if invitations:
        words = f"{plural(invitations, 'invitation')} {'waits' if invitations == 1 else 'wait'} for your answer."
        said.append(Sentence(words, reverse("enhanced:own-invitations"), urgent=True))
    if late:
        said.append(Sentence(_are(len(late), "later than the hub promised", of="your questions")))
    if not said:
        said.append(Sentence(f"You have {plural(len(still), 'open question')}; none is late or waits for you."))
    return said


def practice_table(cases: Sequence[Query], *, today: date) -> Table:
    """A practice's newest questions with their dates."""
    columns = (
        Column("Reference", lambda case: linked(case.reference, case.get_absolute_url(), case.subject)),
        Column("Subject", "subject"),
        Column("Asked", "received_on", kind="date"),
        Column("Where it stands", lambda case: _standing(case, today)),
    )
    return table(caption="Your questions, newest first", columns=columns, rows=cases)
