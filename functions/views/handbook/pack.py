"""The contact directory, and the communications pack of a CCG as a page and as a PDF."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures.contacts import contacts_of_hub
from functions.figures.handbook import current_versions
from functions.figures.matrix import FUNCTIONS, level_on
from functions.figures.registers import ccgs_read_by
from functions.figures.settings import versions_of
from functions.figures.specifications.lines import lines_on
from functions.presenters.handbook.pack import areas, contacts_table, standards_table
from functions.presenters.settings import policy_list
from functions.views.handbook.finding import my_hub, reader_of
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.pdf import render_pdf

SAFE = "default-src 'none'; frame-ancestors 'none'; sandbox"


@login_required
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Who holds which role, for one CCG or all."""
    person = reader_of(request)
    hub, ccgs = my_hub(person), ccgs_read_by(person)
    code = request.GET.get("ccg", "")[:5].upper()
    chosen = next((ccg for ccg in ccgs if ccg.ods_code == code), None)
    found = contacts_of_hub(hub.pk, on=timezone.localdate(), ccg_id=chosen.pk if chosen else None)
    caption = f"Contacts for {chosen.name}" if chosen else f"Contacts at {hub.name} and its CCGs"
    page = {"table": contacts_table(found, caption=caption), "ccgs": ccgs, "chosen": chosen, "hub": hub}
    return render(request, "functions/contacts.jinja", page)


@login_required
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """The packs there are: one for each CCG that the person reads."""
    return render(request, "functions/packs.jinja", {"ccgs": ccgs_read_by(reader_of(request))})


def _pack(person: Person, ods_code: str, *, plain: bool) -> dict[str, Any]:
    """Everything of one CCG's pack, read afresh."""
    ccg = Ccg.objects.select_related("hub").filter(pk__in=person.grants.ccgs(), ods_code=ods_code.upper()).first()
    if ccg is None:
        raise Http404("No CCG of yours has this code.")
    today = timezone.localdate()
    found = contacts_of_hub(ccg.hub_id, on=today, ccg_id=ccg.pk)
    holding = lines_on(ccg, today, schedule=FUNCTIONS)
    pages = current_versions(person).filter(hub_id=ccg.hub_id)
    return {
        "ccg": ccg,
        "level": level_on(ccg, today),
        "today": today,
        "contacts": contacts_table(found, caption="How to reach whom", plain=plain),
        "standards": standards_table(policy_list(versions_of(ccg.hub), today=today)),
        "areas": areas(holding.lines, pages.order_by("title")),
        "holding": holding,
    }


@login_required
@require_safe
def pack(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The pack of a CCG as a page."""
    return render(request, "functions/pack.jinja", _pack(reader_of(request), ods_code, plain=False))


@login_required
@require_safe
def pack_pdf(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The pack of a CCG as a PDF to hand on."""
    reader_of(request)
    page = _pack(person_of(request), ods_code, plain=True)
    title = f"Communications pack: {page['ccg'].name}"
    made = render_pdf("functions/pack_print.jinja", {**page, "title": title, "from_name": page["ccg"].hub.name})
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="communications-pack-{page["ccg"].ods_code}.pdf"'
    response["Content-Security-Policy"] = SAFE
    return response
