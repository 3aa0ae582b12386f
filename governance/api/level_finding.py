"""Finding the application an address names, and answering with it whole."""

from django.http import Http404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.parameters import person_of
from governance.api.level_shapes import ApplicationShape
from governance.figures.agreements import applications_of
from governance.models import LevelApplication
from hubportal.web.versions import with_etag


class OfApplication:
    """For views of applications."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"

    def find(self, request: Request, reference: str) -> LevelApplication:
        """One that the person reads, or 404."""
        found = applications_of(person_of(request)).filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def answer(self, request: Request, reference: str, code: int = status.HTTP_200_OK) -> Response:
        """The application as it is now, marked with its version."""
        found = self.find(request, reference)
        shown = ApplicationShape(found, context={"request": request}).data
        return with_etag(Response(shown, status=code), found.version)
