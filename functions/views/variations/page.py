"""The page of a variation, and ticking its checklist."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from functions.presenters.variations.page import more_steps, page_of, split
from functions.services.variations.deciding import Held
from functions.services.variations.kind import VARIATION
from functions.services.variations.pairing import seen_beside
from functions.services.variations.planning import tick_step
from functions.services.variations.types import type_called
from hubportal.organisations.signed_in import person_of
from hubportal.records.models import RecordMove
from hubportal.records.presenters.page import moves_open_to, steps
from hubportal.records.views.finding import may_work, record_to_read, refuse_reader
from hubportal.records.views.page import record_page


@login_required
@require_safe
def variation(request: HttpRequest, reference: str) -> HttpResponse:
    """One variation with everything that belongs to it."""
    record = record_to_read(request, VARIATION, reference, "other_ccg", "decision_document", "batch")

    def address(act: str) -> str:
        return reverse("variations:move", args=[record.reference, act])

    def part(name: str) -> str:
        return reverse(f"variations:{name}", args=[record.reference])

    held = Held.by(record)
    able, waiting = split(moves_open_to(person_of(request), record), held, today=timezone.localdate())
    moves = list(RecordMove.objects.of(record).order_by("id"))
    more = more_steps(held, type_called(record.type), part) if may_work(request, record) else []
    return record_page(
        request,
        record,
        template="functions/variation.jinja",
        address=address,
        wanted=dict(record.wanted),
        steps=[*steps(able, address), *more],
        variation=page_of(record, held, moves, waiting),
        beside=seen_beside(record, person_of(request)),
    )


@login_required
@require_POST
def tick(request: HttpRequest, reference: str) -> HttpResponse:
    """Tick a step of the checklist, or take the tick away."""
    record = record_to_read(request, VARIATION, reference)
    refuse_reader(request, record)
    tick_step(
        variation_id=record.pk,
        code=request.POST.get("step", ""),
        done=request.POST.get("done") == "1",
        by=person_of(request),
        on=timezone.localdate(),
    )
    return HttpResponseRedirect(f"{record.get_absolute_url()}#checklist")
