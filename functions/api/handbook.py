"""The handbook over the API: looked through, written, published by a second person, taken out, and read."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.handbook_finding import (
    HUB,
    find_page,
    hub_written_for,
    page_to_publish,
    page_to_write,
)
from functions.api.handbook_shapes import (
    HandbookLine,
    HandbookText,
    PageDraft,
    PageRead,
    Reminded,
    TakenOut,
    VersionLine,
    VersionText,
)
from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, refuse_stale_sign_in
from functions.figures.handbook import about_activity, current_versions, last_read, matching, outstanding
from functions.models import HandbookPage, HandbookVersion
from functions.services.handbook import writing
from functions.services.handbook.reading import acknowledge
from functions.services.handbook.telling import remind
from functions.services.handbook.writing import may_write
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

PARAMETERS = [
    OpenApiParameter("search", str, description="Words of the title or the text."),
    OpenApiParameter("activity", str, description="Reference of an activity of the function matrix, such as X.10."),
]


@extend_schema_view(list=extend_schema(parameters=PARAMETERS, responses=HandbookLine(many=True)))
class HandbookViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The pages of the handbook of one's own hub. The ETag of a page is the number of its current version."""

    queryset = HandbookVersion.objects.none()
    serializer_class = HandbookLine
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]{1,80}"
    keyset = (("title", "asc"), ("id", "asc"))

    def get_queryset(self) -> QuerySet[HandbookVersion]:
        if getattr(self, "swagger_fake_view", False):
            return HandbookVersion.objects.none()
        refuse_unknown(self.request, {"search", "activity"})
        found = current_versions(person_of(self.request))
        if asked := words(self.request, "activity"):
            found = about_activity(found, asked.upper())
        if asked := words(self.request, "search"):
            found = HandbookVersion.objects.filter(pk__in=matching(found, asked).values("pk")).select_related("page")
        return found

    @extend_schema(responses=HandbookText, parameters=[HUB])
    def retrieve(self, request: Request, slug: str) -> Response:
        """One page with its text and its versions; a page that is not published, or was taken out, is not there."""
        refuse_unknown(request, {"hub"})
        page, person = find_page(request, slug), person_of(request)
        found = current_versions(person).filter(page=page).first()
        if found is None:
            raise Http404
        return done(self._whole(request, page, found), found.number)

    def _whole(self, request: Request, page: HandbookPage, shown: HandbookVersion) -> dict[str, Any]:
        person = person_of(request)
        versions = page.versions.select_related("written_by", "published_by").order_by("-number")
        if not may_write(person, page.hub_id):
            versions = versions.filter(published_at__isnull=False)
        return {
            **HandbookLine(shown).data,
            "body": shown.body,
            "versions": VersionLine(versions, many=True).data,
            "read": last_read(person, [page.pk]).get(page.pk, 0),
        }

    @extend_schema(request=PageDraft, responses={201: VersionText}, parameters=[HUB, ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Write a new page, as a draft that a head of the hub publishes who did not write it."""
        hub, asked = hub_written_for(request), PageDraft(data=request.data)
        asked.is_valid(raise_exception=True)
        draft = writing.start_page(hub=hub, words=asked.words(), by=person_of(request), at=timezone.now())
        here = request.build_absolute_uri(f"{request.path}{draft.page.slug}/draft/")
        return made(VersionText(draft).data, draft.lock, at=here)

    @extend_schema(responses=VersionText, parameters=[HUB], operation_id="handbook_version_retrieve")
    @action(detail=True, methods=["get"], url_path="versions/(?P<number>[0-9]{1,4})", pagination_class=None)
    def version(self, request: Request, slug: str, number: str) -> Response:
        """One version, also an older one; a draft is for those who write."""
        refuse_unknown(request, {"hub"})
        page = find_page(request, slug)
        found = _versions(page).filter(number=int(number)).first()
        if found is None or (found.published_at is None and not may_write(person_of(request), page.hub_id)):
            raise Http404
        return Response(VersionText(found).data)

    @extend_schema(methods=["GET"], responses=VersionText, parameters=[HUB], operation_id="handbook_draft_retrieve")
    @extend_schema(
        methods=["PUT"], request=PageDraft, responses=VersionText, parameters=[HUB, IF_MATCH],
        operation_id="handbook_draft_update",
    )  # fmt: skip
    @action(detail=True, methods=["get", "put"], pagination_class=None)
    def draft(self, request: Request, slug: str) -> Response:
        """The draft that waits to be published; or write it, on the version that was read, or begin one."""
        page, person = page_to_write(request, slug)
        held = _versions(page).filter(published_at__isnull=True).first()
        if request.method == "GET":
            refuse_unknown(request, {"hub"})
            if held is None:
                raise Http404
            return done(VersionText(held).data, held.lock)
        asked = PageDraft(data=request.data)
        asked.is_valid(raise_exception=True)
        lock = required_version(request) if held else None
        draft = writing.write_draft(page_id=page.pk, lock=lock, words=asked.words(), by=person, at=timezone.now())
        return done(VersionText(draft).data, draft.lock)

    @extend_schema(request=None, responses=HandbookText, parameters=[HUB, CHANGE], operation_id="handbook_publish")
    @action(detail=True, methods=["post"], pagination_class=None)
    def publication(self, request: Request, slug: str) -> Response:
        """Publish the draft that was read. This needs a fresh sign-in, so that a token cannot do it."""
        page, person = page_to_publish(request, slug)
        refuse_stale_sign_in(request)
        shown = writing.publish(page_id=page.pk, lock=required_version(request), by=person, at=timezone.now())
        return done(self._whole(request, page, shown), shown.number)

    @extend_schema(request=TakenOut, responses={204: None}, parameters=[HUB, CHANGE], operation_id="handbook_take_out")
    @action(detail=True, methods=["post"], url_path="take-out", pagination_class=None)
    def take_out(self, request: Request, slug: str) -> Response:
        """Take a page out of the handbook, with the reason; publishing it again brings it back."""
        page, person = page_to_publish(request, slug)
        number, note = required_version(request), said(TakenOut, request)["note"]
        writing.retire(page_id=page.pk, number=number, note=note, by=person, on=timezone.localdate())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=PageRead, responses={201: PageRead}, parameters=[HUB], operation_id="handbook_read")
    @action(detail=True, methods=["post"], pagination_class=None)
    def readings(self, request: Request, slug: str) -> Response:
        """Say that one has read a published version; it is kept once, however often it is said."""
        page, number = find_page(request, slug), said(PageRead, request)["number"]
        found = _versions(page).filter(number=number).first()
        if found is None:
            raise Http404
        acknowledge(version=found, by=person_of(request), at=timezone.now())
        return Response({"number": found.number}, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=Reminded, parameters=[HUB, ONCE], operation_id="handbook_remind")
    @action(detail=True, methods=["post"], pagination_class=None)
    @idempotent
    def reminders(self, request: Request, slug: str) -> Response:
        """Remind those who have still to read a page; once a day at most."""
        page, _ = page_to_publish(request, slug)
        today = timezone.localdate()
        lines = [line for line in outstanding(page.hub_id, on=today) if line.version.page_id == page.pk]
        return Response({"reminded": remind(lines, on=today)})


def _versions(page: HandbookPage) -> QuerySet[HandbookVersion]:
    found: QuerySet[HandbookVersion] = page.versions.select_related("page", "written_by", "published_by")
    return found
