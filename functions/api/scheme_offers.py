"""What is done with an enhanced service and with an approved local scheme alike: terms, inviting, reminding, report."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, said
from functions.api.of_reference import OfReference
from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from functions.api.scheme_requests import LastDay, SpecificationFile, TermsChange
from functions.api.scheme_shapes import AnswersShape, PracticeReturns, ReportShape
from functions.figures import schemes as figures
from functions.figures.schemes import OfCcg, OfPractice
from functions.rules.schemes.answering import standing
from functions.rules.schemes.terms import Period, periods_of
from functions.services.schemes import terms
from functions.services.schemes.finding import Offer, worked_ccgs
from functions.services.schemes.inviting import invite
from functions.services.schemes.letters import usual_words
from functions.services.schemes.reminding import remind
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

# A local scheme has no window to sign up until its terms are settled.
_WINDOW = {"sign_up_from": "Enter the first day to sign up.", "answer_by": "Enter the last day to answer."}
CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")


class OfferActs(OfReference, ABC):
    """Acts on one offer, for whoever works it; a reader of it is refused, and to anybody else it is not there."""

    @abstractmethod
    def whole(self, request: Request, reference: str) -> Response:
        """The offer as it stands now."""

    def worked(self, request: Request, reference: str) -> Offer:
        """One offer, to somebody who works it."""
        found: Offer = self.find(request, reference)
        if not worked_ccgs(found, person_of(request)):
            raise PermissionDenied("You may read this but not work it.")
        return found

    @extend_schema(request=TermsChange, parameters=[CHANGE])
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change what is offered, before anybody is invited to it."""
        offer, version = self.worked(request, reference), required_version(request)
        return self._change(request, offer, version, said(TermsChange, request, partial=True))

    @extend_schema(request={"multipart/form-data": SpecificationFile}, parameters=[CHANGE])
    @action(detail=True, methods=["put"], parser_classes=[MultiPartParser])
    def specification(self, request: Request, reference: str) -> Response:
        """Put the specification with the offer, before anybody is invited to it."""
        offer, version = self.worked(request, reference), required_version(request)
        return self._change(request, offer, version, {"specification": said(SpecificationFile, request)["file"]})

    def _change(self, request: Request, offer: Offer, version: int, sent: dict[str, Any]) -> Response:
        held = {name: getattr(offer, name) for name in terms.TERMS}
        held |= {name: said for name, said in usual_words().items() if not held[name]}
        whole = {**held, **sent}
        if missing := {name: [sentence] for name, sentence in _WINDOW.items() if whole[name] is None}:
            raise ValidationError(missing)
        terms.change_terms(reference=offer.reference, version=version, by=person_of(request), terms=whole)
        return self.whole(request, offer.reference)

    @extend_schema(request=None, parameters=[IF_MATCH, ONCE])
    @action(detail=True, methods=["post"])
    @idempotent
    def invite(self, request: Request, reference: str) -> Response:
        """Invite every practice of the CCGs one works for that is not invited yet; letters are drawn and sent later."""
        offer = self.worked(request, reference)
        invite(reference=offer.reference, version=held_version(request), by=person_of(request), at=timezone.now())
        return self.whole(request, reference)

    @extend_schema(request=None, parameters=[IF_MATCH, ONCE])
    @action(detail=True, methods=["post"])
    @idempotent
    def remind(self, request: Request, reference: str) -> Response:
        """Write again to every practice of the CCGs one works for without an answer; once a day at most."""
        offer = self.worked(request, reference)
        remind(reference=offer.reference, version=held_version(request), by=person_of(request), at=timezone.now())
        return self.whole(request, reference)

    @extend_schema(request=LastDay, parameters=[CHANGE])
    @action(detail=True, methods=["put"], url_path="last-day")
    def last_day(self, request: Request, reference: str) -> Response:
        """Set another last day to answer; links that have not been used hold to that day."""
        offer, version = self.worked(request, reference), required_version(request)
        day = said(LastDay, request)["answer_by"]
        terms.move_last_day(
            reference=offer.reference, version=version, by=person_of(request), answer_by=day, today=timezone.localdate()
        )
        return self.whole(request, reference)

    @extend_schema(parameters=[CCG], responses=PracticeReturns(many=True))
    @action(detail=True, methods=["get"])
    def returns(self, request: Request, reference: str) -> Response:
        """The practices that signed up, each with every return of the schedule as it stands."""
        offer = self.find(request, reference)
        refuse_unknown(request, {"ccg"})
        self.keyset = figures.ORDER
        found = figures.signed_up(offer, person_of(request), ccg=words(request, "ccg").upper())
        lines = figures.by_practice(self.paginate_queryset(figures.shown(found)) or [])
        periods = periods_of(offer.periods)
        return self.get_paginated_response(PracticeReturns([_line(one, periods) for one in lines], many=True).data)

    @extend_schema(responses=ReportShape)
    @action(detail=True, methods=["get"], pagination_class=None)
    def report(self, request: Request, reference: str) -> Response:
        """The figures of the draft report: answers and returns, in all and CCG by CCG."""
        offer = self.find(request, reference)
        refuse_unknown(request, set())
        lines, periods = figures.by_ccg(offer, person_of(request)), periods_of(offer.periods)
        return Response(
            {
                "reference": offer.reference,
                "answers": AnswersShape(figures.total(lines)).data,
                "ccgs": [_ccg(line, periods) for line in lines],
            }
        )


def _line(one: OfPractice, periods: list[Period]) -> dict[str, Any]:
    return {
        "practice": one.invitation.practice.ods_code,
        "ccg": one.invitation.ccg.ods_code,
        "signed_up_on": one.invitation.answered_on,
        "returns": [_standing(one, period) for period in periods],
    }


def _standing(one: OfPractice, period: Period) -> dict[str, Any]:
    sent = one.returns.get(period.name)
    returned_on = sent.returned_on if sent else None
    return {
        "period": period.name,
        "due_on": period.due_on,
        "returned_on": returned_on,
        "figure": sent.figure if sent else None,
        "standing": standing(due_on=period.due_on, returned_on=returned_on, today=timezone.localdate()),
    }


def _ccg(line: OfCcg, periods: list[Period]) -> dict[str, Any]:
    figures_of = []
    for period in periods:
        came, late = line.returns.get(period.name, (0, 0))
        figures_of.append(
            {
                "period": period.name,
                "due_on": period.due_on,
                "in_time": came - late,
                "late": late,
                "outstanding": line.answers.yes - came,
            }
        )
    return {"ccg": line.code, "answers": AnswersShape(line.answers).data, "returns": figures_of}
