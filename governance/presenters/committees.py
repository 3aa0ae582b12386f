"""Committees in words."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.managed import ManagedCommittee
from hubportal.organisations.models import Assignment, Committee, CommitteeCcg
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date


def last_day(period: Any) -> str:
    """The last day of a period in words; a period's end is stored as the first day outside it."""
    return "No end" if period.upper is None else long_date(period.upper - timedelta(days=1))


def _link(committee: Committee) -> Markup:
    address = reverse("governance:committee", args=[committee.public_id])
    return Markup('<a href="{}">{}</a>').format(address, committee.name)


LIST_COLUMNS = (
    Column("Committee", _link),
    Column("Hub", "hub.name"),
    Column("CCGs", lambda committee: ", ".join(link.ccg.name for link in committee.ccg_links.all())),
)
CCG_COLUMNS = (
    Column("CCG", "ccg.name"),
    Column("Code", "ccg.ods_code"),
    Column("From", lambda link: long_date(link.period.lower)),
    Column("To", lambda link: last_day(link.period)),
)
ROLE_COLUMNS = (
    Column("Name", "person.name"),
    Column("Job title", "person.designation"),
    Column("Role", lambda held: held.get_role_display()),
    Column("Since", lambda held: long_date(held.period.lower)),
    Column("Until", lambda held: last_day(held.period)),
)


def _parts(committee: ManagedCommittee) -> Markup:
    periods = (
        f"{link.ccg.name} from {long_date(link.period.lower)}"
        + (f" to {last_day(link.period)}" if link.period.upper else "")
        for link in committee.links
    )
    return Markup("<br>").join(periods)


def _acts(committee: ManagedCommittee) -> Markup:
    links = [
        Markup('<a href="{}">{}<span class="nhsuk-u-visually-hidden">: {}</span></a>').format(
            reverse(f"governance:{name}", args=[committee.public_id]), words, committee.name
        )
        for name, words in (("join", "Add a CCG"), ("leave", "End a CCG’s part"))
    ]
    return Markup("<br>").join(links)


MANAGED_COLUMNS = (
    Column("Committee", "name"),
    Column("Hub", "hub"),
    Column("CCGs that take part", _parts),
    Column("Change", _acts),
)


def managed_table(committees: Iterable[ManagedCommittee]) -> Table:
    """The committees somebody manages, with their CCGs by period."""
    return table(caption="Committees of your CCGs", columns=MANAGED_COLUMNS, rows=committees)


def committees_table(committees: Iterable[Committee]) -> Table:
    """The committees of one person."""
    return table(caption="Your committees", columns=LIST_COLUMNS, rows=committees)


def ccgs_table(links: Iterable[CommitteeCcg]) -> Table:
    """The CCGs that take part, and when."""
    return table(caption="CCGs that take part", columns=CCG_COLUMNS, rows=links)


def roles_table(held: Iterable[Assignment]) -> Table:
    """Who holds which role today."""
    return table(caption="People and roles", columns=ROLE_COLUMNS, rows=held)
