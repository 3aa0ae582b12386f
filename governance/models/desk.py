"""What happens at a meeting, entry by entry (docs/decisions/0035)."""

from django.conf import settings
from django.db import models

from governance.models.base import OfCommittee
from governance.models.meetings import Meeting


class DeskEntry(OfCommittee):
    """One thing that was entered at the desk: an arrival, a declaration, a vote, a note… in the order it was entered.

    `key` is made by the page that sends it, so that sending it again after a lost connection enters it once. An entry
    never changes: stepping back is a further entry of kind `step_back` that names it, with the reason.
    """

    append_only = True

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("1, 2, 3… in a meeting")
    kind = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField("when it happened")
    entered_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.UUIDField()

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "meeting", "number"], name="desk_entry_number_once"),
            models.UniqueConstraint(fields=["committee", "meeting", "key"], name="desk_entry_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"
