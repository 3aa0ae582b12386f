"""How allauth meets our people: no open sign-up; an identity provider's people must already have been invited."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes

from hubportal.organisations.models import Person
from hubportal.organisations.reauthentication import signed_in_freshly
from hubportal.organisations.services.sessions import end_sessions

_WRONG = "The email address or password is not right"
_LOCKED = "There have been too many attempts to sign in. Wait 5 minutes, then try again or reset your password"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation, never with a sign-up form."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been closed",
        "email_password_mismatch": _WRONG,
        "enter_current_password": "Your current password is not right",
        "incorrect_password": "Your password is not right",
        "incorrect_code": "The code is not right",
        "too_many_login_attempts": _LOCKED,
        "rate_limited": "There have been too many attempts. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """A sign-in of the last minutes counts as much as a confirmation does."""
        return super().is_reauthentication_required(app=app, **more) and not signed_in_freshly(self.request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """People whose roles differ choose which to work in; everybody else goes to their home page."""
        # The menu of roles reads what this module's person may do, so it is found only when needed.
        from hubportal.organisations.services.choice import should_choose

        person = request.user
        if isinstance(person, Person) and should_choose(person=person, on=timezone.localdate()):
            return reverse("choose_organisation")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")

    def set_password(self, user: Any, password: str) -> None:
        """A changed password ends the person's other sessions and their API tokens."""
        super().set_password(user, password)
        end_sessions(person=user, at=timezone.now(), keep=self.request.session.session_key)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors in our words; their secrets are not kept in the clear."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Enter the newest code your app shows",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey before you make recovery codes",
    }

    def _cipher(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        made = [hashlib.sha256(b"second factor " + force_bytes(key)).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A first name for a new passkey; the person may give it a better one."""
        from allauth.mfa.models import Authenticator

        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by an NHS identity provider, matched to an invited person by verified e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join a first sign-in to the invited person of that address; turn everybody else away."""
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            messages.error(request, "Your organisation's sign-in worked, but nobody has invited you to Hub Portal yet.")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
