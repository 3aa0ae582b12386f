"""Files of a record, and its links with others."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import FilesForm, LinkForm
from hubportal.records.kinds import find_by_reference
from hubportal.records.services import threads
from hubportal.records.services.files import keep_files
from hubportal.records.views.acting import RecordAct
from hubportal.records.views.finding import any_record, refuse_reader
from hubportal.web.refusals import Refused
from hubportal.web.words import plural


class OfAnyKind(RecordAct):
    """An act that every kind of record takes."""

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The record, of whatever kind."""
        return any_record(request, reference)


class AddFiles(OfAnyKind):
    """Keep files with a record."""

    title, form_class, button = "Add files", FilesForm, "Add files"

    def form_arguments(self) -> dict[str, Any]:
        """What a checklist asks for, and whether the hub's own circle is offered."""
        wanted = getattr(self.record, "documents_wanted", dict)
        may = person_of(self.request).grants.can("ccg_hub_notes", self.record.ccg_id)
        return {"wanted": wanted(), "may_keep_hub": may}

    def carry_out(self, form: Any) -> str:
        """Keep them."""
        typed = form.cleaned_data
        kept = keep_files(
            self.record,
            uploads=typed["attachments"],
            by=person_of(self.request),
            circle=typed["circle"],
            requirement=typed.get("requirement", ""),
        )
        return f"{plural(len(kept), 'file')} added."


class Link(OfAnyKind):
    """Join a record with another."""

    title, form_class, button = "Link to another record", LinkForm, "Link the records"

    def carry_out(self, form: Any) -> str:
        """Join them."""
        reference = form.cleaned_data["other"]
        other = find_by_reference(reference, person=person_of(self.request))
        if other is None:
            raise Refused(
                f"No record of yours has the reference {reference}. Check it and enter it again.",
                field="other",
                status=400,
            )
        threads.link(self.record, other, by=person_of(self.request))
        return f"Linked to {other.reference}."


@login_required
@require_safe
def open_record(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a record of whatever kind, by its reference alone."""
    return HttpResponseRedirect(any_record(request, reference).get_absolute_url())


@login_required
@require_POST
def unlink(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a link away."""
    record = any_record(request, reference)
    refuse_reader(request, record)
    other = any_record(request, request.POST.get("other", ""))
    threads.unlink(record, other, by=person_of(request))
    messages.success(request, f"The link to {other.reference} is removed.")
    return HttpResponseRedirect(record.get_absolute_url())
