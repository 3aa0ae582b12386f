"""What the address of an act says of a decision that waits to be recorded: its day, its words, and its PDF."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from hubportal.documents.models import Document
from hubportal.documents.services.files import find_for
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.acting import RecordMoveAct


def document_called(request: HttpRequest, record: Any, given: Any) -> Document | None:
    """A document that an address names, if the person may read it and it is of the record's CCG."""
    try:
        found = find_for(person_of(request), UUID(str(given)))
    except (ValueError, Document.DoesNotExist):
        return None
    return found if found.ccg_id == record.ccg_id else None


def day_in(text: str) -> date | None:
    """A day as an address writes it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Proved:
    """An act whose form may be opened filled in from a decision, whose PDF is then kept with the record."""

    request: HttpRequest
    record: Any

    def proof(self) -> Document | None:
        """The PDF that the address names."""
        return document_called(self.request, self.record, self.request.GET.get("proof", ""))

    def more(self) -> dict[str, Any]:
        """That the PDF is kept with the record."""
        proof = self.proof()
        return {"help": f"“{proof.name}” is kept with the record as the proof."} if proof else {}


class ProvedMove(Proved, RecordMoveAct):
    """A move of that kind."""

    def initial(self) -> dict[str, Any]:
        """The day and the words of the decision."""
        given = self.request.GET
        told: dict[str, Any] = {"note": given["note"][:4000]} if given.get("note") else {}
        on = day_in(given.get("on", ""))
        return told | ({"on": on} if on else {})
