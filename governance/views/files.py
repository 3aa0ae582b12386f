"""Handing out a committee's file: always as a download, never as a page of the portal."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest

from governance.models import CommitteeFile
from governance.services.files import find_for, open_file
from governance.views.base import CommitteeView
from hubportal.organisations.signed_in import person_of


class File(CommitteeView):
    """The bytes of a file this person may read; whoever may not is told there is none."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Send it."""
        found = self._found(request, kwargs["file"])
        response = FileResponse(
            open_file(found), as_attachment=True, filename=found.name, content_type=found.content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
        response["Cache-Control"] = "private, no-store"
        return response

    def _found(self, request: HttpRequest, public_id: UUID) -> CommitteeFile:
        try:
            found = find_for(person_of(request), public_id)
        except CommitteeFile.DoesNotExist as unknown:
            raise Http404 from unknown
        if found.committee_id != self.committee.pk:
            raise Http404
        return found
