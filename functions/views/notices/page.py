"""The page of a notice, with its action plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from functions.forms.notices import StepForm
from functions.presenters.notices import page_of
from functions.rules.notices.moves import refuse_author
from functions.services.notices import serving
from functions.services.notices.kind import NOTICE
from hubportal.organisations.signed_in import person_of
from hubportal.records.presenters.page import Step, identity, moves_open_to, steps
from hubportal.records.views.finding import may_work, record_to_read, refuse_reader
from hubportal.records.views.page import record_page
from hubportal.web.refusals import Refused


@login_required
@require_safe
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """One notice with everything that belongs to it."""
    record, person = record_to_read(request, NOTICE, reference), person_of(request)

    def address(act: str) -> str:
        return reverse("contract_notices:move", args=[record.reference, act])

    offered = moves_open_to(person, record)
    if refuse_author(actor=person.pk, authors=frozenset(record.authors)):
        offered = [move for move in offered if move.act not in serving.APPROVALS]
    more = []
    if record.state == "draft" and may_work(request, record):
        more = [Step("Change the draft", reverse("contract_notices:change", args=[record.reference]))]
    plan = record.plan.select_related("done_by").order_by("due_on", "id")
    return record_page(
        request,
        record,
        template="functions/notice.jinja",
        address=address,
        steps=[*steps(offered, address), *more],
        notice=page_of(record, plan, today=timezone.localdate()),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, reference: str) -> HttpResponse:
    """A step of the action plan."""
    record = record_to_read(request, NOTICE, reference)
    refuse_reader(request, record)
    form = StepForm(request.POST or None)
    sent = request.method == "POST"
    if sent and form.is_valid():
        step = serving.PlanStep(**form.cleaned_data)
        try:
            serving.add_step(notice_id=record.pk, step=step, by=person_of(request), at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "The step is added to the action plan.")
            return HttpResponseRedirect(f"{record.get_absolute_url()}#plan")
    page = {
        "title": "Add a step to the action plan", "caption": record.reference, "record": record, "form": form,
        "identity": identity(record), "back": record.get_absolute_url(), "button": "Add the step", "help": "",
        "warning": False, "stale": None,
    }  # fmt: skip
    return render(request, "records/act.jinja", page, status=422 if sent else 200)


@login_required
@require_POST
def finish_step(request: HttpRequest, reference: str, step: int) -> HttpResponse:
    """Mark a step as done."""
    record = record_to_read(request, NOTICE, reference)
    refuse_reader(request, record)
    serving.finish_step(
        notice_id=record.pk, step_id=step, evidence=request.POST.get("evidence", "")[:300], by=person_of(request),
        on=timezone.localdate(),
    )  # fmt: skip
    messages.success(request, "The step is done.")
    return HttpResponseRedirect(f"{record.get_absolute_url()}#plan")
