"""The settings in force, to read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from functions.views.finding import person_of
from hubportal.web import health
from reporting.figures import installation as figures
from reporting.presenters.installation import sections


@login_required
@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """How this installation is set up and how it does, for system administrators."""
    if not person_of(request).is_system_administrator:
        raise Http404
    said = sections(figures.installation(), health=health.results())
    return render(request, "reporting/installation.jinja", {"sections": said})
