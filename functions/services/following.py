"""The link by which whoever asked follows their case without signing in."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from functions.models import Query
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope

SALT = "functions.following"
LASTS = timedelta(days=120)


def follow_link(case: Query, *, by: Person) -> str:
    """The whole address, good for 120 days and for nothing but following this case; none for a restricted case."""
    if case.is_restricted or not by.grants.can("ccg_case_edit", case.ccg_id):
        return ""
    token = signing.dumps([case.ccg_id, str(case.public_id)], salt=SALT)
    return f"{settings.BASE_URL}{reverse('functions:follow', args=[token])}"


def read_token(token: str) -> tuple[Scope, str] | None:
    """The scope that sees the one CCG's case, and the case's public id; None for a token that is false or too old."""
    try:
        ccg_id, public_id = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Scope(ccgs=(int(ccg_id),), read_only=True, reason="Somebody follows a signed link to one case"), str(
        public_id
    )
