"""The work list in words: its tabs, its rows in groups, the filters that are on, and the columns of its export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from functions.figures.beside_list import SavedLine
from functions.figures.work_filter import VIEWS, WorkListFilter
from functions.models import SavedView
from functions.models.queries import State
from functions.presenters.words import category_words
from functions.rules.work_groups import GROUP_NAMES, WorkGroup, working_days_left
from hubportal.clocks import WorkingCalendar
from hubportal.organisations.models import Person
from hubportal.web import words
from hubportal.web.addresses import address, addresses
from hubportal.web.columns import Column
from hubportal.web.tables import Heading

COLOURS = {
    WorkGroup.CRITICAL: "red",
    WorkGroup.OVERDUE: "orange",
    WorkGroup.DUE_SOON: "yellow",
    WorkGroup.NOT_DUE: "blue",
    WorkGroup.NO_DATE: "purple",
}
STEPS = {"acknowledge": "Acknowledge", "respond": "Answer"}
PLAIN = WorkListFilter()
Choices = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list, from a row as `functions.figures.work_list.SHOWN_IN_A_ROW` names it."""

    key: int
    reference: str
    subject: str
    href: str
    practice: str
    ccg: str
    owner: str
    due: str
    left: str
    received: str
    urgent: bool
    restricted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are equally pressing; no heading when the list is not in order of due date."""

    heading: str
    colour: str
    rows: list[Row]


def groups_of(
    parts: Iterable[tuple[WorkGroup | None, list[Any]]], calendar: WorkingCalendar, *, today: date, by_due: bool
) -> list[Group]:
    """The page's rows in their groups."""
    made = [(group, _rows(cases, calendar, today)) for group, cases in parts]
    if not by_due:
        return [Group("", "", [row for _, rows in made for row in rows])] if made else []
    return [
        Group(GROUP_NAMES[group] if group else "Done", COLOURS[group] if group else "green", rows)
        for group, rows in made
    ]


def _rows(cases: list[Any], calendar: WorkingCalendar, today: date) -> list[Row]:
    found = addresses("functions:query", [case.reference for case in cases])
    return [_row(case, href, calendar, today) for case, href in zip(cases, found, strict=True)]


def _row(case: Any, href: str, calendar: WorkingCalendar, today: date) -> Row:
    return Row(
        key=case.id,
        reference=case.reference,
        subject=case.subject,
        href=href,
        practice=case.practice__name or "",
        ccg=case.ccg__name,
        owner=case.owner__name or case.team or "Nobody yet",
        due=_due(case),
        left=_left(case, calendar, today),
        received=words.short_date(case.received_on),
        urgent=case.priority == "urgent",
        restricted=case.is_restricted,
    )


def _due(case: Any) -> str:
    if case.state != State.OPEN:
        return f"{State(case.state).label}, {words.short_date(case.closed_on)}"
    step = STEPS.get(case.next_step, "Due")
    if case.next_due_on:
        return f"{step} by {case.next_due_on:%a} {words.short_date(case.next_due_on)}"
    if case.excluded_reason:
        return "Left out of the standard"
    return f"Paused since {words.short_date(case.paused_on)}" if case.paused_on else f"{step}: no date promised yet"


def _left(case: Any, calendar: WorkingCalendar, today: date) -> str:
    if case.state != State.OPEN or case.next_due_on is None:
        return ""
    left = working_days_left(case.next_due_on, calendar, today)
    if left == 0 and case.next_due_on < today:
        return "late"  # due on the working day before a weekend or holiday that has not ended
    return words.days_left(left)


def tabs(person: Person, asked: WorkListFilter, counts: Mapping[str, int], *, practice: bool) -> list[dict[str, Any]]:
    """The views as links with their counts; a tab begins afresh, without filters."""
    page = address("functions:list")
    shown = [view for view in VIEWS if view in counts and (view != "team" or person.team)]
    names = {**VIEWS, "all": "Open questions" if practice else "All open", "unassigned": "Unassigned"}
    links = [
        {
            "text": names[view],
            "href": f"{page}?view={view}",
            "current": asked.view == view and asked.state == State.OPEN,
            "count": f"{counts[view]:,}",
        }
        for view in shown
    ]
    closed = replace(PLAIN, state=State.CLOSED, sort="received").query_string()
    links.append({"text": "Closed", "href": f"{page}?{closed}", "current": asked.state != State.OPEN, "count": ""})
    return links


