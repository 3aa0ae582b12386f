"""allauth's forms for authenticator apps and passkeys, in our words."""

from typing import Any, ClassVar

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from hubportal.organisations.forms.sign_in import Reworded

_CODE = ("Security code", "Enter the security code", "The 6 digits your authenticator app shows, or a recovery code")


class _AskingForCode(Reworded):
    words: ClassVar[dict[str, tuple[str, str, str]]] = {"code": _CODE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].looks = {"width": 10, "spellcheck": False, "autocomplete": "one-time-code"}  # type: ignore[attr-defined]


class CodeForm(_AskingForCode, base.AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_AskingForCode, base.ReauthenticateForm):
    """A code once more, before something that matters."""


class AuthenticatorAppForm(_AskingForCode, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "code": ("Security code", "Enter the security code", "The 6 digits the app now shows for Hub Portal")
    }


class AddPasskeyForm(Reworded, webauthn.AddWebAuthnForm):
    """A name for a new passkey; the browser fills in the key itself."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "name": ("Name", "Enter a name", "So that you can tell your passkeys apart, for example “work laptop”"),
        "passwordless": (
            "Sign in with this passkey alone",
            "",
            "Without your password. The device then asks for your fingerprint, face or PIN.",
        ),
        "credential": ("Passkey", "The browser did not make a passkey. Try again, or use an authenticator app", ""),
    }


class RenamePasskeyForm(Reworded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {"name": ("Name", "Enter a name", "")}
