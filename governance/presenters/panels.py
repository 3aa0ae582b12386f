"""Resolution panels in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from functions.models import Query
from governance.models import PanelAction, PanelCandidate, PanelMember, ResolutionPanel
from governance.rules.panels import OFFICES, PLACES, Candidate, Choice
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date


def _tag(colour: str, words: str) -> Markup:
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, words)


def standing(panel: ResolutionPanel | None, *, closed: bool, on: date) -> Markup:
    """How far a panel is, as a tag. `closed` says that the concern ended without one."""
    if panel is None:
        return _tag("grey", "Ended without a panel") if closed else _tag("orange", "No panel chosen yet")
    if panel.decided_on is None:
        return _tag("yellow", f"Chosen {long_date(panel.chosen_on)}")
    owed = [action for action in panel.actions.all() if action.done_on is None]
    if any(action.due_on < on for action in owed):
        return _tag("red", "Decided, an action is late")
    return _tag("blue", "Decided, actions open") if owed else _tag("green", "Decided and done")


def concerns_table(rows: Iterable[Any], *, on: date) -> Table:
    """The concerns that are or were with a panel."""

    def link(case: Query) -> Markup:
        address = reverse("panels:panel", args=[case.reference])
        return Markup('<a href="{}">{}</a>').format(address, case.reference)

    def state(case: Any) -> Markup:
        panel = next(iter(case.panels.all()), None)
        return standing(panel, closed=case.state != "open", on=on)

    columns = (
        Column("Concern", link),
        Column("About", "subject"),
        Column("CCG", "ccg.name"),
        Column("Received", "received_on", "date"),
        Column("Panel", state),
    )
    return table(caption="Concerns with a resolution panel", columns=columns, rows=rows)


def candidates_table(rows: Iterable[PanelCandidate], *, keeps: bool) -> Table:
    """Those who may be asked, with what they are associated with."""

    def until(row: PanelCandidate) -> str | Markup:
        if row.until_on is not None:
            return f"Until {long_date(row.until_on)}. {row.ended_why}"
        if not keeps:
            return ""
        address = reverse("panels:end-person", args=[row.public_id])
        hidden = Markup('<span class="nhsuk-u-visually-hidden"> {}</span>').format(row.name)
        return Markup('<a href="{}">Take off the list{}</a>').format(address, hidden)

    columns = (
        Column("Name", "name"),
        Column("Office", lambda row: row.get_office_display()),
        Column("Where", "organisation"),
        Column("CCGs", lambda row: ", ".join(row.ccgs)),
        Column("Areas", lambda row: ", ".join(row.areas)),
        Column("Other organisations", lambda row: ", ".join(row.bodies)),
        Column("On the list", until),
    )
    return table(caption="People who have agreed to sit on panels", columns=columns, rows=rows)


def others_table(choice: Choice) -> Table:
    """Everybody who may not sit, with every reason."""

    def why(row: tuple[Candidate, tuple[str, ...]]) -> Markup:
        return Markup("<br>").join(row[1])

    columns = (
        Column("Name", lambda row: row[0].name),
        Column("Office", lambda row: OFFICES.get(row[0].office, row[0].office)),
        Column("Where", lambda row: row[0].organisation),
        Column("Why they may not sit", why),
    )
    return table(caption="Who may not sit, and why", columns=columns, rows=choice.others)


def members_table(members: Iterable[PanelMember], *, caption: str = "Who sits") -> Table:
    """Who sits in which place."""
    columns = (
        Column("Place", lambda row: PLACES[row.place].words),
        Column("Name", "name"),
        Column("Office", "office"),
        Column("Where", "organisation"),
    )
    return table(caption=caption, columns=columns, rows=members)


def actions_table(actions: Iterable[PanelAction], case: Query, *, acts: bool, on: date) -> Table:
    """The actions of a decision, each with the way to say that it is done."""

    def state(row: PanelAction) -> Markup:
        if row.done_on is not None:
            done = _tag("green", f"Done {long_date(row.done_on)}")
            return done + Markup('<br><span dir="auto">{}</span>').format(row.done_words)
        tag = _tag("red", "Late") if row.due_on < on else _tag("yellow", "To do")
        if not acts:
            return tag
        address = reverse("panels:done", args=[case.reference, row.number])
        hidden = Markup('<span class="nhsuk-u-visually-hidden">: action {}</span>').format(row.number)
        return tag + Markup('<br><a href="{}">Record that it is done{}</a>').format(address, hidden)

    columns = (
        Column("Action", "number", "number"),
        Column("What", "words"),
        Column("Who", "owner"),
        Column("By", "due_on", "date"),
        Column("State", state),
    )
    return table(caption="Actions", columns=columns, rows=actions)


def facts_of(case: Query, panel: ResolutionPanel | None) -> list[dict[str, Any]]:
    """The particulars of a concern and of its panel, as pairs."""
    link = Markup('<a href="{}">{}</a>').format(case.get_absolute_url(), case.reference)
    rows: list[tuple[str, Any]] = [
        ("Concern", link + Markup(': <span dir="auto">{}</span>').format(case.subject)),
        ("CCG", case.ccg.name),
        ("About the hub", case.hub.name),
    ]
    if case.practice is not None:
        rows.append(("Practice", str(case.practice)))
    if panel is not None:
        chosen = f"{long_date(panel.chosen_on)}, by {panel.chosen_by.name if panel.chosen_by else 'the portal'}"
        rows.append(("Chosen", chosen))
        if panel.also:
            rows.append(("It touches as well", ", ".join(panel.also)))
        if panel.why:
            rows.append(("Why it was chosen anew", panel.why))
    return [{"key": key, "value": value} for key, value in rows]
