"""API sign-in: the token itself is read by the middleware, so that the scope is open before the view."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; needs no CSRF token because no browser sends it by itself."""

    def authenticate(self, request: Request) -> tuple[object, None] | None:
        raw = request._request
        return (raw.user, None) if getattr(raw, "bearer", False) else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
