"""My account, where I am signed in, and the role I work in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from hubportal.organisations.forms.account import ChooseForm, MyAccountForm
from hubportal.organisations.middleware import CHOSEN, CHOSEN_WORDS
from hubportal.organisations.models import Person
from hubportal.organisations.services import choice, people, sessions, tokens
from hubportal.web.refusals import Refused


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - login_required stands before
    return request.user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Name, job title and notices; second factors, roles and sessions beside."""
    person, now = _me(request), timezone.now()
    known = {"name": person.name, "designation": person.designation, "digest": person.digest}
    form = MyAccountForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        people.change_account(by=person, **form.cleaned_data)
        messages.success(request, "Your account is changed.")
        return redirect("my_account")
    factors = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return render(
        request,
        "organisations/my_account.jinja",
        {
            "form": form,
            "person": person,
            "roles": choice.choices_of(person=person, on=timezone.localdate()),
            "factors": [str(Authenticator.Type(factor).label) for factor in sorted(factors)],
            "sessions": sessions.live_sessions(person=person, at=now),
            "this_session": request.session.session_key,
            "tokens": tokens.live_tokens(person=person, at=now),
        },
    )


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End my other sessions and API tokens."""
    ended = sessions.end_sessions(person=_me(request), at=timezone.now(), keep=request.session.session_key)
    messages.success(request, "You are signed out everywhere else." if ended else "You were signed in only here.")
    return redirect("my_account")


@login_required
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of my sessions."""
    if not sessions.end_session(by=_me(request), name=request.POST.get("session", ""), at=timezone.now()):
        raise Http404
    messages.success(request, "That browser is signed out.")
    return redirect("my_account")


@login_required
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """End one of my API tokens."""
    key = request.POST.get("token", "")
    if not (key.isdecimal() and len(key) < 19 and tokens.revoke(by=_me(request), token=int(key))):
        raise Http404
    messages.success(request, "The token no longer works.")
    return redirect("my_account")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Work in one role, or in all of them."""
    person, today = _me(request), timezone.localdate()
    choices = choice.choices_of(person=person, on=today)
    initial = {"assignment": request.session.get(CHOSEN) or "all"}
    form = ChooseForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = choice.choose(by=person, assignment=form.chosen, on=today)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            _remember(request, chosen)
            return redirect(_next(request))
    return render(request, "organisations/choose_organisation.jinja", {"form": form, "choices": choices})


def _remember(request: HttpRequest, chosen: choice.Choice | None) -> None:
    request.session.pop(CHOSEN, None)
    request.session.pop(CHOSEN_WORDS, None)
    if chosen is not None:
        request.session[CHOSEN] = chosen.assignment
        request.session[CHOSEN_WORDS] = chosen.words


def _next(request: HttpRequest) -> str:
    """Where the person was going, when that is one of our own pages; their home otherwise."""
    asked = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and own else "/"
