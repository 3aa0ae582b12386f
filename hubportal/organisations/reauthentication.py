"""A fresh sign-in before signing, approving or publishing (specification 02, How access is enforced)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from hubportal.web.refusals import Refused

View = Callable[..., HttpResponse]


def signed_in_freshly(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed that it is them, within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def fresh_sign_in_required(view: View) -> View:
    """For views that sign, approve or publish: asks for the password, code or passkey again when the last was long ago.

    Afterwards a form that was being sent is sent on as it was typed. An API token cannot be asked, so it is refused.
    Goes inside `login_required`.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "bearer", False):
            raise Refused("This needs a fresh sign-in, so it can be done in the portal only.", status=403)
        if not signed_in_freshly(request):
            raise ReauthenticationRequired()
        return view(request, *args, **kwargs)

    return asked
