"""What the API of every record of a CCG shares that is named by its reference: found, prepared, and answered whole."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import ReadableCcgField
from governance.services.preparing import prepares
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")


class OfCcg(StrictSerializer):
    """Which CCG a new record is of."""

    ccg = ReadableCcgField()


class Referenced(ABC):
    """For views of records: `rows_of` are those a person reads, `whole` shows one."""

    whole: ClassVar[type[serializers.Serializer[Any]]]
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset: tuple[tuple[str, str], ...] = (("received_on", "desc"), ("id", "desc"))

    @abstractmethod
    def rows_of(self, person: Person) -> QuerySet[Any]:
        """The records a person reads."""

    def find(self, request: Request, reference: str) -> Any:
        """One that the person reads, or 404."""
        found = self.rows_of(person_of(request)).filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def prepared(self, request: Request, reference: str) -> Any:
        """One that the person prepares: 403 to who only reads it, before a word of the request is read."""
        found = self.find(request, reference)
        if not prepares(person_of(request), found.ccg_id):
            raise PermissionDenied("Your role reads this and does not change it.")
        return found

    def answer(self, request: Request, reference: str, code: int = status.HTTP_200_OK) -> Response:
        """The record as it is now, marked with its version."""
        found = self.find(request, reference)
        return done(self.whole(found, context={"request": request}).data, found.version, code=code)

    def answer_new(self, request: Request, reference: str) -> Response:
        """A record just made, with where it is read."""
        answer = self.answer(request, reference, status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(f"{request.path}{reference}/")
        return answer


def asked_of(request: Request, states: Any) -> dict[str, str]:
    """The CCG and the state a list is narrowed by; a state that there is not is refused."""
    refuse_unknown(request, {"ccg", "state"})
    return {"ccg": words(request, "ccg").upper(), "state": one_of(request, "state", states)}
