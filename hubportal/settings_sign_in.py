"""Settings of sign-in: the forms of its pages, and single sign-on where the environment names a provider."""

import os
from typing import Any
from urllib.parse import urlsplit

from hubportal.environment import listed

ACCOUNT_FORMS = {
    "login": "hubportal.organisations.forms.sign_in.SignInForm",
    "reset_password": "hubportal.organisations.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "hubportal.organisations.forms.sign_in.NewPasswordForm",
    "change_password": "hubportal.organisations.forms.sign_in.ChangePasswordForm",
    "set_password": "hubportal.organisations.forms.sign_in.SetPasswordForm",
    "reauthenticate": "hubportal.organisations.forms.sign_in.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "hubportal.organisations.forms.second_factor.CodeForm",
    "reauthenticate": "hubportal.organisations.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "hubportal.organisations.forms.second_factor.AuthenticatorAppForm",
    "add_webauthn": "hubportal.organisations.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "hubportal.organisations.forms.second_factor.RenamePasskeyForm",
}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if os.environ.get("OIDC_CLIENT_ID"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "nhs",
                "name": os.environ.get("OIDC_NAME", "NHS sign-in"),
                "client_id": os.environ["OIDC_CLIENT_ID"],
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": os.environ.get("OIDC_SERVER_URL", "")},
            }
        ]
    }
# Browsers hold the form that starts that sign-in to the addresses named here, the redirect included.
OIDC_ORIGINS = listed("OIDC_FORM_ORIGINS") or [
    "{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in [os.environ.get("OIDC_SERVER_URL", "")] if url
]
