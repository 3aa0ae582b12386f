"""Addresses the API does not have: answered as a problem, like everything else of it."""

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


@extend_schema(exclude=True)
class NoSuchAddress(APIView):
    """404 with problem details, whoever asks and by whatever method."""

    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound("There is nothing here that you may see.")

    def get(self, request: Request, rest: str) -> Response:
        raise NotFound
