"""Letters to print and post: what there is, and each bundle as one PDF."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hubportal.notifications.services.access import record_export
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.post import bundles, kind_words, letters_of
from hubportal.records.services.printing import together


@login_required
@require_safe
def post(request: HttpRequest) -> HttpResponse:
    """The bundles of the last month."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not send letters.")
    found = bundles(person, today=timezone.localdate())
    return render(request, "records/post.jinja", {"bundles": [(one, kind_words(one.kind)) for one in found]})


@login_required
@require_safe
def bundle(request: HttpRequest, ods_code: str, on: date, kind: str) -> FileResponse:
    """One bundle as a PDF; 404 where the person works with no such letters."""
    person = person_of(request)
    letters = list(letters_of(person, ods_code=ods_code, on=on, kind=kind))
    if not letters:
        raise Http404("There are no such letters to print.")
    record_export(by=person, what=f"{len(letters)} letters to post", codes=[ods_code])
    return FileResponse(
        together(letters),
        as_attachment=True,
        filename=f"letters-{ods_code}-{kind}-{on.isoformat()}.pdf",
        content_type="application/pdf",
    )
