"""Signing in to the API."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import said
from hubportal.organisations.services.tokens import issue_token
from hubportal.web.api import StrictSerializer


class Credentials(StrictSerializer):
    """An e-mail address and password; `code` where the person has a second factor."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=500, trim_whitespace=False)
    code = serializers.CharField(max_length=20, required=False, default="")


class TokenAnswer(serializers.Serializer):
    """The token, shown this once."""

    token = serializers.CharField()


class TokenView(APIView):
    """Exchange an e-mail address and password for a bearer token that lasts twelve hours."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(request=Credentials, responses={200: TokenAnswer}, auth=[], operation_id="token_create")
    def post(self, request: Request) -> Response:
        asked = said(Credentials, request)
        return Response({"token": issue_token(**asked, at=timezone.now())})
