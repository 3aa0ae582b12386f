"""Saving a view of the work list, sharing it, deleting it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from functions.forms.work_list import SaveViewForm
from functions.presenters.work_list import hub_of_view
from functions.services.saved_views import change_view, delete_view, own_views, save_view
from functions.views.finding import person_of
from functions.views.work_list import reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Give the list a name."""
    person = reader_of(request)
    if not person.grants.ccgs():
        raise PermissionDenied("A practice’s people save no views.")
    parameters = QueryDict((request.POST if request.method == "POST" else request.GET).get("parameters", "")[:2000])
    form = SaveViewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        view = save_view(by=person, name=typed["name"], parameters=parameters, shared=typed["is_shared"])
        shared = f" and shared with {hub_of_view(view, person)}" if view.is_shared else ""
        messages.success(request, f"The view “{view.name}” is saved{shared}.")
        return HttpResponseRedirect(f"{reverse('functions:list')}?{view.parameters or 'view=all'}")
    page = {"form": form, "parameters": parameters.urlencode()}
    return render(request, "functions/save_view.jinja", page, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Share one's own view, keep it to oneself, or delete it."""
    person = person_of(request)
    if request.method != "POST":
        view = get_object_or_404(own_views(person), public_id=public_id)
        return render(request, "functions/saved_view.jinja", {"view": view, "hub": hub_of_view(view, person)})
    if request.POST.get("act") == "delete":
        delete_view(by=person, public_id=public_id)
        messages.success(request, "The view is deleted.")
    else:
        view = change_view(by=person, public_id=public_id, shared=request.POST.get("act") == "share")
        whose = f"shared with {hub_of_view(view, person)}" if view.is_shared else "only yours"
        messages.success(request, f"The view “{view.name}” is {whose}.")
    return HttpResponseRedirect(f"{reverse('functions:list')}")
