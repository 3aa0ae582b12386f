"""Handing out a document: always as a download, never as a page of the portal."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from hubportal.documents.models import Document
from hubportal.documents.services.files import open_for


@login_required
@require_safe
def document(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The bytes of a document this person may read; whoever may not is told there is none."""
    try:
        found, file = open_for(request.user, public_id)  # type: ignore[arg-type]
    except Document.DoesNotExist as unknown:
        raise Http404 from unknown
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
