"""Merging duplicates, undoing it, splitting a case in two, and linking cases."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from functions.forms.joining import LinkForm, MergeForm, SplitForm, UndoMergeForm
from functions.models import Query
from functions.rules.acts import Act
from functions.services import linking, merging, splitting
from functions.services.duplicates import likely_duplicates
from functions.views.acting import ActView
from functions.views.finding import case_to_work, person_of
from hubportal.records.kinds import find_by_reference
from hubportal.records.services import threads
from hubportal.web.refusals import Refused


def other_case(request: HttpRequest, reference: str, *, field: str) -> Query:
    """The other case of a pair; one that is not theirs is as unknown as one that never was."""
    found = Query.objects.visible_to(person_of(request)).filter(reference=reference).first()
    if found is None:
        raise Refused(
            f"No case of yours has the reference {reference}. Check it and enter it again.", field=field, status=400
        )
    return found


class Merge(ActView):
    """This case is a duplicate."""

    act, form_class, template, button = Act.MERGE, MergeForm, "functions/merge.jinja", "Merge this case"
    help = (
        "Both cases stay on record. The other one goes on, and the earlier receipt of the two governs its clock."
        " A merge can be undone."
    )

    def more(self) -> dict[str, Any]:
        """Cases it may be a duplicate of."""
        alike = likely_duplicates(
            practice=self.case.practice,
            ccg=self.case.ccg,
            subject=self.case.subject,
            by=person_of(self.request),
            on=self.today,
            apart_from=self.case.pk,
        )
        return {"duplicates": alike}

    def carry_out(self, form: Any) -> str:
        """Merge it."""
        typed = form.cleaned_data
        into = merging.merge(
            query_id=self.case.pk,
            into_id=other_case(self.request, typed["into"], field="into").pk,
            version=typed["version"],
            by=person_of(self.request),
            at=self.now,
            reason=typed["reason"],
        )
        return f"{self.case.reference} is merged into {into.reference}."


class UndoMerge(ActView):
    """It was a case of its own."""

    act, form_class, done = Act.UNDO_MERGE, UndoMergeForm, "The merge is undone: this case is open again."

    def carry_out(self, form: Any) -> None:
        """Take it out again."""
        typed = form.cleaned_data
        merging.undo_merge(
            query_id=self.case.pk,
            version=typed["version"],
            by=person_of(self.request),
            at=self.now,
            reason=typed["reason"],
        )


class Split(ActView):
    """It holds two questions."""

    act, form_class, button = Act.SPLIT, SplitForm, "Make the new case"
    help = "The new case keeps this one’s receipt: splitting never gains time."

    def initial(self) -> dict[str, Any]:
        """Most often the same category."""
        return {"category": self.case.category}

    def carry_out(self, form: Any) -> str:
        """Log the second question."""
        typed = form.cleaned_data
        new = splitting.split(
            query_id=self.case.pk,
            by=person_of(self.request),
            at=self.now,
            **{name: typed[name] for name in ("version", "subject", "detail", "category", "stream")},
        )
        return f"{new.reference} is logged, linked to this case and received when it was."


class Link(ActView):
    """It belongs with another case."""

    act, form_class, button = Act.LINK, LinkForm, "Link the cases"

    def carry_out(self, form: Any) -> str:
        """Link them; a record of another kind, such as a variation, joins the case's thread."""
        typed = form.cleaned_data
        record = find_by_reference(typed["other"], person=person_of(self.request))
        if record is not None and not isinstance(record, Query):
            threads.link(self.case, record, by=person_of(self.request))
            return f"Linked to {record.reference}."
        other = other_case(self.request, typed["other"], field="other")
        linking.link(
            query_id=self.case.pk, other_id=other.pk, by=person_of(self.request), at=self.now, sort=typed["sort"]
        )
        return f"Linked to {other.reference}."


@login_required
@require_POST
def unlink(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a link away."""
    case = case_to_work(request, reference)
    theirs = Query.objects.visible_to(person_of(request))
    other = get_object_or_404(theirs, reference=request.POST.get("other", ""))
    linking.unlink(query_id=case.pk, other_id=other.pk, by=person_of(request), at=timezone.now())
    messages.success(request, f"The link to {other.reference} is removed.")
    return HttpResponseRedirect(case.get_absolute_url())
