"""How the columns of a row came to be what they are, from the history that triggers keep."""

from typing import Any

from functions.models import RegisterRow
from hubportal.organisations.models import Person


def changes_of(row: RegisterRow) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Each state of the row, oldest first, with whose act it was; and the names of those people."""
    history: Any = RegisterRow.pgh_event_model.objects  # type: ignore[attr-defined]
    kept = (
        history.filter(ccg_id=row.ccg_id, pgh_obj_id=row.pk)
        .order_by("pgh_id")
        .values_list("pgh_created_at", "pgh_context__metadata", "values", "state")
    )
    entries = [
        {"at": at, "person": (context or {}).get("person"), "values": values, "state": state}
        for at, context, values, state in kept
    ]
    people = Person.objects.filter(pk__in={entry["person"] for entry in entries if entry["person"]})
    return entries, dict(people.values_list("pk", "name"))
