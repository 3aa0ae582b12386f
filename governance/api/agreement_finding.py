"""Finding the agreement an address names, and answering with it whole."""

from django.http import Http404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.parameters import person_of
from governance.api.agreement_shapes import AgreementShape
from governance.figures.agreements import agreements_of
from governance.models import Agreement
from governance.services.agreement_versions import Terms, parties_of, terms_of, version_of
from hubportal.web.versions import with_etag


class OfAgreement:
    """For views of agreements."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"

    def find(self, request: Request, reference: str) -> Agreement:
        """One that the person reads, or 404."""
        mine = agreements_of(person_of(request)).select_related("contracting_lead", "finance_lead")
        found = mine.filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def answer(self, request: Request, reference: str, code: int = status.HTTP_200_OK) -> Response:
        """The agreement as it is now, marked with its version."""
        found = self.find(request, reference)
        return with_etag(Response(AgreementShape(found, context={"request": request}).data, status=code), found.version)


def terms_held(found: Agreement, number: int) -> Terms:
    """What a version says."""
    version = version_of(found, number)
    return terms_of(found, version, parties_of(version))
