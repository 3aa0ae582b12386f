"""The directory of contacts, and who has still to read which page of the handbook, over the API."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.handbook_finding import HUB, hub_published_for, hubs_of, one_hub
from functions.api.handbook_shapes import ContactLine, ContactPage, OutstandingLine, OutstandingPage
from functions.api.parameters import person_of, refuse_unknown, words
from functions.figures.contacts import contacts_of_hub
from functions.figures.handbook import outstanding
from functions.figures.registers import ccgs_read_by


class ContactList(APIView):
    """Who holds which role at the hub and its CCGs today, and whom agreements name as lead."""

    @extend_schema(
        parameters=[HUB, OpenApiParameter("ccg", str, description="ODS code of a CCG, for whoever acts for it.")],
        responses=ContactPage,
        operation_id="contacts_list",
    )
    def get(self, request: Request) -> Response:
        """The directory, or what concerns one CCG."""
        hub = one_hub(hubs_of(request))
        refuse_unknown(request, {"hub", "ccg"})
        code = words(request, "ccg").upper()
        mine = [ccg for ccg in ccgs_read_by(person_of(request)) if ccg.hub_id == hub.pk]
        chosen = next((ccg for ccg in mine if ccg.ods_code == code), None)
        if code and chosen is None:
            raise ValidationError({"ccg": ["There is no CCG of yours with this code."]})
        found = contacts_of_hub(hub.pk, on=timezone.localdate(), ccg_id=chosen.pk if chosen else None)
        return Response({"next": None, "previous": None, "results": ContactLine(found, many=True).data})


class OutstandingList(APIView):
    """Who has still to read which page, for heads of the hub."""

    @extend_schema(parameters=[HUB], responses=OutstandingPage, operation_id="handbook_still_to_read")
    def get(self, request: Request) -> Response:
        """Every page that has to be read, with those who have not yet said so."""
        hub = hub_published_for(request)
        refuse_unknown(request, {"hub"})
        found = outstanding(hub.pk, on=timezone.localdate())
        return Response({"next": None, "previous": None, "results": OutstandingLine(found, many=True).data})
