"""What was changed on accounts, roles and invitations, in words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hubportal.audit.searching import Change, Row
from hubportal.organisations.figures.account_changes import INVITATION, PERSON, Changes
from hubportal.organisations.models import Person
from hubportal.organisations.roles import ROLES
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date

_TOLD = {"email": "email address", "name": "name", "designation": "job title", "team": "team", "digest": "emails"}
_TURNED = {
    "is_active": ("The account was closed", "The account was opened again"),
    "is_system_administrator": ("No longer a system administrator", "Made a system administrator"),
}


def changes_table(found: Changes) -> Table:
    """The changes, newest first."""
    columns = (
        Column("When", lambda row: row[0].at, kind="moment"),
        Column("Who", lambda row: found.people.get(row[0].person or 0, "The portal")),
        Column("Whose", lambda row: _whose(row[0], row[2], found)),
        Column("What", lambda row: _what(row[0], row[1], row[2], found)),
    )
    return table(caption="Changes, newest first", columns=columns, rows=found.rows)


def _whose(change: Change, row: Row, found: Changes) -> str:
    return found.people.get(row["person_id"], "") if "person_id" in row else str(row["name"])


def _what(change: Change, before: Row, after: Row, found: Changes) -> str:
    of_kind: Callable[[Change, Row, Row, Changes], str] = {PERSON: _account, INVITATION: _invitation}.get(
        change.table, _role
    )
    return of_kind(change, before, after, found)


def _account(change: Change, before: Row, after: Row, found: Changes) -> str:
    if change.act != "update":
        return "The account was made" if change.act == "insert" else "The account was removed"
    said = [words[after[name]] for name, words in _TURNED.items() if before and before[name] != after[name]]
    said += [
        f"{label[0].upper()}{label[1:]}: from {_value(name, before[name])} to {_value(name, after[name])}"
        for name, label in _TOLD.items()
        if before and before[name] != after[name]
    ]
    return ". ".join(said) or "The account was changed"


def _value(name: str, value: Any) -> str:
    if name == "digest":
        return str(Person.Digest(value).label).lower()
    return str(value) or "nothing"


def _offered(row: Row, found: Changes) -> str:
    return f"{ROLES[row['role']].name if row['role'] in ROLES else row['role']}, {found.place_of(row)}"


def _role(change: Change, before: Row, after: Row, found: Changes) -> str:
    role, period = _offered(after, found), after["period"]
    last = period.upper - timedelta(days=1) if period.upper else None
    if change.act == "delete":
        return f"Role removed: {role}"
    if change.act == "update":
        ends = before and before["period"] != period and last
        return f"Role ends with {long_date(last)}: {role}" if ends else f"Role changed: {role}"
    until = f" to {long_date(last)}" if last else ""
    reason = f". Reason: {after['reason']}" if after["reason"] else ""
    return f"Role given from {long_date(period.lower)}{until}: {role}{reason}"


def _invitation(change: Change, before: Row, after: Row, found: Changes) -> str:
    offered = f"{_offered(after, found)} ({after['email']})"
    if change.act == "insert":
        return f"Invited as {offered}"
    if change.act == "delete":
        return f"Invitation removed: {offered}"
    if before and before["accepted_at"] != after["accepted_at"]:
        return f"Invitation accepted: {offered}"
    withdrawn = before and before["withdrawn_at"] != after["withdrawn_at"]
    return f"Invitation {'withdrawn' if withdrawn else 'changed'}: {offered}"
