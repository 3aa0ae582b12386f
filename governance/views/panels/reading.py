"""Resolution panels to read: the concerns with one, those who may be asked, and the panel of one concern."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.models import Query
from functions.models.queries import Kind
from functions.presenters.case import file_in_words
from functions.services.escalation import at_panel, decision_files, may_escalate
from governance.figures import panels as figures
from governance.models import ResolutionPanel
from governance.presenters import panels as words
from governance.services import panels as services
from governance.services.panel_candidates import hubs_kept, my_hub
from governance.views.panels.finding import concern_to_read
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage

ORDER = (("received_on", "desc"), ("pk", "desc"))


@login_required
@require_safe
def panels(request: HttpRequest) -> HttpResponse:
    """The concerns that are or were with a panel."""
    person = person_of(request)
    if not services.sets_up_any(person):
        raise PermissionDenied("Heads of the hub and those who approve for a CCG set up panels.")
    rows = KeysetPage(figures.concerns_at_panel(person), order=ORDER, after=request.GET.get("after") or None)
    page = {
        "table": words.concerns_table(rows.rows, on=timezone.localdate()),
        "page": rows,
        "parameters": request.GET,
        "keeps": bool(hubs_kept(person)),
    }
    return render(request, "governance/panels/list.jinja", page)


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Those who may be asked, for heads of the hub."""
    hub = my_hub(person_of(request))
    rows = list(figures.candidates_at(hub.pk))
    page = {"hub": hub, "table": words.candidates_table(rows, keeps=True)}
    return render(request, "governance/panels/people.jinja", page)


@login_required
@require_safe
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """The panel of one concern: who sits, what it decided, what is to be done, and the panels before."""
    case, person, on = concern_to_read(request, reference), person_of(request), timezone.localdate()
    found = figures.panels_of(case)
    current = next((one for one in found if one.is_current), None)
    waits, sets_up = at_panel(case), services.sets_up_panels(person, case.ccg_id)
    page = {
        "case": case,
        "current": current,
        "standing": words.standing(current, closed=not waits, on=on) if current or waits else "",
        "facts": words.facts_of(case, current),
        "members": words.members_table(current.members.all()) if current else None,
        "actions": _actions(current, case, acts=may_escalate(person, case)),
        "files": [file_in_words(row.document) for row in decision_files(case, person)] if current else [],
        "before": [
            (one, words.members_table(one.members.all(), caption=f"Panel {one.number}"))
            for one in found
            if not one.is_current
        ],
        "may_choose": sets_up and waits,
        "may_decide": sets_up and waits and current is not None,
        "lists": services.sets_up_any(person),
    }
    return render(request, "governance/panels/panel.jinja", page)


def _actions(current: ResolutionPanel | None, case: Query, *, acts: bool) -> Any:
    if current is None or current.decided_on is None:
        return None
    return words.actions_table(current.actions.all(), case, acts=acts, on=timezone.localdate())


def panel_of_case(request: HttpRequest | None, *, query: Query) -> str:
    """The panel on the page of its concern; nothing before the concern is with one."""
    if query.kind != Kind.CONCERN or request is None:
        return ""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.grants.can("ccg_read", query.ccg_id):
        return ""
    current, waits = services.current_panel(query), at_panel(query)
    if current is None and not waits:
        return ""
    told = {
        "standing": words.standing(current, closed=not waits, on=timezone.localdate()),
        "members": list(current.members.all()) if current else [],
        "href": reverse("panels:panel", args=[query.reference]),
        "choose": reverse("panels:choose", args=[query.reference])
        if waits and current is None and services.sets_up_panels(person, query.ccg_id)
        else "",
    }
    return render_to_string("governance/panels/of_case.jinja", told, request=request, using="jinja2")