_CHIPS = {
    "q": "Search",
    "ccg": "CCG",
    "group": "Group",
    "kind": "Kind",
    "stream": "Stream",
    "category": "Category",
    "practice": "Practice",
    "owner": "Owner",
    "priority": "Priority",
    "team": "Team",
    "tag": "Tag",
    "received_from": "Received from",
    "received_to": "Received to",
}
_FIELD = {"q": "words", "ccg": "ccgs"}


def chips(asked: WorkListFilter, choices: Choices) -> list[dict[str, str]]:
    """The filters that are on, each with the address that takes it off."""
    found = []
    for name, value in asked.chosen().items():
        if name not in _CHIPS:
            continue
        field = _FIELD.get(name, name)
        without = replace(asked, **{field: getattr(PLAIN, field)}).query_string()
        found.append({"label": _CHIPS[name], "value": _chip(name, value, choices), "href": f"?{without or 'view=all'}"})
    return found


def _chip(name: str, value: Any, choices: Choices) -> str:
    one = value[0] if isinstance(value, list) else value
    if name in {"received_from", "received_to"}:
        return words.long_date(date.fromisoformat(one))
    if name == "group":
        return GROUP_NAMES[WorkGroup(one)]
    return str(dict(choices.get(name, ())).get(one, one))


def headings(asked: WorkListFilter) -> list[Heading]:
    """The columns, with links that sort by those that can be sorted."""

    def sorted_by(text: str, *orders: tuple[str, str]) -> Heading:
        now = next((state for sort, state in orders if sort == asked.sort), "none")
        following = orders[1][0] if len(orders) > 1 and asked.sort == orders[0][0] else orders[0][0]
        return Heading(text, "text", f"?{replace(asked, sort=following).query_string() or 'view=all'}", now)

    return [
        sorted_by("Case", ("reference", "ascending")),
        Heading("Practice and CCG", "text"),
        Heading("Owner", "text"),
        sorted_by("Next step", ("due", "ascending")),
        sorted_by("Received", ("received", "descending"), ("oldest", "ascending")),
    ]


def saved(views: Iterable[SavedLine], person: Person) -> list[dict[str, Any]]:
    """Saved views as links; one's own can be changed."""
    return [_saved(view, is_own=view.person_id == person.pk) for view in views]


def _saved(view: SavedLine, *, is_own: bool) -> dict[str, Any]:
    shared = "shared" if view.is_shared else ""
    return {
        "name": view.name,
        "href": f"{address('functions:list')}?{view.parameters or 'view=all'}",
        "note": shared if is_own else f"from {view.person_name}",
        "change": address("functions:saved-view", view.key) if is_own else "",
    }


def hub_of_view(view: SavedView, person: Person) -> str:
    """The hub whose people a view can be shared with, by its name for somebody of several."""
    return view.hub.name if len(person.grants.hubs) > 1 else "your hub"


COLUMNS = (
    Column("Reference", "reference"),
    Column("CCG", "ccg.name", width=32),
    Column("Practice", lambda case: str(case.practice) if case.practice else "", width=36),
    Column("Kind", lambda case: case.get_kind_display(), width=24),
    Column("Stream", lambda case: case.get_stream_display(), width=14),
    Column("Category", lambda case: category_words(case.category), width=32),
    Column("Subject", "subject", width=50),
    Column("Asked by", "contact_name", width=24),
    Column("Organisation", "contact_organisation", width=28),
    Column("Priority", lambda case: case.get_priority_display(), width=10),
    Column("Owner", lambda case: case.owner.name if case.owner else "", width=24),
    Column("Team", "team"),
    Column("Received", "received_at", "moment"),
    Column("State", lambda case: case.get_state_display(), width=14),
    Column("Acknowledge by", "acknowledge_due_on", "date"),
    Column("Acknowledged", "acknowledged_on", "date"),
    Column("Answer or update by", "respond_due_on", "date"),
    Column("Answered", "responded_on", "date"),
    Column("Paused since", "paused_on", "date"),
    Column("Excluded", "excluded_reason"),
    Column("Closed", "closed_on", "date"),
    Column("Tags", lambda case: ", ".join(case.tags)),
)
