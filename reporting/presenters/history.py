"""What was changed, by whom and when, in words; never what it said, which the case's own page shows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.apps import apps
from django.urls import reverse
from markupsafe import Markup

from functions.rules.particulars import LABELS
from hubportal.audit.searching import Change, tracked_tables
from hubportal.tenancy.models import Wall
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from reporting.presenters.numbers import linked

TABLES = {
    "documents.Document": "File",
    "functions.Correspondence": "Correspondence",
    "functions.FollowLink": "Link for whoever asked",
    "functions.Query": "Case",
    "functions.QueryDocument": "Attachment",
    "functions.QueryEvent": "Event of a clock",
    "functions.QueryLink": "Link between cases",
    "functions.Satisfaction": "What the requester said of the answer",
    "functions.Specification": "Specification",
    "functions.SpecificationRow": "Row of a specification",
    "reporting.IssuedLog": "Monthly query log",
    "reporting.LogReceipt": "Receipt of a monthly log",
}
ACTS = {"insert": "added", "update": "changed", "delete": "removed"}
COLUMNS = LABELS | {
    "practice_id": "Practice", "activity_id": "Function", "owner_id": "Owner", "received_on": "Day of receipt",
    "received_at": "Time of receipt", "policy_id": "Clock policy", "state": "State", "merged_into_id": "Merged into",
    "acknowledge_due_on": "Acknowledge by", "acknowledged_on": "Acknowledged", "respond_due_on": "Answer by",
    "responded_on": "Answered", "next_step": "Next step", "next_due_on": "Next due date", "paused_on": "Waiting since",
    "excluded_reason": "Excluded from the standard", "closed_on": "Closed", "outcome": "Outcome",
    "acknowledge_standing": "Acknowledgement against the standard", "answer_standing": "Answer against the standard",
}  # fmt: skip
_UNSAID = {"version", "changed_at"}


def table_words(label: str) -> str:
    """What the rows of a table are called."""
    found = TABLES.get(label)
    return found or str(apps.get_model(label)._meta.verbose_name).capitalize()


def table_choices(closed: Collection[str] = ()) -> list[tuple[str, str]]:
    """The kinds of record that can be searched for, by name, without those that are closed to who asks."""
    walled = [one.label for one in tracked_tables() if getattr(one.history, "wall", None) == Wall.CCG]
    labels = [label for label in walled if label not in closed]
    return sorted(((label, table_words(label)) for label in labels), key=lambda choice: choice[1])


def _what(change: Change, columns: Mapping[tuple[str, int], list[str]]) -> str:
    said = f"{table_words(change.table)} {ACTS.get(change.act, change.act)}"
    names = [
        COLUMNS.get(name, name.removesuffix("_id").replace("_", " ").capitalize())
        for name in columns.get((change.table, change.key), ())
        if name not in _UNSAID
    ]
    return f"{said}: {', '.join(name[0].lower() + name[1:] for name in names)}" if names else said


def _about(change: Change) -> str | Markup:
    if not change.reference:
        return "–"
    return linked(change.reference, reverse("records:open", args=[change.reference]), "record")


def changes_table(
    changes: Iterable[Change], *, columns: Mapping[tuple[str, int], list[str]], names: Mapping[int, str]
) -> Table:
    """The changes, newest first."""

    def at(change: Change) -> datetime:
        return change.at

    shown = (
        Column("When", at, kind="moment"),
        Column("Who", lambda change: names.get(change.person or 0, "The portal")),
        Column("What", lambda change: _what(change, columns)),
        Column("Case", _about),
    )
    return table(caption="Changes, newest first", columns=shown, rows=changes)
