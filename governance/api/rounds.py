"""Rounds of a ballot over the API: issued, extended, closed, certified and published; and forms that came on paper."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, held_version, refuse_stale_sign_in
from governance.api import base
from governance.api.ballot_shapes import (
    LinkShape,
    NewLink,
    NewRound,
    PaperAnswer,
    ReceiptShape,
    RoundMove,
    RoundShape,
    SettingAside,
)
from governance.api.base import KEY, MINUTE
from governance.models import BallotResponse, BallotRound
from governance.services import ballot_answers, ballot_results, ballot_rounds
from governance.services.ballot_answers import Given
from governance.services.ballot_sealing import Answer
from governance.services.finding import READ
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version


def round_data(asked: Any) -> dict[str, Any]:
    """A round as it stands now."""
    asked.standing = ballot_rounds.standing(asked, at=timezone.now())
    asked.responses_counted = BallotResponse.objects.filter(
        committee_id=asked.committee_id, round_id=asked.pk, set_aside_at__isnull=True
    ).count()
    return dict(RoundShape(asked).data)


class RoundViewSet(base.ActsAlone):
    """Rounds of ballots."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    queryset = BallotRound.objects.none()
    serializer_class = RoundShape

    def find(self, request: Request, public_id: str, permission: str = MINUTE) -> BallotRound:
        """The round, to its committee's people."""
        rows = BallotRound.objects.visible_to(person_of(request)).select_related("ballot", "committee")
        found: BallotRound = base.permitted(rows, request, public_id, permission)
        return found

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One round: what it asks, how many responded, and once counted its result."""
        refuse_unknown(request, set())
        found = self.find(request, public_id, READ)
        return done(round_data(found), found.version)

    @extend_schema(request=NewRound, responses=RoundShape, parameters=[CHANGE])
    def update(self, request: Request, public_id: str) -> Response:
        """Write a draft anew; a round that was issued stays as practices were told."""
        held = self.find(request, public_id)
        version = required_version(request)
        asked = NewRound(data=request.data)
        asked.is_valid(raise_exception=True)
        with base.naming(option_1="options"):
            row = ballot_rounds.change_round(
                round_id=held.pk, version=version, words=asked.words(), by=person_of(request)
            )
        return done(round_data(row), row.version)

    @extend_schema(
        request=RoundMove, responses={201: RoundShape}, parameters=[IF_MATCH, ONCE], operation_id="round_moves_create"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, public_id: str) -> Response:
        """Issue, extend, close or call off a round; certify or publish its result, which asks for a fresh sign-in."""
        held = self.find(request, public_id)
        sent = said(RoundMove, request)
        _move(request, held, sent, at=timezone.now())
        row = self.find(request, public_id)
        return made(round_data(row), row.version)

    @extend_schema(
        request={"multipart/form-data": PaperAnswer}, responses={201: ReceiptShape}, parameters=[ONCE],
        operation_id="round_papers_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @idempotent
    def papers(self, request: Request, public_id: str) -> Response:
        """Record a form that came on paper, with its scan; the practice's link stops."""
        held = self.find(request, public_id)
        sent = said(PaperAnswer, request)
        given = Given(Answer(sent["option"], sent["comment"]), sent["name"], sent["role"])
        kept = ballot_answers.record_paper(
            round_id=held.pk, ods_code=sent["practice"].upper(), given=given, received_on=sent["received_on"],
            scan=sent["scan"], by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        return made(ReceiptShape(kept).data)

    @extend_schema(
        request=SettingAside, responses={201: ReceiptShape}, parameters=[ONCE], operation_id="round_set_aside"
    )
    @action(detail=True, methods=["post"], url_path="set-aside")
    @idempotent
    def set_aside(self, request: Request, public_id: str) -> Response:
        """Set a paper form aside before the count; the practice may respond again."""
        held = self.find(request, public_id)
        sent = said(SettingAside, request)
        kept = ballot_answers.set_aside(
            round_id=held.pk, ods_code=sent["practice"].upper(), because=sent["because"], by=person_of(request),
            at=timezone.now(),
        )  # fmt: skip
        return made(ReceiptShape(kept).data)

    @extend_schema(request=NewLink, responses={201: LinkShape}, parameters=[ONCE], operation_id="round_links_create")
    @action(detail=True, methods=["post"])
    @idempotent
    def links(self, request: Request, public_id: str) -> Response:
        """Send a practice a new link; it is never told here."""
        held = self.find(request, public_id)
        sent = said(NewLink, request)
        link = ballot_answers.send_new_link(
            round_id=held.pk, ods_code=sent["practice"].upper(), email=sent["email"], by=person_of(request),
            at=timezone.now(),
        )  # fmt: skip
        return made(LinkShape(link).data)


def _move(request: Request, held: BallotRound, sent: dict[str, Any], *, at: datetime) -> None:
    by, act, because = person_of(request), sent["act"], sent.get("because", "")
    common: dict[str, Any] = {"round_id": held.pk, "by": by, "at": at}
    version = held_version(request)
    match act:
        case "issue":
            ballot_rounds.issue(**common, version=version)
        case "extend":
            ballot_rounds.extend(**common, version=version, closes_at=sent["closes_at"], because=because)
        case "close":
            ballot_rounds.close(**common, version=version, because=because)
        case "call_off":
            ballot_rounds.call_off(**common, version=version, because=because)
        case "certify":
            refuse_stale_sign_in(request)
            ballot_results.certify(**common, seen=sent["seen"])
        case _:
            refuse_stale_sign_in(request)
            ballot_results.publish(**common)
