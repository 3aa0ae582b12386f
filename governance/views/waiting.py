"""Decisions of committees that wait for a person of the hub or the CCG, and marking one as dealt with."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.figures.carrying import decisions_that_wait, records_of
from governance.forms.carrying import SettleForm
from governance.models import RecordDecision
from governance.presenters.waiting import lines_of
from governance.services.carrying import settling
from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import find_by_reference, kind_of
from hubportal.records.views.acting import RecordAct
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused

ORDER = (("decided_on", "asc"), ("id", "asc"))


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What committees decided on records of the person's CCGs and the portal could not carry out, with why."""
    person = person_of(request)
    if not any(person.grants.any(permission) for permission in settling.MAY):
        raise PermissionDenied("Your role does not work on the records of a CCG, and does not approve for one.")
    page = KeysetPage(decisions_that_wait(person), order=ORDER, after=request.GET.get("after") or None)
    told = {
        "lines": lines_of(page.rows, records_of(page.rows), person=person),
        "page": page,
        "parameters": request.GET,
    }
    return render(request, "governance/carrying/waiting.jinja", told)


class Settle(RecordAct):
    """Say what was done about a decision that waited."""

    form_class, template = SettleForm, "governance/carrying/settle.jinja"
    title, button = "Mark the decision as dealt with", "Mark as dealt with"
    help = "Do first what the decision asks for. This changes nothing else on the record."
    done = "The decision is marked as dealt with."
    decision: RecordDecision

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The record, of whatever kind, and the decision on it."""
        found = find_by_reference(reference, person=person_of(request))
        if found is None:
            raise Http404("No record of yours has this reference.")
        mine = {"ccg_id": found.ccg_id, "kind": kind_of(found).key, "record_id": found.pk}
        rows = RecordDecision.objects.select_related("committee", "settled_by")
        decision = rows.filter(**mine, public_id=self.kwargs["decision"]).first()
        if decision is None:
            raise Http404("No committee made this decision on the record.")
        self.decision, self.kind = decision, kind_of(found)  # type: ignore[misc]
        return super().find(request, reference)

    def permit(self, request: HttpRequest) -> None:
        """Whoever works on the CCG's records, or approves for it."""
        if not settling.may_settle(person_of(request), self.decision):
            raise PermissionDenied("You may read this record but not do this to it.")

    def refuse_out_of_turn(self) -> None:
        """Only what waits is marked."""
        if why := settling.why_not_settle(self.decision, by=person_of(self.request)):
            raise Refused(why)

    def more(self) -> dict[str, Any]:
        """What was decided, and why it waits."""
        return {"decision": self.decision}

    def carry_out(self, form: Any) -> None:
        """Mark it."""
        settling.settle(
            decision_id=self.decision.pk, by=person_of(self.request), words=form.cleaned_data["words"], at=self.now
        )
