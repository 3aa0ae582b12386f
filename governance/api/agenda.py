"""Items of an agenda and their papers over the API, and the bytes of a committee's files."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import KEY, MINUTE, refuse_without
from governance.api.meeting_shapes import (
    ItemChange,
    ItemMove,
    ItemShape,
    KnownInterestShape,
    NewKnownInterest,
    NewPaper,
    PaperShape,
    PaperWithdrawal,
)
from governance.models import AgendaItem, Paper
from governance.services.finding import READ
from governance.services.meetings import items, papers
from governance.services.meetings.apologies import seated_at
from governance.services.meetings.items import ItemWords
from governance.services.meetings.papers import PaperWords
from governance.services.meetings.reading import read_item, read_paper
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

WORDS = (
    "title", "purpose", "minutes", "presenter", "asks", "business_of", "is_private", "ground", "names", "record_kind",
    "record_reference",
)  # fmt: skip


class ItemViewSet(base.ActsAlone):
    """Items of agendas."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    queryset = AgendaItem.objects.none()
    serializer_class = ItemShape

    def find(self, request: Request, public_id: str, permission: str = MINUTE) -> AgendaItem:
        """The item, to its committee's people; one that was taken off a draft is the secretary's."""
        rows = AgendaItem.objects.visible_to(person_of(request)).select_related("meeting__committee", "meeting__terms")
        found: AgendaItem = base.one(rows, public_id)
        if not found.position and not person_of(request).grants.can(MINUTE, found.committee_id):
            raise Http404
        refuse_without(request, found.committee_id, permission)
        return found

    def whole(self, request: Request, item: AgendaItem) -> dict[str, Any]:
        """The item as it stands, its quorum left to the meeting."""
        return dict(ItemShape(read_item(item, person=person_of(request))).data)

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One item with its papers."""
        refuse_unknown(request, set())
        found = self.find(request, public_id, READ)
        return done(self.whole(request, found), found.version)

    @extend_schema(request=ItemChange, responses=ItemShape, parameters=[CHANGE])
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Change what an item says, until papers are sent; what is not sent stays."""
        held = self.find(request, public_id)
        version = required_version(request)
        asked = {name: getattr(held, name) for name in WORDS} | said(ItemChange, request, partial=True)
        words = ItemWords(**{**asked, "names": tuple(asked["names"])})
        changed = items.change_item(item_id=held.pk, version=version, by=person_of(request), words=words)
        return done(self.whole(request, changed), changed.version)

    @extend_schema(
        request=ItemMove, responses={201: ItemShape}, parameters=[IF_MATCH, ONCE], operation_id="agenda_item_moves"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, public_id: str) -> Response:
        """Place an item on its agenda, put it off to a later meeting, or take it off."""
        held = self.find(request, public_id)
        sent = said(ItemMove, request)
        common: dict[str, Any] = {"item_id": held.pk, "by": person_of(request)}
        if sent["act"] == "place":
            items.place_item(**common, place=sent["place"])
        else:
            act: Callable[..., Any] = items.defer_item if sent["act"] == "put_off" else items.withdraw_item
            act(**common, version=held_version(request), why=sent["why"], at=timezone.now())
        after = self.find(request, public_id)
        return made(self.whole(request, after), after.version)

    @extend_schema(
        request=NewKnownInterest, responses={201: KnownInterestShape}, parameters=[ONCE],
        operation_id="agenda_item_interests_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def interests(self, request: Request, public_id: str) -> Response:
        """Keep what is known of a member's interest in the item: the quorum is forecast with it."""
        held = self.find(request, public_id)
        sent = said(NewKnownInterest, request)
        with base.naming(seat_code="seat"):
            kept = items.keep_known_interest(
                item_id=held.pk, by=person_of(request), seat_code=sent["seat"], expected=sent["expected"],
                why=sent["why"], seats=frozenset(one.code for one in seated_at(held.meeting)),
            )  # fmt: skip
        return made(KnownInterestShape(kept).data)

    @extend_schema(
        request={"multipart/form-data": NewPaper}, responses={201: PaperShape}, parameters=[ONCE],
        operation_id="agenda_item_papers_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @idempotent
    def papers(self, request: Request, public_id: str) -> Response:
        """Add a PDF to the item; marked late when papers were due before today."""
        held = self.find(request, public_id)
        sent = said(NewPaper, request)
        paper = papers.add_paper(
            item_id=held.pk, by=person_of(request), words=_words(sent), upload=sent["file"], at=timezone.now(),
            why=sent["why"],
        )  # fmt: skip
        return _paper(request, paper)


def _words(sent: dict[str, Any]) -> PaperWords:
    return PaperWords(sent["title"], sent["marking"], sent["author"])


def _paper(request: Request, paper: Paper, *, is_new: bool = True) -> Response:
    shown = PaperShape(read_paper(paper, person=person_of(request))).data
    return made(shown, paper.version) if is_new else done(shown, paper.version)


class PaperViewSet(base.ActsAlone):
    """Papers of items."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    queryset = Paper.objects.none()
    serializer_class = PaperShape

    def find(self, request: Request, public_id: str, permission: str = MINUTE) -> Paper:
        """The paper, to its committee's people."""
        rows = Paper.objects.visible_to(person_of(request)).select_related(
            "item__meeting__committee", "item__meeting__terms", "file", "replaces"
        )
        found: Paper = base.permitted(rows, request, public_id, permission)
        return found

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One paper; its bytes are at `committee-files`."""
        refuse_unknown(request, set())
        return _paper(request, self.find(request, public_id, READ), is_new=False)

    @extend_schema(
        request={"multipart/form-data": NewPaper}, responses={201: PaperShape}, parameters=[IF_MATCH, ONCE],
        operation_id="paper_versions_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @idempotent
    def versions(self, request: Request, public_id: str) -> Response:
        """Put a later version in a paper's place; both are kept."""
        held = self.find(request, public_id)
        sent = said(NewPaper, request)
        paper = papers.replace_paper(
            paper_id=held.pk, version=held_version(request), by=person_of(request), words=_words(sent),
            upload=sent["file"], at=timezone.now(), why=sent["why"],
        )  # fmt: skip
        return _paper(request, paper)

    @extend_schema(
        request=PaperWithdrawal, responses={201: PaperShape}, parameters=[IF_MATCH, ONCE],
        operation_id="paper_withdrawal",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def withdrawal(self, request: Request, public_id: str) -> Response:
        """Take a paper off its item; it stays on record, and in a pack that was sent."""
        held = self.find(request, public_id)
        sent = said(PaperWithdrawal, request)
        paper = papers.withdraw_paper(
            paper_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now(),
            why=sent["why"],
        )  # fmt: skip
        return _paper(request, paper)


class CommitteeFileContent(APIView):
    """The bytes of a paper, a pack, minutes or evidence."""

    content_negotiation_class = base.AnyFormat

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, operation_id="committee_file_retrieve"
    )
    def get(self, request: Request, file: Any) -> FileResponse:
        """Download it."""
        refuse_unknown(request, set())
        return base.download(request, file)
