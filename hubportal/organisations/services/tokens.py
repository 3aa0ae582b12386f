"""API tokens: given for an e-mail address and password under the same limits as the sign-in page, for twelve hours."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.db import transaction

from hubportal.organisations.models import ApiToken, Person
from hubportal.web.refusals import Refused

LIFETIME = timedelta(hours=12)


def digest_of(token: str) -> str:
    """What is kept of a token or of the secret part of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _person(email: str, password: str) -> Person:
    """The person of these credentials; refused with 401, or 429 once the limits of the sign-in page are reached."""
    adapter = get_adapter()
    try:
        person = adapter.authenticate(adapter.request, email=email.strip().lower(), password=password)
    except ValidationError as limit:
        raise Refused(limit.messages[0], status=429) from limit
    if person is None or not person.is_active:
        raise Refused("The email address or password is not right.", status=401)
    assert isinstance(person, Person)  # noqa: S101 - the backend knows no other kind
    return person


def _check_second_factor(person: Person, code: str) -> None:
    if not is_mfa_enabled(person):
        if person.signs and not person.is_demo:
            raise Refused("Set up a second factor in the portal before you use the API.", status=403)
        return
    form = AuthenticateForm(user=person, data={"code": code})
    if not form.is_valid():
        said = form.errors["code"][0] if code else "Send the code of your authenticator app as code."
        raise Refused(said, status=401)
    form.save()


@transaction.atomic
def issue_token(*, email: str, password: str, at: datetime, code: str = "") -> str:
    """A new token for the person, shown this once; only its digest is kept.

    `code` is the second factor, for people who have one. Refused with 401, 403 or 429 and a sentence. Call it
    within a request: the limits count per address and per account.
    """
    person = _person(email, password)
    _check_second_factor(person, code)
    ApiToken.objects.filter(person=person, expires_at__lte=at).delete()
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(person=person, digest=digest_of(token), expires_at=at + LIFETIME)
    return token


def live_tokens(*, person: Person, at: datetime) -> list[ApiToken]:
    """The person's tokens that still work, the newest first."""
    return list(ApiToken.objects.filter(person=person, expires_at__gt=at).order_by("-made_at", "-pk"))


@transaction.atomic
def revoke(*, by: Person, token: int) -> bool:
    """End one of a person's own tokens at once; False when they have none such."""
    return bool(ApiToken.objects.filter(person=by, pk=token).delete()[0])
