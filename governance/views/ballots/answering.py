"""A practice's own page, opened by its link without signing in: one question, one response, a receipt."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from governance.forms.ballot_answers import AnswerForm
from governance.models import BallotLink
from governance.presenters.ballots import round_facts
from governance.rules.ballot_answers import refuse_moment, refuse_second
from governance.services.ballot_answers import answer_by_link, response_of, voter_of
from governance.services.ballot_links import link_named, read_token, why_not
from governance.services.ballot_rounds import standing
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused

SHOWN = ("Opens", "Closes", "What carries it", "Before closing", "In the result")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, committee: UUID, token: str) -> HttpResponse:
    """The practice reads the question and responds, once. Every refusal is a sentence, with what was typed below it."""
    read = read_token(token, Committee.objects.filter(public_id=committee).first())
    if read is None:
        return render(request, "governance/ballots/ended.jinja", {"sentence": "", "link": None}, status=404)
    opened, public_id = read
    with scope(opened):
        with transaction.atomic():
            link = link_named(opened.committees[0], public_id)
            form = _form(link, request.POST) if request.method == "POST" else None
            if form is None or not form.is_valid():
                return _shown(request, link, form)
        return _take(request, link, form)


def _form(link: BallotLink, *typed: Any) -> AnswerForm:
    options = [(option["code"], option["words"]) for option in link.round.options]
    return AnswerForm(*typed, options=options, named=link.round.named)


def _take(request: HttpRequest, link: BallotLink, form: AnswerForm) -> HttpResponse:
    """Keep it and show the receipt, or ask again with the reason."""
    public_id = str(link.public_id)
    try:
        kept = answer_by_link(
            committee_id=link.committee_id, public_id=public_id, given=form.given(), at=timezone.now()
        )
    except Refused as refused:
        form.add_refusal(refused)
        with transaction.atomic():
            return _shown(request, link_named(link.committee_id, public_id), form)
    said = next(option["words"] for option in link.round.options if option["code"] == form.cleaned_data["option"])
    return render(
        request, "governance/ballots/answered.jinja", {"link": link, "asked": link.round, "kept": kept, "said": said}
    )


def _why_closed(link: BallotLink) -> str | None:
    """Why no response is taken by this link now, if so."""
    asked, now = link.round, timezone.now()
    voter = voter_of(asked, link.voter)
    second = refuse_second(voter) if voter else None
    closes = asked.closed_at or asked.closes_at
    moment = refuse_moment(standing(asked, at=now), opens_at=asked.opens_at, closes_at=closes)
    return second or moment or why_not(link)


def _shown(request: HttpRequest, link: BallotLink, form: AnswerForm | None) -> HttpResponse:
    """The question with the form; or why no response is taken, the receipt of one that was, and what was typed."""
    sentence = _why_closed(link)
    page: dict[str, Any] = {"link": link, "asked": link.round, "facts_of": _facts(link)}
    if sentence is None:
        status = 200 if form is None else 422
        page["form"] = form if form is not None else _form(link)
        return render(request, "governance/ballots/answer.jinja", page, status=status)
    before = response_of(link.round, link.voter)
    mine = before if link.used_at and before is not None and before.how == "link" else None
    typed = [] if form is None else [
        {"key": "Your answer", "value": dict(form.fields["option"].choices).get(form.data.get("option", ""), "")},  # type: ignore[attr-defined]
        {"key": "Anything to add", "value": form.data.get("comment", "")[:1000]},
    ]  # fmt: skip
    page |= {"sentence": sentence, "receipt": mine, "typed": typed}
    return render(request, "governance/ballots/ended.jinja", page, status=410)


def _facts(link: BallotLink) -> list[dict[str, Any]]:
    link.round.committee = link.committee
    return [row for row in round_facts(link.round) if row["key"] in SHOWN]
