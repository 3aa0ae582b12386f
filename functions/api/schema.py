"""What the OpenAPI document needs to be told: how one signs in."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class BearerScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer` with a token from /api/v1/token/."""

    target_class = "hubportal.organisations.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The scheme as the document names it."""
        return {"type": "http", "scheme": "bearer"}
