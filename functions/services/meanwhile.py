"""What became of a case while somebody had an older version of it open, in words for them."""

from datetime import date, datetime
from typing import Any

from functions.models import Query, QueryEvent
from functions.models.queries import Channel, Kind, Priority, State, Stream
from functions.rules.categories import CATEGORY_NAMES
from functions.rules.particulars import LABELS
from hubportal.clocks import REASONS
from hubportal.web import words
from hubportal.web.refusals import Difference, differences

_COLUMNS = {
    **{name: label for name, label in LABELS.items() if name in {field.name for field in Query._meta.fields}},
    "state": "State",
    "merged_into": "Merged into",
    "acknowledge_due_on": "Acknowledge by",
    "acknowledged_on": "Acknowledged",
    "respond_due_on": "Respond by",
    "responded_on": "Full response",
    "paused_on": "Paused since",
    "excluded_reason": "Excluded from the standard",
    "outcome": "Outcome",
}
_CHOICES: dict[str, Any] = {
    "kind": Kind, "stream": Stream, "channel": Channel, "priority": Priority, "state": State
}  # fmt: skip


def in_words(name: str, value: Any) -> str:
    """The value of a case's column as its pages say it."""
    if value is None or value == "" or value == []:
        return ""
    if name in _CHOICES:
        return str(_CHOICES[name](value).label) if value in _CHOICES[name].values else str(value)
    if name == "category":
        return str(CATEGORY_NAMES.get(value, value))
    if name == "excluded_reason":
        return str(REASONS[value].words) if value in REASONS else str(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.long_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return str(value)


def changed_since(case: Query, *, version: int) -> tuple[Difference, ...]:
    """What the case's row says now and what it said at that version, and what was last entered on its clock."""
    history: Any = Query.pgh_event_model.objects  # type: ignore[attr-defined]
    kept = history.filter(ccg_id=case.ccg_id, pgh_obj_id=case.pk)
    found = kept.filter(version=version).order_by("-pgh_id").first()
    after = kept.filter(version__gt=version).order_by("pgh_id").first()
    if found is None or after is None:
        return ()
    saved = {name: in_words(name, getattr(case, name)) for name in _COLUMNS}
    held = {name: in_words(name, getattr(found, name)) for name in _COLUMNS}
    return (*differences(labels=_COLUMNS, saved=saved, yours=held), *_entered(case, since=after.pgh_created_at))


def _entered(case: Query, *, since: datetime) -> tuple[Difference, ...]:
    """Events entered in the change after that version, whose transaction began at `since`, or later."""
    entered = QueryEvent.objects.filter(ccg_id=case.ccg_id, query=case, at__gte=since).order_by("id")
    return tuple(
        Difference("Entered on the clock", f"{one.get_kind_display()} on {words.long_date(one.on)}", "")
        for one in entered
    )
