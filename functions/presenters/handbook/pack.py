"""The contact directory and a CCG's communications pack in words: who does what, whom to reach, by when, and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from functions.figures.contacts import Contact
from functions.figures.specifications.lines import Line
from functions.models import Activity, HandbookVersion
from functions.presenters.settings import PolicyInWords
from functions.presenters.specifications.words import ccg_words
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

_HUB = {"CORE": "Does this", "SUPPORT": "Helps", "TBC": "To be confirmed", "": "No part"}


def contacts_table(contacts: Iterable[Contact], *, caption: str, plain: bool = False) -> Table:
    """Role, name, whom they act for, and their address."""
    columns = [
        Column("Role", _role),
        Column("Name", lambda contact: contact.person.name),
        Column("Job title", lambda contact: contact.person.designation),
        Column("For", _for),
        Column("Email", _plain_email if plain else _email),
    ]
    return table(caption=caption, columns=columns, rows=contacts)


def _role(contact: Contact) -> str:
    """The role, and what an agreement names the person as."""
    named = (f"Named {lead} of {', '.join(ccg.name for ccg in ccgs)}" for lead, ccgs in contact.named.items())
    return ". ".join((contact.role_name, *named))


def _for(contact: Contact) -> str:
    return "All CCGs of the hub" if contact.whole_hub else ", ".join(ccg.name for ccg in contact.ccgs)


def _plain_email(contact: Contact) -> str:
    return contact.person.email


def _email(contact: Contact) -> Markup:
    return Markup('<a href="mailto:{0}">{0}</a>').format(contact.person.email)


@dataclass(frozen=True, slots=True)
class PackArea:
    """The activities of one area: what each side does, and the pages that say how."""

    name: str
    rows: tuple[tuple[str, str, str, str, tuple[tuple[str, str], ...]], ...]


def areas(lines: Iterable[Line], versions: Iterable[HandbookVersion]) -> list[PackArea]:
    """Who does what, area by area, each activity with the pages of the handbook that belong to it."""
    pages: dict[str, list[tuple[str, str]]] = {}
    for version in versions:
        for ref in version.activities:
            pages.setdefault(ref, []).append((version.title, version.page.get_absolute_url()))
    found: dict[str, list[tuple[str, str, str, str, tuple[tuple[str, str], ...]]]] = {}
    for line in lines:
        marks = line.decided.marks
        hub = f"{_HUB[marks.hub_part]} ({marks.qualifier})" if marks.qualifier else _HUB[marks.hub_part]
        row = (line.ref, line.activity.activity, ccg_words(marks), hub, tuple(pages.get(line.ref, ())))
        found.setdefault(line.activity.area, []).append(row)
    return [PackArea(name, tuple(rows)) for name, rows in found.items()]


def standards_table(policies: Iterable[PolicyInWords]) -> Table:
    """What the hub answers, and by when."""
    columns = [
        Column("What", "name"),
        Column("By when", lambda policy: "; ".join(f"{what} {length}" for what, length in _steps(policy))),
        Column("Agreed in", "clause"),
    ]
    return table(caption="Standards and their clocks", columns=columns, rows=policies)


def _steps(policy: PolicyInWords) -> list[tuple[str, str]]:
    """The steps among a policy's facts come first, each with its length."""
    return [(what, length) for what, length in policy.facts if length.startswith(("in ", "by "))]


def activity_names(activities: Iterable[Activity]) -> Mapping[str, str]:
    """Reference to words."""
    return {one.ref: one.activity for one in activities}
