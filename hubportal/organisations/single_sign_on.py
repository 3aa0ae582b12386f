"""Signing in by an organisation's OpenID Connect provider, stricter than allauth has it (docs/decisions/0020).

Its token's signature is always verified, its nonce must be the one sent with this very sign-in, and what the provider
says of the person besides must be about the same person. PKCE is always used. Nothing in our
address changes what is asked.
"""

import secrets
from typing import Any, Final

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from jwt import PyJWTError, get_unverified_header
from requests import RequestException

# By a key pair: with a shared secret, or none, anybody who knows what is public could sign.
ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})

_NEEDED: Final = {"issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"}


class StrictProvider(OpenIDConnectProvider):
    """What is asked of the provider, and what is believed."""

    pkce_enabled_default = True

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """What is set; never what the address of our page says."""
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What is set; never what the address of our page says."""
        return self.get_scope()

    def get_oauth2_adapter(self, request: HttpRequest) -> "StrictAdapter":
        return StrictAdapter(request, self.app.provider_id)

    def redirect(self, request: HttpRequest, process: str, **more: Any) -> HttpResponse:
        """Send the browser to the provider with a nonce of this sign-in, which is kept in the session."""
        nonce = secrets.token_urlsafe(24)
        asked = {**(more.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, process, auth_params=asked, nonce=nonce, **more)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """An address counts as verified only by a plain true: some providers send the word "false"."""
        found = super().extract_email_addresses(data)
        for address in found:
            address.verified = address.verified is True
        return found


class StrictAdapter(OpenIDConnectOAuth2Adapter):
    """Reads the provider's answers; a doubt is an `OAuth2Error`, and nobody is signed in."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; a page that is no such document is a provider that does not answer."""
        found = super().openid_config
        if not isinstance(found, dict) or not found.keys() >= _NEEDED:
            raise OAuth2Error("the provider's configuration lacks something")
        return found

    def get_provider(self) -> StrictProvider:
        return StrictProvider(self.request, app=super().get_provider().app)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> Any:
        """The person of a token that holds, as the token and the provider's user information say."""
        said = self._decode_id_token(app, more["response"].get("id_token") or "")
        data = {"id_token": said}
        if app.settings.get("fetch_userinfo", True):
            data["userinfo"] = self._fetch_user_info(token.token)
            if data["userinfo"].get("sub") != said["sub"]:
                raise OAuth2Error("the user information is about somebody else")
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            if get_unverified_header(id_token).get("alg") not in ALGORITHMS:
                raise OAuth2Error("the token is not signed by a key pair")
            said: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (PyJWTError, KeyError, TypeError, ValueError) as broken:
            raise OAuth2Error("the token cannot be read") from broken
        if not {"exp", "sub"} <= said.keys() or said.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the token is for somebody else, or without an end")
        if not self.nonce or not constant_time_compare(str(said.get("nonce", "")), self.nonce):
            raise OAuth2Error("the token is not of this sign-in")
        return said


class _Callback(OAuth2CallbackView):
    """Hands the nonce of this sign-in to whoever reads the token."""

    def _get_state(self, request: HttpRequest, provider: StrictProvider) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")  # type: ignore[attr-defined]
        return state, answer


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    adapter = StrictAdapter(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    try:
        found: HttpResponse = view.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as down:  # the provider does not answer, or not as one
        return render_authentication_error(request, provider, exception=down)  # type: ignore[no-any-return]
    return found


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider."""
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _answer(_Callback, request, provider_id)
