"""How allauth meets our people: no open sign-up; an identity provider's people must already have been invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from hubportal.organisations.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation, never with a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by an NHS identity provider, matched to an invited person by verified e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            messages.error(request, "Your organisation's sign-in worked, but nobody has invited you to Hub Portal yet.")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
