"""The sign-in page: password, passkey, and the organisation's own sign-in where one is set up."""

from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter


class SignInView(LoginView):
    """allauth's sign-in, with the identity providers this installation knows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = super().get_context_data(**kwargs)
        providers = get_adapter().list_providers(self.request)
        said["providers"] = [
            {"name": one.name, "href": one.get_login_url(self.request, process="login")} for one in providers
        ]
        return said
